"""``python -m app.bench`` in parts; the whole takes a minute and more."""

import json
import os
import subprocess
import sys

import pytest

from app.bench import Bench, encoders, render
from app.bench_cold import ColdStart, import_times, measure_cold
from app.settings import Settings
from eval.bench import EncoderSpeed, Times


@pytest.fixture
def set_up(prepared, project, monkeypatch):
    """Settings in which the processes that a bench starts find what is built."""
    for name, value in {**prepared, "PYTHONPATH": str(project)}.items():
        monkeypatch.setenv(name, value)


def test_program_is_measured_in_a_process_of_its_own(set_up):
    command = [sys.executable, "-m", "app.bench", "--part", "program", "--rounds", "1"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert {name: set(row) for name, row in json.loads(done.stdout).items()} == {
        "search": {"p50", "p95"},
        "ask": {"p50", "p95"},
    }


def test_missing_index_is_told_in_one_line(set_up, tmp_path):
    command = [sys.executable, "-m", "app.bench", "--part", "program"]
    environment = {**os.environ, "TRACUU_VAR": str(tmp_path)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (1, "", 1)
    assert "tracuu build" in done.stderr


def test_answer_from_cold_is_timed_step_by_step(set_up):
    cold = measure_cold("Xã tôi bao giờ có Internet?", rounds=1)
    assert list(cold.steps) == ["first imports", "documents and index", "loading the encoder", "the question"]
    assert len(cold.runs) == 1
    assert min(*cold.steps.values(), *cold.runs) > 0
    assert {"numpy", "faiss", "our own"} <= set(cold.imports)


def test_import_times_are_summed_by_package_and_ours_are_one():
    log = "\n".join(
        [
            "import time: self [us] | cumulative | imported package",
            "import time:      1000 |       1000 |   numpy.linalg",
            "import time:      2000 |       3000 | numpy",
            "import time:       500 |        500 |   corpus.text",
            "import time:       500 |       1000 | qa",
            "WARNING not a line of it",
        ]
    )
    assert list(import_times(log).items()) == [("numpy", 3.0), ("our own", 1.0)]


def test_encoder_that_runs_is_the_first(tmp_path):
    names = list(encoders(Settings(var=tmp_path)))
    assert names[:2] == ["encoder, as it runs", "encoder, torch"]
    assert names[2:] in ([], ["all-MiniLM-L6-v2, ONNX int8", "all-MiniLM-L6-v2, torch"])


def test_ratios_are_to_the_first_encoder_and_above_one_is_faster():
    bench = Bench(
        "a machine",
        {2: {"ours": EncoderSpeed(2.0, 3.0, 300.0), "other": EncoderSpeed(8.0, 9.0, 450.0)}},
        {"ask": Times(10.0, 20.0)},
        ColdStart((1000.0, 1200.0, 1100.0), {"index": 600.0}, {"numpy": 200.0}),
    )
    cells = [line.split() for line in render(bench).splitlines()]
    assert ["ours", "2.0", "3.0", "1.00", "300", "1.00"] in cells
    assert ["other", "8.0", "9.0", "0.25", "450", "1.50"] in cells
    assert ["Assistant.ask", "10.0", "20.0"] in cells
    assert ["Python", "itself,", "and", "printing", "500"] in cells
