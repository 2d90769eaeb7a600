import pytest

from corpus.errors import CorpusError
from corpus.gloss import read_glosses
from corpus.json_lines import read_rows, write_rows
from corpus.left_open import read_left_open
from corpus.subjects import read_subjects


def test_rows_come_back_as_they_were_without_what_is_empty(tmp_path):
    rows = [{"a": "Số 0", "b": 0, "c": ["x"]}, {"a": "", "b": None, "c": (), "d": {}}]
    write_rows(tmp_path / "rows.jsonl", rows)
    assert read_rows(tmp_path / "rows.jsonl", dict) == [{"a": "Số 0", "b": 0, "c": ["x"]}, {"a": ""}]


def test_no_file_has_no_rows(tmp_path):
    assert read_rows(tmp_path / "rows.jsonl", dict) == []


DAMAGED = [
    (read_glosses, ["{", '{"clause_id": "A/p1"}', "[]", '{"clause_id": "A", "sentence": "x"}']),
    (read_glosses, ['{"clause_id": "A/p1", "sentence": 0, "sha256": "", "en": "", "answers": ["30%"]}']),
    (read_glosses, ['{"clause_id": "A/p1", "sentence": 0, "sha256": "", "en": "", "see_also": ["A/p2"]}']),
    (read_left_open, ["{", "{}", "[]", "7"]),
    (read_subjects, ["{", "{}", '{"names": ["5G"]}', '{"names": 5, "on": []}']),
    (read_subjects, ['{"names": [], "on": ["A/p1"]}', '{"names": "5G", "on": ["A/p1"]}']),
]


@pytest.mark.parametrize(("read", "line"), [(read, line) for read, lines in DAMAGED for line in lines])
def test_line_that_cannot_be_read_is_named(tmp_path, read, line):
    path = tmp_path / "rows.jsonl"
    path.write_text(f"{line}\n", encoding="utf-8")
    with pytest.raises(CorpusError, match=r"Line 1 of .* cannot be read") as caught:
        read(path)
    assert (caught.value.code, caught.value.values["line"]) == ("line_damaged", 1)


def test_lines_before_a_damaged_one_are_counted(tmp_path):
    path = tmp_path / "left_open.jsonl"
    path.write_text('{"question": "Giá vàng?"}\n{\n', encoding="utf-8")
    with pytest.raises(CorpusError, match="Line 2 of"):
        read_left_open(path)
