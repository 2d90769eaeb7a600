"""How sure it is that the documents answer: signs that are weighed into one probability."""

import math
from typing import NamedTuple

from corpus.lead_in import lead_in_of, years_in, years_of
from corpus.library import Library
from index import Hit
from index.searcher import Nearest
from qa.cross_encoder.judgement import Judgement
from qa.expected import expected, holds
from qa.query import Query
from qa.vocabulary import Vocabulary


class Signs(NamedTuple):
    """What speaks for and against the best sentence of a hit as an answer; 1 or 0 where it is there or not."""

    score: float
    """The score of the hit."""
    left_open: float
    """How near the question is to those that the documents leave open."""
    asked: float
    """How near it is to the sample questions."""
    familiar: float
    """The same up to a point: what is farther is about something else."""
    gloss: float
    """The gloss evidence of the hit."""
    covered: float
    unknown: float
    strange_names: float
    """The account that the clause gives of the question: see :class:`qa.vocabulary.Account`."""
    kind_missing: float
    """The question asks for a number, a date, money, and the sentence has none."""
    other_year: float
    """The question names a year, and the sentence speaks of others."""
    asks_number: float
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
        score=0.8144,
        left_open=-5.5367,
        asked=1.725,
        familiar=7.14,
        gloss=3.3026,
        covered=1.3493,
        unknown=-1.0457,
        strange_names=-0.8678,
        kind_missing=-0.8652,
        other_year=-2.6155,
        asks_number=-0.225,
        relevance=0.2551,
    ),
    intercept=-4.3577,
    threshold=0.731,
)
"""Fitted by `tracuu eval --calibrate`, on the dev split and what it names beside it."""

OFF_TOPIC = 0.47
"""Less gloss evidence is off topic: of what nothing answers in dev and beside it, four of five that are off topic have
less, and four of five near misses more.
"""

FAMILIAR = 0.6
"""Of the answerable questions of dev and beside it one in fifty is farther from the sample questions, of those on
cooking, sport and the like more than four of five.
"""

# As near to the one as to the other: what is not known speaks neither for an answer nor against it.
_UNKNOWN = Nearest(asked=0.75, left_open=0.75)


def is_off_topic(signs: Signs) -> bool:
    """Whether a question is not about anything in the documents, rather than one that they leave open."""
    return signs.gloss < OFF_TOPIC


# Of every sign, whether it may speak for (1) or against (-1) an answer; none may be turned round by chance.
DIRECTIONS = Signs(1, -1, 1, 1, 1, 1, -1, -1, -1, -1, -1, 1)


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
        asked_years, own_years = years_in(query.rest), years_of(self._library, clause, sentence)
        other_year = bool(asked_years and own_years) and not asked_years & own_years
        # Of a document without glosses nobody has written down what is asked, and what it leaves open.
        near = hit.nearest if hit.nearest and (clause.id, sentence) in self._library.glosses else _UNKNOWN
        return Signs(
            score=hit.score,
            left_open=near.left_open,
            asked=near.asked,
            familiar=min(near.asked, FAMILIAR),
            gloss=hit.parts.gloss,
            covered=account.covered,
            unknown=account.unknown,
            strange_names=float(account.strange_names),
            kind_missing=float(kind is not None and not holds(around, kind)),
            other_year=float(other_year),
            asks_number=float(kind is not None),
            relevance=judgement.relevance if judgement else 0.0,
        )
