import numpy as np
import pytest

from index.encoder.figures import accuracy_at_1, mean_cosine, rank_agreement, retrieval

EYE = np.eye(4, dtype=np.float32)


def test_accuracy_counts_rows_whose_nearest_is_their_own() -> None:
    assert accuracy_at_1(EYE, EYE) == 1.0
    assert accuracy_at_1(EYE, EYE[[0, 1, 3, 2]]) == 0.5


def test_mean_cosine_of_unit_rows() -> None:
    assert mean_cosine(EYE, EYE[[0, 1, 3, 2]]) == 0.5


def test_rank_agreement_sees_order_and_not_size() -> None:
    rows = np.random.default_rng(1).normal(size=(6, 3)).astype(np.float32)
    assert rank_agreement(rows, 2 * rows) == pytest.approx(1.0)
    assert rank_agreement(rows, rows[::-1]) < 0.9


def test_retrieval_by_hand() -> None:
    passages = np.array([[1.0], [0.9], [0.8], [0.7]], dtype=np.float32)
    figures = retrieval(np.array([[1.0], [1.0]], np.float32), passages, ["a", "b", "c", "d"], [{"b"}, {"a", "c"}])
    assert figures["recall@1"] == pytest.approx((0 + 1 / 2) / 2)
    assert figures["recall@5"] == pytest.approx(1.0)
    assert figures["mrr@10"] == pytest.approx((1 / 2 + 1) / 2)
    second = (1 + 1 / 2) / (1 + 1 / np.log2(3))
    assert figures["ndcg@10"] == pytest.approx((1 / np.log2(3) + second) / 2)
