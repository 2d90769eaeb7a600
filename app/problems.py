"""What is wrong with a request, as application/problem+json in the reader's language."""

from collections.abc import Mapping
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import Response

from app.schemas import QuestionIn
from app.wording import PROBLEMS, error_message, say
from corpus import Language
from corpus.errors import QuestionError, TracuuError

MEDIA_TYPE = "application/problem+json"

_NOT_THERE = ("unknown_clause", "unknown_document")
# What a field of a request must be, by its name: the code of the error, and its English.
_WRONG_TYPE = {
    "question": ("question_not_text", "The question is not text. Send it as UTF-8."),
    "k": ("k_not_number", "k must be a whole number."),
    "documents": ("documents_not_list", "documents must be a list of document ids."),
    "language": ("language_unknown", "language must be vi or en."),
    "as_typed": ("as_typed_not_boolean", "as_typed must be true or false."),
}


class Problem(BaseModel):
    """Problem details as in RFC 9457; ``type`` names the problem for programs, ``detail`` tells it to people."""

    type: str = Field(examples=["urn:tracuu:problem:question_empty"])
    title: str
    status: int
    detail: str


def problem(
    status: HTTPStatus, code: str, detail: str, language: Language, *, headers: Mapping[str, str] | None = None
) -> Response:
    """The reply that tells a problem."""
    told = Problem(
        type=f"urn:tracuu:problem:{code}", title=PROBLEMS[status].in_(language), status=status, detail=detail
    )
    said = {"Content-Language": language.value, "Vary": "Accept-Language", **(headers or {})}
    return Response(told.model_dump_json(), status_code=status, headers=said, media_type=MEDIA_TYPE)


def documented(*statuses: HTTPStatus) -> dict[int | str, dict[str, object]]:
    """What an endpoint says in /openapi.json of the problems that it may answer with."""
    content = {MEDIA_TYPE: {"schema": Problem.model_json_schema()}}
    return {status.value: {"description": PROBLEMS[status].en, "content": content} for status in statuses}


def reader_language(headers: Headers, default: Language) -> Language:
    """The first of our languages in the order in which Accept-Language prefers them."""
    preferred: list[tuple[float, Language]] = []
    for choice in headers.get("accept-language", "").split(","):
        tag, _, weight = choice.partition(";")
        primary = tag.strip().lower().split("-")[0]
        if primary in list(Language):
            preferred.append((_weight(weight), Language(primary)))
    best = max(preferred, key=lambda choice: choice[0], default=(0.0, default))
    return best[1] if best[0] > 0 else default


def _weight(parameter: str) -> float:
    """The q of a language; 1 where it has none, 0 where it is no number."""
    name, _, value = parameter.partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0


def tell_problems(api: FastAPI, default: Language) -> None:
    """Has every error that an endpoint raises told as a problem; ``default`` is for readers who prefer neither."""

    async def told(request: Request, error: Exception) -> Response:
        language = reader_language(request.headers, default)
        match error:
            case HTTPException(status_code=HTTPStatus.NOT_FOUND):
                return problem(HTTPStatus.NOT_FOUND, "nothing_here", say("nothing_here", language), language)
            case HTTPException(status_code=HTTPStatus.METHOD_NOT_ALLOWED, headers={"Allow": allowed}):
                detail = say("wrong_method", language, allowed=allowed)
                headers = {"Allow": allowed}
                return problem(HTTPStatus.METHOD_NOT_ALLOWED, "wrong_method", detail, language, headers=headers)
            case TracuuError():
                ours = error
            case RequestValidationError():
                ours = _question_error(error)
            case _:  # FastAPI's 400 for a body that cannot be parsed at all, such as JSON that is not UTF-8
                ours = _body_error()
        # An address takes ids alone, where the command line also takes places in words.
        unknown = ours.code == "unknown_clause"
        detail = say("unknown_id", language, **ours.values) if unknown else error_message(ours, language)
        return problem(_status(ours, request), ours.code, detail, language)

    for kind in (TracuuError, RequestValidationError, HTTPException):
        api.add_exception_handler(kind, told)


def _status(error: TracuuError, request: Request) -> HTTPStatus:
    if isinstance(error, QuestionError) or (error.code == "unknown_document" and request.method == "POST"):
        return HTTPStatus.UNPROCESSABLE_ENTITY
    return HTTPStatus.NOT_FOUND if error.code in _NOT_THERE else HTTPStatus.SERVICE_UNAVAILABLE


def _question_error(error: RequestValidationError) -> QuestionError:
    """The first thing that is wrong with the body of a request, as an error of ours."""
    first = error.errors()[0]
    field = str(first["loc"][1]) if len(first["loc"]) > 1 else ""
    if first["type"] == "missing" and field == "question":
        return QuestionError("The question is empty. Type a few words.", code="question_empty")
    if first["type"] == "extra_forbidden":
        known = ", ".join(QuestionIn.model_fields)
        return QuestionError(
            f"A request has no field {field!r}. The fields are: {known}.",
            code="field_unknown",
            field=repr(field),
            known=known,
        )
    if field in _WRONG_TYPE:
        code, message = _WRONG_TYPE[field]
        return QuestionError(message, code=code)
    return _body_error()


def _body_error() -> QuestionError:
    return QuestionError(
        "A request must be a JSON object, sent with Content-Type: application/json.", code="body_not_json"
    )
