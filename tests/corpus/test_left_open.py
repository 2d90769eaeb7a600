from corpus.left_open import LeftOpen, read_left_open, write_left_open
from corpus.library import Library

QUESTIONS = [LeftOpen("Ai làm trưởng ban?", "A/p1", 1), LeftOpen("Giá vàng hôm nay?")]


def test_questions_come_back_as_they_were(tmp_path):
    write_left_open(tmp_path / "left_open.jsonl", QUESTIONS)
    assert read_left_open(tmp_path / "left_open.jsonl") == QUESTIONS


def test_library_keeps_what_comes_near_to_its_own_clauses(library_of):
    made = library_of({"A": [["Phủ sóng 5G."]]})
    strange = LeftOpen("Ai ký?", "B/p9", 0)
    library = Library([made.document("A")], made.clauses, left_open=[*QUESTIONS, strange])
    assert library.left_open == tuple(QUESTIONS)
    assert made.left_open == ()


def test_what_ships_is_near_to_sentences_that_are_there(library):
    placed = [one for one in library.left_open if one.clause_id]
    assert len(placed) > 1000
    for one in placed:
        assert one.sentence in range(len(library.sentences(library.clause(one.clause_id))))


def test_what_ships_is_asked_once_and_by_no_gloss(library):
    asked = [one.question for one in library.left_open]
    assert len(set(asked)) == len(asked)
    assert not set(asked) & {question for gloss in library.glosses.values() for question in gloss.questions}
