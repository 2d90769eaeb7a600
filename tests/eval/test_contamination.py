"""Nothing that the program has read beforehand asks what our labelled questions ask, nearly word for word."""

import gzip
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from corpus.gloss import read_glosses
from corpus.left_open import read_left_open
from corpus.library import LEFT_OPEN_FILE, SUBJECTS_FILE
from corpus.subjects import read_subjects
from eval.question_set import _dice, _triples
from eval.questions import AFRESH, EARLIER, Split, read_questions

PROJECT = Path(__file__).parents[2]
DATA = sorted((PROJECT / "qa" / "cross_encoder" / "data").glob("*.jsonl.gz"))
CALIBRATION = PROJECT / "eval" / "questions" / "calibration.jsonl"
LEFT_OPEN = PROJECT / "corpus" / "glosses" / LEFT_OPEN_FILE
SUBJECTS = LEFT_OPEN.with_name(SUBJECTS_FILE)
GLOSSES = sorted(set(LEFT_OPEN.parent.glob("*.jsonl")) - {LEFT_OPEN, SUBJECTS})

LABELLED = (*(split.path for split in Split), EARLIER, AFRESH)

MOST_ALIKE = 0.8
"""The share of letter triples from which two questions are told to be one."""


def likeness(first: Sequence[str], second: Sequence[str]) -> npt.NDArray[np.float64]:
    """What ``eval.question_set`` calls the share of each pair of texts, all at once; shape ``(first, second)``."""
    from sklearn.feature_extraction.text import CountVectorizer

    vectorizer = CountVectorizer(analyzer=_numbered_triples, binary=True).fit([*first, *second])
    rows, columns = vectorizer.transform(first), vectorizer.transform(second)
    sizes = np.asarray(rows.sum(axis=1)) + np.asarray(columns.sum(axis=1)).T
    shares: npt.NDArray[np.float64] = 2 * (rows @ columns.T).toarray() / sizes
    return shares


def _numbered_triples(text: str) -> list[tuple[str, int]]:
    """Letter triples, the second of a kind told from the first: sets of these share what bags of triples share."""
    return [(triple, number) for triple, count in _triples(text).items() for number in range(count)]


def too_alike(learnt: Sequence[str], *, answerable: bool) -> list[tuple[str, str]]:
    """Questions that are learnt from, each with the id of the labelled question that it is too much like."""
    labelled = [question for file in LABELLED for question in read_questions(file) if question.answerable is answerable]
    shares = likeness(learnt, [question.text for question in labelled])
    return [(learnt[row], labelled[column].id) for row, column in np.argwhere(shares >= MOST_ALIKE)]


def learnt_from(file: Path) -> list[str]:
    """Every question of a file that the cross-encoder learns from."""
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        return [question for line in lines for question, _ in json.loads(line)["questions"]]


def test_likeness_is_that_of_the_question_set() -> None:
    texts = ["Kinh tế số đạt bao nhiêu?", "kinh te so dat bao nhieu", "Mạng mạng mạng 5G?", "Ai phụ trách?"]
    expected = [[_dice(_triples(first), _triples(second)) for second in texts] for first in texts]
    np.testing.assert_allclose(likeness(texts, texts), expected)


def test_copy_of_a_labelled_question_would_be_found() -> None:
    question = next(question for question in read_questions(Split.DEV.path) if question.answerable)
    assert question.id in {labelled for _, labelled in too_alike([question.text.upper()], answerable=True)}
    assert too_alike(["Con mèo nhà hàng xóm tên là gì?"], answerable=True) == []


@pytest.mark.parametrize("other", [*Split, AFRESH], ids=str)
def test_what_is_tuned_on_is_not_what_is_reported(other: Split | Path) -> None:
    earlier = [question.text for question in read_questions(EARLIER)]
    reported = [question.text for question in read_questions(other.path if isinstance(other, Split) else other)]
    assert likeness(earlier, reported).max() < MOST_ALIKE


@pytest.mark.parametrize("file", DATA, ids=lambda file: file.name)
def test_cross_encoder_learns_from_no_labelled_question(file: Path) -> None:
    assert learnt_from(file)
    assert too_alike(learnt_from(file), answerable=True) == []


@pytest.mark.parametrize("answerable", [True, False])
def test_no_question_that_is_left_open_is_a_labelled_one(answerable: bool) -> None:
    left_open = [one.question for one in read_left_open(LEFT_OPEN)]
    assert left_open
    assert too_alike(left_open, answerable=answerable) == []


@pytest.mark.parametrize("file", GLOSSES, ids=lambda file: file.name)
def test_no_gloss_asks_a_labelled_question(file: Path) -> None:
    learnt = [question for gloss in read_glosses(file) for question in gloss.questions]
    assert learnt
    assert too_alike(learnt, answerable=True) == []


def test_no_subject_is_named_as_a_labelled_question_is_put() -> None:
    names = [name for subject in read_subjects(SUBJECTS) for name in subject.names]
    assert names
    assert too_alike(names, answerable=True) == []


@pytest.mark.parametrize("answerable", [True, False])
def test_confidence_is_calibrated_on_no_labelled_question(answerable: bool) -> None:
    assert too_alike([question.text for question in read_questions(CALIBRATION)], answerable=answerable) == []


def test_confidence_is_calibrated_on_questions_that_the_program_has_not_read() -> None:
    asked = {question.text for question in read_questions(CALIBRATION)}
    read = {one.question for one in read_left_open(LEFT_OPEN)}
    read |= {question for file in GLOSSES for gloss in read_glosses(file) for question in gloss.questions}
    assert not asked & read
