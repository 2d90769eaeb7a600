from pathlib import Path

import pytest

from corpus.errors import EvalError
from corpus.library import Library
from eval.questions import Question
from eval.report import About
from eval.run import Answering, evaluate
from eval.trec import read_run, score_run, write_run


def test_run_that_is_written_reads_back_and_scores_the_same(
    small: Library, listed: Answering, questions: list[Question], tmp_path: Path
) -> None:
    report = evaluate(listed, questions, About("the program", "small"))
    path = tmp_path / "ours.run"
    write_run(path, report)
    assert path.read_text(encoding="utf-8").splitlines()[1:3] == [
        "fraud Q0 NQ/p3 1 1.000000 the-program",
        "fraud Q0 NQ/p2 2 0.500000 the-program",
    ]
    assert read_run(path)["theme"] == {"NQ/p2": 1.0, "TH/p2": 0.5}
    again = score_run(small, questions, path)
    for outcome, scored in zip(report.outcomes, again.outcomes, strict=True):
        assert scored.values.items() <= outcome.values.items()
        assert ("recall@5" in scored.values) is outcome.answerable


def test_run_is_ranked_by_score_and_a_question_it_lacks_scores_0(
    small: Library, questions: list[Question], tmp_path: Path
) -> None:
    path = tmp_path / "theirs.run"
    path.write_text("fraud Q0 NQ/p3 1 0.1 x\nfraud Q0 NQ/p2 2 0.9 x\n", encoding="utf-8")
    values = {outcome.id: outcome.values for outcome in score_run(small, questions, path).outcomes}
    assert values["fraud"]["mrr@10"] == 1
    assert values["economy"]["recall@10"] == values["economy"]["ndcg@10"] == 0


def test_empty_run_scores_0(small: Library, questions: list[Question], tmp_path: Path) -> None:
    (tmp_path / "empty.run").write_text("", encoding="utf-8")
    report = score_run(small, questions, tmp_path / "empty.run")
    assert {value for outcome in report.outcomes for value in outcome.values.values()} == {0.0}


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("fraud Q0 NQ/p3 1", "run_damaged"),
        ("fraud Q0 NQ/p3 1 high x", "run_damaged"),
        ("fraud Q0 NQ/p33 1 0.5 x", "run_unknown_clause"),
        ("riddle Q0 NQ/p3 1 0.5 x", "run_strange_question"),
    ],
)
def test_line_that_fits_nothing_is_refused(
    line: str, code: str, small: Library, questions: list[Question], tmp_path: Path
) -> None:
    (tmp_path / "bad.run").write_text(line + "\n", encoding="utf-8")
    with pytest.raises(EvalError) as raised:
        score_run(small, questions, tmp_path / "bad.run")
    assert raised.value.code == code
