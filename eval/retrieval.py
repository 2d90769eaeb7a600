"""What rows of results hold of the gold clauses, whoever found them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus.library import Library
from corpus.text import plain
from eval.gold import GoldClause, Place, Target
from eval.ranking import WITHIN_CHARACTERS, Ranking, rank_measures, recall_within
from eval.report import About, Outcome, Report, Shown
from qa import Result

# As many rows as the longest cutoff of the measures.
ROWS = 10
_BEGINNING = 300


@dataclass(frozen=True, slots=True)
class Row:
    """One row of results: what a reader sees, and the slices of the originals that it stands for.

    The first place is the one shown; the others are copies that the row names.
    """

    id: str
    text: str
    places: tuple[Place, ...]
    score: float
    also_in: tuple[str, ...] = ()


def row_of(result: Result) -> Row:
    """A result of the program: the clause, and its copies in other documents."""
    clauses = (result.clause, *(copy.clause for copy in result.also_in))
    return Row(
        id=result.clause.id,
        text=result.clause.text,
        places=tuple(Place(clause.document_id, span) for clause in clauses for span in clause.spans),
        score=result.score,
        also_in=tuple(copy.clause.id for copy in result.also_in),
    )


def score_results(
    library: Library,
    targets: Sequence[Target],
    results: Mapping[str, Sequence[Row]],
    about: About,
    *,
    milliseconds: Mapping[str, float] | None = None,
) -> Report:
    """The report of a run that only searched: ``results`` by the id of the question, best first.

    A question without results scores 0.
    """
    values = retrieval_measures(library, targets, results)
    outcomes = []
    for target in targets:
        question = target.question
        outcomes.append(
            Outcome(
                id=question.id,
                text=question.text,
                language=question.language,
                form=question.form,
                kind=question.kind,
                documents=target.documents,
                answerable=question.answerable,
                values=values.get(question.id, {}),
                milliseconds=(milliseconds or {}).get(question.id, 0.0),
                rows=tuple(_shown(row) for row in results.get(question.id, ())),
                gold=tuple(
                    library.text_of(*sentence.places[0]) for sentence in target.sentences if sentence.grade == 2
                ),
            )
        )
    return Report(about, tuple(outcomes))


def _shown(row: Row) -> Shown:
    beginning = row.text if len(row.text) <= _BEGINNING else row.text[:_BEGINNING].rstrip() + "…"
    return Shown(row.id, row.score, beginning, row.also_in)


def retrieval_measures(
    library: Library, targets: Sequence[Target], results: Mapping[str, Sequence[Row]]
) -> dict[str, dict[str, float]]:
    """The measures of :mod:`eval.ranking` for each answerable question, by its id; no rows score 0."""
    answerable = [target for target in targets if target.question.answerable]
    held = {
        target.question.id: [held_by(library, row, target) for row in results.get(target.question.id, ())]
        for target in answerable
    }
    grades = {
        target.question.id: {clause.clause_id: clause.grade for clause in target.clauses} for target in answerable
    }
    values = rank_measures({question: Ranking(grades[question], rows) for question, rows in held.items()})
    for question, rows in held.items():
        lengths = [len(row.text) for row in results.get(question, ())]
        values[question][f"recall@{WITHIN_CHARACTERS}c"] = recall_within(
            rows, lengths, grades[question], WITHIN_CHARACTERS
        )
    return values


def held_by(library: Library, row: Row, target: Target) -> dict[str, int]:
    """The gold clauses of which a sentence stands whole in the row, each with the characters read by its end."""
    found = {}
    for clause in target.clauses:
        ends = _ends(library, row, clause)
        if ends:
            found[clause.clause_id] = min(ends)
    return found


def _ends(library: Library, row: Row, clause: GoldClause) -> list[int]:
    return [
        len(plain(library.document(place.document_id).text[place.span.start : gold.span.end]))
        for place in row.places
        for sentence in clause.sentences
        for gold in sentence.places
        if place.covers(gold)
    ]
