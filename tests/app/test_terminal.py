import dataclasses
import re

import click
import pytest

from app.terminal import _marked, answer_lines, clause_lines, search_lines
from app.wording import REASONS
from corpus import Language
from qa import Answer, Reason


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


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("reason", list(Reason))
def test_every_reason_stands_before_what_is_no_answer(assistant, reason, language):
    reply = assistant.search("Quy mô kinh tế số", k=10)
    lines = _plain(answer_lines(Answer(reply, (), reason), language)).splitlines()
    nearest = {
        Language.VI: "Những điều khoản gần nhất (không phải câu trả lời)",
        Language.EN: "The nearest clauses (not an answer)",
    }
    assert lines[:3] == [REASONS[reason].in_(language), "", nearest[language]]
    assert [line[:4] for line in lines if line[:3].strip().isdigit()] == ["  1.", "  2.", "  3.", "  4.", "  5."]


def test_quotes_that_are_left_are_counted(assistant):
    answer = assistant.ask("mục III Nghị quyết 57")
    assert answer.more > 0
    assert f"và {answer.more} đoạn trích nữa" in _plain(answer_lines(answer, Language.VI)).splitlines()
    assert f"and {answer.more} more quotes" in _plain(answer_lines(answer, Language.EN)).splitlines()


@pytest.mark.parametrize(
    ("confidence", "ending"), [(0.94, "second dash (sure)"), (0.3, "second dash (unsure)"), (None, "second dash")]
)
def test_how_sure_a_quote_is_stands_after_its_citation(assistant, confidence, ending):
    answer = assistant.ask("Quy mô kinh tế số bao nhiêu phần trăm GDP, Nghị quyết 57?")
    quote = dataclasses.replace(answer.quotes[0], confidence=confidence)
    printed = _plain(answer_lines(dataclasses.replace(answer, quotes=(quote,)), Language.EN))
    assert next(line for line in printed.splitlines() if line.startswith("  — ")).endswith(ending)


def test_why_stands_under_the_quote_and_under_each_clause(assistant):
    answer = assistant.ask("Quy mô kinh tế số bao nhiêu phần trăm GDP, Nghị quyết 57?", k=3)
    printed = _plain(answer_lines(answer, Language.EN, why=True))
    assert printed.count("Matching words: ") == printed.count("Found mostly by ") == 3
    assert "  Matching words: " in printed.split("\n\n")[0]


def test_what_was_searched_is_told_where_it_is_not_what_was_typed(assistant):
    told = "Đã tìm theo: “chuyển đổi số trong doanh nghiệp” (--as-typed: tìm đúng như đã gõ)"
    question = "CDS trong doanh nghiep"
    for lines in (
        answer_lines(assistant.ask(question), Language.VI),
        search_lines(assistant.search(question), Language.VI),
    ):
        assert _plain(lines).splitlines()[0] == told
    assert told not in _plain(search_lines(assistant.search(question, as_typed=True), Language.VI))
