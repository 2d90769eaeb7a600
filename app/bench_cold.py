"""What ``tracuu ask`` waits for from cold; ``python -m app.bench_cold QUESTION`` does and times its steps once.

Cold means a new process. After the first run its files lie in the system's cache.
"""

import json
import subprocess
import sys
import time
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

_OURS = ("corpus", "ingest", "index", "qa", "eval", "app")


@dataclass(frozen=True, slots=True)
class ColdStart:
    """Milliseconds of one answer from cold.

    ``runs`` are those of the whole command. ``steps`` are medians of its parts in their order, each with the imports
    that it makes. ``imports`` are milliseconds by package, the slowest first, each without the packages that it
    imports itself; measuring them slows them a little.
    """

    runs: tuple[float, ...]
    steps: dict[str, float]
    imports: dict[str, float]

    @property
    def rest(self) -> float:
        """What no step holds: Python's own start and end, and printing."""
        return median(self.runs) - sum(self.steps.values())


def measure_cold(question: str, *, rounds: int) -> ColdStart:
    """The time of ``tracuu ask`` in a new process each round, and of its steps in another."""
    runs, steps = [], []
    for _ in range(rounds):
        start = time.perf_counter()
        _python("-m", "app", "ask", "--", question)
        runs.append(1000 * (time.perf_counter() - start))
        steps.append(json.loads(_python("-m", "app.bench_cold", question).stdout))
    medians = {name: median(step[name] for step in steps) for name in steps[0]}
    log = _python("-X", "importtime", "-m", "app", "ask", "--", question).stderr
    return ColdStart(tuple(runs), medians, import_times(log))


def import_times(log: str) -> dict[str, float]:
    """Milliseconds by package, the slowest first, of what ``python -X importtime`` wrote; our own packages are one."""
    times: defaultdict[str, float] = defaultdict(float)
    for line in log.splitlines():
        own, _, rest = line.removeprefix("import time:").partition("|")
        if own.strip().isdigit():
            package = rest.rpartition("|")[2].strip().partition(".")[0]
            times["our own" if package in _OURS else package] += int(own) / 1000
    return dict(sorted(times.items(), key=lambda item: -item[1]))


def time_steps(question: str) -> dict[str, float]:
    """Milliseconds of each step of ``tracuu ask``, done here and now in its order.

    The question is asked twice: by how much the first time is slower is the loading of the encoder.
    """
    times = [time.perf_counter()]
    from app import cli, schemas, terminal, wiring  # noqa: F401  # what the command imports before it begins
    from app.settings import read_settings

    times.append(time.perf_counter())
    assistant = wiring.open_assistant(read_settings())
    times.append(time.perf_counter())
    assistant.ask(question)
    times.append(time.perf_counter())
    assistant.ask(question)
    times.append(time.perf_counter())
    imports, index, first, again = (1000 * (end - start) for start, end in pairwise(times))
    return {
        "first imports": imports,
        "documents and index": index,
        "loading the encoder": first - again,
        "the question": again,
    }


def _python(*arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run([sys.executable, *arguments], capture_output=True, text=True, encoding="utf-8", check=True)


if __name__ == "__main__":
    json.dump(time_steps(sys.argv[1]), sys.stdout)
