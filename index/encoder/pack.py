"""Join what was written for the project with the passages that it was written for, and store it compressed."""

import argparse
import gzip
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from index.encoder.pairs import read_rows

DATA = Path(__file__).parent / "data"
TRANSLATIONS = DATA / "translations.jsonl.gz"
EVERYDAY = DATA / "everyday.jsonl.gz"
QUESTIONS = DATA / "questions.jsonl.gz"


def join(asked: Iterable[Mapping[str, Any]], written: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Each written row with the fields of the row it was written for, by `id`; of two for one, the last counts."""
    by_id = {row["id"]: row for row in written}
    return [{**row, **by_id[row["id"]]} for row in sorted(asked, key=lambda row: row["id"]) if row["id"] in by_id]


def write_packed(rows: Iterable[Mapping[str, Any]], path: Path) -> None:
    """Write .jsonl.gz whose bytes depend on the rows alone."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    path.write_bytes(gzip.compress(lines.encode("utf-8"), compresslevel=9, mtime=0))


def main(arguments: Sequence[str] | None = None) -> None:
    """Pack both kinds of files into the folder that the recipe reads."""
    parser = argparse.ArgumentParser(prog="python -m index.encoder.pack", description=__doc__)
    pairs: dict[str, Any] = {"action": "append", "nargs": 2, "type": Path, "metavar": ("IN", "OUT"), "default": []}
    parser.add_argument("--translated", **pairs, help="rows of id and vi, and rows of id and en")
    parser.add_argument("--asked", **pairs, help="rows of id, title and text, and rows of id, vi and en (lists)")
    parser.add_argument("--to", type=Path, default=DATA, help="folder for the packed files")
    options = parser.parse_args(arguments)
    for files, name in ((options.translated, TRANSLATIONS.name), (options.asked, QUESTIONS.name)):
        rows = [row for source, written in files for row in join(read_rows(source), read_rows(written))]
        if rows:
            write_packed(sorted(rows, key=lambda row: str(row["id"])), options.to / name)
            sys.stdout.write(f"{options.to / name}: {len(rows)} rows\n")


if __name__ == "__main__":
    main()
