import gzip
import json
import logging

import pytest
from starlette.testclient import TestClient

from app.api import create_api, create_closed_api
from app.schemas import AnswerOut
from app.settings import Settings
from corpus.errors import IndexMissing

QUESTION = "Đến năm 2030, kinh tế số chiếm bao nhiêu phần trăm GDP theo Nghị quyết 57?"
ENGLISH = {"Accept-Language": "en-GB,en;q=0.9,vi;q=0.2"}


@pytest.fixture(scope="module")
def settings(var):
    return Settings(var=var, glosses=var / "glosses", encoder="hashing")


@pytest.fixture(scope="module")
def client(assistant, settings):
    return TestClient(create_api(assistant, settings), raise_server_exceptions=False)


def problem_of(response):
    assert response.headers["content-type"] == "application/problem+json"
    body = response.json()
    assert set(body) == {"type", "title", "status", "detail"}
    assert body["status"] == response.status_code
    return body


# Answers


@pytest.mark.parametrize(
    ("command", "body", "options"),
    [
        ("ask", {"question": QUESTION}, []),
        ("ask", {"question": "kinh te so", "k": 3, "documents": ["52-NQ-TW"]}, ["--k", "3", "--document", "52-NQ-TW"]),
        ("ask", {"question": "GDP", "language": "en"}, ["--lang", "en"]),
        ("ask", {"question": "Nghị quyết 57 ban hành ngày nào?"}, []),
        ("ask", {"question": "CDS trong doanh nghiep", "as_typed": True}, ["--as-typed"]),
        ("search", {"question": "Who chairs the steering committee?", "k": 5}, ["--k", "5"]),
        ("search", {"question": "CDS trong doanh nghiep", "k": 5, "as_typed": True}, ["--k", "5", "--as-typed"]),
    ],
)
def test_answer_is_the_same_as_on_the_command_line(client, tracuu, command, body, options):
    response = client.post(f"/api/{command}", json=body)
    assert response.status_code == 200
    assert response.json() == json.loads(tracuu(command, body["question"], *options, "--json").out)


@pytest.mark.parametrize("command", ["ask", "search"])
def test_question_is_read_as_meant_unless_it_is_to_be_read_as_typed(client, command):
    body = {"question": "CDS trong doanh nghiep"}
    meant, typed = (client.post(f"/api/{command}", json={**body, **more}).json() for more in ({}, {"as_typed": True}))
    assert meant["searched_as"] == "chuyển đổi số trong doanh nghiệp"
    assert typed["searched_as"] == body["question"]
    assert [row["clause_id"] for row in meant["results"]] != [row["clause_id"] for row in typed["results"]]


def test_clause_is_the_same_as_on_the_command_line(client, tracuu):
    clause_id = "TH-52-NQ-TW/P1/III/KFA3/KF2/b1"
    shown = client.get(f"/api/clauses/{clause_id}").json()
    assert shown == json.loads(tracuu("show", clause_id, "--json").out)


def test_clause_names_its_copies_and_children(client, library):
    assert "57-NQ-TW/III.2/b3" in client.get("/api/clauses/57-NQ-TW/III.2").json()["children"]
    copies = client.get("/api/clauses/52-NQ-TW/III.1/b1").json()["also_in"]
    assert "116-HD-BTGTW/3.1/c1" in [copy["clause_id"] for copy in copies]


def test_every_place_has_its_address(client, library):
    statuses = {client.get(f"/api/clauses/{clause.id}").status_code for clause in library.clauses}
    assert statuses == {200}


def test_no_documents_are_all_documents(client):
    some = client.post("/api/search", json={"question": QUESTION, "documents": []}).json()
    assert some == client.post("/api/search", json={"question": QUESTION, "documents": None}).json()


