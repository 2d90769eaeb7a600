"""The seam between clauses that matched and the part of one that answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from corpus import Span
from index import Hit
from qa.query import Query


@dataclass(frozen=True, slots=True)
class Extract:
    """The part of a hit that answers, as positions in the document and never as text.

    ``part`` lies inside the clause of the hit, ``short`` inside ``part``. ``score`` orders extracts.
    """

    hit: Hit
    part: Span
    short: Span | None
    score: float


class Reader(Protocol):
    """Finds the answers in the clauses that matched, best first."""

    def read(self, query: Query, hits: Sequence[Hit]) -> list[Extract]: ...
