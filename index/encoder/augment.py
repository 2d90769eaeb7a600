"""Vietnamese as people type it: without marks, or with some of them left out."""

import numpy as np

from corpus.text import fold

BARE = 0.18
"""Share of the texts that lose every mark."""

PARTLY_BARE = 0.10
"""Share of the texts that lose the marks of about half their words."""


def roughen(text: str, rng: np.random.Generator, *, bare: float = BARE, partly_bare: float = PARTLY_BARE) -> str:
    """The text as it is, or without marks, or with marks on some words only, in these shares.

    Nothing is done about case: the tokenizer reads upper and lower case alike.
    """
    choice = rng.random()
    if choice < bare:
        return fold(text)
    if choice < bare + partly_bare:
        return " ".join(fold(word) if rng.random() < 0.5 else word for word in text.split(" "))
    return text
