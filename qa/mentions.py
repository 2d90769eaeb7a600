"""Which clauses speak of a theme by its very name."""

import re
from functools import cached_property

from corpus import Clause, ClauseKind
from corpus.library import Library
from corpus.text import fold, words

_PARTS = re.compile(r"(?i)[,;:]|\b(?:và|hoặc|hay|and|or)\b")
# What more of the clauses speak of tells nothing.
_SHARE = 0.1


class ThemeMentions:
    """Looks for a theme, or a part of one, in the clauses and their translations, marks aside."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def of(self, theme: str) -> tuple[Clause, ...]:
        """The clauses that name the theme, or one of the things that it puts together, in the order of the library.

        Headings are left out, and so is a name that a tenth of the clauses have.
        """
        found = {row for part in _PARTS.split(theme) for row in self._rows(_folded(part))}
        return tuple(self._library.clauses[row] for row in sorted(found))

    def _rows(self, name: str) -> list[int]:
        rows = [row for row, text in self._texts if f" {name} " in text] if name else []
        return rows if len(rows) <= _SHARE * len(self._library.clauses) else []

    @cached_property
    def _texts(self) -> list[tuple[int, str]]:
        """The words of each clause and of its translation, with a space around each, by row."""
        return [
            (row, f" {_folded(clause.text)} {_folded(self._library.translation(clause) or '')} ")
            for row, clause in enumerate(self._library.clauses)
            if clause.kind is ClauseKind.CLAUSE
        ]


def _folded(text: str) -> str:
    return " ".join(words(fold(text)))
