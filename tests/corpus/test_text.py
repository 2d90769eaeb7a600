import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.text import fold, normalise, plain, plain_with_offsets, words

# Pieces that originals are made of, decomposed letters and stray markup among them.
PIECES = st.sampled_from(
    ["khoa", " ", "\n", "\n\n", "-", "- ", "*", "**", "#", "▶", "<ul>", "<li>", "<", ">", "đ", "Đ", "\t", "học", "7,5%"]
    + [unicodedata.normalize("NFD", word) for word in ("nghệ", "ưỡng", "Ứng")]
    + ["\u0301", "\u0323"]
)
ORIGINALS = st.lists(PIECES, max_size=20).map("".join) | st.text(max_size=20)


@pytest.mark.parametrize(
    ("original", "shown"),
    [
        ("**Mục tiêu tổng quát:** Tận dụng", "Mục tiêu tổng quát: Tận dụng"),
        ("- ▶ Phát triển", "- Phát triển"),
        ('<ul style="color: red"><li>▶ Khối Đảng</li></ul>', "Khối Đảng"),
        ("nguồn lực bên ngoài là quan\n\ntrọng, đột phá", "nguồn lực bên ngoài là quan trọng, đột phá"),
        ("### 1. Về quan điểm  ", "1. Về quan điểm"),
        ("kinh tế\u00a0số", "kinh tế số"),
        ("tỉ lệ < 5% và > 3%", "tỉ lệ < 5% và > 3%"),
        ("", ""),
        (" \n ", ""),
    ],
)
def test_markup_and_line_structure_go(original, shown):
    assert plain(original) == shown


def test_word_broken_at_hyphen_is_joined():
    assert plain("tài chính-\n\nngân hàng") == "tài chính-ngân hàng"


def test_dash_between_words_keeps_its_spaces():
    assert plain("kỷ nguyên mới - kỷ\nnguyên") == "kỷ nguyên mới - kỷ nguyên"


def test_decomposed_letters_are_composed():
    assert plain(unicodedata.normalize("NFD", "chuyển đổi số")) == "chuyển đổi số"


def test_slips_of_scanning_stay():
    assert plain("chuyên đổi số") == "chuyên đổi số"


@given(ORIGINALS)
def test_words_of_words_are_the_same(original):
    assert plain(plain(original)) == plain(original)


@given(ORIGINALS)
def test_words_are_composed_and_single_spaced(original):
    shown = plain(original)
    assert unicodedata.is_normalized("NFC", shown)
    assert shown == " ".join(shown.split())


@given(ORIGINALS)
def test_every_letter_stands_where_its_offset_says(original):
    shown, offsets = plain_with_offsets(original)
    assert len(offsets) == len(shown) + 1
    assert list(offsets) == sorted(offsets)
    for letter, offset in zip(shown, offsets[:-1], strict=True):
        base = unicodedata.normalize("NFD", letter)[0]
        there = unicodedata.normalize("NFD", original[offset])[0]
        # A mark that composes with no letter stands where the letter before it does.
        assert base == there or (letter == " " and there.isspace()) or unicodedata.combining(letter)


@given(ORIGINALS)
def test_slice_between_first_and_last_offset_has_the_same_words(original):
    shown, offsets = plain_with_offsets(original)
    if shown:
        assert plain(original[offsets[0] : offsets[-1]]) == shown


@pytest.mark.parametrize(
    ("new", "old"),
    [("hoà", "hòa"), ("thuỷ", "thủy"), ("khoẻ", "khỏe"), ("HOÀ", "HÒA"), ("uỷ", "ủy"), ("hoá học", "hóa học")],
)
def test_tone_placement_makes_no_difference(new, old):
    assert normalise(new) == normalise(old) == old.lower()


@pytest.mark.parametrize("word", ["quý", "hoàn", "hoài", "loại", "quyết", "toàn", "tuyến", "quà", "khoảng"])
def test_syllables_that_are_written_in_one_way_stay(word):
    assert normalise(word) == word


@given(ORIGINALS)
def test_normalising_twice_changes_nothing(original):
    assert normalise(normalise(original)) == normalise(original)


@given(ORIGINALS)
def test_decomposed_text_is_normalised_alike(original):
    assert normalise(unicodedata.normalize("NFD", original)) == normalise(unicodedata.normalize("NFC", original))


@pytest.mark.parametrize(
    ("marked", "bare"),
    [
        ("Đến năm 2030", "den nam 2030"),
        ("ỨNG DỤNG", "ung dung"),
        (unicodedata.normalize("NFD", "đường sắt"), "duong sat"),
        ("57-NQ/TW", "57-nq/tw"),
    ],
)
def test_folding_takes_marks_off(marked, bare):
    assert fold(marked) == bare


@given(ORIGINALS)
def test_folding_twice_changes_nothing(original):
    assert fold(fold(original)) == fold(original)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Nghị quyết 57-NQ/TW", ["nghị", "quyết", "57", "nq", "tw"]),
        ("ở ý C9", ["ở", "ý", "c9"]),
        (unicodedata.normalize("NFD", "Hoà Lạc"), ["hòa", "lạc"]),
        ("7,5%/năm", ["7", "5", "năm"]),
        ("—", []),
    ],
)
def test_words_are_syllables_and_numbers(text, found):
    assert words(text) == found
