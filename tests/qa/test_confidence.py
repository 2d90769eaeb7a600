import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.library import Library
from index import Hit, Parts
from index.searcher import Nearest
from qa.confidence import CALIBRATION, DIRECTIONS, OFF_TOPIC, Calibration, SignReader, Signs, is_off_topic
from qa.cross_encoder.judgement import Judgement
from qa.query import understand

NOTHING = Signs(*(0.0 for _ in Signs._fields))
CLAUSE, SENTENCE = "57-NQ-TW/II.1/b2", 1  # "Quy mô kinh tế số đạt tối thiểu 30% GDP.", by 2030
NEAREST = Nearest(asked=0.7, left_open=0.4)
QUESTION = "Kinh tế số đạt bao nhiêu phần trăm GDP?"

values = st.floats(-5, 5)
signs = st.tuples(*(values for _ in Signs._fields)).map(lambda row: Signs(*row))
calibrations = st.builds(
    lambda sizes, intercept: Calibration(
        Signs(*(size * direction for size, direction in zip(sizes, DIRECTIONS, strict=True))), intercept, 0.5
    ),
    st.tuples(*(st.floats(0, 3) for _ in Signs._fields)),
    st.floats(-3, 3),
)


@pytest.fixture(scope="module")
def read(library):
    reader = SignReader(library)

    def read(question, *, clause_id=CLAUSE, sentence=SENTENCE, judgement=None, asked=(0.2, 0.9)):
        count = len(library.clause(clause_id).sentences)
        hit = Hit(clause_id, 1, 1.5, Parts(0.1, 0.2, 0.3), (1.0,) * count, (), asked=asked, nearest=NEAREST)
        return reader.read(understand(question, library), hit, sentence, judgement)

    return read


# From signs to a probability


@pytest.mark.parametrize(
    ("weight", "sign", "intercept", "probability"),
    [(0, 9, 0, 0.5), (2, 1, 0, 0.880797), (2, -1, 0, 0.119203), (1, 1, -1, 0.5), (0, 0, 3, 0.952574)],
)
def test_probability_is_that_of_a_logistic_regression(weight, sign, intercept, probability):
    calibration = Calibration(NOTHING._replace(score=weight), intercept, 0.5)
    assert calibration.probability(NOTHING._replace(score=sign)) == pytest.approx(probability, abs=1e-6)


@given(calibrations, signs)
def test_probability_lies_between_never_and_always(calibration, found):
    assert 0 <= calibration.probability(found) <= 1


@pytest.mark.parametrize("name", Signs._fields)
@given(calibration=calibrations, found=signs, more=st.floats(0, 5))
def test_more_of_a_sign_never_speaks_against_its_direction(name, calibration, found, more):
    stronger = found._replace(**{name: getattr(found, name) + more * getattr(DIRECTIONS, name)})
    assert calibration.probability(stronger) >= calibration.probability(found)


@pytest.mark.parametrize("name", Signs._fields)
def test_calibration_that_ships_turns_no_sign_round(name):
    assert getattr(CALIBRATION.weights, name) * getattr(DIRECTIONS, name) >= 0


def test_threshold_that_ships_refuses_what_is_unlikely():
    assert 0 <= CALIBRATION.threshold < 0.95


def test_question_whose_glosses_are_all_far_is_off_topic():
    assert is_off_topic(NOTHING._replace(gloss=OFF_TOPIC - 0.01))
    assert not is_off_topic(NOTHING._replace(gloss=OFF_TOPIC))


# From a hit to its signs


def test_signs_of_a_hit_that_answers(read):
    assert read(QUESTION) == Signs(
        score=1.5,
        left_open=0.4,
        asked=0.7,
        familiar=0.6,
        gloss=0.3,
        covered=1.0,
        unknown=0.0,
        strange_names=0.0,
        kind_missing=0.0,
        other_year=0.0,
        asks_number=1.0,
        relevance=0.0,
    )


def test_judgement_gives_the_relevance(read):
    assert read(QUESTION, judgement=Judgement(-2.5, None)).relevance == -2.5


def test_what_is_near_to_a_sentence_without_a_gloss_is_not_known(library, read):
    assert read(QUESTION, asked=()).left_open == 0.4
    bare = SignReader(Library([library.document("57-NQ-TW")], library.clauses_of("57-NQ-TW")))
    hit = Hit(CLAUSE, 1, 1.5, Parts(0.1, 0.2, 0.3), (1.0, 1.0), (), nearest=NEAREST)
    found = bare.read(understand(QUESTION, library), hit, SENTENCE)
    assert found.left_open == found.asked
    unread = Hit(CLAUSE, 1, 1.5, Parts(0.1, 0.2, 0.3), (1.0, 1.0), ())
    assert SignReader(library).read(understand(QUESTION, library), unread, SENTENCE)[1:4] == found[1:4]


@pytest.mark.parametrize(
    ("question", "other_year"),
    [
        ("Đến năm 2030 kinh tế số đạt bao nhiêu?", 0.0),
        ("Đến năm 2045 kinh tế số đạt bao nhiêu?", 1.0),
        ("Từ 2030 đến 2045 kinh tế số đạt bao nhiêu?", 0.0),
        ("Kinh tế số đạt bao nhiêu?", 0.0),
    ],
)
def test_same_asked_of_another_year_is_a_sign(read, question, other_year):
    assert read(question).other_year == other_year


def test_year_of_the_heading_is_an_answer_to_when(read):
    assert read("Khi nào kinh tế số đạt 30% GDP?").kind_missing == 0.0


@pytest.mark.parametrize(
    ("question", "kind_missing", "asks_number"),
    [
        ("Có bao nhiêu tỷ đồng cho việc này?", 1.0, 1.0),
        ("Khi nào thì xong?", 1.0, 1.0),
        ("Ai chịu trách nhiệm?", 0.0, 0.0),
    ],
)
def test_kind_of_answer_that_the_sentence_lacks_is_a_sign(read, question, kind_missing, asks_number):
    found = read(question, clause_id="57-NQ-TW/III.5/b1", sentence=0)
    assert (found.kind_missing, found.asks_number) == (kind_missing, asks_number)


def test_what_the_question_asks_for_beside_is_told(read):
    plain_one = read("kinh tế số của nước ta")
    assert plain_one.strange_names == 0.0
    abroad = read("kinh tế số của Kazakhstan")
    assert (abroad.strange_names, abroad.unknown) == (1.0, 0.25)
    assert abroad.covered < plain_one.covered
