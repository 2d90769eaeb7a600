import json
import threading
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from app import evaluation
from app.evaluation import Runner, RunRefused
from corpus.errors import EvalError
from eval import Split, read_questions, read_report
from index import ClauseIndex
from qa import Answer, Assistant

KEY = "chìa khóa"
OWN = (
    '{"id": "mine", "question": "Quy mô kinh tế số theo Nghị quyết 57", "relevant": [{"clause": "57-NQ-TW/II.1/b2"}]}\n'
    '{"question": "Giá vàng hôm nay", "relevant": []}\n'
)


def unheard(done: int, of: int) -> None:
    pass


@pytest.fixture
def runner(assistant: Assistant, searcher: ClauseIndex, tmp_path: Path) -> Runner:
    return Runner(assistant, searcher.manifest, tmp_path / "eval", SecretStr(KEY))


def test_own_questions_are_scored_and_the_report_is_kept(runner: Runner, searcher: ClauseIndex, tmp_path: Path) -> None:
    counted: list[tuple[int, int]] = []
    report = runner.score_own(KEY, OWN, "../của tôi.jsonl", lambda done, of: counted.append((done, of)))

    assert counted == [(1, 2), (2, 2)]
    assert [outcome.id for outcome in report.outcomes] == ["mine", "2"]
    assert report.outcomes[0].values["recall@10"] == 1.0
    assert (report.about.questions, report.about.embedder) == ("của tôi", searcher.manifest.encoder)
    assert report.about.index == searcher.manifest.fingerprint
    assert [file.name for file in (tmp_path / "eval").iterdir()] == ["own.json"]
    assert read_report(tmp_path / "eval" / "own.json") == report


def test_dev_is_scored_whole(runner: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    few = read_questions(Split.DEV.path)[:3]
    monkeypatch.setattr(evaluation, "read_questions", lambda path: few if path == Split.DEV.path else [])

    report = runner.score_dev(KEY, unheard)

    assert [outcome.id for outcome in report.outcomes] == [question.id for question in few]
    assert report.about.questions == "dev"
    assert read_report(tmp_path / "eval" / "dev.json") == report


@pytest.mark.parametrize("key", ["", "chìa khoá", KEY + " ", "\ud800"])
def test_nobody_runs_with_another_key(runner: Runner, tmp_path: Path, key: str) -> None:
    with pytest.raises(RunRefused) as caught:
        runner.score_own(key, OWN, "own.jsonl", unheard)
    assert caught.value.code == "admin_key_wrong"
    assert not (tmp_path / "eval").exists()


@pytest.mark.parametrize("key", [None, SecretStr("")])
def test_nobody_runs_where_no_key_is_set(
    assistant: Assistant, searcher: ClauseIndex, tmp_path: Path, key: SecretStr | None
) -> None:
    runner = Runner(assistant, searcher.manifest, tmp_path, key)
    assert not runner.offered
    with pytest.raises(RunRefused):
        runner.score_own("", OWN, "own.jsonl", unheard)


def test_damaged_questions_are_told_by_the_name_of_their_file(runner: Runner) -> None:
    with pytest.raises(EvalError) as caught:
        runner.score_own(KEY, OWN + "{", "own.jsonl", unheard)
    assert (caught.value.code, caught.value.values["file"], caught.value.values["line"]) == (
        "question_damaged",
        "own.jsonl",
        3,
    )


class Slow:
    """An assistant that answers only when it is let."""

    def __init__(self, assistant: Assistant) -> None:
        self.library = assistant.library
        self._assistant = assistant
        self.asked, self.let = threading.Event(), threading.Event()

    def ask(self, question: str, **options: Any) -> Answer:
        self.asked.set()
        self.let.wait(timeout=30)
        return self._assistant.ask(question, **options)


def test_one_run_at_a_time(assistant: Assistant, searcher: ClauseIndex, tmp_path: Path) -> None:
    slow = Slow(assistant)
    runner = Runner(slow, searcher.manifest, tmp_path, SecretStr(KEY))  # type: ignore[arg-type]  # it is only asked
    first = threading.Thread(target=runner.score_own, args=(KEY, OWN, "own.jsonl", unheard))
    first.start()
    slow.asked.wait(timeout=30)

    with pytest.raises(RunRefused) as caught:
        runner.score_own(KEY, OWN, "own.jsonl", unheard)
    assert caught.value.code == "run_under_way"

    slow.let.set()
    first.join()
    assert len(runner.score_own(KEY, OWN, "own.jsonl", unheard).outcomes) == 2


def test_run_that_fails_leaves_the_former_report_and_lets_the_next_begin(runner: Runner, tmp_path: Path) -> None:
    former = runner.score_own(KEY, OWN, "own.jsonl", unheard)
    with pytest.raises(EvalError, match="nowhere"):
        runner.score_own(KEY, json.dumps({"question": "?a", "relevant": [{"clause": "nowhere"}]}), "own.jsonl", unheard)

    assert read_report(tmp_path / "eval" / "own.json") == former
    assert runner.score_own(KEY, OWN, "own.jsonl", unheard).about == former.about


def test_report_that_cannot_be_written_is_told(assistant: Assistant, searcher: ClauseIndex, tmp_path: Path) -> None:
    (tmp_path / "eval").write_text("in the way", encoding="utf-8")
    runner = Runner(assistant, searcher.manifest, tmp_path / "eval", SecretStr(KEY))
    with pytest.raises(EvalError) as caught:
        runner.score_own(KEY, OWN, "own.jsonl", unheard)
    assert caught.value.code == "output_refused"
