"""What comes back to one question: the clauses found, and the quotes that answer."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from corpus import Bilingual, Citation, Clause, Language, cite
from corpus.library import Library
from index import Copy, Parts


@dataclass(frozen=True, slots=True)
class RepeatedIn:
    """Another clause that says the same; ``exact`` when only case, spacing and punctuation differ."""

    clause: Clause
    citation: Citation
    exact: bool

    @classmethod
    def of(cls, library: Library, copy: Copy) -> Self:
        """The copy that a search names by its id."""
        clause = library.clause(copy.clause_id)
        return cls(clause, cite(library.source(clause.document_id), clause), copy.exact)


@dataclass(frozen=True, slots=True)
class Result:
    """A clause that matched. ``score`` only orders; ``translation`` is unofficial English or None."""

    rank: int
    score: float
    clause: Clause
    citation: Citation
    translation: str | None
    also_in: tuple[RepeatedIn, ...]
    parts: Parts
    matched: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A slice of an original: its words, and where it stands."""

    text: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class Quote:
    """The sentences of one clause that answer, one contiguous slice of it.

    ``text`` is what stands at ``citation.span``; ``short`` is the part of it that answers by itself;
    ``lead_in`` is what the quote needs to be understood. ``confidence`` is a calibrated probability in
    [0, 1], or None where nothing has been calibrated.
    """

    text: str
    short: str | None
    lead_in: Passage | None
    confidence: float | None
    clause: Clause
    citation: Citation
    translation: str | None
    also_in: tuple[RepeatedIn, ...]


class Reason(StrEnum):
    """Why a question has no answer."""

    NO_MATCH = "no_match"
    NOT_STATED = "not_stated"
    OFF_TOPIC = "off_topic"
    OTHER_DOCUMENT = "other_document"
    FILTERED_OUT = "filtered_out"


@dataclass(frozen=True, slots=True)
class CardFact:
    """A fact from the library card of a document rather than from its text."""

    document_id: str
    field: str
    value: str
    label: Bilingual


@dataclass(frozen=True, slots=True)
class SearchReply:
    """The clauses for one question, best first, and how the question was read."""

    question: str
    language: Language
    searched_as: str
    results: tuple[Result, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """The reply to one question: ``quotes`` are empty, and ``reason`` says why, where nothing answers.

    ``more`` counts further quotes beyond those given; ``card`` is set where the library card answers.
    """

    reply: SearchReply
    quotes: tuple[Quote, ...]
    reason: Reason | None
    card: CardFact | None = None
    more: int = 0

    @property
    def found(self) -> bool:
        """Whether the documents, or their cards, answer the question."""
        return bool(self.quotes) or self.card is not None
