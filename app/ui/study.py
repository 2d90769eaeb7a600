"""Soạn bài / Study set: the clauses picked, in order, with title and notes; saved, reopened and exported."""

import base64
from functools import partial
from typing import Any

import gradio as gr
from markupsafe import Markup

from app.export import Format, handout, write_handout
from app.study_set import StudySet, StudySetError
from app.ui.frame import QUIET, READ_FILE, Frame, live_html, tell
from app.ui.pieces import citation_line, file_button, joined, notice, slip_lines, translation_line
from app.ui.words import say
from app.wording import error_message
from corpus import Clause, Language, cite
from corpus.library import Library

_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "md": "text/markdown;charset=utf-8",
    "csv": "text/csv;charset=utf-8",
    "json": "application/json",
}
_FILE_NAME = "bai-soan"


def build_study(frame: Frame, tab: gr.Tab) -> None:
    """Put the page into ``tab``, which then counts the clauses."""
    make, language, study = frame.labels.make, frame.language, frame.study
    title = make(
        gr.Textbox,
        {"label": "study_title", "placeholder": "study_title_hint"},
        value="",
        max_length=300,
        elem_id="study-title",
    )
    notes = make(
        gr.Textbox,
        {"label": "study_notes", "placeholder": "study_notes_hint"},
        value="",
        lines=2,
        max_lines=8,
        max_length=10_000,
        elem_id="study-notes",
    )
    picked = live_html(_list(StudySet(), frame.library, Language.VI), elem_id="picked")
    with gr.Row(elem_classes="exports"):
        buttons = {
            ending: make(gr.Button, {"value": key}, elem_id=f"export-{ending}", size="md", min_width=120)
            for ending, key in (("docx", "docx"), ("md", "md"), ("csv", "csv"), ("json", "save"))
        }
    files = live_html(_file_line(Language.VI), elem_id="study-files", js=READ_FILE)
    frame.labels.draw(files, _file_line)
    made = gr.JSON(visible=False)

    def current(stored: object, title: str, notes: str) -> StudySet:
        """The study set with the title and notes as they stand in their boxes, which may be ahead of what is kept."""
        return frame.kept(stored).retitled(title, notes)

    def edited(stored: object, title: str, notes: str) -> dict[str, Any]:
        return _stored(current(stored, title, notes))

    def moved(stored: object, title: str, notes: str, event: gr.EventData) -> dict[str, Any]:
        return _stored(current(stored, title, notes).moved(str(event.clause), int(event.by)))

    def removed(stored: object, title: str, notes: str, event: gr.EventData) -> dict[str, Any]:
        return _stored(current(stored, title, notes).without(str(event.clause)))

    def opened(stored: object, language: Language, event: gr.EventData) -> tuple[dict[str, Any], str, str]:
        try:
            study = frame.kept(StudySet.of_json(str(event.text)))
            tell("opened", language)
        except StudySetError as error:
            study = frame.kept(stored)
            gr.Warning(error_message(error, language), title=say("name", language))
        return _stored(study), study.title, study.notes

    def show(stored: object, language: Language) -> tuple[str, dict[str, Any]]:
        study = frame.kept(stored)
        count = len(study.clauses)
        label = say("tab_study_n", language, n=count) if count else say("tab_study", language)
        return _list(study, frame.library, language), gr.update(label=label)

    def reopened(stored: object, language: Language) -> tuple[str, str, str, dict[str, Any]]:
        study = frame.kept(stored)
        return study.title, study.notes, *show(stored, language)

    def export(ending: str, stored: object, title: str, notes: str, language: Language) -> dict[str, str] | None:
        study = current(stored, title, notes)
        if not study.clauses:
            tell("nothing_to_export", language)
            return None
        content = (
            study.model_dump_json(indent=1).encode()
            if ending == "json"
            else write_handout(handout(study, frame.library, language), Format(ending))
        )
        encoded = base64.b64encode(content).decode()
        return {"name": f"{_FILE_NAME}.{ending}", "type": _TYPES[ending], "content": encoded}

    # Gradio's "input" misses what is pasted; "change" comes when a study set is opened too, and then changes nothing.
    gr.on([title.change, notes.change], edited, [study, title, notes], study, trigger_mode="always_last", **QUIET)
    picked.edit(moved, [study, title, notes], study, **QUIET)
    picked.delete(removed, [study, title, notes], study, **QUIET)
    files.upload(opened, [study, language], [study, title, notes], **QUIET)
    files.clear(lambda: (_stored(StudySet()), "", ""), None, [study, title, notes], **QUIET)
    gr.on([study.change, language.change], show, [study, language], [picked, tab], trigger_mode="always_last", **QUIET)
    for ending, button in buttons.items():
        button.click(partial(export, ending), [study, title, notes, language], made, **QUIET).then(
            None, made, None, js="(made) => window.tracuu.download(made)", **QUIET
        )
    frame.blocks.load(reopened, [study, language], [title, notes, picked, tab], **QUIET)


def _stored(study: StudySet) -> dict[str, Any]:
    return study.model_dump(mode="json")


def _list(study: StudySet, library: Library, language: Language) -> str:
    if not study.clauses:
        return notice(say("study_empty", language))
    last = len(study.clauses) - 1
    rows = (
        _row(library.clause(clause_id), library, language, first=number == 0, last=number == last)
        for number, clause_id in enumerate(study.clauses)
    )
    return Markup("<ol class='picked'>{}</ol>").format(joined(rows))


def _row(clause: Clause, library: Library, language: Language, *, first: bool, last: bool) -> Markup:
    source = library.source(clause.document_id)
    translation = library.translation(clause) if language is Language.EN else None
    return Markup("<li>{}<p lang='vi' class='text'>{}</p>{}{}<p class='actions'>{}{}{}</p></li>").format(
        citation_line(cite(source, clause), language),
        clause.text,
        slip_lines(source, clause, language),
        translation_line(translation, language),
        _button("edit", clause, say("up", language), by=-1, disabled=first),
        _button("edit", clause, say("down", language), by=1, disabled=last),
        _button("delete", clause, say("remove", language)),
    )


def _button(event: str, clause: Clause, words: str, *, by: int = 0, disabled: bool = False) -> Markup:
    return Markup("<button type='button' data-on='{}' data-clause='{}' data-by='{}'{}>{}</button>").format(
        event, clause.id, by, Markup(" disabled") if disabled else "", words
    )


def _file_line(language: Language) -> str:
    """Reopening, starting anew, and where the study set is kept."""
    return Markup(
        "<p class='actions'>{}<button type='button' data-on='clear'>{}</button></p><p class='label'>{}</p>"
    ).format(
        file_button(say("open", language), accept=".json,application/json"),
        say("clear", language),
        say("study_kept", language),
    )
