"""Answers and lists of clauses as HTML; ``Markup.format`` escapes every word that goes in."""

import datetime
import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from urllib.parse import quote as percent_encoded

from markupsafe import Markup

from app.ui.pieces import actions, also_in, citation_line, folded, joined, slip_lines, translation_line
from app.ui.words import say
from app.why import say_why
from app.wording import KINDS, REASONS, say_day, say_sureness
from corpus import ClauseKind, Language, Source, Span
from corpus.citation import document_label
from corpus.library import Library
from corpus.text import fold, normalise
from qa import Answer, CardFact, Quote, Result, SearchReply

# What is no answer need not be read far; the page for finding clauses has more.
_MOST_NEAREST = 5


def answer_card(answer: Answer, library: Library, language: Language, *, as_typed: bool = False) -> Markup:
    """The whole reply to a question: what answers it, or that nothing does, and the other clauses below.

    ``as_typed`` says that the question was asked so.
    """
    reply = answer.reply
    translated = Language.EN in (language, reply.language)
    quoted = {quote.clause.id for quote in answer.quotes}
    others = [result for result in reply.results if result.clause.id not in quoted]
    rest = others[: answer.more]
    asked = Markup("<p class='asked'><span>{}</span> {}</p>").format(say("answer_to", language), reply.question)
    parts = [asked, reading_line(reply, language, as_typed=as_typed)]
    if answer.card:
        parts.append(_fact(answer.card, library.source(answer.card.document_id), language))
    parts += _quotes(answer.quotes, library, language, translated=translated)
    if rest:
        parts.append(folded(say("show_all", language, n=len(rest)), result_list(rest, language, translated=translated)))
    if answer.reason:
        parts.append(_no_answer(answer, language))
        parts.append(_nearest(others[:_MOST_NEAREST], language, translated=translated))
    elif (below := others[len(rest) :]) and not answer.card:
        label = say("other_clauses", language, n=len(below))
        parts.append(folded(label, result_list(below, language, translated=translated)))
    return Markup("<div class='answer'>{}</div>").format(joined(parts))


def result_list(results: Iterable[Result], language: Language, *, translated: bool) -> Markup:
    """The clauses found, each with why it was found."""
    rows = (
        Markup("<li>{}{}<p lang='vi' class='text'>{}</p>{}{}{}{}{}</li>").format(
            citation_line(result.citation, language),
            _kind(result.clause.kind, language),
            _matched(result),
            slip_lines(result.citation.source, result.clause, language),
            translation_line(result.translation if translated else None, language),
            also_in(result.also_in, language),
            _why(result, language),
            actions(result.clause, result.citation.source, language),
        )
        for result in results
    )
    return Markup("<ol class='results'>{}</ol>").format(joined(rows))


def reading_line(reply: SearchReply, language: Language, *, as_typed: bool) -> Markup:
    """How the question was read, and a button to have it read the other way; nothing where there is but one."""
    if as_typed:
        told, other = say("searched_as_typed", language), say("search_as_meant", language)
    elif reply.searched_as != reply.question:
        told = say("searched_as", language, text=reply.searched_as)
        other = say("search_as_typed", language)
    else:
        return Markup()
    return Markup("<p class='as'>{} <button type='button' class='plain' data-on='retry'>{}</button></p>").format(
        told, other
    )


def _quotes(quotes: Sequence[Quote], library: Library, language: Language, *, translated: bool) -> list[Markup]:
    """The quotes under the document that each is from, in their order."""
    groups = groupby(enumerate(quotes), key=lambda numbered: numbered[1].citation.source)
    return [
        Markup("<section>{}{}</section>").format(
            _document_line(source, language),
            joined(_quote(number, quote, library, language, translated=translated) for number, quote in numbered),
        )
        for source, numbered in groups
    ]


def _document_line(source: Source, language: Language) -> Markup:
    day = say("issued", language, day=say_day(source.issued_on, language)) if source.issued_on else ""
    return Markup("<h2 class='from'>{} <span>{}</span></h2>").format(document_label(source).in_(language), day)


