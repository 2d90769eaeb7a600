"""The first lesson: the teacher's English vectors for both languages of each pair."""

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor

from index.encoder.augment import roughen
from index.encoder.batches import Epochs
from index.encoder.objectives import distil
from index.encoder.pairs import Pair
from index.encoder.student import Student
from index.encoder.teacher import Halves

MAX_TOKENS = 128
OTHERS = 2048
"""Teacher vectors of other texts that each row is contrasted with; they cost next to nothing."""

ENGLISH_WEIGHT = 1.5
"""Weight of the English loss beside the Vietnamese; the more, the less the student's English leaves the teacher's."""


class TranslateTask:
    """Batches of pairs: all of the Vietnamese, and the English of every second row, which is known at first."""

    name = "translate"

    def __init__(self, pairs: Sequence[Pair], vectors: Halves, *, batch: int, seed: int) -> None:
        self._pairs = pairs
        self._vectors = torch.from_numpy(vectors)
        self._seed = seed
        self._epochs = Epochs([len(pair.vi) for pair in pairs], [pair.share for pair in pairs], batch=batch, seed=seed)

    def loss(self, student: Student, number: int) -> Tensor:
        """The loss of batch `number`."""
        rng = np.random.default_rng([self._seed, number, 1])
        places = rng.permutation(self._epochs.batch(number))
        english = places[::2]
        others = self._teacher(rng.integers(len(self._pairs), size=OTHERS), student)
        vi = student([roughen(self._pairs[place].vi, rng) for place in places], MAX_TOKENS)
        en = student([self._pairs[place].en for place in english], MAX_TOKENS)
        vi_loss = distil(vi, self._teacher(places, student), others)
        en_loss = distil(en, self._teacher(english, student), others)
        return vi_loss + ENGLISH_WEIGHT * en_loss

    def _teacher(self, places: np.ndarray[tuple[int], np.dtype[np.int64]], student: Student) -> Tensor:
        return self._vectors[torch.from_numpy(places)].float().to(student.bert.device)
