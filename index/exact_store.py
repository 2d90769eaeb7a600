"""Nearest neighbours by plain numpy: the reference that every other store is tested against."""

from pathlib import Path
from typing import Self

import numpy as np

from corpus.errors import IndexMismatch
from index.embedder import Vectors
from index.vector_store import Neighbours

_FILE = "vectors.npy"


class ExactStore:
    """Compares a question with every vector."""

    def __init__(self, vectors: Vectors) -> None:
        self._vectors = np.ascontiguousarray(vectors, dtype=np.float32)

    @classmethod
    def build(cls, vectors: Vectors) -> Self:
        return cls(vectors)

    @classmethod
    def load(cls, folder: Path) -> Self:
        try:
            return cls(np.load(folder / _FILE, allow_pickle=False))
        except (OSError, ValueError, EOFError) as error:
            raise IndexMismatch(
                f"The vectors in {folder} cannot be read ({error}). Run `tracuu build`.",
                code="index_damaged",
                file=str(folder / _FILE),
            ) from error

    def save(self, folder: Path) -> None:
        np.save(folder / _FILE, self._vectors, allow_pickle=False)

    def __len__(self) -> int:
        return len(self._vectors)

    @property
    def dim(self) -> int:
        return int(self._vectors.shape[1])

    def nearest(self, questions: Vectors, k: int) -> Neighbours:
        scores = questions @ self._vectors.T
        rows = np.argsort(-scores, axis=1, kind="stable")[:, :k]
        return Neighbours(rows.astype(np.int64), np.take_along_axis(scores, rows, axis=1).astype(np.float32))

    def vectors(self) -> Vectors:
        return self._vectors
