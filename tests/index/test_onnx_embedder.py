"""The int8 graph of an encoder gives the vectors of the encoder, and is made once."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from corpus.errors import ModelMissing
from index.onnx_embedder import OnnxEmbedder
from index.sentence_embedder import SentenceEmbedder

if TYPE_CHECKING:
    from index.encoder.student import Student

TEXTS = ["Kinh tế số đạt tối thiểu 30% GDP.", "luật", "mạng 5G " * 200, "science and technology"]


@pytest.fixture(scope="module")
def folder(thin_student: Callable[..., "Student"], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An encoder of one thin layer."""
    folder = tmp_path_factory.mktemp("encoder") / "thin"
    thin_student().save(folder)
    return folder


@pytest.fixture(scope="module")
def cache(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the graph lies, made over what was left of a former encoder."""
    cache = tmp_path_factory.mktemp("cache")
    (cache / "former").mkdir()
    OnnxEmbedder(folder, cache, threads=1).embed_questions(["luật"])
    return cache


@pytest.fixture
def embedder(folder: Path, cache: Path) -> OnnxEmbedder:
    return OnnxEmbedder(folder, cache, threads=1)


def test_vectors_are_nearly_those_of_the_model(embedder: OnnxEmbedder, folder: Path) -> None:
    vectors, exact = embedder.embed_clauses(TEXTS), SentenceEmbedder(folder, threads=1).embed_clauses(TEXTS)
    assert (vectors.shape, vectors.dtype) == ((len(TEXTS), 16), np.float32)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert (vectors * exact).sum(axis=1).min() > 0.99


def test_many_texts_come_back_in_their_order(embedder: OnnxEmbedder) -> None:
    texts = [f"luật số {number} " + "mới " * (number % 7) for number in range(70)]
    together, alone = embedder.embed_questions(texts), [embedder.embed_questions([text])[0] for text in texts]
    assert (together * np.array(alone)).sum(axis=1).min() > 0.99
    assert (together @ np.array(alone).T).argmax(axis=1).tolist() == list(range(70))


def test_no_texts_have_no_vectors(embedder: OnnxEmbedder) -> None:
    assert embedder.embed_questions([]).shape == (0, embedder.dim) == (0, 16)


def test_embedder_is_told_from_the_model_that_it_is_made_of(embedder: OnnxEmbedder, folder: Path) -> None:
    model = SentenceEmbedder(folder)
    assert embedder.name == model.name == "thin"
    assert embedder.fingerprint == f"{model.fingerprint}-onnx-int8-alone"


def test_graph_is_made_once_and_former_ones_go(embedder: OnnxEmbedder, cache: Path) -> None:
    (graph,) = cache.rglob("*.onnx")
    before = graph.stat().st_mtime_ns
    embedder.embed_questions(["luật"])
    assert graph.stat().st_mtime_ns == before
    assert [path.name for path in cache.iterdir()] == [embedder.fingerprint[:16]]


def test_damaged_graph_is_named_with_its_cure(folder: Path, tmp_path: Path) -> None:
    embedder = OnnxEmbedder(folder, tmp_path)
    graph = tmp_path / embedder.fingerprint[:16] / "encoder.onnx"
    graph.parent.mkdir()
    graph.write_bytes(b"no graph")
    with pytest.raises(ModelMissing, match=r"encoder\.onnx cannot be read.*delete it and run `tracuu build`") as caught:
        embedder.embed_questions(["luật"])
    assert caught.value.code == "model_damaged"


def test_folder_without_a_model_is_refused_at_once(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match="There is no encoder"):
        OnnxEmbedder(tmp_path / "none", tmp_path)
