"""Replies as they are printed on a terminal."""

import datetime
import textwrap
from collections.abc import Iterable, Iterator

import click

from app.why import say_why
from app.wording import KINDS, REASONS, say, say_sureness
from corpus import Clause, Language, citation_label
from corpus.library import Library
from qa import Answer, CardFact, Quote, RepeatedIn, Result, SearchReply

_WIDTH = 100
_OTHERS = 5
_EXCERPT = 160


def answer_lines(answer: Answer, language: Language, *, why: bool = False) -> Iterator[str]:
    """The quotes with their citations, and the further clauses below them, on request with why they were found."""
    reply = answer.reply
    yield from _reading_lines(reply, language)
    found = {result.clause.id: result for result in reply.results}
    if answer.card:
        yield from _card_lines(answer.card, language)
    for quote in answer.quotes:
        yield from _quote_lines(quote, language)
        if why and (result := found.get(quote.clause.id)):
            yield from _why_lines(result, language, indent="  ")
        yield ""
    if answer.more:
        yield say("more", language, n=answer.more)
        yield ""
    if answer.reason:
        yield REASONS[answer.reason].in_(language)
        yield ""
    quoted = {quote.clause.id for quote in answer.quotes}
    others = [result for result in reply.results if result.clause.id not in quoted][:_OTHERS]
    if others and not answer.card:
        yield click.style(say("other_clauses" if answer.found else "nearest", language), bold=True)
        yield from _result_lines(others, language, excerpt=True, why=why)


def search_lines(reply: SearchReply, language: Language, *, why: bool = False) -> Iterator[str]:
    """The clauses found, best first, on request each with why."""
    yield from _reading_lines(reply, language)
    if not reply.results:
        yield say("nothing", language)
    yield from _result_lines(reply.results, language, excerpt=False, why=why)


def clause_lines(
    clause: Clause, library: Library, copies: Iterable[RepeatedIn], inside: Iterable[Clause], language: Language
) -> Iterator[str]:
    """One place: its citation, text and copies, and what stands under it."""
    source = library.source(clause.document_id)
    label = citation_label(source, clause)
    yield click.style(label.in_(language), bold=True) + f"  [{clause.id} · {KINDS[clause.kind].in_(language)}]"
    for heading in clause.headings:
        yield click.style(_filled(heading, "    "), dim=True)
    yield _filled(clause.text, "  ")
    yield from _translation_lines(library.translation(clause), language)
    yield from _copy_lines(copies, language)
    for below in inside:
        depth = "  " * (len(below.steps) - len(clause.steps))
        yield ""
        yield _filled(f"{below.path}  {below.text}", depth + "  ", hanging=depth + "      ")


def _reading_lines(reply: SearchReply, language: Language) -> Iterator[str]:
    """What was searched for, where it is not what was typed."""
    if reply.searched_as != reply.question:
        searched = f"{say('searched_as', language, text=reply.searched_as)} ({say('as_typed_hint', language)})"
        yield click.style(_filled(searched, ""), dim=True)
        yield ""


def _card_lines(card: CardFact, language: Language) -> Iterator[str]:
    value = card.value
    if card.field == "issued_on":
        day = datetime.date.fromisoformat(value)
        value = f"{day.day}/{day.month}/{day.year}" if language is Language.VI else f"{day.day} {day:%B %Y}"
    yield "  " + click.style(value, bold=True)
    yield f"  — {card.document_id}. {card.label.in_(language)}"


def _quote_lines(quote: Quote, language: Language) -> Iterator[str]:
    if quote.lead_in:
        yield click.style(_filled(f"{quote.lead_in.text} …", "  "), dim=True)
    text = _filled(quote.text, "  ")
    yield _marked(text, quote.short) if quote.short else text
    sure = "" if quote.confidence is None else f" ({say_sureness(quote.confidence, language)})"
    yield "  — " + click.style(quote.citation.label.in_(language), fg="cyan") + click.style(sure, dim=True)
    yield from _translation_lines(quote.translation, language)
    yield from _copy_lines(quote.also_in, language)


def _marked(text: str, short: str) -> str:
    """The short answer highlighted, also where filling put a line end into it."""
    words = short.split()
    lines = text.split("\n")
    for index, line in enumerate(lines):
        if short in line:
            lines[index] = line.replace(short, click.style(short, bold=True, fg="green"), 1)
            return "\n".join(lines)
        for cut in range(1, len(words)):
            head, tail = " ".join(words[:cut]), " ".join(words[cut:])
            following = lines[index + 1] if index + 1 < len(lines) else ""
            if line.endswith(head) and following.strip().startswith(tail):
                lines[index] = line[: -len(head)] + click.style(head, bold=True, fg="green")
                lines[index + 1] = following.replace(tail, click.style(tail, bold=True, fg="green"), 1)
                return "\n".join(lines)
    return text


def _result_lines(results: Iterable[Result], language: Language, *, excerpt: bool, why: bool) -> Iterator[str]:
    for result in results:
        yield f"{result.rank:3}. " + click.style(result.citation.label.in_(language), fg="cyan")
        text = result.clause.text
        yield _filled(textwrap.shorten(text, _EXCERPT, placeholder=" …") if excerpt else text, "     ")
        if not excerpt:
            yield from _translation_lines(result.translation, language, indent="     ")
            yield from _copy_lines(result.also_in, language, indent="     ")
        if why:
            yield from _why_lines(result, language, indent="     ")


def _translation_lines(translation: str | None, language: Language, indent: str = "  ") -> Iterator[str]:
    if translation and language is Language.EN:
        yield click.style(_filled(f"[{say('unofficial', language)}] {translation}", indent), dim=True)


def _copy_lines(copies: Iterable[RepeatedIn], language: Language, indent: str = "  ") -> Iterator[str]:
    labels = [copy.citation.label.in_(language) for copy in copies]
    if labels:
        yield click.style(_filled(f"{say('also_in', language)}: {'; '.join(labels)}", indent), dim=True)


def _why_lines(result: Result, language: Language, *, indent: str) -> Iterator[str]:
    for line in say_why(result, language):
        yield click.style(_filled(line, indent), dim=True)


def _filled(text: str, indent: str, hanging: str | None = None) -> str:
    return textwrap.fill(
        text,
        width=_WIDTH,
        initial_indent=indent,
        subsequent_indent=indent if hanging is None else hanging,
        break_on_hyphens=False,
        break_long_words=False,
    )
