"""Any benchmark in the BEIR layout, searched as the program searches, over an index that is thrown away."""

import csv
import hashlib
import json
import re
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

import numpy as np

from corpus import Bilingual, Clause, ClauseKind, Document, Level, Source, SourceKind, Span, Step
from corpus.errors import EvalError
from corpus.library import Library
from corpus.text import plain
from eval.ranking import Ranking, rank_measures
from index import Embedder, Searcher, SearchRequest, Weights, build_index, load_index
from qa.readings import Readings

Progress = Callable[[int, int], None]

_ROWS = 10
# From a letter to the next mark that ends a sentence before white space, or to the end.
_PIECE = re.compile(r"\S(?:.*?[.!?;…](?=\s|$)|.*\S|)")


class Mode(StrEnum):
    """Which side of the program searches."""

    LEXICAL = "lexical"
    DENSE = "dense"
    HYBRID = "hybrid"

    @property
    def weights(self) -> Weights:
        """The program's own weights, those of the other side set to nothing."""
        other_side = {
            Mode.LEXICAL: ("_dense", "section", "subject", "_gathered", "beside"),
            Mode.DENSE: ("_lexical", "headings"),
            Mode.HYBRID: (),
        }[self]
        names = [field.name for field in fields(Weights)]
        return replace(Weights(), **{name: 0.0 for name in names if name.endswith(other_side)})


@dataclass(frozen=True, slots=True)
class Benchmark:
    """Passages and queries by id, and for each query the grades of the passages that answer it."""

    passages: Mapping[str, tuple[str, str]]
    queries: Mapping[str, str]
    grades: Mapping[str, Mapping[str, int]]


def evaluate_beir(
    folder: Path,
    embedder: Embedder,
    modes: Sequence[Mode] = (Mode.HYBRID,),
    *,
    readings: Readings | None = None,
    progress: Progress | None = None,
) -> dict[str, Any]:
    """The figures of ``tracuu eval --beir``, as CONTRACT.md lists them; one object a mode under "modes" if asked.

    ``readings`` are searched beside each query as they are beside a question. ``progress(done, of)`` counts the
    texts that are embedded. EvalError where the folder is not in the layout.
    """
    benchmark = read_benchmark(folder)
    library = as_library(benchmark)
    with tempfile.TemporaryDirectory(prefix="tracuu-beir-") as scratch:
        start = time.perf_counter()
        build_index(library, embedder, Path(scratch), progress=progress)
        seconds = time.perf_counter() - start
        scored = {
            str(mode): _score(
                benchmark,
                load_index(library, embedder, Path(scratch), weights=mode.weights),
                readings or Readings(),
                seconds,
            )
            for mode in modes
        }
    return {"modes": scored} if len(scored) > 1 else next(iter(scored.values()))


def read_benchmark(folder: Path) -> Benchmark:
    """The benchmark of a folder with corpus.jsonl, queries.jsonl and qrels/test.tsv.

    Only queries that some passage answers are kept. EvalError where a file is missing or damaged.
    """
    try:
        passages = {row["_id"]: (row.get("title") or "", row["text"]) for row in _rows(folder / "corpus.jsonl")}
        texts = {row["_id"]: row["text"] for row in _rows(folder / "queries.jsonl")}
        grades: dict[str, dict[str, int]] = {}
        with (folder / "qrels" / "test.tsv").open(encoding="utf-8", newline="") as file:
            for line in csv.DictReader(file, delimiter="\t"):
                if int(line["score"]) > 0:
                    grades.setdefault(line["query-id"], {})[line["corpus-id"]] = int(line["score"])
        queries = {query: texts[query] for query in grades}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise EvalError(
            f"{folder} is not a benchmark in the BEIR layout ({error!r}). It needs corpus.jsonl, queries.jsonl and "
            "qrels/test.tsv.",
            code="beir_damaged",
            folder=str(folder),
            problem=repr(error),
        ) from error
    if not queries:
        raise EvalError(f"No query of {folder} has a passage that answers it.", code="beir_damaged", folder=str(folder))
    return Benchmark(passages, queries, grades)


def as_library(benchmark: Benchmark) -> Library:
    """One document and one clause a passage, under its title; the id of the clause is that of the passage."""
    documents, clauses = [], []
    for passage, (title, text) in benchmark.passages.items():
        if not plain(text):  # a passage of no words cannot be found, and must not stop the others
            continue
        source = _source(passage, title, text)
        documents.append(Document(source, text))
        clauses.append(
            Clause(
                id=passage,
                document_id=passage,
                kind=ClauseKind.CLAUSE,
                steps=(Step(Level.PARAGRAPH, "p1"),),
                parent=None,
                headings=(title,) if title else (),
                span=Span(0, len(text)),
                text=plain(text),
                sentences=tuple(split_passage(text)),
            )
        )
    return Library(documents, clauses)


def split_passage(text: str) -> Iterator[Span]:
    r"""The sentences of a passage, roughly: lines, and what ends in a mark inside them.

    A single word, such as a number, is no sentence; it goes with what follows on its line.

    >>> text = "1. Một câu. Hai ba; bốn\nNăm"
    >>> [span.of(text) for span in split_passage(text)]
    ['1. Một câu.', 'Hai ba;', 'bốn', 'Năm']
    """
    for line in re.finditer(r"[^\n]+", text):
        pieces = [Span(line.start() + piece.start(), line.start() + piece.end()) for piece in _PIECE.finditer(line[0])]
        while pieces:
            first = pieces.pop(0)
            if pieces and len(first.of(text).split()) < 2:
                pieces[0] = Span(first.start, pieces[0].end)
            else:
                yield first


def _score(benchmark: Benchmark, searcher: Searcher, readings: Readings, seconds: float) -> dict[str, Any]:
    rankings: dict[str, Ranking] = {}
    times = []
    for query, text in benchmark.queries.items():
        start = time.perf_counter()
        hits = searcher.search(SearchRequest(text, variants=readings.of(text).beside), k=_ROWS)
        times.append(1000 * (time.perf_counter() - start))
        rows = [{hit.clause_id, *(copy.clause_id for copy in hit.also_in)} for hit in hits]
        rankings[query] = Ranking(benchmark.grades[query], rows)
    measured = list(rank_measures(rankings).values())
    names = ("ndcg@10", "recall@1", "recall@5", "recall@10", "mrr@10")
    return {name: float(np.mean([values[name] for values in measured])) for name in names} | {
        "queries": len(benchmark.queries),
        "passages": len(benchmark.passages),
        "index_seconds": seconds,
        "query_ms": {"p50": float(np.percentile(times, 50)), "p95": float(np.percentile(times, 95))},
    }


def _rows(path: Path) -> Iterator[dict[str, Any]]:  # what json gives
    with path.open(encoding="utf-8") as file:
        for line in file:
            if line.strip():
                yield json.loads(line)


def _source(passage: str, title: str, text: str) -> Source:
    name = Bilingual(title or passage, title or passage)
    return Source(
        id=passage,
        kind=SourceKind.OTHER,
        number=None,
        title=name,
        short_title=name,
        issuer=None,
        issued_on=None,
        language="vi",
        file=passage,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
    )
