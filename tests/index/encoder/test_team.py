from functools import partial
from pathlib import Path

import torch
from torch import nn

from index.encoder.team import Alone, Team, in_team


def _meet(folder: Path, team: Team) -> None:
    weight = nn.Parameter(torch.full((2,), float(team.place)))
    team.average([weight], steps=1 + 2 * team.place)
    (total,) = team.total([10.0])
    (folder / f"{team.place}").write_text(f"{weight[0].item()} {total}", encoding="utf-8")


def test_workers_take_the_mean_by_their_steps(tmp_path: Path) -> None:
    in_team(partial(_meet, tmp_path), workers=2, meeting_place=tmp_path / "meeting")
    assert [(tmp_path / name).read_text(encoding="utf-8") for name in "01"] == ["0.75 20.0", "0.75 20.0"]


def test_one_alone_keeps_its_weights() -> None:
    weight = nn.Parameter(torch.ones(2))
    Alone().average([weight], steps=3)
    assert weight.tolist() == [1, 1]
