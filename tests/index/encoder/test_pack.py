from pathlib import Path

from index.encoder.pack import join, main, write_packed
from index.encoder.pairs import read_rows


def test_written_rows_are_joined_with_their_passages_by_id() -> None:
    passages = [{"id": "b", "vi": "thuế"}, {"id": "a", "vi": "luật"}, {"id": "c", "vi": "chưa dịch"}]
    written = [{"id": "a", "en": "draft"}, {"id": "b", "en": "tax"}, {"id": "a", "en": "law"}]
    assert join(passages, written) == [{"id": "a", "vi": "luật", "en": "law"}, {"id": "b", "vi": "thuế", "en": "tax"}]


def test_packed_file_is_the_same_each_time(tmp_path: Path) -> None:
    rows = [{"id": "a", "vi": "luật"}]
    for name in ("one.jsonl.gz", "two.jsonl.gz"):
        write_packed(rows, tmp_path / name)
    assert (tmp_path / "one.jsonl.gz").read_bytes() == (tmp_path / "two.jsonl.gz").read_bytes()
    assert list(read_rows(tmp_path / "one.jsonl.gz")) == rows


def test_command_packs_both_kinds(tmp_path: Path) -> None:
    source, written = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text('{"id": "a", "vi": "luật"}\n', encoding="utf-8")
    written.write_text('{"id": "a", "en": "law"}\n', encoding="utf-8")
    main(["--translated", str(source), str(written), "--to", str(tmp_path)])
    assert list(read_rows(tmp_path / "translations.jsonl.gz")) == [{"id": "a", "vi": "luật", "en": "law"}]
    assert not (tmp_path / "questions.jsonl.gz").exists()
