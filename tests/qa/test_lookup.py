import pytest

from corpus.errors import CorpusError
from qa.lookup import look_up


@pytest.mark.parametrize(
    ("place", "clause_id"),
    [
        ("57-NQ-TW/III.2/b3", "57-NQ-TW/III.2/b3"),
        ("57-nq-tw/iii.2/p1", "57-NQ-TW/III.2/p1"),
        ("52-NQ-TW/II.1/b2.p1", "52-NQ-TW/II.1/b2.p1"),
        ("KFA3/KF2", "TH-52-NQ-TW/P1/III/KFA3/KF2"),
        ("P.2025/b4", "TH-52-NQ-TW/P1/II/P.2025/b4"),
        ("SOI4", "TH-52-NQ-TW/P2/I/1/SOI4"),
        ("B6/C1", "TH-52-NQ-TW/P2/I/2/B6/C1"),
        ("F/b1", "TH-52-NQ-TW/P1/II/F/b1"),
        ("2~2", "TH-52-NQ-TW/P2/I/2~2"),
        ("end/signature", "57-NQ-TW/end/signature"),
        ("end/recipients/b1", "57-NQ-TW/end/recipients/b1"),
        (" KFA3 / KF2 ", "TH-52-NQ-TW/P1/III/KFA3/KF2"),
        ("mục III.2 Nghị quyết 57", "57-NQ-TW/III.2"),
        ("KFA 3 KF 2", "TH-52-NQ-TW/P1/III/KFA3/KF2"),
    ],
)
def test_place_is_found_by_id_ending_or_words(library, place, clause_id):
    assert look_up(place, library).id == clause_id


def test_every_id_leads_to_its_clause(library):
    assert [look_up(clause.id, library).id for clause in library.clauses] == [clause.id for clause in library.clauses]


@pytest.mark.parametrize(
    ("place", "found"),
    [
        ("II.1/b2", "52-NQ-TW/II.1/b2, 57-NQ-TW/II.1/b2"),
        (
            "b1",
            "52-NQ-TW/II.1/b1, 52-NQ-TW/III.1/b1, 52-NQ-TW/III.2/b1, 52-NQ-TW/III.3/b1, 52-NQ-TW/III.4/b1, …",
        ),
    ],
)
def test_ending_of_several_ids_is_refused_with_those_it_could_be(library, place, found):
    with pytest.raises(CorpusError, match="Give more of it") as caught:
        look_up(place, library)
    assert (caught.value.code, caught.value.values) == ("ambiguous_place", {"place": place, "found": found})


@pytest.mark.parametrize(
    "place", ["xyz", "", "/", ".2/b3", "FA3/KF2", "57-NQ-TW", "mục III.9 Nghị quyết 57", "Nghị quyết 57"]
)
def test_unknown_place_is_refused_with_examples(library, place):
    with pytest.raises(CorpusError, match="KFA3/KF2") as caught:
        look_up(place, library)
    assert caught.value.code == "unknown_clause"
