"""Where the answers to a labelled question stand: positions in the originals, copies taken together."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from corpus import Clause, Span
from corpus.errors import CorpusError, EvalError
from corpus.library import Library
from corpus.text import normalise, plain_with_offsets, words
from eval.questions import ClauseLabel, Label, Question, QuotedLabel

# Two quotes are copies when the shorter has at most this share of words that the other lacks.
_MOST_OTHER_WORDS = 0.2
# A summary may keep one half of a sentence; what is shorter still says less.
_LEAST_LENGTH = 1 / 3
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|\w+")
_NUMBER_WORDS = dict(zip("hai ba bốn sáu bảy tám chín mười".split(), "2 3 4 6 7 8 9 10".split(), strict=True))


class Place(NamedTuple):
    """A slice of a document."""

    document_id: str
    span: Span

    def covers(self, other: "Place") -> bool:
        """Whether ``other`` lies wholly inside."""
        return self.document_id == other.document_id and self.span.covers(other.span)

    def overlaps(self, other: "Place") -> bool:
        """Whether the two have a letter in common."""
        return (
            self.document_id == other.document_id
            and self.span.start < other.span.end
            and other.span.start < self.span.end
        )


@dataclass(frozen=True, slots=True)
class GoldSentence:
    """A sentence that should be found, at every place where a label has it; one of them is enough."""

    grade: int
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class GoldClause:
    """A clause that should be found, known by its id in the document that leads; its copies stand for it."""

    clause_id: str
    sentences: tuple[GoldSentence, ...]

    @property
    def grade(self) -> int:
        """The highest grade of its sentences."""
        return max(sentence.grade for sentence in self.sentences)


@dataclass(frozen=True, slots=True)
class Target:
    """A question and the clauses that answer it."""

    question: Question
    clauses: tuple[GoldClause, ...]

    @property
    def sentences(self) -> tuple[GoldSentence, ...]:
        """All sentences of all clauses."""
        return tuple(sentence for clause in self.clauses for sentence in clause.sentences)

    @property
    def documents(self) -> tuple[str, ...]:
        """The documents in which an answer stands, in order."""
        places = (place for sentence in self.sentences for place in sentence.places)
        return tuple(sorted({place.document_id for place in places}))


Located = tuple[Label, tuple[Place, ...]]


class GoldFinder:
    """Finds labels in the originals of a library.

    The labels alone say what is a copy of what, never the families of the program under test. Labels with the
    same words make one sentence, and so do nearly the same words in documents that explain or sum up each other.
    Sentences in the same clause of the document that leads (a resolution before its guide and summary) make one
    clause.
    """

    def __init__(self, library: Library) -> None:
        self._library = library
        self._plain = {source.id: plain_with_offsets(library.document(source.id).text) for source in library.sources}

    def target(self, question: Question) -> Target:
        """The gold clauses of a question, in the order of its labels.

        EvalError where a label names an unknown document or clause, or its words do not stand in a clause.
        """
        located = [(label, self._locate(question, label)) for label in question.relevant]
        grouped: dict[str, list[GoldSentence]] = {}
        for copies in self._copies(located):
            places = tuple(dict.fromkeys(place for _, found in copies for place in found))
            sentence = GoldSentence(max(label.grade for label, _ in copies), places)
            grouped.setdefault(self._leading_clause(places), []).append(sentence)
        return Target(question, tuple(GoldClause(key, tuple(sentences)) for key, sentences in grouped.items()))

    def _copies(self, located: Sequence[Located]) -> list[list[Located]]:
        """The labels in groups of copies, each label compared with the first of every group."""
        groups: list[list[Located]] = []
        for found in located:
            group = next((group for group in groups if self._are_copies(group[0][0], found[0])), None)
            if group is None:
                groups.append([found])
            else:
                group.append(found)
        return groups

    def _are_copies(self, first: Label, second: Label) -> bool:
        """The same words anywhere; nearly the same in another document that explains or sums up the same one."""
        if not (isinstance(first, QuotedLabel) and isinstance(second, QuotedLabel)):
            return first == second
        if words(first.quote) == words(second.quote):
            return True
        is_related = self._original(first.document_id) == self._original(second.document_id)
        return first.document_id != second.document_id and is_related and same_words(first.quote, second.quote)

    def _original(self, document_id: str) -> str:
        """The document that this one explains or sums up; itself where it does neither."""
        relations = self._library.source(document_id).relations
        return next((r.source_id for r in relations if r.kind in ("explains", "summarises")), document_id)

    def _locate(self, question: Question, label: Label) -> tuple[Place, ...]:
        try:
            match label:
                case ClauseLabel(clause_id):
                    clause = self._library.clause(clause_id)
                    return tuple(Place(clause.document_id, span) for span in clause.spans)
                case QuotedLabel(document_id, quote):
                    self._library.source(document_id)
                    places = tuple(Place(document_id, span) for span in self._find(document_id, quote))
        except CorpusError as error:
            raise EvalError(f"Question {question.id}: {error}", code=f"label_{error.code}", **error.values) from error
        inside = tuple(place for place in places if clauses_around(self._library, place))
        if not inside:
            problem = "crosses the border of a clause" if places else "does not stand there"
            raise EvalError(
                f"Question {question.id}: the quote {quote[:80]!r} of {document_id} {problem}. "
                f"Copy the sentence from `tracuu show {document_id}`.",
                code="label_not_found",
                question=question.id,
                document=document_id,
                quote=quote,
                problem=problem,
            )
        return inside

    def _find(self, document_id: str, quote: str) -> Iterator[Span]:
        """Every place of a quote in the plain text of a document, as positions in the original."""
        text, offsets = self._plain[document_id]
        start = text.find(quote)
        while start >= 0:
            end = start + len(quote)
            yield Span(offsets[start], offsets[end - 1] + 1)
            start = text.find(quote, end)

    def _leading_clause(self, places: Sequence[Place]) -> str:
        around = {clause.id for place in places for clause in clauses_around(self._library, place)}
        return min(around, key=self._precedence)

    def _precedence(self, clause_id: str) -> tuple[int, int]:
        row = self._library.row(clause_id)
        return self._library.source(self._library.clauses[row].document_id).kind.precedence, row


def clauses_around(library: Library, place: Place) -> list[Clause]:
    """The clauses of a document in which a slice of it lies whole."""
    clauses = library.clauses_of(place.document_id)
    return [clause for clause in clauses if any(span.covers(place.span) for span in clause.spans)]


@cache
def same_words(first: str, second: str) -> bool:
    """Whether two quotes say the same: four words in five of the shorter stand in the other, and all its figures.

    The order is left aside: a summary turns sentences round.

    >>> same_words("Năng suất lao động tăng trên 7%/năm.", "- năng suất lao động tăng bình quân trên 7%/năm")
    True
    >>> same_words("Năng suất lao động tăng 7,5%/năm.", "Năng suất lao động tăng 7%/năm.")
    False
    """
    shorter, longer = sorted((_tokens(first), _tokens(second)), key=Counter.total)
    lacking = shorter - longer
    if shorter.total() < _LEAST_LENGTH * longer.total() or any(token[0].isdigit() for token in lacking):
        return False
    return lacking.total() <= _MOST_OTHER_WORDS * shorter.total()


def _tokens(text: str) -> Counter[str]:
    """Words, and figures whole: "7,5" is one; "bốn" and "4" are the same."""
    return Counter(_NUMBER_WORDS.get(token, token) for token in _TOKEN.findall(normalise(text)))
