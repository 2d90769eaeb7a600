"""From a document's text to its clauses."""

from ingest.pipeline import clauses_of, ingest
from ingest.structure import Mark, find_marks

__all__ = ["Mark", "clauses_of", "find_marks", "ingest"]
