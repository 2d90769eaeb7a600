"""How much the server takes: the size of a body for the API, and the requests of one address."""

import math
import time
from collections.abc import Callable
from http import HTTPStatus

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.problems import problem, reader_language
from app.wording import say
from corpus import Language

# An address whose bucket is full again need not be remembered; they are swept when this many are known.
_MANY_ADDRESSES = 10_000
_API = "/api/"
# What the page sends when something is pressed: Gradio's ways to run what listens, and to leave a file.
_PAGE = tuple(f"/gradio_api/{way}" for way in ("queue/join", "run/", "api/", "call/", "upload"))


class BodyLimit:
    """Refuses a body of more than ``most`` bytes with 413, whether or not its length was declared."""

    def __init__(self, app: ASGIApp, *, most: int, language: Language) -> None:
        self._app = app
        self._most = most
        self._language = language

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not _leads_to(scope, _API):
            await self._app(scope, receive, send)
            return
        body = await self._body(receive)
        if body is None:
            language = reader_language(Headers(scope=scope), self._language)
            detail = say("body_too_large", language, most=self._most)
            refusal = problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "body_too_large", detail, language)
            await refusal(scope, receive, send)
            return
        messages = [body]

        async def replay() -> Message:
            return messages.pop() if messages else await receive()

        await self._app(scope, replay, send)

    async def _body(self, receive: Receive) -> Message | None:
        """The body in one message; None where it is too large.

        It is read to its end even then: a client that is still sending would not see the reply.
        """
        parts: list[bytes] = []
        size = 0
        while True:
            message = await receive()
            if message["type"] != "http.request":
                return message
            size += len(message.get("body", b""))
            if size <= self._most:
                parts.append(message.get("body", b""))
            if not message.get("more_body", False):
                break
        return {"type": "http.request", "body": b"".join(parts)} if size <= self._most else None


class Buckets:
    """Tokens by address: as many as there are requests a minute, and as many refilled in a minute."""

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self.per_minute = per_minute
        self._clock = clock
        self._left: dict[str, tuple[float, float]] = {}

    def take(self, address: str) -> float:
        """0 where the request may pass, else the seconds until one may."""
        now = self._clock()
        if len(self._left) >= _MANY_ADDRESSES:
            self._left = {
                known: state for known, state in self._left.items() if self._tokens(known, now) < self.per_minute
            }
        tokens = self._tokens(address, now)
        passes = tokens >= 1
        self._left[address] = (tokens - passes, now)
        return 0.0 if passes else (1 - tokens) * 60 / self.per_minute

    def _tokens(self, address: str, now: float) -> float:
        tokens, since = self._left.get(address, (float(self.per_minute), now))
        return min(self.per_minute, tokens + (now - since) * self.per_minute / 60)


class RateLimit:
    """Refuses the requests of an address that sends too many with 429."""

    def __init__(self, app: ASGIApp, *, buckets: Buckets, language: Language) -> None:
        self._app = app
        self._buckets = buckets
        self._language = language

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        client = scope.get("client")
        wait_s = self._buckets.take(client[0] if client else "") if _leads_to(scope, _API, *_PAGE) else 0.0
        if not wait_s:
            await self._app(scope, receive, send)
            return
        language = reader_language(Headers(scope=scope), self._language)
        seconds = math.ceil(wait_s)
        detail = say("too_many", language, most=self._buckets.per_minute, seconds=seconds)
        headers = {"Retry-After": str(seconds)}
        refusal = problem(HTTPStatus.TOO_MANY_REQUESTS, "too_many", detail, language, headers=headers)
        await refusal(scope, receive, send)


def _leads_to(scope: Scope, *beginnings: str) -> bool:
    """Whether a request is for an address that begins so, wherever a proxy puts it."""
    path: str = scope.get("path", "")
    return scope["type"] == "http" and path.removeprefix(scope.get("root_path", "")).startswith(beginnings)
