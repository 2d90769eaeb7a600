import json
from pathlib import Path

import pytest

from corpus import Language
from corpus.errors import EvalError
from eval.questions import (
    ClauseLabel,
    Form,
    Kind,
    Question,
    QuotedLabel,
    Split,
    read_questions,
    write_questions,
)


def write(path: Path, *rows: object) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_line_needs_only_a_question_and_what_answers_it(tmp_path: Path) -> None:
    rows = (
        {"question": "What must leaders do?", "relevant": [{"clause": "57-NQ-TW/III.1/b1"}]},
        {"question": "Bao nhiêu?", "relevant": [{"document": "A", "quote": "Ba mươi.", "grade": 1}], "answers": ["Ba"]},
        {"question": "Ai trúng số?", "relevant": []},
    )
    assert read_questions(write(tmp_path / "own.jsonl", *rows)) == [
        Question(
            "1",
            Language.EN,
            Form.PLAIN,
            Kind.CLAUSE,
            "What must leaders do?",
            (ClauseLabel("57-NQ-TW/III.1/b1"),),
        ),
        Question("2", Language.VI, Form.PLAIN, Kind.FACT, "Bao nhiêu?", (QuotedLabel("A", "Ba mươi.", 1),), ("Ba",)),
        Question("3", Language.VI, Form.PLAIN, Kind.UNANSWERABLE, "Ai trúng số?", ()),
    ]


@pytest.mark.parametrize("split", list(Split))
def test_written_questions_read_back_the_same(split: Split, tmp_path: Path) -> None:
    questions = read_questions(split.path)
    write_questions(tmp_path / "again.jsonl", questions)
    assert (tmp_path / "again.jsonl").read_bytes() == split.path.read_bytes()


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ({"relevant": []}, "the field 'question' is missing"),
        ({"question": "Gì?"}, "the field 'relevant' is missing"),
        ({"question": "  ", "relevant": []}, "question has '  ' where words should be"),
        ({"question": "Gì?", "relevant": [{"document": "A"}]}, "the field 'quote' is missing"),
        ({"question": "Gì?", "relevant": [{"clause": "A/p1", "grade": 3}]}, "the grade 3 is neither 1 nor 2"),
        ({"question": "Gì?", "relevant": [], "kind": "riddle"}, "'riddle' is not a valid Kind"),
        ({"question": "Gì?", "relevant": [], "answerable": True}, "answerable and relevant disagree"),
        ("Gì?", "string indices must be integers, not 'str'"),
    ],
)
def test_damaged_line_is_named_with_its_fault(row: object, problem: str, tmp_path: Path) -> None:
    path = write(tmp_path / "own.jsonl", {"question": "Gì?", "relevant": []}, row)
    with pytest.raises(EvalError) as raised:
        read_questions(path)
    assert raised.value.code == "question_damaged"
    assert raised.value.values == {"file": str(path), "line": 2, "problem": problem}


def test_id_that_comes_twice_is_refused(tmp_path: Path) -> None:
    row = {"id": "a", "question": "Gì?", "relevant": []}
    with pytest.raises(EvalError, match="'a' comes twice"):
        read_questions(write(tmp_path / "own.jsonl", row, row))


def test_file_without_a_question_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EvalError) as raised:
        read_questions(write(tmp_path / "own.jsonl"))
    assert raised.value.code == "questions_empty"


def test_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(EvalError) as raised:
        read_questions(tmp_path / "none.jsonl")
    assert raised.value.code == "questions_unreadable"
