import pytest
import torch
from torch import Tensor, nn

from index.encoder.objectives import distil, match


@pytest.fixture
def rows() -> Tensor:
    return nn.functional.normalize(torch.randn(6, 8, generator=torch.Generator().manual_seed(2)), dim=-1)


def test_distil_is_least_at_the_teacher(rows: Tensor) -> None:
    teacher, others = rows[:3], rows[3:]
    assert distil(teacher, teacher, others) < distil(nn.functional.normalize(teacher + 0.3, dim=-1), teacher, others)


def test_distil_does_not_drive_equal_english_apart(rows: Tensor) -> None:
    twins = rows[[0, 0, 1]].clone().requires_grad_()
    distil(twins, rows[[0, 0, 1]], rows[3:]).backward()
    assert twins.grad is not None
    torch.testing.assert_close(twins.grad[0], twins.grad[1])


def test_match_prefers_questions_at_their_passages(rows: Tensor) -> None:
    owners, allowed = torch.tensor([0, 0, 1, 2]), torch.ones(4, 3, dtype=torch.bool)
    passages = rows[:3]
    assert match(passages[owners], passages, owners, allowed) < match(passages[[1, 2, 0, 0]], passages, owners, allowed)


def test_passage_that_is_not_allowed_does_not_count(rows: Tensor) -> None:
    owners, passages = torch.tensor([0, 1]), torch.stack([rows[0], rows[1], rows[0]])
    with_twin = match(passages[:2], passages, owners, torch.ones(2, 3, dtype=torch.bool))
    without = match(passages[:2], passages, owners, torch.tensor([[1, 1, 0], [1, 1, 1]], dtype=torch.bool))
    assert without < with_twin - 0.1


def test_passage_that_nothing_asks_for_is_a_wrong_answer_only(rows: Tensor) -> None:
    owners = torch.tensor([0, 1])
    loss = match(rows[:2], rows[:3], owners, torch.ones(2, 3, dtype=torch.bool))
    assert torch.isfinite(loss)
