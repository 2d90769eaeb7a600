import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import Span
from corpus.gloss import Gloss, gloss_hash
from corpus.library import Library
from index import Hit, Parts
from qa.answer import Reason
from qa.confidence import Calibration, Signs
from qa.cross_encoder.judgement import Judgement
from qa.query import understand
from qa.reader import Read
from qa.sentence_reader import MOST_READ, READ_WEIGHT, SentenceReader, find_short

SIZE = "57-NQ-TW/II.1/b2"  # its second sentence: "Quy mô kinh tế số đạt tối thiểu 30% GDP."
ANSWER, THEME = "ai thực hiện", "liệt kê các chính sách về dữ liệu"
CLAUSES = ["57-NQ-TW/IV.3", "57-NQ-TW/III.2/b3", "57-NQ-TW/III.2/b4", "57-NQ-TW/III.3/b1", "57-NQ-TW/III.3/b2"]
CLAUSES += ["57-NQ-TW/III.3/b4", "57-NQ-TW/III.3/b5", "57-NQ-TW/III.3/b6", "57-NQ-TW/III.5/b1"]


def hit_of(clause_id, rank, score, sentences=None, *, gloss=0.0, asked=()):
    return Hit(clause_id, rank, score, Parts(score, score, gloss), sentences or (score,), (), asked=asked)


def ranked(*scored):
    """Hits in the order of their scores, each with one score for all it says."""
    return [hit_of(clause_id, rank, score) for rank, (clause_id, score) in enumerate(scored, start=1)]


class FakeCrossEncoder:
    """Says what it was told of the passages, one after the other, and keeps what it was given."""

    def __init__(self, *relevances, short=None):
        self._relevances = relevances
        self._short = short
        self.given = []

    def read(self, question, passages):
        self.given.append((question, list(passages)))
        relevances = self._relevances[: len(passages)]
        return [Judgement(relevance, self._short) for relevance in relevances]


@pytest.fixture(scope="module")
def reader(library):
    return SentenceReader(library)


@pytest.fixture
def read(library, reader):
    def read(question, hits):
        extracts = reader.read(understand(question, library), hits).extracts
        return [(extract.hit.clause_id, library.text_of("57-NQ-TW", extract.part)) for extract in extracts]

    return read


@pytest.fixture
def found_in(library, reader):
    """The clauses that are read of clauses with one sentence each, given with their scores."""

    def found_in(*scored, question=ANSWER):
        extracts = reader.read(understand(question, library), ranked(*scored)).extracts
        return [extract.hit.clause_id for extract in extracts]

    return found_in


def test_best_sentence_of_the_best_clause_is_read(read):
    hits = [hit_of(SIZE, 1, 0.9, (0.1, 0.8, 0.2, 0.1, 0.1)), hit_of("57-NQ-TW/I.1", 2, 0.2, (0.1,))]
    assert read("kinh tế số bao nhiêu", hits) == [(SIZE, "Quy mô kinh tế số đạt tối thiểu 30% GDP.")]


def test_other_resolution_is_read_beside_the_best_where_it_answers_as_well(found_in):
    assert found_in(("57-NQ-TW/IV.3", 0.9), ("52-NQ-TW/IV.4", 0.9)) == ["57-NQ-TW/IV.3", "52-NQ-TW/IV.4"]
    assert found_in(("57-NQ-TW/IV.3", 0.9), ("52-NQ-TW/IV.4", 0.5)) == ["57-NQ-TW/IV.3"]


def test_guide_and_summary_are_not_read_beside_a_resolution(found_in):
    hits = ("52-NQ-TW/IV.4", 0.9), ("116-HD-BTGTW/4/b4", 0.9), ("TH-52-NQ-TW/P1/IV/4/b1", 0.9)
    assert found_in(*hits) == ["52-NQ-TW/IV.4"]
    assert found_in(*hits[1:]) == ["116-HD-BTGTW/4/b4"]


def test_heading_is_read_only_where_it_is_the_best(found_in):
    assert found_in(("52-NQ-TW/III.6", 0.9), ("57-NQ-TW/IV.2", 0.89)) == ["52-NQ-TW/III.6", "57-NQ-TW/IV.2"]
    assert found_in(("57-NQ-TW/IV.2", 0.9), ("52-NQ-TW/III.6", 0.89)) == ["57-NQ-TW/IV.2"]


