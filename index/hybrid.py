"""Lexical and dense evidence for every sentence and clause, fused into one score."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from corpus.lead_in import years_in
from corpus.text import fold
from index.cross_references import CrossReferences
from index.embedder import Embedder
from index.lexical import LexicalIndex
from index.passage import Field
from index.searcher import Nearest, SearchRequest
from index.vector_store import VectorStore

Scores = npt.NDArray[np.float32]
Rows = npt.NDArray[np.int64]

# How many neighbours a question asks the vector store for; what lies beyond counts as the last of them.
_NEIGHBOURS = 4000

# A sentence that several sample questions lead to is likelier than one with a single one: what the next best counts.
_NEXT_BEST = 0.35

# Sentences whose vectors are so near say the same, but for slips of printing.
_THE_SAME = 0.9

# Known questions that one is held against: a single one would be chance.
_FEW = 3

FIELDS = tuple(field for field in Field if field < Field.LEFT_OPEN)
"""The fields that lead to a sentence."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What each kind of evidence adds to a score; all of them in one place, tuned on dev by `tracuu eval --tune`.

    Where a sentence has no glosses its text stands in for them, so the weights of a field of glosses are never lost:
    the dense evidence of the text itself adds nothing beside that of the questions, but counts where there are none.

    A sentence's score is the sum over its fields, lexical and dense. A clause's is that of its best sentence,
    with the evidence of the clause as a whole and of the headings it stands under. ``year`` is added where a
    sentence speaks of a year that the question names, and taken away where it speaks of others. ``section`` adds
    how near the question is to a heading that the clause stands under, so that a question after a whole section
    finds what is in it; ``subject`` how near it is to a subject that the clause deals with. Where everything on a
    theme is asked for, ``section_gathered`` and ``subject_gathered`` stand in for them.
    ``furniture`` scales short headings and titles, recipients and signatures: they come up where they alone
    answer; ``furniture_named`` where it is asked what something is called. ``likely`` is added for a clause whose name
    the question uses, and others have too, and for one that names the theme that is asked for.

    What bears on the best clause of all bears on the question too, however little it shares with its words: ``beside``
    is added for what says much the same, and ``see_also`` is how far towards the best a clause comes that the best
    says to see.
    """

    text_lexical: float = 0.7
    text_dense: float = 0.0
    translation_lexical: float = 1.3
    translation_dense: float = 0.22
    question_lexical: float = 2.0
    question_dense: float = 1.2
    plain_lexical: float = 0.6
    plain_dense: float = 0.1
    topic_lexical: float = 0.0
    topic_dense: float = 0.4
    clause_lexical: float = 0.5
    clause_dense: float = 0.0
    headings: float = 0.5
    section: float = 0.3
    section_gathered: float = 0.55
    subject: float = 0.4
    subject_gathered: float = 0.9
    year: float = 0.14
    furniture: float = 0.8
    furniture_named: float = 1.35
    beside: float = 0.18
    see_also: float = 0.5
    likely: float = 0.4


# The part that the form as typed has in the lexical score of a question with marks; the folded form has the rest.
_TYPED = 0.7


class PassageTable(NamedTuple):
    """For each passage the row of its clause, the number of its sentence (-1: the clause), its field, and its text.

    Passages stand clause by clause, those of a clause sentence by sentence; ``text`` is a row of the parts that are
    searched, where what several passages say stands once.
    """

    clause: npt.NDArray[np.int32]
    sentence: npt.NDArray[np.int32]
    field: npt.NDArray[np.int8]
    text: npt.NDArray[np.int32]


class Evidence(NamedTuple):
    """What speaks for each sentence and clause, before it is weighed.

    ``lexical`` in [0, 1] and ``dense`` in [-1, 1] have the shape ``(fields, sentences)``: the best passage of
    each field, and of the sample questions the two best. ``year`` has the shape ``(sentences,)``: 1 for a year that
    the question names, -1 for another, 0 where either names none. ``clause_lexical``, ``clause_dense``, ``headings``,
    ``section`` and ``subject`` have the shape ``(clauses,)``, ``passages_lexical`` and ``passages_dense``
    ``(passages,)``.
    """

    lexical: Scores
    dense: Scores
    year: Scores
    clause_lexical: Scores
    clause_dense: Scores
    headings: Scores
    section: Scores
    subject: Scores
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
        furniture: npt.NDArray[np.bool_],
        parents: Sequence[int],
        references: CrossReferences,
        weights: Weights,
    ) -> None:
        self._typed = typed
        self._folded = folded
        self._headings = headings
        self._vectors = vectors
        self._embedder = embedder
        self.weights = weights
        self._years = [frozenset(years) for years in sentence_years]
        self._furniture = furniture
        self._first = np.concatenate(([0], np.cumsum(sentence_counts)[:-1])).astype(np.int64)
        self._counts = list(sentence_counts)
        self._sentences = sum(self._counts)
        self._clauses = len(furniture)
        self._parents = parents
        self._references = references
        self._text = table.text
        self._whole = np.flatnonzero((table.sentence < 0) & (table.clause >= 0))
        self._whole_clause = table.clause[self._whole].astype(np.int64)
        self._of_field = [_rows_of(table, self._first, field) for field in FIELDS]
        self._left_open = np.flatnonzero(table.field == Field.LEFT_OPEN)
        self._subject_names = np.flatnonzero(table.field == Field.SUBJECT)
        own = self._of_field[Field.TEXT]
        self._sentence_vectors = np.zeros((self._sentences, vectors.dim), dtype=np.float32)
        self._sentence_vectors[own.of] = vectors.vectors()[table.text[own.passages]]

    def sentence_rows(self, clause: int) -> slice:
        """Where the sentences of a clause stand among all."""
        start = int(self._first[clause])
        return slice(start, start + self._counts[clause])

    def evidence(self, request: SearchRequest) -> Evidence:
        """The evidence for a request, filters aside."""
        readings = (request.text, *request.variants)
        lexical = np.maximum.reduce([self._lexical(reading) for reading in readings])[self._text]
        dense = self._dense(readings)[self._text]
        by_sentence = self._by_sentence(lexical), self._by_sentence(dense)
        return Evidence(
            *by_sentence,
            year=self._agreement(years_in(request.text)),
            clause_lexical=self._by_clause(lexical, by_sentence[0][Field.TEXT]),
            clause_dense=self._by_clause(dense, by_sentence[1][Field.TEXT]),
            headings=np.maximum.reduce([self._headings.scores(fold(reading)) for reading in readings]),
            section=self._section(self._best_sentence(by_sentence[1].max(axis=0))),
            subject=self._references.dealt_with(dense[self._subject_names]),
            passages_lexical=lexical,
            passages_dense=dense,
        )

    def fuse(
        self, evidence: Evidence, *, gather: bool = False, name: bool = False, likely: Sequence[int] = ()
    ) -> Fused:
        """The weighed sum of the evidence, for a request that gathers, or asks for a name.

        ``likely`` are rows of clauses that it may name, or that name its theme.
        """
        weights = self.weights
        lexical = np.array([getattr(weights, f"{field.name.lower()}_lexical") for field in FIELDS], dtype=np.float32)
        dense = np.array([getattr(weights, f"{field.name.lower()}_dense") for field in FIELDS], dtype=np.float32)
        sentences: Scores = lexical @ evidence.lexical + dense @ evidence.dense + weights.year * evidence.year
        clauses = (
            self._best_sentence(sentences)
            + weights.clause_lexical * evidence.clause_lexical
            + weights.clause_dense * evidence.clause_dense
            + weights.headings * evidence.headings
            + (weights.section_gathered if gather else weights.section) * evidence.section
            + (weights.subject_gathered if gather else weights.subject) * evidence.subject
        )
        clauses[list(likely)] += weights.likely
        furniture = weights.furniture_named if name else weights.furniture
        return Fused(np.where(self._furniture, furniture, 1.0).astype(np.float32) * clauses, sentences)

    def beside(self, fused: Fused, clause: int) -> Fused:
        """The same with what bears on the best clause: pseudo-relevance feedback of the first alone.

        Each clause gains by the cosine of its likest sentence with the best one of ``clause``; what that says to see
        then comes nearer to ``clause``, and never passes it. Headings gain nothing.
        """
        best = self._best_of(fused.sentences, clause)
        alike = self._best_sentence(self._sentence_vectors @ self._sentence_vectors[best])
        clauses = fused.clauses + self.weights.beside * np.maximum(alike, 0) * ~self._furniture
        short = np.maximum(clauses[clause] - clauses, 0)
        seen = self._references.see_also(clause, best - int(self._first[clause]))
        clauses += self.weights.see_also * seen * short * ~self._furniture
        return Fused(clauses.astype(np.float32), fused.sentences)

    def repeats(self, sentences: Scores, clause: int, other: int) -> bool:
        """Whether a sentence of ``other`` says what the best one of ``clause`` does."""
        best = self._sentence_vectors[self._best_of(sentences, clause)]
        return bool((self._sentence_vectors[self.sentence_rows(other)] @ best).max() >= _THE_SAME)

    def _best_of(self, sentences: Scores, clause: int) -> int:
        rows = self.sentence_rows(clause)
        return int(rows.start) + int(np.argmax(sentences[rows]))

    def best(self, evidence: Evidence) -> tuple[Scores, Scores, Scores]:
        """For each clause the best lexical and the best dense evidence of its text, and the best of its glosses."""
        text = np.maximum(self._best_sentence(evidence.lexical[Field.TEXT]), evidence.clause_lexical)
        dense = np.maximum(self._best_sentence(evidence.dense[Field.TEXT]), evidence.clause_dense)
        glosses = np.concatenate((evidence.lexical[1:], evidence.dense[1:])).max(axis=0)
        return text, dense, self._best_sentence(glosses)

    def asked(self, evidence: Evidence, clause: int, sentence: int) -> tuple[float, ...]:
        """How near the question is to each sample question of a sentence, in the order of the gloss; in [-1, 2]."""
        asked = self._of_field[Field.QUESTION].passages_of(int(self._first[clause]) + sentence)
        return tuple(_near(evidence, asked).tolist())

    def nearest(self, evidence: Evidence) -> Nearest | None:
        """How near the question is to sample questions and to those left open; None unless there are both."""
        asked = self._of_field[Field.QUESTION].passages
        if not len(asked) or not len(self._left_open):
            return None
        return Nearest(_nearest(_near(evidence, asked)), _nearest(_near(evidence, self._left_open)))

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
        """The best of each field of each sentence; a sentence without glosses is judged by its text."""
        own = self._of_field[Field.TEXT]
        text = np.zeros(self._sentences, dtype=np.float32)
        text[own.sentences] = scores[own.passages]
        best = np.tile(text, (len(FIELDS), 1))
        for field in FIELDS[1:]:
            rows = self._of_field[field]
            if len(rows.sentences):
                best[field, rows.sentences] = rows.best(scores, next_best=_NEXT_BEST if field is Field.QUESTION else 0)
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


class _Rows(NamedTuple):
    """The passages of one field, and the row of the sentence ``of`` each.

    ``sentences`` are those that have any, ``starts`` where in ``passages`` those of each begin.
    """

    passages: Rows
    of: Rows
    sentences: Rows
    starts: Rows

    def passages_of(self, sentence: int) -> Rows:
        """The passages of one sentence, in their order; none where it has none."""
        first, last = np.searchsorted(self.of, [sentence, sentence + 1])
        return self.passages[first:last]

    def best(self, scores: Scores, *, next_best: float) -> Scores:
        """For each sentence its highest score, mixed with this share of the next."""
        own = scores[self.passages]
        highest: Scores = np.maximum.reduceat(own, self.starts)
        if not next_best:
            return highest
        counts = np.diff(np.append(self.starts, len(own)))
        others = np.where(own == np.repeat(highest, counts), -np.inf, own)
        second = np.maximum.reduceat(others, self.starts)
        mixed = (1 - next_best) * highest + next_best * np.where(np.isinf(second), highest, second)
        return mixed.astype(np.float32)


def _rows_of(table: PassageTable, first: Rows, field: Field) -> _Rows:
    passages = np.flatnonzero((table.field == field) & (table.sentence >= 0))
    of = first[table.clause[passages]] + table.sentence[passages]
    sentences, starts = np.unique(of, return_index=True)
    return _Rows(passages, of, sentences, starts)


def _near(evidence: Evidence, passages: Rows) -> Scores:
    """How near the question is to other questions, by words and by vectors: in [-1, 2]."""
    near: Scores = evidence.passages_lexical[passages] + evidence.passages_dense[passages]
    return near


def _nearest(near: Scores) -> float:
    """The mean of the few highest."""
    few = min(_FEW, len(near))
    return float(np.partition(near, -few)[-few:].mean())


def weight_names() -> tuple[str, ...]:
    """The names of all weights, in their order."""
    return tuple(field.name for field in fields(Weights))
