"""The texts that the table is counted from and those held back to measure it with."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus import read_catalogue
from corpus.catalogue import read_document
from corpus.gloss import read_glosses
from corpus.text import plain
from index.encoder.pack import EVERYDAY, QUESTIONS
from index.encoder.pairs import read_rows
from qa.marks.counts import Body

PROJECT = Path(__file__).resolve().parents[2]
RESOLUTIONS = PROJECT / "corpus" / "resolutions"
GLOSSES = PROJECT / "corpus" / "glosses"

OWN, EVERYDAY_SPEECH, LAW, ENGLISH = 20.0, 3.0, 1.0, 1.0
"""How much a word counts: of our documents and the questions on them, of everyday language, of law, of English."""

HELD_BACK = {"law": 10, "everyday": 20, "questions": 50}
"""Of a thousand articles, pairs, and clauses or passages that questions were written for."""


@dataclass(frozen=True, slots=True)
class Material:
    """Bodies to count, and by kind the texts held back."""

    bodies: Sequence[Body]
    held_back: dict[str, list[str]]


class _Sorter:
    """Sorts texts into those to count and those held back, by a hash of what they belong to."""

    def __init__(self) -> None:
        self.counted: dict[str, list[str]] = {"own": [], "english": [], **{kind: [] for kind in HELD_BACK}}
        self.held_back: dict[str, list[str]] = {kind: [] for kind in HELD_BACK}

    def add(self, kind: str, belongs_to: str, texts: Iterable[str]) -> None:
        number = int(hashlib.sha256(belongs_to.encode()).hexdigest(), 16) % 1000
        held_back = number < HELD_BACK.get(kind, 0)
        (self.held_back if held_back else self.counted)[kind].extend(texts)


def gather(paths: Sequence[Path]) -> Material:
    """Our own texts, with those of files whose rows have ``en`` and ``vi``, or ``id``, ``title`` and ``text``.

    English is counted too, so that "the" and "in" are known for what they are beside other English words.
    """
    sorter = _Sorter()
    sorter.add("own", "", _documents())
    _add_questions(sorter)
    for row in (row for path in paths for row in read_rows(path)):
        if "vi" in row:
            sorter.add("everyday", row["vi"], [row["vi"]])
            sorter.add("english", "", [row["en"]])
        else:
            sorter.add("law", row["id"].split("#")[0], [row["title"], row["text"].replace("*", "")])
    weights = {"own": OWN, "questions": OWN, "everyday": EVERYDAY_SPEECH, "law": LAW, "english": ENGLISH}
    return Material([Body(texts, weights[kind]) for kind, texts in sorter.counted.items()], sorter.held_back)


def _documents() -> Iterator[str]:
    for source in read_catalogue(RESOLUTIONS):
        yield "\n".join(plain(line) for line in read_document(RESOLUTIONS, source).text.splitlines())


def _add_questions(sorter: _Sorter) -> None:
    for path in sorted(GLOSSES.glob("*.jsonl")):
        for gloss in read_glosses(path):
            plain_wording = [gloss.plain_vi] if gloss.plain_vi else []
            sorter.add("questions", gloss.clause_id, [*gloss.questions_vi, *plain_wording])
            sorter.add("english", "", [gloss.en, *gloss.questions_en])
    for row in read_rows(QUESTIONS):
        sorter.add("questions", row["id"], row["vi"])
        sorter.add("english", "", row["en"])
    for row in read_rows(EVERYDAY):
        sorter.add("own", "", [row["vi"]])
