"""The JSON of the API and of ``--json``: how replies look from outside."""

import datetime
import textwrap
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictInt, StrictStr

from app.why import FoundBy, led_by
from app.wording import REASONS
from corpus import Bilingual, Citation, Clause, ClauseKind, Language, Source, Span, cite
from corpus.library import Library
from index import copies_of
from index.family import Families
from qa import Answer, CardFact, Quote, Reason, RepeatedIn, Result, SearchReply
from qa.query import MOST_CHARACTERS, MOST_RESULTS

# Originals are named as they stand in the repository.
_ORIGINALS = "corpus/resolutions"
# What of a clause stands for it in an outline.
_OPENING = 80

Rounded = Annotated[float, Field(description="rounded to four places")]


class QuestionIn(BaseModel):
    """A question. What its text and ``k`` may be is checked where they are used, and told in the reader's language."""

    model_config = ConfigDict(extra="forbid")

    question: StrictStr = Field(
        description="In Vietnamese, with or without marks, or in English.",
        json_schema_extra={"minLength": 1, "maxLength": MOST_CHARACTERS},
    )
    k: StrictInt = Field(
        default=10,
        description="How many clauses.",
        json_schema_extra={"minimum": 1, "maximum": MOST_RESULTS},
    )
    documents: list[StrictStr] | None = Field(
        default=None, description="Only these documents; all where none is given."
    )
    language: Language | None = Field(
        default=None, description="The reader's language, for a question that speaks for none."
    )
    as_typed: StrictBool = Field(
        default=False,
        description="Search just what was typed: no slip mended, no mark put back, no abbreviation spelled out.",
    )


class WordsOut(BaseModel):
    """The same in both languages."""

    vi: str
    en: str

    @classmethod
    def of(cls, words: Bilingual) -> "WordsOut":
        return cls(vi=words.vi, en=words.en)


class SourceOut(BaseModel):
    """A slice of an original: half-open, in code points of the file as decoded from UTF-8."""

    file: str
    start: int
    end: int

    @classmethod
    def of(cls, file: str, span: Span) -> "SourceOut":
        return cls(file=f"{_ORIGINALS}/{file}", start=span.start, end=span.end)

    @classmethod
    def cited(cls, citation: Citation) -> "SourceOut":
        return cls.of(citation.source.file, citation.span)


class CopyOut(BaseModel):
    """Another clause that says the same."""

    clause_id: str
    document_id: str
    citation: WordsOut
    source: SourceOut
    exact: bool

    @classmethod
    def of(cls, copy: RepeatedIn) -> "CopyOut":
        return cls(
            clause_id=copy.clause.id,
            document_id=copy.clause.document_id,
            citation=WordsOut.of(copy.citation.label),
            source=SourceOut.cited(copy.citation),
            exact=copy.exact,
        )


class FieldsOut(BaseModel):
    """How much each field speaks for a clause."""

    text: Rounded
    dense: Rounded
    gloss: Rounded


class WhyOut(BaseModel):
    """Why a clause was found; ``led_by`` is null where the question named the place."""

    matched: list[str]
    fields: FieldsOut
    led_by: FoundBy | None


class ResultOut(BaseModel):
    """A clause that matched."""

    rank: int
    score: Rounded
    clause_id: str
    document_id: str
    kind: str
    text: str
    citation: WordsOut
    source: SourceOut
    translation: str | None
    also_in: list[CopyOut]
    why: WhyOut

    @classmethod
    def of(cls, result: Result) -> "ResultOut":
        parts = result.parts
        return cls(
            rank=result.rank,
            score=round(result.score, 4),
            clause_id=result.clause.id,
            document_id=result.clause.document_id,
            kind=result.clause.kind,
            text=result.clause.text,
            citation=WordsOut.of(result.citation.label),
            source=SourceOut.cited(result.citation),
            translation=result.translation,
            also_in=[CopyOut.of(copy) for copy in result.also_in],
            why=WhyOut(
                matched=list(result.matched),
                fields=FieldsOut(text=round(parts.text, 4), dense=round(parts.dense, 4), gloss=round(parts.gloss, 4)),
                led_by=led_by(parts),
            ),
        )


class SearchOut(BaseModel):
    """The reply to a search."""

    question: str
    language: Language
    searched_as: str
    results: list[ResultOut]

    @classmethod
    def of(cls, reply: SearchReply) -> "SearchOut":
        return cls(
            question=reply.question,
            language=reply.language,
            searched_as=reply.searched_as,
            results=[ResultOut.of(result) for result in reply.results],
        )


class LeadInOut(BaseModel):
    """What a quote needs to be understood."""

    text: str
    source: SourceOut


class QuoteOut(BaseModel):
    """A slice of one clause that answers."""

    text: str
    short: str | None
    lead_in: LeadInOut | None
    confidence: float | None
    clause_id: str
    document_id: str
    citation: WordsOut
    source: SourceOut
    translation: str | None
    also_in: list[CopyOut]

    @classmethod
    def of(cls, quote: Quote) -> "QuoteOut":
        lead_in = quote.lead_in
        return cls(
            text=quote.text,
            short=quote.short,
            lead_in=LeadInOut(text=lead_in.text, source=SourceOut.cited(lead_in.citation)) if lead_in else None,
            confidence=quote.confidence,
            clause_id=quote.clause.id,
            document_id=quote.clause.document_id,
            citation=WordsOut.of(quote.citation.label),
            source=SourceOut.cited(quote.citation),
            translation=quote.translation,
            also_in=[CopyOut.of(copy) for copy in quote.also_in],
        )


