"""The seam between a question with some passages, and how far each of them answers it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from corpus import Span


@dataclass(frozen=True, slots=True)
class Judgement:
    """How far a passage answers, as a logit, and where the short answer stands in it.

    ``short`` is None where nothing shorter than the passage answers.
    """

    relevance: float
    short: Span | None


class CrossEncoder(Protocol):
    """Reads a question together with each of several passages."""

    def read(self, question: str, passages: Sequence[tuple[str, str]]) -> list[Judgement]:
        """One judgement for each ``(context, passage)``, in order; a span counts from the start of the passage."""
