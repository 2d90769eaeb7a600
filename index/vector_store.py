"""The seam to nearest-neighbour search."""

from pathlib import Path
from typing import NamedTuple, Protocol, Self

import numpy as np
import numpy.typing as npt

from index.embedder import Vectors


class Neighbours(NamedTuple):
    """For each question its nearest rows, best first: both of shape ``(questions, min(k, len(store)))``.

    ``scores`` are inner products, which is the cosine for vectors of unit length: in [-1, 1].
    """

    rows: npt.NDArray[np.int64]
    scores: npt.NDArray[np.float32]


class VectorStore(Protocol):
    """Vectors that can be searched, saved and loaded. Row numbers are the order in which they came."""

    @classmethod
    def build(cls, vectors: Vectors) -> Self:
        """A store of these vectors, shape ``(n, dim)``."""

    @classmethod
    def load(cls, folder: Path) -> Self:
        """The store that was saved there. IndexMismatch where it cannot be read."""

    def save(self, folder: Path) -> None:
        """Write the store into an existing folder."""

    def __len__(self) -> int: ...

    @property
    def dim(self) -> int: ...

    def nearest(self, questions: Vectors, k: int) -> Neighbours:
        """The ``k`` nearest rows of each question; equal scores come in the order of rows."""

    def vectors(self) -> Vectors:
        """All vectors, shape ``(len(self), dim)``, for reuse by a later build."""
