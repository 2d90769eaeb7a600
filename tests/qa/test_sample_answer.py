import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import Span
from corpus.gloss import Gloss, gloss_hash
from qa.sample_answer import sample_answer

SENTENCE = (
    "Ban Chỉ đạo trình Bộ Chính trị trước năm 2026 đề án nâng kinh tế số lên tối thiểu 30% GDP để tăng năng suất, "
    "thí điểm tại 3 đô thị lớn."
)
SIZE, UNIT = "tối thiểu 30%", "tối thiểu 30% GDP"
ANSWERS = {
    "Ai trình đề án?": "Ban Chỉ đạo",
    "Bao giờ phải trình?": "trước năm 2026",
    "Kinh tế số đạt bao nhiêu phần trăm?": SIZE,
    "Nâng kinh tế số lên mức nào?": UNIT,
    "Để làm gì?": "để tăng năng suất",
    "Where is it tried out?": "3 đô thị lớn",
    "How many cities?": "3 đô thị",
}
NOT_SHORTER = "Câu này nói gì?"


def gloss_of(answers, *further, sentence=SENTENCE):
    return Gloss("A/p1", 0, gloss_hash(sentence), "A sentence.", (*answers, *further), answers=answers)


def span(words):
    start = SENTENCE.index(words)
    return Span(start, start + len(words))


def answer(question, asked, *others, answers=ANSWERS):
    """The answer where each sample question named in ``asked`` is so near, and the others not at all."""
    gloss = gloss_of(answers, NOT_SHORTER)
    near = [asked.get(sample, 0.0) for sample in gloss.questions]
    found = sample_answer(question, SENTENCE, gloss, near, others)
    return found and found.of(SENTENCE)


@pytest.mark.parametrize(("sample", "expected"), [pair for pair in ANSWERS.items() if pair[1] != SIZE])
def test_answer_of_the_question_that_is_asked_most_alike(sample, expected):
    assert answer(sample, {sample: 0.9}) == expected


def test_answer_of_several_questions_beats_that_of_one_that_is_a_little_nearer():
    answers = {**ANSWERS, "Làm vậy được gì?": "để tăng năng suất"}
    one, two = "Để làm gì?", "Làm vậy được gì?"
    alone = {"Where is it tried out?": 0.9, one: 0.85}
    assert answer("Nâng lên có ích không?", alone, answers=answers) == "3 đô thị lớn"
    assert answer("Nâng lên có ích không?", {**alone, two: 0.6}, answers=answers) == "để tăng năng suất"


def test_what_is_read_is_no_short_answer_where_it_is_long():
    long, short = span(SENTENCE[: SENTENCE.index(", thí điểm")]), span("3 đô thị lớn")
    assert len(long.of(SENTENCE).split()) > 16
    assert answer("Ở đâu vậy?", {}, long) is None
    assert answer("Ở đâu vậy?", {}, long, short) == "3 đô thị lớn"


def test_number_is_told_with_what_it_counts():
    assert answer("Kinh tế số chiếm bao nhiêu phần trăm?", {"Kinh tế số đạt bao nhiêu phần trăm?": 0.9}) == SIZE
    both = {"Kinh tế số đạt bao nhiêu phần trăm?": 0.9, "Nâng kinh tế số lên mức nào?": 0.4}
    assert answer("Kinh tế số chiếm bao nhiêu phần trăm?", both) == UNIT


def test_number_is_not_taken_for_the_beginning_of_another():
    sentence = "Thí điểm tại 3 nơi, phủ 30% dân số."
    gloss = gloss_of({"Mấy nơi?": "3", "Phủ bao nhiêu?": "30% dân số"}, sentence=sentence)
    assert sample_answer("Thí điểm ở mấy nơi?", sentence, gloss, (0.9, 0.5)).of(sentence) == "3"


def test_nearer_question_wins_among_the_same_sort():
    asked = {"Ai trình đề án?": 0.6, "Để làm gì?": 0.7}
    assert answer("Ai phải lo?", asked) == "Ban Chỉ đạo"
    assert answer("Cái gì?", asked) == "để tăng năng suất"