def test_cards_come_from_the_catalogue(client, library):
    cards = client.get("/api/documents").json()
    assert [card["id"] for card in cards] == [source.id for source in library.sources]
    by_id = {card["id"]: card for card in cards}
    assert by_id["57-NQ-TW"]["issued_on"] == "2024-12-22"
    assert by_id["57-NQ-TW"]["issuer"] == {"vi": "Bộ Chính trị", "en": "Politburo"}
    assert by_id["TH-52-NQ-TW"]["number"] is None
    assert by_id["116-HD-BTGTW"]["relations"] == [{"kind": "explains", "document_id": "52-NQ-TW"}]


def test_outline_holds_everything_with_an_address(client, library):
    document = client.get("/api/documents/57-NQ-TW").json()

    def ids(nodes):
        for node in nodes:
            assert set(node) == {"id", "kind", "number", "title", "title_en", "children"}
            yield node["id"]
            yield from ids(node["children"])

    assert sorted(ids(document["outline"])) == sorted(clause.id for clause in library.clauses_of("57-NQ-TW"))
    assert document["number"] == "57-NQ/TW"


def test_outline_has_titles_in_both_languages(client):
    outline = client.get("/api/documents/57-NQ-TW").json()["outline"]
    section = next(node for node in outline if node["id"] == "57-NQ-TW/II")
    assert (section["kind"], section["number"], section["title"]) == ("heading", "II", "MỤC TIÊU")
    assert section["title_en"] == "Objectives"


# Problems


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({}, "question_empty"),
        ({"question": ""}, "question_empty"),
        ({"question": "  ?! "}, "question_empty"),
        ({"question": None}, "question_not_text"),
        ({"question": 52}, "question_not_text"),
        ({"question": ["GDP"]}, "question_not_text"),
        ({"question": "a\u0000b"}, "question_not_text"),
        ({"question": "a " * 501 + "a"}, "question_too_long"),
        ({"question": "a" * 200_000}, "question_too_long"),
        ({"question": "GDP", "k": 0}, "k_out_of_range"),
        ({"question": "GDP", "k": 101}, "k_out_of_range"),
        ({"question": "GDP", "k": "3"}, "k_not_number"),
        ({"question": "GDP", "k": 3.5}, "k_not_number"),
        ({"question": "GDP", "k": True}, "k_not_number"),
        ({"question": "GDP", "k": None}, "k_not_number"),
        ({"question": "GDP", "documents": ["58-NQ-TW"]}, "unknown_document"),
        ({"question": "GDP", "documents": "57-NQ-TW"}, "documents_not_list"),
        ({"question": "GDP", "documents": [57]}, "documents_not_list"),
        ({"question": "GDP", "language": "fr"}, "language_unknown"),
        ({"question": "GDP", "as_typed": "true"}, "as_typed_not_boolean"),
        ({"question": "GDP", "as_typed": 1}, "as_typed_not_boolean"),
        ({"question": "GDP", "document": "57-NQ-TW"}, "field_unknown"),
        ([], "body_not_json"),
        ("GDP", "body_not_json"),
        (None, "body_not_json"),
    ],
)
@pytest.mark.parametrize("command", ["ask", "search"])
def test_bad_request_is_a_problem(client, command, body, code):
    response = client.post(f"/api/{command}", json=body)
    assert response.status_code == 422
    assert problem_of(response)["type"] == f"urn:tracuu:problem:{code}"


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{",
        b"GDP",
        b'{"question": "\xff\xfe"}',
        b"[" * 100_000,
        b'{"question": "GDP", "k": ' + b"9" * 5000 + b"}",
    ],
    ids=["empty", "cut off", "bare", "not UTF-8", "nested", "huge number"],
)
def test_malformed_json_is_a_problem(client, raw):
    response = client.post("/api/ask", content=raw, headers={"Content-Type": "application/json"})
    assert response.status_code == 422
    problem_of(response)


def test_half_a_letter_is_no_text(client):
    response = client.post(
        "/api/ask", content=b'{"question": "\\ud800 GDP"}', headers={"Content-Type": "application/json"}
    )
    assert response.status_code == 422
    assert problem_of(response)["type"] == "urn:tracuu:problem:question_not_text"