# Themes and comparisons


def test_everything_that_belongs_to_a_theme_is_read_best_first(found_in):
    near = [(clause_id, 0.9 - 0.04 * place) for place, clause_id in enumerate(CLAUSES[:5])]
    far = [(clause_id, 0.4) for clause_id in CLAUSES[5:]]
    assert found_in(*near, *far, question=THEME) == CLAUSES[:5]
    assert found_in(*near, *far) == CLAUSES[:1]


@pytest.mark.parametrize("question", [ANSWER, THEME, "Nghị quyết 57 và Nghị quyết 52 khác nhau ra sao?"])
def test_best_is_read_where_all_speaks_against_it(library, reader, question):
    hits = ranked(("57-NQ-TW/IV.3", -0.5), ("52-NQ-TW/IV.3", -2.0))
    best = reader.read(understand(question, library), hits).extracts[0]
    assert best.hit.clause_id == "57-NQ-TW/IV.3"


def test_theme_is_read_in_guide_and_summary_too(found_in):
    hits = ("52-NQ-TW/IV.4", 0.9), ("116-HD-BTGTW/4/b4", 0.9), ("TH-52-NQ-TW/P1/IV/4/b1", 0.9)
    assert found_in(*hits, question=THEME) == [clause_id for clause_id, _ in hits]


def test_of_a_section_that_is_the_theme_everything_inside_is_read(found_in):
    inside = ("57-NQ-TW/III.3/b1", 0.6), ("57-NQ-TW/III.3/b6", 0.2)
    found = found_in(("57-NQ-TW/III.3", 0.9), ("57-NQ-TW/I.1", 0.8), *inside, question=THEME)
    assert found == [clause_id for clause_id, _ in inside]


def test_section_that_is_the_theme_is_read_itself_where_nothing_inside_was_found(found_in):
    found = found_in(("57-NQ-TW/III.3", 0.9), ("57-NQ-TW/I.1", 0.8), ("57-NQ-TW/I.2", 0.1), question=THEME)
    assert found == ["57-NQ-TW/III.3", "57-NQ-TW/I.1"]


COMPARES = "So sánh hạ tầng số trong Nghị quyết 52 và Nghị quyết 57"


def test_both_sides_of_a_comparison_are_read_the_better_first(found_in):
    weak_side = ("57-NQ-TW/III.3/b5", 0.9), ("52-NQ-TW/III.3/b1", 0.3)
    assert found_in(*weak_side, question=COMPARES) == ["57-NQ-TW/III.3/b5", "52-NQ-TW/III.3/b1"]


def test_side_of_a_comparison_is_three_clauses_at_most_each_nearly_as_good_as_its_best(found_in):
    one = [(clause_id, 0.9) for clause_id in CLAUSES[:4]]
    other = [("52-NQ-TW/III.3/b1", 0.4), ("52-NQ-TW/III.3/b2", 0.3), ("52-NQ-TW/III.3/b3", 0.2)]
    expected = [*CLAUSES[:3], "52-NQ-TW/III.3/b1", "52-NQ-TW/III.3/b2"]
    assert found_in(*one, *other, question=COMPARES) == expected


def test_comparison_with_one_side_alone_reads_that(found_in):
    assert found_in(("52-NQ-TW/III.3/b1", 0.4), question=COMPARES) == ["52-NQ-TW/III.3/b1"]


# Nothing, and no answer


@pytest.mark.parametrize("question", [ANSWER, THEME, COMPARES])
@pytest.mark.parametrize("cross_encoder", [None, FakeCrossEncoder()], ids=["without", "with"])
def test_nothing_is_read_from_nothing(library, question, cross_encoder):
    reader = SentenceReader(library, cross_encoder, Calibration(Signs(*(0.0,) * len(Signs._fields)), 0.0, 0.9))
    assert reader.read(understand(question, library), []) == Read((), (), Reason.NO_MATCH)


