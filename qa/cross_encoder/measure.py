"""How well a network does on examples that it has not learnt from."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor

from qa.cross_encoder.examples import Example
from qa.cross_encoder.lessons import Lesson, plain_lesson
from qa.cross_encoder.network import CrossEncoder, Read, read_pairs
from qa.cross_encoder.pairing import Pairing
from qa.cross_encoder.spans import best_span


class Figures(NamedTuple):
    """Shares in [0, 1]; one that nothing was there for is not a number."""

    first: float
    """How often the passage that answers has the highest relevance among its neighbours."""

    answers: float
    """Token F1 of the short answers that are read in the right passage."""

    apart: float
    """How often an answerable question's best relevance lies above an unanswerable one's."""

    def __str__(self) -> str:
        return f"first {self.first:.3f}, answers F1 {self.answers:.3f}, answerable above unanswerable {self.apart:.3f}"


@torch.no_grad()
def measure(network: CrossEncoder, words: Tensor, examples: Sequence[Example], pairing: Pairing) -> Figures:
    """The figures of a network on examples as they stand, in bf16 as in training."""
    network.eval()
    firsts, answers, right, wrong = (list[float]() for _ in range(4))
    for example in examples:
        one = plain_lesson(example, pairing)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            read = read_pairs(network, words, one.pairs)
        scores = np.array([float(each.relevance) for each in read])
        if example.passage is None or not example.answered:
            wrong.append(float(scores.max()))
            continue
        right.append(float(scores.max()))
        firsts.append(float(scores.argmax() == 0))
        if example.answer and one.span:
            answers.append(_token_f1(_said(read[0], one, example.passage.text), example.answer))
    return Figures(_mean(firsts), _mean(answers), _mean([float(a > b) for a in right for b in wrong]))


def _said(read: Read, one: Lesson, text: str) -> str:
    span = best_span(read.start.numpy(), read.end.numpy(), one.pairs[0])
    return span.of(text) if span else ""


def _token_f1(said: str, gold: str) -> float:
    ours, theirs = Counter(said.lower().split()), Counter(gold.lower().split())
    return 2 * (ours & theirs).total() / (ours.total() + theirs.total())


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else float("nan")
