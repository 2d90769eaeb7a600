"""Plots as HTML and inline SVG: they grow with the page, follow its colours, and fetch nothing."""

from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from typing import NamedTuple

from eval.answering import RiskPoint
from eval.summary import Estimate

PLOTS_STYLE = Path(__file__).parent / "plots.css"
"""What a page that shows them takes into its own style."""


class Bar(NamedTuple):
    """One row of an interval plot: a label, and an estimate for each series that has one."""

    label: str
    estimates: Mapping[str, Estimate]


def interval_plot(bars: Sequence[Bar], series: Sequence[str]) -> str:
    """Estimates from 0 to 1 with their intervals, one row a label, one line a series."""
    legend = "".join(f'<span class="key s{n}">{escape(name)}</span>' for n, name in enumerate(series))
    rows = "".join(_row(bar, series) for bar in bars)
    scale = "".join(f'<span style="left:{tick}%">{tick / 100:g}</span>' for tick in range(0, 101, 25))
    return (
        f'<div class="plot"><p class="legend">{legend}</p>{rows}'
        f'<div class="row"><span></span><div class="scale">{scale}</div></div></div>'
    )


def risk_plot(
    points: Sequence[RiskPoint],
    *,
    risk: str = "risk: share of wrong first quotes",
    coverage: str = "coverage: share of questions, the surest first",
) -> str:
    """The risk (upwards) over the coverage (to the right) of a run, both from 0 to 1, and what to call them."""
    corners = " ".join(f"{100 * point.coverage:.2f},{100 - 100 * point.risk:.2f}" for point in points)
    grid = "".join(f'<line x1="0" x2="100" y1="{y}" y2="{y}" class="grid"/>' for y in range(0, 101, 25))
    marks = "".join(f'<span style="bottom:{tick}%">{tick / 100:g}</span>' for tick in range(0, 101, 25))
    scale = "".join(f'<span style="left:{tick}%">{tick / 100:g}</span>' for tick in range(0, 101, 25))
    return (
        f'<div class="curve"><p class="legend">{escape(risk)}</p>'
        f'<div class="marks">{marks}</div>'
        '<svg viewBox="0 0 100 100" preserveAspectRatio="none" role="img" '
        f'aria-label="{escape(risk)}; {escape(coverage)}">{grid}<polyline points="{corners}" class="line"/></svg>'
        f'<div class="scale">{scale}</div><p class="legend">{escape(coverage)}</p></div>'
    )


def _row(bar: Bar, series: Sequence[str]) -> str:
    lines = "".join(_line(bar.estimates[name], number) for number, name in enumerate(series) if name in bar.estimates)
    return f'<div class="row"><span>{escape(bar.label)}</span><div class="track">{lines}</div></div>'


def _line(estimate: Estimate, number: int) -> str:
    low, high, value = (100 * share for share in (estimate.low, estimate.high, estimate.value))
    said = f"{estimate.value:.3f} ({estimate.low:.3f} – {estimate.high:.3f}, n = {estimate.questions})"
    return (
        f'<div class="line s{number}" title="{said}"><i style="left:{low:.1f}%;width:{high - low:.1f}%"></i>'
        f'<b style="left:{value:.1f}%"></b></div>'
    )
