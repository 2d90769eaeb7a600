"""Several workers on one machine that learn apart and meet now and then to take the mean of their weights.

On a machine with other work on it two workers of one thread each get more done than one of two threads,
which waits at every layer for whichever thread was put aside.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import torch
from torch import Tensor, nn


class Team(Protocol):
    """The workers of a run as one of them sees them."""

    @property
    def place(self) -> int: ...

    @property
    def size(self) -> int: ...

    def average(self, weights: Sequence[nn.Parameter], steps: int) -> None:
        """Give every worker the mean of all workers' weights, counted by the steps since they last met."""
        ...

    def total(self, values: Sequence[float]) -> list[float]:
        """The sum over all workers of each value."""
        ...


@dataclass(frozen=True, slots=True)
class Alone:
    """A team of one."""

    place: int = 0
    size: int = 1

    def average(self, weights: Sequence[nn.Parameter], steps: int) -> None:
        """Leave the weights as they are."""

    def total(self, values: Sequence[float]) -> list[float]:
        """The values themselves."""
        return list(values)


@dataclass(frozen=True, slots=True)
class Workers:
    """A team of processes, connected by torch's gloo."""

    place: int
    size: int

    def average(self, weights: Sequence[nn.Parameter], steps: int) -> None:
        """See `Team`; a worker that made no step counts for nothing."""
        (all_steps,) = self.total([steps])
        share = steps / max(all_steps, 1)
        with torch.no_grad():
            for weight in weights:
                weight.mul_(share)
                _add_up(weight.data)

    def total(self, values: Sequence[float]) -> list[float]:
        """See `Team`."""
        summed = torch.tensor(values, dtype=torch.float64)
        _add_up(summed)
        return [float(value) for value in summed]


def in_team(work: Callable[[Team], None], *, workers: int, meeting_place: Path) -> None:
    """Do the work in one process, or in as many as asked for; `meeting_place` is a file that must not exist yet."""
    if workers == 1:
        work(Alone())
        return
    meeting_place.parent.mkdir(parents=True, exist_ok=True)
    meeting_place.unlink(missing_ok=True)
    torch.multiprocessing.spawn(  # type: ignore[attr-defined, no-untyped-call]  # torch leaves it without types
        _join, args=(work, workers, meeting_place.resolve()), nprocs=workers
    )


def _join(place: int, work: Callable[[Team], None], workers: int, meeting_place: Path) -> None:
    torch.distributed.init_process_group("gloo", init_method=f"file://{meeting_place}", rank=place, world_size=workers)
    try:
        work(Workers(place, workers))
    finally:
        torch.distributed.destroy_process_group()


def _add_up(values: Tensor) -> None:
    torch.distributed.all_reduce(values)
