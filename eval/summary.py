"""From the values of single questions to the figures that are shown: means, slices, intervals."""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from eval.answering import RiskPoint, auroc, risk_coverage
from eval.report import Outcome, Report, report_to_json

# The floor and the comparison are made of these; in all of them more is better.
HEADLINES = (
    "recall@1", "recall@5", "recall@10", "mrr@10", "ndcg@10", "recall@2000c",
    "first quote", "short em", "short f1", "theme precision", "theme recall", "gathered",
    "refused", "answered", "auroc", "verified",
)  # fmt: skip

MEANING = {
    "recall@1": "gold clauses in the first row",
    "recall@5": "gold clauses in the first 5 rows",
    "recall@10": "gold clauses in the first 10 rows",
    "mrr@10": "1 / rank of the first gold clause",
    "ndcg@10": "graded gain, discounted by rank",
    "recall@2000c": "gold clauses in the first 2,000 characters of the rows",
    "first quote": "fact, clause: the first quote holds a gold sentence",
    "short em": "fact: the short answer is an accepted one",
    "short f1": "fact: words shared with the best accepted answer",
    "theme precision": "theme: cited sentences that are gold",
    "theme recall": "theme: gold sentences that are quoted",
    "gathered": "theme, comparison: gold clauses quoted or in the first 10 rows",
    "refused": "unanswerable questions that get no quote",
    "answered": "answerable questions that get an answer (1 - false refusals)",
    "auroc": "an answerable question is answered with more certainty than an unanswerable one",
    "verified": "quotes that stand word for word where their citation says",
}

_RESAMPLES = 1000
_SEED = 20240222


class Estimate(NamedTuple):
    """A mean over questions with its 95% interval: percentiles of bootstrap resamples, the seed fixed."""

    value: float
    low: float
    high: float
    questions: int


class Slice(NamedTuple):
    """Questions that have something in common: ``by`` what, and which value of it."""

    by: str
    name: str
    outcomes: tuple[Outcome, ...]


def headline(outcomes: Sequence[Outcome]) -> dict[str, Estimate]:
    """The headline figures that these outcomes have a value for, in the order of :data:`HEADLINES`."""
    estimates = {measure: _estimate(measure, outcomes) for measure in HEADLINES}
    return {measure: estimate for measure, estimate in estimates.items() if estimate}


def slices(report: Report) -> list[Slice]:
    """The outcomes of a report by language, way of asking, form, kind and document."""
    keys: dict[str, Callable[[Outcome], Sequence[str]]] = {
        "language": lambda outcome: [outcome.language],
        "asked": lambda outcome: [outcome.asked],
        "form": lambda outcome: [outcome.form],
        "kind": lambda outcome: [outcome.kind],
        "document": lambda outcome: outcome.documents,
    }
    found = []
    for by, key in keys.items():
        names = dict.fromkeys(name for outcome in report.outcomes for name in key(outcome))
        for name in names:
            members = tuple(outcome for outcome in report.outcomes if name in key(outcome))
            found.append(Slice(by, name, members))
    return found


def latency(outcomes: Sequence[Outcome]) -> dict[str, float]:
    """The median and the 95th percentile of the time a question took, in milliseconds."""
    times = [outcome.milliseconds for outcome in outcomes]
    return {"p50": float(np.percentile(times, 50)), "p95": float(np.percentile(times, 95))} if times else {}


def risk_curve(outcomes: Sequence[Outcome]) -> list[RiskPoint]:
    """The risk-coverage curve of the outcomes that were answered or refused."""
    asked = [(o.certainty, o.right) for o in outcomes if o.certainty is not None and o.right is not None]
    return risk_coverage([certainty for certainty, _ in asked], [right for _, right in asked]) if asked else []


class Failure(StrEnum):
    """How a question went wrong; the worst first."""

    ANSWERED = "answered though nothing answers"
    REFUSED = "refused though it is answered"
    NOT_FOUND = "not among the first 10"
    OTHER_SENTENCE = "found, but another sentence is quoted first"
    IN_PART = "gathered in part"


def failures(report: Report) -> dict[Failure, list[Outcome]]:
    """The questions that went wrong, by how; each under the worst that befell it."""
    found: dict[Failure, list[Outcome]] = {failure: [] for failure in Failure}
    for outcome in report.outcomes:
        failure = _failure(outcome.values)
        if failure:
            found[failure].append(outcome)
    return {failure: outcomes for failure, outcomes in found.items() if outcomes}


def run_to_json(report: Report, baselines: Sequence[Report] = ()) -> dict[str, object]:
    """A report as :func:`eval.report.read_report` reads it, with the figures that a reader wants to see first."""
    shown: dict[str, object] = {
        "headline": _figures(report.outcomes),
        "query_ms": latency(report.outcomes),
        "slices": [{"by": part.by, "name": part.name, **_figures(part.outcomes)} for part in slices(report)],
    }
    if baselines:
        shown["baselines"] = [run_to_json(baseline) for baseline in baselines]
    return shown | report_to_json(report)


def _figures(outcomes: Sequence[Outcome]) -> dict[str, object]:
    return {measure: estimate._asdict() for measure, estimate in headline(outcomes).items()}


def _failure(values: Mapping[str, float]) -> Failure | None:
    signs = {
        Failure.ANSWERED: values.get("refused") == 0,
        Failure.REFUSED: values.get("answered") == 0,
        Failure.NOT_FOUND: values.get("recall@10") == 0,
        Failure.OTHER_SENTENCE: values.get("first quote") == 0,
        Failure.IN_PART: values.get("gathered", 1.0) < 1,
    }
    return next((failure for failure, is_so in signs.items() if is_so), None)


def _estimate(measure: str, outcomes: Sequence[Outcome]) -> Estimate | None:
    if measure == "auroc":
        return _estimate_auroc(outcomes)
    values = np.array([outcome.values[measure] for outcome in outcomes if measure in outcome.values])
    if not len(values):
        return None
    means = values[_resampled(len(values))].mean(axis=1)
    return _between(float(values.mean()), means, len(values))


def _estimate_auroc(outcomes: Sequence[Outcome]) -> Estimate | None:
    asked = [outcome for outcome in outcomes if outcome.certainty is not None]
    certainties = np.array([outcome.certainty for outcome in asked], dtype=float)
    answerable = np.array([outcome.answerable for outcome in asked], dtype=bool)
    value = auroc(certainties.tolist(), answerable.tolist())
    if value is None:
        return None
    resampled = [auroc(certainties[rows].tolist(), answerable[rows].tolist()) for rows in _resampled(len(asked))]
    return _between(value, np.array([area for area in resampled if area is not None]), len(asked))


def _resampled(questions: int) -> npt.NDArray[np.int64]:
    return np.random.default_rng(_SEED).integers(0, questions, size=(_RESAMPLES, questions))


def _between(value: float, resampled: npt.NDArray[np.float64], questions: int) -> Estimate:
    low, high = np.percentile(resampled, [2.5, 97.5])
    return Estimate(value, float(low), float(high), questions)
