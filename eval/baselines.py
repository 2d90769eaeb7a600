"""What a user would pick instead of this program, on the same questions."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from corpus import ClauseKind, Document, Span
from corpus.library import Library
from corpus.text import plain, words
from eval.gold import GoldFinder, Place
from eval.questions import Question
from eval.report import About, Report
from eval.retrieval import ROWS, Row, score_results
from index import Embedder
from index.faiss_store import FaissStore
from index.lexical import LexicalIndex

CHUNK_CHARACTERS = 1000

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Piece:
    """A slice of an original that is found or not found as a whole."""

    id: str
    text: str
    place: Place


class Ranker(Protocol):
    """Scores every piece for a question; the higher, the better."""

    def scores(self, question: str) -> Sequence[float]:
        """One score a piece, in the order of the pieces."""


class LexicalRanker:
    """BM25 over syllables, which is what a search library does with Vietnamese out of the box."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._index = LexicalIndex.build(texts, words)

    def scores(self, question: str) -> Sequence[float]:
        return [float(score) for score in self._index.scores(question)]


class DenseRanker:
    """Cosine of embeddings in a flat FAISS index, as the common tutorials build it."""

    def __init__(self, texts: Sequence[str], embedder: Embedder) -> None:
        self._embedder = embedder
        self._store = FaissStore.build(embedder.embed_clauses(texts))

    def scores(self, question: str) -> Sequence[float]:
        found = self._store.nearest(self._embedder.embed_questions([question]), len(self._store))
        scores = np.zeros(len(self._store))
        scores[found.rows[0]] = found.scores[0]
        return [float(score) for score in scores]


def run_baselines(
    library: Library,
    questions: Sequence[Question],
    *,
    question_set: str,
    embedders: Mapping[str, Embedder],
    progress: Progress | None = None,
) -> list[Report]:
    """One report a baseline: BM25 and each embedder, on 1,000-character chunks and on our clauses.

    A chunk counts as found where it holds the whole gold sentence. ``progress(done, of)`` counts baselines.
    """
    pieces = {"1,000-character chunks": chunks(library), "our clauses": clauses(library)}
    plans: list[tuple[str, str, str, Embedder | None]] = [
        (f"{name} on {cut}", cut, embedder.name if embedder else "none", embedder)
        for name, embedder in (("BM25", None), *embedders.items())
        for cut in pieces
    ]
    reports = []
    for number, (system, cut, embedder_name, embedder) in enumerate(plans, start=1):
        texts = [piece.text for piece in pieces[cut]]
        ranker = DenseRanker(texts, embedder) if embedder else LexicalRanker(texts)
        about = About(system, question_set, embedder_name)
        reports.append(score_ranker(library, questions, pieces[cut], ranker, about))
        if progress:
            progress(number, len(plans))
    return reports


def score_ranker(
    library: Library, questions: Sequence[Question], pieces: Sequence[Piece], ranker: Ranker, about: About
) -> Report:
    """The report of a ranker over pieces."""
    finder = GoldFinder(library)
    results: dict[str, list[Row]] = {}
    times: dict[str, float] = {}
    for question in questions:
        start = time.perf_counter()
        scores = np.asarray(ranker.scores(question.text))
        best = np.argsort(-scores, kind="stable")[:ROWS]
        times[question.id] = 1000 * (time.perf_counter() - start)
        results[question.id] = [
            Row(pieces[row].id, pieces[row].text, (pieces[row].place,), float(scores[row])) for row in best
        ]
    targets = [finder.target(question) for question in questions]
    return score_results(library, targets, results, about, milliseconds=times)


def clauses(library: Library) -> list[Piece]:
    """The clauses of the library, each on its own; headings are left to the program."""
    return [
        Piece(clause.id, clause.text, Place(clause.document_id, clause.span))
        for clause in library.clauses
        if clause.kind is ClauseKind.CLAUSE
    ]


def chunks(library: Library) -> list[Piece]:
    """The documents in chunks of at most 1,000 characters that follow each other, cut at white space."""
    pieces = []
    for source in library.sources:
        document = library.document(source.id)
        for number, span in enumerate(_chunk_spans(document), start=1):
            text = plain(span.of(document.text))
            pieces.append(Piece(f"{source.id}#{number}", text, Place(source.id, span)))
    return pieces


def _chunk_spans(document: Document) -> Iterator[Span]:
    text = document.text
    start = 0
    while start < len(text):
        end = start + CHUNK_CHARACTERS
        if end < len(text):
            end = 1 + max((text.rfind(space, start, end) for space in " \n\t"), default=end) or end
        yield Span(start, min(end, len(text)))
        start = end
