"""An example as it is read: the question and its passages as pairs of tokens, and what ought to come out."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from corpus import Language, guess_language
from index.encoder.augment import roughen
from qa.cross_encoder.examples import Example, Passage
from qa.cross_encoder.pairing import Pair, Pairing

WRONG_ONES = 3
"""Passages that do not answer, beside the one that does."""

BESIDE_A_NEAR_MISS = 1
"""Passages beside the one that only seems to answer; where there is none, twice as many."""

BARE, PARTLY_BARE = 0.22, 0.08
"""Shares of the questions that lose all marks, and those of about half their words."""

TRANSLATED = 0.5
"""Share of the English questions that are read with the translations, where there are any."""

WITH_CONTEXT = 0.8
"""Share of the passages that are read with what they stand under."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """One question with the passages that it is read with; the first answers unless ``right`` is false, then none.

    ``span`` is the first and the last token of the answer in the first pair: (0, 0) where nothing shorter than the
    passage answers, None where the pair is no place to look for one.
    """

    pairs: tuple[Pair, ...]
    right: bool
    span: tuple[int, int] | None


def lesson(example: Example, pairing: Pairing, rng: np.random.Generator) -> Lesson:
    """The example as it is learnt this time: some neighbours, and marks, context and translation as it falls."""
    chosen = rng.permutation(len(example.neighbours))[: _wrong_ones(example)]
    neighbours = [example.neighbours[place] for place in sorted(chosen)]
    if rng.random() < TRANSLATED and (translated := _translated(example, neighbours, pairing)):
        return translated
    question = roughen(example.question, rng, bare=BARE, partly_bare=PARTLY_BARE)
    read = [
        (passage.context if rng.random() < WITH_CONTEXT else "", passage.text)
        for passage in _passages(example, neighbours)
    ]
    return _as_printed(example, question, read, pairing)


def plain_lesson(example: Example, pairing: Pairing) -> Lesson:
    """The example as it is measured: the nearest neighbours, nothing left out, translated where it can be."""
    neighbours = example.neighbours[: _wrong_ones(example)]
    read = [(passage.context, passage.text) for passage in _passages(example, neighbours)]
    return _translated(example, neighbours, pairing) or _as_printed(example, example.question, read, pairing)


def _wrong_ones(example: Example) -> int:
    if example.answered:
        return WRONG_ONES
    return BESIDE_A_NEAR_MISS if example.passage else 2 * BESIDE_A_NEAR_MISS


def _passages(example: Example, neighbours: Sequence[Passage]) -> list[Passage]:
    return [example.passage, *neighbours] if example.passage else list(neighbours)


def _translated(example: Example, neighbours: Sequence[Passage], pairing: Pairing) -> Lesson | None:
    """An English question with the translations of its passages; None where it is not English or one is missing."""
    texts = [passage.translation for passage in _passages(example, neighbours)]
    read = [("", text) for text in texts if text]
    if guess_language(example.question) is not Language.EN or len(read) < len(texts):
        return None
    return Lesson(tuple(pairing.pairs(example.question, read)), example.answered, None)


def _as_printed(example: Example, question: str, read: Sequence[tuple[str, str]], pairing: Pairing) -> Lesson:
    pairs = tuple(pairing.pairs(question, read))
    if example.passage is None or not example.answered:
        return Lesson(pairs, right=False, span=None)
    return Lesson(pairs, right=True, span=_tokens_of(pairs[0], example.passage.text, example.answer))


def _tokens_of(pair: Pair, text: str, answer: str | None) -> tuple[int, int]:
    """The first and the last token of an answer; (0, 0) where there is none or it lies beyond what is read."""
    if not answer:
        return 0, 0
    start = text.index(answer)
    end = start + len(answer)
    inside = [place for place, span in enumerate(pair.spans) if span and span.start < end and span.end > start]
    return (inside[0], inside[-1]) if inside else (0, 0)