BY_SCORE = Calibration(Signs(*(0.0,) * len(Signs._fields))._replace(score=1.0), -1.0, 0.5)
"""A clause answers from a score of 1 on."""


@pytest.mark.parametrize(
    ("score", "gloss", "reason"),
    [
        (1.5, 0.0, None),
        (1.0, 0.0, None),
        (0.9, 0.9, Reason.NOT_STATED),
        (0.9, 0.1, Reason.OFF_TOPIC),
    ],
)
def test_answer_that_is_unlikely_is_refused_with_its_reason(library, score, gloss, reason):
    reader = SentenceReader(library, calibration=BY_SCORE)
    found = reader.read(understand(ANSWER, library), [hit_of("57-NQ-TW/IV.3", 1, score, gloss=gloss)])
    assert found.reason is reason
    assert found.extracts[0].confidence == pytest.approx(BY_SCORE.probability(found.extracts[0].signs))
    assert [hit.clause_id for hit in found.hits] == ["57-NQ-TW/IV.3"]


def test_the_best_of_several_decides_whether_they_answer(library):
    hits = ranked(("57-NQ-TW/IV.3", 1.2), ("57-NQ-TW/III.2/b3", 0.9))
    found = SentenceReader(library, calibration=BY_SCORE).read(understand(THEME, library), hits)
    assert found.reason is None
    assert [extract.confidence >= 0.5 for extract in found.extracts] == [True, False]


def test_without_a_calibration_nothing_is_refused_and_nothing_is_sure(library, reader):
    found = reader.read(understand(ANSWER, library), ranked(("57-NQ-TW/IV.3", 0.01)))
    assert (found.reason, found.extracts[0].confidence) == (None, None)
    assert found.extracts[0].signs.score == 0.01


# The cross-encoder


def test_cross_encoder_reads_the_best_sentence_of_the_first_hits_under_what_leads_to_it(library):
    fake = FakeCrossEncoder(*range(MOST_READ))
    size = hit_of(SIZE, 1, 0.9, (0.1, 0.8, 0.2, 0.1, 0.1))
    others = [hit_of(clause_id, rank, 0.5) for rank, clause_id in enumerate(CLAUSES, start=2)]
    SentenceReader(library, fake).read(understand("Kinh tế số theo Nghị quyết 57?", library), [size, *others])
    ((question, passages),) = fake.given
    assert question == "Kinh tế số theo ?"
    assert len(passages) == MOST_READ
    assert passages[0] == ("Đến năm 2030", "Quy mô kinh tế số đạt tối thiểu 30% GDP.")
    assert passages[2] == (
        library.clause(CLAUSES[1]).headings[-1],
        library.sentences(library.clause(CLAUSES[1]))[0],
    )


def test_what_reads_better_comes_first(library):
    hits = ranked(("57-NQ-TW/IV.3", 0.9), ("57-NQ-TW/III.2/b3", 0.8), ("57-NQ-TW/III.2/b4", 0.7))
    found = SentenceReader(library, FakeCrossEncoder(-4.0, 0.0, 4.0)).read(understand(ANSWER, library), hits)
    assert [hit.clause_id for hit in found.hits] == ["57-NQ-TW/III.2/b4", "57-NQ-TW/III.2/b3", "57-NQ-TW/IV.3"]
    assert [hit.rank for hit in found.hits] == [1, 2, 3]
    assert [hit.score for hit in found.hits] == pytest.approx(
        [0.7 + 4 * READ_WEIGHT, 0.8, 0.9 - 4 * READ_WEIGHT], abs=1e-9
    )
    assert found.extracts[0].hit.clause_id == "57-NQ-TW/III.2/b4"
    assert found.extracts[0].signs.relevance == 4.0


def test_what_is_not_read_counts_as_the_worst_that_was(library):
    hits = ranked(*((clause_id, 0.9) for clause_id in CLAUSES))
    fake = FakeCrossEncoder(*(2.0 - place for place in range(MOST_READ)))
    found = SentenceReader(library, fake).read(understand(ANSWER, library), hits)
    assert [hit.clause_id for hit in found.hits] == CLAUSES
    worst = 0.9 + (3.0 - MOST_READ) * READ_WEIGHT
    left = len(CLAUSES) - MOST_READ
    assert [hit.score for hit in found.hits[MOST_READ:]] == pytest.approx([worst] * left)


