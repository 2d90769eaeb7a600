"""Train the encoder, stage by stage; each stage begins with the folder that the one before it wrote.

    python -m index.encoder.train start     --to var/encoder/0 --parallel P --passages L
    python -m index.encoder.train translate --from var/encoder/0 --to var/encoder/1 --parallel P --passages L
    python -m index.encoder.train retrieve  --from var/encoder/1 --to var/encoder/2 --parallel P --passages L

A stage can follow itself: `retrieve` is run again and again, and `index.encoder.average` takes the mean of two results.
A run that was stopped goes on with the same command and --resume.
"""

import argparse
import functools
import logging
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from index.encoder.pack import EVERYDAY, QUESTIONS, TRANSLATIONS

if TYPE_CHECKING:
    from index.encoder.recipe import Sources
    from index.encoder.team import Team

RATES = {"translate": (2e-4, 1e-3), "retrieve": (1e-4, 5e-4)}
"""Highest learning rates of the body and of the word vectors, by stage: lower where there is more to lose."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one stage and write its student."""
    options = _parser().parse_args(arguments)
    _begin_log()

    from index.encoder import recipe
    from index.encoder.team import in_team

    if options.stage == "start":
        recipe.start(_sources(options)).save(options.to)
        return
    recipe.teach(_sources(options), options.teacher_vectors, options.device)
    meeting_place = options.to.with_suffix(".meeting")
    in_team(functools.partial(_learn, options), workers=options.workers, meeting_place=meeting_place)


def _learn(options: argparse.Namespace, team: "Team") -> None:
    import torch

    from index.encoder import recipe
    from index.encoder.student import Student
    from index.encoder.teacher import TeacherVectors
    from index.encoder.training import Plan, Trainer

    _begin_log()
    torch.manual_seed(options.seed)
    if options.threads:
        torch.set_num_threads(options.threads)
    sources, vectors = _sources(options), TeacherVectors(options.teacher_vectors, options.device)
    tasks = [recipe.translate_task(sources, vectors, batch=options.batch, seed=options.seed)]
    if options.stage == "retrieve":
        tasks += recipe.retrieve_tasks(sources, batch=options.passages_a_batch, seed=options.seed)
    body_rate, word_rate = RATES[options.stage]
    plan = Plan(
        options.steps, options.minutes, body_rate, word_rate, seed=options.seed, watch_minutes=options.watch_minutes
    )
    student = Student.load(options.start).to(options.device)
    trainer = Trainer(student, tasks, recipe.TASK_SHARES, plan, team)
    checkpoint = options.to.with_suffix(".checkpoint")
    if options.resume:
        trainer.resume(checkpoint)
    trainer.run(checkpoint, recipe.watcher(sources, vectors, options.sib200))
    if team.place == 0:
        student.save(options.to)


def _sources(options: argparse.Namespace) -> "Sources":
    from index.encoder.recipe import Sources

    return Sources(options.parallel, options.own, options.passages, options.asked)


def _begin_log() -> None:
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m index.encoder.train", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("stage", choices=("start", "translate", "retrieve"))
    data = parser.add_argument_group("data")
    data.add_argument("--parallel", type=Path, nargs="+", required=True, help="pairs: rows of en, vi and mt")
    data.add_argument(
        "--own", type=Path, nargs="*", default=[TRANSLATIONS, EVERYDAY], help="our translations: rows of en and vi"
    )
    data.add_argument("--passages", type=Path, required=True, help="passages of law: rows of id, title and text")
    data.add_argument("--asked", type=Path, nargs="*", default=[QUESTIONS], help="passages with questions in vi and en")
    data.add_argument("--sib200", type=Path, help="also measure this set on the way; nothing is learnt from it")
    files = parser.add_argument_group("files")
    files.add_argument("--from", dest="start", type=Path, help="folder of the student to begin with")
    files.add_argument("--to", type=Path, required=True, help="folder for the student; its checkpoint lies beside it")
    files.add_argument("--teacher-vectors", type=Path, default=Path("var/encoder/teacher.npz"), help="store, made once")
    run = parser.add_argument_group("run")
    run.add_argument("--steps", type=int, default=3000, help="batches to learn from")
    run.add_argument("--minutes", type=float, help="end after this time if that is earlier; the rates fall accordingly")
    run.add_argument("--batch", type=int, default=128, help="pairs in a batch")
    run.add_argument("--passages-a-batch", type=int, default=64, help="passages in a batch of the second stage")
    run.add_argument("--watch-minutes", type=float, default=15, help="time between two lines of figures in the log")
    run.add_argument("--seed", type=int, default=20)
    run.add_argument("--device", default="cpu", help="cpu or cuda; both in bf16 autocast")
    run.add_argument("--workers", type=int, default=1, help="processes that learn apart and meet now and then")
    run.add_argument("--threads", type=int, help="CPU threads of one worker; 1 is best where workers share a machine")
    run.add_argument("--resume", action="store_true", help="go on from the checkpoint beside --to")
    return parser


if __name__ == "__main__":
    main()
