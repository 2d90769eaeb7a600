"""The likeliest reading of a run of words, where each may be read in several ways."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from qa.marks.table import Keys, Logs, Table, find
from qa.marks.words import START

Scores = npt.NDArray[np.floating]


@dataclass(frozen=True, slots=True)
class Choice:
    """The places in the table that a word may be read as, and what each reading costs, in nats."""

    places: Keys
    costs: Scores


def best_path(table: Table, choices: Sequence[Choice]) -> list[int]:
    """One place for each choice, so that all together are the likeliest (Viterbi over the last two words)."""
    before = np.array([table.places[START]])
    # The scores of the paths that end in a pair of readings, and the place of each pair in the table.
    scores, pairs = np.zeros((1, 1)), np.full((1, 1), -1)
    steps: list[Keys] = []
    for choice in choices:
        next_pairs, logs = _transitions(table, pairs, before, choice.places)
        totals = scores[:, :, None] + logs - choice.costs
        steps.append(totals.argmax(axis=0))
        scores, pairs, before = totals.max(axis=0), next_pairs, choice.places
    return _trace(scores, steps, choices)


def _transitions(table: Table, pairs: Keys, before: Keys, now: Keys) -> tuple[Keys, Scores]:
    """The pairs (before, now) in the table, and the log probability of ``now`` after each (two before, before)."""
    size = len(table.words)
    found = find(table.pairs, before[:, None] * size + now)
    backed_off = table.single_backoffs[before][:, None] + table.singles[now]
    after_one = _picked(table.pair_logs, found, backed_off)
    known = pairs[:, :, None]
    triples = find(table.triples, np.where(known >= 0, known * size + now, -1))
    backed_off = _picked(table.pair_backoffs, known, 0.0) + after_one
    return found, _picked(table.triple_logs, triples, backed_off)


def _picked(logs: Logs, places: Keys, otherwise: Scores | float) -> Scores:
    """The logs at these places, and ``otherwise`` where the place is -1."""
    return np.where(places >= 0, logs[places], otherwise) if len(logs) else np.broadcast_to(otherwise, places.shape)


def _trace(scores: Scores, steps: Sequence[Keys], choices: Sequence[Choice]) -> list[int]:
    last_but_one, last = divmod(int(scores.argmax()), scores.shape[1])
    path: list[int] = []
    for step, choice in zip(reversed(steps), reversed(choices), strict=True):
        path.append(int(choice.places[last]))
        last_but_one, last = int(step[last_but_one, last]), last_but_one
    return path[::-1]
