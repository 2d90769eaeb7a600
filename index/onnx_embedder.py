"""The encoder as it runs: a SentenceTransformer folder as an int8 ONNX graph.

sentence-transformers takes seconds to import and several times as long for a question. It is needed once, when the
graph is made; after that tokenizers and ONNX Runtime read the question.
"""

import json
import logging
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from index.embedder import Vectors, unit_length
from index.onnx_session import open_session
from index.sentence_embedder import SentenceEmbedder

logger = logging.getLogger(__name__)

_GRAPH = "encoder.onnx"
_BATCH = 32


class OnnxEmbedder:
    """A model folder, run by ONNX Runtime; the graph is made in ``cache`` where it is not there yet.

    ModelMissing where the folder holds no model. The graph has the model's own pooling; prompts and the
    greatest length are read from its configuration.
    """

    def __init__(self, folder: Path, cache: Path, *, threads: int | None = None) -> None:
        self._model = SentenceEmbedder(folder)
        self._folder = folder
        self._cache = cache
        self._threads = threads

    @property
    def name(self) -> str:
        return self._model.name

    @cached_property
    def fingerprint(self) -> str:
        return f"{self._model.fingerprint}-onnx-int8"

    @property
    def dim(self) -> int:
        return int(self._session.get_outputs()[0].shape[-1])

    def embed_clauses(self, texts: Sequence[str]) -> Vectors:
        return self._embed(texts, self._prompts[1])

    def embed_questions(self, texts: Sequence[str]) -> Vectors:
        return self._embed(texts, self._prompts[0])

    def _embed(self, texts: Sequence[str], prompt: str) -> Vectors:
        vectors = [
            self._run([prompt + text for text in texts[start : start + _BATCH]])
            for start in range(0, len(texts), _BATCH)
        ]
        return unit_length(np.concatenate(vectors)) if vectors else np.zeros((0, self.dim), dtype=np.float32)

    def _run(self, texts: Sequence[str]) -> Vectors:
        encoded = [encoding.ids for encoding in self._tokenizer.encode_batch(list(texts))]
        longest = max(len(ids) for ids in encoded)
        ids = np.zeros((len(encoded), longest), dtype=np.int64)
        mask = np.zeros_like(ids)
        for row, tokens in enumerate(encoded):
            ids[row, : len(tokens)] = tokens
            mask[row, : len(tokens)] = 1
        found: Vectors = self._session.run(None, {"input_ids": ids, "attention_mask": mask})[0]
        return found

    @cached_property
    def _prompts(self) -> tuple[str, str]:
        return self._model.prompts

    @cached_property
    def _tokenizer(self) -> Any:  # tokenizers has no types
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(str(self._folder / "tokenizer.json"))
        tokenizer.no_padding()
        tokenizer.enable_truncation(self._most_tokens())
        return tokenizer

    def _most_tokens(self) -> int:
        settings = json.loads((self._folder / "sentence_bert_config.json").read_text(encoding="utf-8"))
        return int(settings["max_seq_length"])

    @cached_property
    def _session(self) -> Any:  # onnxruntime has no types
        graph = self._cache / self.fingerprint[:16] / _GRAPH
        if not graph.is_file():
            _make_graph(self._model, graph)
        return open_session(graph, threads=self._threads)


def _make_graph(model: SentenceEmbedder, graph: Path) -> None:
    """Write the int8 graph of a model, aside and then into place; former graphs go."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    logger.info("Making the encoder graph %s", graph)
    graph.parent.parent.mkdir(parents=True, exist_ok=True)
    with _quiet(), tempfile.TemporaryDirectory(dir=graph.parent.parent, prefix=".graph-") as scratch:
        whole = Path(scratch) / "whole.onnx"
        model.export(whole)
        aside = Path(scratch) / "int8"
        aside.mkdir()
        # One scale a channel: the word vectors of rare syllables are much smaller than those of frequent ones.
        quantize_dynamic(whole, aside / _GRAPH, weight_type=QuantType.QInt8, per_channel=True)
        for former in graph.parent.parent.iterdir():
            if former.is_dir() and former != Path(scratch):
                shutil.rmtree(former)
        aside.rename(graph.parent)


@contextmanager
def _quiet() -> Iterator[None]:
    """Without the advice that the exporters log, on the root logger too, on models that are not ours to change."""
    before = logging.root.manager.disable
    logging.disable(logging.WARNING)
    try:
        yield
    finally:
        logging.disable(before)
