"""What the cross-encoder learns from: questions, the passage that answers, and passages that only look alike."""

import gzip
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from corpus.library import Library
from corpus.text import fold, words
from index.embedder import Embedder
from index.lexical import LexicalIndex, folded_tokens
from qa.cross_encoder.pairing import context_of

DATA = Path(__file__).parent / "data"

_MOST_NEIGHBOURS = 24
"""Passages that are kept as those that only look alike; twice as many are looked at, as copies go."""

_COPY = 0.6
"""Passages that share this part of their words count as the same: neither is wrong where the other is right."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A text to be read, the heading or lead-in it stands under, and its English translation or None."""

    context: str
    text: str
    translation: str | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """A question, the passage that answers it or only seems to, and its neighbours, nearest first.

    Where it is not ``answered``, nothing answers it; ``passage`` is then what comes nearest, None where nothing does.
    ``answer`` stands verbatim in the passage; None where nothing shorter than the passage answers.
    """

    question: str
    passage: Passage | None
    answer: str | None
    neighbours: tuple[Passage, ...]
    answered: bool = True


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question, the place of its passage or None, the answer in that passage or None, and whether it answers."""

    question: str
    home: int | None
    answer: str | None
    answered: bool


def library_examples(library: Library, embedder: Embedder) -> list[Example]:
    """What the glosses of a library ask, and what it leaves open."""
    passages: dict[str, Passage] = {}
    asked: list[_Asked] = []
    places: dict[str, int] = {}
    for clause in library.clauses:
        for number, text in enumerate(library.sentences(clause)):
            gloss = library.glosses.get((clause.id, number))
            if gloss is None or text in passages:
                continue
            places[text] = len(passages)
            passages[text] = Passage(context_of(library, clause, number), text, gloss.en)
            asked += [_Asked(question, places[text], gloss.answers.get(question), True) for question in gloss.questions]
    for one in library.left_open:
        near = library.sentences(library.clause(one.clause_id))[one.sentence or 0] if one.clause_id else None
        asked.append(_Asked(one.question, places.get(near) if near else None, None, False))
    return _examples(list(passages.values()), asked, embedder)


def file_examples(file: Path, embedder: Embedder) -> list[Example]:
    """The examples of a file; its neighbours are of the file too.

    A row with a ``text`` is a passage with its ``questions``, each with an answer or null; one without is a question
    that nothing answers.
    """
    passages: list[Passage] = []
    asked: list[_Asked] = []
    for row in _rows(file):
        if "text" in row:
            asked += [_Asked(question, len(passages), answer, True) for question, answer in row["questions"]]
            passages.append(Passage(row["context"], row["text"], row.get("translation")))
        else:
            asked.append(_Asked(row["question"], None, None, False))
    return _examples(passages, asked, embedder)


def _rows(file: Path) -> Iterator[dict[str, Any]]:  # what json gives
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _examples(passages: Sequence[Passage], asked: Sequence[_Asked], embedder: Embedder) -> list[Example]:
    """Each question with its neighbours among these passages."""
    neighbours = _neighbours([one.question for one in asked], passages, embedder)
    vocabulary = [frozenset(words(fold(passage.text))) for passage in passages]
    examples = []
    for one, near in zip(asked, neighbours, strict=True):
        home = one.home
        others = [n for n in near if home is None or not _alike(vocabulary[n], vocabulary[home])]
        own = None if home is None else passages[home]
        nearest = tuple(passages[n] for n in others[:_MOST_NEIGHBOURS])
        examples.append(Example(one.question, own, one.answer, nearest, one.answered))
    return examples


def _neighbours(questions: Sequence[str], passages: Sequence[Passage], embedder: Embedder) -> list[list[int]]:
    """The places of the passages nearest to each question, by words and by vectors taken together."""
    texts = [f"{passage.context}. {passage.text}" for passage in passages]
    lexical = LexicalIndex.build(texts, folded_tokens)
    vectors, asked = embedder.embed_clauses(texts), embedder.embed_questions(questions)
    found = []
    for question, vector in zip(questions, asked, strict=True):
        scores = lexical.scores(question) + vectors @ vector
        found.append(np.argsort(-scores)[: 2 * _MOST_NEIGHBOURS].tolist())
    return found


def _alike(first: frozenset[str], second: frozenset[str]) -> bool:
    """Whether two passages are the same or nearly so; every passage is like itself."""
    return len(first & second) >= _COPY * min(len(first), len(second))
