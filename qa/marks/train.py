"""Makes the table: `python -m qa.marks.train --text FILES… --to qa/marks/table.npz`, then measures it."""

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from index.encoder.pairs import read_rows
from qa.marks.counts import count
from qa.marks.estimate import estimate
from qa.marks.measure import HALF, accuracy, sentences
from qa.marks.restorer import Restorer
from qa.marks.sources import gather
from qa.marks.table import SHIPPED, Table

MOST_SENTENCES = 3000
"""Of one kind that are measured."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Count, estimate, write the table, and print the rows of the card."""
    parser = argparse.ArgumentParser(prog="python -m qa.marks.train", description=__doc__)
    parser.add_argument("--text", type=Path, nargs="*", default=[], help=".jsonl or .jsonl.gz beside our own texts")
    parser.add_argument("--measure", type=Path, nargs="*", default=[], help="rows of `text` to measure with, no more")
    parser.add_argument("--to", type=Path, default=SHIPPED, help="the .npz to write")
    options = parser.parse_args(arguments)
    material = gather(options.text)
    estimate(count(material.bodies)).save(options.to)
    table = Table.load(options.to)
    others = {path.parent.name: [row["text"] for row in read_rows(path)] for path in options.measure}
    sys.stdout.write(
        f"{len(table.words):,} words, {len(table.pairs):,} pairs, {len(table.triples):,} triples, "
        f"{options.to.stat().st_size / 1e6:.2f} MB\n\n{rows(Restorer(table), {**material.held_back, **others})}"
    )


def rows(restorer: Restorer, held_back: Mapping[str, Sequence[str]]) -> str:
    """A table in Markdown: for each kind of text and way of typing the share of syllables and sentences right."""
    lines = ["| held back | typed | sentences | syllables right | sentences right |", "|---|---|---|---|---|"]
    for kind, texts in held_back.items():
        measured = sentences(texts)[:MOST_SENTENCES]
        for typed, dropped in (("without marks", 1.0), ("half", HALF), ("with marks", 0.0)):
            found = accuracy(restorer, measured, dropped)
            shares = f"{found.syllables:.4f} | {found.sentences:.3f}"
            lines.append(f"| {kind} | {typed} | {len(measured):,} | {shares} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
