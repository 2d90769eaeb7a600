"""Examples, their neighbours, and the lessons made of them."""

import gzip
import json
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest

from corpus.gloss import Gloss, gloss_hash
from corpus.left_open import LeftOpen
from corpus.library import Library
from corpus.text import fold
from index.hashing_embedder import HashingEmbedder
from qa.cross_encoder.examples import DATA, Example, Passage, file_examples, library_examples
from qa.cross_encoder.lessons import BESIDE_A_NEAR_MISS, WRONG_ONES, Lesson, lesson, plain_lesson
from qa.cross_encoder.pairing import Pair, Pairing

ENCODER = Path(__file__).parents[2] / "index" / "encoder"
ECONOMY = "Kinh tế số đạt tối thiểu 30% GDP vào năm 2030."
COPY = "Đến năm 2030, kinh tế số đạt tối thiểu 30% GDP."
SUBJECTS = ("rừng", "biển", "đường", "trường", "chợ", "cầu", "sông", "núi", "làng", "phố")
ABOUT = [f"Số {subject} mới đạt {100 + number} vào năm sau." for number, subject in enumerate(SUBJECTS)]


def write(path: Path, rows: Sequence[dict[str, object]]) -> Path:
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    return path


def row(text: str, *questions: tuple[str, str | None], **more: object) -> dict[str, object]:
    return {"context": "Mục tiêu", "text": text, "questions": questions, **more}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    economy = row(
        ECONOMY,
        ("Kinh tế số chiếm bao nhiêu?", "tối thiểu 30% GDP"),
        ("What is said of the economy?", None),
        translation="The digital economy reaches at least 30% of GDP by 2030.",
    )
    others = [
        row(text, (f"{subject.title()} mới ra sao?", None), translation=f"New {subject}.")
        for subject, text in zip(SUBJECTS, ABOUT, strict=True)
    ]
    return write(tmp_path / "a.jsonl.gz", [economy, row(COPY), *others, {"question": "Kinh tế số có từ bao giờ?"}])


@pytest.fixture
def examples(data: Path) -> list[Example]:
    return file_examples(data, HashingEmbedder())


@pytest.fixture(scope="module")
def pairing() -> Pairing:
    return Pairing.of(ENCODER)


def test_every_question_is_an_example_with_its_passage_and_answer(examples: list[Example]) -> None:
    assert len(examples) == 2 + len(ABOUT) + 1
    first, second = examples[:2]
    assert first.passage is not None
    assert (first.passage.context, first.passage.text, first.answer) == ("Mục tiêu", ECONOMY, "tối thiểu 30% GDP")
    assert (second.passage, second.answer) == (first.passage, None)
    assert (examples[-1].question, examples[-1].passage) == ("Kinh tế số có từ bao giờ?", None)
    assert [example.answered for example in examples] == [True] * (2 + len(ABOUT)) + [False]


def test_library_asks_what_its_glosses_ask_and_what_it_leaves_open(library_of: Callable[..., Library]) -> None:
    made = library_of({"A": [[ECONOMY], ["Mạng 5G phủ sóng toàn quốc."], [ECONOMY]]})
    answers = {"Kinh tế số bao nhiêu?": "tối thiểu 30% GDP"}
    asked = ("Kinh tế số bao nhiêu?",), ("How much?",), None, answers
    glosses = [
        Gloss("A/p1", 0, gloss_hash(ECONOMY), "At least 30%.", *asked),
        Gloss("A/p2", 0, gloss_hash("Mạng 5G phủ sóng toàn quốc."), "5G everywhere."),
        Gloss("A/p3", 0, gloss_hash(ECONOMY), "At least 30%.", *asked),
    ]
    left_open = [LeftOpen("Ai tính kinh tế số?", "A/p3", 0), LeftOpen("Trời mưa không?")]
    library = Library([made.document("A")], made.clauses, glosses, left_open)
    examples = library_examples(library, HashingEmbedder())
    # Equal sentences are one passage, and what comes near to one comes near to the other.
    heading = made.clauses[0].headings[-1]
    economy = Passage(heading, ECONOMY, "At least 30%.")
    network = Passage(heading, "Mạng 5G phủ sóng toàn quốc.", "5G everywhere.")
    assert [(one.question, one.passage, one.answer, one.answered) for one in examples] == [
        ("Kinh tế số bao nhiêu?", economy, "tối thiểu 30% GDP", True),
        ("How much?", economy, None, True),
        ("Ai tính kinh tế số?", economy, None, False),
        ("Trời mưa không?", None, None, False),
    ]
    assert [one.neighbours for one in examples[:3]] == [(network,)] * 3
    assert set(examples[3].neighbours) == {economy, network}


def test_neighbours_hold_neither_the_passage_nor_its_near_copy(examples: list[Example]) -> None:
    for example in examples[:2]:
        assert {passage.text for passage in example.neighbours} == set(ABOUT)


def test_question_without_an_answer_may_be_near_to_anything(examples: list[Example]) -> None:
    assert {passage.text for passage in examples[-1].neighbours} == {ECONOMY, COPY, *ABOUT}
    assert examples[-1].neighbours[0].text in (ECONOMY, COPY)


