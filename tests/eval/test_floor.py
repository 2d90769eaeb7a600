from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.errors import EvalError
from eval.floor import below_floor, write_floor
from eval.questions import Question, Split, read_questions
from eval.report import About, Report
from eval.run import Answering, evaluate


@pytest.fixture(scope="module")
def report(listed: Answering, questions: list[Question]) -> Report:
    return evaluate(listed, questions, About("listed", "small"))


def test_run_stands_on_the_floor_made_of_it(report: Report, tmp_path: Path) -> None:
    write_floor(report, tmp_path / "floor.json")
    assert below_floor(report, tmp_path / "floor.json") == {}


def test_figure_that_falls_is_named_with_its_floor(
    report: Report, listed_of: Callable[..., Answering], questions: list[Question], tmp_path: Path
) -> None:
    write_floor(report, tmp_path / "floor.json")
    worse = evaluate(listed_of({"economy?": ("NQ/p1",), "theme?": ("NQ/p2", "TH/p2")}), questions, report.about)
    fallen = below_floor(worse, tmp_path / "floor.json")
    assert fallen["recall@5"] == (1.0, pytest.approx(2 / 3))
    assert fallen["answered"] == (1.0, pytest.approx(2 / 3))
    assert "refused" not in fallen


def test_measure_that_is_gone_counts_as_fallen(report: Report, tmp_path: Path) -> None:
    write_floor(report, tmp_path / "floor.json")
    without = tuple(replace(o, values={k: v for k, v in o.values.items() if k != "verified"}) for o in report.outcomes)
    assert below_floor(replace(report, outcomes=without), tmp_path / "floor.json") == {"verified": (1.0, 0.0)}


def test_small_fall_is_borne(report: Report, tmp_path: Path) -> None:
    path = tmp_path / "floor.json"
    write_floor(report, path)
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"mrr@10": 0.8333', '"mrr@10": 0.8532'), encoding="utf-8")
    assert below_floor(report, path) == {}
    path.write_text(text.replace('"mrr@10": 0.8333', '"mrr@10": 0.8534'), encoding="utf-8")
    assert list(below_floor(report, path)) == ["mrr@10"]


def test_floor_of_other_questions_is_refused(report: Report, tmp_path: Path) -> None:
    write_floor(report, tmp_path / "floor.json")
    with pytest.raises(EvalError) as raised:
        below_floor(replace(report, about=About("listed", "dev")), tmp_path / "floor.json")
    assert raised.value.code == "floor_of_other_questions"


def test_floor_that_is_missing_is_said(report: Report, tmp_path: Path) -> None:
    with pytest.raises(EvalError) as raised:
        below_floor(report, tmp_path / "none.json")
    assert raised.value.code == "floor_damaged"


@pytest.mark.model
def test_program_of_today_stands_on_its_floor(shipped: Answering) -> None:
    about = About("the program", Split.DEV, "the encoder that ships")
    assert below_floor(evaluate(shipped, read_questions(Split.DEV.path), about)) == {}
