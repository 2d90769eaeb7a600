"""The second lesson: what asks for a passage stands nearer to it than to the other passages of the same subject."""

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor

from corpus.text import fold
from index.encoder.augment import roughen
from index.encoder.batches import Epochs
from index.encoder.examples import Example
from index.encoder.objectives import match
from index.encoder.pairs import key
from index.encoder.student import Student

QUESTION_TOKENS = 64
PASSAGE_TOKENS = 144
SHORTENED = 0.7
"""Share of the passages of which only a run of lines is read: the index holds single sentences as well as clauses."""

RUN_CHARS = (60, 160)
"""A run of lines has at least one of these lengths, where the passage has."""

ALIKE = 0.25
"""Weight of the contrast of questions with other questions for the same passage."""


class RetrieveTask:
    """Batches of examples of a few neighbouring subjects, so that the others in the batch are hard to tell apart.

    Each passage is asked for as typed (now and then with marks missing), without any marks, and in English
    where there is English. A passage is read under its heading half of the time, unless the heading asks.
    """

    def __init__(self, name: str, examples: Sequence[Example], *, batch: int, seed: int) -> None:
        self.name = name
        self._examples = examples
        self._seed = seed
        self._headings = [key(example.heading) for example in examples]
        subjects = {subject: place for place, subject in enumerate(sorted({one.subject for one in examples}))}
        self._epochs = Epochs(
            [subjects[one.subject] for one in examples], [one.share for one in examples], batch=batch, seed=seed
        )

    def loss(self, student: Student, number: int) -> Tensor:
        """The loss of batch `number`."""
        rng = np.random.default_rng([self._seed, number, 2])
        places = [int(place) for place in self._epochs.batch(number)]
        examples = [self._examples[place] for place in places]
        questions, owners = _ask(examples, rng)
        passages = student([read_passage(example, rng) for example in examples], PASSAGE_TOKENS)
        asked, owner = student(questions, QUESTION_TOKENS), torch.tensor(owners, device=passages.device)
        apart = self._apart(places).to(passages.device)
        others = owner[len(places) :]
        found = match(asked, passages, owner, apart[owner])
        alike = match(asked[len(places) :], asked[: len(places)], others, apart[others])
        return found + ALIKE * alike

    def _apart(self, places: Sequence[int]) -> Tensor:
        articles = np.array([self._examples[place].article for place in places])
        headings = np.array([self._headings[place] for place in places])
        same = (articles[:, None] == articles) | ((headings[:, None] == headings) & (headings != "")[:, None])
        return torch.from_numpy(~same)


def read_passage(example: Example, rng: np.random.Generator) -> str:
    """The passage as it is read this time: whole, or a run of its lines; under its heading, or not."""
    min_chars = RUN_CHARS[int(rng.integers(len(RUN_CHARS)))]
    text = _run_of_lines(example.lines, min_chars, rng) if rng.random() < SHORTENED else example.text
    with_heading = example.heading and example.heading not in example.vi and rng.random() < 0.5
    return f"{example.heading}. {text}" if with_heading else text


def _ask(examples: Sequence[Example], rng: np.random.Generator) -> tuple[list[str], list[int]]:
    """The questions and the place of the passage of each; the first ones are one a passage, in its order."""
    english = [owner for owner, example in enumerate(examples) if example.en]
    questions = [roughen(_any(example.vi, rng), rng) for example in examples]
    questions += [fold(_any(example.vi, rng)) for example in examples]
    questions += [_any(examples[owner].en, rng) for owner in english]
    return questions, [*range(len(examples)), *range(len(examples)), *english]


def _run_of_lines(lines: Sequence[str], min_chars: int, rng: np.random.Generator) -> str:
    start = int(rng.integers(len(lines)))
    end = start + 1
    while end < len(lines) and sum(map(len, lines[start:end])) < min_chars:
        end += 1
    while start > 0 and sum(map(len, lines[start:end])) < min_chars:
        start -= 1
    return " ".join(lines[start:end])


def _any(texts: Sequence[str], rng: np.random.Generator) -> str:
    return texts[int(rng.integers(len(texts)))]
