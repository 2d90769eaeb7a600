import json

import pytest

from corpus.errors import ModelMissing
from index.sentence_embedder import SentenceEmbedder


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "encoder"
    folder.mkdir()
    (folder / "config.json").write_text("{}", encoding="utf-8")
    (folder / "model.safetensors").write_bytes(b"0" * 100)
    return folder


@pytest.mark.parametrize("model", ["/nowhere/encoder", "./encoder", "encoder", "a/b/c", ""])
def test_folder_without_a_model_is_refused_at_once(model, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ModelMissing, match=r"There is no encoder .*TRACUU_ENCODER") as caught:
        SentenceEmbedder(model)
    assert (caught.value.code, caught.value.values["model"]) == ("model_missing", model)


def test_name_is_that_of_the_folder_or_the_hub(folder):
    assert SentenceEmbedder(folder).name == "encoder"
    assert SentenceEmbedder("intfloat/multilingual-e5-small").name == "intfloat/multilingual-e5-small"


@pytest.mark.parametrize(
    "change",
    [
        lambda folder: (folder / "config.json").write_text('{"a": 1}', encoding="utf-8"),
        lambda folder: (folder / "model.safetensors").write_bytes(b"1" * 100),
        lambda folder: (folder / "vocab.txt").write_text("số", encoding="utf-8"),
        lambda folder: (folder / "config.json").rename(folder / "modules.json"),
    ],
    ids=["other configuration", "other weights", "further file", "other name"],
)
def test_fingerprint_changes_with_the_model(folder, change):
    before = SentenceEmbedder(folder).fingerprint
    assert SentenceEmbedder(folder).fingerprint == before
    change(folder)
    assert SentenceEmbedder(folder).fingerprint != before


@pytest.mark.model
def test_model_that_cannot_be_loaded_is_missing(folder):
    (folder / "config.json").write_text(json.dumps({"model_type": "no such thing"}), encoding="utf-8")
    with pytest.raises(ModelMissing):
        SentenceEmbedder(folder).embed_questions(["mạng 5G"])


@pytest.mark.model
def test_short_texts_are_not_padded_to_full_length():
    from app.wiring import shipped_encoder

    embedder = SentenceEmbedder(shipped_encoder(), threads=1)
    assert embedder._model().tokenize(["mạng 5G"])["input_ids"].shape[1] < 16
