"""Puts the marks back on Vietnamese that was typed without them, and leaves those that were typed."""

import math
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Self

import numpy as np

from corpus.language import Language, guess_language
from corpus.text import normalise
from qa.marks.lattice import Choice, best_path
from qa.marks.table import SHIPPED, Table
from qa.marks.words import SPECIAL, Word, is_marked, runs

ALL_TYPED = 0.75
"""Where this share of the syllables bears a mark, all were typed; 0.86 do in questions, 0.89 in the documents."""

LEAST_DROPPED = 0.01
"""The share of marks taken to be missing where all were typed. Held-back text hardly cares between 0.003 and 0.03."""


class Restorer:
    """Restores marks by the likeliest reading of the whole question."""

    def __init__(self, table: Table) -> None:
        self._table = table

    @classmethod
    def load(cls, path: Path = SHIPPED) -> Self:
        """The restorer of a table file. SearchError where it cannot be read."""
        return cls(Table.load(path))

    @property
    def syllables(self) -> tuple[str, ...]:
        """Every syllable that it knows, with its marks, in lower case; the commonest first."""
        order = np.argsort(-self._table.singles, kind="stable")
        return tuple(self._table.words[place] for place in order if place >= len(SPECIAL))

    def restore(self, text: str) -> str:
        """The text in NFC with marks on the words that miss them; the same when folded, and when done twice.

        A word that bears any mark stays as typed, as do English questions, abbreviations in capitals and
        words that are no Vietnamese syllables. The more marks were typed, the surer a reading must be to add one.

        >>> Restorer.load().restore("Kinh te so la gi? (AI, startup)")
        'Kinh tế số là gì? (AI, startup)'
        """
        text = unicodedata.normalize("NFC", text)
        if guess_language(text) is Language.EN:
            return text
        found = runs(text)
        cost = self._cost_of_a_mark([word[0] for run in found for word in run])
        letters = list(text)
        for run in found:
            choices = [self._choice(word[0], cost, shouted=text.isupper()) for word in run]
            for word, place in zip(run, best_path(self._table, choices), strict=True):
                letters[word.start() : word.end()] = self._written(word, place)
        return "".join(letters)

    def _choice(self, word: str, cost: float, *, shouted: bool) -> Choice:
        """The ways to read a word: only as it stands, or as every form that it is the fold of."""
        forms = self._table.forms.get(word.lower())
        is_abbreviation = len(word) > 1 and word.isupper() and not shouted
        if forms is None or is_abbreviation:
            return Choice(np.array([self._table.place(normalise(word))]), np.zeros(1))
        typed = self._table.places.get(word.lower())
        return Choice(forms, np.where(forms == typed, 0.0, cost))

    def _cost_of_a_mark(self, words: Sequence[str]) -> float:
        """What a reading with a mark that was not typed costs, in nats: -log of the share of marks left out.

        None in a text without marks. Only syllables count: "AI" and "startup" would bear none anyhow.
        """
        marked = sum(is_marked(word) for word in words)
        syllables = marked + sum(word.lower() in self._table.forms for word in words if word.isascii())
        typed = marked / (ALL_TYPED * syllables) if syllables else 0.0
        return -math.log(max(1 - typed, LEAST_DROPPED))

    def _written(self, word: Word, place: int) -> str:
        """The form at this place in the case that was typed, or the word itself where it has one reading."""
        if word[0].lower() not in self._table.forms or place < len(SPECIAL):
            return word[0]
        letters = zip(word[0], self._table.words[place], strict=True)
        return "".join(form.upper() if typed.isupper() else form for typed, form in letters)
