"""How a question is typed makes no difference to what a search finds."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

QUESTIONS = [
    "Đến năm 2030, kinh tế số chiếm bao nhiêu phần trăm GDP theo Nghị quyết 57?",
    "thương mại hoá và chuyển giao quyền sở hữu trí tuệ",
    "khu công nghệ cao Hoà Lạc",
    "cấp uỷ đảng phải làm gì để nâng cao nhận thức",
    "văn hoá số trong cộng đồng",
    "Mục tiêu phủ sóng 5G toàn quốc",
    "nhiệm vụ thứ tư",
    "mục III.2 Nghị quyết 57",
    "hạ tầng thanh toán số quốc gia",
]
OLD_PLACEMENT = {"hoá": "hóa", "Hoà": "Hòa", "uỷ": "ủy", "hoà": "hòa", "thuỷ": "thủy"}


def _old_placement(question):
    for new, old in OLD_PLACEMENT.items():
        question = question.replace(new, old)
    return question


FORMS = {
    "decomposed": lambda question: unicodedata.normalize("NFD", question),
    "compatibility": lambda question: unicodedata.normalize("NFKD", question),
    "old tone placement": _old_placement,
    "upper case": str.upper,
    "title case": str.title,
    "stray spaces": lambda question: "  " + question.replace(" ", "\u00a0 \t") + "\n",
}


def _found(assistant, question):
    return [(result.clause.id, round(result.score, 5)) for result in assistant.search(question, k=10).results]


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
@pytest.mark.parametrize("question", QUESTIONS)
def test_one_form_finds_what_another_does(assistant, question, form):
    assert form(question) != question or form is _old_placement
    assert _found(assistant, form(question)) == _found(assistant, question)


@given(st.sampled_from(QUESTIONS), st.lists(st.sampled_from(sorted(FORMS)), max_size=4))
def test_forms_together_make_no_difference(assistant, question, forms):
    typed = question
    for form in forms:
        typed = FORMS[form](typed)
    assert _found(assistant, typed) == _found(assistant, question)


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_unmarked_question_has_the_same_place(assistant, form):
    (first, *_) = assistant.search(form("muc III.2 nghi quyet 57")).results
    assert first.clause.id == "57-NQ-TW/III.2"
