"""What the student is asked to do, as losses over unit vectors."""

import torch
from torch import Tensor, nn

TEMPERATURE = 0.05


def distil(student: Tensor, teacher: Tensor, others: Tensor) -> Tensor:
    """How far the student's rows are from the teacher's: one minus cosine, plus contrast against `others`.

    The contrast asks for the teacher's own distribution over its rows and the others, not for the one right
    row, so that two pairs with the same English are not driven apart. Shapes (n, d), (n, d), (m, d).
    """
    near = 1 - (student * teacher).sum(-1).mean()
    pool = torch.cat([teacher, others]).T
    wanted = torch.softmax(teacher @ pool / TEMPERATURE, dim=-1)
    return 2 * near + nn.functional.cross_entropy(student @ pool / TEMPERATURE, wanted)


def match(questions: Tensor, passages: Tensor, owners: Tensor, allowed: Tensor) -> Tensor:
    """Contrast of questions and passages, both ways; `owners[i]` is the passage that answers question i.

    `allowed` (questions, passages) is false where a passage must not count as a wrong answer although it is
    not the owner: its heading is the same.
    """
    own = nn.functional.one_hot(owners, len(passages)).bool()
    scores = (questions @ passages.T / TEMPERATURE).masked_fill(~(allowed | own), -torch.inf)
    forward = nn.functional.cross_entropy(scores, owners)
    asked = own.any(0)
    best = scores.T[asked].log_softmax(-1).masked_fill(~own.T[asked], -torch.inf).logsumexp(-1)
    return forward - 0.5 * best.mean()
