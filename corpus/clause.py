"""Where a passage stands in its document, and the smallest passage that can be cited."""

from dataclasses import dataclass
from enum import StrEnum

from corpus.document import Span


class Level(StrEnum):
    """What kind of mark a place bears; the value is how it is stored."""

    PREAMBLE = "preamble"
    PART = "part"
    SECTION = "section"
    GROUP = "group"
    POINT = "point"
    VIEWPOINT = "viewpoint"
    TASK = "task"
    KFA = "kfa"
    KF = "kf"
    BLOCK = "block"
    STAGE = "stage"
    INITIATIVE = "initiative"
    ITEM = "item"
    DASH = "dash"
    PLUS = "plus"
    PARAGRAPH = "paragraph"
    PARAGRAPH_AFTER = "paragraph_after"
    TITLE = "title"
    END = "end"
    RECIPIENTS = "recipients"
    SIGNATURE = "signature"


class ClauseKind(StrEnum):
    """What a passage is to a reader; only clauses come up in a search that asks for no place."""

    CLAUSE = "clause"
    HEADING = "heading"
    TITLE = "title"
    RECIPIENTS = "recipients"
    SIGNATURE = "signature"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a path: the level, and the number as ids write it ("III", "2", "KFA3", "b4")."""

    level: Level
    number: str
    dotted: bool = False
    """Whether a full stop rather than a slash joins it to the step before ("III.2", "b2.p1")."""

    @property
    def ordinal(self) -> int:
        """The digits of the number; 0 where it has none."""
        digits = "".join(c for c in self.number.split("~")[0] if c.isdigit())
        return int(digits) if digits else 0


def path_of(steps: tuple[Step, ...]) -> str:
    """The part of an id after the document.

    >>> path_of((Step(Level.SECTION, "III"), Step(Level.POINT, "2", dotted=True), Step(Level.DASH, "b3")))
    'III.2/b3'
    """
    joined = ""
    for step in steps:
        joined += ("." if step.dotted else "/") + step.number if joined else step.number
    return joined


@dataclass(frozen=True, slots=True)
class Clause:
    """A passage with an address of its own: a clause, or a heading, title, recipient or signature.

    ``span`` and ``sentences`` are positions in the document; ``repeats`` are the further places where
    the same heading is printed again. ``text`` is :func:`corpus.text.plain` of the span. ``headings`` are
    the texts of what it stands under, outermost first. ``code`` is a label printed after it ("C9 - T1").
    """

    id: str
    document_id: str
    kind: ClauseKind
    steps: tuple[Step, ...]
    parent: str | None
    headings: tuple[str, ...]
    span: Span
    text: str
    sentences: tuple[Span, ...]
    repeats: tuple[Span, ...] = ()
    code: str | None = None

    @property
    def path(self) -> str:
        """The id without its document."""
        return path_of(self.steps)

    @property
    def spans(self) -> tuple[Span, ...]:
        """Every place where it is printed."""
        return (self.span, *self.repeats)
