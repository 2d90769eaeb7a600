"""Nearest neighbours by FAISS; the only file that imports it."""

from pathlib import Path
from typing import Any, Self

import numpy as np

from corpus.errors import IndexMismatch
from index.embedder import Vectors
from index.vector_store import Neighbours

_FILE = "vectors.faiss"


class FaissStore:
    """A flat inner-product index: exact, and fast enough for some hundred thousand passages."""

    def __init__(self, index: Any) -> None:  # faiss has no types
        self._index = index

    @classmethod
    def build(cls, vectors: Vectors) -> Self:
        import faiss

        index = faiss.IndexFlatIP(vectors.shape[1])
        index.add(np.ascontiguousarray(vectors, dtype=np.float32))
        return cls(index)

    @classmethod
    def load(cls, folder: Path) -> Self:
        import faiss

        path = folder / _FILE
        try:
            return cls(faiss.read_index(str(path)))
        except RuntimeError as error:
            raise IndexMismatch(
                f"The FAISS index {path} cannot be read. Run `tracuu build`.", code="index_damaged", file=str(path)
            ) from error

    def save(self, folder: Path) -> None:
        import faiss

        faiss.write_index(self._index, str(folder / _FILE))

    def __len__(self) -> int:
        return int(self._index.ntotal)

    @property
    def dim(self) -> int:
        return int(self._index.d)

    def nearest(self, questions: Vectors, k: int) -> Neighbours:
        wanted = min(k, len(self))
        if not wanted or not len(questions):
            empty = (len(questions), wanted)
            return Neighbours(np.zeros(empty, dtype=np.int64), np.zeros(empty, dtype=np.float32))
        scores, rows = self._index.search(np.ascontiguousarray(questions, dtype=np.float32), wanted)
        # FAISS leaves the order of equal scores open.
        order = np.lexsort((rows, -scores), axis=1)
        return Neighbours(
            np.take_along_axis(rows, order, axis=1).astype(np.int64), np.take_along_axis(scores, order, axis=1)
        )

    def vectors(self) -> Vectors:
        if not len(self):
            return np.zeros((0, self.dim), dtype=np.float32)
        found: Vectors = self._index.reconstruct_n(0, len(self))
        return found
