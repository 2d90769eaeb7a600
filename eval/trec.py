"""TREC run files: results as every evaluation tool reads and writes them."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from corpus.errors import CorpusError, EvalError
from corpus.library import Library
from eval.gold import GoldFinder, Place
from eval.questions import Question
from eval.report import About, Report
from eval.retrieval import Row, score_results


def write_run(path: Path, report: Report) -> None:
    """Write the rows of a report, one a line: question, "Q0", id, rank, score, system.

    A run file knows one id a row: the copies that a row names are not in it.
    """
    tag = "-".join(report.about.system.split()) or "run"
    lines = [
        f"{outcome.id} Q0 {row.id} {rank} {row.score:.6f} {tag}\n"
        for outcome in report.outcomes
        for rank, row in enumerate(outcome.rows, start=1)
    ]
    path.write_text("".join(lines), encoding="utf-8", newline="\n")


def read_run(path: Path) -> dict[str, dict[str, float]]:
    """The score of each id found, by question. EvalError, naming the line, where the file is no run."""
    found: dict[str, dict[str, float]] = {}
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise _damaged(path, 0, str(error)) from error
    for number, line in enumerate(lines, start=1):
        try:
            question, _, row, _, score, *_ = line.split()
            found.setdefault(question, {})[row] = float(score)
        except ValueError as error:
            raise _damaged(path, number, line) from error
    return found


def score_run(library: Library, questions: Sequence[Question], path: Path) -> Report:
    """The report of a run file over clause ids, whoever made it; a question that it lacks scores 0.

    EvalError where it names a clause or a question that does not exist.
    """
    run = read_run(path)
    strange = sorted(run.keys() - {question.id for question in questions})
    if strange:
        raise EvalError(
            f"{path} has results for {strange[0]!r}, which is no question of this set. Score it with its own set.",
            code="run_strange_question",
            file=str(path),
            question=strange[0],
        )
    finder = GoldFinder(library)
    results = {question: _rows(library, path, scores) for question, scores in run.items()}
    about = About(system=path.stem, questions=f"{len(questions)} questions")
    return score_results(library, [finder.target(question) for question in questions], results, about)


def _rows(library: Library, path: Path, scores: Mapping[str, float]) -> list[Row]:
    """The rows by falling score, as the tools of TREC read a run: the rank that is written does not count."""
    rows = []
    for clause_id, score in sorted(scores.items(), key=lambda item: (-item[1], item[0])):
        try:
            clause = library.clause(clause_id)
        except CorpusError as error:
            raise EvalError(
                f"{path} names the clause {clause_id!r}, which does not exist.",
                code="run_unknown_clause",
                file=str(path),
                clause=clause_id,
            ) from error
        places = tuple(Place(clause.document_id, span) for span in clause.spans)
        rows.append(Row(clause.id, clause.text, places, score))
    return rows


def _damaged(path: Path, number: int, line: str) -> EvalError:
    return EvalError(
        f"Line {number} of {path} is no line of a TREC run: {line!r}. It needs six fields: "
        "question, Q0, id, rank, score, name.",
        code="run_damaged",
        file=str(path),
        line=number,
    )
