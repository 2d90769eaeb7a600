"""The API: what the command line says with ``--json``, over HTTP."""

import logging
from http import HTTPMethod, HTTPStatus
from pathlib import Path
from time import perf_counter
from typing import Annotated, TypedDict

from fastapi import Body, Depends, FastAPI, Request
from fastapi import Path as InPath
from fastapi import Query as InQuery
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.routing import Match, Route
from starlette.staticfiles import StaticFiles

from app.limits import BodyLimit, Buckets, RateLimit
from app.metrics import Door, Metrics
from app.problems import documented, reader_language, tell_problems
from app.reading import HEADERS, reading_page
from app.schemas import AliveOut, AnswerOut, ClauseOut, DocumentCardOut, DocumentOut, QuestionIn, ReadyOut, SearchOut
from app.settings import Settings
from app.watch import Watch
from corpus import Language
from corpus.errors import SearchError, TracuuError
from index import load_families
from qa import Assistant

logger = logging.getLogger(__name__)

_DESCRIPTION = (
    "Ask Party documents in Vietnamese or English; get the clause that answers, verbatim, with its citation. "
    "Positions are code points of the originals as decoded from UTF-8."
)
_ASSETS = Path(__file__).parent / "assets"
_GZIP_FROM_BYTES = 1000
_EXAMPLES = {
    "vietnamese": {
        "summary": "In Vietnamese",
        "value": {"question": "Đến năm 2030, kinh tế số chiếm bao nhiêu phần trăm GDP theo Nghị quyết 57?"},
    },
    "unmarked": {
        "summary": "Typed without marks, in one document",
        "value": {"question": "muc tieu kinh te so nam 2030", "documents": ["57-NQ-TW"], "k": 5},
    },
    "as_typed": {
        "summary": "Just as typed: nothing is mended, as “searched_as” in the reply then says",
        "value": {"question": "CDS trong doanh nghiep", "as_typed": True},
    },
    "english": {
        "summary": "In English",
        "value": {"question": "Who chairs the steering committee on digital transformation?", "language": "en"},
    },
}
_Asked = Annotated[QuestionIn, Body(openapi_examples=_EXAMPLES)]
_DocumentId = Annotated[str, InPath(examples=["57-NQ-TW"])]
_ClauseId = Annotated[str, InPath(examples=["57-NQ-TW/III.2/b3"])]
_PageLanguage = Annotated[str, InQuery(description="vi or en; else as Accept-Language prefers.")]
_LitQuote = Annotated[str, InQuery(description="START-END, the positions of what is to be lit.")]


class _Options(TypedDict):
    k: int
    documents: list[str] | None
    language: Language | None
    as_typed: bool


def create_api(assistant: Assistant, settings: Settings, metrics: Metrics | None = None) -> FastAPI:
    """The API over an assistant whose index is the one that the settings name.

    ``metrics`` are those that the page counts in as well, where there is one.
    """
    metrics = metrics or Metrics()
    api = _frame(settings, metrics)
    _add_questions(api, assistant, settings, metrics)
    _add_documents(api, assistant, settings)

    @api.get("/readyz", tags=["server"], responses=documented(HTTPStatus.SERVICE_UNAVAILABLE))
    def ready() -> ReadyOut:
        """Whether questions can be answered at once."""
        library = assistant.library
        return ReadyOut(documents=len(library.sources), clauses=len(library.clauses))

    _refuse_the_rest(api)
    return api


def create_closed_api(trouble: TracuuError, settings: Settings) -> FastAPI:
    """An API that is alive, and tells everybody what keeps it from answering."""
    api = _frame(settings, Metrics())
    closed = SearchError(str(trouble), code=trouble.code, **trouble.values)

    @api.api_route("/{path:path}", methods=["GET", "POST"], include_in_schema=False)
    def refuse(path: str) -> None:
        raise closed

    return api


def _frame(settings: Settings, metrics: Metrics) -> FastAPI:
    """What both have: the layers around every request, and the addresses that need no index."""
    language = settings.lang or Language.VI
    rate = [Middleware(RateLimit, buckets=Buckets(settings.rate_limit), language=language)]
    layers = [
        Middleware(Watch, metrics=metrics, language=language),
        Middleware(GZipMiddleware, minimum_size=_GZIP_FROM_BYTES),
        *(rate if settings.rate_limit else ()),
        Middleware(BodyLimit, most=settings.body_limit, language=language),
    ]
    api = FastAPI(
        title="Tra cứu",
        description=_DESCRIPTION,
        version="1",
        middleware=layers,
        docs_url=None,  # the pages that FastAPI has for these are loaded from another host
        redoc_url=None,
        redirect_slashes=False,
    )
    tell_problems(api, language)

    @api.get("/healthz", tags=["server"])
    def alive() -> AliveOut:
        """Whether the server is up."""
        return AliveOut()

    @api.get("/metrics", tags=["server"], response_class=PlainTextResponse)
    def read_metrics() -> PlainTextResponse:
        """Counters and timings in the Prometheus text format."""
        return PlainTextResponse(metrics.text(), media_type=Metrics.MEDIA_TYPE)

    return api


