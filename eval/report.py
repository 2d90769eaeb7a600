"""The outcome of one run over a question set, saved and read as JSON."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from corpus import Language
from corpus.errors import EvalError
from eval.questions import Form, Kind

# Raise it when a reader of former files would misread a new one.
FORMAT = 1


@dataclass(frozen=True, slots=True)
class About:
    """What was measured with what; a published score names all of it."""

    system: str
    questions: str
    embedder: str = "none"
    index: str = "none"
    commit: str = "unknown"


@dataclass(frozen=True, slots=True)
class Shown:
    """A row of results as the report keeps it: its id, those of its copies, and how its text begins."""

    id: str
    score: float
    text: str
    also_in: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came back for one question, and what it is worth.

    ``values`` has a measure only where it applies: no recall for a question that nothing answers, no short
    answer for a theme. ``certainty`` orders answers from the least to the most certain, ``right`` says whether
    the first quote holds a gold sentence; both are None where nothing was answered, only searched.
    ``gold`` are the sentences wanted, ``quoted`` is the first quote.
    """

    id: str
    text: str
    language: Language
    form: Form
    kind: Kind
    documents: tuple[str, ...]
    answerable: bool
    values: dict[str, float]
    milliseconds: float
    rows: tuple[Shown, ...]
    gold: tuple[str, ...]
    quoted: str | None = None
    certainty: float | None = None
    right: bool | None = None

    @property
    def asked(self) -> str:
        """How it is asked, as the headline table tells it: "vi", "vi, marks missing", "vi, rough" or "en"."""
        if self.language is Language.EN:
            return "en"
        return {
            Form.PLAIN: "vi",
            Form.UNMARKED: "vi, marks missing",
            Form.HALF_MARKED: "vi, marks missing",
            Form.ABBREVIATED: "vi, rough",
            Form.TYPO: "vi, rough",
        }[self.form]


@dataclass(frozen=True, slots=True)
class Report:
    """One run: what was measured, and the outcome of every question."""

    about: About
    outcomes: tuple[Outcome, ...]


def report_to_json(report: Report) -> dict[str, object]:
    """What :func:`read_report` reads."""
    return {
        "format": FORMAT,
        "about": asdict(report.about),
        "questions": [asdict(outcome) for outcome in report.outcomes],
    }


def write_json(path: Path, content: object) -> None:
    """Write JSON for people and programs: UTF-8, indented."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def read_report(path: Path) -> Report:
    """The run that was saved there. EvalError where the file is no report of ours."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        if content["format"] != FORMAT:
            raise ValueError(f"its format is {content['format']}, not {FORMAT}")
        return Report(About(**content["about"]), tuple(_outcome(row) for row in content["questions"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise EvalError(
            f"{path} is not a saved evaluation: {error!r}. Make one with `tracuu eval --json > FILE`.",
            code="report_damaged",
            file=str(path),
            problem=repr(error),
        ) from error


def _outcome(row: dict[str, Any]) -> Outcome:  # what json gives
    rows: Sequence[dict[str, Any]] = row["rows"]
    return Outcome(
        **row
        | {
            "language": Language(row["language"]),
            "form": Form(row["form"]),
            "kind": Kind(row["kind"]),
            "documents": tuple(row["documents"]),
            "gold": tuple(row["gold"]),
            "rows": tuple(Shown(**shown | {"also_in": tuple(shown["also_in"])}) for shown in rows),
        }
    )
