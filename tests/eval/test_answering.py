import unicodedata

import pytest
from sklearn.metrics import roc_auc_score

from corpus import Span
from eval.answering import (
    RiskPoint,
    auroc,
    cited_precision,
    cited_recall,
    exact_match,
    holds_gold,
    risk_coverage,
    token_f1,
)
from eval.gold import GoldSentence, Place


def place(start: int, end: int, document: str = "A") -> Place:
    return Place(document, Span(start, end))


FIRST = GoldSentence(2, (place(10, 20), place(50, 60, "B")))
SECOND = GoldSentence(1, (place(30, 40),))


@pytest.mark.parametrize(
    ("quote", "holds"),
    [
        (place(10, 20), True),
        (place(0, 25), True),
        (place(50, 60, "B"), True),
        (place(10, 19), False),
        (place(50, 60), False),
        (place(30, 40), False),  # it only helps
    ],
)
def test_quote_holds_a_gold_sentence_that_answers(quote: Place, holds: bool) -> None:
    assert holds_gold(quote, [FIRST, SECOND]) is holds


@pytest.mark.parametrize(
    ("short", "em", "f1"),
    [
        ("tối thiểu 30% GDP", 1, 1),
        ("TỐI THIỂU 30% GDP.", 1, 1),
        (unicodedata.normalize("NFD", "tối thiểu 30% GDP"), 1, 1),
        ("30% GDP", 0, 2 * 2 / (2 + 4)),
        ("trên 30%", 0, 2 * 1 / (2 + 2)),
        ("không", 0, 0),
        ("", 0, 0),
        (None, 0, 0),
    ],
)
def test_short_answer_is_scored_by_its_words(short: str | None, em: float, f1: float) -> None:
    answers = ("tối thiểu 30% GDP", "khoảng 30%")
    assert exact_match(short, answers) == em
    assert token_f1(short, answers) == pytest.approx(f1)


def test_cited_sentences_have_precision_and_recall() -> None:
    cited = [place(10, 20), place(20, 30), place(50, 60, "B")]
    assert cited_precision(cited, [FIRST, SECOND]) == pytest.approx(2 / 3)
    assert cited_recall(cited, [FIRST, SECOND]) == pytest.approx(1 / 2)
    assert cited_precision([], [FIRST]) == 0
    assert cited_recall([], [FIRST]) == 0


def test_auroc_equals_scikit_learns() -> None:
    certainties = [0.9, 0.8, 0.8, 0.4, 0.4, 0.1, 0.0]
    answerable = [True, True, False, True, False, False, True]
    assert auroc(certainties, answerable) == pytest.approx(roc_auc_score(answerable, certainties))


def test_auroc_needs_both_kinds() -> None:
    assert auroc([0.4, 0.6], [True, True]) is None


def test_risk_rises_as_unsure_answers_are_taken_in() -> None:
    assert risk_coverage([0.2, 0.9, 0.5, 0.5], [False, True, True, False]) == [
        RiskPoint(0.25, 0.0),
        RiskPoint(0.75, 1 / 3),
        RiskPoint(1.0, 0.5),
    ]
