from dataclasses import replace

import pytest

from corpus.clause import ClauseKind
from corpus.gloss import Gloss, gloss_hash
from corpus.gloss_check import (
    Fault,
    Finding,
    Glossed,
    Term,
    check_all,
    check_answers,
    check_copying,
    check_equal_sentences,
    check_extent,
    check_figures,
    check_names,
    check_repeats,
    check_terms,
    parse_terms,
)

TERMS = (
    Term("kinh tế số", "digital economy"),
    Term("quy mô kinh tế số", "size of the digital economy"),
    Term("kinh tế - xã hội", "socio-economic", ("KT-XH",)),
    Term("thành phố trực thuộc Trung ương", "centrally run city"),
    Term("năng suất nhân tố tổng hợp", "total factor productivity", ("TFP",)),
    Term("công nghệ thông tin", "information technology", ("IT",)),
    Term("cuộc Cách mạng công nghiệp lần thứ tư", "Fourth Industrial Revolution", ("CMCN 4.0",)),
    Term("Thành phố Hồ Chí Minh", "Ho Chi Minh City"),
    Term("Việt Nam", "Viet Nam", also=("Vietnamese",)),
)
GOOD = Glossed(
    Gloss(
        "57-NQ-TW/II.1/b2",
        1,
        gloss_hash("Quy mô kinh tế số đạt tối thiểu 30% GDP."),
        "The size of the digital economy reaches at least 30% of GDP.",
        ("Làm ăn trên mạng lớn cỡ nào?", "kinh tế số tới đâu", "Đích là gì?", "Mấy phần GDP?", "Con số 30% là gì?"),
        ("How large is it to be?", "What is 30% of GDP?", "digital share"),
        "Làm ăn trên mạng ít nhất phải bằng gần một phần ba của cải làm ra.",
    ),
    ClauseKind.CLAUSE,
    "Quy mô kinh tế số đạt tối thiểu 30% GDP.",
)


def glossed(text, en="", *, kind=ClauseKind.CLAUSE, clause_id="A/p1", **parts):
    return Glossed(Gloss(clause_id, 0, gloss_hash(text), en, **parts), kind, text)


def details(findings):
    return [finding.detail for finding in findings]


def test_good_gloss_passes_every_check():
    assert check_all([GOOD], TERMS) == []


def test_finding_says_where_and_what():
    wrong = replace(GOOD, gloss=replace(GOOD.gloss, en="The size of the digital economy reaches at least 13% of GDP."))
    assert check_all([wrong], TERMS) == [Finding("57-NQ-TW/II.1/b2", 1, Fault.FIGURE, "30")]


def test_every_check_is_in_the_sum_of_them():
    text = "Đến năm 2030, kinh tế số của KFA phải đi rất nhanh, vượt lên nhiều nước."
    wrong = glossed(text, "", questions_vi=("Phải đi nhanh, vượt lên ra sao?",) * 2, answers={"Bao giờ?": "2030"})
    other = glossed(text, "Other.", kind=ClauseKind.HEADING)
    assert {finding.fault for finding in check_all([wrong, other], TERMS)} == set(Fault)


@pytest.mark.parametrize(
    ("text", "en", "missing"),
    [
        ("tăng bình quân 7,5%/năm", "by 7.5% per year on average", []),
        ("tăng bình quân 7,5%/năm", "by 75% per year on average", ["7.5"]),
        ("tăng bình quân 7,5%/năm", "by 7.5 per year on average", ["%"]),
        ("tăng 16 - 18%/năm", "by 16 - 18 per cent a year", []),
        ("3 nước, 3 năm", "3 countries, years", ["3"]),
        ("1.000 doanh nghiệp", "1,000 enterprises", []),
        ("1.000 doanh nghiệp", "1 enterprise", ["1000"]),
        ("12 người trên một vạn dân", "12 persons per 10,000 inhabitants", []),
        ("12 người trên một vạn dân", "12 persons per 1,000 inhabitants", ["10000"]),
        ("bốn nước dẫn đầu", "the 4 leading countries", []),
        ("4 nước dẫn đầu", "the four leading countries", []),
        ("bốn nước dẫn đầu", "the five leading countries", ["4"]),
        ("hai mươi ba xã", "23 communes", []),
        ("lần thứ tư", "the Fourth", []),
        ("lần thứ tư", "the Third", ["4"]),
        ("khoá XII", "the 12th tenure", []),
        ("khoá XIV", "tenure XIV", []),
        ("khoá XIV", "tenure XVI", ["14"]),
        ("ngày 25/7/2018", "dated 25 July 2018", []),
        ("ngày 25/7/2018", "dated July 25, 2018", []),
        ("ngày 25/7/2018", "dated 25 June 2018", ["7"]),
    ],
)
def test_figures_are_carried_over_however_they_are_written(text, en, missing):
    assert details(check_figures(glossed(text, en))) == missing


