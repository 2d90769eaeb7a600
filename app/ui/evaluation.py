"""Đánh giá / Evaluation: the newest report on this server, and new runs for whoever holds the administrator's key."""

from collections.abc import Callable
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

import gradio as gr
from markupsafe import Markup

from app.evaluation import Runner
from app.ui.frame import QUIET, READ_FILE, Frame, live_html
from app.ui.pieces import alert, file_button, notice
from app.ui.report_view import report_view
from app.ui.words import say
from app.wording import error_message
from corpus import Language
from corpus.errors import EvalError, TracuuError
from eval import Report, read_report
from eval.run import Progress

# What Gradio finds in a signature, and replaces by the bar of the run.
_BAR = gr.Progress()

_EXAMPLE = '{"question": "…", "relevant": [{"clause": "57-NQ-TW/III.2/b3"}]}'

Run = Callable[[Progress], Report]


def build_evaluation(frame: Frame) -> None:
    """Put the page into the tab that is being built; a visit shows the newest report there is when it begins."""
    folder = frame.settings.var / "eval"
    runner = Runner(frame.assistant, frame.searcher.index.manifest, folder, frame.settings.admin_key)
    draw = partial(newest_report, folder)
    shown = gr.HTML(draw(Language.VI), elem_id="evaluation", apply_default_css=False)
    frame.labels.draw(shown, draw)
    frame.blocks.load(draw, frame.language, shown, **QUIET)
    frame.labels.draw(gr.HTML(_runs_title(Language.VI, runner), elem_id="runs"), partial(_runs_title, runner=runner))
    if runner.offered:
        _build_runs(frame, runner, shown)


def newest_report(folder: Path, language: Language) -> str:
    """The report of the folder that was written last, as HTML; what to do where there is none."""
    files = sorted(folder.glob("*.json"), key=lambda file: file.stat().st_mtime_ns)
    if not files:
        return notice(say("evaluation_none", language, folder=f"{folder.parent.name}/{folder.name}"))
    try:
        return _drawn(files[-1], files[-1].stat().st_mtime_ns, language)
    except EvalError as error:
        return alert(error_message(error, language))


@lru_cache(maxsize=2)  # the newest in both languages; the intervals take a second to compute
def _drawn(file: Path, written_ns: int, language: Language) -> str:
    """The report of a file; ``written_ns`` tells it from the one that was there before."""
    return report_view(read_report(file), language)


def _build_runs(frame: Frame, runner: Runner, shown: gr.HTML) -> None:
    """The key, a run on dev, and one on a file of one's own."""
    make, language = frame.labels.make, frame.language
    with gr.Row(elem_classes="box"):
        key = make(gr.Textbox, {"label": "admin_key"}, value="", type="password", elem_id="admin-key", scale=5)
        dev = make(gr.Button, {"value": "run_dev"}, variant="primary", elem_id="run-dev", scale=1, min_width=200)
    own = live_html(_own_line(Language.VI), elem_id="run-own", js=READ_FILE)
    frame.labels.draw(own, _own_line)
    told = gr.HTML(elem_id="run-told", apply_default_css=False)

    def run_dev(key: str, language: Language, bar: gr.Progress = _BAR) -> tuple[Any, str]:
        return scored(partial(runner.score_dev, key), language, bar)

    def run_own(key: str, language: Language, event: gr.EventData, bar: gr.Progress = _BAR) -> tuple[Any, str]:
        return scored(partial(runner.score_own, key, str(event.text), str(event.name)), language, bar)

    def scored(run: Run, language: Language, bar: gr.Progress) -> tuple[Any, str]:
        """The new report and that it is done; what is shown stays where there is none, and why is told."""

        def count(done: int, of: int) -> None:
            bar((done, of), desc=say("asking", language), unit=say("questions_n", language))

        try:
            report = run(count)
        except TracuuError as error:
            return gr.skip(), alert(error_message(error, language))
        return report_view(report, language), notice(say("run_done", language, n=len(report.outcomes)))

    visible = {**QUIET, "show_progress": "full", "show_progress_on": told}
    gr.on([key.submit, dev.click], run_dev, [key, language], [shown, told], **visible)
    own.upload(run_own, [key, language], [shown, told], **visible)


def _runs_title(language: Language, runner: Runner) -> str:
    hint = say("runs_hint" if runner.offered else "runs_without_key", language)
    return Markup("<section class='runs'><h2>{}</h2><p class='label'>{}</p></section>").format(
        say("runs", language), hint
    )


def _own_line(language: Language) -> str:
    return Markup("<p class='actions'>{}</p><p class='label'>{}</p>").format(
        file_button(say("run_own", language), accept=".jsonl"), say("run_own_hint", language, example=_EXAMPLE)
    )
