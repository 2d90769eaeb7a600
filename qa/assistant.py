"""search() and ask(): the one place where results and quotes are made."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from corpus import Clause, ClauseKind, Language, Span, cite
from corpus.lead_in import lead_in_of
from corpus.library import Library
from index import Copy, Hit, Parts, Searcher, SearchRequest
from qa.answer import Answer, CardFact, Passage, Quote, Reason, RepeatedIn, Result, SearchReply
from qa.card import card_fact
from qa.confidence import Signs
from qa.documents import names_a_stranger, numbers_spoken_of
from qa.intent import Intent
from qa.mentions import ThemeMentions
from qa.query import Query, check_k, place_clauses, understand
from qa.reader import Extract, Read, Reader
from qa.readings import Readings

MOST_QUOTES = 12
# How many of the best clauses are read for an answer: a theme may have more than are shown.
_READ = 30


class Assistant:
    """Finds the clauses for a question, and quotes the sentences that answer it."""

    def __init__(self, library: Library, searcher: Searcher, reader: Reader, readings: Readings | None = None) -> None:
        self.library = library
        self._searcher = searcher
        self._reader = reader
        self._readings = readings or Readings()
        self._spoken_of = numbers_spoken_of(library)
        self._mentions = ThemeMentions(library)

    def search(
        self,
        question: str,
        *,
        k: int = 10,
        documents: Sequence[str] | None = None,
        language: Language | None = None,
        as_typed: bool = False,
    ) -> SearchReply:
        """The ``k`` best clauses for a question, repeated ones as one.

        ``documents`` is a hard filter; ``language`` counts where the question speaks for none; ``as_typed`` leaves
        its slips, its missing marks and its abbreviations alone. QuestionError for a question or ``k`` that cannot
        be used, CorpusError for an unknown document.
        """
        query, read = self._find(question, k, documents, language, as_typed=as_typed)
        return self._reply(query, read.hits[:k])

    def ask(
        self,
        question: str,
        *,
        k: int = 10,
        documents: Sequence[str] | None = None,
        language: Language | None = None,
        as_typed: bool = False,
    ) -> Answer:
        """The quotes that answer a question, with the clauses that :meth:`search` finds for it.

        Raises as :meth:`search` does. A question that nothing answers is a reply, not an error.
        """
        query, read = self._find(question, k, documents, language, as_typed=as_typed)
        reply = self._reply(query, read.hits[:k])
        if documents is not None and query.documents and not set(query.documents) & set(documents):
            return Answer(reply, (), Reason.FILTERED_OUT)
        if self._names_a_stranger(query):
            return Answer(reply, (), Reason.OTHER_DOCUMENT)
        card = self._card(query)
        if card:
            return Answer(reply, (), None, card=card)
        if query.place and query.whole_place:
            quotes = self._place_quotes(query.place, named=query.names_place)
            return Answer(reply, quotes[:MOST_QUOTES], None, more=max(0, len(quotes) - MOST_QUOTES))
        if read.reason:
            return Answer(reply, (), read.reason)
        quotes = self._in_reading_order(self._quote(extract) for extract in read.extracts[:MOST_QUOTES])
        return Answer(reply, quotes, None, more=max(0, len(read.extracts) - MOST_QUOTES))

    def signs(self, question: str) -> Signs | None:
        """What speaks for and against an answer; None where the question is decided without such signs."""
        query, read = self._find(question, 1, None, None, as_typed=False)
        decided = query.place is not None or self._names_a_stranger(query) or self._card(query) is not None
        return read.extracts[0].signs if read.extracts and not decided else None

    def request_of(self, question: str) -> SearchRequest | None:
        """What is searched for a question as a reader would ask it."""
        return self.request_for(understand(question, self.library, readings=self._readings))

    def request_for(self, query: Query, *, documents: Sequence[str] | None = None) -> SearchRequest | None:
        """What is searched for a question; None where it asks for nothing but a place."""
        if query.place and query.whole_place:
            return None
        allowed = None if documents is None else frozenset(documents)
        named = frozenset(query.documents) or None
        within = allowed if named is None else named if allowed is None else allowed & named
        under = place_clauses(query.place, self.library) if query.place else None
        text = query.rest or query.text
        mentioned = self._mentions.of(query.theme) if query.theme else ()
        return SearchRequest(
            text,
            variants=query.variants,
            documents=within,
            copies_in=allowed,
            under=frozenset(clause.id for clause in under) if under else None,
            likely=frozenset(clause.id for clause in (*query.likely_places, *mentioned)),
            gather=query.intent is Intent.GATHER,
            name=query.intent is Intent.NAME,
        )

    def _find(
        self,
        question: str,
        k: int,
        documents: Sequence[str] | None,
        language: Language | None,
        *,
        as_typed: bool,
    ) -> tuple[Query, Read]:
        check_k(k)
        for document in documents or ():
            self.library.source(document)
        readings = None if as_typed else self._readings
        query = understand(question, self.library, documents=documents, language=language, readings=readings)
        request = self.request_for(query, documents=documents)
        if request is None and query.place:
            return query, Read(tuple(self._place_hits(query.place)), (), None)
        hits = self._searcher.search(request, k=max(k, _READ)) if request else []
        read = self._reader.read(query, hits[:_READ])
        return query, replace(read, hits=(*read.hits, *hits[_READ:]))

    def _names_a_stranger(self, query: Query) -> bool:
        return not query.documents and names_a_stranger(query.text, self._spoken_of)

    def _card(self, query: Query) -> CardFact | None:
        return card_fact(query.rest, [self.library.source(named) for named in query.documents], query.language)

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

    def _place_quotes(self, place: Clause, *, named: bool) -> tuple[Quote, ...]:
        """The clauses of a place, and before them its heading, in short as well, where it is ``named`` by it."""
        inside = place_clauses(place, self.library)
        clauses = [clause for clause in inside if clause.kind is ClauseKind.CLAUSE] or list(inside)
        if named and place not in clauses:
            clauses.insert(0, place)
        return tuple(
            self._quote_span(
                clause,
                clause.span,
                clause.sentences[0] if named and clause is place else None,
                self._searcher.copies(clause.id),
            )
            for clause in clauses
        )

    def _reply(self, query: Query, hits: Sequence[Hit]) -> SearchReply:
        return SearchReply(
            question=query.text,
            language=query.language,
            searched_as=query.searched_as,
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
        return self._quote_span(clause, extract.part, extract.short, extract.hit.also_in, extract.confidence)

    def _quote_span(
        self,
        clause: Clause,
        part: Span,
        short: Span | None,
        copies: Iterable[Copy],
        confidence: float | None = None,
    ) -> Quote:
        source = self.library.source(clause.document_id)
        sentence = clause.sentences.index(part) if part in clause.sentences else None
        return Quote(
            text=self.library.text_of(source.id, part),
            short=self.library.text_of(source.id, short) if short else None,
            lead_in=self._lead_in(clause, sentence),
            confidence=confidence,
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
