"""The pieces that cards are made of, as HTML; ``Markup.format`` escapes every word that goes in."""

from collections.abc import Iterable, Sequence
from urllib.parse import quote as percent_encoded

from markupsafe import Markup

from app.ui.words import say
from app.wording import say_slips
from corpus import Citation, Clause, Language, Source, citation_label, cite
from qa import RepeatedIn


def clause_card(clause: Clause, source: Source, translation: str | None, language: Language) -> Markup:
    """One clause with its citation and what can be done with it."""
    return Markup("<article class='clause'>{}<p lang='vi' class='text'>{}</p>{}{}{}</article>").format(
        citation_line(cite(source, clause), language),
        clause.text,
        slip_lines(source, clause, language),
        translation_line(translation, language),
        actions(clause, source, language),
    )


def citation_link(citation: Citation, language: Language) -> Markup:
    """The citation in words, leading to its place on the reading page, the cited words lit."""
    return Markup("<a class='place' href='{}'>{}</a>").format(
        reading_link(citation, language), citation.label.in_(language)
    )


def reading_link(citation: Citation, language: Language) -> str:
    """The address of a cited place on the reading page, relative to the page's own root."""
    place = citation.clause_id.removeprefix(f"{citation.source.id}/")
    start, end = citation.span
    page = f"documents/{percent_encoded(citation.source.id)}?lang={language.value}&quote={start}-{end}"
    return f"{page}#{percent_encoded(place, safe='/.~')}"


def actions(clause: Clause, source: Source, language: Language, *, text: str | None = None) -> Markup:
    """The buttons of a clause: copy (``text`` or all of it, with the citation), compare, and add to the study set."""
    label = citation_label(source, clause).in_(language)
    return Markup(
        "<p class='actions'><button type='button' data-copy='{copied}' data-done='{done}'>{copy}</button>"
        "<button type='button' data-on='select' data-clause='{id}' data-done='{added}'>{add}</button>"
        "<button type='button' data-on='expand' data-clause='{id}'>{compare}</button></p>"
    ).format(
        copied=f"“{text or clause.text}” ({label})",
        done=say("copied", language),
        copy=say("copy", language),
        id=clause.id,
        add=say("add", language),
        added=say("added", language),
        compare=say("compare", language),
    )


def file_button(label: str, *, accept: str) -> Markup:
    """What opens the reader's own files, of the kinds that ``accept`` names."""
    return Markup("<label class='button'>{}<input type='file' accept='{}' class='sr'></label>").format(label, accept)


def notice(text: str) -> Markup:
    """A sentence that stands where results would."""
    return Markup("<p class='notice'>{}</p>").format(text)


def alert(text: str) -> Markup:
    """A sentence that tells what went wrong, read out at once."""
    return Markup("<p class='notice' role='alert'>{}</p>").format(text)


def question_buttons(questions: Iterable[str]) -> Markup:
    """Questions to press."""
    return joined(
        Markup("<button type='button' class='question' data-on='submit' data-question='{0}'>{0}</button>").format(q)
        for q in questions
    )


def citation_line(citation: Citation, language: Language, *, note: Markup | None = None) -> Markup:
    """A line with the citation, for under a text, and a note beside it."""
    return Markup("<p class='cite'>{}{}</p>").format(citation_link(citation, language), note or "")


def translation_line(translation: str | None, language: Language) -> Markup:
    """The English of a text, marked as unofficial; nothing where there is none."""
    if not translation:
        return Markup()
    return Markup("<p class='translation'><span class='label'>{}</span><span lang='en'>{}</span></p>").format(
        say("translation", language), translation
    )


def slip_lines(source: Source, clause: Clause, language: Language) -> Markup:
    """What is probably meant where the transcription of a clause slips; nothing where no slip is known."""
    return joined(Markup("<p class='slip'>{}</p>").format(line) for line in say_slips(source, clause, language))


def also_in(copies: Sequence[RepeatedIn], language: Language) -> Markup:
    """Where else the same stands; nothing where it stands alone."""
    if not copies:
        return Markup()
    places = (
        Markup("<li>{}{}</li>").format(
            citation_link(copy.citation, language), "" if copy.exact else f" ({say('nearly', language)})"
        )
        for copy in copies
    )
    return Markup("<div class='also'><span class='label'>{}</span><ul>{}</ul></div>").format(
        say("also_in", language), joined(places)
    )


def folded(label: str, content: Markup) -> Markup:
    """Content behind a line to press."""
    return Markup("<details class='more'><summary>{}</summary>{}</details>").format(label, content)


def joined(parts: Iterable[Markup]) -> Markup:
    """The parts, one after another."""
    return Markup().join(parts)
