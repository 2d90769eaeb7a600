"""An embedder without a model: hashed words and letter triples. For tests, and as a baseline."""

import hashlib
from collections.abc import Iterator, Sequence

import numpy as np

from corpus.text import fold, words
from index.embedder import Vectors, unit_length


class HashingEmbedder:
    """Each word and letter triple of a text, as typed and folded, adds to one place of its vector.

    The hashing trick of Weinberger et al. (2009): a second bit of the hash gives the sign, so that
    collisions cancel on average.
    """

    def __init__(self, dim: int = 256) -> None:
        self._dim = dim

    @property
    def name(self) -> str:
        return f"hashing-{self._dim}"

    @property
    def fingerprint(self) -> str:
        return self.name

    @property
    def dim(self) -> int:
        return self._dim

    def embed_clauses(self, texts: Sequence[str]) -> Vectors:
        vectors = np.zeros((len(texts), self._dim), dtype=np.float32)
        for row, text in enumerate(texts):
            for feature in _features(text):
                digest = int.from_bytes(hashlib.blake2b(feature.encode(), digest_size=8).digest(), "little")
                vectors[row, (digest >> 1) % self._dim] += 1.0 if digest & 1 else -1.0
        return unit_length(vectors) if len(texts) else vectors

    def embed_questions(self, texts: Sequence[str]) -> Vectors:
        return self.embed_clauses(texts)


def _features(text: str) -> Iterator[str]:
    for word in words(text):
        yield word
        folded = f" {fold(word)} "
        for start in range(len(folded) - 2):
            yield folded[start : start + 3]
