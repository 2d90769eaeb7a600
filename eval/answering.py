"""How well the quotes answer: the gold sentence, the short answer, the sentences of a theme, the refusals."""

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple

import numpy as np

from corpus.text import words
from eval.gold import GoldSentence, Place


def holds_gold(quote: Place, sentences: Collection[GoldSentence]) -> bool:
    """Whether a sentence that answers (grade 2) stands whole in the quote, at one of its places."""
    return any(quote.covers(place) for sentence in sentences if sentence.grade == 2 for place in sentence.places)


def exact_match(short: str | None, answers: Collection[str]) -> float:
    """1 where the short answer has just the words of an accepted one, else 0.

    In the manner of SQuAD (Rajpurkar et al. 2016): case, punctuation and spacing do not count; compared as NFC
    with one tone placement.

    >>> exact_match("Tối thiểu 30% GDP.", ["tối thiểu 30% GDP"])
    1.0
    """
    return _best(short, answers, lambda ours, gold: float(ours == gold))


def token_f1(short: str | None, answers: Collection[str]) -> float:
    """The harmonic mean of precision and recall of words, for the accepted answer that fits best; in [0, 1].

    >>> token_f1("30% GDP", ["tối thiểu 30% GDP"])
    0.6666666666666666
    """
    return _best(short, answers, _f1)


def _best(short: str | None, answers: Collection[str], score: Callable[[Sequence[str], Sequence[str]], float]) -> float:
    ours = words(short or "")
    return max((score(ours, words(answer)) for answer in answers), default=0.0) if ours else 0.0


def _f1(ours: Sequence[str], gold: Sequence[str]) -> float:
    common = (Counter(ours) & Counter(gold)).total()
    return 2 * common / (len(ours) + len(gold))


def cited_precision(cited: Sequence[Place], sentences: Collection[GoldSentence]) -> float:
    """The share of the cited sentences that are gold, wholly or in part; 0 where nothing is cited."""
    gold = [place for sentence in sentences for place in sentence.places]
    useful = sum(any(place.overlaps(wanted) for wanted in gold) for place in cited)
    return useful / len(cited) if cited else 0.0


def cited_recall(quotes: Sequence[Place], sentences: Collection[GoldSentence]) -> float:
    """The share of the gold sentences that stand whole in a quote, at one of their places."""
    found = sum(any(quote.covers(place) for quote in quotes for place in s.places) for s in sentences)
    return found / len(sentences)


def auroc(certainties: Sequence[float], answerable: Sequence[bool]) -> float | None:
    """How often an answerable question is answered with more certainty than an unanswerable one.

    The area under the ROC curve, in [0, 1], ties counting half (Fawcett 2006); None where one kind is missing.
    """
    scores, is_answerable = np.asarray(certainties), np.asarray(answerable, dtype=bool)
    good, bad = scores[is_answerable], scores[~is_answerable]
    if not len(good) or not len(bad):
        return None
    above = (good[:, None] > bad[None, :]).mean()
    level = (good[:, None] == bad[None, :]).mean()
    return float(above + level / 2)


class RiskPoint(NamedTuple):
    """Of the ``coverage`` most certain questions, the share that is answered wrongly; both in [0, 1]."""

    coverage: float
    risk: float


def risk_coverage(certainties: Sequence[float], right: Sequence[bool]) -> list[RiskPoint]:
    """The curve of El-Yaniv & Wiener (2010): one point a threshold, the most certain answers first.

    An answer to an unanswerable question is wrong. Equal certainties are answered together.
    """
    order = np.argsort(-np.asarray(certainties), kind="stable")
    wrong = np.cumsum(~np.asarray(right, dtype=bool)[order])
    ranked = np.asarray(certainties)[order]
    return [
        RiskPoint((row + 1) / len(order), float(wrong[row]) / (row + 1))
        for row in range(len(order))
        if row + 1 == len(order) or ranked[row + 1] < ranked[row]
    ]
