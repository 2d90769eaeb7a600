import json
import re
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from corpus.errors import EvalError
from corpus.library import Library
from eval.baselines import run_baselines
from eval.compare import compare
from eval.page import render_html, write_html
from eval.questions import Question
from eval.report import About, Report, read_report, report_to_json, write_json
from eval.run import Answering, evaluate
from eval.summary import Failure, failures, headline, latency, run_to_json, slices
from eval.terminal import render_comparison, render_terminal

ABOUT = About("the program", "small", "hashing", "0123456789abcdef0123", "fedcba98765432100000")


@pytest.fixture(scope="module")
def report(listed: Answering, questions: list[Question]) -> Report:
    ran = evaluate(listed, questions, ABOUT)
    return replace(ran, outcomes=tuple(replace(outcome, milliseconds=20.0) for outcome in ran.outcomes))


@pytest.fixture(scope="module")
def baselines(small: Library, questions: list[Question]) -> list[Report]:
    return run_baselines(small, questions, question_set="small", embedders={})


def test_headline_is_the_mean_over_the_questions_that_have_a_value(report: Report) -> None:
    figures = headline(report.outcomes)
    assert (figures["recall@1"].value, figures["recall@1"].questions) == (pytest.approx((1 + 0 + 0.5) / 3), 3)
    assert (figures["refused"].value, figures["refused"].questions) == (0.5, 2)
    assert (figures["first quote"].value, figures["first quote"].questions) == (0.5, 2)
    assert figures["auroc"].value == pytest.approx(0.75)
    assert "theme recall" in figures


def test_interval_holds_the_value_and_is_the_same_each_time(report: Report) -> None:
    figures = headline(report.outcomes)
    assert all(figure.low <= figure.value <= figure.high for figure in figures.values())
    assert figures["recall@1"].low < figures["recall@1"].high
    assert headline(report.outcomes) == figures


def test_interval_narrows_with_more_questions(report: Report) -> None:
    few = headline(report.outcomes)["recall@1"]
    many = headline(report.outcomes * 30)["recall@1"]
    assert many.value == pytest.approx(few.value)
    assert many.high - many.low < (few.high - few.low) / 3


def test_slices_part_the_questions(report: Report) -> None:
    names = {(part.by, part.name): [outcome.id for outcome in part.outcomes] for part in slices(report)}
    assert names["language", "en"] == names["asked", "en"] == ["fraud"]
    assert names["kind", "unanswerable"] == ["lottery", "weather"]
    assert names["document", "TH"] == ["economy", "theme"]
    assert names["form", "plain"] == [outcome.id for outcome in report.outcomes]


def test_latency_is_the_median_and_the_95th_percentile(report: Report) -> None:
    times = [replace(report.outcomes[0], milliseconds=float(n)) for n in range(1, 102)]
    assert latency(times) == {"p50": 51.0, "p95": 96.0}
    assert latency([]) == {}


def test_failures_are_told_by_what_went_wrong(
    report: Report, listed_of: Callable[..., Answering], questions: list[Question]
) -> None:
    assert {failure: [o.id for o in outcomes] for failure, outcomes in failures(report).items()} == {
        Failure.ANSWERED: ["lottery"],
        Failure.OTHER_SENTENCE: ["fraud"],
    }
    poor = evaluate(listed_of({"fraud?": ("NQ/p3",), "theme?": ("NQ/p2",)}), questions, ABOUT)
    assert {failure: [o.id for o in outcomes] for failure, outcomes in failures(poor).items()} == {
        Failure.REFUSED: ["economy"],
        Failure.NOT_FOUND: ["fraud"],
        Failure.IN_PART: ["theme"],
    }


def test_report_reads_back_as_it_was_saved(report: Report, baselines: list[Report], tmp_path: Path) -> None:
    write_json(tmp_path / "run.json", run_to_json(report, baselines))
    assert read_report(tmp_path / "run.json") == report


