"""Đánh giá / Evaluation: the figures of the newest report on this server."""

from functools import partial
from pathlib import Path

import gradio as gr
from markupsafe import Markup

from app.ui.frame import QUIET, Frame
from app.ui.pieces import alert, joined, notice
from app.ui.words import MEASURES, say
from app.wording import error_message
from corpus import Language
from corpus.errors import EvalError
from eval.report import Report, read_report
from eval.summary import Estimate, headline, latency


def build_evaluation(frame: Frame) -> None:
    """Put the page into the tab that is being built; a visit shows the newest report there is when it begins."""
    draw = partial(newest_report, frame.settings.var / "eval")
    shown = gr.HTML(draw(Language.VI), elem_id="evaluation", apply_default_css=False)
    frame.labels.draw(shown, draw)
    frame.blocks.load(draw, frame.language, shown, **QUIET)


def newest_report(folder: Path, language: Language) -> str:
    """The report of the folder that was written last, as HTML; what to do where there is none."""
    files = sorted(folder.glob("*.json"), key=lambda file: file.stat().st_mtime)
    if not files:
        return notice(say("evaluation_none", language, folder=f"{folder.parent.name}/{folder.name}"))
    try:
        return _report_view(read_report(files[-1]), language)
    except EvalError as error:
        return alert(error_message(error, language))


def _report_view(report: Report, language: Language) -> Markup:
    return Markup("<section class='evaluation'><p>{}</p>{}{}</section>").format(
        say("evaluation_intro", language), _about(report, language), _figures(report, language)
    )


def _about(report: Report, language: Language) -> Markup:
    about = report.about
    facts = [
        ("system", about.system),
        ("question_set", about.questions),
        ("encoder", about.embedder),
        ("index", about.index[:16]),
        ("commit", about.commit),
    ]
    if took := latency(report.outcomes):
        facts.append(("speed", say("speed_value", language, **took)))
    rows = (Markup("<div><dt>{}</dt><dd>{}</dd></div>").format(say(key, language), value) for key, value in facts)
    return Markup("<dl>{}</dl>").format(joined(rows))


def _figures(report: Report, language: Language) -> Markup:
    """The headline figures over all questions and for each language of asking."""
    columns = {
        "all": headline(report.outcomes),
        "in_vi": headline([o for o in report.outcomes if o.language is Language.VI]),
        "in_en": headline([o for o in report.outcomes if o.language is Language.EN]),
    }
    head = joined(Markup("<th scope='col'>{}</th>").format(say(key, language)) for key in ("measure", *columns))
    body = joined(
        Markup("<tr><th scope='row'>{}</th>{}</tr>").format(
            MEASURES[measure].in_(language) if measure in MEASURES else measure,
            joined(_cell(column.get(measure), language) for column in columns.values()),
        )
        for measure in columns["all"]
    )
    return Markup(
        "<div class='scroll' tabindex='0' role='region' aria-label='{}'><table><thead><tr>{}</tr></thead>"
        "<tbody>{}</tbody></table></div>"
    ).format(say("tab_evaluation", language), head, body)


def _cell(estimate: Estimate | None, language: Language) -> Markup:
    if estimate is None:
        return Markup("<td>–</td>")
    value, low, high = (f"{100 * share:.0f}%" for share in (estimate.value, estimate.low, estimate.high))
    return Markup("<td><strong>{}</strong> <span class='label'>{}–{} · {} {}</span></td>").format(
        value, low, high, estimate.questions, say("questions_n", language)
    )
