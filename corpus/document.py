"""A document as it was received: its library card, its text, and positions in that text."""

import datetime
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Span(NamedTuple):
    """Half-open range ``[start, end)`` in code points of the file as decoded."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The slice of ``text`` that the span names.

        >>> Span(3, 6).of("Hà Nội")
        'Nội'
        """
        return text[self.start : self.end]

    def covers(self, other: "Span") -> bool:
        """Whether ``other`` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end


class SourceKind(StrEnum):
    """What a document is; the order is the order in which repeated clauses are shown."""

    RESOLUTION = "resolution"
    GUIDE = "guide"
    SUMMARY = "summary"
    OTHER = "other"

    @property
    def precedence(self) -> int:
        """0 for the kind that leads, rising for those that repeat it."""
        return list(SourceKind).index(self)


@dataclass(frozen=True, slots=True)
class Bilingual:
    """The same words for the reader, in Vietnamese and in English."""

    vi: str
    en: str

    def in_(self, language: str) -> str:
        """The wording for ``"vi"`` or ``"en"``."""
        return self.en if language == "en" else self.vi


@dataclass(frozen=True, slots=True)
class Relation:
    """How one document stands to another: ``kind`` is "explains", "summarises" or "follows"."""

    kind: str
    source_id: str


@dataclass(frozen=True, slots=True)
class HeadingLine:
    """An unmarked line that heads what follows it, which no general rule could tell from a paragraph.

    ``step`` is its place where it has one of its own ("P.2025"); else it is the N-th paragraph of its
    section. ``under`` is the level of what it stands in. ``items`` names numbered items below it ("SOI" makes
    the first one ``SOI1``).
    """

    line: str
    under: str = "section"
    step: str | None = None
    items: str | None = None


@dataclass(frozen=True, slots=True)
class Slip:
    """A slip of the transcription: words of a place as they stand there, and what is probably meant.

    ``place`` is the id of the place without its document. The words are quoted as they stand all the same.
    """

    place: str
    printed: str
    meant: str


@dataclass(frozen=True, slots=True)
class Source:
    """Library card of one document."""

    id: str
    kind: SourceKind
    number: str | None
    title: Bilingual
    short_title: Bilingual
    issuer: Bilingual | None
    issued_on: datetime.date | None
    language: str
    file: str
    sha256: str
    relations: tuple[Relation, ...] = ()
    names: tuple[str, ...] = ()
    heading_lines: tuple[HeadingLine, ...] = ()
    slips: tuple[Slip, ...] = ()

    def relation_to(self, source_id: str) -> str | None:
        """The kind of relation to another document, or None."""
        return next((r.kind for r in self.relations if r.source_id == source_id), None)

    def slips_at(self, place: str) -> tuple[Slip, ...]:
        """The slips that are known at a place, which is named by its id without the document."""
        return tuple(slip for slip in self.slips if slip.place == place)


@dataclass(frozen=True, slots=True)
class Document:
    """A source with its original text, decoded as UTF-8 and nothing else done to it."""

    source: Source
    text: str
