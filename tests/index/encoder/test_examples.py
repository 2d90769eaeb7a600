import json
from pathlib import Path

import numpy as np

from index.encoder.examples import Example, hold_back, read_asked, read_headings
from index.encoder.retrieve_task import RUN_CHARS, read_passage

PASSAGES = [
    {"id": "thue/a#1.1/0", "title": "Hoàn thuế", "text": "1. Một.\n\n2. Hai."},
    {"id": "thue/a#1.1/1", "title": "Hoàn thuế", "text": "3. Ba."},
    {"id": "thue/a#1.2/0", "title": "", "text": "Không có tên."},
    *({"id": f"thue/a#2.{n}/0", "title": "Hiệu lực thi hành", "text": "Từ nay."} for n in range(6)),
]


def write(path: Path, rows: list[dict[str, object]]) -> Path:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def test_headings_ask_for_their_passages_in_both_languages(tmp_path: Path) -> None:
    examples = read_headings(write(tmp_path / "passages.jsonl", PASSAGES), {"hoàn thuế": "Tax refunds"})
    assert len(examples) == 8
    expected = Example(
        "thue/a#1.1", "thue/a", "Hoàn thuế", ("1. Một.", "2. Hai."), ("Hoàn thuế",), ("Tax refunds",), 0.5
    )
    assert examples[0] == expected


def test_heading_of_many_articles_counts_less(tmp_path: Path) -> None:
    examples = read_headings(write(tmp_path / "passages.jsonl", PASSAGES), {})
    assert [example.share for example in examples] == [0.5, 0.5, *[0.5] * 6]


def test_questions_are_read_with_their_passage(tmp_path: Path) -> None:
    row = {"id": "thue/a#1.1/0", "title": "Hoàn thuế", "text": "1. Một.", "vi": ["khi nào?", " "], "en": ["when?"]}
    example = Example("thue/a#1.1", "thue/a", "Hoàn thuế", ("1. Một.",), ("khi nào?",), ("when?",))
    assert read_asked(write(tmp_path / "asked.jsonl", [row])) == [example]


def test_articles_are_held_back_whole() -> None:
    examples = [Example(f"luat#{n // 2}", "luat", "", ("x",), ("x",), ()) for n in range(2000)]
    kept, held = hold_back(examples)
    assert len(held) > 10
    assert not {example.article for example in kept} & {example.article for example in held}


def test_passage_is_read_whole_or_as_a_run_of_its_lines() -> None:
    lines = tuple(f"{n}. " + "dòng " * 15 for n in range(6))
    example = Example("a", "a", "Tên", lines, ("Tên",), ())
    rng = np.random.default_rng(1)
    read = {read_passage(example, rng) for _ in range(50)}
    assert example.text in read
    assert all(text in example.text and len(text) >= min(RUN_CHARS) for text in read)


def test_heading_that_asks_is_not_read_with_the_passage() -> None:
    asks = Example("a", "a", "Tên", ("dòng",), ("Tên",), ())
    named = Example("a", "a", "Tên", ("dòng",), ("Câu hỏi?",), ())
    rng = np.random.default_rng(1)
    assert {read_passage(asks, rng) for _ in range(20)} == {"dòng"}
    assert {read_passage(named, rng) for _ in range(20)} == {"dòng", "Tên. dòng"}
