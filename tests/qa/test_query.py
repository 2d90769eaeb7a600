import unicodedata

import pytest

from corpus import Language
from corpus.errors import QuestionError
from qa.abbreviations import Abbreviations
from qa.intent import Intent
from qa.marks import Restorer
from qa.query import check_k, clean, place_clauses, understand
from qa.readings import Readings


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("  Kinh tế   số\n là gì? ", "Kinh tế số là gì?"),
        (unicodedata.normalize("NFD", "đổi mới sáng tạo"), "đổi mới sáng tạo"),
        ("Kinh\u00a0tế\tsố", "Kinh tế số"),
        ("5", "5"),
    ],
)
def test_question_is_composed_and_single_spaced(typed, text):
    assert clean(typed) == text


@pytest.mark.parametrize("question", ["", "   ", "\n", "?!…", "—"])
def test_empty_question_is_refused(question):
    with pytest.raises(QuestionError, match=r"is empty\. Type a few words") as caught:
        clean(question)
    assert caught.value.code == "question_empty"


@pytest.mark.parametrize("question", ["a\x00b", "\ud800", "kinh tế \x1b[0m", "\ue000 số"])
def test_question_that_is_no_text_is_refused(question):
    with pytest.raises(QuestionError, match="is not text") as caught:
        clean(question)
    assert caught.value.code == "question_not_text"


def test_question_may_have_a_thousand_characters_and_no_more():
    assert clean("ố" * 1000) == "ố" * 1000
    assert clean(unicodedata.normalize("NFD", "ố" * 1000)) == "ố" * 1000
    with pytest.raises(QuestionError, match="1,001 characters; at most 1,000") as caught:
        clean("ố" * 1001)
    assert (caught.value.code, caught.value.values["length"]) == ("question_too_long", 1001)


@pytest.mark.parametrize("k", [1, 10, 100])
def test_k_within_bounds_is_taken(k):
    assert check_k(k) == k


@pytest.mark.parametrize("k", [0, -1, 101])
def test_k_out_of_bounds_is_refused(k):
    with pytest.raises(QuestionError, match=f"k is {k}, but must lie between 1 and 100") as caught:
        check_k(k)
    assert caught.value.code == "k_out_of_range"


@pytest.mark.parametrize(
    ("question", "given", "language"),
    [
        ("kinh tế số", Language.EN, Language.VI),
        ("What is the target?", Language.VI, Language.EN),
        ("5G", Language.EN, Language.EN),
        ("5G", None, Language.VI),
    ],
)
def test_language_of_the_reader_counts_where_the_question_speaks_for_none(library, question, given, language):
    assert understand(question, library, language=given).language is language


def test_rest_is_the_question_without_its_document(library):
    query = understand("Nghị quyết 57 đặt mục tiêu kinh tế số bao nhiêu?", library)
    assert (query.documents, query.rest) == (("57-NQ-TW",), "đặt mục tiêu kinh tế số bao nhiêu?")
    assert query.text == "Nghị quyết 57 đặt mục tiêu kinh tế số bao nhiêu?"


def test_name_that_several_places_have_is_none_of_them_but_makes_them_likely(library):
    query = understand("Trong mỗi hướng thì KF3 chứa gì?", library)
    assert query.place is None
    assert {place.path.rsplit("/", 1)[-1] for place in query.likely_places} == {"KF3"}
    assert len(query.likely_places) == 9
    named = understand("KFA2 KF3 nói gì?", library)
    assert (named.place, named.likely_places) == (library.clause("TH-52-NQ-TW/P1/III/KFA2/KF3"), ())


def test_code_that_may_be_something_else_is_a_place_only_with_its_document_or_alone(library):
    item = library.clause("TH-52-NQ-TW/P1/I/C1")
    cup = understand("Chung kết cúp C1 đá ở sân nào?", library)
    assert (cup.place, cup.likely_places) == (None, (item,))
    assert understand("C1 là gì?", library).place == item
    assert understand("C1 trong bản tổng hợp nói gì về cơ hội?", library).place == item


def test_place_holds_everything_under_it_in_order(library):
    inside = place_clauses(library.clause("52-NQ-TW/II.1"), library)
    assert [clause.path for clause in inside] == ["II.1", "II.1/b1", "II.1/b2", "II.1/b2.p1", "II.1/b2.p2", "II.1/b3"]


@pytest.fixture(scope="module")
def readings():
    return Readings(Abbreviations((("chuyển đổi số", "CĐS", "digital transformation"),)), Restorer.load())


def test_readings_are_of_what_is_left_to_look_for(library, readings):
    query = understand("CĐS trong doanh nghiep theo NQ 57", library, readings=readings)
    assert query.documents == ("57-NQ-TW",)
    assert query.rest == "CĐS trong doanh nghiep theo"
    assert query.variants == ("CĐS trong doanh nghiệp theo", "chuyển đổi số trong doanh nghiệp theo")
    assert query.meant == "chuyển đổi số trong doanh nghiệp theo"
    assert query.searched_as == "chuyển đổi số trong doanh nghiệp theo NQ 57"


def test_question_that_only_names_its_document_is_looked_for_as_a_whole(library, readings):
    query = understand("nghi quyet 57", library, readings=readings)
    assert (query.rest, query.variants, query.meant) == ("", ("nghị quyết 57",), "nghị quyết 57")


def test_without_readings_a_question_is_as_typed(library):
    query = understand("CĐS trong doanh nghiep", library)
    assert query.variants == ()
    assert query.meant == query.searched_as == query.text == "CĐS trong doanh nghiep"


def test_question_that_reads_one_way_has_no_other_readings(library, readings):
    query = understand("an ninh mạng", library, readings=readings)
    assert (query.variants, query.meant, query.searched_as) == ((), "an ninh mạng", "an ninh mạng")


def test_theme_alone_is_another_reading_of_a_question_that_gathers(library, readings):
    query = understand("gom het cac y ve nang luong", library, readings=readings)
    assert query.intent is Intent.GATHER
    assert query.variants[-1] == "năng lượng"
    assert understand("năng lượng", library, readings=readings).intent is Intent.ANSWER


def test_english_question_is_told_as_typed_and_searched_spelled_out(library, readings):
    query = understand("Who pays for digital transformation?", library, readings=readings)
    assert query.searched_as == "Who pays for digital transformation?"
    assert query.variants == ("Who pays for chuyển đổi số?",)
