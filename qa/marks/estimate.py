"""From counts to the table that ships: smoothed by absolute discounting, pruned of what the back-off says as well."""

import numpy as np
import numpy.typing as npt

from corpus.text import fold
from qa.marks.counts import Counts, Grams, Weights
from qa.marks.table import Keys, Logs, Table
from qa.marks.words import SPECIAL

PAIR_DISCOUNT, TRIPLE_DISCOUNT = 3.0, 10.0
"""What is taken from every count, by weight, for rows never met; the best of eight tried on held-back questions."""

LEAST_GAIN = 12.0
"""A row stays if it makes all of its own occurrences together this much likelier, in nats; twice as many rows
change nothing on held-back questions."""

Flags = npt.NDArray[np.bool_]


def estimate(counts: Counts) -> Table:
    """Interpolated absolute discounting (Ney, Essen & Kneser 1994), then pruning by weighted gain."""
    size = len(counts.words)
    pairs, triples = counts.pairs, counts.triples
    singles = np.maximum(counts.singles, 0.5) / counts.singles.sum()
    first, second = np.divmod(pairs.keys, size)
    single_backoffs, pair_shares = _discounted(pairs.weights, first, PAIR_DISCOUNT, size)
    pair_below = single_backoffs[first] * singles[second]
    pair_odds = pair_shares + pair_below

    before, third = np.divmod(triples.keys, size)
    head = np.searchsorted(pairs.keys, before)
    tail = np.searchsorted(pairs.keys, (before % size) * size + third)
    pair_backoffs, triple_shares = _discounted(triples.weights, head, TRIPLE_DISCOUNT, len(pairs.keys))
    triple_below = pair_backoffs[head] * pair_odds[tail]
    triple_odds = triple_shares + triple_below

    open_words = _open_words(counts.words)
    triples_kept = _gains(triples, triple_odds, triple_below) & (
        open_words[before // size] | open_words[before % size] | open_words[third]
    )
    pairs_kept = _gains(pairs, pair_odds, pair_below) & (open_words[first] | open_words[second])
    pairs_kept[head[triples_kept]] = True
    new_places = np.cumsum(pairs_kept) - 1
    return Table(
        words=counts.words,
        singles=_log(singles),
        single_backoffs=_log(single_backoffs),
        pairs=pairs.keys[pairs_kept],
        pair_logs=_log(pair_odds[pairs_kept]),
        pair_backoffs=_log(pair_backoffs[pairs_kept]),
        triples=new_places[head[triples_kept]] * size + third[triples_kept],
        triple_logs=_log(triple_odds[triples_kept]),
    )


def _discounted(weights: Weights, before: Keys, discount: float, size: int) -> tuple[Weights, Weights]:
    """What each of ``size`` contexts leaves to the shorter one, and what each row keeps; shares of the context."""
    totals = np.bincount(before, weights, size)
    taken = np.bincount(before, np.minimum(weights, discount), size)
    left = np.divide(taken, totals, out=np.ones(size), where=totals > 0)
    return left, np.maximum(weights - discount, 0) / totals[before]


def _gains(grams: Grams, odds: Weights, below: Weights) -> Flags:
    return grams.weights * np.log(odds / below) >= LEAST_GAIN


def _open_words(words: tuple[str, ...]) -> Flags:
    """Which words share their fold with others: rows of none of these can decide nothing."""
    folds = fold("\n".join(words)).split("\n")
    _, places, sharing = np.unique(folds, return_inverse=True, return_counts=True)
    is_open = sharing[places] > 1
    is_open[: len(SPECIAL)] = False
    return is_open


def _log(odds: Weights) -> Logs:
    logs: Logs = np.log(np.maximum(odds, 1e-9)).astype(np.float32)
    return logs
