import unicodedata

import numpy as np
import pytest

from index.embedder import unit_length
from index.hashing_embedder import HashingEmbedder

TEXTS = [
    "Quy mô kinh tế số đạt tối thiểu 30% GDP.",
    "Phủ sóng 5G toàn quốc.",
    "The digital economy reaches at least 30% of GDP.",
    "Hoàn thành xây dựng, kết nối, chia sẻ đồng bộ cơ sở dữ liệu quốc gia " * 20,
    "ở",
]


def _sentence_embedder():
    from app.wiring import shipped_encoder
    from index.sentence_embedder import SentenceEmbedder

    return SentenceEmbedder(shipped_encoder(), threads=1)


@pytest.fixture(
    scope="module",
    params=[HashingEmbedder, pytest.param(_sentence_embedder, marks=pytest.mark.model)],
    ids=["HashingEmbedder", "SentenceEmbedder"],
)
def embedder(request):
    return request.param()


@pytest.fixture(params=["embed_clauses", "embed_questions"])
def embed(request, embedder):
    return getattr(embedder, request.param)


def test_rows_are_float32_of_unit_length(embed, embedder):
    vectors = embed(TEXTS)
    assert (vectors.shape, vectors.dtype) == ((len(TEXTS), embedder.dim), np.float32)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_rows_come_in_the_order_of_the_texts(embed):
    np.testing.assert_allclose(embed(TEXTS[::-1]), embed(TEXTS)[::-1], atol=1e-5)


def test_text_has_the_same_vector_alone_and_among_others(embed):
    np.testing.assert_allclose(embed(TEXTS[1:2]), embed(TEXTS)[1:2], atol=1e-5)


def test_no_text_gives_no_row(embed, embedder):
    assert embed([]).shape == (0, embedder.dim)


def test_different_texts_have_different_vectors(embed):
    vectors = embed(TEXTS)
    assert (vectors @ vectors.T)[np.triu_indices(len(TEXTS), 1)].max() < 0.99


def test_empty_text_has_a_row_without_nan(embed, embedder):
    vectors = embed(["", TEXTS[0]])
    assert vectors.shape == (2, embedder.dim)
    assert np.isfinite(vectors).all()


def test_name_and_fingerprint_say_which_embedder_it_is(embedder):
    assert embedder.name
    assert embedder.fingerprint


def test_hashing_takes_spelling_but_not_its_form():
    embedder = HashingEmbedder()
    typed = embedder.embed_questions(["Hoà Lạc"])
    alike = embedder.embed_questions([unicodedata.normalize("NFD", "hòa  LẠC")])
    np.testing.assert_array_equal(typed, alike)


def test_hashing_embedders_of_other_width_have_another_fingerprint():
    assert HashingEmbedder(64).fingerprint != HashingEmbedder(256).fingerprint
    assert HashingEmbedder(64).embed_clauses(TEXTS).shape == (5, 64)


def test_hashing_puts_a_copy_before_a_stranger():
    embedder = HashingEmbedder()
    question = embedder.embed_questions(["quy mo kinh te so dat bao nhieu"])
    scores = (question @ embedder.embed_clauses(TEXTS).T)[0]
    assert scores.argmax() == 0


def test_row_of_zeros_stays():
    np.testing.assert_array_equal(unit_length([[0, 0], [3, 4]]), np.array([[0, 0], [0.6, 0.8]], dtype=np.float32))