def test_json_shows_the_figures_first(report: Report, baselines: list[Report]) -> None:
    shown = json.loads(json.dumps(run_to_json(report, baselines)))
    assert list(shown) == ["headline", "query_ms", "slices", "baselines", "format", "about", "questions"]
    assert shown["headline"]["refused"]["value"] == 0.5
    assert shown["query_ms"] == {"p50": 20.0, "p95": 20.0}
    assert [baseline["about"]["system"] for baseline in shown["baselines"]] == [
        "BM25 on 1,000-character chunks",
        "BM25 on our clauses",
    ]


@pytest.mark.parametrize("spoil", [{"format": 0}, {"about": {}}, {"questions": [{}]}])
def test_file_that_is_no_report_is_refused(spoil: dict[str, object], report: Report, tmp_path: Path) -> None:
    write_json(tmp_path / "run.json", report_to_json(report) | spoil)
    with pytest.raises(EvalError) as raised:
        read_report(tmp_path / "run.json")
    assert raised.value.code == "report_damaged"


def test_terminal_shows_figures_with_intervals_slices_and_baselines(report: Report, baselines: list[Report]) -> None:
    lines = render_terminal(report, baselines).splitlines()
    assert lines[:2] == [
        "the program on small: 5 questions",
        "embedder hashing · index 0123456789abcdef · commit fedcba987654",
    ]
    figures = headline(report.outcomes)["recall@1"]
    row = next(line for line in lines if line.startswith("recall@1"))
    assert re.split(r"\s{2,}", row)[1:4] == ["0.500", f"{figures.low:.3f} to {figures.high:.3f}", "3"]
    assert "time a question: p50 20 ms, p95 20 ms" in lines
    assert any(re.match(r"kind +fact +1 +1\.000", line) for line in lines)
    assert any(line.startswith("BM25 on our clauses") for line in lines)


def test_comparison_names_the_questions_won_and_lost(
    listed_of: Callable[..., Answering], questions: list[Question], report: Report
) -> None:
    better = evaluate(listed_of({"economy?": ("NQ/p1",), "fraud?": ("NQ/p2",)}), questions, ABOUT)
    lines = render_comparison(compare(report, better)).splitlines()
    place = lines.index("recall@1")
    assert lines[place + 1 : place + 3] == ["  won:  fraud", "  lost: theme"]


class Page(HTMLParser):
    """Collects what a page refers to and the tags that it leaves open."""

    def __init__(self) -> None:
        super().__init__()
        self.references: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_startendtag(tag, attrs)
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.references += [value or "" for name, value in attrs if name in ("src", "href", "srcset", "data")]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_page_stands_alone_and_is_well_formed(report: Report, baselines: list[Report], tmp_path: Path) -> None:
    write_html(tmp_path / "page" / "run.html", report, baselines)
    html = (tmp_path / "page" / "run.html").read_text(encoding="utf-8")
    page = Page()
    page.feed(html)
    assert page.references == []
    assert page.open == []
    assert "http" not in html
    assert "url(" not in html
    assert "prefers-color-scheme: dark" in html


def test_page_has_the_figures_the_plots_and_what_went_wrong(report: Report, baselines: list[Report]) -> None:
    html = render_html(report, baselines)
    assert "<td>0.750</td>" in html  # AUROC
    assert html.count('class="track"') == sum(
        "recall@5" in headline(part.outcomes) for part in slices(report)
    ) + 1 + len(baselines)
    assert ".plot .row {" in html
    assert '<polyline points="' in html
    assert "<summary>answered though nothing answers: 1</summary>" in html
    assert "<dd>Chống lừa đảo trực tuyến.</dd>" in html
    assert "<small>NQ/p3</small> Phát triển du lịch." in html


def test_words_of_a_question_are_no_markup(report: Report) -> None:
    outcome = replace(report.outcomes[3], text="<script>alert(1)</script> & co")
    html = render_html(replace(report, outcomes=(outcome,)))
    assert "<script>" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; co" in html


def test_page_of_a_run_that_only_searched_leaves_out_the_risk(baselines: list[Report]) -> None:
    html = render_html(baselines[0])
    assert "How sure, and how right" not in html
    assert "Headline figures" in html
