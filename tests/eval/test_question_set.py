"""Our own question set is held to its rules, and the checks that hold it see what is planted."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from corpus import Language
from corpus.library import Library
from eval.gold import GoldFinder
from eval.question_set import check_set, copied_words, copies_its_clause, near_duplicates, read_terms
from eval.questions import ClauseLabel, Form, Kind, Question, QuotedLabel, Split, read_questions


@pytest.fixture(scope="module")
def splits() -> dict[str, list[Question]]:
    return {split: read_questions(split.path) for split in Split}


@pytest.fixture(scope="module")
def segment() -> Callable[[str], Sequence[str]]:
    from underthesea import word_tokenize

    return word_tokenize


def a_question(text: str, *quotes: str, answers: tuple[str, ...] = (), name: str = "q") -> Question:
    labels = tuple(QuotedLabel("57-NQ-TW", quote) for quote in quotes)
    kind = Kind.UNANSWERABLE if not quotes else Kind.FACT if answers else Kind.CLAUSE
    return Question(name, Language.VI, Form.PLAIN, kind, text, labels, answers)


ECONOMY = "Quy mô kinh tế số đạt tối thiểu 30% GDP."


def test_our_labels_fit_the_documents_and_no_question_is_asked_in_both_splits(
    library: Library, splits: dict[str, list[Question]]
) -> None:
    assert check_set(library, splits) == []


def test_our_set_has_the_questions_it_promises(splits: dict[str, list[Question]]) -> None:
    every = [question for questions in splits.values() for question in questions]
    asked = Counter((question.language, question.form is Form.PLAIN) for question in every if question.answerable)
    assert len(every) >= 480
    assert asked[Language.VI, True] >= 180
    assert asked[Language.VI, False] >= 60
    assert asked[Language.EN, True] >= 130
    assert sum(not question.answerable for question in every) >= 100
    assert len({question.id for question in every}) == len(every)


def test_our_answerable_questions_have_an_answer_and_not_only_what_helps(splits: dict[str, list[Question]]) -> None:
    every = [question for questions in splits.values() for question in questions if question.answerable]
    assert [question.id for question in every if all(label.grade < 2 for label in question.relevant)] == []


@pytest.mark.parametrize("split", list(Split))
def test_our_questions_seldom_copy_their_clause(
    split: Split, library: Library, splits: dict[str, list[Question]], segment: Callable[[str], Sequence[str]]
) -> None:
    finder = GoldFinder(library)
    targets = [finder.target(question) for question in splits[split] if question.answerable]
    copied = [target for target in targets if copies_its_clause(target, library, segment, read_terms())]
    assert len(copied) <= len(targets) / 4


def test_every_section_is_asked_for(library: Library, splits: dict[str, list[Question]]) -> None:
    finder = GoldFinder(library)
    targets = [finder.target(question) for questions in splits.values() for question in questions]
    places = {place for target in targets for sentence in target.sentences for place in sentence.places}
    asked = {
        clause.id
        for clause in library.clauses
        if any(
            place.document_id == clause.document_id and span.covers(place.span)
            for place in places
            for span in clause.spans
        )
    }
    sections = {clause.id.rpartition("/")[0] for clause in library.clauses if clause.kind == "clause"}
    unasked = {section for section in sections if not any(clause.startswith(section) for clause in asked)}
    assert unasked == set()


def test_quote_that_does_not_stand_in_the_document_is_found(library: Library) -> None:
    planted = a_question("Kinh tế số?", ECONOMY.replace("30%", "31%"))
    assert [finding.code for finding in check_set(library, {"dev": [planted]})] == ["label_not_found"]


def test_quote_over_two_clauses_is_found(library: Library) -> None:
    planted = a_question("Chủ quyền?", "MỤC TIÊU 1. Đến năm 2030")
    findings = check_set(library, {"dev": [planted]})
    assert [finding.code for finding in findings] == ["label_not_found"]
    assert "crosses the border of a clause" in findings[0].message


def test_answer_that_is_not_verbatim_is_found(library: Library) -> None:
    planted = a_question("Kinh tế số?", ECONOMY, answers=("tối thiểu 30 % GDP",))
    assert [finding.code for finding in check_set(library, {"dev": [planted]})] == ["answer_not_verbatim"]


@pytest.mark.parametrize(
    ("label", "code"),
    [
        (ClauseLabel("57-NQ-TW/III.2/b33"), "label_unknown_clause"),
        (QuotedLabel("58-NQ-TW", ECONOMY), "label_unknown_document"),
    ],
)
def test_place_that_does_not_exist_is_found(label: ClauseLabel | QuotedLabel, code: str, library: Library) -> None:
    planted = replace(a_question("Kinh tế số?", ECONOMY), relevant=(label,))
    assert [finding.code for finding in check_set(library, {"dev": [planted]})] == [code]


@pytest.mark.parametrize(
    "again",
    [
        a_question("Đến 2030 kinh tế số chiếm bao nhiêu GDP?", ECONOMY, answers=("tối thiểu 30% GDP",), name="same"),
        a_question("den 2030 kinh te so chiem bao nhieu % gdp", ECONOMY, answers=("30% GDP",), name="unmarked"),
        replace(
            a_question("How big a digital economy?", ECONOMY, answers=("tối thiểu 30% GDP",), name="english"),
            language=Language.EN,
        ),
    ],
    ids=lambda question: question.id,
)
def test_question_that_stands_in_both_splits_is_found(again: Question, library: Library) -> None:
    question = a_question("Đến 2030 kinh tế số chiếm bao nhiêu GDP?", ECONOMY, answers=("tối thiểu 30% GDP",))
    findings = check_set(library, {"dev": [question], "test": [again]})
    assert [(finding.code, finding.question) for finding in findings] == [("asked_twice", again.id)]


def test_questions_that_differ_in_their_number_are_not_the_same(library: Library) -> None:
    finder = GoldFinder(library)
    second = a_question("Mục IV.2 Nghị quyết 57 viết gì?", library.clause("57-NQ-TW/IV.2").text)
    fifth = a_question("Mục IV.5 Nghị quyết 57 viết gì?", library.clause("57-NQ-TW/IV.5").text)
    assert list(near_duplicates([finder.target(second)], [finder.target(fifth)])) == []


def test_copied_words_leave_out_stop_words_and_terms(library: Library, segment: Callable[[str], Sequence[str]]) -> None:
    sentence = "Ngăn chặn hiệu quả tội phạm lĩnh vực chuyển đổi số, chống lừa đảo trực tuyến."
    target = GoldFinder(library).target(a_question("Phải chống lừa đảo trực tuyến ra sao?", sentence))
    assert copied_words(target, library, segment, []) == ("chống", "lừa đảo", "trực tuyến")
    assert copied_words(target, library, segment, ["lừa đảo"]) == ("chống", "trực tuyến")
    assert copies_its_clause(target, library, segment, [])
