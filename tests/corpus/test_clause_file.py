import json

import pytest

from corpus import read_clauses, write_clauses
from corpus.errors import CorpusError


def test_clauses_come_back_as_they_were(library, tmp_path):
    write_clauses(tmp_path / "new" / "clauses.jsonl", library.clauses)
    assert tuple(read_clauses(tmp_path / "new" / "clauses.jsonl")) == library.clauses


def test_file_is_readable_vietnamese_one_clause_a_line(library, tmp_path):
    write_clauses(tmp_path / "clauses.jsonl", library.clauses)
    lines = (tmp_path / "clauses.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["id"] for line in lines] == [clause.id for clause in library.clauses]
    assert any("Quy mô kinh tế số đạt tối thiểu 30% GDP." in line for line in lines)


def test_failed_write_leaves_the_old_file(library, tmp_path):
    path = tmp_path / "clauses.jsonl"
    write_clauses(path, library.clauses[:2])

    def broken():
        yield library.clauses[0]
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        write_clauses(path, broken())
    assert tuple(read_clauses(path)) == library.clauses[:2]


def test_missing_file_says_what_to_run(tmp_path):
    with pytest.raises(CorpusError, match=r"no clause file .*Run `tracuu build`") as caught:
        read_clauses(tmp_path / "clauses.jsonl")
    assert caught.value.code == "clauses_missing"


@pytest.mark.parametrize(
    "damage", [lambda raw: raw[:-40], lambda raw: b"{}\n", lambda raw: b"\xff" + raw, lambda raw: b"7\n"]
)
def test_damaged_file_says_what_to_run(library, tmp_path, damage):
    path = tmp_path / "clauses.jsonl"
    write_clauses(path, library.clauses[:3])
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(CorpusError, match=r"is damaged .*Run `tracuu build`") as caught:
        read_clauses(path)
    assert caught.value.code == "clauses_damaged"
