"""The seam between a question and the clauses that match it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from corpus import Clause


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """What to look for and where.

    ``text`` is the question as typed; ``variants`` are further readings of it (marks restored, abbreviations
    spelled out), each searched beside it. ``documents`` is a hard filter, None for all; ``copies_in`` says in
    which documents copies of a hit are still named. ``under`` keeps to the clauses with these ids; ``likely`` are ids
    of clauses that the question may name, or that name its theme, which go before others as near. ``gather`` asks for
    everything on a theme: a heading that answers brings along what stands under it. ``name`` asks what something is
    called: a heading may well be the answer.
    """

    text: str
    variants: tuple[str, ...] = ()
    documents: frozenset[str] | None = None
    copies_in: frozenset[str] | None = None
    under: frozenset[str] | None = None
    likely: frozenset[str] = frozenset()
    gather: bool = False
    name: bool = False

    def allows(self, clause: Clause) -> bool:
        """Whether the filters let a clause through."""
        if self.documents is not None and clause.document_id not in self.documents:
            return False
        return self.under is None or clause.id in self.under


@dataclass(frozen=True, slots=True)
class Copy:
    """Another place that says the same; ``exact`` when only case, spacing and punctuation differ."""

    clause_id: str
    exact: bool


@dataclass(frozen=True, slots=True)
class Parts:
    """What a hit's score is made of.

    ``text`` is BM25 as a share of the best possible score, in [0, 1]; ``dense`` the highest cosine of the clause
    or a sentence of it, in [-1, 1]; ``gloss`` the better of both over its glosses, in [-1, 1].
    """

    text: float
    dense: float
    gloss: float


class Nearest(NamedTuple):
    """How near a question is to the nearest questions that are known, by words and by vectors: in [-1, 2].

    ``asked`` to the sample questions of all sentences, ``left_open`` to those that no document answers.
    """

    asked: float
    left_open: float


@dataclass(frozen=True, slots=True)
class Hit:
    """A clause that matched, and why.

    ``score`` only orders. ``sentences`` are the scores of its sentences, comparable with each other alone.
    ``matched`` are the words of the question that it holds. ``asked`` says how near the question is to each sample
    question of its best sentence, in the order of the gloss. ``nearest`` is the same for every hit; None unless
    questions of both sorts are known.
    """

    clause_id: str
    rank: int
    score: float
    parts: Parts
    sentences: tuple[float, ...]
    matched: tuple[str, ...]
    also_in: tuple[Copy, ...] = ()
    asked: tuple[float, ...] = ()
    nearest: Nearest | None = None


class Searcher(Protocol):
    """Finds clauses; best first, one hit for a family of repeated clauses."""

    def search(self, request: SearchRequest, *, k: int) -> Sequence[Hit]:
        """At most ``k`` hits; none where nothing is alike."""

    def copies(self, clause_id: str, *, within: frozenset[str] | None = None) -> tuple[Copy, ...]:
        """The other places that say what a clause says, in these documents or in all."""
