from collections.abc import Callable

import pytest

from corpus import Language, SourceKind, Span
from corpus.library import Library
from eval.gold import GoldFinder, Place, same_words
from eval.questions import ClauseLabel, Form, Kind, Label, Question, QuotedLabel

LibraryOf = Callable[..., Library]


def question(*labels: Label) -> Question:
    return Question("q", Language.VI, Form.PLAIN, Kind.CLAUSE, "Gì?", labels)


@pytest.fixture
def copies(library_of: LibraryOf) -> Library:
    """A resolution whose clause the summary takes apart, and a clause of the summary made of two of the resolution."""
    return library_of(
        {
            "TH": [
                ["Hạ tầng số hiện đại."],
                ["Dữ liệu được chia sẻ rộng."],
                ["Phủ sóng 5G.", "Học tập suốt đời."],
            ],
            "NQ": [
                ["Hạ tầng số hiện đại.", "Dữ liệu được chia sẻ rộng."],
                ["Phủ sóng 5G."],
                ["Học tập suốt đời."],
            ],
        },
        TH=SourceKind.SUMMARY,
    )


def test_copies_of_a_sentence_are_one_and_the_resolution_leads(copies: Library) -> None:
    target = GoldFinder(copies).target(
        question(QuotedLabel("TH", "Hạ tầng số hiện đại.", 1), QuotedLabel("NQ", "Hạ tầng số hiện đại.", 2))
    )
    (clause,) = target.clauses
    assert clause.clause_id == "NQ/p1"
    assert clause.grade == 2
    assert [place.document_id for place in clause.sentences[0].places] == ["TH", "NQ"]
    assert target.documents == ("NQ", "TH")


def test_sentences_of_one_leading_clause_count_once_though_a_copy_parts_them(copies: Library) -> None:
    quotes = ("Hạ tầng số hiện đại.", "Dữ liệu được chia sẻ rộng.")
    labels = [QuotedLabel(document, quote) for quote in quotes for document in ("NQ", "TH")]
    assert [clause.clause_id for clause in GoldFinder(copies).target(question(*labels)).clauses] == ["NQ/p1"]


def test_clause_of_a_summary_does_not_tie_two_of_the_resolution_together(copies: Library) -> None:
    quotes = ("Phủ sóng 5G.", "Học tập suốt đời.")
    labels = [QuotedLabel(document, quote) for quote in quotes for document in ("NQ", "TH")]
    assert [clause.clause_id for clause in GoldFinder(copies).target(question(*labels)).clauses] == ["NQ/p2", "NQ/p3"]


def test_summary_of_a_resolution_repeats_it_and_another_resolution_does_not(library: Library) -> None:
    labels = (
        QuotedLabel("52-NQ-TW", "Kinh tế số chiếm trên 30% GDP; năng suất lao động tăng bình quân khoảng 7,5%/năm."),
        QuotedLabel("TH-52-NQ-TW", "Kinh tế số chiếm 30% GDP;"),
        QuotedLabel("57-NQ-TW", "Quy mô kinh tế số đạt tối thiểu 30% GDP."),
    )
    target = GoldFinder(library).target(question(*labels))
    assert {
        clause.clause_id: [place.document_id for place in clause.sentences[0].places] for clause in target.clauses
    } == {"52-NQ-TW/II.2/p6": ["52-NQ-TW", "TH-52-NQ-TW"], "57-NQ-TW/II.1/b2": ["57-NQ-TW"]}


def test_two_resolutions_that_give_the_same_task_in_nearly_the_same_words_stay_two(library: Library) -> None:
    first, second = (library.clause(f"{name}/IV.5").text for name in ("52-NQ-TW", "57-NQ-TW"))
    assert same_words(first, second)
    target = GoldFinder(library).target(question(QuotedLabel("52-NQ-TW", first), QuotedLabel("57-NQ-TW", second)))
    assert [clause.clause_id for clause in target.clauses] == ["52-NQ-TW/IV.5", "57-NQ-TW/IV.5"]


def test_every_place_of_a_quote_counts(library_of: LibraryOf) -> None:
    library = library_of({"A": [["Một câu."], ["Hai câu.", "Một câu."]]})
    (clause,) = GoldFinder(library).target(question(QuotedLabel("A", "Một câu."))).clauses
    assert clause.sentences[0].places == (Place("A", Span(0, 8)), Place("A", Span(19, 27)))


def test_clause_label_stands_for_the_whole_clause(copies: Library) -> None:
    (clause,) = GoldFinder(copies).target(question(ClauseLabel("NQ/p1", 1))).clauses
    assert clause.sentences[0].places == (Place("NQ", copies.clause("NQ/p1").span),)
    assert clause.grade == 1


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("Thuộc nhóm bốn nước dẫn đầu ASEAN.", "- Thuộc nhóm 4 nước dẫn đầu ASEAN", True),
        ("Thuộc nhóm bốn nước dẫn đầu ASEAN.", "Thuộc nhóm 3 nước dẫn đầu ASEAN.", False),
        ("Kinh tế số chiếm trên 30% GDP; năng suất tăng 7,5%.", "Kinh tế số chiếm 30% GDP;", True),
        ("Kinh tế số chiếm trên 30% GDP.", "Quy mô kinh tế số đạt tối thiểu 30% GDP.", False),
        ("Cách mạng 4.0 mang lại cơ hội.", "Cách mạng 4.0 mang lại cơ hội " + "và điều khác nữa " * 5, False),
        ("Hoà nhập, thuỷ lợi", "HÒA NHẬP; THỦY LỢI", True),
    ],
)
def test_quotes_are_copies_by_their_words(first: str, second: str, same: bool) -> None:
    assert same_words(first, second) is same
