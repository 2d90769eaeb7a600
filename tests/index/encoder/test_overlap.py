import json
from pathlib import Path

import pytest

from eval.questions import Split
from index.encoder.overlap import Evaluation, find_overlaps, main
from index.encoder.pack import EVERYDAY, QUESTIONS, TRANSLATIONS

SENTENCE = "Đến năm 2030, kinh tế số đạt tối thiểu 30% GDP và mọi dịch vụ công được cung cấp trực tuyến."


def write(path: Path, rows: list[dict[str, object]]) -> Path:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "text",
    [
        SENTENCE,
        SENTENCE.upper(),
        "den nam 2030 kinh te so dat toi thieu 30 gdp va moi dich vu cong duoc cung cap truc tuyen",
        "Theo Nghị quyết: " + SENTENCE,
        SENTENCE.replace("tối thiểu", "ít nhất"),
        "đến năm 2030, kinh tế số đạt tối thiểu 30% GDP và mọi dịch vụ công",
    ],
)
def test_equal_and_nearly_equal_texts_are_found(text: str) -> None:
    overlap = Evaluation([SENTENCE]).overlap(text)
    assert overlap is not None
    assert overlap.evaluation == SENTENCE


@pytest.mark.parametrize(
    "text",
    [
        "Đến năm 2030, mọi người dân được khám sức khỏe định kỳ ít nhất một lần mỗi năm, theo quy định của luật.",
        "kinh tế số",
        "",
    ],
)
def test_other_texts_are_not_found(text: str) -> None:
    assert Evaluation([SENTENCE, "và"]).overlap(text) is None


def test_short_text_is_found_only_when_equal() -> None:
    evaluation = Evaluation(["Ai phụ trách chuyển đổi số?"])
    assert evaluation.overlap("ai phụ trách chuyển đổi số") is not None
    assert evaluation.overlap("ai phụ trách chuyển đổi số quốc gia") is None


def test_every_text_of_a_row_is_compared_save_names_and_headings(tmp_path: Path) -> None:
    evaluation = write(tmp_path / "evaluation.jsonl", [{"id": "q1", "question": SENTENCE, "title": "Mục tiêu"}])
    rows: list[dict[str, object]] = [{"id": "q1", "title": "Mục tiêu", "vi": ["khác"]}, {"vi": ["khác", SENTENCE]}]
    training = write(tmp_path / "training.jsonl", rows)
    assert [overlap is not None for _, overlap in find_overlaps(training, [evaluation])] == [False, True]


def test_command_fails_on_overlap_and_keeps_the_rest(tmp_path: Path) -> None:
    evaluation = write(tmp_path / "evaluation.jsonl", [{"text": SENTENCE}])
    training = write(tmp_path / "training.jsonl", [{"vi": SENTENCE}, {"vi": "khác"}])
    clean = tmp_path / "clean.jsonl.gz"
    assert main([str(training), "--against", str(evaluation)]) == 1
    assert main([str(training), "--against", str(evaluation), "--keep", str(clean)]) == 0
    assert main([str(clean), "--against", str(evaluation)]) == 0


@pytest.mark.parametrize("training", [TRANSLATIONS, EVERYDAY, QUESTIONS], ids=lambda path: path.name)
def test_nothing_of_our_labelled_questions_is_learnt_from(training: Path) -> None:
    labelled = [split.path for split in Split]
    assert [overlap for _, overlap in find_overlaps(training, labelled) if overlap] == []
