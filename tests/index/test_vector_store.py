import numpy as np
import pytest

from corpus.errors import IndexMismatch
from index.exact_store import ExactStore
from index.faiss_store import FaissStore


@pytest.fixture(params=[ExactStore, FaissStore], ids=lambda store: store.__name__)
def store(request):
    return request.param


def _unit(rows, seed):
    vectors = np.random.default_rng(seed).normal(size=(rows, 16)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


@pytest.fixture
def vectors():
    return _unit(200, seed=57)


@pytest.fixture
def questions():
    return _unit(7, seed=52)


@pytest.mark.parametrize("k", [1, 5, 200])
def test_nearest_agrees_with_plain_numpy(store, vectors, questions, k):
    rows, scores = store.build(vectors).nearest(questions, k=k)
    expected = np.sort(questions @ vectors.T, axis=1)[:, ::-1][:, :k]
    np.testing.assert_allclose(scores, expected, atol=1e-5)
    np.testing.assert_allclose(np.take_along_axis(questions @ vectors.T, rows, 1), scores, atol=1e-5)
    assert (rows.dtype, scores.dtype) == (np.int64, np.float32)


def test_vector_is_nearest_to_itself(store, vectors):
    rows, scores = store.build(vectors).nearest(vectors, k=1)
    np.testing.assert_array_equal(rows[:, 0], np.arange(len(vectors)))
    np.testing.assert_allclose(scores, 1, atol=1e-5)


def test_more_than_there_are_gives_all_there_are(store, vectors, questions):
    rows, scores = store.build(vectors[:3]).nearest(questions, k=10)
    assert rows.shape == scores.shape == (len(questions), 3)
    np.testing.assert_array_equal(np.sort(rows, axis=1), [[0, 1, 2]] * len(questions))


@pytest.mark.parametrize("k", [40, 80])
def test_equal_scores_come_in_the_order_of_rows(store, k):
    first, second = np.eye(16, dtype=np.float32)[:2]
    rows, _ = store.build(np.stack([first, second] * 40)).nearest(second[None], k=k)
    assert rows[0].tolist() == [*range(1, 80, 2), *range(0, 80, 2)][:k]


def test_no_question_gives_no_row(store, vectors):
    rows, scores = store.build(vectors).nearest(np.zeros((0, 16), dtype=np.float32), k=5)
    assert rows.shape == scores.shape == (0, 5)


def test_empty_store_finds_nothing(store, questions):
    rows, scores = store.build(np.zeros((0, 16), dtype=np.float32)).nearest(questions, k=5)
    assert rows.shape == scores.shape == (len(questions), 0)


def test_saved_store_finds_the_same(store, vectors, questions, tmp_path):
    built = store.build(vectors)
    built.save(tmp_path)
    loaded = store.load(tmp_path)
    for found, expected in zip(loaded.nearest(questions, k=9), built.nearest(questions, k=9), strict=True):
        np.testing.assert_array_equal(found, expected)


@pytest.mark.parametrize("rows", [0, 200])
def test_store_knows_its_size_and_vectors(store, vectors, tmp_path, rows):
    store.build(vectors[:rows]).save(tmp_path)
    loaded = store.load(tmp_path)
    assert (len(loaded), loaded.dim) == (rows, 16)
    np.testing.assert_array_equal(loaded.vectors(), vectors[:rows])


def test_same_vectors_give_the_same_bytes(store, vectors, tmp_path):
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
        store.build(vectors).save(tmp_path / name)
    (first,), (second,) = (tmp_path / "first").iterdir(), (tmp_path / "second").iterdir()
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.parametrize(
    "damage",
    [
        lambda path: path.unlink(),
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(path.read_bytes()[:-100]),
        lambda path: path.write_bytes(b"Ngh\xe1\xbb\x8b quy\xe1\xba\xbft"),
    ],
    ids=["gone", "empty", "cut", "something else"],
)
def test_store_that_cannot_be_read_says_what_to_run(store, vectors, tmp_path, damage):
    store.build(vectors).save(tmp_path)
    (path,) = tmp_path.iterdir()
    damage(path)
    with pytest.raises(IndexMismatch, match="Run `tracuu build`") as caught:
        store.load(tmp_path)
    assert caught.value.code == "index_damaged"
