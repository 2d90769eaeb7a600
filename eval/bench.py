"""How long encoders and the program take, measured in turn so that a busy machine is busy for all of them."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from corpus.library import Library
from index import Embedder
from index.passage import passages_of
from qa import Assistant

_Input = TypeVar("_Input")


@dataclass(frozen=True, slots=True)
class Times:
    """Milliseconds of one call: the median and the 95th percentile."""

    p50: float
    p95: float

    @classmethod
    def of(cls, seconds: npt.NDArray[np.float64]) -> "Times":
        p50, p95 = (1000 * np.percentile(seconds, (50, 95))).tolist()
        return cls(p50, p95)


@dataclass(frozen=True, slots=True)
class EncoderSpeed:
    """Milliseconds of one question on its own, and how many passages a second in the batches of a build."""

    p50: float
    p95: float
    passages_a_second: float


def encoder_speeds(
    embedders: Mapping[str, Embedder], questions: Sequence[str], batches: Sequence[Sequence[str]], *, rounds: int
) -> dict[str, EncoderSpeed]:
    """The speed of each encoder by its name. Passages a second are of the median round, batch by batch."""
    asked = time_in_turn({name: _embed_question(embedder) for name, embedder in embedders.items()}, questions, rounds)
    built = time_in_turn({name: embedder.embed_clauses for name, embedder in embedders.items()}, batches, rounds)
    passages = sum(len(batch) for batch in batches)
    speeds = {}
    for name in embedders:
        times = Times.of(asked[name])
        speeds[name] = EncoderSpeed(times.p50, times.p95, passages / float(np.median(built[name], axis=0).sum()))
    return speeds


def program_times(assistant: Assistant, questions: Sequence[str], *, rounds: int) -> dict[str, Times]:
    """The time of a question for search and for ask, the encoder's part included."""
    timed = time_in_turn({"search": assistant.search, "ask": assistant.ask}, questions, rounds)
    return {name: Times.of(seconds) for name, seconds in timed.items()}


def time_in_turn(
    tasks: Mapping[str, Callable[[_Input], object]], inputs: Sequence[_Input], rounds: int
) -> dict[str, npt.NDArray[np.float64]]:
    """Seconds of each call by task, shape ``(rounds, len(inputs))``.

    In each round every task takes all inputs before the next task does. Its turn begins with one call that does not
    count, which loads what is not loaded yet and brings it back into the caches.
    """
    seconds = {name: np.zeros((rounds, len(inputs))) for name in tasks}
    for number in range(rounds):
        for name, task in tasks.items():
            task(inputs[0])
            for column, given in enumerate(inputs):
                start = time.perf_counter()
                task(given)
                seconds[name][number, column] = time.perf_counter() - start
    return seconds


def sample_questions(library: Library, count: int) -> list[str]:
    """At most ``count`` questions of the glosses, spread over the documents, Vietnamese and English in turn."""
    glosses = [gloss for _, gloss in sorted(library.glosses.items())]
    vietnamese = _spread([question for gloss in glosses for question in gloss.questions_vi], count // 2)
    english = _spread([question for gloss in glosses for question in gloss.questions_en], count // 2)
    return [question for pair in zip(vietnamese, english, strict=False) for question in pair]


def sample_batches(library: Library, *, batches: int, size: int) -> list[list[str]]:
    """Batches of passages of like length, as a build forms them, each from the middle of its share of the lengths."""
    texts = sorted({passage.text for passage in passages_of(library)}, key=lambda text: (len(text), text))
    middles = [len(texts) * (2 * number + 1) // (2 * batches) for number in range(batches)]
    starts = [max(0, middle - size // 2) for middle in middles]
    return [texts[start : start + size] for start in starts]


def _spread(texts: Sequence[str], count: int) -> list[str]:
    step = max(1, len(texts) // max(1, count))
    return list(texts[::step][:count])


def _embed_question(embedder: Embedder) -> Callable[[str], object]:
    return lambda question: embedder.embed_questions([question])
