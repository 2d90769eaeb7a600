"""An embedder made of a SentenceTransformer; the door to sentence-transformers."""

import hashlib
import json
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from corpus.errors import ModelMissing
from index.embedder import Vectors, unit_length

_BATCH = 64
_WHOLE_FILE = 1 << 20
# Models that were trained with prompts but do not carry them in their configuration.
_PROMPTS = {"e5": ("query: ", "passage: ")}


class SentenceEmbedder:
    """A local model folder, or a model of the hub by its id.

    The model is loaded at the first text. ModelMissing where there is none, said at once for a folder.
    """

    def __init__(self, model: str | Path, *, threads: int | None = None) -> None:
        self._folder = model_folder(str(model))
        self._id = str(model)
        self._threads = threads
        self._loaded: Any = None  # sentence-transformers comes without types

    @property
    def name(self) -> str:
        return self._folder.name if self._folder else self._id

    @property
    def fingerprint(self) -> str:
        return _fingerprint(self._folder) if self._folder else self._id

    @property
    def dim(self) -> int:
        return int(self._model().get_embedding_dimension())

    def embed_clauses(self, texts: Sequence[str]) -> Vectors:
        return self._embed(texts, prompt=self.prompts[1])

    def embed_questions(self, texts: Sequence[str]) -> Vectors:
        return self._embed(texts, prompt=self.prompts[0])

    @property
    def prompts(self) -> tuple[str, str]:
        """What stands before a question and before a passage, as the model was trained."""
        configured = self._configured_prompts()
        question, passage = configured.get("query", ""), configured.get("document", configured.get("passage", ""))
        if question or passage:
            return question, passage
        return next((prompts for key, prompts in _PROMPTS.items() if key in self.name.lower()), ("", ""))

    def export(self, path: Path) -> None:
        """Write the whole model, pooling included, as an ONNX graph from token ids and mask to sentence vectors."""
        import torch

        graph = _pipeline(self._model())
        # Two tensors: given one twice, the exporter makes one input of both.
        tokens, mask = torch.ones((2, 8), dtype=torch.int64), torch.ones((2, 8), dtype=torch.int64)
        batch, length = torch.export.Dim("batch"), torch.export.Dim("length", max=self._model().max_seq_length)
        axes = {0: batch, 1: length}
        with warnings.catch_warnings():  # of the exporter, about itself
            warnings.simplefilter("ignore")
            torch.onnx.export(
                graph,
                (tokens, mask),
                path,
                input_names=["input_ids", "attention_mask"],
                output_names=["vectors"],
                dynamic_shapes=(axes, axes),
                dynamo=True,
                verbose=False,
            )

    def _configured_prompts(self) -> dict[str, str]:
        """Read from the folder, so that no model is loaded for them."""
        if self._folder is None:
            return dict(self._model().prompts)
        path = self._folder / "config_sentence_transformers.json"
        configured = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
        return dict(configured.get("prompts", {}))

    def _embed(self, texts: Sequence[str], *, prompt: str) -> Vectors:
        if not texts:
            return np.zeros((0, self.dim), dtype=np.float32)
        vectors = self._model().encode(
            list(texts), prompt=prompt, batch_size=_BATCH, convert_to_numpy=True, show_progress_bar=False
        )
        return unit_length(vectors)

    def _model(self) -> Any:
        if self._loaded is None:
            self._loaded = self._load()
        return self._loaded

    def _load(self) -> Any:
        import torch
        from sentence_transformers import SentenceTransformer
        from transformers.utils.logging import disable_progress_bar

        disable_progress_bar()  # type: ignore[no-untyped-call]  # transformers leaves it bare
        if self._threads:
            torch.set_num_threads(self._threads)
        try:
            model = SentenceTransformer(
                str(self._folder or self._id), device="cpu", local_files_only=self._folder is not None
            )
        except (OSError, ValueError, RuntimeError) as error:
            raise _missing(self._id) from error
        # A tokenizer.json may pad every text to its full length: all-MiniLM's does, at three times the cost.
        backend = getattr(model.tokenizer, "backend_tokenizer", None)
        if backend is not None:
            backend.no_padding()
        return model.eval()


def _pipeline(model: Any) -> Any:
    """The model as a torch module of token ids and mask, which is what an exporter can read."""
    import torch

    class Pipeline(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.model = model

        def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
            features = {"input_ids": input_ids, "attention_mask": attention_mask}
            vectors: torch.Tensor = self.model(features)["sentence_embedding"]
            return vectors

    return Pipeline().eval()


def model_folder(model: str) -> Path | None:
    """The folder that a setting names; None where it is the id of a hub model ("owner/name").

    ModelMissing where it is neither.
    """
    path = Path(model).expanduser()
    if (path / "config.json").is_file() or (path / "modules.json").is_file():
        return path.resolve()
    if path.is_absolute() or path.exists() or model.count("/") != 1 or model.startswith("."):
        raise _missing(model)
    return None


def _missing(model: str) -> ModelMissing:
    return ModelMissing(
        f"There is no encoder {model!r}. Set TRACUU_ENCODER to a model folder, or leave it out for the one that ships.",
        code="model_missing",
        model=model,
    )


def _fingerprint(folder: Path) -> str:
    """Tells two models apart without reading all of their weights: names, sizes, and the ends of large files."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.suffix not in (".json", ".txt", ".safetensors", ".bin", ".model", ".onnx") or not path.is_file():
            continue
        size = path.stat().st_size
        digest.update(f"{path.relative_to(folder).as_posix()} {size}\0".encode())
        with path.open("rb") as file:
            if size <= _WHOLE_FILE:
                digest.update(file.read())
            else:
                digest.update(file.read(_WHOLE_FILE // 2))
                file.seek(-_WHOLE_FILE // 2, 2)
                digest.update(file.read())
    return digest.hexdigest()
