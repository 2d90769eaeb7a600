import pytest

from corpus import Level
from corpus.document import HeadingLine
from ingest import find_marks


@pytest.fixture
def marks_of(document_of):
    """Marks of a text as (level, number, words)."""

    def marks(text, **card):
        document = document_of(text, **card)
        return [(mark.level, mark.number, mark.span.of(text)) for mark in find_marks(document)]

    return marks


@pytest.mark.parametrize(
    ("line", "level", "number", "words"),
    [
        ("I - Tình hình và nguyên nhân", Level.SECTION, "I", "Tình hình và nguyên nhân"),
        ("II- MỤC TIÊU", Level.SECTION, "II", "MỤC TIÊU"),
        ("IV/ Tổ chức thực hiện", Level.SECTION, "IV", "Tổ chức thực hiện"),
        ("1. Quan điểm chỉ đạo", Level.POINT, "1", "Quan điểm chỉ đạo"),
        ("#### **4. Về tổ chức thực hiện**", Level.POINT, "4", "Về tổ chức thực hiện"),
        ("(2) Cuộc Cách mạng", Level.VIEWPOINT, "2", "Cuộc Cách mạng"),
        ("- Hoàn thiện pháp luật", Level.DASH, "", "Hoàn thiện pháp luật"),
        ("- ▶ Phát triển mạnh mẽ kinh tế số;", Level.DASH, "", "Phát triển mạnh mẽ kinh tế số;"),
        ("+ Nâng cao nhận thức", Level.PLUS, "", "Nâng cao nhận thức"),
        (
            "- *Nhiệm vụ thứ tám:* Chính sách",
            Level.TASK,
            "8",
            "Nhiệm vụ thứ tám:* Chính sách",
        ),
        ("- **KF1** Những việc nền tảng", Level.KF, "KF1", "Những việc nền tảng"),
        ("F – Quan điểm chỉ đạo:", Level.GROUP, "F", "Quan điểm chỉ đạo:"),
        ("Bước 6 Định hình sáng kiến (C)", Level.STAGE, "B6", "Định hình sáng kiến (C)"),
        ("- **C1** Mô tả mục tiêu", Level.ITEM, "C1", "Mô tả mục tiêu"),
        ("Nơi nhận:", Level.RECIPIENTS, "", "Nơi nhận:"),
        ("T/M BỘ CHÍNH TRỊ", Level.SIGNATURE, "", "T/M BỘ CHÍNH TRỊ"),
        ("Nghị quyết này phổ biến đến chi bộ.", Level.END, "", "Nghị quyết này phổ biến đến chi bộ."),
        ("Tầm nhìn đến năm 2045: Việt Nam", Level.PARAGRAPH, "", "Tầm nhìn đến năm 2045: Việt Nam"),
    ],
)
def test_marker_is_known_and_left_outside(marks_of, line, level, number, words):
    assert marks_of(line + "\n") == [(level, number, words)]


@pytest.mark.parametrize(
    "line",
    [
        "7,5%/năm là mục tiêu.",
        "57-NQ/TW là số của Nghị quyết.",
        "27/9/2019 là ngày ban hành.",
        "Iot di động.",
        "KFA là viết tắt.",
        "Bước đầu đạt kết quả.",
        "Đến năm 2030. Việt Nam có 5G.",
    ],
)
def test_what_looks_like_a_marker_is_a_paragraph(marks_of, line):
    assert marks_of(line + "\n") == [(Level.PARAGRAPH, "", line)]


def test_number_stands_alone_and_its_words_follow(marks_of):
    assert marks_of("KFA 1\n\nChính sách thúc đẩy.\n\nKF 2\n\nPhân định rõ.\n") == [
        (Level.KFA, "KFA1", "Chính sách thúc đẩy."),
        (Level.KF, "KF2", "Phân định rõ."),
    ]


