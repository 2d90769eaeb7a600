"""Proof that no text of an evaluation set is learnt from: find training texts that equal or nearly equal one.

It prints what it finds and ends with status 1 if there is anything; with --keep it writes the other rows instead.
"""

import argparse
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.text import fold
from index.encoder.letters import letters
from index.encoder.pack import write_packed
from index.encoder.pairs import read_rows

RUN = 5
"""Texts are compared by their runs of this many words."""

NEAR = 0.6
"""Two texts are nearly equal when they share this part of the runs of the shorter one."""

MIN_WORDS = 10
"""Of texts shorter than this only equal ones are told: stock phrases of law are in every law."""

NAMES = frozenset({"id", "_id", "title", "src", "license", "mt", "split", "index_id", "category", "lang", "language"})
"""Fields that are not compared. Headings are among them: "Hiệu lực thi hành" heads an article of every law."""

_WORD = re.compile(r"[^\W_]+")
_BARE = str.maketrans({letter: fold(letter) for letter in letters()})


@dataclass(frozen=True, slots=True)
class Overlap:
    """A training text too near to an evaluation text; `share` is 1 for equal ones."""

    training: str
    evaluation: str
    share: float


class Evaluation:
    """Texts that must not be learnt from, ready to be compared with many others.

    Case, punctuation and Vietnamese marks make no difference.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = list(dict.fromkeys(texts))
        self._equal: dict[tuple[str, ...], int] = {}
        self._sizes: list[int] = []
        self._places: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for place, text in enumerate(self._texts):
            words = _words(text)
            runs = _runs(words)
            self._equal[tuple(words)] = place
            self._sizes.append(len(runs) if len(words) >= MIN_WORDS else 0)
            for run in runs if len(words) >= MIN_WORDS else ():
                self._places[run].append(place)

    def overlap(self, text: str) -> Overlap | None:
        """The evaluation text that this one is too near to, or None."""
        words = _words(text)
        equal = self._equal.get(tuple(words))
        if equal is not None and words:
            return Overlap(text, self._texts[equal], 1.0)
        if len(words) < MIN_WORDS:
            return None
        runs = _runs(words)
        shared = Counter(place for run in runs for place in self._places.get(run, ()))
        shares = ((count / min(len(runs), self._sizes[place]), place) for place, count in shared.items())
        share, place = max(shares, default=(0.0, -1))
        return Overlap(text, self._texts[place], share) if share >= NEAR else None


def texts_of(row: Mapping[str, Any]) -> Iterator[str]:
    """The texts of a row of any of our files: its strings and lists of strings, save names and headings."""
    for field, value in row.items():
        if field in NAMES:
            continue
        for text in value if isinstance(value, list) else [value]:
            if isinstance(text, str):
                yield text


def find_overlaps(training: Path, evaluation: Iterable[Path]) -> Iterator[tuple[dict[str, Any], Overlap | None]]:
    """Each row of the training file with its first overlap, or None."""
    against = Evaluation(text for path in evaluation for row in read_rows(path) for text in texts_of(row))
    for row in read_rows(training):
        found = (against.overlap(text) for text in texts_of(row))
        yield row, next((one for one in found if one), None)


def main(arguments: Sequence[str] | None = None) -> int:
    """Compare, print, and keep what is clean; the exit status."""
    parser = argparse.ArgumentParser(prog="python -m index.encoder.overlap", description=__doc__)
    parser.add_argument("training", type=Path, help=".jsonl or .jsonl.gz to learn from")
    parser.add_argument("--against", type=Path, nargs="+", required=True, help=".jsonl files to measure with")
    parser.add_argument("--keep", type=Path, help="write the rows that overlap with nothing to this .jsonl.gz")
    options = parser.parse_args(arguments)
    compared = list(find_overlaps(options.training, options.against))
    overlaps = [overlap for _, overlap in compared if overlap]
    for overlap in overlaps[:20]:
        sys.stdout.write(f"{overlap.share:.2f}  {overlap.training[:100]!r}  ~  {overlap.evaluation[:100]!r}\n")
    sys.stdout.write(f"{options.training}: {len(overlaps)} of {len(compared)} rows overlap\n")
    if options.keep:
        write_packed((row for row, overlap in compared if not overlap), options.keep)
        return 0
    return 1 if overlaps else 0


def _words(text: str) -> list[str]:
    return _WORD.findall(unicodedata.normalize("NFC", text).lower().translate(_BARE))


def _runs(words: Sequence[str]) -> set[tuple[str, ...]]:
    return {tuple(words[start : start + RUN]) for start in range(len(words) - RUN + 1)}


if __name__ == "__main__":
    sys.exit(main())
