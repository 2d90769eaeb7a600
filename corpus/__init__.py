"""The documents, their clauses and their citations."""

from corpus.catalogue import find_source, read_catalogue, read_document
from corpus.citation import Citation, citation_label, cite
from corpus.clause import Clause, ClauseKind, Level, Step
from corpus.clause_file import read_clauses, write_clauses
from corpus.document import Bilingual, Document, Slip, Source, SourceKind, Span
from corpus.language import Language, guess_language

__all__ = [
    "Bilingual",
    "Citation",
    "Clause",
    "ClauseKind",
    "Document",
    "Language",
    "Level",
    "Slip",
    "Source",
    "SourceKind",
    "Span",
    "Step",
    "citation_label",
    "cite",
    "find_source",
    "guess_language",
    "read_catalogue",
    "read_clauses",
    "read_document",
    "write_clauses",
]
