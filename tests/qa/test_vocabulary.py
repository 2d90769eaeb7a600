from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.gloss import Gloss, gloss_hash
from corpus.library import Library
from qa.vocabulary import Account, Vocabulary

ECONOMY = "Kinh tế số đạt tối thiểu 30% GDP."
DATA = "Hình thành sàn giao dịch dữ liệu, phát triển kinh tế."
FRAUD = "Chống lừa đảo trực tuyến tại Việt Nam."


@pytest.fixture(scope="module")
def library(library_of):
    made = library_of({"A": [["Mục tiêu đến năm 2030.", ECONOMY], [DATA], [FRAUD]]})
    clauses = [*made.clauses[:2], replace(made.clauses[2], code="KFA7 - T2")]
    gloss = Gloss(
        "A/p1", 1, gloss_hash(ECONOMY), "The digital economy.", ("Internet góp mấy phần?",), ("How big?",), "Buôn bán."
    )
    return Library([made.document("A")], clauses, [gloss])


@pytest.fixture(scope="module")
def account(library):
    vocabulary = Vocabulary(library)
    return lambda reading, clause="A/p1", sentence=1: vocabulary.account(reading, library.clause(clause), sentence)


@pytest.mark.parametrize(
    "reading",
    [
        "Kinh tế số đạt tối thiểu bao nhiêu GDP?",
        "kinh te so dat toi thieu GDP",
        "How big is the digital economy?",
        "internet gop may phan",
        "buôn bán",
        "Tài liệu A",
    ],
    ids=["text", "without marks", "translation", "sample question", "plain wording", "heading"],
)
def test_words_that_lead_to_a_sentence_are_accounted_for(account, reading):
    assert account(reading) == Account(covered=1.0, unknown=0.0, strange_names=False)


def test_code_behind_a_clause_counts(account):
    assert account("KFA7 T2", "A/p3", 0).covered == 1.0
    assert account("KFA7 T2", "A/p2", 0).covered == 0.0


def test_other_sentence_of_the_clause_does_not_count(account):
    assert account("sàn giao dịch", "A/p1", 1).covered == 0.0


def test_rarer_word_leaves_more_open(account):
    of_two_sentences, of_one = account("kinh tế lừa", "A/p3", 0), account("kinh tế lừa", "A/p2", 0)
    assert 0 < of_two_sentences.covered < of_one.covered < 1


def test_word_that_no_sentence_holds_is_unknown_and_the_rarest(account):
    half = account("dữ Singapore", "A/p2", 0)
    assert (half.unknown, half.strange_names) == (0.5, True)
    assert half.covered < 0.5


@pytest.mark.parametrize("reading", ["", "?", "là gì", "what is it about", "2045"])
def test_question_without_a_word_of_its_own_is_half_covered(account, reading):
    assert account(reading) == Account(covered=0.5, unknown=0.0, strange_names=False)


@pytest.mark.parametrize(
    ("reading", "strange"),
    [
        ("chống lừa đảo tại Việt Nam", False),
        ("online fraud in Vietnam", False),
        ("chống lừa đảo tại Singapore", True),
        ("Elon Musk chống lừa đảo", True),
        ("Chống lừa đảo", False),
        ("Singapore chống lừa đảo", False),
        ("singapore chống lừa đảo", False),
    ],
)
def test_name_that_is_not_there_is_strange(account, reading, strange):
    assert account(reading, "A/p3", 0).strange_names is strange


WORDS = ["kinh", "tế", "số", "dữ", "liệu", "lừa", "Singapore", "GDP", "economy", "2030", "là", "gì", "xyzzy"]


@given(st.lists(st.sampled_from(WORDS), max_size=6), st.sampled_from(["A/p1", "A/p2", "A/p3"]))
def test_shares_lie_between_nothing_and_all(account, asked, clause):
    found = account(" ".join(asked), clause, 0)
    assert 0 <= found.unknown <= 1
    assert -1e-9 <= found.covered <= 1


@given(st.lists(st.sampled_from(WORDS), max_size=6))
def test_order_of_the_words_leaves_as_much_open(account, asked):
    first, last = account(" ".join(asked).lower()), account(" ".join(reversed(asked)).lower())
    assert first.covered == pytest.approx(last.covered)
    assert first.unknown == last.unknown


def test_library_without_glosses_accounts_by_its_texts(library_of):
    bare = library_of({"A": [[ECONOMY]]})
    found = Vocabulary(bare).account("digital economy GDP", bare.clauses[0], 0)
    assert found.covered < 0.5
    assert found.unknown == pytest.approx(2 / 3)
