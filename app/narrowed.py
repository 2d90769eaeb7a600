"""A search that can be kept to chosen clauses."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from index import ClauseIndex, Copy, Hit, SearchRequest


class Narrowed:
    """A searcher that finds none but some clauses while it is told to, whatever else a request keeps to.

    What it is told counts in the thread that tells it, so that one assistant serves the filters of every reader.
    """

    def __init__(self, index: ClauseIndex) -> None:
        self.index = index
        self._told = threading.local()

    @contextmanager
    def keeping_to(self, clauses: frozenset[str]) -> Iterator[None]:
        """Inside, only the clauses with these ids are found."""
        self._told.clauses = clauses
        try:
            yield
        finally:
            del self._told.clauses

    def search(self, request: SearchRequest, *, k: int) -> Sequence[Hit]:
        clauses: frozenset[str] | None = getattr(self._told, "clauses", None)
        if clauses is not None:
            request = replace(request, under=clauses if request.under is None else clauses & request.under)
        return self.index.search(request, k=k)

    def copies(self, clause_id: str, *, within: frozenset[str] | None = None) -> tuple[Copy, ...]:
        return self.index.copies(clause_id, within=within)
