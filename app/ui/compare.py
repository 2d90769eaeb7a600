"""Đối chiếu / Compare: the two resolutions side by side, and a clause beside its copies."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

import gradio as gr
from markupsafe import Markup

from app.metrics import Door
from app.ui.frame import QUIET, Frame, live_html
from app.ui.goals import Goal, GoalRow, goal_rows
from app.ui.pieces import alert, citation_line, citation_link, clause_card, joined, notice, slip_lines
from app.ui.word_diff import marked_difference
from app.ui.words import say
from app.wiring import open_copies
from app.wording import error_message
from corpus import Clause, ClauseKind, Language, Source, SourceKind
from corpus.citation import document_label
from corpus.errors import CorpusError, TracuuError
from corpus.library import Library
from qa import RepeatedIn
from qa.documents import find_documents
from qa.lookup import look_up
from qa.query import MOST_CHARACTERS

_SIDE = 4
# Some of what is found are headings, which say little beside a clause.
_LOOKED_AT = 10


class Comparison(NamedTuple):
    """What other pages need to have a clause compared: where it is named, where it is shown, and how it is drawn."""

    box: gr.Textbox
    compared: gr.HTML
    compare: Callable[[str, Language], str]


def build_compare(frame: Frame) -> Comparison:
    """Put the page into the tab that is being built."""
    make, language = frame.labels.make, frame.language
    with gr.Row(elem_classes="box"):
        box = make(
            gr.Textbox,
            {"label": "compare_label", "placeholder": "compare_hint"},
            value="",
            lines=1,
            max_length=MOST_CHARACTERS,
            elem_id="compare-box",
            scale=5,
        )
        button = make(
            gr.Button, {"value": "compare"}, variant="primary", elem_id="compare-button", scale=1, min_width=110
        )
    compared = live_html(notice(say("compare_invite", Language.VI)), elem_id="compared")
    draw_goals = partial(_goal_table, goal_rows(frame.library), frame.library)
    frame.labels.draw(gr.HTML(draw_goals(Language.VI), elem_id="goals", apply_default_css=False), draw_goals)

    def compare(asked: str, language: Language) -> str:
        if not asked.strip():
            return notice(say("compare_invite", language))
        frame.metrics.count_question(Door.PAGE)
        try:
            clause = _named_clause(asked, frame.library)
            return _clause_view(frame, clause, language) if clause else _topic_view(frame, asked, language)
        except TracuuError as error:
            return alert(error_message(error, language))

    gr.on(
        [box.submit, button.click, language.change],
        compare,
        [box, language],
        compared,
        trigger_mode="always_last",
        **QUIET,
    )
    frame.offers_clauses(compared)
    return Comparison(box, compared, compare)


def _named_clause(asked: str, library: Library) -> Clause | None:
    """The clause that is named by its id or in words; None where a topic is."""
    try:
        return look_up(asked.strip(), library)
    except CorpusError:
        return None


def _topic_view(frame: Frame, topic: str, language: Language) -> Markup:
    """What each resolution says on a topic, side by side."""
    sides = (
        _side(document_label(source).in_(language), _nearest(frame, topic, source, language), frame.library, language)
        for source in _resolutions(frame.library)
    )
    return Markup("<div class='sides'>{}</div>").format(joined(sides))


def _clause_view(frame: Frame, clause: Clause, language: Language) -> Markup:
    """A clause beside the nearest ones of the resolutions that it is not from, and its copies below."""
    library = frame.library
    copies = open_copies(frame.settings, library, clause)
    told = {clause.document_id, *(copy.clause.document_id for copy in copies)}
    others = [source for source in _resolutions(library) if source.id not in told]
    # The names of documents in a clause would filter the search for what is near it.
    words = find_documents(clause.text, library.sources).rest[:MOST_CHARACTERS]
    sides = [_side(say("chosen", language), [clause], library, language)] + [
        _side(
            say("nearest_in", language, document=document_label(source).in_(language)),
            _nearest(frame, words, source, language),
            library,
            language,
        )
        for source in others
    ]
    return Markup("<div class='sides'>{}</div>{}").format(joined(sides), _copies(clause, copies, language))


def _nearest(frame: Frame, words: str, source: Source, language: Language) -> list[Clause]:
    with frame.metrics.stage("search"):
        reply = frame.assistant.search(words, k=_LOOKED_AT, documents=[source.id], language=language)
    return [result.clause for result in reply.results if result.clause.kind is ClauseKind.CLAUSE][:_SIDE]


def _side(title: str, clauses: Sequence[Clause], library: Library, language: Language) -> Markup:
    english = language is Language.EN
    cards = [
        clause_card(
            clause, library.source(clause.document_id), library.translation(clause) if english else None, language
        )
        for clause in clauses
    ] or [notice(say("nothing_near", language))]
    return Markup("<section><h2>{}</h2>{}</section>").format(title, joined(cards))


def _copies(clause: Clause, copies: Sequence[RepeatedIn], language: Language) -> Markup:
    title = Markup("<h2>{}</h2>").format(say("copies", language))
    if not copies:
        return title + notice(say("no_copies", language))
    cards = (
        Markup("<article class='clause'>{}<p lang='vi' class='text'>{}</p>{}{}</article>").format(
            citation_line(copy.citation, language),
            marked_difference(clause.text, copy.clause.text),
            slip_lines(copy.citation.source, copy.clause, language),
            Markup("<p class='label'>{}</p>").format(say("same_words", language)) if copy.exact else "",
        )
        for copy in copies
    )
    hint = Markup("<p class='label'>{}</p>").format(say("copies_hint", language))
    return Markup("<section class='copies'>{}{}{}</section>").format(title, hint, joined(cards))


def _goal_table(rows: Sequence[GoalRow], library: Library, language: Language) -> Markup:
    if not rows:
        return Markup()
    sources = [library.source(document) for document in rows[0].goals]
    head = joined(
        Markup("<th scope='col'>{}</th>").format(words)
        for words in (say("goal", language), *(document_label(source).in_(language) for source in sources))
    )
    body = joined(
        Markup("<tr><th scope='row'>{}</th>{}</tr>").format(
            row.topic.in_(language),
            joined(Markup("<td>{}</td>").format(_goals(row.goals[source.id], language)) for source in sources),
        )
        for row in rows
    )
    return Markup(
        "<section class='goals'><h2>{}</h2><div class='scroll' tabindex='0' role='region' aria-label='{}'><table>"
        "<thead><tr>{}</tr></thead><tbody>{}</tbody></table></div></section>"
    ).format(say("goals", language), say("goals", language), head, body)


def _goals(goals: Sequence[Goal], language: Language) -> Markup:
    return joined(
        Markup("<div class='goal'><strong>{}</strong> <span lang='vi'>{}</span> {}</div>").format(
            goal.year, goal.text, citation_link(goal.citation, language)
        )
        for goal in goals
    )


def _resolutions(library: Library) -> list[Source]:
    """The resolutions, the earlier first."""
    found = [source for source in library.sources if source.kind is SourceKind.RESOLUTION]
    return sorted(found, key=lambda source: str(source.issued_on))
