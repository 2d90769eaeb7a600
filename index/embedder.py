"""The seam between words and vectors."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]


class Embedder(Protocol):
    """Turns texts into vectors; rows are float32 and of unit length, in the order of the texts.

    Word segmentation, prompts and truncation are its private business.
    """

    @property
    def name(self) -> str:
        """What a person calls it: a folder's name or a hub id."""

    @property
    def fingerprint(self) -> str:
        """Differs between two embedders that may give different vectors."""

    @property
    def dim(self) -> int:
        """The length of a vector."""

    def embed_clauses(self, texts: Sequence[str]) -> Vectors:
        """Vectors of passages, shape ``(len(texts), dim)``."""

    def embed_questions(self, texts: Sequence[str]) -> Vectors:
        """Vectors of questions, shape ``(len(texts), dim)``."""


def unit_length(vectors: npt.ArrayLike) -> Vectors:
    """The rows scaled to length 1; a row of zeros stays as it is."""
    rows = np.atleast_2d(np.asarray(vectors, dtype=np.float32))
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.ascontiguousarray(rows / np.where(lengths == 0, 1, lengths), dtype=np.float32)
