"""A question and a passage become one row of tokens, from which the way leads back to the passage."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from corpus.text import fold, normalise
from qa.cross_encoder.pairing import MOST_CONTEXT, MOST_QUESTION, MOST_TOKENS, Pair, Pairing

ENCODER = Path(__file__).parents[2] / "index" / "encoder"
TOKENIZER = Tokenizer.from_file(str(ENCODER / "tokenizer.json"))
PAIRING = Pairing.of(ENCODER)

WORDS = st.sampled_from(
    ["kinh", "tế", "số", "Kinh", "te", "so", "GDP", "30%", "57-NQ/TW", "hoà", "thuỷ", "Đến", "the", "unbelievably", ","]
)
TEXTS = st.lists(WORDS, max_size=60).map(" ".join)
ANY_TEXTS = st.one_of(TEXTS, TEXTS.map(lambda text: unicodedata.normalize("NFD", text)), st.text(max_size=60))


def pair_of(question: str, passage: str, context: str = "") -> Pair:
    (pair,) = PAIRING.pairs(question, [(context, passage)])
    return pair


def levels(question: str, passage: str, context: str = "") -> dict[str, int]:
    """The level of each token after the question, by the word as it stands in the passage."""
    pair = pair_of(question, passage, context)
    return {span.of(passage): level for span, level in zip(pair.spans, pair.matches, strict=True) if span is not None}


def asked_levels(question: str, passage: str, context: str = "") -> list[int]:
    pair = pair_of(question, passage, context)
    return list(pair.matches[1 : pair.types.index(1) - 1])


def test_row_is_question_context_and_passage_between_markers() -> None:
    pair = pair_of("kinh tế số", "đạt 30% GDP", "Mục tiêu")
    tokens = [TOKENIZER.id_to_token(number) for number in pair.ids]
    assert tokens == [
        *("[CLS]", "kinh", "tế", "số", "[SEP]"),
        *("mục", "tiêu", "đạt", "30", "%", "gdp", "[SEP]"),
    ]
    assert pair.types == (0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1)
    assert [span is not None for span in pair.spans] == [False] * 7 + [True] * 4 + [False]


@given(ANY_TEXTS, ANY_TEXTS, ANY_TEXTS)
def test_row_has_one_of_each_for_every_token_and_is_never_too_long(question: str, context: str, passage: str) -> None:
    pair = pair_of(question, passage, context)
    assert len(pair.ids) == len(pair.types) == len(pair.matches) == len(pair.spans) <= MOST_TOKENS
    assert set(pair.matches) <= {0, 1, 2}


@given(ANY_TEXTS, ANY_TEXTS)
def test_spans_go_through_the_passage_from_left_to_right(question: str, passage: str) -> None:
    spans = [span for span in pair_of(question, passage, "Mục tiêu").spans if span is not None]
    assert all(0 <= span.start < span.end <= len(passage) for span in spans)
    assert [span.start for span in spans] == sorted(span.start for span in spans)


@given(TEXTS)
def test_span_holds_the_letters_of_its_token(passage: str) -> None:
    pair = pair_of("kinh tế", passage)
    said = [
        (normalise(TOKENIZER.id_to_token(number).removeprefix("##")), normalise(span.of(passage)))
        for number, span in zip(pair.ids, pair.spans, strict=True)
        if span is not None
    ]
    assert [token for token, _ in said] == [letters for _, letters in said]


def test_word_of_the_question_counts_one_and_two_in_a_row_count_two() -> None:
    found = levels("kinh tế số đạt bao nhiêu", "Kinh tế xã hội phát triển và đạt kết quả")
    assert [word for word, level in found.items() if level == 2] == ["Kinh", "tế"]
    assert [word for word, level in found.items() if level == 1] == ["đạt"]


def test_same_words_in_another_order_are_no_row() -> None:
    assert levels("số hóa kinh tế", "tế kinh") == {"tế": 1, "kinh": 1}


def test_question_is_matched_with_context_and_passage() -> None:
    assert asked_levels("mục tiêu của kinh tế", "Nền kinh tế", "Mục tiêu") == [2, 2, 0, 2, 2]
    assert asked_levels("mục tiêu của kinh tế", "Tế bào", "Mục đích") == [1, 0, 0, 0, 1]


def test_question_without_marks_matches_as_well() -> None:
    marked, bare = (levels(question, "Kinh tế số đạt 30%") for question in ("kinh tế số", "kinh te so"))
    assert marked == bare == {"Kinh": 2, "tế": 2, "số": 2, "đạt": 0, "30": 0, "%": 0}


def test_old_and_new_tone_placement_match() -> None:
    assert levels("hoà bình", "hòa nhập")["hòa"] == 1


def test_all_pieces_of_a_word_have_its_level() -> None:
    pair = pair_of("unbelievably", "unbelievably slow")
    inside = [level for span, level in zip(pair.spans, pair.matches, strict=True) if span is not None]
    assert len(inside) > 2
    assert inside == [1] * (len(inside) - 1) + [0]


@pytest.mark.parametrize("sign", [",", "%", "?", "-"])
def test_punctuation_matches_nothing(sign: str) -> None:
    assert levels(f"gì {sign}", f"luật {sign}")[sign] == 0


@given(TEXTS)
def test_taking_the_marks_off_the_question_changes_no_level_of_the_passage(question: str) -> None:
    passage = "Đến năm 2030, kinh tế số đạt tối thiểu 30% GDP."
    short = " ".join(question.split()[:12])
    assert levels(short, passage) == levels(fold(short), passage)


def test_long_texts_are_cut_each_at_its_own_length() -> None:
    pair = pair_of("luật " * 300, "số " * 300, "mục " * 300)
    asked = pair.types.index(1) - 2
    inside = [place for place, span in enumerate(pair.spans) if span is not None]
    assert asked == MOST_QUESTION
    assert len(pair.ids) == MOST_TOKENS
    assert inside == list(range(MOST_QUESTION + 2 + MOST_CONTEXT, MOST_TOKENS - 1))


def test_short_question_leaves_its_room_to_the_passage() -> None:
    pair = pair_of("luật", "số " * 300)
    assert len(pair.ids) == MOST_TOKENS
    assert sum(span is not None for span in pair.spans) == MOST_TOKENS - 4


def test_empty_passage_has_no_spans() -> None:
    assert pair_of("luật", "").spans == (None, None, None, None)


def test_pairs_come_in_order_and_do_not_depend_on_their_company() -> None:
    passages = [("Mục tiêu", "kinh tế số"), ("", "luật " * 200), ("", "hạ tầng")]
    together = PAIRING.pairs("kinh tế", passages)
    assert together == [PAIRING.pairs("kinh tế", [passage])[0] for passage in passages]