def test_answer_of_the_kind_asked_for_wins_over_a_nearer_question():
    asked = {"Ai trình đề án?": 0.9, "Bao giờ phải trình?": 0.5}
    assert answer("Khi nào Ban Chỉ đạo trình?", asked) == "trước năm 2026"


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Việc này do ai lo?", "Ban Chỉ đạo"),
        ("Theo nghị quyết nào?", "Nghị quyết số 30-NQ/TW"),
        ("Which resolution is it?", "Nghị quyết số 30-NQ/TW"),
        ("Nhắm vào những lĩnh vực nào?", "y tế, giáo dục"),
        ("Which sectors are meant?", "y tế, giáo dục"),
    ],
)
def test_answer_that_has_what_the_question_asks_for_wins_over_a_nearer_one(question, expected):
    sentence = "Ban Chỉ đạo theo Nghị quyết số 30-NQ/TW thí điểm nhanh trong y tế, giáo dục."
    answers = {"a": "Ban Chỉ đạo", "b": "Nghị quyết số 30-NQ/TW", "c": "y tế, giáo dục", "d": "thí điểm nhanh"}
    gloss = gloss_of(answers, sentence=sentence)
    found = sample_answer(question, sentence, gloss, [0.6, 0.6, 0.6, 0.9])
    assert found.of(sentence) == expected


def test_question_that_is_little_alike_says_nothing():
    assert answer("Ai trình đề án?", {"Ai trình đề án?": 0.3}) is None
    assert answer("Ai trình đề án?", {}) is None


def test_question_that_the_whole_sentence_answers_has_no_short_answer():
    assert answer(NOT_SHORTER, {NOT_SHORTER: 0.9}) is None


def test_what_another_way_found_is_taken_where_no_question_is_alike():
    assert answer("Ở đâu?", {}, span("3 đô thị lớn")) == "3 đô thị lớn"


def test_what_another_way_agrees_with_is_likelier():
    asked = {"Ai trình đề án?": 0.6, "Để làm gì?": 0.6}
    assert answer("Thế à?", asked, span("Ban Chỉ đạo trình")) == "Ban Chỉ đạo"
    assert answer("Thế à?", asked, span("tăng năng suất")) == "để tăng năng suất"


def test_of_other_ways_the_first_is_believed():
    assert answer("Thế à?", {}, span("3 đô thị"), span("Ban Chỉ đạo")) == "3 đô thị"
    assert answer("Thế à?", {}, span("Ban Chỉ đạo"), span("3 đô thị")) == "Ban Chỉ đạo"


def test_gloss_without_questions_leaves_it_to_the_others():
    gloss = Gloss("A/p1", 0, gloss_hash(SENTENCE), "A sentence.")
    assert sample_answer("Ai?", SENTENCE, gloss, ()) is None
    assert sample_answer("Ai?", SENTENCE, gloss, (), [span("Ban Chỉ đạo")]) == span("Ban Chỉ đạo")


def test_answer_that_the_sentence_lacks_is_none():
    assert answer("Ai?", {"Ai?": 0.9}, answers={"Ai?": "Quốc hội"}) is None


def test_one_nearness_for_each_question_is_needed():
    with pytest.raises(ValueError, match="argument 2"):
        sample_answer("Ai?", SENTENCE, gloss_of(ANSWERS), (0.9,))


@given(
    st.sampled_from([*ANSWERS, "Is it so?", "bao nhieu", "Tốn bao nhiêu tiền?", ""]),
    st.lists(st.floats(-1, 3), min_size=len(ANSWERS), max_size=len(ANSWERS)),
    st.lists(st.sampled_from(["Ban Chỉ đạo", "30%", "năm 2026", "Bộ Chính trị"]).map(span), max_size=2),
)
def test_short_answer_is_one_that_was_given(question, asked, others):
    found = sample_answer(question, SENTENCE, gloss_of(ANSWERS), asked, others)
    given_ones = {*ANSWERS.values(), *(other.of(SENTENCE) for other in others)}
    assert found is None or found.of(SENTENCE) in given_ones
    if others or max(asked) >= 0.35:
        assert found is not None
