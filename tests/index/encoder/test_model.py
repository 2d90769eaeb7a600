"""The encoder that ships, as sentence-transformers loads it."""

from pathlib import Path

import numpy as np
import pytest

FOLDER = Path(__file__).parents[3] / "index" / "encoder"
MAX_MEGABYTES = 60

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def model():
    from sentence_transformers import SentenceTransformer

    return SentenceTransformer(str(FOLDER), device="cpu")


def test_vectors_have_384_dimensions_and_unit_length(model) -> None:
    rows = model.encode(["Phát triển khoa học, công nghệ", "Science and technology", "khoa hoc cong nghe"])
    assert rows.shape == (3, 384)
    np.testing.assert_allclose(np.linalg.norm(rows.astype(np.float32), axis=1), 1, atol=2e-3)


def test_reads_256_tokens_and_pads_nothing(model) -> None:
    assert model.max_seq_length == 256
    assert model.tokenizer(["luật"])["input_ids"] == [
        [model.tokenizer.cls_token_id, model.tokenizer.convert_tokens_to_ids("luật"), model.tokenizer.sep_token_id]
    ]


def test_translation_is_nearer_than_another_sentence(model) -> None:
    vi = ["Doanh nghiệp được miễn thuế.", "Trẻ em phải đến trường.", "Bảo vệ môi trường nước."]
    en = ["Enterprises are exempt from tax.", "Children must go to school.", "Protecting the water environment."]
    bare = ["doanh nghiep duoc mien thue", "tre em phai den truong", "bao ve moi truong nuoc"]
    rows = [np.asarray(model.encode(texts), dtype=np.float32) for texts in (vi, en, bare)]
    assert (rows[0] @ rows[1].T).argmax(axis=1).tolist() == [0, 1, 2]
    assert (rows[2] @ rows[1].T).argmax(axis=1).tolist() == [0, 1, 2]


def test_folder_is_small_enough_to_ship() -> None:
    files = [path for path in FOLDER.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    assert sum(path.stat().st_size for path in files) <= MAX_MEGABYTES * 1_000_000
