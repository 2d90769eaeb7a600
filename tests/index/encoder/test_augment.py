from collections import Counter

import numpy as np

from corpus.text import fold
from index.encoder.augment import BARE, PARTLY_BARE, roughen

TEXT = "Đẩy mạnh chuyển đổi số quốc gia đến năm 2030"


def test_words_are_those_of_the_text_with_or_without_marks() -> None:
    rng = np.random.default_rng(1)
    for _ in range(200):
        words = roughen(TEXT, rng).split(" ")
        for rough, word in zip(words, TEXT.split(" "), strict=True):
            assert rough in {word, fold(word)}


def test_shares_of_bare_and_partly_bare_texts() -> None:
    rng = np.random.default_rng(1)
    kinds = Counter("bare" if text == fold(TEXT) else "whole" if text == TEXT else "partly" for text in _many(rng))
    assert abs(kinds["bare"] / 4000 - BARE) < 0.02
    assert abs(kinds["partly"] / 4000 - PARTLY_BARE) < 0.02


def _many(rng: np.random.Generator) -> list[str]:
    return [roughen(TEXT, rng) for _ in range(4000)]
