"""A run as one HTML page that stands alone: tables, plots, and the questions that went wrong."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from pathlib import Path

from eval.plots import PLOTS_STYLE, Bar, interval_plot, risk_plot
from eval.report import Outcome, Report
from eval.summary import MEANING, failures, headline, latency, risk_curve, slices

_STYLES = (Path(__file__).parent / "page.css", PLOTS_STYLE)
_SERIES = ("recall@1", "recall@5", "recall@10")
_SLICE_COLUMNS = ("recall@1", "recall@5", "recall@10", "ndcg@10", "first quote", "short f1", "refused")
_BASELINE_COLUMNS = ("recall@1", "recall@5", "recall@10", "mrr@10", "ndcg@10", "recall@2000c")
_ROWS_SHOWN = 3


def write_html(path: Path, report: Report, baselines: Sequence[Report] = ()) -> None:
    """Write the page of a run, its baselines beside it where there are any."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(render_html(report, baselines), encoding="utf-8")


def render_html(report: Report, baselines: Sequence[Report] = ()) -> str:
    """The page: its style is in it, and it refers to nothing outside."""
    about = report.about
    style = "".join(path.read_text(encoding="utf-8") for path in _STYLES)
    sections = [
        _section("Headline figures", _headlines(report)),
        _section("Recall by slice", _slice_plot(report) + _slice_table(report)),
        _section("What a user would pick instead", _baselines([report, *baselines])) if baselines else "",
        _section("How sure, and how right", _risk(report)),
        _section("Questions that went wrong", _failures(report)),
    ]
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(about.system)} on {escape(about.questions)}</title>"
        f"<style>{style}</style></head><body>"
        f"<h1>{escape(about.system)} on {escape(about.questions)}</h1>"
        f'<p class="soft">{len(report.outcomes)} questions · embedder {escape(about.embedder)} · '
        f"index {escape(about.index[:16])} · commit {escape(about.commit[:12])}{_times(report)}</p>"
        f"{''.join(sections)}</body></html>\n"
    )


def _section(title: str, content: str) -> str:
    return f"<section><h2>{title}</h2>{content}</section>" if content else ""


def _times(report: Report) -> str:
    times = latency(report.outcomes)
    return f" · p50 {times['p50']:.0f} ms, p95 {times['p95']:.0f} ms" if times else ""


def _headlines(report: Report) -> str:
    rows = [
        (measure, f"{found.value:.3f}", f"{found.low:.3f} – {found.high:.3f}", str(found.questions))
        for measure, found in headline(report.outcomes).items()
    ]
    return _table(("measure", "value", "95% interval", "n"), rows, notes=MEANING)


def _slice_plot(report: Report) -> str:
    bars = [Bar(f"{part.by}: {part.name}", headline(part.outcomes)) for part in slices(report)]
    return interval_plot([bar for bar in bars if "recall@5" in bar.estimates], _SERIES)


def _slice_table(report: Report) -> str:
    rows = [
        (f"{part.by}: {part.name}", str(len(part.outcomes)), *_cells(part.outcomes, _SLICE_COLUMNS))
        for part in slices(report)
    ]
    return _table(("slice", "n", *_SLICE_COLUMNS), rows)


def _baselines(reports: Sequence[Report]) -> str:
    bars = [Bar(report.about.system, headline(report.outcomes)) for report in reports]
    rows = []
    for report in reports:
        for language in ("vi", "en"):
            asked = [outcome for outcome in report.outcomes if outcome.language == language]
            rows.append((f"{report.about.system}, {language}", *_cells(asked, _BASELINE_COLUMNS)))
    return interval_plot(bars, _SERIES) + _table(("system and language", *_BASELINE_COLUMNS), rows)


def _risk(report: Report) -> str:
    points = risk_curve(report.outcomes)
    return risk_plot(points) if points else ""


def _failures(report: Report) -> str:
    return "".join(
        f"<details><summary>{escape(failure)}: {len(outcomes)}</summary>"
        f"{''.join(_failed(outcome) for outcome in outcomes)}</details>"
        for failure, outcomes in failures(report).items()
    )


def _failed(outcome: Outcome) -> str:
    found = [f"<small>{escape(row.id)}</small> {escape(row.text)}" for row in outcome.rows[:_ROWS_SHOWN]]
    parts = (
        ("wanted", [escape(sentence) for sentence in outcome.gold] or ["no answer: the documents do not say"]),
        ("quoted first", [escape(outcome.quoted)] if outcome.quoted else []),
        ("found instead", found or ["nothing"]),
    )
    said = "".join(f"<dt>{name}</dt>{_definitions(texts)}" for name, texts in parts if texts)
    return (
        f"<details><summary>{escape(outcome.text)} <small>{escape(outcome.id)}, {escape(outcome.kind)}</small>"
        f"</summary><dl>{said}</dl></details>"
    )


def _definitions(texts: Iterable[str]) -> str:
    return "".join(f"<dd>{text}</dd>" for text in texts)


def _cells(outcomes: Sequence[Outcome], measures: Iterable[str]) -> list[str]:
    figures = headline(outcomes)
    return [f"{figures[measure].value:.3f}" if measure in figures else "" for measure in measures]


def _table(head: Sequence[str], rows: Iterable[Sequence[str]], *, notes: Mapping[str, str] | None = None) -> str:
    """A table that scrolls by itself on a narrow screen; ``notes`` stand under the first cell that they explain."""
    top = "".join(f"<th>{escape(cell)}</th>" for cell in head)
    body = "".join(f"<tr>{_first(row[0], notes or {})}{_rest(row[1:])}</tr>" for row in rows)
    return f'<div class="scroll"><table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div>'


def _first(cell: str, notes: Mapping[str, str]) -> str:
    note = f"<br><small>{escape(notes[cell])}</small>" if cell in notes else ""
    return f"<td>{escape(cell)}{note}</td>"


def _rest(cells: Iterable[str]) -> str:
    return "".join(f"<td>{escape(cell)}</td>" for cell in cells)
