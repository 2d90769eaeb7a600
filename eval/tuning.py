"""The search for the weights of retrieval: coordinate ascent on what is measured (Metzler & Croft 2007)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from corpus.library import Library
from eval.gold import Target, clauses_around
from eval.ranking import Ranking, rank_measures
from eval.retrieval import ROWS
from index.clause_index import ClauseIndex
from index.hybrid import Evidence, Weights, weight_names
from index.searcher import SearchRequest

FURTHER_WEIGHT = 0.3
"""What a question counts of those for calibration: they are far-fetched, and have one label each."""

# What a weight is multiplied by, and what it is set to where it is 0.
_STEPS = (0.5, 0.7, 0.85, 1.2, 1.4)
_FIRST_STEPS = (0.2, 0.5)
# A weight that makes less of a difference is left as it was: few questions, many weights.
_LEAST_GAIN = 0.0006
_ROUNDS = 2
_FOLDS = 4


@dataclass(frozen=True, slots=True)
class Tuned:
    """The weights found, and the mean of recall@5 and nDCG@10 on questions held back, in [0, 1].

    ``before`` and ``after`` are over the same folds: each fourth of the questions is ranked with the weights that
    the others gave.
    """

    weights: Weights
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class _Case:
    """One question: what is searched, what speaks for each clause, and which gold clauses each row would show."""

    request: SearchRequest
    evidence: Evidence
    grades: Mapping[str, int]
    shown: Mapping[int, frozenset[str]]
    weight: float


def tune(
    library: Library,
    index: ClauseIndex,
    targets: Sequence[tuple[Target, float]],
    request_for: Callable[[str], SearchRequest | None],
    *,
    seed: int = 57,
) -> Tuned:
    """Search the weights on labelled questions, each with what it counts, and say what they are worth.

    ``request_for`` gives the search for a question, None where it is not answered by one.
    """
    cases = [
        case
        for target, weight in targets
        if target.clauses and (case := _case(library, index, target, weight, request_for))
    ]
    start = index.scorer.weights
    order = np.random.default_rng(seed).permutation(len(cases))
    before: list[float] = []
    after: list[float] = []
    try:
        for fold in range(_FOLDS):
            held_back = [cases[number] for number in order[fold::_FOLDS]]
            rest = [cases[number] for place, number in enumerate(order) if place % _FOLDS != fold]
            before.append(_worth(index, start, held_back))
            after.append(_worth(index, _climb(index, start, rest), held_back))
        return Tuned(_climb(index, start, cases), float(np.mean(before)), float(np.mean(after)))
    finally:
        index.scorer.weights = start


def _case(
    library: Library,
    index: ClauseIndex,
    target: Target,
    weight: float,
    request_for: Callable[[str], SearchRequest | None],
) -> _Case | None:
    request = request_for(target.question.text)
    if request is None:
        return None
    shown: dict[int, set[str]] = {}
    for gold in target.clauses:
        places = (place for sentence in gold.sentences for place in sentence.places)
        for clause_id in {clause.id for place in places for clause in clauses_around(library, place)}:
            copies = index.copies(clause_id, within=request.copies_in)
            for shown_id in (clause_id, *(copy.clause_id for copy in copies)):
                shown.setdefault(library.row(shown_id), set()).add(gold.clause_id)
    return _Case(
        request,
        index.scorer.evidence(request),
        {gold.clause_id: gold.grade for gold in target.clauses},
        {row: frozenset(ids) for row, ids in shown.items()},
        weight,
    )


def _climb(index: ClauseIndex, start: Weights, cases: Sequence[_Case]) -> Weights:
    """Weight after weight, the value that ranks best, until none gains."""
    best, worth = start, _worth(index, start, cases)
    for _ in range(_ROUNDS):
        before = best
        for name in weight_names():
            value = getattr(best, name)
            for tried in [round(value * step, 3) for step in _STEPS] if value else _FIRST_STEPS:
                other = replace(best, **{name: tried})
                found = _worth(index, other, cases)
                if found > worth + _LEAST_GAIN:
                    best, worth = other, found
        if best == before:
            break
    return best


def _worth(index: ClauseIndex, weights: Weights, cases: Sequence[_Case]) -> float:
    """The mean of recall@5 and nDCG@10 over the cases."""
    index.scorer.weights = weights
    rankings = {}
    for number, case in enumerate(cases):
        rows, _ = index.rank(case.evidence, case.request, k=ROWS)
        rankings[str(number)] = Ranking(case.grades, [case.shown.get(row, frozenset()) for row in rows])
    values = rank_measures(rankings)
    each = [(value["recall@5"] + value["ndcg@10"]) / 2 for value in values.values()]
    return float(np.average(each, weights=[case.weight for case in cases]))
