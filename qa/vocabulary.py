"""How much of a question a sentence accounts for, by its own words and those of what leads to it."""

import math
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache, cached_property

from corpus import Clause
from corpus.library import Library
from corpus.text import fold, words

# Words that ask, or that any sentence may hold, without marks.
_LITTLE = frozenset(
    """
    ai gi nao sao dau bao nhieu may khi the la co khong duoc cua va cho trong theo ve voi thi ma nhung cac mot de tu
    den vao ra phai se da dang bi tai o hay hoac nay do kia cai viec nguoi ta toi minh nhu gio lam noi gom giup nua
    what which who whom whose when where why how many much the a an of in on to for by is are was were be been do
    does did will would can could should must and or with from at as it its this that these those there i my me we
    our you your they their any some has have had not no about into than over up out all
    """.split()
)
_YEAR = re.compile(r"(?:19|20)\d\d")
# The translations write it as two words.
_ONE_WORD = re.compile(r"(?i)\bvietnam\b")
_WORD = re.compile(r"[\w-]+")


@dataclass(frozen=True, slots=True)
class Account:
    """What a sentence leaves open of a question.

    ``covered`` is the share of its words that the sentence accounts for, by inverse document frequency, ``unknown``
    the share that no sentence holds; both in [0, 1]. ``strange_names`` says that a name of the question is not there.
    """

    covered: float
    unknown: float
    strange_names: bool


class Vocabulary:
    """The words of every sentence, of its headings and of its gloss, without marks."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def account(self, reading: str, clause: Clause, sentence: int) -> Account:
        """What a sentence of a clause leaves open of one reading of a question."""
        there = self._bags[clause.id, sentence]
        reading = _ONE_WORD.sub("Viet Nam", reading)
        asked = [word for word in dict.fromkeys(words(fold(reading))) if word not in _LITTLE and not _YEAR.match(word)]
        if not asked:
            return Account(covered=0.5, unknown=0.0, strange_names=False)
        lost = sum(self._rarity(word) for word in asked if word not in there)
        return Account(
            covered=1 - lost / sum(map(self._rarity, asked)),
            unknown=sum(not self._frequency[word] for word in asked) / len(asked),
            strange_names=any(not set(words(fold(name))) <= there for name in _names(reading)),
        )

    def _rarity(self, word: str) -> float:
        """The inverse document frequency of BM25 (Robertson & Zaragoza 2009), over sentences."""
        frequency = self._frequency[word]
        return math.log(1 + (len(self._bags) - frequency + 0.5) / (frequency + 0.5))

    @cached_property
    def _frequency(self) -> Counter[str]:
        return Counter(word for bag in self._bags.values() for word in bag)

    @cached_property
    def _bags(self) -> dict[tuple[str, int], frozenset[str]]:
        bag_of_gloss = cache(_bag)  # copies of a sentence have the same
        return {
            (clause.id, number): _bag(text, *clause.headings, clause.code or "")
            | bag_of_gloss(*self._helps(clause, number))
            for clause in self._library.clauses
            for number, text in enumerate(self._library.sentences(clause))
        }

    def _helps(self, clause: Clause, sentence: int) -> tuple[str, ...]:
        gloss = self._library.glosses.get((clause.id, sentence))
        return (gloss.en, *gloss.questions, gloss.plain_vi or "") if gloss else ()


def _bag(*texts: str) -> frozenset[str]:
    return frozenset(words(fold(" ".join(texts))))


def _names(text: str) -> list[str]:
    """The capitalised words inside a text, and at its start where a second one follows; abbreviations are none."""
    found = _WORD.findall(text)
    capital = [word[0].isupper() and not word[1:2].isupper() for word in found]
    starts = capital[:1] == [True] and capital[1:2] == [True]
    return [word for place, word in enumerate(found) if capital[place] and (place or starts)]
