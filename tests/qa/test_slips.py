import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.keys import Keys
from qa.marks import Restorer
from qa.slips import Slips

SYLLABLES = Restorer.load().syllables


@pytest.fixture(scope="module")
def slips(library):
    return Slips.of(library, SYLLABLES)


@pytest.mark.parametrize(
    ("typed", "mended"),
    [
        ("chuyn doi so", "chuyen doi so"),
        ("chuyenn doi so", "chuyen doi so"),
        ("chuyan doi so", "chuyen doi so"),
        ("chyuen doi so", "chuyen doi so"),
        ("Chuyểnn đổi số", "Chuyen đổi số"),
        ("NGHI QUYTE 57", "NGHI QUYET 57"),
    ],
)
def test_slip_of_one_letter_is_mended(slips, typed, mended):
    assert slips.mend(typed) == mended


@pytest.mark.parametrize(
    "text",
    [
        "kinh tế số là gì",
        "kubernetes la gi",
        "hcc",
        "Ông Elon Musk nói gì",
        "57-NQ/TW 5G H5N1x",
        "startup",
        "what is innovaton?",
        "",
        "?",
    ],
)
def test_what_is_known_or_far_or_a_name_or_english_stays(slips, text):
    assert slips.mend(text) == text


def test_clearly_commoner_word_is_meant():
    assert Slips(["quyet, " * 3 + "quyen"]).mend("quyek") == "quyet"
    assert Slips(["quyet, " * 2 + "quyen"]).mend("quyek") == "quyek"


@pytest.mark.parametrize(
    ("typed", "mended"), [("ngoui dan", "nguoi dan"), ("nuoc ngoui", "nuoc ngoai"), ("ngoui", "ngoui")]
)
def test_neighbours_say_which_word_is_meant(typed, mended):
    assert Slips(["người dân, nước ngoài, người, ngoài"]).mend(typed) == mended


@pytest.mark.parametrize(
    ("typed", "mended"),
    [
        ("chuyeern ddooir soos laf gif", "chuyển đổi số là gì"),
        ("chuyeenr ddoori soos", "chuyển đổi số"),
        ("chuye63n d9o63i so61 la2 gi2", "chuyển đổi số là gì"),
        ("Nghij quyeets 57", "Nghị quyết 57"),
        ("DDUWOWNGF LOOIS", "ĐƯỜNG LỐI"),
        ("trawm nawm", "trăm năm"),
    ],
)
def test_keys_left_as_they_are_become_syllables(slips, typed, mended):
    assert slips.mend(typed) == mended


@pytest.mark.parametrize("text", ["test phan mem", "What is a car tax?", "Q1 la gi"])
def test_single_word_like_keys_stays(slips, text):
    assert slips.mend(text) == text


@given(st.lists(st.sampled_from(SYLLABLES), max_size=10).map(" ".join))
def test_known_syllables_stay(text):
    assert Slips(["nghị quyết"], SYLLABLES).mend(text) == text


def test_commoner_of_two_placements_is_meant():
    assert Keys(["của", "cuả"]).decode("cuar") == "của"


@pytest.mark.parametrize(("keys", "form"), [("dduowcj", "được"), ("d9u7o7c5", "được"), ("duoc", None), ("ddd", None)])
def test_keys_spell_a_known_syllable(keys, form):
    assert Keys(["được", "dược", "đi"]).decode(keys) == form
