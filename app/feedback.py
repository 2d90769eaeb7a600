"""What readers say of an answer: one JSON line each, which the evaluation reads as candidates for questions."""

import datetime
import json
import threading
from enum import StrEnum
from pathlib import Path

from qa import Answer

_writing = threading.Lock()


class Verdict(StrEnum):
    """What a reader says of a quote, or, for MISSED, of a question that got none."""

    RIGHT = "right"
    WRONG = "wrong"
    WRONG_CITATION = "wrong_citation"
    MISSED = "missed"


def keep_feedback(path: Path, answer: Answer, verdict: Verdict, *, quote: int | None, at: datetime.datetime) -> None:
    """Append one line to the file; ``quote`` is the number of the quote, from 0, or None for the whole answer.

    This is the only place where a question is stored.
    """
    judged = answer.quotes[quote] if quote is not None else None
    line = {
        "at": at.isoformat(timespec="seconds"),
        "question": answer.reply.question,
        "language": answer.reply.language,
        "verdict": verdict,
        "reason": answer.reason,
        "clause_id": judged.clause.id if judged else None,
        "span": list(judged.citation.span) if judged else None,
        "quote": judged.text if judged else None,
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    with _writing, path.open("a", encoding="utf-8", newline="\n") as file:
        file.write(json.dumps(line, ensure_ascii=False) + "\n")
