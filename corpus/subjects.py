"""A subject index of all documents, as at the back of a book: what a subject is called, and where it is dealt with."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from corpus.json_lines import read_rows, write_rows


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject: its names in both languages and everyday words, the ids of the clauses ``on`` it and that touch it."""

    names: tuple[str, ...]
    on: tuple[str, ...]
    touches: tuple[str, ...] = ()


def read_subjects(path: Path) -> list[Subject]:
    """The subjects of a file, in its order; none where there is no file. CorpusError where a line is none."""
    return read_rows(path, _subject)


def write_subjects(path: Path, subjects: Iterable[Subject]) -> None:
    """Write the subjects, one a line."""
    write_rows(path, map(asdict, subjects))


def _subject(row: dict[str, Any]) -> Subject:
    if not row["names"] or isinstance(row["names"], str):
        raise ValueError("names must be a list of one or more")
    return Subject(tuple(row["names"]), tuple(row["on"]), tuple(row.get("touches", ())))