@pytest.fixture(scope="module")
def nine(library_of):
    return library_of({"A": [[f"Điều {number}."] for number in range(9)]})


@given(st.lists(st.floats(-10, 10), min_size=MOST_READ, max_size=MOST_READ), st.integers(1, 9))
def test_reading_only_reorders(nine, relevances, count):
    hits = ranked(*((clause.id, 0.9 - 0.1 * place) for place, clause in enumerate(nine.clauses[:count])))
    found = SentenceReader(nine, FakeCrossEncoder(*relevances)).read(understand(ANSWER, nine), hits)
    assert sorted(hit.clause_id for hit in found.hits) == sorted(hit.clause_id for hit in hits)
    assert [hit.rank for hit in found.hits] == list(range(1, count + 1))
    assert [hit.score for hit in found.hits] == sorted((hit.score for hit in found.hits), reverse=True)
    left = [hit.clause_id for hit in hits[MOST_READ:]]
    assert [hit.clause_id for hit in found.hits if hit.clause_id in left] == left


# Short answers


def test_short_answer_lies_inside_the_part(library, reader):
    hits = [hit_of(SIZE, 1, 0.9, (0.1, 0.8, 0.2, 0.1, 0.1))]
    query = understand("kinh tế số chiếm bao nhiêu phần trăm GDP", library)
    (extract,) = reader.read(query, hits).extracts
    assert extract.part.covers(extract.short)
    assert library.text_of("57-NQ-TW", extract.short) == "tối thiểu 30% GDP"


@pytest.fixture
def short(library):
    """The words of the short answer to a question about the sentence on the size of the digital economy."""
    clause = library.clause(SIZE)
    part = clause.sentences[1]
    sentence = library.text_of("57-NQ-TW", part)

    def short(question, *, asked=(), read=None):
        span = Span(sentence.index(read), sentence.index(read) + len(read)) if read else None
        found = find_short(question, clause, part, library, asked, span)
        assert found is None or part.covers(found)
        return found and library.text_of("57-NQ-TW", found)

    return short


def test_short_answer_is_what_was_read_where_no_rule_knows_better(short):
    assert short("đạt cái gì") is None
    assert short("đạt cái gì", read="kinh tế số") == "kinh tế số"


def test_rule_gives_the_unit_of_the_number_that_was_read(short):
    assert short("kinh tế số chiếm bao nhiêu phần trăm GDP", read="30%") == "tối thiểu 30% GDP"


def test_rule_gives_the_whole_date_of_a_sample_answer(library_of):
    due = "Cơ bản hoàn thành trong năm 2025."
    made = library_of({"A": [[due]]})
    gloss = Gloss("A/p1", 0, gloss_hash(due), "Done in 2025.", ("Bao giờ xong?",), answers={"Bao giờ xong?": "2025"})
    dated = Library([made.document("A")], made.clauses, [gloss])
    clause = dated.clauses[0]
    found = find_short("Khi nào hoàn thành?", clause, clause.sentences[0], dated, (0.9,))
    assert dated.text_of("A", found) == "trong năm 2025"


def test_short_answer_of_a_sample_question_that_is_asked_alike(library, short):
    samples = library.glosses[SIZE, 1].questions
    sample = "What part of the economy should make up almost a third of national output?"
    asked = tuple(float(question == sample) for question in samples)
    assert short(sample, asked=asked) == "kinh tế số"
    assert short(sample, asked=(0.0,) * len(samples)) is None


@pytest.mark.parametrize("sentence", ["Kinh tế số\nđạt **tối thiểu** 30%\nGDP.", "Kinh tế số đạt tối thiểu 30% GDP."])
def test_short_answer_is_found_in_the_original_through_its_markup(library_of, sentence):
    made = library_of({"A": [[sentence]]})
    clause = made.clauses[0]
    found = find_short("kinh tế số bao nhiêu phần trăm", clause, clause.sentences[0], made)
    assert made.text_of("A", found) == "tối thiểu 30% GDP"