def test_json_must_say_that_it_is_json(client):
    response = client.post("/api/ask", content=b'{"question": "GDP"}', headers={"Content-Type": "text/plain"})
    assert response.status_code == 422
    assert "application/json" in problem_of(response)["detail"]


@pytest.mark.parametrize(
    ("accepted", "detail"),
    [
        ("en", "The question is empty. Type a few words."),
        ("fr, en-US;q=0.8, vi;q=0.3", "The question is empty. Type a few words."),
        ("vi-VN", "Câu hỏi trống. Hãy gõ vài từ."),
        ("en;q=0, vi;q=0.1", "Câu hỏi trống. Hãy gõ vài từ."),
        ("fr", "Câu hỏi trống. Hãy gõ vài từ."),
        (";;q=,en;q=x", "Câu hỏi trống. Hãy gõ vài từ."),
        ("", "Câu hỏi trống. Hãy gõ vài từ."),
    ],
)
def test_problem_is_told_in_the_readers_language(client, accepted, detail):
    response = client.post("/api/ask", json={"question": ""}, headers={"Accept-Language": accepted})
    assert problem_of(response)["detail"] == detail


@pytest.mark.parametrize(
    "address",
    [
        "/api/clauses/57-NQ-TW/III.2/b99",
        "/api/clauses/57-nq-tw/III.2/b3",
        "/api/clauses/57-NQ-TW/III.2/b3/",
        "/api/clauses/",
        "/api/documents/58-NQ-TW",
        "/documents/58-NQ-TW",
        "/documents/..%2f..%2fetc%2fpasswd",
        "/reading/../reading.py",
        "/api/nothing",
        "/nothing",
    ],
)
def test_unknown_address_is_not_found(client, address):
    response = client.get(address)
    assert response.status_code == 404
    problem_of(response)


def test_markup_in_an_id_comes_back_as_text(client):
    response = client.get("/api/clauses/<script>alert(1)</script>", headers=ENGLISH)
    assert response.status_code == 404
    assert "<script>alert(1)</script>" in problem_of(response)["detail"]


def test_wrong_method_names_the_right_one(client):
    response = client.get("/api/ask", headers=ENGLISH)
    assert response.status_code == 405
    assert response.headers["allow"] == "POST"
    assert problem_of(response)["detail"] == "This address takes POST only."


def test_body_over_the_limit_is_refused(assistant, settings):
    client = TestClient(create_api(assistant, settings.model_copy(update={"body_limit": 100})))
    declared = client.post("/api/ask", content=b" " * 101, headers={"Content-Type": "application/json"})
    pieces = iter([b" " * 60, b" " * 60])
    undeclared = client.post("/api/ask", content=pieces, headers={"Content-Type": "application/json"})
    for response in (declared, undeclared):
        assert response.status_code == 413
        assert "100" in problem_of(response)["detail"]
    assert client.post("/api/ask", json={"question": "GDP"}).status_code == 200


def test_too_many_requests_are_told_when_to_come_again(assistant, settings):
    client = TestClient(create_api(assistant, settings.model_copy(update={"rate_limit": 2})))
    statuses = [client.post("/api/search", json={"question": "GDP"}).status_code for _ in range(3)]
    assert statuses == [200, 200, 429]
    refused = client.post("/api/search", json={"question": "GDP"})
    assert 0 < int(refused.headers["retry-after"]) <= 30
    problem_of(refused)
    assert client.get("/healthz").status_code == 200


def test_no_rate_limit_where_it_is_zero(assistant, settings):
    client = TestClient(create_api(assistant, settings.model_copy(update={"rate_limit": 0})))
    assert {client.get("/api/documents").status_code for _ in range(5)} == {200}


