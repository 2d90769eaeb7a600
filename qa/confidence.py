"""How sure it is that the documents answer: signs that are weighed into one probability."""

import math
from typing import NamedTuple

from corpus.lead_in import lead_in_of, years_in, years_of
from corpus.library import Library
from index import Hit
from qa.cross_encoder.judgement import Judgement
from qa.expected import Expected, expected, holds
from qa.query import Query
from qa.vocabulary import Vocabulary


class Signs(NamedTuple):
    """What speaks for and against the best sentence of a hit as an answer; 1 or 0 where it is there or not."""

    score: float
    """The score of the hit."""
    asked: float
    """How near the question is to a sample question of the sentence."""
    gloss: float
    """The gloss evidence of the hit."""
    covered: float
    missing: float
    unknown: float
    strange_names: float
    """The account that the clause gives of the question: see :class:`qa.vocabulary.Account`."""
    kind_missing: float
    """The question asks for a number, a date, money, and the sentence has none."""
    other_year: float
    """The question names a year, and the sentence speaks of others."""
    asks_number: float
    asks_money: float
    relevance: float
    """What the cross-encoder says of it, as a logit; 0 where it was not read."""


class Calibration(NamedTuple):
    """A logistic regression over signs; fitted by `tracuu eval --calibrate`."""

    weights: Signs
    intercept: float
    threshold: float
    """The probability under which nothing is quoted."""

    def probability(self, signs: Signs) -> float:
        """The probability, in (0, 1), that the documents answer the question."""
        logit = self.intercept + sum(w * sign for w, sign in zip(self.weights, signs, strict=True))
        return 1 / (1 + math.exp(-logit))


CALIBRATION = Calibration(
    Signs(
        score=0.3673,
        asked=1.0743,
        gloss=3.5086,
        covered=1.352,
        missing=-0.6953,
        unknown=-0.7033,
        strange_names=-1.0643,
        kind_missing=-1.3529,
        other_year=-2.7571,
        asks_number=-1.3212,
        asks_money=-1.485,
        relevance=0.0502,
    ),
    intercept=-2.7414,
    threshold=0.416,
)
"""Fitted on the dev split."""

OFF_TOPIC = 0.44
"""Less gloss evidence is off topic: of the refused ones of dev and of those written to be so, three of four that
are off topic have less, and three of four near misses more.
"""


def is_off_topic(signs: Signs) -> bool:
    """Whether a question is not about anything in the documents, rather than one that they leave open."""
    return signs.gloss < OFF_TOPIC


# Of every sign, whether it may speak for (1) or against (-1) an answer; none may be turned round by chance.
DIRECTIONS = Signs(1, 1, 1, 1, -1, -1, -1, -1, -1, -1, -1, 1)


class SignReader:
    """Reads the signs of a hit."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._vocabulary = Vocabulary(library)

    def read(self, query: Query, hit: Hit, sentence: int, judgement: Judgement | None = None) -> Signs:
        """The signs of one sentence of a hit."""
        clause = self._library.clause(hit.clause_id)
        account = self._vocabulary.account(query.meant, clause, sentence)
        lead_in = lead_in_of(self._library, clause, sentence)
        text = self._library.text_of(clause.document_id, clause.sentences[sentence])
        led_in = self._library.text_of(clause.document_id, lead_in.span) if lead_in else ""
        around = f"{text} {led_in} {clause.code or ''}"
        kind = expected(query.meant)
        asked_years, own_years = years_in(query.text), years_of(self._library, clause, sentence)
        other_year = bool(asked_years and own_years) and not asked_years & own_years
        return Signs(
            score=hit.score,
            # The same asked of another year is another question.
            asked=0.0 if other_year else max(hit.asked, default=0.0),
            gloss=hit.parts.gloss,
            covered=account.covered,
            missing=account.missing,
            unknown=account.unknown,
            strange_names=float(account.strange_names),
            kind_missing=float(kind is not None and not holds(around, kind)),
            other_year=float(other_year),
            asks_number=float(kind is not None),
            asks_money=float(kind is Expected.MONEY),
            relevance=judgement.relevance if judgement else 0.0,
        )
