"""Questions that people ask and that none of the documents answers: what comes near to them is not answered either."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from corpus.json_lines import read_rows, write_rows


@dataclass(frozen=True, slots=True)
class LeftOpen:
    """A question, and the sentence that a hasty reader would take for its answer; None where there is none."""

    question: str
    clause_id: str | None = None
    sentence: int | None = None


def read_left_open(path: Path) -> list[LeftOpen]:
    """The questions of a file, in its order; none where there is no file. CorpusError where a line is none."""
    return read_rows(path, _left_open)


def write_left_open(path: Path, questions: Iterable[LeftOpen]) -> None:
    """Write the questions, one a line."""
    write_rows(path, map(asdict, questions))


def _left_open(row: dict[str, Any]) -> LeftOpen:
    return LeftOpen(str(row["question"]), row.get("clause_id"), row.get("sentence"))
