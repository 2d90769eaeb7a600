"""Clauses that repeat each other across documents, found when the index is built."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from corpus.text import words

# A copy may differ by a slip of printing, never in a figure or in the word that qualifies it.
_MOST_EDITS = 0.05
_NUMBER_WORDS = dict(
    zip("một hai ba bốn năm sáu bảy tám chín mười".split(), "1 2 3 4 5 6 7 8 9 10".split(), strict=True)
)
_QUALIFIERS = (
    "trên", "dưới", "khoảng", "hơn", "gần", "tối thiểu", "tối đa", "ít nhất", "nhiều nhất", "không quá",
    "không dưới", "xấp xỉ", "chừng",
)  # fmt: skip
_FIGURE = re.compile(rf"(?:\b({'|'.join(_QUALIFIERS)})(?: (?:có|đạt|là|mức))? )?(\d+)")


@dataclass(frozen=True, slots=True)
class Family:
    """A clause that leads and the clauses that say the same, each by its row; ``exact`` runs with ``copies``.

    A copy may stand in several families: a summary often puts two clauses of the resolution into one.
    """

    leader: int
    copies: tuple[int, ...]
    exact: tuple[bool, ...]


class Families:
    """Who leads whom, looked up by row; ``precedence`` of each row orders copies."""

    def __init__(self, families: Sequence[Family], precedence: Sequence[int]) -> None:
        self._of_leader = {family.leader: family for family in families}
        self._precedence = precedence
        self._leaders: dict[int, list[int]] = {}
        for family in families:
            for copy in family.copies:
                self._leaders.setdefault(copy, []).append(family.leader)

    def leaders(self, row: int) -> Sequence[int]:
        """The clauses that this one repeats; none where it leads, or stands alone."""
        return self._leaders.get(row, ())

    def members(self, leader: int) -> list[int]:
        """The copies of a leader, those first that lead where it is filtered out."""
        return self._in_order(self._of_leader[leader].copies)

    def copies(self, row: int) -> list[tuple[int, bool]]:
        """Every other clause of the families of this one, and whether it is an exact copy."""
        found: dict[int, bool] = {}
        if row in self._of_leader:
            family = self._of_leader[row]
            found.update(zip(family.copies, family.exact, strict=True))
        for leader in self.leaders(row):
            family = self._of_leader[leader]
            exact = dict(zip(family.copies, family.exact, strict=True))
            found[leader] = exact[row]
            # Two copies are each other's exact copies where both are the leader's.
            found.update({copy: exact[copy] and exact[row] for copy in family.copies if copy != row})
        return [(copy, found[copy]) for copy in self._in_order(found)]

    def _in_order(self, rows: Iterable[int]) -> list[int]:
        return sorted(rows, key=lambda row: (self._precedence[row], row))


def find_families(clauses: Sequence[Sequence[str]], precedence: Sequence[int]) -> list[Family]:
    """Families among clauses, each given by the texts of its sentences; the lowest ``precedence`` leads.

    Two clauses say the same when every sentence of the one with fewer has a partner in the other: a sentence
    equal but for case, punctuation, spacing and tone placement, with up to 5% of its letters changed and no
    change in a number or its qualifier. Only such direct pairs form a family; a clause that a leader does not
    repeat is no member of it, even if one of its copies does.
    """
    canonical = [tuple(_canonical(sentence) for sentence in sentences) for sentences in clauses]
    partners = _partners(sorted({sentence for clause in canonical for sentence in clause}))
    families: dict[int, dict[int, bool]] = {}
    for row in sorted(range(len(clauses)), key=lambda row: (precedence[row], row)):
        leaders = [leader for leader in families if _says_the_same(canonical[leader], canonical[row], partners)]
        for leader in leaders:
            families[leader][row] = canonical[leader] == canonical[row]
        if not leaders:
            families[row] = {}
    return [Family(leader, tuple(copies), tuple(copies.values())) for leader, copies in families.items() if copies]


def _canonical(sentence: str) -> str:
    return " ".join(_NUMBER_WORDS.get(word, word) if _counts(word) else word for word in words(sentence))


def _counts(word: str) -> bool:
    """ "năm" is far more often a year than a five, and "một" an article."""
    return word in _NUMBER_WORDS and word not in ("một", "năm")


def _says_the_same(first: tuple[str, ...], second: tuple[str, ...], partners: dict[str, frozenset[str]]) -> bool:
    shorter, longer = sorted((first, second), key=len)
    return bool(shorter) and all(not partners[sentence].isdisjoint(longer) for sentence in shorter)


def _partners(sentences: Sequence[str]) -> dict[str, frozenset[str]]:
    """For each sentence those that say the same, itself among them. Compared by length, a window at a time."""
    from rapidfuzz.distance import Levenshtein

    ordered = sorted(sentences, key=lambda sentence: (len(sentence), sentence))
    lengths = np.array([len(sentence) for sentence in ordered])
    figures = [_FIGURE.findall(sentence) for sentence in ordered]
    found: dict[str, set[str]] = {sentence: {sentence} for sentence in ordered}
    for row, sentence in enumerate(ordered):
        budget = int(_MOST_EDITS * len(sentence.replace(" ", "")))
        first = int(np.searchsorted(lengths, lengths[row] - 2 * budget - 1))
        for other in range(first, row):
            if figures[other] != figures[row]:
                continue
            letters, others = sentence.replace(" ", ""), ordered[other].replace(" ", "")
            if Levenshtein.distance(letters, others, score_cutoff=budget) <= budget:
                found[sentence].add(ordered[other])
                found[ordered[other]].add(sentence)
    return {sentence: frozenset(partners) for sentence, partners in found.items()}
