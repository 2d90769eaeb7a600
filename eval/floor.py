"""The floor under the headline figures: a change that falls through it has broken something."""

import json
from pathlib import Path

from corpus.errors import EvalError
from eval.report import Report, write_json
from eval.summary import headline

FLOOR_FILE = Path(__file__).parent / "baselines" / "dev.json"
TOLERANCE = 0.02


def write_floor(report: Report, path: Path = FLOOR_FILE) -> None:
    """Make the headline figures of a run the floor."""
    about = report.about
    figures = {measure: round(found.value, 4) for measure, found in headline(report.outcomes).items()}
    write_json(path, {"system": about.system, "questions": about.questions, "embedder": about.embedder, **figures})


def below_floor(report: Report, path: Path = FLOOR_FILE) -> dict[str, tuple[float, float]]:
    """The floor and the figure of each measure that has fallen more than 0.02 under it, or is gone.

    EvalError where there is no floor, or it is of another question set.
    """
    try:
        floor = json.loads(path.read_text(encoding="utf-8"))
        questions = floor["questions"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise EvalError(
            f"The floor {path} cannot be read: {error!r}. Restore it from the repository.",
            code="floor_damaged",
            file=str(path),
        ) from error
    if questions != report.about.questions:
        raise EvalError(
            f"The floor {path} is of {questions!r}, the run of {report.about.questions!r}.",
            code="floor_of_other_questions",
            file=str(path),
            floor=questions,
            run=report.about.questions,
        )
    figures = {measure: found.value for measure, found in headline(report.outcomes).items()}
    return {
        measure: (value, figures.get(measure, 0.0))
        for measure, value in floor.items()
        if isinstance(value, float) and figures.get(measure, 0.0) < value - TOLERANCE
    }
