"""``python -m app.bench``: how fast the encoder and the program are on this machine, beside all-MiniLM-L6-v2.

Libraries take their number of threads when they start, so each setting is measured in a process of its own.
"""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import numpy as np

from app.bench_cold import ColdStart, measure_cold
from app.settings import Settings, environment_with, read_settings
from corpus.errors import TracuuError
from eval.bench import EncoderSpeed, Times, encoder_speeds, program_times, sample_batches, sample_questions

if TYPE_CHECKING:
    from index import Embedder

_QUESTIONS = 40
_BATCHES, _BATCH = 6, 32
_THREADS = (1, 2)
_COLD_ROUNDS = 5
_MOST_IMPORTS = 8
# Each of the libraries reads its own: torch and faiss, numpy, tokenizers.
_THREAD_VARIABLES = ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS", "RAYON_NUM_THREADS")


class Part(StrEnum):
    """What one process measures."""

    ENCODERS = "encoders"
    PROGRAM = "program"


@dataclass(frozen=True, slots=True)
class Bench:
    """All figures of one run: encoders by threads and name, the program on one thread, one answer from cold."""

    machine: str
    encoders: dict[int, dict[str, EncoderSpeed]]
    program: dict[str, Times]
    cold: ColdStart


@click.command()
@click.option("--rounds", default=3, show_default=True, type=click.IntRange(1), help="How often all is measured.")
@click.option("--json", "json_file", type=click.Path(dir_okay=False, path_type=Path), help="Write the figures here.")
@click.option("--part", type=click.Choice([part.value for part in Part]), hidden=True, help="Only this, here, as JSON.")
@click.option("--threads", default=1, hidden=True)
def main(rounds: int, json_file: Path | None, part: str | None, threads: int) -> None:
    """Measure the encoder and the program; the index has to be built."""
    try:
        if part:
            click.echo(json.dumps(_measure(Part(part), read_settings(threads=threads), rounds)))
            return
        bench = run_bench(rounds)
    except TracuuError as error:
        raise click.ClickException(str(error)) from error
    click.echo(render(bench))
    if json_file:
        json_file.write_text(json.dumps(asdict(bench), ensure_ascii=False, indent=2), encoding="utf-8")


def run_bench(rounds: int) -> Bench:
    """Measures everything, a process after the other."""
    program = {name: Times(**row) for name, row in _in_process(Part.PROGRAM, 1, rounds).items()}
    click.echo("tracuu ask from cold", err=True)
    cold = measure_cold(_questions(read_settings())[0], rounds=_COLD_ROUNDS)
    encoders = {}
    for threads in _THREADS:
        rows = _in_process(Part.ENCODERS, threads, rounds)
        encoders[threads] = {name: EncoderSpeed(**row) for name, row in rows.items()}
    return Bench(_machine(), encoders, program, cold)


def encoders(settings: Settings) -> "dict[str, Embedder]":
    """The encoder that the program runs, first; then the same in torch, and all-MiniLM where it is installed."""
    from app.wiring import minilm_folder, open_embedder, shipped_encoder
    from index.onnx_embedder import OnnxEmbedder
    from index.sentence_embedder import SentenceEmbedder

    threads = settings.threads
    running = open_embedder(settings)
    found: dict[str, Embedder] = {f"{running.name}, as it runs": running}
    if isinstance(running, OnnxEmbedder):
        found[f"{running.name}, torch"] = SentenceEmbedder(settings.encoder or shipped_encoder(), threads=threads)
    minilm = minilm_folder()
    if minilm:
        cache = settings.var / "bench"
        found["all-MiniLM-L6-v2, ONNX int8"] = OnnxEmbedder(minilm, cache, threads=threads)
        found["all-MiniLM-L6-v2, torch"] = SentenceEmbedder(minilm, threads=threads)
    return found


