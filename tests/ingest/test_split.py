import re

import pytest

from corpus import ClauseKind, Span
from corpus.document import HeadingLine
from corpus.errors import IngestError
from ingest.split import split_clauses
from ingest.structure import find_marks


def _at_full_stops(text, span):
    """Sentences the naive way, so that these tests are about clauses alone."""
    ends = [span.start + match.end() for match in re.finditer(r"\.(?=\s+[A-ZĐ])", span.of(text))]
    starts = [span.start, *(end + 1 for end in ends)]
    return tuple(Span(*pair) for pair in zip(starts, [*ends, span.end], strict=True))


@pytest.fixture
def clauses_of(document_of):
    def clauses(text, **card):
        document = document_of(text, **card)
        return split_clauses(document, find_marks(document), _at_full_stops)

    return clauses


@pytest.fixture
def outline_of(clauses_of):
    return lambda text, **card: [(clause.path, clause.kind.value, clause.text) for clause in clauses_of(text, **card)]


def test_numbered_line_is_a_heading_where_clauses_follow_and_else_a_clause(outline_of):
    text = "III - Nhiệm vụ\n1. Hạ tầng\n- Phủ sóng 5G.\nIV - Tổ chức\n1. Chính phủ ban hành đề án.\n"
    assert outline_of(text) == [
        ("III", "heading", "Nhiệm vụ"),
        ("III.1", "heading", "Hạ tầng"),
        ("III.1/b1", "clause", "Phủ sóng 5G."),
        ("IV", "heading", "Tổ chức"),
        ("IV.1", "clause", "Chính phủ ban hành đề án."),
    ]


def test_unmarked_paragraphs_are_counted_before_and_after_a_dash(outline_of):
    text = "I - Mục tiêu\nĐoạn một.\nĐoạn hai.\n- Gạch một.\nĐoạn sau.\nĐoạn sau nữa.\n- Gạch hai.\n"
    assert [path for path, *_ in outline_of(text)] == ["I", "I/p1", "I/p2", "I/b1", "I/b1.p1", "I/b1.p2", "I/b2"]


def test_paragraph_after_a_dash_belongs_to_the_heading(clauses_of):
    after = clauses_of("I - Mục tiêu\n- Gạch một.\nĐoạn sau.\n")[-1]
    assert (after.path, after.parent, after.headings) == ("I/b1.p1", "99-NQ-TW/I", ("Mục tiêu",))


def test_tasks_and_plus_signs_are_numbered_under_their_point(outline_of):
    text = (
        "3. Về các nhiệm vụ\n- **Nhiệm vụ thứ nhất:** Đổi mới.\n+ Một.\n+ Hai.\n- *Nhiệm vụ thứ hai.* Thể chế.\n+ Ba.\n"
    )
    assert [path for path, *_ in outline_of(text)] == ["3", "3.1", "3.1/c1", "3.1/c2", "3.2", "3.2/c1"]
    assert outline_of(text)[1] == ("3.1", "heading", "Nhiệm vụ thứ nhất: Đổi mới.")


def test_heading_that_is_printed_again_continues_its_node(clauses_of):
    text = "PHẦN I\n\nPHÂN TÍCH\n\nI/ Chính sách\nKFA 3\nThể chế.\nKF 1\nMột.\nKFA 3\nThể chế.\nKF 2\nHai.\n"
    clauses = clauses_of(text)
    assert [clause.path for clause in clauses] == ["P1", "P1/I", "P1/I/KFA3", "P1/I/KFA3/KF1", "P1/I/KFA3/KF2"]
    assert [span.of(text) for span in clauses[2].spans] == ["Thể chế.", "Thể chế."]
    assert clauses[2].repeats[0].start == text.rindex("Thể chế.")


def test_number_that_repeats_takes_a_second_count(outline_of):
    text = "I - Đánh giá\n1. Cơ sở.\n2. Quan điểm.\n2. Định hướng.\n2. Nữa.\n"
    assert [path for path, *_ in outline_of(text)] == ["I", "I.1", "I.2", "I.2~2", "I.2~3"]


def test_declared_heading_counts_as_a_paragraph_and_heads_what_follows(clauses_of):
    text = "I/ Cơ sở\n\nNhóm các giới hạn\n\n- ▶ Một. **C1 - G1**\n\nNhóm các trở ngại\n\n- ▶ Hai. **C2 - T1**\n"
    lines = (HeadingLine("Nhóm các giới hạn"), HeadingLine("Nhóm các trở ngại"))
    clauses = clauses_of(text, heading_lines=lines)
    assert [(clause.path, clause.kind) for clause in clauses] == [
        ("I", ClauseKind.HEADING),
        ("I/p1", ClauseKind.HEADING),
        ("I/C1", ClauseKind.CLAUSE),
        ("I/p2", ClauseKind.HEADING),
        ("I/C2", ClauseKind.CLAUSE),
    ]
    assert clauses[2].headings == ("Cơ sở", "Nhóm các giới hạn")
    assert clauses[4].headings == ("Cơ sở", "Nhóm các trở ngại")
    assert clauses[4].code == "C2 - T1"


