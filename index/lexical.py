"""BM25 over syllables and syllable pairs; the door to bm25s."""

import itertools
import json
import logging
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from corpus import Language, guess_language
from corpus.errors import IndexMismatch
from corpus.text import fold, words

Tokenize = Callable[[str], list[str]]

# The values of Robertson & Zaragoza (2009), section 3.2.3, for short passages: length matters less.
_K1 = 1.2
_B = 0.5


def typed_tokens(text: str) -> list[str]:
    """Syllables and pairs of neighbours, marks kept.

    A Vietnamese word is mostly two syllables, so pairs find words without a segmenter.

    >>> typed_tokens("chuyển đổi số")
    ['chuyển', 'đổi', 'số', 'chuyển_đổi', 'đổi_số']
    """
    syllables = words(text)
    return syllables + [f"{first}_{second}" for first, second in itertools.pairwise(syllables)]


def folded_tokens(text: str) -> list[str]:
    """The same of the text without marks."""
    return typed_tokens(fold(text))


class LexicalIndex:
    """BM25 scores of passages, as shares of the best score that any passage could have had.

    A raw BM25 score grows with the question; divided by the sum of each token's highest weight it lies in
    [0, 1] and can be compared between questions. A token that no passage holds counts with the highest
    weight of all: a question that is mostly unknown matches nothing well.
    """

    def __init__(self, model: Any, tokenize: Tokenize) -> None:  # bm25s has no types
        self._model = model
        self._tokenize = tokenize
        self._highest = _highest_weights(model)
        self._unknown = float(self._highest.max()) if len(self._highest) else 1.0

    @classmethod
    def build(cls, texts: Iterable[str], tokenize: Tokenize) -> Self:
        """An index of the texts, in their order. The same texts give the same bytes when saved."""
        bm25s = _bm25s()
        tokens = [tokenize(text) for text in texts]
        # bm25s numbers its vocabulary in the order of a set; ours must not change from run to run.
        vocabulary = {token: number for number, token in enumerate(sorted({t for row in tokens for t in row}))}
        if not vocabulary:  # texts without a word have no average length: one token that no question holds
            vocabulary, tokens = {"": 0}, [[""] for _ in tokens] or [[""]]
        model = bm25s.BM25(method="lucene", k1=_K1, b=_B)
        numbers = [[vocabulary[token] for token in row] for row in tokens]
        model.index((numbers, vocabulary), create_empty_token=False, show_progress=False)
        return cls(model, tokenize)

    @classmethod
    def load(cls, folder: Path, tokenize: Tokenize) -> Self:
        """The index that was saved there. IndexMismatch where it cannot be read."""
        bm25s = _bm25s()
        try:
            return cls(bm25s.BM25.load(str(folder), load_corpus=False), tokenize)
        except (OSError, ValueError, KeyError, json.JSONDecodeError) as error:
            raise IndexMismatch(
                f"The word index {folder} cannot be read ({error}). Run `tracuu build`.",
                code="index_damaged",
                file=str(folder),
            ) from error

    def save(self, folder: Path) -> None:
        """Write the index into a folder of its own."""
        self._model.save(str(folder), show_progress=False)

    def scores(self, text: str) -> npt.NDArray[np.float32]:
        """The share of the best possible score, in [0, 1], of every passage; shape ``(passages,)``."""
        tokens = self._tokenize(text)
        known = [token for token in tokens if token in self._model.vocab_dict]
        if not known:
            return np.zeros(int(self._model.scores["num_docs"]), dtype=np.float32)
        ids = [self._model.vocab_dict[token] for token in known]
        best = float(self._highest[ids].sum()) + self._unknown * (len(tokens) - len(known))
        raw: npt.NDArray[np.float32] = self._model.get_scores(known)
        return (raw / best).astype(np.float32)


def _bm25s() -> Any:
    import bm25s

    # It gives its logger a handler and the level DEBUG when it is imported.
    logging.getLogger("bm25s").setLevel(logging.WARNING)
    return bm25s


def _highest_weights(model: Any) -> npt.NDArray[np.float32]:
    """For each token the highest weight that it has in any passage."""
    data, starts = model.scores["data"], model.scores["indptr"]
    highest = np.zeros(len(starts) - 1, dtype=np.float32)
    filled = np.flatnonzero(np.diff(starts))
    if len(filled):
        highest[filled] = np.maximum.reduceat(data, starts[filled])
    return highest


def matched_words(question: str, passage: str) -> tuple[str, ...]:
    """The words of the question that stand in the passage, as the question has them, marks or none.

    English words are not looked for under marks: "the" is not "thể".
    """
    if guess_language(question) is Language.EN:
        there = frozenset(words(passage))
        return tuple(dict.fromkeys(word for word in words(question) if word in there))
    present = _folded_words(passage)
    return tuple(word for word, bare in _asked(question) if bare in present)


@lru_cache(maxsize=16)  # one question is held against many passages
def _asked(question: str) -> tuple[tuple[str, str], ...]:
    return tuple((word, fold(word)) for word in dict.fromkeys(words(question)))


@lru_cache(maxsize=8192)
def _folded_words(passage: str) -> frozenset[str]:
    return frozenset(words(fold(passage)))


def joined(texts: Sequence[str]) -> str:
    """Texts as one, for a field that is made of several."""
    return " . ".join(texts)
