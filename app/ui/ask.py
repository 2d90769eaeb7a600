"""Hỏi đáp / Ask: a question, the quotes that answer it, and what was asked before."""

import datetime
from collections.abc import Sequence
from typing import NamedTuple

import gradio as gr
from markupsafe import Markup

from app.feedback import Verdict, keep_feedback
from app.metrics import Door
from app.ui.cards import answer_card
from app.ui.frame import QUIET, Frame, live_html, tell
from app.ui.pieces import alert, folded, question_buttons
from app.ui.words import say
from app.wording import error_message
from corpus import Language, SourceKind
from corpus.errors import TracuuError
from corpus.library import Library
from qa import Answer
from qa.query import MOST_RESULTS

_EXAMPLES = 5
_OTHERS = 10
_MOST_HISTORY = 30
# An example should read well on one line of a phone or two.
_EXAMPLE_LENGTH = range(30, 75)


class _Asked(NamedTuple):
    """What was answered, and whether it was asked just as typed."""

    answer: Answer
    as_typed: bool


def build_ask(frame: Frame) -> None:
    """Put the page into the tab that is being built."""
    labels, language = frame.labels, frame.language
    with gr.Row(elem_classes="box"):
        box = labels.make(
            gr.Textbox,
            {"label": "question", "placeholder": "question_hint"},
            value="",
            lines=1,
            max_lines=4,
            max_length=1000,
            autofocus=True,
            elem_id="ask-box",
            scale=5,
        )
        button = labels.make(
            gr.Button, {"value": "ask"}, variant="primary", elem_id="ask-button", scale=1, min_width=110
        )
    labels.draw(gr.HTML(_keys(Language.VI)), _keys)
    answered = gr.State(None)
    asked = gr.State(())
    turned = gr.State(0)
    answer = live_html(elem_id="answer")
    examples = live_html(_examples(frame.library, 0, Language.VI), elem_id="examples")
    history = live_html(elem_id="history")

    def ask(
        question: str, asked: Sequence[str], language: Language, as_typed: bool = False
    ) -> tuple[_Asked | None, Sequence[str], str]:
        try:
            answer = _ask(frame, question, language, as_typed=as_typed)
        except TracuuError as error:
            return None, asked, alert(error_message(error, language))
        question = answer.reply.question
        answered = _Asked(answer, as_typed)
        with frame.metrics.stage("write"):
            shown = show(answered, language)
        return answered, (question, *(q for q in asked if q != question))[:_MOST_HISTORY], shown

    def ask_pressed(
        asked: Sequence[str], language: Language, event: gr.EventData
    ) -> tuple[str, _Asked | None, Sequence[str], str]:
        return str(event.question), *ask(str(event.question), asked, language)

    def ask_the_other_way(
        answered: _Asked, asked: Sequence[str], language: Language
    ) -> tuple[_Asked | None, Sequence[str], str]:
        return ask(answered.answer.reply.question, asked, language, not answered.as_typed)

    def show(answered: _Asked | None, language: Language) -> str:
        if answered is None:
            return ""
        return answer_card(answered.answer, frame.library, language, as_typed=answered.as_typed)

    def keep(answered: _Asked, language: Language, event: gr.EventData) -> None:
        number = str(event.quote)
        keep_feedback(
            frame.settings.var / "feedback.jsonl",
            answered.answer,
            Verdict(event.verdict),
            quote=int(number) if number else None,
            at=datetime.datetime.now(datetime.UTC),
        )
        tell("thanks", language)

    gr.on([box.submit, button.click], ask, [box, asked, language], [answered, asked, answer], **QUIET)
    for pressed in (examples, history):
        pressed.submit(ask_pressed, [asked, language], [box, answered, asked, answer], **QUIET)
    answer.retry(ask_the_other_way, [answered, asked, language], [answered, asked, answer], **QUIET)
    asked.change(_history, [asked, language], history, **QUIET)
    examples.edit(lambda turn: turn + 1, turned, turned, **QUIET)
    gr.on(
        [turned.change, language.change],
        lambda turn, language: _examples(frame.library, turn, language),
        [turned, language],
        examples,
        **QUIET,
    )
    language.change(show, [answered, language], answer, **QUIET)
    language.change(_history, [asked, language], history, **QUIET)
    answer.like(keep, [answered, language], **QUIET)
    frame.offers_clauses(answer)


def _ask(frame: Frame, question: str, language: Language, *, as_typed: bool) -> Answer:
    """The answer, with every clause that it would quote where those are more than one page has."""
    frame.metrics.count_question(Door.PAGE)
    with frame.metrics.stage("answer"):
        answer = frame.assistant.ask(question, k=_OTHERS, language=language, as_typed=as_typed)
        if answer.more:
            answer = frame.assistant.ask(question, k=MOST_RESULTS, language=language, as_typed=as_typed)
    frame.metrics.count_answer(answer)
    return answer


def _keys(language: Language) -> str:
    return Markup("<p class='keys'>{}</p>").format(say("keys", language))


def _examples(library: Library, turn: int, language: Language) -> str:
    """Some sample questions of the glosses, others at every turn, taken from all over the resolutions."""
    pool = _sample_questions(library, language)
    step = max(1, len(pool) // _EXAMPLES)
    chosen = [pool[(number * step + turn) % len(pool)] for number in range(min(_EXAMPLES, len(pool)))]
    return Markup(
        "<section class='examples'><h2>{}</h2><div>{}</div>"
        "<button type='button' class='plain' data-on='edit'>{}</button></section>"
    ).format(say("examples", language), question_buttons(chosen), say("more_examples", language))


def _sample_questions(library: Library, language: Language) -> list[str]:
    """The first sample question of every sentence of the resolutions that is neither too short nor too long."""
    resolutions = {source.id for source in library.sources if source.kind is SourceKind.RESOLUTION}
    glosses = (g for (clause_id, _), g in library.glosses.items() if clause_id.split("/")[0] in resolutions)
    firsts = (next(iter(g.questions_vi if language is Language.VI else g.questions_en), "") for g in glosses)
    return [question for question in firsts if question.endswith("?") and len(question) in _EXAMPLE_LENGTH]


def _history(asked: Sequence[str], language: Language) -> str:
    if not asked:
        return ""
    return Markup("<section class='history'>{}</section>").format(
        folded(say("history", language), question_buttons(asked))
    )
