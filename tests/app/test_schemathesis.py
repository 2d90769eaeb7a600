"""Whatever requests the API's own description allows or forbids, no reply breaks that description."""

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from app.api import create_api
from app.settings import Settings

EXAMPLES = 40
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]


@pytest.fixture(scope="module")
def described(assistant, var):
    api = create_api(assistant, Settings(var=var, glosses=var / "glosses", encoder="hashing", rate_limit=0))
    return schemathesis.openapi.from_asgi("/openapi.json", api)


def replies_are_as_described(operation, mode, checks):
    @given(case=operation.as_strategy(generation_mode=mode))
    @settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
    def reply_is_as_described(case):
        case.call_and_validate(checks=checks)

    reply_is_as_described()


def test_reply_to_a_request_as_described_is_as_described(described):
    tried = [found.ok() for found in described.get_all_operations()]
    for operation in tried:
        replies_are_as_described(operation, GenerationMode.POSITIVE, CHECKS)
    assert len(tried) >= 9


@pytest.mark.parametrize("path", ["/api/ask", "/api/search"])
def test_request_that_is_not_as_described_is_refused_as_described(described, path):
    replies_are_as_described(described[path]["POST"], GenerationMode.NEGATIVE, [*CHECKS, negative_data_rejection])
