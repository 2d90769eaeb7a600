"""A report of the evaluation as HTML: what was measured, the headline figures, and plots."""

from markupsafe import Markup

from app.ui.pieces import joined
from app.ui.words import FORMS, MEASURES, QUESTION_KINDS, say
from corpus import Language
from eval.plots import Bar, interval_plot, risk_plot
from eval.questions import Form, Kind
from eval.report import Report
from eval.summary import Estimate, Slice, headline, latency, risk_curve, slices

_PLOTTED = ("recall@1", "recall@5", "recall@10")
_SLICED_BY = ("language", "form", "kind", "document")


def report_view(report: Report, language: Language) -> Markup:
    """The whole report, in the words of this language."""
    return Markup("<section class='evaluation'><p>{}</p>{}{}{}{}</section>").format(
        say("evaluation_intro", language),
        _about(report, language),
        _figures(report, language),
        _slices(report, language),
        _risk(report, language),
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


def _slices(report: Report, language: Language) -> Markup:
    """How much is found of questions that have something in common."""
    wording = {measure: MEASURES[measure].in_(language) for measure in _PLOTTED}
    bars = []
    for part in slices(report):
        figures = headline(part.outcomes)
        if part.by in _SLICED_BY and "recall@5" in figures:
            estimates = {wording[measure]: figures[measure] for measure in _PLOTTED}
            bars.append(Bar(_slice_label(part, language), estimates))
    return _plot("by_slice", interval_plot(bars, list(wording.values())), language) if bars else Markup()


def _slice_label(part: Slice, language: Language) -> str:
    """What the questions of a slice have in common, and how many they are."""
    match part.by:
        case "language":
            name = say(f"in_{part.name}", language)
        case "form":
            name = FORMS[Form(part.name)].in_(language)
        case "kind":
            name = QUESTION_KINDS[Kind(part.name)].in_(language)
        case _:
            name = part.name
    return f"{name} ({len(part.outcomes)})"


def _risk(report: Report, language: Language) -> Markup:
    points = risk_curve(report.outcomes)
    if not points:
        return Markup()
    drawn = risk_plot(points, risk=say("risk", language), coverage=say("coverage", language))
    return _plot("how_sure", drawn, language)


def _plot(title: str, drawn: str, language: Language) -> Markup:
    """A plot, whose labels were escaped where it was drawn, under its title."""
    return Markup("<h2>{}</h2>{}").format(say(title, language), Markup(drawn))