def test_nearest_passage_comes_first(tmp_path: Path) -> None:
    asked = row("Một câu hoàn toàn khác.", ("Số rừng mới đạt bao nhiêu vào năm sau?", None))
    (example,) = file_examples(
        write(tmp_path / "b.jsonl.gz", [asked, *(row(text) for text in ABOUT)]), HashingEmbedder()
    )
    assert example.neighbours[0].text == ABOUT[SUBJECTS.index("rừng")]


def test_only_so_many_neighbours_are_kept(tmp_path: Path) -> None:
    rows = [row("Một câu khác.", ("Có gì mới?", None)), *(row(f"{chr(97 + n) * 3} {n}") for n in range(26))]
    (example,) = file_examples(write(tmp_path / "b.jsonl.gz", rows), HashingEmbedder())
    assert len(example.neighbours) == 24


@pytest.mark.parametrize("file", sorted(DATA.glob("*.jsonl.gz")), ids=lambda file: file.name)
def test_every_answer_of_the_data_stands_in_its_passage(file: Path) -> None:
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    asked = [(row["text"], answer) for row in rows if "text" in row for _, answer in row["questions"] if answer]
    assert asked
    assert [(text, answer) for text, answer in asked if answer not in text] == []


def said(pair: Pair, one: Lesson, text: str) -> str:
    """The slice of a text from the first to the last token that a lesson wants."""
    assert one.span is not None
    first, last = (pair.spans[place] for place in one.span)
    assert first is not None
    assert last is not None
    return text[first.start : last.end]


def test_lesson_begins_with_the_passage_and_marks_its_answer(examples: list[Example], pairing: Pairing) -> None:
    one = plain_lesson(examples[0], pairing)
    assert one.right
    assert len(one.pairs) == 1 + WRONG_ONES
    assert one.pairs[0] == pairing.pairs(examples[0].question, [("Mục tiêu", ECONOMY)])[0]
    assert said(one.pairs[0], one, ECONOMY) == "tối thiểu 30% GDP"


def test_passage_that_answers_as_a_whole_wants_the_first_token(pairing: Pairing) -> None:
    example = Example("Có gì mới?", Passage("", "Luật mới."), None, (Passage("", "Luật cũ."),))
    assert plain_lesson(example, pairing).span == (0, 0)


def test_answer_beyond_what_is_read_wants_the_first_token(pairing: Pairing) -> None:
    example = Example("Bao nhiêu?", Passage("", "luật " * 300 + "30% GDP"), "30% GDP", ())
    assert plain_lesson(example, pairing).span == (0, 0)


def test_question_that_nothing_answers_is_read_with_a_few_neighbours(examples: list[Example], pairing: Pairing) -> None:
    one = plain_lesson(examples[-1], pairing)
    assert (one.right, one.span, len(one.pairs)) == (False, None, 2 * BESIDE_A_NEAR_MISS)


def test_near_miss_is_read_with_what_only_seems_to_answer(pairing: Pairing) -> None:
    others = tuple(Passage("", text) for text in ABOUT)
    example = Example("Ai tính kinh tế số?", Passage("", ECONOMY), None, others, answered=False)
    one = plain_lesson(example, pairing)
    assert (one.right, one.span, len(one.pairs)) == (False, None, 1 + BESIDE_A_NEAR_MISS)
    assert one.pairs[0] == pairing.pairs(example.question, [("", ECONOMY)])[0]


def test_english_question_is_read_with_translations_where_all_have_one(
    examples: list[Example], pairing: Pairing
) -> None:
    one = plain_lesson(examples[1], pairing)
    assert one.span is None
    translation = "The digital economy reaches at least 30% of GDP by 2030."
    assert one.pairs[0] == pairing.pairs(examples[1].question, [("", translation)])[0]
    untranslated = Example(examples[1].question, Passage("", ECONOMY), None, examples[1].neighbours)
    assert plain_lesson(untranslated, pairing).pairs[0] == pairing.pairs(untranslated.question, [("", ECONOMY)])[0]


def test_lessons_are_the_same_for_the_same_seed_and_vary(examples: list[Example], pairing: Pairing) -> None:
    once, again = ([lesson(examples[0], pairing, rng) for _ in range(30)] for rng in map(np.random.default_rng, (5, 5)))
    assert once == again
    assert len({one.pairs for one in once}) > 10


def test_questions_lose_their_marks_now_and_then_and_passages_their_context(
    examples: list[Example], pairing: Pairing
) -> None:
    rng = np.random.default_rng(7)
    question = examples[0].question
    firsts = {lesson(examples[0], pairing, rng).pairs[0] for _ in range(60)}
    readings = {
        pairing.pairs(asked, [(context, ECONOMY)])[0]
        for asked in (question, fold(question))
        for context in ("", "Mục tiêu")
    }
    assert readings <= firsts


def test_answer_is_wanted_wherever_the_question_bears_no_mark(examples: list[Example], pairing: Pairing) -> None:
    rng = np.random.default_rng(7)
    lessons = [lesson(examples[0], pairing, rng) for _ in range(30)]
    assert {said(one.pairs[0], one, ECONOMY) for one in lessons} == {"tối thiểu 30% GDP"}
