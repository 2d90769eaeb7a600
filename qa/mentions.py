"""Which clauses speak of a theme by its very name."""

import re
from collections.abc import Iterator
from functools import cached_property

from corpus import Clause, ClauseKind
from corpus.library import Library
from corpus.text import fold, words

_PARTS = re.compile(r"(?i)[,;:]|\b(?:và|hoặc|hay|and|or)\b")
# What more of the clauses speak of tells nothing.
_SHARE = 0.1


class Mentions:
    """Looks for a theme, or a part of one, in the clauses and their translations, marks aside."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def of(self, theme: str) -> tuple[Clause, ...]:
        """The clauses that name the theme, or one of the things that it puts together, in the order of the library.

        Headings are left out, and so is a name that a tenth of the clauses have.
        """
        found = {row for part in _PARTS.split(theme) for row in self._rows(" ".join(words(fold(part))))}
        return tuple(self._library.clauses[row] for row in sorted(found))

    def _rows(self, name: str) -> list[int]:
        rows = [row for row, text in self._texts if f" {name} " in text] if name else []
        return rows if len(rows) <= _SHARE * len(self._library.clauses) else []

    @cached_property
    def _texts(self) -> list[tuple[int, str]]:
        return list(self._read())

    def _read(self) -> Iterator[tuple[int, str]]:
        for row, clause in enumerate(self._library.clauses):
            if clause.kind is ClauseKind.CLAUSE:
                both = f"{clause.text} {self._library.translation(clause) or ''}"
                yield row, f" {' '.join(words(fold(both)))} "
