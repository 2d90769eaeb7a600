import math

import ir_measures
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ir_measures import RR, R, nDCG

from eval.ranking import Ranking, rank_measures, recall_at, recall_within

# Three questions by hand: found in part, found late, and not found at all.
TABLE = {
    "part": Ranking({"a": 2, "b": 1, "c": 1}, [{"x"}, {"a"}, {"y"}, {"c"}]),
    "late": Ranking({"a": 2}, [{"x"}, {"y"}, {"z"}, {"v"}, {"w"}, {"a"}]),
    "nothing": Ranking({"a": 2}, [{"x"}]),
}


def test_measures_equal_those_worked_out_by_hand() -> None:
    ideal = 2 / math.log2(2) + 1 / math.log2(3) + 1 / math.log2(4)
    found = 2 / math.log2(3) + 1 / math.log2(5)
    values = rank_measures(TABLE)
    assert values["part"] == pytest.approx(
        {"recall@1": 0, "recall@5": 2 / 3, "recall@10": 2 / 3, "mrr@10": 1 / 2, "ndcg@10": found / ideal}
    )
    assert values["late"] == pytest.approx(
        {"recall@1": 0, "recall@5": 0, "recall@10": 1, "mrr@10": 1 / 6, "ndcg@10": 1 / math.log2(7)}
    )
    assert values["nothing"] == dict.fromkeys(("recall@1", "recall@5", "recall@10", "mrr@10", "ndcg@10"), 0.0)


def test_measures_equal_those_of_ir_measures() -> None:
    names = {R @ 1: "recall@1", R @ 5: "recall@5", R @ 10: "recall@10", RR @ 10: "mrr@10", nDCG @ 10: "ndcg@10"}
    wanted = {question: dict(ranking.grades) for question, ranking in TABLE.items()}
    run = {
        question: {row: -float(rank) for rank, (row,) in enumerate(map(tuple, ranking.rows))}
        for question, ranking in TABLE.items()
    }
    ours = rank_measures(TABLE)
    for metric in ir_measures.iter_calc(list(names), wanted, run):
        assert ours[metric.query_id][names[metric.measure]] == pytest.approx(metric.value)


def test_run_without_rows_scores_zero() -> None:
    assert rank_measures({"q": Ranking({"a": 2}, [])})["q"] == dict.fromkeys(
        ("recall@1", "recall@5", "recall@10", "mrr@10", "ndcg@10"), 0.0
    )


def test_row_that_holds_two_counts_for_both_in_recall_and_once_in_rank() -> None:
    values = rank_measures({"q": Ranking({"a": 1, "b": 2}, [{"a", "b"}, {"a"}])})["q"]
    assert values["recall@1"] == 1
    assert values["ndcg@10"] == pytest.approx(1)


def test_same_clause_again_gains_nothing() -> None:
    values = rank_measures({"q": Ranking({"a": 1, "b": 1}, [{"a"}, {"a"}, {"b"}])})["q"]
    ideal = 1 + 1 / math.log2(3)
    assert values["ndcg@10"] == pytest.approx((1 + 1 / math.log2(4)) / ideal)


def test_long_rows_win_nothing_within_the_first_characters() -> None:
    ends = [{"a": 900}, {"b": 900}, {"c": 300}]
    assert recall_within(ends, [1000, 1000, 400], ["a", "b", "c"], 2000) == pytest.approx(2 / 3)
    assert recall_within(ends, [100, 1000, 400], ["a", "b", "c"], 2000) == 1
    assert recall_within([], [], ["a"], 2000) == 0


@given(st.lists(st.sets(st.sampled_from("abcdxyz"), max_size=3), max_size=12), st.integers(1, 10))
def test_recall_never_falls_as_more_rows_are_read(rows: list[set[str]], k: int) -> None:
    ranking = Ranking({"a": 2, "b": 1, "c": 1}, rows)
    assert 0 <= recall_at(ranking, k) <= recall_at(ranking, k + 1) <= 1


def test_question_that_wants_nothing_has_no_recall() -> None:
    with pytest.raises(ValueError, match="wants nothing"):
        recall_at(Ranking({}, [{"a"}]), 1)
