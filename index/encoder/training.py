"""The training loop: tasks in turn, a falling learning rate, checkpoints from which a run can go on."""

import logging
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Protocol

import numpy as np
import torch
from torch import Tensor, nn

from index.encoder.student import Student
from index.encoder.team import Alone, Team

logger = logging.getLogger(__name__)

ROUND_SECONDS = 20
"""Workers meet about this often, when each has ended its step."""


class Task(Protocol):
    """A lesson that can make the loss of its batch `number` on demand."""

    @property
    def name(self) -> str: ...

    def loss(self, student: Student, number: int) -> Tensor: ...


@dataclass(frozen=True, slots=True)
class Plan:
    """How long and how fast to learn; `minutes`, where given, ends the run earlier than `steps`."""

    steps: int
    minutes: float | None = None
    body_rate: float = 2e-4
    word_rate: float = 1e-3
    warm_up: float = 0.04
    seed: int = 20
    checkpoint_minutes: float = 4.0
    watch_minutes: float = 15.0


@dataclass(slots=True)
class Progress:
    """Where a run stands: steps of the whole team, its time, and the batches done of each task by one worker."""

    step: int = 0
    seconds: float = 0.0
    done: dict[str, int] = field(default_factory=dict)

    def share(self, plan: Plan) -> float:
        """The part of the run that is over, by steps or by the clock, in [0, 1]."""
        by_clock = self.seconds / (60 * plan.minutes) if plan.minutes else 0.0
        return min(1.0, max(self.step / plan.steps, by_clock))


class Trainer:
    """One run of a student over weighted tasks; `shares` has each task's chance to give the next batch."""

    def __init__(
        self,
        student: Student,
        tasks: Sequence[Task],
        shares: Mapping[str, float],
        plan: Plan,
        team: Team | None = None,
    ) -> None:
        self.student = student
        self.progress = Progress()
        self._tasks = {task.name: task for task in tasks}
        self._names = sorted(self._tasks)
        chances = np.array([shares[name] for name in self._names])
        self._chances = chances / chances.sum()
        self._plan = plan
        self._team = team or Alone()
        self._device = student.bert.device
        words = student.bert.embeddings.word_embeddings.weight
        body = [weight for weight in student.parameters() if weight is not words]
        self._optimizer = torch.optim.AdamW(
            [{"params": body, "peak": plan.body_rate}, {"params": [words], "peak": plan.word_rate}],
            weight_decay=0.0,
            fused=True,
        )
        self._losses: dict[str, float] = {}

    @property
    def rates(self) -> list[float]:
        """The learning rates of the last step: of the body, and of the word vectors."""
        return [float(group["lr"]) for group in self._optimizer.param_groups]

    def run(self, checkpoint: Path, watch: Callable[[Student], str] | None = None) -> None:
        """Learn until the plan is over; `watch` gives a line for the log now and then."""
        saved = watched = self.progress.seconds
        while self.progress.share(self._plan) < 1:
            self._round()
            if self.progress.seconds - saved > 60 * self._plan.checkpoint_minutes:
                saved = self.progress.seconds
                self.save(checkpoint)
            if watch and self.progress.seconds - watched > 60 * self._plan.watch_minutes:
                watched = self.progress.seconds
                self._watch(watch)
        self.save(checkpoint)

    def step(self) -> None:
        """One batch of one task, by this worker alone."""
        turn = sum(self.progress.done.values()) * self._team.size + self._team.place
        rng = np.random.default_rng([self._plan.seed, turn])
        name = self._names[int(rng.choice(len(self._names), p=self._chances))]
        number = self.progress.done.get(name, 0) * self._team.size + self._team.place
        self._set_rates()
        with torch.autocast(self._device.type, dtype=torch.bfloat16):
            loss = self._tasks[name].loss(self.student, number)
        self._optimizer.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]  # torch leaves it without types
        nn.utils.clip_grad_norm_(self.student.parameters(), 1.0)
        self._optimizer.step()
        self.progress.step += 1
        self.progress.done[name] = self.progress.done.get(name, 0) + 1
        self._losses[name] = 0.98 * self._losses.get(name, loss.item()) + 0.02 * loss.item()

    def save(self, path: Path) -> None:
        """Write all that `resume` needs, whole or not at all; the first worker writes for all."""
        if self._team.place != 0:
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        state = {
            "student": self.student.state_dict(),
            "optimizer": self._optimizer.state_dict(),
            "progress": asdict(self.progress),
            "losses": self._losses,
        }
        torch.save(state, path.with_suffix(".new"))
        path.with_suffix(".new").replace(path)

    def resume(self, path: Path) -> None:
        """Go on from what `save` wrote."""
        state = torch.load(path, map_location=self._device, weights_only=True)
        self.student.load_state_dict(state["student"])
        self._optimizer.load_state_dict(state["optimizer"])
        self.progress = Progress(**state["progress"])
        self._losses = state["losses"]

    def _round(self) -> None:
        """Steps until it is time to meet, then one mean of all workers' weights and one count of their steps."""
        started, first = time.monotonic(), self.progress.step
        while time.monotonic() - started < ROUND_SECONDS and self.progress.share(self._plan) < 1:
            before = time.monotonic()
            self.step()
            self.progress.seconds += time.monotonic() - before
        steps = self.progress.step - first
        self._team.average(list(self.student.parameters()), steps)
        all_steps, seconds = self._team.total([steps, self.progress.seconds])
        self.progress.step = first + int(all_steps)
        self.progress.seconds = seconds / self._team.size
        logger.info("%s", self._state_line())

    def _set_rates(self) -> None:
        over = self.progress.share(self._plan)
        share = over / self._plan.warm_up if over < self._plan.warm_up else (1 - over) / (1 - self._plan.warm_up)
        for group in self._optimizer.param_groups:
            group["lr"] = group["peak"] * max(share, 0.01)

    def _watch(self, watch: Callable[[Student], str]) -> None:
        if self._team.place != 0:
            return
        with torch.autocast(self._device.type, dtype=torch.bfloat16):
            logger.info("step %d: %s", self.progress.step, watch(self.student))

    def _state_line(self) -> str:
        losses = ", ".join(f"{name} {value:.3f}" for name, value in sorted(self._losses.items()))
        over, minutes = self.progress.share(self._plan), self.progress.seconds / 60
        return f"step {self.progress.step} ({over:.1%}, {minutes:.1f} min): {losses}"