@pytest.mark.parametrize(
    ("line", "number", "code"),
    [("- ▶ Kinh tế số. **C9 - T1**", "C9", "C9 - T1"), ("- ▶ Đề án. **G3 - C3**", "C3", "G3 - C3")],
)
def test_trailing_code_numbers_the_item_and_is_left_outside(document_of, line, number, code):
    (mark,) = find_marks(document_of(line))
    assert (mark.level, mark.number, mark.code) == (Level.ITEM, number, code)
    assert mark.span.of(line).endswith(".")


def test_code_that_points_ahead_is_left_outside(document_of):
    line = "1. Chính sách thúc đẩy chuyển đổi số. (KFA1)"
    (mark,) = find_marks(document_of(line))
    assert (mark.level, mark.number, mark.code) == (Level.POINT, "1", "KFA1")
    assert mark.span.of(line) == "Chính sách thúc đẩy chuyển đổi số."


def test_rule_and_table_frame_are_nothing(marks_of):
    assert marks_of("-----\n- | | |\n|--|---|\n") == []


def test_table_row_is_a_block_with_its_items(marks_of):
    row = '| Khối Chính phủ: | <ul style="x">▶ Xây dựng Chiến lược;▶ Đề án chuyển đổi số▶ Các đề án; |\n'
    assert marks_of(row) == [
        (Level.BLOCK, "", "Khối Chính phủ:"),
        (Level.DASH, "", "Xây dựng Chiến lược;"),
        (Level.DASH, "", "Đề án chuyển đổi số"),
        (Level.DASH, "", "Các đề án;"),
    ]


def test_title_in_capitals_stands_above_the_first_mark(marks_of):
    assert marks_of("NGHỊ QUYẾT\n\nVỀ CHỦ TRƯƠNG\n\nI - Tình hình\n")[0] == (
        Level.TITLE,
        "",
        "NGHỊ QUYẾT\n\nVỀ CHỦ TRƯƠNG",
    )


def test_title_ends_at_a_rule(marks_of):
    text = "NGHỊ QUYẾT\n\nvề đột phá phát triển\n\n-----\n\nPhát triển khoa học.\n"
    assert marks_of(text) == [
        (Level.TITLE, "", "NGHỊ QUYẾT\n\nvề đột phá phát triển"),
        (Level.PARAGRAPH, "", "Phát triển khoa học."),
    ]


def test_line_that_starts_small_goes_on_with_the_item_above(marks_of):
    text = "- nguồn lực bên ngoài là quan\n\ntrọng, đột phá.\n\n- Một ý khác.\n"
    assert marks_of(text) == [
        (Level.DASH, "", "nguồn lực bên ngoài là quan\n\ntrọng, đột phá."),
        (Level.DASH, "", "Một ý khác."),
    ]


def test_item_goes_on_over_a_page_end(marks_of):
    text = "- Thường xuyên báo cáo về việc thực hiện\n\n\n\nNghị quyết. Kiện toàn cơ quan.\n"
    assert [words for _, _, words in marks_of(text)] == [text[2:-1]]


def test_paragraph_after_a_full_stop_is_one_of_its_own(marks_of):
    assert [words for *_, words in marks_of("- Một ý.\n\nMột đoạn.\n\nĐoạn nữa.\n")] == [
        "Một ý.",
        "Một đoạn.",
        "Đoạn nữa.",
    ]


def test_declared_heading_line_takes_nothing_from_its_neighbours(marks_of):
    text = "Một đoạn chưa hết\n\nTheo CSCI\n\ntiếp theo.\n"
    lines = (HeadingLine("Theo CSCI"),)
    assert [words for *_, words in marks_of(text, heading_lines=lines)] == [
        "Một đoạn chưa hết",
        "Theo CSCI",
        "tiếp theo.",
    ]


def test_empty_document_has_no_marks(marks_of):
    assert marks_of("") == marks_of(" \n\n\t\n") == []
