import numpy as np
import pytest
from tokenizers import Tokenizer

from corpus.text import normalise
from index.encoder.pairs import Pair
from index.encoder.vocabulary import count_syllables, first_vectors, normalizer


def pieces(tokenizer: Tokenizer, text: str) -> list[str]:
    return tokenizer.encode(text, add_special_tokens=False).tokens


def test_marks_are_kept(tokenizer: Tokenizer) -> None:
    assert pieces(tokenizer, "Học, CÔNG NGHỆ") == ["học", ",", "công", "nghệ"]


def test_decomposed_text_reads_as_composed(tokenizer: Tokenizer) -> None:
    assert pieces(tokenizer, "công nghê\u0323") == ["công", "nghệ"]


@pytest.mark.parametrize("written", ["hoà", "hòa", "HOÀ", "Hòa", "hoa\u0300"])
def test_both_tone_placements_are_one_piece(tokenizer: Tokenizer, written: str) -> None:
    assert pieces(tokenizer, written) == ["hòa"]


@pytest.mark.parametrize(
    "text", ["hoà", "khoẻ", "uỷ", "thuý", "quý", "quỳ", "toàn", "hoàng", "uý-thuỷ", "Hoà2", "xoè ra", "hòa", "tuỳ,"]
)
def test_tones_move_as_in_the_corpus(text: str) -> None:
    assert normalizer().normalize_str(text) == normalise(text)


def test_folded_syllable_is_one_piece(tokenizer: Tokenizer) -> None:
    assert pieces(tokenizer, "cong nghe nguoi dan thue") == ["cong", "nghe", "nguoi", "dan", "thue"]


def test_unknown_syllable_is_spelt_with_its_marks(tokenizer: Tokenizer) -> None:
    assert pieces(tokenizer, "khuỵu") == ["k", "##h", "##u", "##ỵ", "##u"]


def test_pieces_of_other_scripts_and_unused_ones_are_left_out(tokenizer: Tokenizer) -> None:
    vocabulary = tokenizer.get_vocab()
    assert not {"中", "я", "[unused0]"} & set(vocabulary)
    assert sorted(vocabulary.values()) == list(range(len(vocabulary)))


def test_special_tokens_follow_their_new_places(tokenizer: Tokenizer) -> None:
    encoded = tokenizer.encode("luật")
    assert encoded.tokens == ["[CLS]", "luật", "[SEP]"]
    assert encoded.ids == [tokenizer.token_to_id(token) for token in encoded.tokens]


def test_nothing_is_padded_or_cut(tokenizer: Tokenizer) -> None:
    assert tokenizer.padding is None
    assert tokenizer.truncation is None
    assert len(tokenizer.encode("luật " * 600).ids) == 602


def test_english_words_and_rare_syllables_are_not_counted() -> None:
    syllables = count_syllables(["microsoft cấp microsoft cấp", "chấp"])
    assert dict(syllables.marked) == {"cấp": 2}
    assert dict(syllables.folded) == {"cap": ["cấp"]}


def test_bare_syllable_counts_towards_its_fold() -> None:
    syllables = count_syllables(["chỉ chi chỉ chi chi"])
    assert (dict(syllables.bare), dict(syllables.folded)) == ({"chi": 3}, {"chi": ["chi", "chỉ"]})


def test_syllable_begins_at_the_pieces_it_meets(teacher_tokenizer: Tokenizer, tokenizer: Tokenizer) -> None:
    pairs = [Pair("tax", "thuế", "HT"), Pair("tax", "thuế", "HT"), Pair("law", "luật", "HT"), Pair("law", "luật", "HT")]
    old = np.random.default_rng(0).normal(size=(teacher_tokenizer.get_vocab_size(), 4)).astype(np.float32)
    syllables = count_syllables(pair.vi for pair in pairs)
    new = first_vectors(tokenizer, teacher_tokenizer, old, syllables, pairs)
    place, former = tokenizer.token_to_id, teacher_tokenizer.token_to_id
    np.testing.assert_allclose(new[place("thuế")], old[former("tax")], rtol=1e-6)
    np.testing.assert_allclose(new[place("thue")], old[former("tax")], rtol=1e-6)
    np.testing.assert_allclose(new[place("science")], old[former("science")], rtol=1e-6)
    np.testing.assert_allclose(new[place("##ỵ")], old[former("##y")], rtol=1e-6)
