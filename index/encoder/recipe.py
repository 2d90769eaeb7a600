"""What each stage of the training is made of: its data, its tasks, and what is measured on the way."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.encoder import examples, pairs
from index.encoder.examples import Example, read_asked, read_headings
from index.encoder.figures import accuracy_at_1, mean_cosine, retrieval
from index.encoder.pairs import Pair, clean, key, read_pairs, read_rows, without_repeats
from index.encoder.retrieve_task import PASSAGE_TOKENS, RetrieveTask
from index.encoder.student import Student
from index.encoder.teacher import TeacherVectors, teacher_folder
from index.encoder.training import Task
from index.encoder.translate_task import TranslateTask
from index.encoder.vocabulary import build_tokenizer, count_syllables, first_vectors

HELD_BACK_PAIRS = 2000
TASK_SHARES = {"translate": 0.68, "headings": 0.14, "questions": 0.18}
"""The chance of each task to give the next batch, among the tasks that the stage has.

Most is translation: it alone brings all kinds of text in both languages to the teacher's vectors, and keeps them there.
"""


@dataclass(frozen=True, slots=True)
class Sources:
    """The files to learn from; `own` and `asked` are those written for the project."""

    parallel: Sequence[Path]
    own: Sequence[Path]
    passages: Path
    asked: Sequence[Path]

    def pairs(self) -> tuple[list[Pair], list[Pair]]:
        """(training pairs, held-back pairs); none of our own translations is held back."""
        everything = [pair for path in (*self.parallel, *self.own) for pair in read_pairs(path)]
        return pairs.hold_back(without_repeats(everything), HELD_BACK_PAIRS)

    def headings(self) -> list[Example]:
        """Passages of law that their headings ask for."""
        own = [pair for path in self.own for pair in read_pairs(path)]
        return read_headings(self.passages, {key(pair.vi): pair.en for pair in own})

    def questions(self) -> list[Example]:
        """Passages that written questions ask for."""
        return [example for path in self.asked for example in read_asked(path)]


def start(sources: Sources) -> Student:
    """The student before any training: the teacher's body, the new vocabulary and its first vectors."""
    from safetensors.numpy import load_file
    from tokenizers import Tokenizer

    folder = teacher_folder()
    teacher = Tokenizer.from_file(str(folder / "tokenizer.json"))
    teacher.no_padding()
    teacher.no_truncation()
    known, _ = sources.pairs()
    laws = (row[field] for row in read_rows(sources.passages) for field in ("title", "text"))
    syllables = count_syllables([*(pair.vi for pair in known), *laws])
    tokenizer = build_tokenizer(teacher, syllables)
    words = load_file(folder / "model.safetensors")["embeddings.word_embeddings.weight"]
    return Student.from_teacher(folder, tokenizer, first_vectors(tokenizer, teacher, words, syllables, known))


def teach(sources: Sources, store: Path, device: str) -> None:
    """Have the teacher's vectors of all English texts in the store, before workers read it."""
    known, held = sources.pairs()
    TeacherVectors(store, device).of([pair.en for pair in (*known, *held)])


def translate_task(sources: Sources, vectors: TeacherVectors, *, batch: int, seed: int) -> Task:
    """The task of the first stage."""
    known, _ = sources.pairs()
    return TranslateTask(known, vectors.of([pair.en for pair in known]), batch=batch, seed=seed)


def retrieve_tasks(sources: Sources, *, batch: int, seed: int) -> list[Task]:
    """The two tasks that the second stage adds, without the examples held back."""
    headings, _ = examples.hold_back(sources.headings())
    questions, _ = examples.hold_back(sources.questions())
    return [
        RetrieveTask("headings", headings, batch=batch, seed=seed),
        RetrieveTask("questions", questions, batch=batch, seed=seed),
    ]


def watcher(sources: Sources, vectors: TeacherVectors, sib200: Path | None) -> Callable[[Student], str]:
    """A function that gives a line of figures: held-back pairs and examples, and SIB-200 where a file is given."""
    _, held = sources.pairs()
    teacher = vectors.of([pair.en for pair in held]).astype("float32")
    _, headings = examples.hold_back(sources.headings())
    _, questions = examples.hold_back(sources.questions())
    told_apart = [*headings, *questions]
    rows = list(read_rows(sib200)) if sib200 else []

    def measure(student: Student) -> str:
        en, vi = student.embed([pair.en for pair in held]), student.embed([pair.vi for pair in held])
        figures = {
            "en-vi": accuracy_at_1(en, vi),
            "vi-en": accuracy_at_1(vi, en),
            "cosine en": mean_cosine(en, teacher),
            "cosine vi": mean_cosine(vi, teacher),
            **_found(student, told_apart, headings, "heading", lambda example: example.vi[0]),
            **_found(student, told_apart, questions, "question vi", lambda example: example.vi[0]),
            **_found(student, told_apart, questions, "question en", lambda example: example.en[0]),
        }
        if rows:
            en, vi = student.embed([row["en"] for row in rows]), student.embed([row["vi"] for row in rows])
            figures |= {"SIB-200 en-vi": accuracy_at_1(en, vi), "SIB-200 vi-en": accuracy_at_1(vi, en)}
        return json.dumps({name: round(value, 4) for name, value in figures.items()})

    return measure


def _found(
    student: Student,
    passages: Sequence[Example],
    asking: Sequence[Example],
    name: str,
    question: Callable[[Example], str],
) -> dict[str, float]:
    """MRR@10 of the held-back examples among each other, by article."""
    if not asking:
        return {}
    vectors = student.embed([example.text for example in passages], PASSAGE_TOKENS)
    asked = student.embed([clean(question(example)) for example in asking])
    ids = [example.article for example in passages]
    return {name: retrieval(asked, vectors, ids, [{example.article} for example in asking])["mrr@10"]}
