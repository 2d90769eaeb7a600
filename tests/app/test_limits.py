import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from app.limits import Buckets, RateLimit
from corpus import Language


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


def test_bucket_refills_with_time(clock):
    buckets = Buckets(60, clock)
    assert [buckets.take("a") for _ in range(60)] == [0.0] * 60
    assert buckets.take("a") == pytest.approx(1.0)
    clock.now = 0.75
    assert buckets.take("a") == pytest.approx(0.25)
    clock.now = 1.0
    assert buckets.take("a") == 0.0


def test_each_address_has_its_own_bucket(clock):
    buckets = Buckets(1, clock)
    assert buckets.take("a") == 0.0
    assert buckets.take("b") == 0.0
    assert buckets.take("a") == pytest.approx(60)


def test_bucket_never_holds_more_than_a_minute(clock):
    buckets = Buckets(2, clock)
    clock.now = 3600.0
    assert [buckets.take("a") > 0 for _ in range(3)] == [False, False, True]


async def _fine(request):
    return PlainTextResponse("fine")


@pytest.fixture
def limited(clock):
    """One request a minute to whatever is counted."""
    app = Starlette(routes=[Route("/{path:path}", _fine, methods=["GET", "POST"])])
    return TestClient(RateLimit(app, buckets=Buckets(1, clock), language=Language.VI))


@pytest.mark.parametrize(
    "address",
    [
        "/api/ask",
        "/gradio_api/queue/join",
        "/gradio_api/queue/join?__theme=dark",
        "/gradio_api/run/predict",
        "/gradio_api/api/predict",
        "/gradio_api/call/v2/predict",
        "/gradio_api/upload",
    ],
)
def test_what_makes_work_is_counted(limited, address):
    assert [limited.post(address).status_code for _ in range(2)] == [200, 429]
    assert limited.post("/api/search").status_code == 429


@pytest.mark.parametrize("address", ["/", "/config", "/gradio_api/queue/data?session_hash=a", "/documents/57-NQ-TW"])
def test_what_is_only_read_is_not_counted(limited, address):
    assert [limited.get(address).status_code for _ in range(5)] == [200] * 5
    assert limited.post("/api/ask").status_code == 200


def test_page_is_told_in_the_readers_language(limited):
    english = {"Accept-Language": "en"}
    limited.post("/gradio_api/queue/join", headers=english)
    refused = limited.post("/gradio_api/queue/join", headers=english)
    assert (
        refused.json()["detail"] == "At most 1 requests a minute are taken from one address. Try again in 60 seconds."
    )


def test_page_behind_a_proxy_is_counted(clock):
    app = Starlette(routes=[Route("/{path:path}", _fine, methods=["POST"])])
    limited = TestClient(RateLimit(app, buckets=Buckets(1, clock), language=Language.VI), root_path="/tracuu")
    assert [limited.post("/tracuu/gradio_api/queue/join").status_code for _ in range(2)] == [200, 429]