@pytest.mark.parametrize(
    ("text", "en", "lost"),
    [
        ("phát triển kinh tế số", "economic growth in the digital age", []),
        ("phát triển kinh tế số", "develop the internet economy", ["kinh tế số = digital economy"]),
        ("phát triển Kinh Tế Số", "develop the internet economy", ["kinh tế số = digital economy"]),
        ("các thành phố trực thuộc Trung ương", "the cities that are centrally run", []),
        ("phát triển kinh tế-xã hội", "socio-economic development", []),
        ("phát triển kinh tế-xã hội", "economic development", ["kinh tế - xã hội = socio-economic"]),
        ("doanh nghiệp Việt Nam", "Vietnamese enterprises", []),
        ("doanh nghiệp Việt Nam", "domestic enterprises", ["Việt Nam = Viet Nam"]),
        ("công nghệ thông tin", "it is informative", ["công nghệ thông tin = information technology"]),
        ("siêu kinh tế sống", "super living", []),
    ],
)
def test_terms_are_kept_in_any_order_and_inflection(text, en, lost):
    assert details(check_terms(glossed(text, en), TERMS)) == lost


def test_stretch_of_a_sentence_belongs_to_its_longest_term():
    short = glossed("Quy mô kinh tế số", "The economy")
    assert details(check_terms(short, TERMS)) == ["quy mô kinh tế số = size of the digital economy"]
    twice = glossed("Quy mô kinh tế số và kinh tế số", "Growth")
    assert len(check_terms(twice, TERMS)) == 2


@pytest.mark.parametrize(
    ("text", "en", "lost"),
    [
        ("Theo CSCI và IoT", "According to CSCI and the IoT", []),
        ("Theo CSCI và IoT", "According to it", ["CSCI", "IoT"]),
        ("Nghị quyết 52-NQ/TW", "Resolution 52-NQ/TW", []),
        ("Nghị quyết 52-NQ/TW", "Resolution 52", ["52-NQ/TW"]),
        ("góp phần của TFP", "the part of total factor productivity", []),
        ("góp phần của TFP", "the part of productivity", ["TFP"]),
        ("CMCN 4.0", "the Fourth Industrial Revolution", []),
        ("TỔNG BÍ THƯ Tô Lâm", "GENERAL SECRETARY, To Lam", []),
        ("TỔNG BÍ THƯ Tô Lâm", "GENERAL SECRETARY", ["Tô Lâm"]),
        ("tại Thành phố Hồ Chí Minh", "in the city", []),  # a term, and so not counted twice
        ("khoá XII", "the 12th tenure", []),
        ("Đến năm 2030", "By 2030", []),
    ],
)
def test_names_and_abbreviations_are_carried_over(text, en, lost):
    assert details(check_names(glossed(text, en), TERMS)) == lost


@pytest.mark.parametrize(
    ("parts", "short"),
    [
        ({"questions_vi": GOOD.gloss.questions_vi[:4]}, ["questions_vi: 4 of 5"]),
        ({"questions_en": GOOD.gloss.questions_en[:2]}, ["questions_en: 2 of 3"]),
        ({"plain_vi": None}, ["plain_vi"]),
    ],
)
def test_clause_needs_its_questions_and_a_plain_wording(parts, short):
    lacking = replace(GOOD, gloss=replace(GOOD.gloss, **parts))
    assert details(check_extent(lacking)) == short
    assert check_extent(replace(lacking, kind=ClauseKind.HEADING)) == []


