import dataclasses
import re

import click
import pytest

from app.terminal import _marked, answer_lines, clause_lines, search_lines
from corpus import Language


def _plain(lines):
    return click.unstyle("\n".join(lines))


@pytest.fixture
def asked(assistant):
    return lambda question, language=Language.VI, **options: "\n".join(
        answer_lines(assistant.ask(question, **options), language)
    )


def test_short_answer_is_highlighted_inside_the_quote(asked):
    printed = asked("Đến năm 2030, kinh tế số chiếm bao nhiêu phần trăm GDP theo Nghị quyết 57?")
    assert click.style("tối thiểu 30% GDP", bold=True, fg="green") in printed
    assert "Quy mô kinh tế số đạt tối thiểu 30% GDP." in click.unstyle(printed)


def test_short_answer_is_highlighted_over_a_line_end():
    marked = _marked("  đạt tối thiểu\n  30% GDP vào năm 2030.", "tối thiểu 30% GDP")
    assert click.unstyle(marked) == "  đạt tối thiểu\n  30% GDP vào năm 2030."
    assert re.findall(r"\x1b\[32m\x1b\[1m([^\x1b]*)", marked) == ["tối thiểu", "30% GDP"]


@pytest.mark.parametrize(
    ("language", "citation"),
    [
        (Language.VI, "— Nghị quyết số 57-NQ/TW, mục II.1, gạch đầu dòng thứ 2"),
        (Language.EN, "— Resolution No. 57-NQ/TW, section II.1, second dash"),
    ],
)
def test_citation_is_in_the_language_of_the_reader(asked, language, citation):
    printed = click.unstyle(asked("Quy mô kinh tế số bao nhiêu phần trăm GDP, Nghị quyết 57?", language))
    assert citation in printed
    assert ("unofficial translation" in printed) is (language is Language.EN)


def test_copies_in_other_documents_are_named(assistant):
    reply = assistant.search("áp dụng cơ chế đặc biệt, đột phá đối với các trung tâm đổi mới sáng tạo", k=1)
    printed = " ".join(_plain(search_lines(reply, Language.VI)).split())
    assert "cũng có trong: Tài liệu học tập Nghị quyết số 52-NQ/TW" in printed
    assert "KFA 5, KF 4" in printed


@pytest.mark.parametrize(("language", "day"), [(Language.VI, "22/12/2024"), (Language.EN, "22 December 2024")])
def test_date_of_a_card_is_written_as_the_language_does(asked, language, day):
    printed = click.unstyle(asked("Nghị quyết 57 ban hành ngày nào?", language))
    assert printed.splitlines()[0].strip() == day
    assert ("theo thẻ tài liệu" in printed) is (language is Language.VI)


def test_reason_stands_before_the_nearest_clauses(asked):
    printed = click.unstyle(asked("Kinh tế số theo Nghị quyết 57", documents=["52-NQ-TW"]))
    assert printed.startswith("Tài liệu nêu trong câu hỏi không nằm trong các tài liệu được chọn.")


def test_search_that_finds_nothing_says_so(assistant):
    reply = assistant.search("kinh tế số", documents=["52-NQ-TW"])
    empty = dataclasses.replace(reply, results=())
    assert list(search_lines(empty, Language.VI)) == ["Không tìm thấy gì."]


def test_place_is_printed_with_headings_and_what_stands_under_it(library):
    clause = library.clause("TH-52-NQ-TW/P1/IV/2")
    printed = _plain(clause_lines(clause, library, (), library.children(clause.id), Language.VI))
    lines = [line.strip() for line in printed.splitlines() if line.strip()]
    assert lines == [
        "Bản tổng hợp Nghị quyết số 52-NQ/TW, phần I, mục IV, khối thứ 2  [TH-52-NQ-TW/P1/IV/2 · đề mục]",
        "PHÂN TÍCH NGHỊ QUYẾT",
        "Tổ chức thực hiện",
        "Khối Chính phủ:",
        "P1/IV/2/b1  Xây dựng và triển khai Chiến lược quốc gia về Cách mạng công nghiệp thứ 4;",
        "P1/IV/2/b2  Đề án chuyển đổi số quốc gia",
        "P1/IV/2/b3  Các đề án, chương trình, kế hoạch tham gia Cách mạng công nghiệp lần thứ 4;",
    ]


def test_no_line_is_wider_than_the_page(asked):
    assert max(map(len, click.unstyle(asked("mục III.3 Nghị quyết 57")).splitlines())) <= 100


def test_words_are_printed_as_they_stand(asked, library):
    printed = " ".join(click.unstyle(asked("mục IV.3 Nghị quyết 57")).split())
    assert library.clause("57-NQ-TW/IV.3").text in printed
