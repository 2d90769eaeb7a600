import pytest

from app.limits import Buckets


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
