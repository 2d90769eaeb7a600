"""The language model that ships: how likely a syllable is after the two before it."""

import zlib
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import Self
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from corpus.errors import SearchError
from corpus.text import fold
from qa.marks.words import SPECIAL, kind_of

SHIPPED = Path(__file__).with_name("table.npz")

STEP = 1 / 16
"""Logarithms are stored in steps of this size in one byte each; the rarest, below -15.9, are cut there."""

Logs = npt.NDArray[np.float32]
Keys = npt.NDArray[np.int64]
Steps = npt.NDArray[np.uint8]


@dataclass(frozen=True)
class Table:
    """A trigram model with back-off weights, pruned; natural logarithms throughout.

    ``words[i]`` has the log probability ``singles[i]`` and, as what went before, the weight ``single_backoffs[i]``.
    ``pairs`` are the keys ``i * len(words) + j`` in order, ``triples`` the keys ``place in pairs * len(words) + k``.
    """

    words: tuple[str, ...]
    singles: Logs
    single_backoffs: Logs
    pairs: Keys
    pair_logs: Logs
    pair_backoffs: Logs
    triples: Keys
    triple_logs: Logs

    @cached_property
    def places(self) -> dict[str, int]:
        """The place of each word."""
        return {word: place for place, word in enumerate(self.words)}

    @cached_property
    def forms(self) -> dict[str, npt.NDArray[np.int64]]:
        """For each folded syllable the places of the words that it may stand for."""
        syllables = self.words[len(SPECIAL) :]
        places: dict[str, list[int]] = {}
        for place, folded in enumerate(fold("\n".join(syllables)).split("\n"), start=len(SPECIAL)):
            places.setdefault(folded, []).append(place)
        return {folded: np.array(forms) for folded, forms in places.items()}

    def place(self, word: str) -> int:
        """The place of a normalised word, or of what stands for it in the counts."""
        return self.places.get(word, self.places[kind_of(word)])

    @classmethod
    def load(cls, path: Path = SHIPPED) -> Self:
        """The table of a file. SearchError where there is none or it is damaged."""
        try:
            # From memory: np.load leaves a damaged file open.
            with np.load(BytesIO(path.read_bytes())) as file:
                return cls(
                    words=tuple(file["words"].tobytes().decode("utf-8").split("\n")),
                    singles=_logs(file["singles"]),
                    single_backoffs=_logs(file["single_backoffs"]),
                    pairs=np.cumsum(file["pair_gaps"], dtype=np.int64),
                    pair_logs=_logs(file["pair_logs"]),
                    pair_backoffs=_logs(file["pair_backoffs"]),
                    triples=np.cumsum(file["triple_gaps"], dtype=np.int64),
                    triple_logs=_logs(file["triple_logs"]),
                )
        except (OSError, ValueError, KeyError, EOFError, BadZipFile, zlib.error) as error:
            raise SearchError(
                f"The table of marks {path} cannot be read: {error!r}. Take it from the repository again.",
                code="marks_damaged",
                file=str(path),
                problem=repr(error),
            ) from error

    def save(self, path: Path) -> None:
        """Write the table, about two bytes and a half an entry."""
        np.savez_compressed(
            path,
            words=np.frombuffer("\n".join(self.words).encode("utf-8"), dtype=np.uint8),
            singles=_steps(self.singles),
            single_backoffs=_steps(self.single_backoffs),
            pair_gaps=_gaps(self.pairs),
            pair_logs=_steps(self.pair_logs),
            pair_backoffs=_steps(self.pair_backoffs),
            triple_gaps=_gaps(self.triples),
            triple_logs=_steps(self.triple_logs),
        )


def find(keys: Keys, wanted: Keys) -> Keys:
    """Where each wanted key stands in ``keys``, which are in order; -1 for one that does not."""
    if not len(keys):
        return np.full(wanted.shape, -1)
    places = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return np.where(keys[places] == wanted, places, -1)


def _gaps(keys: Keys) -> npt.NDArray[np.uint32]:
    return np.diff(keys, prepend=0).astype(np.uint32)


def _steps(logs: Logs) -> Steps:
    steps: Steps = np.clip(np.rint(-logs / STEP), 0, 255).astype(np.uint8)
    return steps


def _logs(steps: Steps) -> Logs:
    return -steps.astype(np.float32) * np.float32(STEP)
