"""The cross-encoder as it runs: an int8 ONNX graph over the encoder's own word vectors."""

import json
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from corpus.errors import ModelMissing
from index.onnx_session import open_session, unreadable
from qa.cross_encoder.judgement import Judgement
from qa.cross_encoder.pairing import Pair, Pairing
from qa.cross_encoder.spans import best_span
from qa.cross_encoder.words import WordTable, read_words, words_hash

FOLDER = Path(__file__).parent
GRAPH = "model.onnx"
CARD = "model.json"
WORDS_SHA256 = "words_sha256"
"""The field of the card that says which table of words the graph was trained with."""

Rows = npt.NDArray[np.float32]


class OnnxCrossEncoder:
    """Reads a question with each of several passages; nothing is loaded before :meth:`load` or the first question.

    ModelMissing where the graph or the encoder cannot be read, or were not made for each other.
    """

    def __init__(self, encoder: Path, folder: Path = FOLDER, *, threads: int | None = None) -> None:
        self._encoder = encoder
        self._folder = folder
        self._threads = threads

    def load(self) -> None:
        """Load all that a question needs. ModelMissing as the class says."""
        _ = self._pairing, self._words, self._session

    def read(self, question: str, passages: Sequence[tuple[str, str]]) -> list[Judgement]:
        # Nothing is loaded to read nothing.
        return [self._judge(pair) for pair in self._pairing.pairs(question, passages)] if passages else []

    def _judge(self, pair: Pair) -> Judgement:
        """One pair by itself: nothing is padded, and what is said of a passage does not depend on the others."""
        given = {"types": pair.types, "matches": pair.matches, "mask": (1,) * len(pair.ids)}
        numbers = {name: np.array([row], dtype=np.int64) for name, row in given.items()}
        words = self._words[list(pair.ids)].astype(np.float32)[None]
        relevance, starts, ends = self._session.run(None, {"words": words, **numbers})
        return Judgement(relevance=float(relevance[0]), short=best_span(starts[0], ends[0], pair))

    @cached_property
    def _pairing(self) -> Pairing:
        try:
            return Pairing.of(self._encoder)
        except Exception as error:  # tokenizers' errors have no common class but this
            raise unreadable(self._encoder / "tokenizer.json", error) from error

    @cached_property
    def _words(self) -> WordTable:
        """The encoder's words, which must be those that the graph was trained with: others would read as nonsense."""
        try:
            words = read_words(self._encoder)
        except Exception as error:  # safetensors' errors have no common class but this
            raise unreadable(self._encoder / "model.safetensors", error) from error
        if words_hash(words) != self._trained_with:
            raise ModelMissing(
                f"The cross-encoder in {self._folder} was trained with other words than those of the encoder "
                f"{self._encoder}. Restore both from the repository, or train it again as its README says.",
                code="cross_encoder_mismatch",
                folder=str(self._folder),
                encoder=str(self._encoder),
            )
        return words

    @property
    def _trained_with(self) -> str:
        card = self._folder / CARD
        try:
            return str(json.loads(card.read_text(encoding="utf-8"))[WORDS_SHA256])
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise unreadable(card, error) from error

    @cached_property
    def _session(self) -> Any:  # onnxruntime has no types
        return open_session(self._folder / GRAPH, threads=self._threads)
