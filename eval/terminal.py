"""A run, its baselines and a comparison as tables for the terminal."""

from collections.abc import Iterable, Mapping, Sequence

from eval.compare import Difference
from eval.report import Outcome, Report
from eval.summary import MEANING, Estimate, headline, latency, slices

_SLICE_COLUMNS = ("recall@1", "recall@5", "recall@10", "ndcg@10", "first quote", "short f1")
_BASELINE_COLUMNS = ("recall@1", "recall@5", "recall@10", "mrr@10", "ndcg@10", "recall@2000c")


def render_terminal(report: Report, baselines: Sequence[Report] = ()) -> str:
    """The tables of a run: headline figures with intervals, slices, and the baselines beside it."""
    parts = [_title(report), _headlines(report), _slices(report)]
    if baselines:
        parts.append(_baselines([report, *baselines]))
    return "\n\n".join(parts) + "\n"


def render_comparison(differences: Sequence[Difference]) -> str:
    """The tables of a comparison: each measure before and after, then the questions won and lost."""
    rows = [
        (
            difference.measure,
            f"{difference.first:.3f}",
            f"{difference.second:.3f}",
            f"{difference.change:+.3f}",
            f"{difference.p:.4f}",
            f"{difference.effect:+.2f}",
            str(len(difference.won)),
            str(len(difference.lost)),
            str(difference.questions),
        )
        for difference in differences
    ]
    table = _table(("measure", "first", "second", "change", "p", "effect", "won", "lost", "questions"), rows)
    names = [
        f"{difference.measure}\n  won:  {' '.join(difference.won) or 'none'}\n"
        f"  lost: {' '.join(difference.lost) or 'none'}"
        for difference in differences
        if difference.won or difference.lost
    ]
    return "\n\n".join([table, *names]) + "\n"


def _title(report: Report) -> str:
    about = report.about
    return (
        f"{about.system} on {about.questions}: {len(report.outcomes)} questions\n"
        f"embedder {about.embedder} · index {about.index[:16]} · commit {about.commit[:12]}"
    )


def _headlines(report: Report) -> str:
    rows = [
        (measure, f"{found.value:.3f}", f"{found.low:.3f} to {found.high:.3f}", str(found.questions), MEANING[measure])
        for measure, found in headline(report.outcomes).items()
    ]
    times = latency(report.outcomes)
    said = f"\n\ntime a question: p50 {times['p50']:.0f} ms, p95 {times['p95']:.0f} ms" if times else ""
    return _table(("measure", "value", "95% interval", "n", "what it is"), rows) + said


def _slices(report: Report) -> str:
    rows = []
    for part in slices(report):
        figures = headline(part.outcomes)
        # A slice of questions that nothing answers has no retrieval to show.
        if "recall@5" in figures:
            rows.append((part.by, part.name, str(len(part.outcomes)), *_cells(figures, _SLICE_COLUMNS)))
    return _table(("slice", "", "n", *_SLICE_COLUMNS), rows)


def _baselines(reports: Iterable[Report]) -> str:
    rows = [
        (
            report.about.system,
            *_cells(headline(report.outcomes), _BASELINE_COLUMNS),
            *(_recall_at_5(report, language) for language in ("vi", "en")),
        )
        for report in reports
    ]
    return _table(("system", *_BASELINE_COLUMNS, "r@5 vi", "r@5 en"), rows)


def _recall_at_5(report: Report, language: str) -> str:
    asked: list[Outcome] = [outcome for outcome in report.outcomes if outcome.language == language]
    return _cells(headline(asked), ("recall@5",))[0]


def _cells(figures: Mapping[str, Estimate], measures: Iterable[str]) -> list[str]:
    return [f"{figures[measure].value:.3f}" if measure in figures else "" for measure in measures]


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Columns padded to their widest cell; those that hold figures are set to the right."""
    widths = [max(len(row[column]) for row in (head, *rows)) for column in range(len(head))]
    is_figure = [all(_looks_like_a_figure(row[column]) for row in rows) for column in range(len(head))]
    lines = [
        "  ".join(
            cell.rjust(width) if right else cell.ljust(width)
            for cell, width, right in zip(row, widths, is_figure, strict=True)
        ).rstrip()
        for row in (head, *rows)
    ]
    return "\n".join([lines[0], "-" * len(lines[0]), *lines[1:]])


def _looks_like_a_figure(cell: str) -> bool:
    return not cell or cell.lstrip("+-").replace(".", "").isdigit()
