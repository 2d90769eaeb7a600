"""Runs of the evaluation: what they are of, and who may start one on the page."""

import hmac
import subprocess
import threading
from collections.abc import Sequence
from pathlib import Path

from pydantic import SecretStr

from app.settings import PROJECT
from corpus.errors import EvalError, TracuuError
from eval import About, Question, Report, Split, evaluate, parse_questions, read_questions
from eval.report import report_to_json, write_json
from eval.run import Progress
from index.manifest import Manifest
from qa import Assistant


class RunRefused(TracuuError):
    """A run that may not be started, or not now."""


def about_run(questions: str, manifest: Manifest) -> About:
    """What is measured by a run over the question set of this name, with the index of this manifest."""
    return About(
        system="tracuu",
        questions=questions,
        embedder=manifest.encoder,
        index=manifest.fingerprint,
        commit=_commit(),
    )


class Runner:
    """Scores the program for whoever holds the administrator's key, one run at a time.

    The report of a run is in the folder whole, or not at all.
    """

    def __init__(self, assistant: Assistant, manifest: Manifest, folder: Path, key: SecretStr | None) -> None:
        self._assistant = assistant
        self._manifest = manifest
        self._folder = folder
        self._key = key.get_secret_value() if key else ""
        self._running = threading.Lock()

    @property
    def offered(self) -> bool:
        """Whether there is a key, without which nobody may start a run."""
        return bool(self._key)

    def score_dev(self, key: str, progress: Progress) -> Report:
        """The report on the questions that are tuned on. RunRefused, EvalError."""
        self._check(key)
        return self._score(read_questions(Split.DEV.path), Split.DEV.value, self._folder / "dev.json", progress)

    def score_own(self, key: str, text: str, file: str, progress: Progress) -> Report:
        """The report on questions of one's own, the text of a JSONL file of this name. RunRefused, EvalError."""
        self._check(key)
        # The name of someone's file says nothing about where a report may be written.
        return self._score(parse_questions(text, file), Path(file).stem, self._folder / "own.json", progress)

    def _check(self, key: str) -> None:
        if not self.offered or not hmac.compare_digest(key.encode(errors="replace"), self._key.encode()):
            raise RunRefused(
                "This is not the administrator's key. Enter the one that is set as TRACUU_ADMIN_KEY.",
                code="admin_key_wrong",
            )

    def _score(self, questions: Sequence[Question], name: str, file: Path, progress: Progress) -> Report:
        if not self._running.acquire(blocking=False):
            raise RunRefused("A run is under way. Wait until it has ended.", code="run_under_way")
        try:
            report = evaluate(self._assistant, questions, about_run(name, self._manifest), progress=progress)
            _save(report, file)
        finally:
            self._running.release()
        return report


def _save(report: Report, file: Path) -> None:
    part = file.with_name(f".{file.name}.part")
    try:
        write_json(part, report_to_json(report))
        part.replace(file)
    except OSError as error:
        raise EvalError(
            f"The file {file} cannot be written: {error.strerror}. Make room, or see who may write there.",
            code="output_refused",
            file=str(file),
            problem=error.strerror,
        ) from error


def _commit() -> str:
    """The commit that is checked out, "unknown" where this is no checkout."""
    try:
        found = subprocess.run(
            ["git", "describe", "--always", "--dirty"], cwd=PROJECT, capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
    return found.stdout.strip()
