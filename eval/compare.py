"""Whether one run is better than another, question by question."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from corpus.errors import EvalError
from eval.report import Outcome, Report
from eval.summary import HEADLINES

_ROUNDS = 10_000
_SEED = 20191227


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed in one measure from a first run to a second, over the questions that both have.

    ``p`` is the share of rounds of the paired randomisation test (two-sided; Smucker et al. 2007) that differ at
    least as much by chance; ``effect`` is the mean difference in units of its standard deviation (Cohen's d of
    pairs), 0 where nothing differs.
    """

    measure: str
    first: float
    second: float
    p: float
    effect: float
    won: tuple[str, ...]
    lost: tuple[str, ...]
    questions: int

    @property
    def change(self) -> float:
        """How much the second run has more than the first."""
        return self.second - self.first


def compare(first: Report, second: Report) -> list[Difference]:
    """One difference a headline measure that both runs have. EvalError where they share no question."""
    before = {outcome.id: outcome for outcome in first.outcomes}
    pairs = [(before[outcome.id], outcome) for outcome in second.outcomes if outcome.id in before]
    strange = next((one.id for one, other in pairs if one.text != other.text), None)
    if not pairs or strange:
        problem = f"ask different things as {strange!r}" if strange else "have no question in common"
        raise EvalError(
            f"The two runs {problem}. Compare runs over the same question set.", code="runs_differ", problem=problem
        )
    found = (_difference(measure, pairs) for measure in HEADLINES)
    return [difference for difference in found if difference]


def _difference(measure: str, pairs: list[tuple[Outcome, Outcome]]) -> Difference | None:
    both = [(one, other) for one, other in pairs if measure in one.values and measure in other.values]
    if not both:
        return None
    first = np.array([one.values[measure] for one, _ in both])
    second = np.array([other.values[measure] for _, other in both])
    change = second - first
    spread = float(change.std(ddof=1)) if len(change) > 1 else 0.0
    return Difference(
        measure=measure,
        first=float(first.mean()),
        second=float(second.mean()),
        p=_randomisation_p(change),
        effect=float(change.mean()) / spread if spread else 0.0,
        won=tuple(one.id for (one, _), by in zip(both, change, strict=True) if by > 0),
        lost=tuple(one.id for (one, _), by in zip(both, change, strict=True) if by < 0),
        questions=len(both),
    )


def _randomisation_p(change: npt.NDArray[np.float64]) -> float:
    """Each question's difference keeps its size and is given a random sign, as if the runs were the same."""
    signs = np.random.default_rng(_SEED).choice((-1.0, 1.0), size=(_ROUNDS, len(change)))
    by_chance = np.abs(signs @ change)
    # The observed order counts as one round, so that p is never 0 (Phipson & Smyth 2010).
    return float((1 + np.sum(by_chance >= abs(change.sum()) - 1e-12)) / (1 + _ROUNDS))
