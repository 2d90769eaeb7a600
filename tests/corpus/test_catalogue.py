import datetime
import hashlib
import shutil

import pytest

from corpus import Slip, SourceKind, find_source, read_catalogue, read_document
from corpus.errors import CorpusError


@pytest.fixture
def folder(corpus_folder, tmp_path):
    return shutil.copytree(corpus_folder, tmp_path / "resolutions")


def _edit(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8", newline="")


def _card(source):
    return (
        source.file,
        source.id,
        source.number,
        source.kind,
        source.title.vi,
        source.issuer and source.issuer.vi,
        source.issued_on,
    )


def test_cards_are_those_of_the_sources_page(corpus_folder):
    assert [_card(source) for source in read_catalogue(corpus_folder)] == [
        (
            "52-NQ-TW.txt",
            "52-NQ-TW",
            "52-NQ/TW",
            SourceKind.RESOLUTION,
            "Nghị quyết về một số chủ trương, chính sách chủ động tham gia cuộc Cách mạng công nghiệp lần thứ tư",
            "Bộ Chính trị",
            datetime.date(2019, 9, 27),
        ),
        (
            "116-HD-BTGTW.md",
            "116-HD-BTGTW",
            "116-HD/BTGTW",
            SourceKind.GUIDE,
            "Tài liệu học tập triển khai thực hiện Nghị quyết số 52-NQ/TW",
            "Ban Tuyên giáo Trung ương",
            datetime.date(2020, 1, 13),
        ),
        (
            "57-NQ-TW.txt",
            "57-NQ-TW",
            "57-NQ/TW",
            SourceKind.RESOLUTION,
            "Nghị quyết về đột phá phát triển khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số quốc gia",
            "Bộ Chính trị",
            datetime.date(2024, 12, 22),
        ),
        (
            "TH-52-NQ-TW.md",
            "TH-52-NQ-TW",
            None,
            SourceKind.SUMMARY,
            "Tổng hợp Nghị quyết 52 theo hướng lấy chuyển đổi số làm trung tâm",
            None,
            None,
        ),
    ]


def test_every_title_and_issuer_has_english(corpus_folder):
    for source in read_catalogue(corpus_folder):
        assert source.title.en != source.title.vi
        assert source.issuer is None or source.issuer.en != source.issuer.vi


def test_every_known_slip_stands_once_in_its_place(corpus_folder, library):
    slips = [(source, slip) for source in read_catalogue(corpus_folder) for slip in source.slips]
    texts = {clause.id: clause.text for clause in library.clauses}
    assert [
        (source.id, slip)
        for source, slip in slips
        if texts[f"{source.id}/{slip.place}"].count(slip.printed) != 1 or slip.printed == slip.meant
    ] == []
    assert [source.id for source, _ in slips] == ["116-HD-BTGTW"] * 5 + ["TH-52-NQ-TW"] * 5


def test_what_is_meant_is_mostly_what_the_resolution_says(library):
    resolution = " ".join(clause.text for clause in library.clauses_of("52-NQ-TW"))
    slips = [slip for source in library.sources for slip in source.slips]
    assert [slip.place for slip in slips if slip.printed in resolution] == []
    by_the_sense = [slip.place for slip in slips if slip.meant not in resolution]
    assert by_the_sense == ["4/b3", "P2/I/2/B3/M3", "P2/I/2~2/p1"]


def test_slips_are_found_by_their_place(library):
    guide = library.source("116-HD-BTGTW")
    assert guide.slips_at("3.3/c1") == (Slip("3.3/c1", "chuyên đổi số", "chuyển đổi số"),)
    assert guide.slips_at("3.3/c2") == ()


def test_originals_are_read_as_they_are(corpus_folder):
    for source in read_catalogue(corpus_folder):
        document = read_document(corpus_folder, source)
        assert document.text.encode() == (corpus_folder / source.file).read_bytes()


def test_changed_byte_is_reported(folder):
    _edit(folder / "57-NQ-TW.txt", "tối thiểu 30% GDP", "tối thiểu 31% GDP")
    with pytest.raises(CorpusError, match=r"57-NQ-TW\.txt of 57-NQ-TW has changed.*Restore") as caught:
        read_document(folder, find_source(read_catalogue(folder), "57-NQ-TW"))
    assert caught.value.code == "source_changed"


def test_missing_file_is_reported(folder):
    (folder / "52-NQ-TW.txt").unlink()
    with pytest.raises(CorpusError, match=r"52-NQ-TW\.txt of 52-NQ-TW cannot be read") as caught:
        read_document(folder, find_source(read_catalogue(folder), "52-NQ-TW"))
    assert caught.value.code == "source_missing"


def test_file_that_is_not_utf8_is_reported(folder, document_of):
    raw = "Nghị quyết".encode("cp1258", errors="replace") + b"\xff"
    (folder / "A.txt").write_bytes(raw)
    source = document_of("", "A", sha256=hashlib.sha256(raw).hexdigest()).source
    with pytest.raises(CorpusError, match=r"A\.txt of A is not UTF-8") as caught:
        read_document(folder, source)
    assert caught.value.code == "source_not_utf8"


def test_missing_catalogue_is_reported(tmp_path):
    with pytest.raises(CorpusError, match="There is no catalogue") as caught:
        read_catalogue(tmp_path)
    assert caught.value.code == "catalogue_missing"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("[[source]]", "[[source"),
        ('kind = "guide"', 'kind = "novel"'),
        ("issued_on = 2024-12-22", 'issued_on = "tháng chạp"'),
        ('file = "52-NQ-TW.txt"', ""),
        ('[[source.heading]]\nline = "Theo CSCI"', '[[source.heading]]\nlin = "Theo CSCI"'),
    ],
    ids=["no TOML", "unknown kind", "no date", "field missing", "unknown field"],
)
def test_bad_catalogue_is_reported(folder, old, new):
    _edit(folder / "catalogue.toml", old, new)
    with pytest.raises(CorpusError, match=r"catalogue\.toml cannot be read") as caught:
        read_catalogue(folder)
    assert caught.value.code == "catalogue_damaged"


def test_catalogue_that_is_not_utf8_is_reported(folder):
    (folder / "catalogue.toml").write_bytes(b"[[source]]\nid = '\xff'\n")
    with pytest.raises(CorpusError) as caught:
        read_catalogue(folder)
    assert caught.value.code == "catalogue_damaged"


def test_unknown_document_is_reported_with_those_there_are(corpus_folder):
    with pytest.raises(CorpusError, match=r"no document '58-NQ-TW'.*52-NQ-TW, 116-HD-BTGTW") as caught:
        find_source(read_catalogue(corpus_folder), "58-NQ-TW")
    assert caught.value.code == "unknown_document"
