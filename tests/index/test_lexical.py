import math
import unicodedata

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import IndexMismatch
from index.lexical import LexicalIndex, folded_tokens, matched_words, typed_tokens

PASSAGES = [
    "Quy mô kinh tế số đạt tối thiểu 30% GDP.",
    "Phủ sóng 5G toàn quốc.",
    "Phát triển hạ tầng số, kinh tế số.",
    "Phân định rõ phạm vi không gian và thời gian thử nghiệm.",
]
K1, B = 1.2, 0.5


@pytest.mark.parametrize("tokenize", [typed_tokens, folded_tokens])
def test_one_letter_words_are_tokens(tokenize):
    assert tokenize("ở ý C9")[:3] == [tokenize("ở")[0], tokenize("ý")[0], "c9"]


def test_neighbours_make_pairs():
    assert typed_tokens("Phủ sóng 5G") == ["phủ", "sóng", "5g", "phủ_sóng", "sóng_5g"]


def test_folded_tokens_bear_no_marks():
    assert folded_tokens("Đường sắt") == ["duong", "sat", "duong_sat"]


def test_scores_of_a_tiny_case_are_those_computed_by_hand():
    index = LexicalIndex.build(["kinh tế số", "hạ tầng số"], str.split)
    # Equal lengths cancel, so that only ln(1 + 1.5/1.5) for "kinh" and ln(1 + 0.5/2.5) for "số" are left.
    assert index.scores("kinh số") == pytest.approx([1, math.log(1.2) / (math.log(2) + math.log(1.2))], abs=1e-5)
    assert index.scores("kinh") == pytest.approx([1, 0])


def test_word_that_no_passage_holds_counts_as_the_rarest():
    index = LexicalIndex.build(["kinh tế số", "hạ tầng số"], str.split)
    assert index.scores("kinh mây") == pytest.approx([0.5, 0], abs=1e-5)


def _by_the_book(question, passages, tokenize):
    """BM25 as Lucene has it, divided by the best score that any passage could have."""
    tokens = [tokenize(passage) for passage in passages]
    mean = sum(map(len, tokens)) / len(tokens)

    def weight(token, passage):
        holding = sum(token in other for other in tokens)
        rarity = math.log(1 + (len(tokens) - holding + 0.5) / (holding + 0.5))
        count = passage.count(token)
        return rarity * count / (count + K1 * (1 - B + B * len(passage) / mean))

    highest = {token: max(weight(token, passage) for passage in tokens) for row in tokens for token in row}
    wanted = tokenize(question)
    best = sum(highest.get(token, max(highest.values())) for token in wanted)
    return [sum(weight(token, passage) for token in wanted if token in highest) / best for passage in tokens]


@pytest.mark.parametrize("question", ["kinh tế số", "phủ sóng 5g khi nào", "thời gian thử nghiệm số", "số số"])
@pytest.mark.parametrize("tokenize", [typed_tokens, folded_tokens])
def test_scores_agree_with_the_formula(question, tokenize):
    found = LexicalIndex.build(PASSAGES, tokenize).scores(question)
    np.testing.assert_allclose(found, _by_the_book(question, PASSAGES, tokenize), atol=1e-5)


@given(
    st.lists(st.sampled_from("kinh tế số hạ tầng 5G mây máy thời gian phủ sóng 30".split()), max_size=8).map(" ".join)
)
def test_scores_lie_between_nought_and_one(question):
    scores = LexicalIndex.build(PASSAGES, typed_tokens).scores(question)
    assert (scores >= 0).all()
    assert (scores <= 1 + 1e-6).all()


@pytest.mark.parametrize("question", ["Kinh tế số đạt bao nhiêu", "phủ sóng 5G", "đô thị thông minh"])
def test_question_without_marks_scores_like_the_marked_one_in_the_folded_field(question):
    index = LexicalIndex.build(PASSAGES, folded_tokens)
    bare = "".join(c for c in unicodedata.normalize("NFD", question) if not unicodedata.combining(c)).replace("đ", "d")
    assert bare != question
    np.testing.assert_array_equal(index.scores(bare), index.scores(question))


def test_typed_field_tells_marks_apart():
    index = LexicalIndex.build(["kinh tế số", "kính tê sờ"], typed_tokens)
    assert index.scores("kinh tế").argmax() == 0
    assert index.scores("kinh te")[0] < 0.5


@pytest.mark.parametrize("question", ["", "?!", "xyzzy plugh"])
def test_question_without_known_words_matches_nothing(question):
    np.testing.assert_array_equal(LexicalIndex.build(PASSAGES, typed_tokens).scores(question), np.zeros(4))


def test_saved_index_scores_the_same(tmp_path):
    built = LexicalIndex.build(PASSAGES, typed_tokens)
    built.save(tmp_path / "typed")
    loaded = LexicalIndex.load(tmp_path / "typed", typed_tokens)
    for question in ("kinh tế số", "phủ sóng mây", ""):
        np.testing.assert_array_equal(loaded.scores(question), built.scores(question))


def test_missing_index_says_what_to_run(tmp_path):
    with pytest.raises(IndexMismatch, match="Run `tracuu build`") as caught:
        LexicalIndex.load(tmp_path / "typed", typed_tokens)
    assert caught.value.code == "index_damaged"


def test_importing_bm25s_leaves_its_logger_quiet(tmp_path, caplog):
    with caplog.at_level("INFO"):
        LexicalIndex.build(PASSAGES, typed_tokens).save(tmp_path / "typed")
    assert caplog.text == ""


@pytest.mark.parametrize(
    ("question", "matched"),
    [
        ("Kinh tế số là gì", ("kinh", "tế", "số")),
        ("kinh te so la gi", ("kinh", "te", "so")),
        ("KINH TẾ, kinh tế", ("kinh", "tế")),
        ("mạng", ()),
    ],
)
def test_matched_words_are_those_of_the_question(question, matched):
    assert matched_words(question, PASSAGES[2]) == matched


def test_english_words_are_not_found_under_marks():
    assert matched_words("What is the role of the State?", "Thể chế; vai trò của State Bank") == ("state",)
    assert matched_words("the che", "Thể chế") == ("the", "che")