class ReasonOut(BaseModel):
    """Why there is no answer."""

    code: Reason
    vi: str
    en: str

    @classmethod
    def of(cls, reason: Reason) -> "ReasonOut":
        return cls(code=reason, vi=REASONS[reason].vi, en=REASONS[reason].en)


class CardOut(BaseModel):
    """A fact from a document's library card."""

    document_id: str
    field: str
    value: str
    label: WordsOut

    @classmethod
    def of(cls, card: CardFact) -> "CardOut":
        return cls(document_id=card.document_id, field=card.field, value=card.value, label=WordsOut.of(card.label))


class AnswerOut(SearchOut):
    """The reply to a question; where ``found`` is false, ``results`` are the nearest clauses and no answer."""

    found: bool
    reason: ReasonOut | None
    quotes: list[QuoteOut]
    more: int
    card: CardOut | None

    @classmethod
    def answered(cls, answer: Answer) -> "AnswerOut":
        return cls(
            **SearchOut.of(answer.reply).model_dump(),
            found=answer.found,
            reason=ReasonOut.of(answer.reason) if answer.reason else None,
            quotes=[QuoteOut.of(quote) for quote in answer.quotes],
            more=answer.more,
            card=CardOut.of(answer.card) if answer.card else None,
        )


class SentenceOut(BaseModel):
    """A sentence of a clause."""

    text: str
    source: SourceOut


class ClauseOut(BaseModel):
    """A place of a document, with what stands under it by id."""

    id: str
    document_id: str
    kind: str
    path: str
    headings: list[str]
    text: str
    sentences: list[SentenceOut]
    citation: WordsOut
    source: SourceOut
    translation: str | None
    also_in: list[CopyOut]
    children: list[str]

    @classmethod
    def of(cls, clause: Clause, library: Library, copies: list[CopyOut]) -> "ClauseOut":
        source = library.source(clause.document_id)
        citation = cite(source, clause)
        return cls(
            id=clause.id,
            document_id=clause.document_id,
            kind=clause.kind,
            path=clause.path,
            headings=list(clause.headings),
            text=clause.text,
            sentences=[
                SentenceOut(text=text, source=SourceOut.of(source.file, span))
                for text, span in zip(library.sentences(clause), clause.sentences, strict=True)
            ],
            citation=WordsOut.of(citation.label),
            source=SourceOut.cited(citation),
            translation=library.translation(clause),
            also_in=copies,
            children=[child.id for child in library.children(clause.id)],
        )

    @classmethod
    def shown(cls, clause: Clause, library: Library, families: Families) -> "ClauseOut":
        """The place with the other places that say the same."""
        copies = copies_of(clause.id, library, families)
        return cls.of(clause, library, [CopyOut.of(RepeatedIn.of(library, copy)) for copy in copies])


class RelationOut(BaseModel):
    """How a document stands to another."""

    kind: str
    document_id: str


class DocumentCardOut(BaseModel):
    """The library card of a document."""

    id: str
    kind: str
    number: str | None
    title: WordsOut
    short_title: WordsOut
    issuer: WordsOut | None
    issued_on: datetime.date | None
    language: str
    file: str
    sha256: str
    relations: list[RelationOut]
    clauses: int

    @classmethod
    def of(cls, source: Source, library: Library) -> "DocumentCardOut":
        return cls(
            id=source.id,
            kind=source.kind,
            number=source.number,
            title=WordsOut.of(source.title),
            short_title=WordsOut.of(source.short_title),
            issuer=WordsOut.of(source.issuer) if source.issuer else None,
            issued_on=source.issued_on,
            language=source.language,
            file=f"{_ORIGINALS}/{source.file}",
            sha256=source.sha256,
            relations=[
                RelationOut(kind=relation.kind, document_id=relation.source_id) for relation in source.relations
            ],
            clauses=sum(clause.kind is ClauseKind.CLAUSE for clause in library.clauses_of(source.id)),
        )


class OutlineOut(BaseModel):
    """A place in an outline; a clause goes by its first words."""

    id: str
    kind: str
    number: str
    title: str
    title_en: str | None
    children: list["OutlineOut"]

    @classmethod
    def of(cls, clause: Clause, library: Library) -> "OutlineOut":
        title, english = clause.text, library.translation(clause)
        if clause.kind is ClauseKind.CLAUSE:
            title, english = _opening(title), _opening(english) if english else None
        return cls(
            id=clause.id,
            kind=clause.kind,
            number=clause.steps[-1].number,
            title=title,
            title_en=english,
            children=[cls.of(child, library) for child in library.children(clause.id)],
        )


def _opening(text: str) -> str:
    return textwrap.shorten(text, _OPENING, placeholder=" …")


class DocumentOut(DocumentCardOut):
    """A card, and the tree of everything in the document that has an address."""

    outline: list[OutlineOut]

    @classmethod
    def outlined(cls, source: Source, library: Library) -> "DocumentOut":
        roots = [clause for clause in library.clauses_of(source.id) if clause.parent is None]
        return cls(
            **DocumentCardOut.of(source, library).model_dump(),
            outline=[OutlineOut.of(root, library) for root in roots],
        )


class AliveOut(BaseModel):
    """The server is up."""

    alive: bool = True


class ReadyOut(BaseModel):
    """The index and the encoder are warm."""

    ready: bool = True
    documents: int
    clauses: int
