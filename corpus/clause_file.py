"""clauses.jsonl: what ingest hands to the index, one clause a line."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from corpus.clause import Clause, ClauseKind, Level, Step
from corpus.document import Span
from corpus.errors import CorpusError


def write_clauses(path: Path, clauses: Iterable[Clause]) -> None:
    """Write the clauses, the whole file or nothing: it is written aside and moved into place."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(path.name + ".part")
    with aside.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(clause_lines(clauses))
    aside.replace(path)


def clause_lines(clauses: Iterable[Clause]) -> Iterator[str]:
    """Each clause as its line of the file."""
    for clause in clauses:
        yield json.dumps(_to_json(clause), ensure_ascii=False) + "\n"


def read_clauses(path: Path) -> list[Clause]:
    """The clauses of a file, in its order. CorpusError where the file is not there or not whole."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        return [_from_json(json.loads(line)) for line in lines]
    except FileNotFoundError as error:
        raise CorpusError(
            f"There is no clause file {path}. Run `tracuu build`.", code="clauses_missing", file=str(path)
        ) from error
    except (ValueError, KeyError, TypeError) as error:
        raise CorpusError(
            f"The clause file {path} is damaged ({error}). Run `tracuu build`.",
            code="clauses_damaged",
            file=str(path),
        ) from error


def _to_json(clause: Clause) -> dict[str, object]:
    return {
        "id": clause.id,
        "document_id": clause.document_id,
        "kind": clause.kind,
        "steps": [[step.level, step.number, step.dotted] for step in clause.steps],
        "parent": clause.parent,
        "headings": clause.headings,
        "span": clause.span,
        "text": clause.text,
        "sentences": clause.sentences,
        "repeats": clause.repeats,
        "code": clause.code,
    }


def _from_json(row: dict[str, Any]) -> Clause:  # what json gives
    return Clause(
        id=row["id"],
        document_id=row["document_id"],
        kind=ClauseKind(row["kind"]),
        steps=tuple(Step(Level(level), number, dotted) for level, number, dotted in row["steps"]),
        parent=row["parent"],
        headings=tuple(row["headings"]),
        span=Span(*row["span"]),
        text=row["text"],
        sentences=tuple(Span(*span) for span in row["sentences"]),
        repeats=tuple(Span(*span) for span in row["repeats"]),
        code=row["code"],
    )
