import pytest

from index import Hit, Parts
from qa.query import understand
from qa.sentence_reader import SentenceReader


def _hit(clause_id, rank, score, sentences):
    return Hit(clause_id, rank, score, Parts(score, score, 0.0), sentences, ())


@pytest.fixture
def read(library):
    def read(question, hits):
        extracts = SentenceReader(library).read(understand(question, library), hits)
        return [(extract.hit.clause_id, library.text_of("57-NQ-TW", extract.part)) for extract in extracts]

    return read


@pytest.fixture
def found_in(library):
    """The clauses that are read of clauses with one sentence each, given with their scores."""

    def found_in(*scored):
        hits = [_hit(clause_id, rank, score, (score,)) for rank, (clause_id, score) in enumerate(scored, start=1)]
        extracts = SentenceReader(library).read(understand("ai thực hiện", library), hits)
        return [extract.hit.clause_id for extract in extracts]

    return found_in


def test_best_sentence_of_the_best_clause_is_read(read):
    hits = [_hit("57-NQ-TW/II.1/b2", 1, 0.9, (0.1, 0.8, 0.2, 0.1, 0.1)), _hit("57-NQ-TW/I.1", 2, 0.2, (0.1,))]
    assert read("kinh tế số bao nhiêu", hits) == [("57-NQ-TW/II.1/b2", "Quy mô kinh tế số đạt tối thiểu 30% GDP.")]


def test_short_answer_lies_inside_the_part(library):
    hits = [_hit("57-NQ-TW/II.1/b2", 1, 0.9, (0.1, 0.8, 0.2, 0.1, 0.1))]
    (extract,) = SentenceReader(library).read(understand("kinh tế số chiếm bao nhiêu phần trăm GDP", library), hits)
    assert extract.part.covers(extract.short)
    assert library.text_of("57-NQ-TW", extract.short) == "tối thiểu 30% GDP"


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


def test_nothing_is_read_from_nothing(read):
    assert read("kinh tế số", []) == []
