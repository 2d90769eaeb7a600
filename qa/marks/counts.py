"""Counts of words, and of two and three in a row, in texts of which some weigh more than others."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from corpus.text import fold, normalise
from qa.marks.table import Keys
from qa.marks.words import SPECIAL, START, is_syllable, kind_of, runs

LEAST_COUNT = 3
"""A syllable met less often than this, by weight, is taken for a slip or a name and left out."""

Ids = npt.NDArray[np.int32]
Weights = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Body:
    """Texts of one kind, and how much each word of them counts."""

    texts: Sequence[str]
    weight: float


@dataclass(frozen=True, slots=True)
class Grams:
    """Rows of words by their keys in order, ``(i * words + j) * words + k``, and the weight of each."""

    keys: Keys
    weights: Weights


@dataclass(frozen=True, slots=True)
class Counts:
    """What a table is made of; ``words`` begins with the special ones."""

    words: tuple[str, ...]
    singles: Weights
    pairs: Grams
    triples: Grams


def count(bodies: Sequence[Body]) -> Counts:
    """The counts of all bodies together."""
    met: dict[str, int] = {START: 0}
    encoded = [(_encode(body.texts, met), body.weight) for body in bodies]
    weights = _singles(encoded, len(met))
    words = (*SPECIAL, *sorted(word for word, place in met.items() if weights[place] >= LEAST_COUNT and _kept(word)))
    places = {word: place for place, word in enumerate(words)}
    mapping = np.array([places.get(word, places[kind_of(word)]) for word in met], dtype=np.int64)
    mapped = [(mapping[ids], weight) for ids, weight in encoded]
    return Counts(
        words,
        _singles(mapped, len(words)),
        _grams(((_pairs(ids, len(words)), weight) for ids, weight in mapped)),
        _grams(((_triples(ids, len(words)), weight) for ids, weight in mapped)),
    )


def _kept(word: str) -> bool:
    return word not in SPECIAL and is_syllable(fold(word))


def _encode(texts: Iterable[str], met: dict[str, int]) -> Ids:
    """The words as numbers, START before each run; words not met before are added to ``met``."""
    ids: list[int] = []
    for text in texts:
        for line in text.splitlines():
            for run in runs(normalise(line)):
                ids.append(met[START])
                ids += [met.setdefault(word[0], len(met)) for word in run]
    return np.array(ids, dtype=np.int32)


def _singles(encoded: Iterable[tuple[Ids | Keys, float]], size: int) -> Weights:
    weights = np.zeros(size)
    for ids, weight in encoded:
        weights += np.bincount(ids, minlength=size) * weight
    return weights


def _pairs(ids: Keys, size: int) -> Keys:
    keys: Keys = (ids[:-1] * size + ids[1:])[ids[1:] != 0]
    return keys


def _triples(ids: Keys, size: int) -> Keys:
    keys: Keys = ((ids[:-2] * size + ids[1:-1]) * size + ids[2:])[(ids[1:-1] != 0) & (ids[2:] != 0)]
    return keys


def _grams(parts: Iterable[tuple[Keys, float]]) -> Grams:
    counted = [(*np.unique(keys, return_counts=True), weight) for keys, weight in parts]
    keys, places = np.unique(np.concatenate([keys for keys, _, _ in counted]), return_inverse=True)
    weights = np.concatenate([counts * weight for _, counts, weight in counted])
    return Grams(keys, np.bincount(places, weights=weights).astype(np.float64))