def render(bench: Bench) -> str:
    """The figures as tables."""
    lines = [bench.machine, "A ratio is to the first row; above 1 is faster."]
    for threads, speeds in bench.encoders.items():
        lines += ["", *_encoder_lines(threads, speeds)]
    lines += ["", f"{'the program, 1 thread':36}  p50 ms  p95 ms"]
    lines += [f"{'Assistant.' + name:36} {times.p50:7.1f} {times.p95:7.1f}" for name, times in bench.program.items()]
    return "\n".join([*lines, "", *_cold_lines(bench.cold)])


def _encoder_lines(threads: int, speeds: dict[str, EncoderSpeed]) -> list[str]:
    """A row an encoder, beside the first."""
    first = next(iter(speeds.values()))
    head = f"a question, {threads} thread{'s' if threads > 1 else ''}"
    lines = [f"{head:36}  p50 ms  p95 ms   ratio  passages/s   ratio"]
    for name, speed in speeds.items():
        question, passages = first.p50 / speed.p50, speed.passages_a_second / first.passages_a_second
        asked = f"{speed.p50:7.1f} {speed.p95:7.1f} {question:7.2f}"
        lines.append(f"{name:36} {asked} {speed.passages_a_second:11.0f} {passages:7.2f}")
    return lines


def _cold_lines(cold: ColdStart) -> list[str]:
    times = Times.of(np.array(cold.runs) / 1000)
    return [
        f"{'tracuu ask from cold':36}  p50 ms  p95 ms",
        f"{f'the whole of it ({len(cold.runs)} runs)':36} {times.p50:7.0f} {times.p95:7.0f}",
        *(f"  {name:34} {milliseconds:7.0f}" for name, milliseconds in cold.steps.items()),
        f"  {'Python itself, and printing':34} {cold.rest:7.0f}",
        f"{'  all imports, and the slowest of them':36} {sum(cold.imports.values()):7.0f}",
        *(f"  {name:34} {milliseconds:7.0f}" for name, milliseconds in list(cold.imports.items())[:_MOST_IMPORTS]),
    ]


def _measure(part: Part, settings: Settings, rounds: int) -> dict[str, dict[str, float]]:
    """The figures of a part by name."""
    from app.wiring import open_assistant, open_library

    questions = _questions(settings)
    measured: Mapping[str, Times | EncoderSpeed]
    if part is Part.PROGRAM:
        measured = program_times(open_assistant(settings), questions, rounds=rounds)
    else:
        batches = sample_batches(open_library(settings), batches=_BATCHES, size=_BATCH)
        measured = encoder_speeds(encoders(settings), questions, batches, rounds=rounds)
    return {name: asdict(figures) for name, figures in measured.items()}


def _in_process(part: Part, threads: int, rounds: int) -> dict[str, Any]:
    """What :func:`_measure` gives in a new process with so many threads."""
    click.echo(f"{part}, threads: {threads}", err=True)
    command = [sys.executable, "-m", "app.bench", "--part", part, "--threads", str(threads), "--rounds", str(rounds)]
    environment = environment_with(**dict.fromkeys(_THREAD_VARIABLES, str(threads)))
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        raise click.ClickException(f"Measuring the {part} failed; what it said stands above.")
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures


def _questions(settings: Settings) -> list[str]:
    from app.wiring import open_library

    questions = sample_questions(open_library(settings), _QUESTIONS)
    if not questions:
        raise click.ClickException(f"There are no sample questions in {settings.glosses}. Set TRACUU_GLOSSES.")
    return questions


def _machine() -> str:
    """Cores, how many of them were busy during the run, and versions."""
    load = f", load {os.getloadavg()[1]:.1f}" if hasattr(os, "getloadavg") else ""
    libraries = ", ".join(f"{name} {version(name)}" for name in ("torch", "onnxruntime", "sentence-transformers"))
    return f"{os.cpu_count()} cores{load}; Python {sys.version.split()[0]}, {libraries}"


if __name__ == "__main__":
    main()