async def _now() -> float:
    return perf_counter()


_Arrived = Annotated[float, Depends(_now)]


def _add_questions(api: FastAPI, assistant: Assistant, settings: Settings, metrics: Metrics) -> None:
    problems = documented(
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        HTTPStatus.UNPROCESSABLE_ENTITY,
        HTTPStatus.TOO_MANY_REQUESTS,
        HTTPStatus.SERVICE_UNAVAILABLE,
    )

    def options(asked: QuestionIn) -> _Options:
        logger.debug("asked: %r", asked.question)
        metrics.count_question(Door.API)
        return {
            "k": asked.k,
            "documents": asked.documents or None,
            "language": asked.language or settings.lang,
            "as_typed": asked.as_typed,
        }

    # Both are plain functions, which FastAPI runs in threads: other requests go on meanwhile.
    @api.post("/api/ask", tags=["questions"], responses=problems)
    def ask(asked: _Asked, arrived: _Arrived) -> AnswerOut:
        """The sentences that answer a question, with the clauses that match it."""
        metrics.time_stage("wait", perf_counter() - arrived)
        with metrics.stage("answer"):
            answer = assistant.ask(asked.question, **options(asked))
        metrics.count_answer(answer)
        with metrics.stage("write"):
            return AnswerOut.answered(answer)

    @api.post("/api/search", tags=["questions"], responses=problems)
    def search(asked: _Asked, arrived: _Arrived) -> SearchOut:
        """The clauses that match a question, best first."""
        metrics.time_stage("wait", perf_counter() - arrived)
        with metrics.stage("search"):
            reply = assistant.search(asked.question, **options(asked))
        with metrics.stage("write"):
            return SearchOut.of(reply)


def _add_documents(api: FastAPI, assistant: Assistant, settings: Settings) -> None:
    library = assistant.library
    families = load_families(library, settings.index_folder)
    default = settings.lang or Language.VI
    problems = documented(HTTPStatus.NOT_FOUND, HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE)

    @api.get("/api/documents", tags=["documents"], responses=problems)
    def documents() -> list[DocumentCardOut]:
        """The library cards of all documents."""
        return [DocumentCardOut.of(source, library) for source in library.sources]

    @api.get("/api/documents/{document_id}", tags=["documents"], responses=problems)
    def document(document_id: _DocumentId) -> DocumentOut:
        """The library card of a document, and the tree of everything in it that has an address."""
        return DocumentOut.outlined(library.source(document_id), library)

    @api.get("/api/clauses/{clause_id:path}", tags=["documents"], responses=problems)
    def clause(clause_id: _ClauseId) -> ClauseOut:
        """A clause, a heading or any other place by its id, slashes and all."""
        return ClauseOut.shown(library.clause(clause_id), library, families)

    @api.get("/documents/{document_id}", tags=["pages"], response_class=HTMLResponse, responses=problems)
    def read(
        request: Request, document_id: _DocumentId, lang: _PageLanguage = "", quote: _LitQuote = ""
    ) -> HTMLResponse:
        """A document to read; `#III.2/b3` is the address of a clause in it."""
        chosen = Language(lang) if lang in list(Language) else reader_language(request.headers, default)
        page = reading_page(library, document_id, chosen, quote=quote, root_path=request.scope["root_path"])
        return HTMLResponse(page, headers=HEADERS)

    api.mount("/reading", StaticFiles(directory=_ASSETS), name="reading")


def _refuse_the_rest(api: FastAPI) -> None:
    """Has whatever else is asked for under /api refused here, and not by the page that may be mounted at /."""
    routes = list(api.routes)

    def refuse(request: Request) -> None:
        partial = [route for route in routes if route.matches(request.scope)[0] is Match.PARTIAL]
        allowed = {method for route in partial if isinstance(route, Route) for method in route.methods or ()}
        if allowed:
            raise HTTPException(HTTPStatus.METHOD_NOT_ALLOWED, headers={"Allow": ", ".join(sorted(allowed))})
        raise HTTPException(HTTPStatus.NOT_FOUND)

    api.router.routes.append(Route("/api/{rest:path}", refuse, methods=list(HTTPMethod), include_in_schema=False))
