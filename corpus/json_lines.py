"""Files with one JSON object a line: glosses, and what stands beside them."""

import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from corpus.errors import CorpusError

_Row = TypeVar("_Row")


def read_rows(path: Path, parse: Callable[[dict[str, Any]], _Row]) -> list[_Row]:
    """What ``parse`` makes of each line, in the order of the file; nothing where there is no file.

    CorpusError where a line is no JSON, or ``parse`` finds that it lacks something.
    """
    if not path.exists():
        return []
    rows = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            rows.append(parse(json.loads(line)))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise CorpusError(
                f"Line {number} of {path} cannot be read: {error!r}. Mend the line or take it out.",
                code="line_damaged",
                file=str(path),
                line=number,
            ) from error
    return rows


def write_rows(path: Path, rows: Iterable[Mapping[str, object]]) -> None:
    """Write each row on a line, without what is empty in it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for row in rows:
            said = {key: value for key, value in row.items() if value not in (None, (), {})}
            file.write(json.dumps(said, ensure_ascii=False) + "\n")
