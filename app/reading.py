"""A document as a page to read: its outline, and every clause with an address of its own."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from app.wording import RELATIONS, RELATIONS_BACK, say, say_day, say_slips
from corpus import Clause, ClauseKind, Language, Level, Source, Span, Step
from corpus.citation import document_label, place_label
from corpus.library import Library
from corpus.text import plain_with_offsets

# The page needs nothing but its own style and script.
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; img-src data:",
    "X-Content-Type-Options": "nosniff",
    "Vary": "Accept-Language",
}

_TEMPLATES = Path(__file__).parent / "templates"
_QUOTE = re.compile(r"(\d{1,9})-(\d{1,9})", re.ASCII)
_SPACED = (Level.KFA, Level.KF, Level.INITIATIVE)


@dataclass(frozen=True, slots=True)
class _Place:
    """A clause as the page shows it: ``lit`` is the part of its text that was quoted, between the other two."""

    address: str
    kind: ClauseKind
    depth: int
    marker: str
    before: str
    lit: str
    after: str
    code: str | None
    label: str
    translation: str | None
    slips: list[str]


@dataclass(frozen=True, slots=True)
class _Entry:
    """A heading in the outline, with those under it."""

    address: str
    marker: str
    title: str
    language: Language
    entries: tuple["_Entry", ...]


def reading_page(
    library: Library, document_id: str, language: Language, *, quote: str = "", root_path: str = ""
) -> str:
    """The page of a document as HTML. CorpusError where there is no such document.

    ``quote`` is what an answer's link lights, as positions in the original: "12345-12800". Anything else lights
    nothing: a damaged link should still open the document.
    """
    source = library.source(document_id)
    clauses = library.clauses_of(document_id)
    lit = _span(quote)
    return (
        _environment()
        .get_template("reading.html")
        .render(
            say=lambda key, **values: say(key, language, **values),
            language=language,
            other=Language.EN if language is Language.VI else Language.VI,
            quote=quote if lit else "",
            root_path=root_path,
            source=source,
            name=document_label(source).in_(language),
            title=source.title.in_(language),
            issue=_issue(source, language),
            related=list(_related(source, library, language, root_path)),
            documents=[(card.id, card.number or document_label(card).in_(language)) for card in library.sources],
            outline=_entries([clause for clause in clauses if clause.parent is None], library, language),
            places=[_place(clause, library, language, lit) for clause in clauses],
        )
    )


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _span(quote: str) -> Span | None:
    match = _QUOTE.fullmatch(quote)
    return Span(int(match[1]), int(match[2])) if match else None


def _issue(source: Source, language: Language) -> str:
    """Who issued the document and when; nothing where that is not stated."""
    if not (source.issuer and source.issued_on):
        return ""
    return say("issued", language, issuer=source.issuer.in_(language), day=say_day(source.issued_on, language))


def _related(source: Source, library: Library, language: Language, root_path: str) -> Iterator[Markup]:
    """How the document stands to the others that are here, and how they stand to it, each a link."""
    for other in library.sources:
        for wordings, kind in (
            (RELATIONS, source.relation_to(other.id)),
            (RELATIONS_BACK, other.relation_to(source.id)),
        ):
            if kind:
                link = Markup("<a href='{}/documents/{}?lang={}'>{}</a>").format(
                    root_path, other.id, language, document_label(other).in_(language)
                )
                yield Markup.escape(wordings[kind].in_(language)).format(document=link)


def _entries(clauses: Sequence[Clause], library: Library, language: Language) -> tuple[_Entry, ...]:
    """The headings among some clauses; in English where the reader's language is and there is a translation."""
    return tuple(
        _Entry(
            address=clause.path,
            marker=_marker(clause.steps[-1]),
            title=(translation if language is Language.EN else None) or clause.text,
            language=Language.EN if language is Language.EN and translation else Language.VI,
            entries=_entries(library.children(clause.id), library, language),
        )
        for clause in clauses
        if clause.kind is not ClauseKind.CLAUSE
        for translation in [library.translation(clause)]
    )


def _place(clause: Clause, library: Library, language: Language, lit: Span | None) -> _Place:
    text, offsets = plain_with_offsets(clause.span.of(library.document(clause.document_id).text))
    inside = [i for i in range(len(text)) if lit and lit.start <= clause.span.start + offsets[i] < lit.end]
    start, end = (inside[0], inside[-1] + 1) if inside else (len(text), len(text))
    return _Place(
        address=clause.path,
        kind=clause.kind,
        depth=len(clause.headings),
        marker=_marker(clause.steps[-1]),
        before=text[:start],
        lit=text[start:end],
        after=text[end:],
        code=clause.code,
        label=place_label(clause).in_(language),
        translation=library.translation(clause) if language is Language.EN else None,
        slips=say_slips(library.source(clause.document_id), clause, language),
    )


def _marker(step: Step) -> str:
    """What is printed before a place, much as the documents print it; nothing before a paragraph."""
    number = step.number.partition("~")[0]
    match step.level:
        case Level.SECTION | Level.GROUP | Level.POINT:
            return "" if "." in number else f"{number}."  # "P.2030" is a line of its own, without a mark
        case Level.VIEWPOINT:
            return f"({number})"
        case Level.STAGE:
            return f"Bước {step.ordinal}"
        case Level.DASH:
            return "–"
        case Level.PLUS:
            return "+"
        case level if level in _SPACED:
            return re.sub(r"(?<=\D)(?=\d)", " ", number)
        case _:
            return ""
