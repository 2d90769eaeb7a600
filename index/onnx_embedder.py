"""The encoder as it runs: a SentenceTransformer folder as an int8 ONNX graph.

sentence-transformers takes seconds to import and several times as long for a question. It is needed once, when the
graph is made; after that tokenizers and ONNX Runtime read the question.
"""

import json
import logging
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
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

# As many texts as the readings of one question are not worth a pool of threads.
_READINGS = 4


class OnnxEmbedder:
    """A model folder, run by ONNX Runtime; the graph is made in ``cache`` where it is not there yet.

    ModelMissing where the folder holds no model. The graph has the model's own pooling; prompts and the
    greatest length are read from its configuration. ``threads`` texts are embedded at once; as many as there are cores
    unless given.
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
        # "alone": vectors of texts that shared a batch are others.
        return f"{self._model.fingerprint}-onnx-int8-alone"

    @property
    def dim(self) -> int:
        return int(self._session.get_outputs()[0].shape[-1])

    def embed_clauses(self, texts: Sequence[str]) -> Vectors:
        return self._embed(texts, self._prompts[1])

    def embed_questions(self, texts: Sequence[str]) -> Vectors:
        return self._embed(texts, self._prompts[0])

    def _embed(self, texts: Sequence[str], prompt: str) -> Vectors:
        if not texts:
            return np.zeros((0, self.dim), dtype=np.float32)
        prompted = [prompt + text for text in texts]
        # The first few make the graph where it is not there yet, before there are threads that could.
        vectors = [self._run(text) for text in prompted[:_READINGS]]
        if len(prompted) > _READINGS:
            with ThreadPoolExecutor(self._threads or os.cpu_count()) as pool:
                vectors += pool.map(self._run, prompted[_READINGS:])
        return unit_length(np.concatenate(vectors))

    def _run(self, text: str) -> Vectors:
        # Alone: the int8 graph scales by all that shares a batch, and a vector is to be that of its text only.
        ids = np.array([self._tokenizer.encode(text).ids], dtype=np.int64)
        found: Vectors = self._session.run(None, {"input_ids": ids, "attention_mask": np.ones_like(ids)})[0]
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
        # Texts are short: they are faster one a core than one on all cores.
        return open_session(graph, threads=1)


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
