"""The encoder's table of word vectors, which the cross-encoder reads and does not learn again."""

import hashlib
from pathlib import Path

import numpy as np
import numpy.typing as npt

WORDS = "embeddings.word_embeddings.weight"
"""What the table is called among an encoder's weights."""

WordTable = npt.NDArray[np.float16]


def read_words(encoder: Path) -> WordTable:
    """The word vectors of an encoder's folder, a row a token; nothing else of its weights is read."""
    from safetensors import safe_open

    with safe_open(encoder / "model.safetensors", "np") as file:
        words: WordTable = file.get_tensor(WORDS).astype(np.float16, copy=False)
    return words


def words_hash(words: WordTable) -> str:
    """The sha256 of a table, by which a graph knows the encoder that it was trained with."""
    return hashlib.sha256(np.ascontiguousarray(words).data).hexdigest()
