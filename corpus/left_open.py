"""Questions that people ask and that none of the documents answers: what comes near to them is not answered either."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import CorpusError


@dataclass(frozen=True, slots=True)
class LeftOpen:
    """A question, and the sentence that a hasty reader would take for its answer; None where there is none."""

    question: str
    clause_id: str | None = None
    sentence: int | None = None


def read_left_open(path: Path) -> list[LeftOpen]:
    """The questions of a file, in its order; none where there is no file. CorpusError where a line is none."""
    if not path.exists():
        return []
    questions = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            row = json.loads(line)
            questions.append(LeftOpen(str(row["question"]), row.get("clause_id"), row.get("sentence")))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise CorpusError(
                f"Line {number} of {path} is not a question: {error!r}. Mend the line or take it out.",
                code="left_open_damaged",
                file=str(path),
                line=number,
            ) from error
    return questions


def write_left_open(path: Path, questions: Iterable[LeftOpen]) -> None:
    """Write the questions, one a line."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for one in questions:
            row: dict[str, object] = {"question": one.question}
            if one.clause_id is not None:
                row |= {"clause_id": one.clause_id, "sentence": one.sentence}
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
