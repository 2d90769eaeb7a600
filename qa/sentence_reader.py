"""The best sentences of the best clauses, and the short answer inside each."""

from collections.abc import Sequence

from corpus import Clause, ClauseKind, SourceKind, Span
from corpus.library import Library
from corpus.text import plain_with_offsets
from index import Hit
from qa.query import Query
from qa.reader import Extract
from qa.short_answer import short_answer

# A sentence of another resolution is quoted beside the best one where it is as good but for this share.
_AS_GOOD = 0.95


class SentenceReader:
    """Quotes the sentence with the highest score, and that of the other resolution where it answers as well."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def read(self, query: Query, hits: Sequence[Hit]) -> list[Extract]:
        # A heading is quoted only where it is the best of all.
        scored = [(_score(hit), hit) for hit in hits if hit.rank == 1 or self._is_clause(hit)]
        scored.sort(key=lambda pair: -pair[0])
        best: dict[str, Extract] = {}
        for score, hit in scored:
            document = self._library.clause(hit.clause_id).document_id
            leads = hit is scored[0][1] or self._library.source(document).kind is SourceKind.RESOLUTION
            if leads and document not in best and score >= _AS_GOOD * scored[0][0]:
                best[document] = self._extract(query, hit, score)
        return list(best.values())

    def _is_clause(self, hit: Hit) -> bool:
        return self._library.clause(hit.clause_id).kind is ClauseKind.CLAUSE

    def _extract(self, query: Query, hit: Hit, score: float) -> Extract:
        clause = self._library.clause(hit.clause_id)
        part = clause.sentences[_best_sentence(hit)]
        return Extract(hit, part, find_short(query.text, clause, part, self._library), score)


def _best_sentence(hit: Hit) -> int:
    return max(range(len(hit.sentences)), key=lambda number: hit.sentences[number])


def _score(hit: Hit) -> float:
    """The sentence decides, the clause around it helps: a sentence means what its clause is about."""
    return 0.5 * max(hit.sentences) + 0.5 * hit.score


def find_short(question: str, clause: Clause, part: Span, library: Library) -> Span | None:
    """The short answer inside a part of a clause, as a span of the document."""
    original = part.of(library.document(clause.document_id).text)
    text, offsets = plain_with_offsets(original)
    number = clause.sentences.index(part) if part in clause.sentences else None
    found = short_answer(question, text, library.translation(clause, number))
    if found is None:
        return None
    end = offsets[found.end - 1] + 1
    return Span(part.start + offsets[found.start], part.start + end)
