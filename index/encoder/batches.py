"""The order in which examples come up: seeded epochs of batches whose texts are of like length."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Places = npt.NDArray[np.int64]

_BATCHES_SORTED_TOGETHER = 50


class Epochs:
    """Batches of places into a list of examples, for ever; batch n depends on the seed and n alone.

    `shares` says how often an example comes up in one epoch on average, `lengths` is in any unit.
    """

    def __init__(self, lengths: Sequence[int], shares: Sequence[float], *, batch: int, seed: int) -> None:
        self._lengths = np.asarray(lengths)
        self._shares = np.asarray(shares)
        self._batch = batch
        self._seed = seed
        self._epoch = -1
        self._starts: list[int] = [0]
        self._plan: list[Places] = []

    def batch(self, number: int) -> Places:
        """The places of batch `number`, counted from 0."""
        while number >= self._starts[-1]:
            self._starts.append(self._starts[-1] + len(self._make(len(self._starts) - 1)))
        epoch = int(np.searchsorted(self._starts, number, side="right")) - 1
        if epoch != self._epoch:
            self._epoch, self._plan = epoch, self._make(epoch)
        return self._plan[number - self._starts[epoch]]

    def _make(self, epoch: int) -> list[Places]:
        rng = np.random.default_rng([self._seed, epoch])
        whole = np.floor(self._shares)
        times = (whole + (rng.random(len(whole)) < self._shares - whole)).astype(np.int64)
        places = np.repeat(np.arange(len(times)), times)
        rng.shuffle(places)
        step = self._batch * _BATCHES_SORTED_TOGETHER
        batches: list[Places] = []
        for start in range(0, len(places), step):
            chunk = places[start : start + step]
            chunk = chunk[np.argsort(self._lengths[chunk], kind="stable")]
            batches += [chunk[first : first + self._batch] for first in range(0, len(chunk), self._batch)]
        full = [batch for batch in batches if len(batch) == self._batch] or batches
        return [full[place] for place in rng.permutation(len(full))]
