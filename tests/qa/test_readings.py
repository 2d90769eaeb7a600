import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.text import fold
from qa.abbreviations import Abbreviations
from qa.marks import Restorer
from qa.readings import Readings
from qa.slips import Slips

SHORT = Abbreviations((("chuyển đổi số", "CĐS", "digital transformation"), ("kinh tế số", "KTS")))


@pytest.fixture(scope="module")
def readings(library):
    restorer = Restorer.load()
    return Readings(SHORT, restorer, Slips.of(library, restorer.syllables))


@pytest.mark.parametrize(
    ("typed", "meant", "spelled_out"),
    [
        ("kinh te so la gi", "kinh tế số là gì", "kinh tế số là gì"),
        ("chuyn doi so la gi", "chuyển đổi số là gì", "chuyển đổi số là gì"),
        ("KTS la gi", "KTS là gì", "kinh tế số là gì"),
        ("CĐS trong doanh nghiep", "CĐS trong doanh nghiệp", "chuyển đổi số trong doanh nghiệp"),
        ("an ninh mạng", "an ninh mạng", "an ninh mạng"),
        ("", "", ""),
    ],
)
def test_vietnamese_is_mended_marked_and_spelled_out(readings, typed, meant, spelled_out):
    assert (readings.of(typed).meant, readings.of(typed).spelled_out) == (meant, spelled_out)


@pytest.mark.parametrize("typed", ["What is innovaton?", "Who pays for digital transformation?"])
def test_english_is_taken_as_typed(readings, typed):
    assert readings.of(typed).meant == typed


def test_each_other_reading_is_searched_once_and_the_last_is_spelled_out(readings):
    assert readings.of("KTS la gi").beside == ("KTS là gì", "kinh tế số là gì")
    assert readings.of("kinh te so la gi").beside == ("kinh tế số là gì",)
    assert readings.of("KTS").beside == ("kinh tế số",)


@pytest.mark.parametrize("typed", ["kinh tế số là gì", "What is innovaton?", "5G", ""])
def test_nothing_is_searched_beside_what_reads_one_way(readings, typed):
    assert readings.of(typed).beside == ()


@pytest.mark.parametrize("typed", ["KTS la gi", "chuyn doi so", "What?", ""])
def test_without_its_parts_a_question_is_as_typed(typed):
    assert Readings().of(typed).meant == Readings().of(typed).spelled_out == typed
    assert Readings().of(typed).beside == ()


def test_each_part_may_be_left_out(library):
    restorer = Restorer.load()
    assert Readings(SHORT).of("KTS la gi").beside == ("kinh tế số la gi",)
    assert Readings(restorer=restorer).of("KTS la gi").beside == ("KTS là gì",)
    assert Readings(slips=Slips.of(library, restorer.syllables)).of("chuyn doi so").beside == ("chuyen doi so",)


@given(st.lists(st.sampled_from("kinh te số KTS chuyn đổi CĐS 5G what data economy ? la".split()), max_size=6))
def test_reading_is_another_one_and_reads_no_further(readings, typed):
    text = " ".join(typed)
    for reading in readings.of(text).beside:
        assert reading != text
    assert readings.of(readings.of(text).meant).meant == readings.of(text).meant
    assert len(set(readings.of(text).beside)) == len(readings.of(text).beside) <= 2


@given(st.lists(st.sampled_from("kinh te so du lieu ha tang la gi mang".split()), min_size=1, max_size=6))
def test_known_words_only_gain_marks(readings, typed):
    text = " ".join(typed)
    assert fold(readings.of(text).meant) == text
