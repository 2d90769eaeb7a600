"""What the server counts and times, for Prometheus."""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from time import perf_counter

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Histogram,
    ProcessCollector,
    generate_latest,
)

from qa import Answer, Reason

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


class Door(StrEnum):
    """Where a question came in."""

    API = "api"
    PAGE = "page"


class Metrics:
    """Counters of one server; each has its own, so that two in one process do not mix."""

    MEDIA_TYPE = CONTENT_TYPE_LATEST

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        ProcessCollector(registry=self._registry)
        self._requests = Counter(
            "tracuu_requests", "Requests by route and status.", ["route", "status"], registry=self._registry
        )
        self._request_s = Histogram(
            "tracuu_request_seconds", "Time to a whole reply.", ["route"], buckets=_SECONDS, registry=self._registry
        )
        self._stage_s = Histogram(
            "tracuu_stage_seconds",
            "Time of a question by stage: wait (for a thread, API alone), search, answer, write (JSON or HTML).",
            ["stage"],
            buckets=_SECONDS,
            registry=self._registry,
        )
        self._questions = Counter(
            "tracuu_questions",
            "Questions asked and searched for, by door: api or page.",
            ["door"],
            registry=self._registry,
        )
        self._refusals = Counter(
            "tracuu_refusals", "Questions without an answer, by reason.", ["reason"], registry=self._registry
        )
        for door in Door:
            self._questions.labels(door)
        for reason in Reason:
            self._refusals.labels(reason)

    def count_request(self, route: str, status: int, seconds: float) -> None:
        """A request was replied to. ``route`` is the address as the API declares it, so that ids do not multiply."""
        self._requests.labels(route, str(status)).inc()
        self._request_s.labels(route).observe(seconds)

    def count_question(self, door: Door) -> None:
        """A question was asked, or clauses were searched for."""
        self._questions.labels(door).inc()

    def count_answer(self, answer: Answer) -> None:
        """A question was answered, or not."""
        if answer.reason:
            self._refusals.labels(answer.reason).inc()

    def time_stage(self, stage: str, seconds: float) -> None:
        """A stage of a question took so long."""
        self._stage_s.labels(stage).observe(seconds)

    @contextmanager
    def stage(self, stage: str) -> Iterator[None]:
        """Times what is done inside."""
        started = perf_counter()
        yield
        self.time_stage(stage, perf_counter() - started)

    def text(self) -> bytes:
        """All of it in the Prometheus text format."""
        return generate_latest(self._registry)
