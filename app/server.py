"""The API with the page mounted on it, served by one process."""

import logging
import socket
from contextlib import suppress

import click
import uvicorn
from fastapi import FastAPI

from app.api import create_api, create_closed_api
from app.metrics import Metrics
from app.narrowed import Narrowed
from app.settings import Settings
from app.watch import RequestIdFilter
from app.wiring import make_assistant, open_index, open_library
from app.wording import say
from corpus import Language
from corpus.errors import TracuuError

logger = logging.getLogger(__name__)

# Asked once before anybody else may, so that the encoder is loaded and the index is in memory.
_WARMING = "Kinh tế số chiếm bao nhiêu phần trăm GDP?"
_STOP_WITHIN_S = 10


class ServerError(TracuuError):
    """The server cannot be started."""


def create_server(settings: Settings) -> FastAPI:
    """The API and the page, warm; where they cannot be, an API that says why.

    An index that is built later is not taken up: what was answered from stays until the server is started again.
    """
    try:
        library = open_library(settings)
        searcher = Narrowed(open_index(settings, library))
        assistant = make_assistant(settings, library, searcher)
        assistant.ask(_WARMING)
    except TracuuError as error:
        logger.error("%s", error)
        return create_closed_api(error, settings)
    from app.ui import mount_ui  # Gradio takes seconds to import; what keeps us from serving is told before

    metrics = Metrics()
    return mount_ui(create_api(assistant, settings, metrics), assistant, searcher, settings, metrics)


def serve(settings: Settings) -> None:
    """Serve until told to stop; requests that are being answered then get their reply.

    ServerError where the address is taken or not ours.
    """
    _log(settings)
    with _bound(settings) as listening:
        server = create_server(settings)
        host, port = listening.getsockname()[:2]
        address = f"http://{f'[{host}]' if ':' in host else host}:{port}{settings.root_path}"
        click.echo(say("serving", settings.lang or Language.VI, address=address), err=True)
        config = uvicorn.Config(
            server,
            root_path=settings.root_path,
            log_config=None,
            access_log=False,  # app/watch.py writes a line a request
            server_header=False,
            timeout_graceful_shutdown=_STOP_WITHIN_S,
        )
        with suppress(KeyboardInterrupt):  # Ctrl+C is how a server ends
            uvicorn.Server(config).run(sockets=[listening])


def _bound(settings: Settings) -> socket.socket:
    """A socket at the address that is set; nobody is let in until the server is warm and listens."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    bound = socket.socket(family)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((settings.host, settings.port))
    except OSError as error:
        bound.close()
        raise ServerError(
            f"The server cannot listen on {settings.host}, port {settings.port}: {error.strerror}. "
            "Choose another with --host and --port.",
            code="cannot_listen",
            host=settings.host,
            port=settings.port,
            problem=error.strerror,
        ) from error
    return bound


def _log(settings: Settings) -> None:
    """Log lines on standard error, each with the id of the request that it is about."""
    handler = logging.StreamHandler()
    handler.addFilter(RequestIdFilter())
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s [%(request_id)s] %(message)s"))
    logging.basicConfig(handlers=[handler], level=settings.log_level, force=True)
    logging.getLogger("faiss").setLevel(logging.WARNING)  # it tells which of its builds it could not load
