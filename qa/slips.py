"""Slips of the keyboard: words that stand nowhere, one letter away from one that does."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from string import ascii_lowercase

from corpus.language import Language, guess_language
from corpus.library import Library
from corpus.text import fold
from qa.keys import Keys

LEAST_LETTERS = 4
"""Shorter words have too many neighbours: "kimh" may be "kinh", but "kim" is near twenty syllables."""

CLEARLY = 3
"""Of two words that a slip may stand for, one is meant if it stands this many times as often as the other: beside
the neighbours that were typed, or at all where neither stands beside these."""

LEAST_LEFTOVERS = 2
"""Keys come in company: a question with one such word has rather an English one in it ("test", "gas")."""

_WORD = re.compile(r"(\w+)")


class Slips:
    """Mends words by those of the corpus."""

    def __init__(self, texts: Iterable[str], syllables: Iterable[str] = ()) -> None:
        """What is searched, and other words that are no slips: the syllables of :class:`qa.marks.Restorer`."""
        self._syllables = tuple(syllables)
        found = _WORD.findall("\n".join(texts).lower())
        folds = {word: fold(word) for word in set(found)}
        self._found = [folds[word] for word in found]
        self._counts = Counter(self._found)
        folded = set(fold("\n".join(self._syllables)).split("\n"))
        self._known = {*self._counts, *folded}
        # English words of the translations are no slips, but nor are they what a slip stands for.
        self._vietnamese = folded if self._syllables else self._known

    @cached_property
    def _keys(self) -> Keys:
        return Keys(self._syllables)

    @cached_property
    def _neighbours(self) -> Counter[tuple[str, str]]:
        """How often two words stand side by side; counted at the first slip, as most questions have none."""
        return Counter(pairwise(self._found))

    @classmethod
    def of(cls, library: Library, syllables: Iterable[str] = ()) -> "Slips":
        """Slips by the clauses of a library and their glosses."""
        glosses = library.glosses.values()
        asked = (text for gloss in glosses for text in (gloss.en, *gloss.questions))
        # Copies of a sentence have the same glosses.
        return cls(dict.fromkeys([*(clause.text for clause in library.clauses), *asked]), syllables)

    def mend(self, text: str) -> str:
        """The text with its slips mended, each without marks; the text itself where there is none.

        A slip is an unknown word of four letters or more with one letter too many, too few or wrong, or two
        swapped; a capital inside the text makes it a name. Keys of Telex or VNI that were left as they are become
        the syllable, with marks. Put the text through :meth:`qa.marks.Restorer.restore` next for the other marks.

        >>> Slips(["chuyển đổi số"]).mend("Chuyenr đổi số")
        'Chuyen đổi số'
        """
        pieces = _WORD.split(text)
        words = pieces[1::2]
        leftovers = {} if guess_language(text) is Language.EN else self._leftovers(words)
        pieces[1::2] = [leftovers.get(word) or self._mended(words, place) for place, word in enumerate(words)]
        return "".join(pieces)

    def _leftovers(self, words: Sequence[str]) -> dict[str, str]:
        """The syllables of the words that are keys; none where they are too few."""
        unknown = [word for word in words if word.lower() not in self._known]
        decoded = {word: _in_case_of(word, form) for word in unknown if (form := self._keys.decode(word))}
        return decoded if len(decoded) >= LEAST_LEFTOVERS else {}

    def _mended(self, words: Sequence[str], place: int) -> str:
        """The one word of the corpus that the word at this place may be a slip of, or that word itself."""
        typed, folded = words[place], fold(words[place])
        is_name = place > 0 and typed[0].isupper() and not typed.isupper()
        if folded in self._known or len(folded) < LEAST_LETTERS or not folded.isalpha() or is_name:
            return typed
        beside = [fold(word) for word in (words[place - 1] if place else "", *words[place + 1 : place + 2])]
        near = [other for other in _one_slip_away(folded) if other in self._counts and other in self._vietnamese]
        in_company = Counter({other: self._met_beside(other, beside) for other in near})
        scores = in_company if in_company.total() else Counter({other: self._counts[other] for other in near})
        (best, most), (_, next_most) = [*scores.most_common(2), ("", 0), ("", 0)][:2]
        return _in_case_of(typed, best) if most and most >= CLEARLY * next_most else typed

    def _met_beside(self, word: str, beside: Sequence[str]) -> int:
        """How often the word stands in the corpus after the first or before the second of these."""
        return sum(self._neighbours[pair] for pair in zip((beside[0], word), (word, *beside[1:]), strict=False))


def _one_slip_away(word: str) -> set[str]:
    """The other words by one letter; the first letter is nearly always hit, save when swapped with the second."""
    return {edited for place in range(len(word) + 1) for edited in _edits(word, place)} - {word}


def _edits(word: str, place: int) -> Iterator[str]:
    before, after = word[:place], word[place:]
    if len(after) > 1:
        yield before + after[1] + after[0] + after[2:]
    if place:
        yield before + after[1:]
        for letter in ascii_lowercase:
            yield before + letter + after
            yield before + letter + after[1:]


def _in_case_of(typed: str, mended: str) -> str:
    if typed.isupper():
        return mended.upper()
    return mended.capitalize() if typed[0].isupper() else mended