def test_without_an_index_everything_says_so(settings):
    trouble = IndexMissing("There is no index in var. Run `tracuu build`.", code="index_missing", folder="var")
    client = TestClient(create_closed_api(trouble, settings))
    assert client.get("/healthz").json() == {"alive": True}
    for response in (
        client.get("/readyz", headers=ENGLISH),
        client.post("/api/ask", json={"question": "GDP"}, headers=ENGLISH),
        client.get("/api/clauses/57-NQ-TW/III.2/b3", headers=ENGLISH),
        client.get("/", headers=ENGLISH),
    ):
        assert response.status_code == 503
        assert problem_of(response)["detail"] == "There is no index in var. Run `tracuu build`."


class Broken:
    """An assistant with a fault that nobody thought of."""

    def __init__(self, library):
        self.library = library

    def ask(self, question, **options):
        raise ZeroDivisionError("secret")


def test_unexpected_error_is_logged_and_not_shown(library, settings, caplog):
    client = TestClient(create_api(Broken(library), settings))
    with caplog.at_level(logging.ERROR):
        response = client.post("/api/ask", json={"question": "GDP"}, headers={"X-Request-ID": "abc", **ENGLISH})
    assert response.status_code == 503
    assert response.headers["x-request-id"] == "abc"
    assert "abc" in problem_of(response)["detail"]
    assert "secret" not in response.text
    assert "ZeroDivisionError" in caplog.text


# Around a request


def test_ready_with_an_index(client, library):
    assert client.get("/readyz").json() == {"ready": True, "documents": 4, "clauses": len(library.clauses)}


def test_large_reply_is_zipped(client):
    with client.stream(
        "POST", "/api/ask", json={"question": QUESTION}, headers={"Accept-Encoding": "gzip"}
    ) as response:
        raw = b"".join(response.iter_raw())
    assert response.headers["content-encoding"] == "gzip"
    AnswerOut.model_validate_json(gzip.decompress(raw))


@pytest.mark.parametrize("given", ["", "two words", "a\tb", "x" * 101, "é"])
def test_request_gets_an_id_where_it_brings_none_that_can_be_used(client, given):
    response = client.get("/healthz", headers=[(b"x-request-id", given.encode())])
    assert response.headers["x-request-id"] not in ("", given)


def test_question_is_logged_at_debug_alone(client, caplog):
    body = {"question": "một câu hỏi riêng tư"}
    with caplog.at_level(logging.INFO):
        client.post("/api/ask", json=body)
    assert "/api/ask" in caplog.text
    assert "riêng tư" not in caplog.text
    with caplog.at_level(logging.DEBUG):
        client.post("/api/ask", json=body)
    assert "riêng tư" in caplog.text


def test_metrics_count_requests_stages_and_refusals(assistant, settings):
    client = TestClient(create_api(assistant, settings))
    client.post("/api/ask", json={"question": QUESTION})
    client.post("/api/ask", json={"question": QUESTION, "documents": ["52-NQ-TW"]})
    client.get("/api/clauses/x/1")
    client.get("/api/clauses/x/2")
    client.get("/nothing")
    metrics = client.get("/metrics").text.splitlines()
    for line in (
        'tracuu_requests_total{route="/api/ask",status="200"} 2.0',
        'tracuu_requests_total{route="/api/clauses/{clause_id:path}",status="404"} 2.0',
        'tracuu_requests_total{route="other",status="404"} 1.0',
        'tracuu_stage_seconds_count{stage="answer"} 2.0',
        'tracuu_questions_total{door="api"} 2.0',
        'tracuu_questions_total{door="page"} 0.0',
        'tracuu_refusals_total{reason="filtered_out"} 1.0',
        'tracuu_refusals_total{reason="off_topic"} 0.0',
    ):
        assert line in metrics


def test_openapi_has_examples_that_work(client):
    described = client.get("/openapi.json").json()
    for command in ("ask", "search"):
        content = described["paths"][f"/api/{command}"]["post"]["requestBody"]["content"]["application/json"]
        assert content["examples"]["as_typed"]["value"]["as_typed"] is True
        for example in content["examples"].values():
            assert client.post(f"/api/{command}", json=example["value"]).status_code == 200
