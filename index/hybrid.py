"""Lexical and dense evidence for every sentence and clause, fused into one score."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from corpus.lead_in import years_in
from corpus.text import fold
from index.embedder import Embedder
from index.lexical import LexicalIndex
from index.passage import Field
from index.searcher import SearchRequest
from index.vector_store import VectorStore

Scores = npt.NDArray[np.float32]
Rows = npt.NDArray[np.int64]

# How many neighbours a question asks the vector store for; what lies beyond counts as the last of them.
_NEIGHBOURS = 2000


@dataclass(frozen=True, slots=True)
class Weights:
    """What each kind of evidence adds to a score; all of them in one place, tuned on dev by `tracuu eval --tune`.

    Where a sentence has no glosses its text stands in for them, so the weights of a field of glosses are never lost:
    the dense evidence of the text itself adds nothing beside that of the questions, but counts where there are none.

    A sentence's score is the sum over its fields, lexical and dense. A clause's is that of its best sentence,
    with the evidence of the clause as a whole and of the headings it stands under. ``year`` is added where a
    sentence speaks of a year that the question names, and taken away where it speaks of others. ``section`` adds
    how near the question is to a heading that the clause stands under, so that a question after a whole section
    finds what is in it. ``furniture`` scales what is no clause: a heading, title, recipient or signature comes up
    where it alone answers.
    """

    text_lexical: float = 1.26
    text_dense: float = 0.0
    translation_lexical: float = 1.09
    translation_dense: float = 0.58
    question_lexical: float = 1.13
    question_dense: float = 1.06
    plain_lexical: float = 0.59
    plain_dense: float = 0.0
    clause_lexical: float = 0.58
    clause_dense: float = 0.0
    headings: float = 0.53
    section: float = 0.3
    year: float = 0.58
    furniture: float = 0.8


# The part that the form as typed has in the lexical score of a question with marks; the folded form has the rest.
_TYPED = 0.7


class PassageTable(NamedTuple):
    """For each passage the row of its clause, the number of its sentence (-1: the clause), and its field."""

    clause: npt.NDArray[np.int32]
    sentence: npt.NDArray[np.int32]
    field: npt.NDArray[np.int8]


class Evidence(NamedTuple):
    """What speaks for each sentence and clause, before it is weighed.

    ``lexical`` in [0, 1] and ``dense`` in [-1, 1] have the shape ``(fields, sentences)``: the best passage of
    each field. ``year`` has the shape ``(sentences,)``: 1 for a year that the question names, -1 for another, 0
    where either names none. ``clause_lexical``, ``clause_dense`` and ``headings`` have the shape ``(clauses,)``.
    """

    lexical: Scores
    dense: Scores
    year: Scores
    clause_lexical: Scores
    clause_dense: Scores
    headings: Scores
    section: Scores
    passages_lexical: Scores
    passages_dense: Scores


class Fused(NamedTuple):
    """The scores of all clauses and of all sentences; sentence rows run clause by clause."""

    clauses: Scores
    sentences: Scores


class HybridScorer:
    """Scores every sentence and clause for a question from the passages that lead to it."""

    def __init__(
        self,
        table: PassageTable,
        *,
        typed: LexicalIndex,
        folded: LexicalIndex,
        headings: LexicalIndex,
        vectors: VectorStore,
        embedder: Embedder,
        sentence_years: Sequence[Sequence[int]],
        sentence_counts: Sequence[int],
        is_clause: npt.NDArray[np.bool_],
        parents: Sequence[int],
        weights: Weights,
    ) -> None:
        self._typed = typed
        self._folded = folded
        self._headings = headings
        self._vectors = vectors
        self._embedder = embedder
        self.weights = weights
        self._years = [frozenset(years) for years in sentence_years]
        self._furniture = ~is_clause
        self._first = np.concatenate(([0], np.cumsum(sentence_counts)[:-1])).astype(np.int64)
        self._sentences = int(sum(sentence_counts))
        self._clauses = len(is_clause)
        self._parents = parents
        self._whole = np.flatnonzero(table.sentence < 0)
        self._whole_clause = table.clause[self._whole].astype(np.int64)
        self._of_field = [_of_field(table, self._first, field) for field in Field]

    def sentence_rows(self, clause: int, count: int) -> slice:
        """Where the sentences of a clause stand among all."""
        start = int(self._first[clause])
        return slice(start, start + count)

    def evidence(self, request: SearchRequest) -> Evidence:
        """The evidence for a request, filters aside."""
        readings = (request.text, *request.variants)
        lexical = np.maximum.reduce([self._lexical(reading) for reading in readings])
        dense = self._dense(readings)
        by_sentence = self._by_sentence(lexical), self._by_sentence(dense)
        return Evidence(
            *by_sentence,
            year=self._agreement(years_in(request.text)),
            clause_lexical=self._by_clause(lexical, by_sentence[0][Field.TEXT]),
            clause_dense=self._by_clause(dense, by_sentence[1][Field.TEXT]),
            headings=np.maximum.reduce([self._headings.scores(fold(reading)) for reading in readings]),
            section=self._section(self._best_sentence(by_sentence[1].max(axis=0))),
            passages_lexical=lexical,
            passages_dense=dense,
        )

    def fuse(self, evidence: Evidence) -> Fused:
        """The weighed sum of the evidence."""
        weights = self.weights
        lexical = np.array([getattr(weights, f"{field.name.lower()}_lexical") for field in Field], dtype=np.float32)
        dense = np.array([getattr(weights, f"{field.name.lower()}_dense") for field in Field], dtype=np.float32)
        sentences: Scores = lexical @ evidence.lexical + dense @ evidence.dense + weights.year * evidence.year
        clauses = (
            self._best_sentence(sentences)
            + weights.clause_lexical * evidence.clause_lexical
            + weights.clause_dense * evidence.clause_dense
            + weights.headings * evidence.headings
            + weights.section * evidence.section
        )
        return Fused(np.where(self._furniture, weights.furniture, 1.0).astype(np.float32) * clauses, sentences)

    def best(self, evidence: Evidence) -> tuple[Scores, Scores, Scores]:
        """For each clause the best lexical and the best dense evidence of its text, and the best of its glosses."""
        text = np.maximum(self._best_sentence(evidence.lexical[Field.TEXT]), evidence.clause_lexical)
        dense = np.maximum(self._best_sentence(evidence.dense[Field.TEXT]), evidence.clause_dense)
        glosses = np.concatenate((evidence.lexical[1:], evidence.dense[1:])).max(axis=0)
        return text, dense, self._best_sentence(glosses)

    def asked(self, evidence: Evidence, clause: int, sentence: int) -> tuple[float, ...]:
        """How near the question is to each sample question of a sentence, in the order of the gloss."""
        passages, sentences = self._of_field[Field.QUESTION]
        rows = passages[sentences == self._first[clause] + sentence]
        weights = self.weights
        near = (
            weights.question_lexical * evidence.passages_lexical[rows]
            + weights.question_dense * evidence.passages_dense[rows]
        )
        return tuple(near.tolist())

    def _lexical(self, reading: str) -> Scores:
        folded = self._folded.scores(reading)
        if fold(reading) == reading.lower():
            return folded
        return (_TYPED * self._typed.scores(reading) + (1 - _TYPED) * folded).astype(np.float32)

    def _dense(self, readings: Sequence[str]) -> Scores:
        """The highest cosine of any reading with each passage."""
        found = self._vectors.nearest(self._embedder.embed_questions(list(readings)), _NEIGHBOURS)
        best = np.full(len(self._vectors), -1.0, dtype=np.float32)
        for rows, scores in zip(found.rows, found.scores, strict=True):
            reading = np.full(len(best), scores[-1] if len(scores) else -1.0, dtype=np.float32)
            reading[rows] = scores
            best = np.maximum(best, reading)
        return best

    def _agreement(self, asked: frozenset[int]) -> Scores:
        if not asked:
            return np.zeros(self._sentences, dtype=np.float32)
        return np.array([0 if not own else 1 if own & asked else -1 for own in self._years], dtype=np.float32)

    def _section(self, dense: Scores) -> Scores:
        """For each clause the highest of the scores of what it stands under; 0 where it stands under nothing."""
        section = np.zeros(self._clauses, dtype=np.float32)
        for row, parent in enumerate(self._parents):  # a parent comes before what stands under it
            if parent >= 0:
                section[row] = max(section[parent], dense[parent])
        return section

    def _by_sentence(self, scores: Scores) -> Scores:
        """The best passage of each field of each sentence; a sentence without glosses is judged by its text."""
        text = np.zeros(self._sentences, dtype=np.float32)
        passages, sentences = self._of_field[Field.TEXT]
        text[sentences] = scores[passages]
        best = np.tile(text, (len(Field), 1))
        for field in list(Field)[1:]:
            passages, sentences = self._of_field[field]
            best[field, sentences] = -1.0
            np.maximum.at(best[field], sentences, scores[passages])
        return best

    def _by_clause(self, scores: Scores, text: Scores) -> Scores:
        """The score of each clause as one passage; of its best sentence where it is none."""
        best = self._best_sentence(text)
        best[self._whole_clause] = scores[self._whole]
        return best

    def _best_sentence(self, sentences: Scores) -> Scores:
        if not self._clauses:
            return np.zeros(0, dtype=np.float32)
        best: Scores = np.maximum.reduceat(sentences, self._first)
        return best


def _of_field(table: PassageTable, first: Rows, field: Field) -> tuple[Rows, Rows]:
    """The passages of a field, and the row of the sentence that each leads to."""
    passages = np.flatnonzero((table.field == field) & (table.sentence >= 0))
    return passages, first[table.clause[passages]] + table.sentence[passages]


def weight_names() -> tuple[str, ...]:
    """The names of all weights, in their order."""
    return tuple(field.name for field in fields(Weights))
