"""The slice with the highest sum of logits, as a search through all slices finds it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import Span
from qa.cross_encoder.pairing import Pair
from qa.cross_encoder.spans import MOST_TOKENS, best_span

BEFORE = 3


def a_pair(inside: int) -> Pair:
    """Some tokens of a question, then a passage of so many words of four letters, then a marker."""
    spans = [Span(5 * place, 5 * place + 4) for place in range(inside)]
    zeros = (0,) * (BEFORE + inside + 1)
    return Pair(zeros, zeros, zeros, (*(None for _ in range(BEFORE)), *spans, None))


def naive(start: np.ndarray, end: np.ndarray, pair: Pair) -> tuple[float, Span | None]:
    """The best sum, and its slice: every slice is tried in turn."""
    best: tuple[float, Span | None] = (float(start[0] + end[0]), None)
    for first, opening in enumerate(pair.spans):
        for last, closing in enumerate(pair.spans):
            if opening is None or closing is None or not 0 <= last - first < MOST_TOKENS:
                continue
            total = float(start[first] + end[last])
            if total > best[0]:
                best = total, Span(opening.start, closing.end)
    return best


@given(st.integers(0, 60), st.integers(0, 2**32 - 1))
def test_agrees_with_trying_every_slice(inside: int, seed: int) -> None:
    pair = a_pair(inside)
    start, end = np.random.default_rng(seed).normal(size=(2, len(pair.spans))).astype(np.float32)
    assert best_span(start, end, pair) == naive(start, end, pair)[1]


@given(st.integers(1, 60), st.integers(0, 2**32 - 1), st.floats(-20, 20, width=32))
def test_the_likelier_nothing_shorter_is_the_sooner_there_is_none(inside: int, seed: int, null: float) -> None:
    pair = a_pair(inside)
    start, end = np.random.default_rng(seed).normal(size=(2, len(pair.spans))).astype(np.float32)
    start[0] = null
    found = best_span(start, end, pair)
    start[0] = null + 100
    assert best_span(start, end, pair) is None
    start[0] = null - 100
    surely = best_span(start, end, pair)
    assert surely is not None
    assert found in (None, surely)


def logits(length: int, **high: int) -> tuple[np.ndarray, np.ndarray]:
    """Zeros but for 9 at the token named as ``first`` and at the one named as ``last``."""
    start, end = np.zeros((2, length), dtype=np.float32)
    start[high["first"]] = end[high["last"]] = 9
    return start, end


def test_slice_reaches_from_its_first_letter_to_its_last() -> None:
    pair = a_pair(6)
    assert best_span(*logits(len(pair.spans), first=BEFORE + 1, last=BEFORE + 3), pair) == Span(5, 19)


def test_nothing_is_found_outside_of_the_passage() -> None:
    pair = a_pair(0)
    assert best_span(*logits(len(pair.spans), first=1, last=2), pair) is None


def test_tie_with_nothing_shorter_finds_nothing() -> None:
    pair = a_pair(4)
    zeros = np.zeros(len(pair.spans), dtype=np.float32)
    assert best_span(zeros, zeros, pair) is None


@pytest.mark.parametrize(("words", "found"), [(MOST_TOKENS, True), (MOST_TOKENS + 1, False)])
def test_slice_has_only_so_many_tokens(words: int, found: bool) -> None:
    pair = a_pair(60)
    whole = Span(0, 5 * words - 1)
    assert (best_span(*logits(len(pair.spans), first=BEFORE, last=BEFORE + words - 1), pair) == whole) is found


def test_end_before_the_beginning_is_no_slice() -> None:
    pair = a_pair(6)
    span = best_span(*logits(len(pair.spans), first=BEFORE + 4, last=BEFORE + 1), pair)
    assert span is not None
    assert span.start < span.end
