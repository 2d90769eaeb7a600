"""Measures of an encoder, from vectors alone."""

from collections.abc import Mapping, Sequence, Set

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]


def accuracy_at_1(questions: Vectors, answers: Vectors) -> float:
    """The share of rows whose nearest answer, by cosine, is the row of the same place; in [0, 1]."""
    nearest = (questions @ answers.T).argmax(axis=1)
    return float((nearest == np.arange(len(questions))).mean())


def mean_cosine(left: Vectors, right: Vectors) -> float:
    """The mean cosine of rows of the same place, both of unit length; in [-1, 1]."""
    return float((left * right).sum(axis=1).mean())


def rank_agreement(left: Vectors, right: Vectors) -> float:
    """Spearman's correlation of the two sides' cosines over all pairs of rows; in [-1, 1]."""
    upper = np.triu_indices(len(left), k=1)
    return float(np.corrcoef(_ranks((left @ left.T)[upper]), _ranks((right @ right.T)[upper]))[0, 1])


def retrieval(
    questions: Vectors, passages: Vectors, ids: Sequence[str], relevant: Sequence[Set[str]]
) -> Mapping[str, float]:
    """Recall@1, 5 and 10, MRR@10 and nDCG@10 of passages ranked by cosine, means over the questions; in [0, 1]."""
    order = np.argsort(-(questions @ passages.T), axis=1, kind="stable")[:, :10]
    rows = [
        _one_question([ids[place] in wanted for place in ranked], len(wanted))
        for ranked, wanted in zip(order, relevant, strict=True)
    ]
    return {name: float(np.mean([row[name] for row in rows])) for name in rows[0]}


def _ranks(values: Vectors) -> npt.NDArray[np.float64]:
    """The place of each value when sorted; equal cosines of different rows are too rare to share a place."""
    ranks = np.empty(len(values))
    ranks[np.argsort(values, kind="stable")] = np.arange(len(values))
    return ranks


def _one_question(found: Sequence[bool], wanted: int) -> dict[str, float]:
    gains = np.asarray(found, dtype=float)
    discount = 1 / np.log2(np.arange(2, len(gains) + 2))
    first = int(gains.argmax()) + 1 if gains.any() else 0
    return {
        "recall@1": gains[:1].sum() / wanted,
        "recall@5": gains[:5].sum() / wanted,
        "recall@10": gains.sum() / wanted,
        "mrr@10": 1 / first if first else 0.0,
        "ndcg@10": float((gains * discount).sum() / discount[:wanted].sum()),
    }
