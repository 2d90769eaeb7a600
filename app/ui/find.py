"""Tra cứu / Find clauses: search with filters, and why each clause was found."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import gradio as gr

from app.metrics import Door
from app.ui.cards import reading_line, result_list
from app.ui.frame import QUIET, Frame, live_html
from app.ui.pieces import alert, notice
from app.ui.words import say
from app.wording import KINDS, error_message
from corpus import Clause, ClauseKind, Language
from corpus.citation import document_label, place_label
from corpus.errors import TracuuError
from corpus.library import Library
from qa import Result, SearchReply
from qa.query import MOST_RESULTS

_MOST_SHOWN = 30
_RELEVANCE, _PLACE = "relevance", "place"
_ANYWHERE = ""


def build_find(frame: Frame) -> None:
    """Put the page into the tab that is being built."""
    make, language, library = frame.labels.make, frame.language, frame.library
    with gr.Row(elem_classes="box"):
        box = make(
            gr.Textbox,
            {"label": "find_label", "placeholder": "find_hint"},
            value="",
            lines=1,
            max_length=1000,
            elem_id="find-box",
            scale=5,
        )
        button = make(gr.Button, {"value": "find"}, variant="primary", elem_id="find-button", scale=1, min_width=110)
    with gr.Row(elem_classes="filters"):
        documents = make(
            gr.CheckboxGroup,
            {"label": "in_documents"},
            choices=lambda language: [(document_label(s).in_(language), s.id) for s in library.sources],
            elem_id="find-documents",
        )
        section = make(
            gr.Dropdown,
            {"label": "in_section"},
            choices=partial(_sections, library),
            value=_ANYWHERE,
            elem_id="find-section",
        )
    with gr.Row(elem_classes="filters"):
        kinds = make(
            gr.CheckboxGroup,
            {"label": "of_kind"},
            choices=lambda language: [(KINDS[kind].in_(language), kind.value) for kind in ClauseKind],
            elem_id="find-kinds",
        )
        order = make(
            gr.Radio,
            {"label": "order"},
            choices=lambda language: [(say(f"by_{order}", language), order) for order in (_RELEVANCE, _PLACE)],
            value=_RELEVANCE,
            elem_id="find-order",
        )
    found = live_html(notice(say("find_invite", Language.VI)), elem_id="found")
    typed = gr.State("")  # the question that is searched as typed

    def find(
        question: str,
        documents: list[str],
        section: str,
        kinds: list[str],
        order: str,
        language: Language,
        typed: str,
    ) -> str:
        if not question.strip():
            return notice(say("find_invite", language))
        frame.metrics.count_question(Door.PAGE)
        as_typed = question == typed
        try:
            with frame.metrics.stage("search"):
                wanted = _wanted(library, section, kinds)
                reply = _search(frame, question, documents, wanted, language, as_typed=as_typed)
        except TracuuError as error:
            return alert(error_message(error, language))
        reading = reading_line(reply, language, as_typed=as_typed)
        if not reply.results:
            return reading + notice(say("nothing", language))
        shown = _ordered(reply.results[:_MOST_SHOWN], order, library)
        with frame.metrics.stage("write"):
            count = notice(say("found_n", language, shown=len(shown), n=len(reply.results)))
            return reading + count + result_list(shown, language, translated=Language.EN in (language, reply.language))

    filters = [documents.input, section.input, kinds.input, order.input]
    gr.on(
        [box.submit, button.click, *filters, language.change, typed.change],
        find,
        [box, documents, section, kinds, order, language, typed],
        found,
        trigger_mode="always_last",  # the filters as they stand last, also where they change faster than the search
        **QUIET,
    )
    found.retry(lambda question, typed: "" if question == typed else question, [box, typed], typed, **QUIET)
    frame.offers_clauses(found)


def _search(
    frame: Frame,
    question: str,
    documents: Sequence[str],
    wanted: frozenset[str],
    language: Language,
    *,
    as_typed: bool,
) -> SearchReply:
    """What is found among the wanted clauses, however many others are nearer."""
    with frame.searcher.keeping_to(wanted):
        reply = frame.assistant.search(
            question, k=MOST_RESULTS, documents=documents or None, language=language, as_typed=as_typed
        )
    # A question for a whole place is answered without a search.
    return replace(reply, results=tuple(result for result in reply.results if result.clause.id in wanted))


def _wanted(library: Library, section: str, kinds: Sequence[str]) -> frozenset[str]:
    """The ids of the clauses that the filters let through."""
    return frozenset(
        clause.id
        for clause in library.clauses
        if (not kinds or clause.kind in kinds) and _stands_in(clause, section, library)
    )


def _sections(library: Library, language: Language) -> list[tuple[str, str]]:
    """The upper two levels of headings of every document, by their words and ids."""
    headings = (clause for clause in library.clauses if clause.kind is ClauseKind.HEADING and len(clause.steps) <= 2)
    return [
        (say("any_section", language), _ANYWHERE),
        *((_heading_label(heading, library, language), heading.id) for heading in headings),
    ]


def _heading_label(heading: Clause, library: Library, language: Language) -> str:
    source = library.source(heading.document_id)
    words = library.translation(heading) if language is Language.EN else None
    return f"{source.number or source.id} · {place_label(heading).in_(language)} · {words or heading.text}"


def _stands_in(clause: Clause, section: str, library: Library) -> bool:
    """Whether a clause is the section, or stands under it."""
    above: str | None = clause.id
    while above is not None and above != section:
        above = library.clause(above).parent
    return section == _ANYWHERE or above == section


def _ordered(results: Sequence[Result], order: str, library: Library) -> list[Result]:
    if order == _RELEVANCE:
        return list(results)
    return sorted(results, key=lambda result: library.row(result.clause.id))
