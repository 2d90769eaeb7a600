from collections.abc import Callable
from dataclasses import replace

import pytest

from corpus.errors import EvalError
from eval.compare import compare
from eval.questions import Question
from eval.report import About, Report
from eval.run import Answering, evaluate

ABOUT = About("listed", "small")


@pytest.fixture(scope="module")
def report(listed: Answering, questions: list[Question]) -> Report:
    return evaluate(listed, questions, ABOUT)


def with_values(report: Report, values: list[float]) -> Report:
    """A report of as many questions as values of one measure."""
    model = report.outcomes[0]
    outcomes = [replace(model, id=f"q{n}", values={"recall@1": value}) for n, value in enumerate(values)]
    return replace(report, outcomes=tuple(outcomes))


def test_run_compared_with_itself_differs_in_nothing(report: Report) -> None:
    assert {(d.change, d.p, d.effect, d.won, d.lost) for d in compare(report, report)} == {(0.0, 1.0, 0.0, (), ())}


def test_questions_won_and_lost_are_named(report: Report) -> None:
    (difference,) = compare(with_values(report, [0, 1, 1, 0.5]), with_values(report, [1, 1, 0, 1]))
    assert (difference.first, difference.second, difference.questions) == (0.625, 0.75, 4)
    assert (difference.won, difference.lost) == (("q0", "q3"), ("q2",))


def test_p_is_the_share_of_sign_changes_that_do_as_much(report: Report) -> None:
    """Six wins of one size: of the 64 ways to give signs, all plus and all minus do as much."""
    (difference,) = compare(with_values(report, [0.0] * 6), with_values(report, [1.0] * 6))
    assert difference.p == pytest.approx(2 / 64, abs=0.006)


def test_effect_is_the_mean_in_units_of_its_deviation(report: Report) -> None:
    (difference,) = compare(with_values(report, [0, 0, 0]), with_values(report, [1, 1, 0]))
    assert difference.effect == pytest.approx((2 / 3) / 3**-0.5)


def test_only_questions_that_both_have_are_compared(
    report: Report, listed: Answering, questions: list[Question]
) -> None:
    part = evaluate(listed, questions[:1], ABOUT)
    assert {difference.questions for difference in compare(report, part)} == {1}


@pytest.mark.parametrize("change", [{"id": "other"}, {"text": "Khác?"}])
def test_runs_over_other_questions_are_refused(change: dict[str, str], report: Report) -> None:
    other = replace(report, outcomes=(replace(report.outcomes[0], **change),))
    with pytest.raises(EvalError) as raised:
        compare(report, other)
    assert raised.value.code == "runs_differ"


def test_better_assistant_wins(listed_of: Callable[..., Answering], questions: list[Question], report: Report) -> None:
    better = evaluate(listed_of({"economy?": ("NQ/p1",), "fraud?": ("NQ/p2",)}), questions, ABOUT)
    changes = {difference.measure: difference for difference in compare(report, better)}
    assert changes["recall@1"].won == ("fraud",)
    assert changes["recall@1"].lost == ("theme",)
    assert changes["refused"].won == ("lottery",)
