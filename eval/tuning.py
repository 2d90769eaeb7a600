"""The search for the weights of retrieval: which make the labelled sentences the likeliest of all."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from corpus import ClauseKind
from corpus.library import Library
from eval.gold import Place, Target
from index.clause_index import ClauseIndex
from index.hybrid import FIELDS, Evidence, Weights, weight_names
from index.searcher import SearchRequest

Matrix = npt.NDArray[np.float64]

# Weights are drawn towards those of before by this much of the squared distance: few questions, many weights.
_PULL = 0.02
# What a difference of one in score does to the odds, so that weights keep the order of magnitude they have.
_SHARPNESS = 10.0
_LARGEST = 3.0
_FOLDS = 5
_FACTORS = ("furniture", "furniture_named")


@dataclass(frozen=True, slots=True)
class Tuned:
    """The weights found, and the mean reciprocal rank of the first right clause on questions held back.

    ``before`` and ``after`` are over the same folds: each fifth of the questions is scored with the weights that
    the other four gave.
    """

    weights: Weights
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class _Case:
    """One question: its features of every sentence ``(sentences, weights)``, and which sentences are right."""

    features: Matrix
    right: npt.NDArray[np.bool_]
    clause: npt.NDArray[np.int64]


def tune(
    library: Library,
    index: ClauseIndex,
    targets: Sequence[Target],
    request_for: Callable[[str], SearchRequest | None],
    *,
    seed: int = 57,
) -> Tuned:
    """Search the weights on labelled questions, with a cross-validated estimate of what they are worth.

    The loss is the negative log-likelihood of the right sentences under a softmax over all sentences, as in
    ListNet (Cao et al. 2007) with binary labels. ``request_for`` gives the search for a question, None where
    it is not answered by one. Needs at least ten questions that have answers.
    """
    cases = [case for target in targets if (case := _case(library, index, target, request_for))]
    start = np.array([getattr(index.scorer.weights, name) for name in weight_names()])
    order = np.random.default_rng(seed).permutation(len(cases))
    folds = [order[fold::_FOLDS] for fold in range(_FOLDS)]
    ranks_before: list[float] = []
    ranks_after: list[float] = []
    for held_back in folds:
        rest = [cases[number] for number in order if number not in set(held_back)]
        fitted = _fit(rest, start)
        ranks_before += [_reciprocal_rank(cases[number], start) for number in held_back]
        ranks_after += [_reciprocal_rank(cases[number], fitted) for number in held_back]
    best = _fit(cases, start)
    found = replace(index.scorer.weights, **{n: round(float(w), 3) for n, w in zip(weight_names(), best, strict=True)})
    return Tuned(found, float(np.mean(ranks_before)), float(np.mean(ranks_after)))


def _case(
    library: Library, index: ClauseIndex, target: Target, request_for: Callable[[str], SearchRequest | None]
) -> _Case | None:
    request = request_for(target.question.text) if target.clauses else None
    if request is None:
        return None
    best = max(sentence.grade for sentence in target.sentences)
    gold = [place for sentence in target.sentences if sentence.grade == best for place in sentence.places]
    rows = [(row, number) for row, clause in enumerate(library.clauses) for number in range(len(clause.sentences))]
    allowed = np.array([request.allows(library.clauses[row]) for row, _ in rows])
    right = np.array([_holds(library, row, number, gold) for row, number in rows]) & allowed
    if not right.any():
        return None
    evidence = index.scorer.evidence(request)
    features = _features(evidence, np.array([row for row, _ in rows]), library, request)
    return _Case(features[allowed], right[allowed], np.array([row for row, _ in rows])[allowed])


def _holds(library: Library, row: int, number: int, gold: Sequence[Place]) -> bool:
    clause = library.clauses[row]
    return any(Place(clause.document_id, clause.sentences[number]).overlaps(place) for place in gold)


def _features(evidence: Evidence, clause: npt.NDArray[np.int64], library: Library, request: SearchRequest) -> Matrix:
    """The evidence of each sentence in the order of :func:`weight_names`; a factor is 1 where it applies."""
    columns: dict[str, npt.NDArray[np.float32]] = {}
    for field in FIELDS:
        columns[f"{field.name.lower()}_lexical"] = evidence.lexical[field]
        columns[f"{field.name.lower()}_dense"] = evidence.dense[field]
    columns["clause_lexical"] = evidence.clause_lexical[clause]
    columns["clause_dense"] = evidence.clause_dense[clause]
    columns["year"] = evidence.year
    columns["headings"] = evidence.headings[clause]
    columns["section"] = evidence.section[clause] * (not request.gather)
    columns["section_gathered"] = evidence.section[clause] * request.gather
    furniture = np.array([library.clauses[row].kind is not ClauseKind.CLAUSE for row in clause], dtype=np.float32)
    columns["furniture"] = furniture * (not request.name)
    columns["furniture_named"] = furniture * request.name
    return np.stack([columns[name] for name in weight_names()], axis=1).astype(np.float64)


def _scores(case: _Case, weights: Matrix) -> Matrix:
    names = weight_names()
    factors = [names.index(name) for name in _FACTORS]
    added = np.delete(case.features, factors, axis=1) @ np.delete(weights, factors)
    scores: Matrix = added * np.where(case.features[:, factors] > 0, weights[factors], 1.0).prod(axis=1)
    return scores


def _fit(cases: Sequence[_Case], start: Matrix) -> Matrix:
    from scipy.optimize import minimize

    def loss(weights: Matrix) -> float:
        total = 0.0
        for case in cases:
            scores = _SHARPNESS * _scores(case, weights)
            total += _log_sum(scores) - _log_sum(scores[case.right])
        return total / len(cases) + _PULL * float(((weights - start) ** 2).sum())

    bounds = [(0.0, 1.0 if name == "furniture" else _LARGEST) for name in weight_names()]
    fitted: Matrix = minimize(loss, start, method="L-BFGS-B", bounds=bounds).x
    return fitted


def _log_sum(scores: Matrix) -> float:
    highest = scores.max()
    return float(highest + np.log(np.exp(scores - highest).sum()))


def _reciprocal_rank(case: _Case, weights: Matrix) -> float:
    """One over the place of the first right clause; clauses that repeat each other count one by one."""
    order = np.argsort(-_scores(case, weights), kind="stable")
    clauses = list(dict.fromkeys(case.clause[order].tolist()))
    right = set(case.clause[case.right].tolist())
    return 1 / (1 + next(rank for rank, clause in enumerate(clauses) if clause in right))
