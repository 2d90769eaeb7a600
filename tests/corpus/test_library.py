import pytest

from corpus import write_clauses
from corpus.errors import CorpusError
from corpus.library import Library


def test_clause_is_found_by_its_id(library):
    assert library.clause("57-NQ-TW/end/p1").text == "Nghị quyết này phổ biến đến chi bộ."


@pytest.mark.parametrize("clause_id", ["57-NQ-TW/V.1", "57-nq-tw/II.1/b1", ""])
def test_unknown_clause_is_reported(library, clause_id):
    with pytest.raises(CorpusError, match="There is no clause") as caught:
        library.clause(clause_id)
    assert (caught.value.code, caught.value.values["clause"]) == ("unknown_clause", clause_id)


def test_unknown_document_is_reported(library):
    for look_up in (library.source, library.document, library.clauses_of):
        with pytest.raises(CorpusError) as caught:
            look_up("36-NQ-TW")
        assert caught.value.code == "unknown_document"


def test_children_stand_directly_under_a_heading_in_order(library):
    ids = [clause.id for clause in library.children("TH-52-NQ-TW/P1/III/KFA3")]
    assert ids == [f"TH-52-NQ-TW/P1/III/KFA3/KF{number}" for number in range(1, 5)]
    assert library.children("57-NQ-TW/IV.3") == ()


def test_every_clause_is_reached_from_the_top(library):
    def below(clause):
        return [clause.id, *(below_id for child in library.children(clause.id) for below_id in below(child))]

    reached = [clause_id for clause in library.clauses if clause.parent is None for clause_id in below(clause)]
    assert sorted(reached) == sorted(clause.id for clause in library.clauses)


def test_document_has_its_own_clauses_only(library):
    found = library.clauses_of("116-HD-BTGTW")
    assert {clause.document_id for clause in found} == {"116-HD-BTGTW"}
    assert [clause.id for clause in found[:3]] == ["116-HD-BTGTW/0/p1", "116-HD-BTGTW/1", "116-HD-BTGTW/1/1"]


def test_translation_of_a_clause_joins_that_of_its_sentences(library):
    clause = library.clause("57-NQ-TW/II.1/b2")
    parts = [library.translation(clause, number) for number in range(len(clause.sentences))]
    assert None not in parts
    assert library.translation(clause) == " ".join(parts)


def test_clauses_of_a_document_that_is_not_listed_are_refused(library, corpus_folder, library_of, tmp_path):
    write_clauses(tmp_path / "clauses.jsonl", [*library.clauses, *library_of({"X": [["Câu."]]}).clauses])
    with pytest.raises(CorpusError, match=r"clauses of X.*Run `tracuu build`") as caught:
        Library.load(corpus_folder, tmp_path / "clauses.jsonl")
    assert caught.value.code == "clauses_damaged"


def test_glosses_are_optional(library, corpus_folder, var):
    assert Library.load(corpus_folder, var / "clauses.jsonl").glosses == {}
