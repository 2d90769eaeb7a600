from concurrent.futures import ThreadPoolExecutor

from app.narrowed import Narrowed
from corpus import ClauseKind
from corpus.library import Library
from index import ClauseIndex, SearchRequest

EVERYWHERE = "chuyển đổi số quốc gia"


def found(narrowed: Narrowed, request: SearchRequest, *, k: int = 10) -> list[str]:
    return [hit.clause_id for hit in narrowed.search(request, k=k)]


def test_clause_far_below_the_first_hundred_is_found_where_it_is_wanted(
    library: Library, searcher: ClauseIndex, narrowed: Narrowed
) -> None:
    ranked = [hit.clause_id for hit in searcher.search(SearchRequest(EVERYWHERE), k=len(library.clauses))]
    assert len(ranked) > 150
    with narrowed.keeping_to(frozenset({ranked[-1]})):
        assert found(narrowed, SearchRequest(EVERYWHERE)) == [ranked[-1]]
    assert found(narrowed, SearchRequest(EVERYWHERE)) == ranked[:10]


def test_copy_stands_for_itself_where_what_it_repeats_is_not_wanted(library: Library, narrowed: Narrowed) -> None:
    request = SearchRequest(library.clause("116-HD-BTGTW/3.1/c1").text)
    assert found(narrowed, request, k=1) == ["52-NQ-TW/III.1/b1"]
    with narrowed.keeping_to(frozenset(clause.id for clause in library.clauses_of("116-HD-BTGTW"))):
        first = narrowed.search(request, k=1)[0]
    assert first.clause_id == "116-HD-BTGTW/3.1/c1"
    assert "52-NQ-TW/III.1/b1" in [copy.clause_id for copy in first.also_in]


def test_what_a_request_keeps_to_is_kept_to_as_well(library: Library, narrowed: Narrowed) -> None:
    headings = frozenset(clause.id for clause in library.clauses if clause.kind is ClauseKind.HEADING)
    request = SearchRequest(EVERYWHERE, under=frozenset({"57-NQ-TW/III.6", "57-NQ-TW/III.6/b1"}))
    with narrowed.keeping_to(headings):
        assert found(narrowed, request) == ["57-NQ-TW/III.6"]


def test_another_reader_meanwhile_searches_everywhere(narrowed: Narrowed) -> None:
    everywhere = found(narrowed, SearchRequest(EVERYWHERE))
    with narrowed.keeping_to(frozenset({"57-NQ-TW/III.6"})), ThreadPoolExecutor(1) as other:
        assert other.submit(found, narrowed, SearchRequest(EVERYWHERE)).result() == everywhere
        assert found(narrowed, SearchRequest(EVERYWHERE)) == ["57-NQ-TW/III.6"]
