"""The calibration of confidence: a logistic regression over signs, fitted on labelled questions."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from eval.answering import auroc
from qa.confidence import DIRECTIONS, Calibration, Signs

Matrix = npt.NDArray[np.float64]

FURTHER = Path(__file__).parent / "questions" / "calibration.jsonl"
"""Questions written for this beside those of the splits; neither the glosses nor what is learnt has them."""

FURTHER_WEIGHT = 0.5
"""What one of them counts beside one of a split: they were all written in the same way."""

FALSE_REFUSALS = 0.03
"""The share of answerable questions that the threshold may refuse: one in a hundred less than the four that were asked
for, as other questions are not as near to what the weights were fitted on.
"""

_FOLDS = 5
# Draws the weights towards zero, in units of the standard deviation of a sign: few questions, many signs.
_PULL = 0.02


@dataclass(frozen=True, slots=True)
class Judged:
    """The signs of a question's best hit, and whether the documents answer it.

    ``weight`` is what it counts for beside the others; only those that are ``measured`` are held back in turn.
    """

    signs: Signs
    answerable: bool
    weight: float = 1.0
    measured: bool = True


@dataclass(frozen=True, slots=True)
class Calibrated:
    """A calibration, and what it is worth on questions held back: each fifth is judged by what the others gave.

    ``refused`` is the share of the unanswerable ones under a threshold with :data:`FALSE_REFUSALS`;
    ``reliability`` pairs the mean probability of a fifth of the questions with the share that is answerable.
    """

    calibration: Calibration
    auroc: float
    refused: float
    reliability: tuple[tuple[float, float], ...]


def calibrate(judged: Sequence[Judged], *, seed: int = 57) -> Calibrated:
    """Fit a calibration. Needs questions of both sorts among those that are measured."""
    rows = np.array([each.signs for each in judged], dtype=np.float64)
    right = np.array([each.answerable for each in judged])
    weights = np.array([each.weight for each in judged])
    is_measured = np.array([each.measured for each in judged])
    measured = np.flatnonzero(is_measured)
    held_back = np.zeros(len(judged))
    for fold in _folds(right[measured], seed):
        out = measured[fold]
        rest = np.setdiff1d(np.arange(len(judged)), out)
        fitted = _fit(rows[rest], right[rest], weights[rest], is_measured[rest])
        held_back[out] = _probabilities(fitted, rows[out])
    probabilities, answerable = held_back[measured], right[measured]
    threshold = _threshold(probabilities[answerable])
    fitted = _fit(rows, right, weights, is_measured)
    calibration = Calibration(Signs(*(round(float(w), 4) for w in fitted[:-1])), round(float(fitted[-1]), 4), threshold)
    return Calibrated(
        calibration,
        auroc=auroc(probabilities.tolist(), answerable.tolist()) or 0.0,
        refused=float((probabilities[~answerable] < threshold).mean()),
        reliability=tuple(_reliability(probabilities, answerable)),
    )


def _threshold(answerable: Matrix) -> float:
    """The highest probability, to three digits, under which no more than :data:`FALSE_REFUSALS` of these lie."""
    return math.floor(1000 * np.quantile(answerable, FALSE_REFUSALS, method="lower")) / 1000


def _folds(right: npt.NDArray[np.bool_], seed: int) -> list[npt.NDArray[np.int64]]:
    """Fifths with the same share of answerable questions each."""
    rng = np.random.default_rng(seed)
    order = np.concatenate([rng.permutation(np.flatnonzero(right)), rng.permutation(np.flatnonzero(~right))])
    return [order[fold::_FOLDS] for fold in range(_FOLDS)]


def _fit(rows: Matrix, right: npt.NDArray[np.bool_], weights: Matrix, measured: npt.NDArray[np.bool_]) -> Matrix:
    """The weights of the signs, and last the intercept: maximum likelihood, no sign against its direction.

    The weights come from all questions, the intercept from those that are measured: the others are answerable more
    seldom.
    """
    from scipy.optimize import brentq, minimize

    mean, spread = rows.mean(axis=0), rows.std(axis=0)
    deviation = np.where(spread > 1e-6, spread, 1.0)  # of a sign that never varies nothing can be learnt
    scaled = (rows - mean) / deviation

    def loss(values: Matrix) -> float:
        logits = scaled @ values[:-1] + values[-1]
        losses = np.logaddexp(0, np.where(right, -logits, logits))
        return float((weights * losses).sum() / weights.sum() + _PULL * (values[:-1] ** 2).sum())

    bounds = [(0, None) if direction > 0 else (None, 0) for direction in DIRECTIONS] + [(None, None)]
    found: Matrix = minimize(loss, np.zeros(rows.shape[1] + 1), method="L-BFGS-B", bounds=bounds).x
    logits, answerable = (scaled @ found[:-1])[measured], right[measured]
    # Likeliest where as many are answerable as the probabilities add up to.
    intercept = brentq(lambda value: float((1 / (1 + np.exp(-logits - value)) - answerable).sum()), -50, 50)
    slopes = found[:-1] / deviation
    return np.append(slopes, intercept - float(slopes @ mean))


def _probabilities(fitted: Matrix, rows: Matrix) -> Matrix:
    found: Matrix = 1 / (1 + np.exp(-(rows @ fitted[:-1] + fitted[-1])))
    return found


def _reliability(probabilities: Matrix, answerable: npt.NDArray[np.bool_]) -> list[tuple[float, float]]:
    order = np.argsort(probabilities)
    return [
        (float(probabilities[part].mean()), float(answerable[part].mean())) for part in np.array_split(order, _FOLDS)
    ]
