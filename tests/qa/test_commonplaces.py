"""Names that stand all over the documents are left out of one reading of a question."""

import pytest

from qa.commonplaces import Commonplaces
from qa.readings import Readings

GROUPS = [("chuyển đổi số", "CĐS", "digital transformation"), ("hạ tầng số", "digital infrastructure")]


@pytest.fixture
def commonplaces(library_of):
    texts = [
        ["Thúc đẩy chuyển đổi số."],
        ["Chuyển đổi số ở cơ sở."],
        ["Hạ tầng số."],
        *([f"Câu {n}."] for n in range(6)),
    ]
    return Commonplaces(library_of({"A": texts}), GROUPS)


@pytest.mark.parametrize(
    ("question", "bare"),
    [
        ("Ai phụ trách chuyển đổi số ở xã?", "Ai phụ trách ở xã?"),
        ("CĐS giao cho ai phụ trách?", "giao cho ai phụ trách?"),
        ("ai phu trach chuyen doi so o xa", "ai phu trach o xa"),
        ("Who is in charge of the digital transformation, by law?", "Who is in charge , by law?"),
    ],
)
def test_name_of_every_other_clause_is_left_out(commonplaces, question, bare):
    assert commonplaces.without(question) == bare


@pytest.mark.parametrize(
    "question",
    ["Hạ tầng số do ai xây dựng?", "chuyển đổi số là gì?", "CĐSX giao cho ai phụ trách?"],
)
def test_question_without_one_or_with_little_else_has_no_such_reading(commonplaces, question):
    assert commonplaces.without(question) is None


def test_no_name_is_a_commonplace_where_there_are_no_documents(library_of):
    assert Commonplaces(library_of({}), GROUPS).without("Ai phụ trách chuyển đổi số ở xã?") is None


def test_what_is_left_is_searched_beside_the_question(commonplaces):
    question = "Ai phụ trách chuyển đổi số ở xã?"
    assert Readings(commonplaces=commonplaces).of(question).beside == ("Ai phụ trách ở xã?",)
    assert Readings().of(question).beside == ()
