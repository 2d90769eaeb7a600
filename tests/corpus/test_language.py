import unicodedata

import pytest

from corpus import Language, guess_language


@pytest.mark.parametrize(
    "question",
    [
        "Kinh tế số chiếm bao nhiêu phần trăm GDP?",
        "kinh te so chiem bao nhieu phan tram GDP",
        "IoT la gi",
        "mang 5G phu song khi nao",
        "Đà Nẵng",
        "đ",
        "AI là gì",
        "What is chuyển đổi số?",
        unicodedata.normalize("NFD", "an ninh mạng"),
        "muc tieu den nam 2030 theo nghi quyet 57",
        "xa toi bao gio co mang nhanh",
    ],
)
def test_vietnamese_is_known_with_marks_and_without(question):
    assert guess_language(question) is Language.VI


@pytest.mark.parametrize(
    "question",
    [
        "What is the digital economy share?",
        "who issued Resolution 52",
        "section II.1 of Resolution 57",
        "R&D spending target",
        "how many smart cities by 2025",
        "WHICH TARGETS ARE SET FOR 2030?",
    ],
)
def test_english_is_known(question):
    assert guess_language(question) is Language.EN


@pytest.mark.parametrize("question", ["GDP 2030?", "57", "5G", "AI", "KFA 3 KF 2", "NQ57", "", "?"])
def test_nothing_speaks_for_either(question):
    assert guess_language(question) is None
