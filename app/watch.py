"""What surrounds every request: its id, a log line, its count, and a reply where nothing else gave one."""

import logging
import re
import uuid
from contextvars import ContextVar
from http import HTTPStatus
from time import perf_counter

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.metrics import Metrics
from app.problems import problem, reader_language
from app.wording import say
from corpus import Language

logger = logging.getLogger(__name__)

_request_id: ContextVar[str] = ContextVar("request_id", default="-")
# An id that a client gives is taken over if it can do no harm in a log.
_USABLE_ID = re.compile(r"[\w.:/+=-]{1,100}", re.ASCII)


class RequestIdFilter(logging.Filter):
    """Puts the id of the request that is being served on every record, as ``request_id``."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = _request_id.get()
        return True


class Watch:
    """The outermost layer: no error leaves it."""

    def __init__(self, app: ASGIApp, *, metrics: Metrics, language: Language) -> None:
        self._app = app
        self._metrics = metrics
        self._language = language

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        given = headers.get("x-request-id", "")
        request_id = given if _USABLE_ID.fullmatch(given) else uuid.uuid4().hex
        token = _request_id.set(request_id)
        started = perf_counter()
        status: int | None = None

        async def send_with_id(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)["X-Request-ID"] = request_id
            await send(message)

        try:
            await self._app(scope, receive, send_with_id)
        except Exception:  # whatever it is: the reader gets a reply, the log the traceback
            logger.exception("%s %r failed", scope["method"], scope["path"])
            if status is not None:  # half a reply is out, and the server can only break off
                raise
            language = reader_language(headers, self._language)
            detail = say("unexpected", language, request=request_id)
            reply = problem(HTTPStatus.SERVICE_UNAVAILABLE, "unexpected", detail, language)
            await reply(scope, receive, send_with_id)
        finally:
            seconds = perf_counter() - started
            self._metrics.count_request(_route(scope), status or 0, seconds)
            logger.info("%s %r %s in %.0f ms", scope["method"], scope["path"], status, 1000 * seconds)
            _request_id.reset(token)


def _route(scope: Scope) -> str:
    """The address as it was declared; "other" where no route took the request."""
    return getattr(scope.get("route"), "path", None) or "other"
