"""From the logits of first and last tokens to the slice of the passage that answers."""

import numpy as np
import numpy.typing as npt

from corpus import Span
from qa.cross_encoder.pairing import Pair

Logits = npt.NDArray[np.float32]

MOST_TOKENS = 40
"""A longer slice is no short answer."""


def best_span(start: Logits, end: Logits, pair: Pair) -> Span | None:
    """The slice of the passage with the highest sum of logits.

    ``start`` and ``end`` have a logit a token of the pair. None where no slice beats token 0, "nothing shorter".
    """
    inside = [(place, span) for place, span in enumerate(pair.spans) if span is not None]
    if not inside:
        return None
    places = np.array([place for place, _ in inside])
    sums = start[places][:, None] + end[places][None, :]
    after = places[None, :] - places[:, None]
    sums = np.where((after >= 0) & (after < MOST_TOKENS), sums, -np.inf)
    first, last = np.unravel_index(int(sums.argmax()), sums.shape)
    if sums[first, last] <= start[0] + end[0]:
        return None
    return Span(inside[first][1].start, inside[last][1].end)
