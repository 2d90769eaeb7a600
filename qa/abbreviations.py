"""Names that mean the same: abbreviations, and bodies that have been renamed since."""

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from corpus.errors import QuestionError
from corpus.text import fold

_LONGEST_SYLLABLE = 4
SHIPPED = Path(__file__).with_name("abbreviations.toml")


@dataclass(frozen=True, slots=True)
class Abbreviations:
    """Groups of names that mean the same; the first of each is the one that the documents print."""

    groups: tuple[tuple[str, ...], ...]

    def spell_out(self, question: str) -> str | None:
        """The question with every other name put as the documents print it; None where it holds none.

        Names are found as whole words, with marks or without, in any case; but one that could be read as a
        syllable, as "AI" could ("ai": who), only in capitals. The longest goes first.

        >>> Abbreviations((("chuyển đổi số", "CĐS"),)).spell_out("CDS trong doanh nghiệp")
        'chuyển đổi số trong doanh nghiệp'
        """
        folded = fold(question)
        if len(folded) != len(question):
            return None
        for name, pattern, printed in _others(self.groups):
            for match in reversed(list(pattern.finditer(folded))):
                if _could_be_a_syllable(name) and not question[match.start() : match.end()].isupper():
                    continue
                # Blanked in what is searched next: "KHCN" spelled out holds no further abbreviation.
                question = question[: match.start()] + printed + question[match.end() :]
                folded = folded[: match.start()] + "\0" * len(printed) + folded[match.end() :]
        return question if "\0" in folded else None


@lru_cache
def _others(groups: tuple[tuple[str, ...], ...]) -> list[tuple[str, re.Pattern[str], str]]:
    """Every other name with what finds it and the name that is printed, the longest first."""
    pairs = [(name, group[0]) for group in groups for name in group[1:]]
    pairs.sort(key=lambda pair: -len(pair[0]))
    return [(name, re.compile(rf"(?<!\w){re.escape(fold(name))}(?!\w)"), printed) for name, printed in pairs]


def _could_be_a_syllable(name: str) -> bool:
    return name.isupper() and len(name) <= _LONGEST_SYLLABLE and any(letter in "aeiouy" for letter in fold(name))


def read_abbreviations(*paths: Path) -> Abbreviations:
    """The groups of these files together. QuestionError where one cannot be read."""
    groups: list[tuple[str, ...]] = []
    for path in paths:
        try:
            same = tomllib.loads(path.read_text(encoding="utf-8"))["same"]
            groups += [tuple(str(name) for name in group) for group in same if group]
        except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError) as error:
            raise QuestionError(
                f'The abbreviations in {path} cannot be read: {error!r}. Write same = [["full name", "short"], …].',
                code="abbreviations",
                file=str(path),
                problem=repr(error),
            ) from error
    return Abbreviations(tuple(groups))
