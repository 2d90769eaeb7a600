import pytest

from corpus.gloss import Gloss, gloss_hash
from corpus.left_open import LeftOpen
from corpus.library import Library
from corpus.subjects import Subject
from index.passage import MOST_WORDS_OF_A_CLAUSE, Field, passages_of


def _passages(library):
    return [(passage.clause, passage.sentence, passage.field, passage.text) for passage in passages_of(library)]


def test_clause_is_found_whole_and_by_its_sentences(library_of):
    library = library_of({"A": [["Phủ sóng 5G.", "Hạ tầng số."]]})
    assert _passages(library) == [
        (0, -1, Field.TEXT, "Phủ sóng 5G. Hạ tầng số."),
        (0, 0, Field.TEXT, "Phủ sóng 5G."),
        (0, 1, Field.TEXT, "Hạ tầng số."),
    ]


def test_clause_of_one_sentence_is_one_passage(library_of):
    assert _passages(library_of({"A": [["Phủ sóng 5G."], ["Hạ tầng số."]]})) == [
        (0, 0, Field.TEXT, "Phủ sóng 5G."),
        (1, 0, Field.TEXT, "Hạ tầng số."),
    ]


@pytest.mark.parametrize(("words", "whole"), [(MOST_WORDS_OF_A_CLAUSE, True), (MOST_WORDS_OF_A_CLAUSE + 1, False)])
def test_long_clause_is_found_by_its_sentences_alone(library_of, words, whole):
    library = library_of({"A": [["Một câu.", " ".join(["số"] * (words - 2))]]})
    assert (-1 in {sentence for _, sentence, *_ in _passages(library)}) is whole


def test_gloss_adds_passages_that_lead_to_its_sentence(library_of):
    made = library_of({"A": [["Phủ sóng 5G."]]})
    gloss = Gloss(
        "A/p1",
        0,
        gloss_hash("Phủ sóng 5G."),
        "5G coverage.",
        ("Khi nào có 5G?",),
        ("When is 5G?",),
        "Có 5G.",
        topics=("sóng di động", "mobile network"),
    )
    library = Library([made.document("A")], made.clauses, [gloss])
    assert _passages(library) == [
        (0, 0, Field.TEXT, "Phủ sóng 5G."),
        (0, 0, Field.TRANSLATION, "5G coverage."),
        (0, 0, Field.QUESTION, "Khi nào có 5G?"),
        (0, 0, Field.QUESTION, "When is 5G?"),
        (0, 0, Field.PLAIN, "Có 5G."),
        (0, 0, Field.TOPIC, "sóng di động"),
        (0, 0, Field.TOPIC, "mobile network"),
    ]


def test_question_that_is_left_open_leads_nowhere(library_of):
    made = library_of({"A": [["Phủ sóng 5G."]]})
    library = Library([made.document("A")], made.clauses, left_open=[LeftOpen("Giá 5G?", "A/p1", 0), LeftOpen("Mưa?")])
    assert _passages(library)[1:] == [(-1, -1, Field.LEFT_OPEN, "Giá 5G?"), (-1, -1, Field.LEFT_OPEN, "Mưa?")]


def test_name_of_a_subject_leads_to_no_one_clause(library_of):
    made = library_of({"A": [["Phủ sóng 5G."]]})
    library = Library([made.document("A")], made.clauses, subjects=[Subject(("mạng", "network"), ("A/p1",))])
    assert _passages(library)[1:] == [(-1, -1, Field.SUBJECT, "mạng"), (-1, -1, Field.SUBJECT, "network")]


def test_every_sentence_that_ships_is_a_passage(library):
    passages = {
        (p.clause, p.sentence): p.text for p in passages_of(library) if p.field is Field.TEXT and p.sentence >= 0
    }
    expected = {
        (row, number): text
        for row, clause in enumerate(library.clauses)
        for number, text in enumerate(library.sentences(clause))
    }
    assert passages == expected
