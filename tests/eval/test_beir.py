import itertools
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import EvalError
from eval.beir import Mode, as_library, evaluate_beir, read_benchmark, split_passage
from index import Weights
from index.hashing_embedder import HashingEmbedder

PASSAGES = {
    "luật#1": ("Hụi", "Chủ hụi góp 1. đủ. Ai chậm thì phải trả lãi."),
    "luật#2": ("Kết hôn", "Nam từ đủ 20 tuổi trở lên."),
    "luật#3": ("", "Người lao động nghỉ hằng năm."),
}
QUERIES = {"q1": "bao nhiêu tuổi thì được kết hôn", "q2": "chậm góp hụi", "q3": "không ai trả lời"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    passages = [{"_id": key, "title": title, "text": text} for key, (title, text) in PASSAGES.items()]
    queries = [{"_id": key, "text": text} for key, text in QUERIES.items()]
    for name, rows in (("corpus", passages), ("queries", queries)):
        (tmp_path / f"{name}.jsonl").write_text("\n".join(map(json.dumps, rows)) + "\n", encoding="utf-8")
    (tmp_path / "qrels").mkdir()
    judged = "query-id\tcorpus-id\tscore\nq1\tluật#2\t1\nq2\tluật#1\t1\nq3\tluật#3\t0\n"
    (tmp_path / "qrels" / "test.tsv").write_text(judged, encoding="utf-8")
    return tmp_path


def test_figures_are_those_of_the_contract(folder: Path) -> None:
    figures = evaluate_beir(folder, HashingEmbedder())
    assert {
        name: figures[name] for name in ("ndcg@10", "recall@1", "recall@5", "recall@10", "mrr@10")
    } == dict.fromkeys(("ndcg@10", "recall@1", "recall@5", "recall@10", "mrr@10"), 1.0)
    assert (figures["queries"], figures["passages"]) == (2, 3)
    assert figures["index_seconds"] > 0
    assert 0 < figures["query_ms"]["p50"] <= figures["query_ms"]["p95"]


def test_modes_are_scored_beside_each_other(folder: Path) -> None:
    figures = evaluate_beir(folder, HashingEmbedder(), list(Mode))
    assert list(figures) == ["modes"]
    assert list(figures["modes"]) == ["lexical", "dense", "hybrid"]
    assert figures["modes"]["lexical"]["recall@1"] == 1


def test_mode_leaves_out_the_other_side() -> None:
    lexical, dense = Mode.LEXICAL.weights, Mode.DENSE.weights
    assert (lexical.text_lexical, lexical.text_dense, lexical.beside) == (Weights().text_lexical, 0, 0)
    assert (dense.text_lexical, dense.text_dense) == (0, Weights().text_dense)
    assert Mode.HYBRID.weights == Weights()


def test_passage_becomes_a_clause_under_its_title(folder: Path) -> None:
    library = as_library(read_benchmark(folder))
    clause = library.clause("luật#1")
    assert clause.headings == ("Hụi",)
    assert library.sentences(clause) == ("Chủ hụi góp 1.", "đủ. Ai chậm thì phải trả lãi.")
    assert library.clause("luật#3").headings == ()


@given(st.text(alphabet="aăâ1.;!? \n\t", max_size=60))
def test_sentences_of_a_passage_lose_no_letter_and_do_not_overlap(text: str) -> None:
    spans = list(split_passage(text))
    assert "".join("".join(span.of(text).split()) for span in spans) == "".join(text.split())
    assert all(first.end <= second.start for first, second in itertools.pairwise(spans))
    assert all(span.of(text).strip() == span.of(text) != "" for span in spans)


def spoil_missing(folder: Path) -> None:
    (folder / "queries.jsonl").unlink()


def spoil_json(folder: Path) -> None:
    (folder / "corpus.jsonl").write_text("no json\n", encoding="utf-8")


def spoil_header(folder: Path) -> None:
    (folder / "qrels" / "test.tsv").write_text("q1\tluật#2\t1\n", encoding="utf-8")


def spoil_query(folder: Path) -> None:
    (folder / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\nq9\tluật#2\t1\n", encoding="utf-8")


@pytest.mark.parametrize("spoil", [spoil_missing, spoil_json, spoil_header, spoil_query])
def test_folder_that_is_no_benchmark_is_refused(spoil: object, folder: Path) -> None:
    assert callable(spoil)
    spoil(folder)
    with pytest.raises(EvalError) as raised:
        evaluate_beir(folder, HashingEmbedder())
    assert raised.value.code == "beir_damaged"
    assert raised.value.values["folder"] == str(folder)


@pytest.mark.parametrize("weight", ["section", "section_gathered", "subject", "subject_gathered", "beside"])
def test_words_alone_are_searched_without_what_vectors_lead_to(weight: str) -> None:
    assert getattr(Mode.LEXICAL.weights, weight) == 0 < getattr(Mode.HYBRID.weights, weight)
