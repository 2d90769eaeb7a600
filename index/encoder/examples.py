"""Passages with what asks for them: the heading of an article of law, or questions written for it."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.encoder.pairs import clean, key, read_rows

HEADINGS_ALIKE = 3
"""A heading that many articles share, such as `Hiệu lực thi hành`, comes up about this often in an epoch."""

_HELD_BACK_OF_1000 = 20


@dataclass(frozen=True, slots=True)
class Example:
    """A passage and the texts that should find it.

    `lines` are the passage's lines; `heading` is its title, empty where there is none; `vi` and `en` are
    what asks for it; `subject` is the chapter of law; `share` how often it comes up in one epoch.
    """

    article: str
    subject: str
    heading: str
    lines: tuple[str, ...]
    vi: tuple[str, ...]
    en: tuple[str, ...]
    share: float = 1.0

    @property
    def text(self) -> str:
        """The passage, without its heading."""
        return " ".join(self.lines)


def read_headings(passages: Path, translated: Mapping[str, str]) -> list[Example]:
    """One example a passage with a heading, which asks for it; in English too where `translated` has the heading.

    An article of several passages counts once in an epoch, and so do the articles of a common heading.
    """
    rows = [row for row in read_rows(passages) if row["title"].strip()]
    parts = Counter(_article(row["id"]) for row in rows)
    alike = Counter(title for title, _ in {(key(row["title"]), _article(row["id"])) for row in rows})
    examples = []
    for row in rows:
        heading = clean(row["title"])
        english = translated.get(key(heading))
        share = min(1.0, HEADINGS_ALIKE / alike[key(heading)]) / parts[_article(row["id"])]
        examples.append(_example(row["id"], heading, row["text"], (heading,), (english,) if english else (), share))
    return examples


def read_asked(path: Path) -> list[Example]:
    """One example a row of `id`, `title`, `text` and the questions in `vi` and `en`."""
    return [
        _example(row["id"], clean(row["title"]), row["text"], _cleaned(row["vi"]), _cleaned(row["en"]), 1.0)
        for row in read_rows(path)
    ]


def hold_back(examples: Sequence[Example]) -> tuple[list[Example], list[Example]]:
    """(training examples, held-back examples): about one article in fifty is held back, chosen by a hash of its id."""
    held = [example for example in examples if _bucket(example.article) < _HELD_BACK_OF_1000]
    return [example for example in examples if _bucket(example.article) >= _HELD_BACK_OF_1000], held


def _example(place: str, heading: str, text: str, vi: tuple[str, ...], en: tuple[str, ...], share: float) -> Example:
    lines = tuple(line for line in map(clean, text.split("\n")) if line)
    return Example(_article(place), place.split("#")[0], heading, lines, vi, en, share)


def _cleaned(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(clean(text) for text in texts if text.strip())


def _article(place: str) -> str:
    return place.rsplit("/", 1)[0]


def _bucket(article: str) -> int:
    return int.from_bytes(hashlib.sha256(article.encode()).digest()[:8], "big") % 1000