def test_question_that_differs_in_case_and_marks_alone_stands_twice():
    again = glossed("Câu.", questions_vi=("Ai chịu trách nhiệm?", "ai chịu trách nhiệm", "Ai lo việc này?"))
    assert details(check_repeats(again)) == ["ai chịu trách nhiệm"]


SENTENCE = "Sáp nhập và giải thể các tổ chức yếu kém, phát triển quy mô kinh tế số của thành phố."


@pytest.mark.parametrize(
    ("wording", "row"),
    [
        ("Ai sáp nhập, giải thể những đơn vị dở?", "sáp nhập giải thể"),
        ("Sáp nhập để giải tán ai?", None),
        ("Phát triển quy mô kinh tế số của thành phố ra sao?", None),
        ("Thể tổ chức yếu gì?", "thể tổ chức yếu"),
        ("Chức tổ yếu kém ở đâu?", None),
    ],
)
def test_four_content_words_in_a_row_are_a_copy(wording, row):
    expected = [f"{row} | {wording}"] if row else []
    assert details(check_copying(glossed(SENTENCE, questions_vi=(wording,)), TERMS)) == expected
    assert details(check_copying(glossed(SENTENCE, plain_vi=wording), TERMS)) == expected


def test_equal_sentences_have_equal_glosses():
    first = glossed("Kinh tế - xã hội.", "Socio-economic.", plain_vi="Làm ăn.", clause_id="A/p1")
    same = glossed("kinh tế-xã hội", "Socio-economic.", plain_vi="Làm ăn.", clause_id="B/p1")
    other = glossed("Kinh tế-xã hội;", "Economic.", plain_vi="Đời sống.", clause_id="C/p1")
    assert check_equal_sentences([first, same]) == []
    assert check_equal_sentences([first, same, other]) == [
        Finding("C/p1", 0, Fault.UNEQUAL, "en: not as in A/p1"),
        Finding("C/p1", 0, Fault.UNEQUAL, "plain_vi: not as in A/p1"),
    ]


def test_heading_needs_only_the_translation_of_an_equal_clause():
    clause = glossed("Mục tiêu", "Objectives", plain_vi="Cái đích.")
    assert check_equal_sentences([glossed("MỤC TIÊU", "Objectives", kind=ClauseKind.HEADING), clause]) == []
    assert details(check_equal_sentences([clause, glossed("MỤC TIÊU", "Aims", kind=ClauseKind.HEADING)])) == [
        "en: not as in A/p1"
    ]


def test_terms_are_read_longest_first():
    toml = (
        '[[term]]\nvi = "số"\nen = "digital"\n[[term]]\nvi = "kinh tế"\nen = "economy"\nshort = ["KT"]\nalso = ["x"]\n'
    )
    assert parse_terms(toml) == (Term("kinh tế", "economy", ("KT",), ("x",)), Term("số", "digital"))


def test_term_without_english_is_refused():
    with pytest.raises(KeyError, match="en"):
        parse_terms('[[term]]\nvi = "số"\n')


@pytest.mark.parametrize(
    ("answers", "wrong"),
    [
        ({}, []),
        ({"Bao nhiêu?": "tối thiểu 30% GDP"}, []),
        ({"How much?": "30%"}, []),
        ({"Bao nhiêu?": "Tối thiểu 30%"}, ["Tối thiểu 30% | Bao nhiêu?"]),
        ({"Bao nhiêu?": "40%"}, ["40% | Bao nhiêu?"]),
        ({"Bao nhiêu?": " "}, ["  | Bao nhiêu?"]),
        ({"Ai?": "30%"}, ["30% | Ai?"]),
    ],
)
def test_short_answer_stands_in_the_sentence_and_answers_a_question_of_it(answers, wrong):
    each = glossed("Đạt tối thiểu 30% GDP.", questions_vi=("Bao nhiêu?",), questions_en=("How much?",), answers=answers)
    assert details(check_answers(each)) == wrong
