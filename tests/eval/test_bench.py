import time

import numpy as np
import pytest

from eval.bench import Times, encoder_speeds, program_times, sample_batches, sample_questions, time_in_turn
from index.hashing_embedder import HashingEmbedder
from index.passage import passages_of


def test_tasks_take_turns_and_each_turn_begins_with_a_call_that_does_not_count() -> None:
    calls: list[str] = []
    tasks = {name: lambda given, name=name: calls.append(name + given) for name in "AB"}
    seconds = time_in_turn(tasks, ["1", "2"], rounds=2)
    assert calls == ["A1", "A1", "A2", "B1", "B1", "B2"] * 2
    assert {name: found.shape for name, found in seconds.items()} == {"A": (2, 2), "B": (2, 2)}
    assert all((found > 0).all() for found in seconds.values())


def test_times_are_milliseconds_of_all_rounds() -> None:
    seconds = np.arange(101).reshape(1, 101) / 1000
    assert Times.of(seconds) == Times(p50=pytest.approx(50), p95=pytest.approx(95))


def test_sample_questions_are_of_the_glosses_in_both_languages_in_turn(library) -> None:
    vietnamese = {question for gloss in library.glosses.values() for question in gloss.questions_vi}
    english = {question for gloss in library.glosses.values() for question in gloss.questions_en}
    questions = sample_questions(library, 40)
    assert len(set(questions)) == 40
    assert set(questions[::2]) <= vietnamese
    assert set(questions[1::2]) <= english


def test_library_without_glosses_has_no_sample_questions(small) -> None:
    assert sample_questions(small, 40) == []


def test_sample_batches_are_runs_of_the_passages_by_length(library) -> None:
    texts = {passage.text for passage in passages_of(library)}
    batches = sample_batches(library, batches=4, size=16)
    flat = [text for batch in batches for text in batch]
    assert [len(batch) for batch in batches] == [16] * 4
    assert set(flat) <= texts
    assert [len(text) for text in flat] == sorted(len(text) for text in flat)


def test_small_library_fills_no_batch(small) -> None:
    texts = {passage.text for passage in passages_of(small)}
    (batch,) = sample_batches(small, batches=1, size=100)
    assert set(batch) == texts


def test_speed_of_each_encoder_has_its_name(library) -> None:
    speeds = encoder_speeds(
        {"first": HashingEmbedder(), "second": HashingEmbedder()},
        sample_questions(library, 4),
        sample_batches(library, batches=2, size=4),
        rounds=1,
    )
    assert list(speeds) == ["first", "second"]
    assert all(0 < speed.p50 <= speed.p95 and speed.passages_a_second > 0 for speed in speeds.values())


def test_passages_a_second_are_of_the_whole_batches() -> None:
    class Slow(HashingEmbedder):
        """Takes a hundredth of a second for a batch."""

        def embed_clauses(self, texts):
            time.sleep(0.01)
            return super().embed_clauses(texts)

    speed = encoder_speeds({"slow": Slow()}, ["?"], [["một"] * 10] * 3, rounds=1)["slow"]
    assert 0 < speed.passages_a_second <= 1000


def test_program_is_timed_searching_and_asking(assistant) -> None:
    times = program_times(assistant, sample_questions(assistant.library, 2), rounds=1)
    assert list(times) == ["search", "ask"]
    assert all(0 < found.p50 <= found.p95 for found in times.values())
