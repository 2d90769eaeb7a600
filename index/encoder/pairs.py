"""Sentence pairs in two languages: read, cleaned of repeats, and split from those held back."""

import gzip
import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

OWN = "OWN"
"""`maker` of the translations that were written for this project."""

MAKER_SHARE = {"MT": 0.5, OWN: 3.0}
"""How often a pair comes up in one epoch, by who made it; a maker not named here counts as 1."""

SOURCE_SHARE = {"msdocs": 0.4, "tatoeba": 2.0, "talpco": 2.0, "xcopa": 3.0, "everyday": 4.0}
"""By where it is from, times the former: six pairs of ten are of business software, few are everyday language."""

_HELD_BACK_OF_1000 = 25
_NOT_WORD = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Pair:
    """The same said in English and in Vietnamese.

    `maker` is HT (people), MT (a machine), OWN (this project) or empty where it is not known; `share` is how
    often the pair comes up in one epoch, on average.
    """

    en: str
    vi: str
    maker: str
    share: float = 1.0


def read_rows(path: Path) -> Iterator[dict[str, Any]]:
    """The JSON objects of a .jsonl or .jsonl.gz file, in order."""
    open_text = gzip.open if path.suffix == ".gz" else open
    with open_text(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def read_pairs(path: Path) -> list[Pair]:
    """The pairs of a file whose rows have `en` and `vi`, and `mt` or nothing for our own translations."""
    return [
        Pair(clean(row["en"]), clean(row["vi"]), row.get("mt", OWN), _share(row))
        for row in read_rows(path)
        if isinstance(row.get("en"), str) and isinstance(row.get("vi"), str)
    ]


def clean(text: str) -> str:
    """The text in NFC with every run of blanks as one space."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def key(text: str) -> str:
    """The words of a text alone, lower-case: equal for texts that differ in punctuation and blanks only."""
    return _NOT_WORD.sub(" ", unicodedata.normalize("NFC", text).lower()).strip()


def without_repeats(pairs: Iterable[Pair]) -> list[Pair]:
    """The pairs worth learning from: each once, both sides present, not the same text twice, of like length."""
    seen: set[tuple[str, str]] = set()
    kept = []
    for pair in pairs:
        en, vi = key(pair.en), key(pair.vi)
        if not en or not vi or en == vi or (en, vi) in seen or not _alike_in_length(pair):
            continue
        seen.add((en, vi))
        kept.append(pair)
    return kept


def hold_back(pairs: Sequence[Pair], count: int) -> tuple[list[Pair], list[Pair]]:
    """(training pairs, held-back pairs): at most `count` are held back, chosen by a hash of the English.

    The choice does not depend on the order or on the other rows, and no English or Vietnamese text of a
    held-back pair stays in training.
    """
    chosen: dict[str, Pair] = {}
    for pair in sorted(pairs, key=lambda pair: _digest(pair.en)):
        if pair.maker != OWN and _digest(pair.en) % 1000 < _HELD_BACK_OF_1000:
            chosen.setdefault(key(pair.en), pair)
    held = list(chosen.values())[:count]
    english, vietnamese = {key(pair.en) for pair in held}, {key(pair.vi) for pair in held}
    kept = [pair for pair in pairs if key(pair.en) not in english and key(pair.vi) not in vietnamese]
    return kept, held


def _share(row: Mapping[str, Any]) -> float:
    source = str(row.get("src", "")).split("_")[0]
    return MAKER_SHARE.get(row.get("mt", OWN), 1.0) * SOURCE_SHARE.get(source, 1.0)


def _digest(text: str) -> int:
    return int.from_bytes(hashlib.sha256(key(text).encode()).digest()[:8], "big")


def _alike_in_length(pair: Pair) -> bool:
    short, long = sorted((len(pair.en), len(pair.vi)))
    return long < 40 or long <= 3 * short
