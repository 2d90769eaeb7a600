"""The short answer by the sample questions of a sentence: what answers the one that is asked most alike."""

import re
from collections import Counter
from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache

from corpus import Span
from corpus.gloss import Gloss
from corpus.text import fold, words
from qa.expected import Expected, expected, holds

# Tuned on dev, in the units of a hit's `asked`: what an answer gains by answering a question of the same sort, by being
# of the kind asked for, and by agreeing with the cross-encoder; and the score of one that no sample question has.
_SAME_SORT = 0.4
_RIGHT_KIND = 0.36
_AGREED = 0.4
_OTHER = 0.14
_LEAST_ALIKE = 0.32
"""A sample question that is less alike than this says nothing of the answer."""

_SECONDED, _SECONDS = 0.2, 2
"""Beside the most alike of the sample questions with one answer, so many others count for this share."""

_MOST_WORDS_READ = 16
"""What is longer answers nothing in short."""

_MOST_WORDS = 9
"""A number is told with what it counts, up to so many words."""


class _Sort(StrEnum):
    DOCUMENT = "document"
    FIELDS = "fields"
    WHO = "who"
    WHERE = "where"
    WHY = "why"
    HOW = "how"
    WHAT = "what"
    FIGURE = "figure"
    DATE = "date"


_SORTS = {
    _Sort.DOCUMENT: re.compile(
        r"\b(?:(?:nghi quyet|chi thi|van ban|luat|nghi dinh) (?:nao|so may)"
        r"|(?:which|what) (?:\w+ )?(?:resolution|document|directive|law))\b"
    ),
    _Sort.FIELDS: re.compile(
        r"\b(?:(?:linh vuc|mang|nganh|mon) (?:nao|gi)"
        r"|(?:which|what) (?:\w+ )?(?:fields|areas|sectors|industries|technologies|subjects))\b"
    ),
    _Sort.WHO: re.compile(
        r"\b(?:ai|(?:co quan|ban|bo|don vi|to chuc|khoi|doi tuong) nao|whom?|whose|"
        r"which (?:body|bodies|commission|agency|organ|office))\b"
    ),
    _Sort.WHERE: re.compile(r"\b(?:dau|(?:noi|khu vuc) nao|where|which (?:place|city|region))\b"),
    _Sort.WHY: re.compile(r"\b(?:vi sao|tai sao|de lam gi|why|what for|purpose)\b"),
    _Sort.HOW: re.compile(r"\b(?:the nao|ra sao|cach nao|lam sao|how)\b"),
    _Sort.WHAT: re.compile(r"\b(?:gi|nao|what|which)\b"),
}

# What an answer of a sort has in it, without marks: two fields or more, somebody who acts.
_HAS = {
    _Sort.DOCUMENT: re.compile(r"nghi quyet|chi thi|luat|nghi dinh|\d-"),
    _Sort.FIELDS: re.compile(r"[,;]| va "),
    _Sort.WHO: re.compile(
        r"\b(?:ban|bo|chinh phu|quoc hoi|dang|uy|mat tran|hoi|khoi|co quan|to chuc|don vi|dong chi|bi thu|nguoi"
        r"|nha nuoc|doanh nghiep|nha khoa hoc|can bo|dang vien|nganh|dia phuong|chuyen gia|nhan dan|chu the"
        r"|doi tuong|thanh nien|hoc sinh|sinh vien|giang vien|tri thuc|nhan luc|nhan tai)\b"
    ),
}


def sample_answer(
    question: str, sentence: str, gloss: Gloss, asked: Sequence[float], others: Sequence[Span] = ()
) -> Span | None:
    """Where in ``sentence`` the answer stands; None where no sample question with an answer is alike.

    ``asked`` says how near the question is to each sample question, in the order of the gloss; ``others`` are what
    other ways of looking take for the answer: what agrees with the first of them is the likelier.
    """
    kind, sort = expected(question), _sort(question)
    others = [other for other in others if len(other.of(sentence).split()) <= _MOST_WORDS_READ]
    scores = {other.of(sentence): _OTHER for other in others}
    alike: dict[str, list[float]] = {}
    for sample, near in zip(gloss.questions, asked, strict=True):
        answer = gloss.answers.get(sample)
        if answer is not None and near >= _LEAST_ALIKE:
            alike.setdefault(answer, []).append(near + _SAME_SORT * (_sort(sample) is sort))
    for answer, found in alike.items():
        first, *more = sorted(found, reverse=True)
        scores[answer] = max(first + _SECONDED * sum(more[:_SECONDS]), scores.get(answer, first))
    for answer in scores:
        if kind:
            scores[answer] += _RIGHT_KIND if holds(answer, kind) else -_RIGHT_KIND
        elif sort in _HAS:
            scores[answer] += _RIGHT_KIND if _HAS[sort].search(fold(answer)) else -_RIGHT_KIND
        if others:
            scores[answer] += _AGREED * _likeness(answer, others[0].of(sentence))
    if not scores:
        return None
    best = max(scores, key=lambda answer: scores[answer])
    if kind and kind is not Expected.DATE:
        best = _with_what_it_counts(best, scores)
    start = sentence.find(best)
    return Span(start, start + len(best)) if start >= 0 else None


def _likeness(first: str, second: str) -> float:
    """The words that two answers share, as in token F1; in [0, 1]."""
    ours, theirs = Counter(words(first)), Counter(words(second))
    return 2 * (ours & theirs).total() / ((ours + theirs).total() or 1)


@lru_cache(maxsize=2**15)  # the same sample questions come up again and again
def _sort(question: str) -> _Sort | None:
    kind = expected(question)
    if kind:
        return _Sort.DATE if kind is Expected.DATE else _Sort.FIGURE
    asked = fold(question)
    return next((sort for sort, pattern in _SORTS.items() if pattern.search(asked)), None)


def _with_what_it_counts(number: str, answers: dict[str, float]) -> str:
    begins = re.compile(rf"{re.escape(number)}(?!\w|[.,]\d)")
    longer = [answer for answer in answers if begins.match(answer) and len(answer.split()) <= _MOST_WORDS]
    return max((number, *longer), key=len)
