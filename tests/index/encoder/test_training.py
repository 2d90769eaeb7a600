from pathlib import Path

import numpy as np
import pytest
import torch
from tokenizers import Tokenizer

from index.encoder.examples import Example
from index.encoder.pairs import Pair
from index.encoder.retrieve_task import RetrieveTask
from index.encoder.student import Student
from index.encoder.training import Plan, Task, Trainer
from index.encoder.translate_task import TranslateTask

EXAMPLES = [
    Example("a", "thue", "luật thuế", ("người dân nộp thuế", "luật mới"), ("luật thuế",), ("tax law",)),
    Example("b", "thue", "luật thuế", ("thuế mới",), ("luật thuế",), ()),
    Example("c", "khoa-hoc", "khoa học", ("khoa học và công nghệ",), ("khoa học là gì", "công nghệ"), ()),
]
SHARES = {"translate": 0.5, "headings": 0.5}


@pytest.fixture
def tasks(pairs: list[Pair], vectors: np.ndarray) -> list[Task]:
    return [TranslateTask(pairs, vectors, batch=4, seed=1), RetrieveTask("headings", EXAMPLES, batch=3, seed=1)]


def copy_of(student: Student) -> Student:
    other = Student(student.bert.config, student.tokenizer)
    other.load_state_dict(student.state_dict())
    return other


def test_run_that_stopped_resumes_to_the_same_state(student: Student, tasks: list[Task], tmp_path: Path) -> None:
    plan, through = Plan(steps=4), Trainer(student, tasks, SHARES, Plan(steps=4))
    stopped = Trainer(copy_of(student), tasks, SHARES, plan)
    for _ in range(2):
        stopped.step()
    stopped.save(tmp_path / "half.checkpoint")
    resumed = Trainer(copy_of(student), tasks, SHARES, plan)
    resumed.resume(tmp_path / "half.checkpoint")
    resumed.run(tmp_path / "resumed.checkpoint")
    through.run(tmp_path / "through.checkpoint")
    assert resumed.progress.step == through.progress.step == 4
    for name, weight in through.student.state_dict().items():
        torch.testing.assert_close(resumed.student.state_dict()[name], weight, rtol=0, atol=0)


def test_student_comes_nearer_to_the_teacher(
    student: Student, pairs: list[Pair], vectors: np.ndarray, tmp_path: Path
) -> None:
    def near() -> float:
        return float((student.embed([pair.vi for pair in pairs]) * vectors.astype(np.float32)).sum(axis=1).mean())

    before = near()
    plan = Plan(steps=60, body_rate=1e-2, word_rate=1e-2)
    Trainer(student, [TranslateTask(pairs, vectors, batch=4, seed=1)], SHARES, plan).run(tmp_path / "run.checkpoint")
    assert near() > before + 0.3


def test_rates_rise_and_then_fall_to_almost_nothing(student: Student, tasks: list[Task], tmp_path: Path) -> None:
    trainer = Trainer(student, tasks, SHARES, Plan(steps=50, warm_up=0.1))
    rates = []
    for _ in range(50):
        trainer.step()
        rates.append(trainer.rates[0])
    assert np.argmax(rates) == 5
    assert rates[-1] < 0.03 * max(rates)


def test_watch_sees_the_student_now_and_then(student: Student, tasks: list[Task], tmp_path: Path) -> None:
    watched = []
    Trainer(student, tasks, SHARES, Plan(steps=2, watch_minutes=1e-9)).run(
        tmp_path / "run.checkpoint", lambda one: watched.append(one) or "seen"
    )
    assert watched == [student]


def test_saved_student_loads_the_same(student: Student, tokenizer: Tokenizer, tmp_path: Path) -> None:
    texts = ["khoa học và công nghệ", "luật", "Người dân nộp thuế mới"]
    student.save(tmp_path / "student")
    np.testing.assert_allclose(Student.load(tmp_path / "student").embed(texts), student.embed(texts), atol=2e-3)


def test_vectors_do_not_depend_on_their_company(student: Student) -> None:
    texts = ["khoa học và công nghệ " * 3, "luật", "người dân nộp thuế"]
    together = student(texts, 32).detach().numpy()
    alone = np.concatenate([student([text], 32).detach().numpy() for text in texts])
    np.testing.assert_allclose(together, alone, atol=1e-5)
    np.testing.assert_allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)
