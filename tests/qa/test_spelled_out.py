"""What an abbreviation stands for is found where a sentence spells it out."""

import pytest

from qa.spelled_out import spelled_out

SENTENCE = "Xây dựng 12 nhóm Sáng kiến (Strategic Objective Initiatives – SOI) theo nghị quyết."


@pytest.mark.parametrize("question", ["SOI là gì?", "soi viet tat cua chu gi", "What does SOI stand for?"])
def test_words_whose_capitals_are_the_abbreviation_are_found(question):
    assert spelled_out(question, SENTENCE).of(SENTENCE) == "Strategic Objective Initiatives"


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("SOT là gì?", SENTENCE),
        ("SOI là gì?", "Các SOI được xác lập:"),
        ("SOI là gì?", "Strategic Objective Initiatives đã được lập."),
        ("SOI là gì?", "SOIX: Strategic Objective Initiatives."),
        ("Ai lo việc này?", SENTENCE),
        ("", SENTENCE),
    ],
)
def test_nothing_is_found_where_it_is_not_spelled_out(question, sentence):
    assert spelled_out(question, sentence) is None


def test_small_words_between_the_capitals_belong_to_the_name():
    sentence = "The Ministry of Science and Technology (MST) reports."
    assert spelled_out("What is MST?", sentence).of(sentence) == "Ministry of Science and Technology"


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("SOT là viết tắt của cụm từ gì?", "Strategic Objective Triangle"),
        ("What does SOD stand for?", "Strategic Objective Driving"),
    ],
)
def test_question_after_an_abbreviation_is_answered_by_the_sentence_that_spells_it_out(assistant, question, short):
    quote, *others = assistant.ask(question).quotes
    assert (quote.short, others) == (short, [])
    assert short in quote.text
