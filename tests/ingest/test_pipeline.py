import hashlib
import json
import shutil

import pytest

from corpus import read_clauses
from corpus.errors import CorpusError
from ingest import ingest

SECOND = """
[[source]]
id = "B"
kind = "guide"
language = "vi"
file = "B.txt"
sha256 = "{sha256}"
title = {{vi = "Hướng dẫn", en = "Guide"}}
short_title = {{vi = "Hướng dẫn", en = "Guide"}}
"""


def _write(folder, **texts):
    cards = []
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8", newline="")
        cards.append(
            SECOND.format(sha256=hashlib.sha256(text.encode()).hexdigest())
            .replace('"B"', f'"{name}"')
            .replace("B.txt", f"{name}.txt")
        )
    (folder / "catalogue.toml").write_text("".join(cards), encoding="utf-8")


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "corpus"
    folder.mkdir()
    _write(folder, A="I - Mục tiêu\n- Phủ sóng 5G.\n", B="I - Tổ chức\n- Sơ kết.\n- Tổng kết.\n")
    return folder


@pytest.fixture
def run(folder, tmp_path):
    """Ingests; what was split, and whether anything was written."""

    def go():
        split = []
        written = ingest(folder, tmp_path / "c.jsonl", progress=lambda source, count: split.append((source.id, count)))
        return split, written

    return go


def test_every_document_is_split_at_first(run, tmp_path):
    assert run() == ([("A", 2), ("B", 3)], True)
    assert [clause.id for clause in read_clauses(tmp_path / "c.jsonl")] == ["A/I", "A/I/b1", "B/I", "B/I/b1", "B/I/b2"]


def test_nothing_is_done_twice(run):
    run()
    assert run() == ([], False)


def test_only_the_changed_document_is_split_again(run, folder, tmp_path):
    run()
    _write(folder, A="I - Mục tiêu\n- Phủ sóng 5G.\n", B="I - Tổ chức\n- Sơ kết hằng năm.\n")
    assert run() == ([("B", 2)], True)
    assert [clause.text for clause in read_clauses(tmp_path / "c.jsonl")][-1] == "Sơ kết hằng năm."


def test_declared_heading_splits_its_document_again(run, folder):
    run()
    with (folder / "catalogue.toml").open("a", encoding="utf-8") as file:
        file.write('[[source.heading]]\nline = "Theo CSCI"\n')
    assert run() == ([("B", 3)], True)


def test_document_that_left_the_catalogue_leaves_the_clauses(run, folder, tmp_path):
    run()
    _write(folder, A="I - Mục tiêu\n- Phủ sóng 5G.\n")
    assert run() == ([], True)
    assert {clause.document_id for clause in read_clauses(tmp_path / "c.jsonl")} == {"A"}


@pytest.mark.parametrize("name", ["c.json", "c.jsonl"])
@pytest.mark.parametrize("damage", [lambda path: path.unlink(), lambda path: path.write_text("{")], ids=["gone", "cut"])
def test_damaged_leavings_are_made_again(run, tmp_path, name, damage):
    run()
    whole = (tmp_path / "c.jsonl").read_bytes()
    damage(tmp_path / name)
    assert run() == ([("A", 2), ("B", 3)], True)
    assert (tmp_path / "c.jsonl").read_bytes() == whole


def test_changed_byte_is_reported_even_where_nothing_is_to_be_done(run, folder):
    run()
    (folder / "A.txt").write_text("I - Mục tiêu\n- Phủ sóng 6G.\n", encoding="utf-8")
    with pytest.raises(CorpusError) as caught:
        run()
    assert caught.value.code == "source_changed"


def test_failure_leaves_the_old_clauses(run, folder, tmp_path):
    run()
    before = (tmp_path / "c.jsonl").read_bytes()
    _write(folder, A="I - Mục tiêu\n- Mới.\n", B="I - Tổ chức\n- Sơ kết.\n- Tổng kết.\n")
    (folder / "B.txt").unlink()
    with pytest.raises(CorpusError):
        run()
    assert (tmp_path / "c.jsonl").read_bytes() == before


def test_record_names_every_document(run, tmp_path):
    run()
    assert list(json.loads((tmp_path / "c.json").read_text(encoding="utf-8"))) == ["A", "B"]


def test_same_documents_give_the_same_file(run, tmp_path):
    run()
    first = (tmp_path / "c.jsonl").read_bytes()
    shutil.move(tmp_path / "c.jsonl", tmp_path / "old.jsonl")
    run()
    assert (tmp_path / "c.jsonl").read_bytes() == first