def test_declared_heading_may_have_a_step_of_its_own(outline_of):
    text = "II/ Mục tiêu\n\nP – Mục tiêu\n\n- ▶ Một;\n\nĐến năm 2030\n\n- Hai.\n"
    lines = (HeadingLine("Đến năm 2030", step="P.2030"),)
    assert [path for path, *_ in outline_of(text, heading_lines=lines)] == [
        "II",
        "II/P",
        "II/P/b1",
        "II/P.2030",
        "II/P.2030/b1",
    ]


def test_declared_heading_names_numbered_items(outline_of):
    text = "I/ Hợp phần\n\n1. Cơ sở\n\nCác SOI:\n\n1. Định hướng.\n\n2. Nhận thức.\n\n2. Dựa trên quan điểm\n\nĐoạn.\n"
    lines = (HeadingLine("Các SOI:", under="point", items="SOI"),)
    assert [path for path, *_ in outline_of(text, heading_lines=lines)] == [
        "I",
        "I.1",
        "I.1/p1",
        "I.1/SOI1",
        "I.1/SOI2",
        "I.2",
        "I.2/p1",
    ]


def test_block_of_a_table_heads_its_items(outline_of):
    text = "IV/ Tổ chức\n\nBốn nhóm:\n\n| Khối Đảng: | ▶ Quán triệt. |\n| Khối Chính phủ: | ▶ Đề án;▶ Kế hoạch; |\n"
    assert outline_of(text) == [
        ("IV", "heading", "Tổ chức"),
        ("IV/p1", "clause", "Bốn nhóm:"),
        ("IV/1", "heading", "Khối Đảng:"),
        ("IV/1/b1", "clause", "Quán triệt."),
        ("IV/2", "heading", "Khối Chính phủ:"),
        ("IV/2/b1", "clause", "Đề án;"),
        ("IV/2/b2", "clause", "Kế hoạch;"),
    ]


def test_preamble_and_end_have_ids(outline_of):
    text = (
        "NGHỊ QUYẾT\n\nvề đột phá\n-----\n\nMở đầu.\n\nI- MỤC TIÊU\n\nMột.\n\nNghị quyết này phổ biến đến chi bộ.\n\n"
        "Nơi nhận:\n\n- Các tỉnh uỷ,\n\nT/M BỘ CHÍNH TRỊ\n\nTỔNG BÍ THƯ\n\n\nTô Lâm\n"
    )
    assert outline_of(text) == [
        ("0/title", "title", "NGHỊ QUYẾT về đột phá"),
        ("0/p1", "clause", "Mở đầu."),
        ("I", "heading", "MỤC TIÊU"),
        ("I/p1", "clause", "Một."),
        ("end/p1", "clause", "Nghị quyết này phổ biến đến chi bộ."),
        ("end/recipients", "recipients", "Nơi nhận:"),
        ("end/recipients/b1", "recipients", "Các tỉnh uỷ,"),
        ("end/signature", "signature", "T/M BỘ CHÍNH TRỊ TỔNG BÍ THƯ Tô Lâm"),
    ]


def test_title_is_the_first_paragraph_where_nothing_follows_it(outline_of):
    assert outline_of("NGHỊ QUYẾT\n\nI - Tình hình\n\nMột.\n")[0] == ("0/p1", "title", "NGHỊ QUYẾT")


def test_headings_are_one_sentence_and_clauses_as_many_as_they_have(clauses_of):
    clauses = clauses_of("I - Một. Hai\n- Ba bốn. Năm sáu.\n")
    assert [len(clause.sentences) for clause in clauses] == [1, 2]


def test_headings_are_listed_outermost_first(clauses_of):
    clause = clauses_of("III - Nhiệm vụ\n1. Hạ tầng\n- Phủ sóng 5G.\n")[-1]
    assert clause.headings == ("Nhiệm vụ", "Hạ tầng")


def test_two_places_with_one_id_are_refused(clauses_of):
    text = "I/ Mục tiêu\n\nĐến năm 2030\n\n- Một.\n\nĐến 2030\n\n- Hai.\n"
    lines = (HeadingLine("Đến năm 2030", step="P"), HeadingLine("Đến 2030", step="P"))
    with pytest.raises(IngestError, match=r"Two places of 99-NQ-TW have the id '99-NQ-TW/I/P'.*declare") as caught:
        clauses_of(text, heading_lines=lines)
    assert caught.value.code == "id_twice"
