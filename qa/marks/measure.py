"""How much of what was typed without marks comes back right."""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.text import fold, normalise
from qa.marks.restorer import Restorer
from qa.marks.words import is_syllable, runs

HALF = 0.5
"""Share of the words that lose their marks in a half-marked text."""


@dataclass(frozen=True, slots=True)
class Accuracy:
    """Shares in [0, 1]: of the syllables that are as they were, and of the sentences where all are."""

    syllables: float
    sentences: float


def sentences(texts: Iterable[str]) -> list[str]:
    """The different runs of three words or more of these texts that bear marks, in lower case and in order."""
    found: dict[str, None] = {}
    for line in (normalise(line) for text in texts for line in text.splitlines()):
        for run in runs(line):
            sentence = line[run[0].start() : run[-1].end()]
            if len(run) > 2 and not sentence.isascii():
                found[sentence] = None
    return list(found)


def accuracy(restorer: Restorer, originals: Sequence[str], dropped: float, *, seed: int = 0) -> Accuracy:
    """What is restored of sentences of which each word lost its marks with the probability ``dropped``."""
    chance = random.Random(seed)
    right = total = whole = 0
    for original in originals:
        typed = " ".join(fold(word) if chance.random() < dropped else word for word in original.split(" "))
        pairs = zip(_words(original), _words(restorer.restore(typed)), strict=True)
        same = [before == after for before, after in pairs if is_syllable(fold(before))]
        right, total, whole = right + sum(same), total + len(same), whole + all(same)
    return Accuracy(right / total, whole / len(originals))


def _words(text: str) -> list[str]:
    return [word[0] for run in runs(normalise(text)) for word in run]
