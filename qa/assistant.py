"""search() and ask(): the one place where results and quotes are made."""

from collections.abc import Iterable, Sequence

from corpus import Clause, ClauseKind, Language, Span, cite
from corpus.lead_in import lead_in_of
from corpus.library import Library
from index import Copy, Hit, Parts, Searcher, SearchRequest
from qa.abbreviations import Abbreviations
from qa.answer import Answer, Passage, Quote, Reason, RepeatedIn, Result, SearchReply
from qa.card import card_fact
from qa.documents import names_a_stranger, numbers_spoken_of
from qa.query import Query, check_k, place_clauses, understand
from qa.reader import Extract, Reader

MOST_QUOTES = 12


class Assistant:
    """Finds the clauses for a question, and quotes the sentences that answer it."""

    def __init__(
        self, library: Library, searcher: Searcher, reader: Reader, abbreviations: Abbreviations | None = None
    ) -> None:
        self.library = library
        self._searcher = searcher
        self._reader = reader
        self._abbreviations = abbreviations or Abbreviations(())
        self._spoken_of = numbers_spoken_of(library)

    def search(
        self,
        question: str,
        *,
        k: int = 10,
        documents: Sequence[str] | None = None,
        language: Language | None = None,
    ) -> SearchReply:
        """The ``k`` best clauses for a question, repeated ones as one.

        ``documents`` is a hard filter; ``language`` counts where the question speaks for none. QuestionError
        for a question or ``k`` that cannot be used, CorpusError for an unknown document.
        """
        query, hits = self._find(question, k, documents, language)
        return self._reply(query, hits)

    def ask(
        self,
        question: str,
        *,
        k: int = 10,
        documents: Sequence[str] | None = None,
        language: Language | None = None,
    ) -> Answer:
        """The quotes that answer a question, with the clauses that :meth:`search` finds for it.

        Raises as :meth:`search` does. A question that nothing answers is a reply, not an error.
        """
        query, hits = self._find(question, k, documents, language)
        reply = self._reply(query, hits)
        if documents is not None and query.documents and not set(query.documents) & set(documents):
            return Answer(reply, (), Reason.FILTERED_OUT)
        if not query.documents and names_a_stranger(query.text, self._spoken_of):
            return Answer(reply, (), Reason.OTHER_DOCUMENT)
        card = card_fact(query.rest, [self.library.source(named) for named in query.documents], query.language)
        if card:
            return Answer(reply, (), None, card=card)
        if query.place and query.whole_place:
            quotes = self._place_quotes(query.place)
            return Answer(reply, quotes[:MOST_QUOTES], None, more=max(0, len(quotes) - MOST_QUOTES))
        extracts = self._reader.read(query, hits)
        quotes = self._in_reading_order(self._quote(extract) for extract in extracts)
        return Answer(reply, quotes, None if quotes else Reason.NO_MATCH)

    def request_for(self, query: Query, *, documents: Sequence[str] | None = None) -> SearchRequest | None:
        """What is searched for a question; None where it asks for nothing but a place."""
        if query.place and query.whole_place:
            return None
        allowed = None if documents is None else frozenset(documents)
        named = frozenset(query.documents) or None
        within = allowed if named is None else named if allowed is None else allowed & named
        under = place_clauses(query.place, self.library) if query.place else None
        text = query.rest or query.text
        spelled_out = self._abbreviations.spell_out(text)
        return SearchRequest(
            text,
            variants=(spelled_out,) if spelled_out else (),
            documents=within,
            copies_in=allowed,
            under=frozenset(clause.id for clause in under) if under else None,
        )

    def _find(
        self, question: str, k: int, documents: Sequence[str] | None, language: Language | None
    ) -> tuple[Query, list[Hit]]:
        check_k(k)
        for document in documents or ():
            self.library.source(document)
        query = understand(question, self.library, documents=documents, language=language)
        request = self.request_for(query, documents=documents)
        if request is None and query.place:
            return query, self._place_hits(query.place)[:k]
        return query, list(self._searcher.search(request, k=k)) if request else []

    def _place_hits(self, place: Clause) -> list[Hit]:
        """The place and what stands under it, in the order of the document; the order is all that a score says."""
        clauses = place_clauses(place, self.library)
        return [
            Hit(
                clause_id=clause.id,
                rank=rank,
                score=1 - rank / (len(clauses) + 1),
                parts=Parts(text=0.0, dense=0.0, gloss=0.0),
                sentences=(1.0,) * len(clause.sentences),
                matched=(),
                also_in=self._searcher.copies(clause.id),
            )
            for rank, clause in enumerate(clauses, start=1)
        ]

    def _place_quotes(self, place: Clause) -> tuple[Quote, ...]:
        inside = place_clauses(place, self.library)
        clauses = [clause for clause in inside if clause.kind is ClauseKind.CLAUSE] or list(inside)
        return tuple(
            self._quote_span(clause, clause.span, None, self._searcher.copies(clause.id)) for clause in clauses
        )

    def _searched_as(self, query: Query) -> str:
        """The question spelled out; an English one as typed, for with Vietnamese names in it it would be neither."""
        spelled_out = self._abbreviations.spell_out(query.text) if query.language is Language.VI else None
        return spelled_out or query.text

    def _reply(self, query: Query, hits: Sequence[Hit]) -> SearchReply:
        return SearchReply(
            question=query.text,
            language=query.language,
            searched_as=self._searched_as(query),
            results=tuple(self._result(hit) for hit in hits),
        )

    def _result(self, hit: Hit) -> Result:
        clause = self.library.clause(hit.clause_id)
        return Result(
            rank=hit.rank,
            score=hit.score,
            clause=clause,
            citation=cite(self.library.source(clause.document_id), clause),
            translation=self.library.translation(clause),
            also_in=self._repeated(hit.also_in),
            parts=hit.parts,
            matched=hit.matched,
        )

    def _repeated(self, copies: Iterable[Copy]) -> tuple[RepeatedIn, ...]:
        return tuple(RepeatedIn.of(self.library, copy) for copy in copies)

    def _quote(self, extract: Extract) -> Quote:
        clause = self.library.clause(extract.hit.clause_id)
        return self._quote_span(clause, extract.part, extract.short, extract.hit.also_in)

    def _quote_span(self, clause: Clause, part: Span, short: Span | None, copies: Iterable[Copy]) -> Quote:
        source = self.library.source(clause.document_id)
        sentence = clause.sentences.index(part) if part in clause.sentences else None
        return Quote(
            text=self.library.text_of(source.id, part),
            short=self.library.text_of(source.id, short) if short else None,
            lead_in=self._lead_in(clause, sentence),
            confidence=None,
            clause=clause,
            citation=cite(source, clause, sentence=sentence, span=part),
            translation=self.library.translation(clause, sentence),
            also_in=self._repeated(copies),
        )

    def _lead_in(self, clause: Clause, sentence: int | None) -> Passage | None:
        """What dates the sentence; a clause that is quoted whole holds its own label."""
        found = lead_in_of(self.library, clause, sentence) if sentence is not None else None
        if found is None:
            return None
        source = self.library.source(clause.document_id)
        return Passage(self.library.text_of(source.id, found.span), cite(source, found.clause, span=found.span))

    def _in_reading_order(self, quotes: Iterable[Quote]) -> tuple[Quote, ...]:
        """The resolution before its guide and summary, the later before the earlier, then as printed."""
        return tuple(sorted(quotes, key=self._reading_order))

    def _reading_order(self, quote: Quote) -> tuple[int, int, int]:
        source = quote.citation.source
        issued = source.issued_on.toordinal() if source.issued_on else 0
        return source.kind.precedence, -issued, quote.citation.span.start
