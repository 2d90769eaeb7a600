"""The outline of each document, read against the source by eye; a change shows up here line by line."""

from pathlib import Path

import pytest

GOLDEN = Path(__file__).parent.parent / "data" / "golden"


def _line(clause):
    text = clause.text if len(clause.text) < 110 else f"{clause.text[:60]} … {clause.text[-40:]}"
    return f"{clause.path} | {clause.kind} | {len(clause.sentences)} | {text}"


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("*.txt")), ids=lambda path: path.stem)
def test_outline_is_the_one_that_was_read(library, path):
    found = [_line(clause) for clause in library.clauses_of(path.stem)]
    assert found == path.read_text(encoding="utf-8").splitlines()


def test_every_document_has_an_outline(library):
    assert {path.stem for path in GOLDEN.glob("*.txt")} == {source.id for source in library.sources}
