from collections.abc import Callable
from dataclasses import replace

import pytest

from corpus.library import Library
from corpus.text import plain
from eval.baselines import CHUNK_CHARACTERS, chunks, clauses, run_baselines, score_ranker
from eval.questions import Question
from eval.report import About
from index.hashing_embedder import HashingEmbedder


class FirstFirst:
    """Ranks the pieces in their own order."""

    def __init__(self, pieces: int) -> None:
        self._pieces = pieces

    def scores(self, question: str) -> list[float]:
        return [-float(piece) for piece in range(self._pieces)]


def test_chunks_cover_a_document_in_order_and_cut_no_word(library: Library) -> None:
    pieces = [chunk for chunk in chunks(library) if chunk.place.document_id == "57-NQ-TW"]
    text = library.document("57-NQ-TW").text
    ends = [0, *(chunk.place.span.end for chunk in pieces)]
    assert [chunk.place.span.start for chunk in pieces] == ends[:-1]
    assert ends[-1] == len(text)
    assert all(text[end - 1].isspace() for end in ends[1:-1])
    assert all(CHUNK_CHARACTERS - 50 < len(chunk.place.span.of(text)) <= CHUNK_CHARACTERS for chunk in pieces[:-1])
    assert [chunk.text for chunk in pieces] == [plain(chunk.place.span.of(text)) for chunk in pieces]


def test_chunk_counts_as_found_only_where_it_holds_the_whole_sentence(
    library_of: Callable[..., Library], questions: list[Question]
) -> None:
    fraud = questions[1]
    (quote,) = (label.quote for label in fraud.relevant)
    for padding, recall in ((900, 1.0), (CHUNK_CHARACTERS - 12, 0.0)):
        library = library_of({"NQ": [["x" * padding + "."], [quote]]})
        pieces = chunks(library)
        report = score_ranker(library, [fraud], pieces, FirstFirst(len(pieces)), About("chunks", "small"))
        assert report.outcomes[0].values["recall@10"] == recall


def test_clauses_are_pieces_without_headings(library: Library) -> None:
    pieces = clauses(library)
    assert "57-NQ-TW/III.2/b3" in {piece.id for piece in pieces}
    assert "57-NQ-TW/III.2" not in {piece.id for piece in pieces}
    assert [library.text_of(*piece.place) for piece in pieces] == [piece.text for piece in pieces]


@pytest.mark.parametrize("cut", ["1,000-character chunks", "our clauses"])
def test_baselines_find_a_question_in_the_words_of_its_clause(
    cut: str, small: Library, questions: list[Question]
) -> None:
    embedder = HashingEmbedder()
    reports = run_baselines(small, questions, question_set="small", embedders={"hashing": embedder})
    by_system = {report.about.system: report for report in reports}
    assert list(by_system) == [
        "BM25 on 1,000-character chunks",
        "BM25 on our clauses",
        "hashing on 1,000-character chunks",
        "hashing on our clauses",
    ]
    for name in ("BM25", "hashing"):
        rows = by_system[f"{name} on {cut}"].outcomes[0].rows
        assert {row.id.partition("/")[0].partition("#")[0] for row in rows} == {"NQ", "TH"}


@pytest.mark.parametrize("system", ["BM25 on our clauses", "hashing on our clauses"])
def test_baseline_leads_with_the_clause_that_has_the_words(
    system: str, small: Library, questions: list[Question]
) -> None:
    asked = replace(questions[1], text="lừa đảo trực tuyến")
    reports = run_baselines(small, [asked], question_set="small", embedders={"hashing": HashingEmbedder()})
    (outcome,) = next(report for report in reports if report.about.system == system).outcomes
    assert outcome.rows[0].id == "NQ/p2"
    assert outcome.values["mrr@10"] == 1
