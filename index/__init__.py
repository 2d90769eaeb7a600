"""From clauses to a searcher over them."""

from index.clause_index import ClauseIndex, build_index, copies_of, is_current, load_families, load_index
from index.embedder import Embedder, Vectors
from index.hybrid import Weights
from index.searcher import Copy, Hit, Parts, Searcher, SearchRequest
from index.vector_store import Neighbours, VectorStore

__all__ = [
    "ClauseIndex",
    "Copy",
    "Embedder",
    "Hit",
    "Neighbours",
    "Parts",
    "SearchRequest",
    "Searcher",
    "VectorStore",
    "Vectors",
    "Weights",
    "build_index",
    "copies_of",
    "is_current",
    "load_families",
    "load_index",
]