def _quote(number: int, quote: Quote, library: Library, language: Language, *, translated: bool) -> Markup:
    source = quote.citation.source
    return Markup(
        "<article class='quote'>{lead}<blockquote lang='vi'>{text}</blockquote>{slips}{translation}{cite}{also}"
        "<div class='below'>{actions}{feedback}</div></article>"
    ).format(
        lead=_lead_in(quote, language),
        text=_in_its_clause(quote, library),
        slips=slip_lines(source, quote.clause, language),
        translation=translation_line(quote.translation if translated else None, language),
        cite=citation_line(quote.citation, language, note=_sureness(quote.confidence, language)),
        also=also_in(quote.also_in, language),
        actions=actions(quote.clause, source, language, text=quote.text),
        feedback=_feedback(("right", "wrong", "wrong_citation"), language, quote=number),
    )


def _sureness(confidence: float | None, language: Language) -> Markup:
    if confidence is None:
        return Markup()
    return Markup(" <span class='sure'>({})</span>").format(say_sureness(confidence, language))


def _lead_in(quote: Quote, language: Language) -> Markup:
    if quote.lead_in is None:
        return Markup()
    return Markup("<p class='lead-in' lang='vi'><span class='sr'>{}: </span>{}</p>").format(
        say("lead_in", language), quote.lead_in.text
    )


def _in_its_clause(quote: Quote, library: Library) -> Markup:
    """The quote bright in its clause, the short answer marked in the quote."""
    whole, part = quote.clause.span, quote.citation.span
    before = library.text_of(quote.clause.document_id, Span(whole.start, part.start))
    after = library.text_of(quote.clause.document_id, Span(part.end, whole.end))
    head, short, tail = quote.text.partition(quote.short) if quote.short else (quote.text, "", "")
    marked = Markup("<mark>{}</mark>").format(short) if short else ""
    return Markup("{}<span class='bright'>{}{}{}</span>{}").format(
        Markup("<span class='dim'>{} </span>").format(before) if before else "",
        head,
        marked,
        tail,
        Markup("<span class='dim'> {}</span>").format(after) if after else "",
    )


def _feedback(verdicts: Iterable[str], language: Language, *, quote: int | None) -> Markup:
    buttons = (
        Markup("<button type='button' data-on='like' data-verdict='{}' data-quote='{}'>{}</button>").format(
            verdict, "" if quote is None else quote, say(verdict, language)
        )
        for verdict in verdicts
    )
    return Markup("<p class='feedback' role='group' aria-label='{}'>{}</p>").format(
        say("feedback", language), joined(buttons)
    )


def _fact(card: CardFact, source: Source, language: Language) -> Markup:
    is_day = card.field == "issued_on"
    value = say_day(datetime.date.fromisoformat(card.value), language) if is_day else card.value
    return Markup(
        "<article class='quote fact'><header><strong>{}</strong></header><p class='value'>{}</p><p class='label'>{}</p>"
        "<p class='cite'><a href='documents/{}?lang={}'>{}</a></p></article>"
    ).format(
        document_label(source).in_(language),
        value,
        card.label.in_(language),
        percent_encoded(source.id),
        language.value,
        source.title.in_(language),
    )


def _no_answer(answer: Answer, language: Language) -> Markup:
    reason = REASONS[answer.reason].in_(language) if answer.reason else ""
    return Markup("<article class='none'><h2>{}</h2><p>{}</p>{}</article>").format(
        say("no_answer", language), reason, _feedback(("missed",), language, quote=None)
    )


def _nearest(results: Sequence[Result], language: Language, *, translated: bool) -> Markup:
    if not results:
        return Markup()
    return Markup("<section class='nearest'><h3>{}</h3>{}</section>").format(
        say("nearest", language), result_list(results, language, translated=translated)
    )


def _kind(kind: ClauseKind, language: Language) -> Markup:
    if kind is ClauseKind.CLAUSE:
        return Markup()
    return Markup("<span class='kind'>{}</span>").format(KINDS[kind].in_(language))


def _matched(result: Result) -> Markup:
    """The text of a clause, the words that matched marked in it; a word typed with marks matches only with them."""
    matched = set(result.matched)
    return joined(
        Markup("<b class='hit'>{}</b>").format(piece)
        if {normalise(piece), fold(piece)} & matched
        else Markup.escape(piece)
        for piece in re.split(r"(\w+)", result.clause.text)
    )


def _why(result: Result, language: Language) -> Markup:
    lines = joined(Markup("<p>{}</p>").format(line) for line in say_why(result, language))
    return Markup("<details class='why'><summary>{}</summary>{}</details>").format(say("why", language), lines)
