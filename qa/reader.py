"""The seam between clauses that matched and the part of one that answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from corpus import Span
from index import Hit
from qa.answer import Reason
from qa.confidence import Signs
from qa.query import Query


@dataclass(frozen=True, slots=True)
class Extract:
    """The part of a hit that answers, as positions in the document and never as text.

    ``part`` lies inside the clause of the hit, ``short`` inside ``part``. ``score`` orders extracts; ``confidence`` is
    a calibrated probability in [0, 1], or None where nothing has been calibrated; ``signs`` are what it was made of.
    """

    hit: Hit
    part: Span
    short: Span | None
    score: float
    confidence: float | None = None
    signs: Signs | None = None


@dataclass(frozen=True, slots=True)
class Read:
    """The hits in their final order, and the extracts that answer, best first.

    Where ``reason`` is not None it says why the extracts do not answer.
    """

    hits: tuple[Hit, ...]
    extracts: tuple[Extract, ...]
    reason: Reason | None


class Reader(Protocol):
    """Finds the answers in the clauses that matched."""

    def read(self, query: Query, hits: Sequence[Hit]) -> Read: ...
