"""How the network learns: lessons in batches, their loss, and a rate that rises and falls."""

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy

from qa.cross_encoder.examples import Example
from qa.cross_encoder.lessons import Lesson, lesson
from qa.cross_encoder.network import CrossEncoder, Read, read_pairs
from qa.cross_encoder.pairing import Pair, Pairing

logger = logging.getLogger(__name__)

IN_A_STEP = 16
"""Questions in a batch."""

WARM_UP = 0.06
"""The part of a run over which the rate rises; it falls over the rest."""

_TOLD_EVERY, _KEPT_EVERY = 20, 1000
"""Steps between two lines of the log, and between two times that what is learnt is kept."""

_LEAST_RATE = 0.02
"""The rate never falls below this part of the highest."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How long and how fast to learn: until the minutes or the steps are over, whichever is first."""

    minutes: float
    steps: int | None
    rate: float
    seed: int

    def over(self, step: int, seconds: float) -> float:
        """The part of the run that is over; it ends at 1."""
        return max(seconds / (60 * self.minutes), step / self.steps if self.steps else 0.0)

    def rate_at(self, over: float) -> float:
        """The learning rate when this part is over."""
        share = over / WARM_UP if over < WARM_UP else (1 - over) / (1 - WARM_UP)
        return self.rate * max(_LEAST_RATE, share)


class Learner:
    """One run of a network over examples; ``words`` are the encoder's and stay as they are."""

    def __init__(
        self, network: CrossEncoder, words: Tensor, pairing: Pairing, examples: Sequence[Example], plan: Plan
    ) -> None:
        self.network = network
        self.words = words
        self.step = 0
        self._plan = plan
        rng = np.random.default_rng(plan.seed)
        self._lessons = (lesson(example, pairing, rng) for example in _in_turn(examples, rng))
        self._optimizer = torch.optim.AdamW(network.parameters(), lr=plan.rate, weight_decay=0.01, fused=True)

    def run(self, keep: Callable[[], None]) -> None:
        """Learn until the plan is over; ``keep`` is called now and then, and at the end."""
        started, mean = time.monotonic(), 0.0
        while (over := self._plan.over(self.step, time.monotonic() - started)) < 1:
            loss = self.learn(self._plan.rate_at(over))
            mean = 0.98 * mean + 0.02 * loss if self.step > 1 else loss
            if self.step % _TOLD_EVERY == 0:
                logger.info("step %d (%.0f%%): %.3f", self.step, 100 * over, mean)
            if self.step % _KEPT_EVERY == 0:
                keep()
        keep()

    def learn(self, rate: float) -> float:
        """The loss of one batch, before it is learnt from."""
        for group in self._optimizer.param_groups:
            group["lr"] = rate
        lessons = [next(self._lessons) for _ in range(IN_A_STEP)]
        self.network.train()
        with torch.autocast("cpu", dtype=torch.bfloat16):
            loss = loss_of(self.network, self.words, lessons)
        self._optimizer.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]  # torch leaves it without types
        nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
        self._optimizer.step()
        self.step += 1
        return loss.item()


def _in_turn(examples: Sequence[Example], rng: np.random.Generator) -> Iterator[Example]:
    """Without end: all examples in one order by chance, then in another."""
    while examples:
        for place in rng.permutation(len(examples)):
            yield examples[place]


def loss_of(network: CrossEncoder, words: Tensor, lessons: Sequence[Lesson]) -> Tensor:
    """The mean over the lessons of how far off the relevance and the ends of the answer are."""
    reads = iter(read_pairs(network, words, [pair for one in lessons for pair in one.pairs]))
    losses = []
    for one in lessons:
        read = [next(reads) for _ in one.pairs]
        losses.append(_relevance_loss(one, torch.stack([each.relevance for each in read])))
        if one.span:
            losses.append(_ends_loss(one.pairs[0], one.span, read[0]))
    return torch.stack(losses).sum() / len(lessons)


def _relevance_loss(one: Lesson, scores: Tensor) -> Tensor:
    """The odds of each passage by itself, and the contrast of the one that answers with the others."""
    wanted = torch.zeros(len(scores))
    wanted[0] = float(one.right)
    odds = binary_cross_entropy_with_logits(scores, wanted, torch.where(wanted > 0, 2.0, 0.5))
    return odds + cross_entropy(scores, torch.tensor(0)) if one.right else odds


def _ends_loss(pair: Pair, wanted: tuple[int, int], read: Read) -> Tensor:
    """Half for the first token, half for the last, among those that may be quoted and token 0, "nothing shorter"."""
    allowed = torch.tensor([place == 0 or span is not None for place, span in enumerate(pair.spans)])
    first, last = (
        cross_entropy(logits.masked_fill(~allowed, -1e4), torch.tensor(place))
        for logits, place in zip((read.start, read.end), wanted, strict=True)
    )
    return 0.5 * (first + last)
