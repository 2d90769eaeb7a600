"""How well an encoder alone finds the translation of a sentence."""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from corpus import Language
from corpus.errors import EvalError
from index import Embedder, Vectors


def evaluate_bitext(path: Path, embedder: Embedder) -> dict[str, float | int]:
    """The share of sentences whose nearest sentence of the other language is their translation, both ways.

    The file has one pair a line, with the fields ``vi`` and ``en``. EvalError where it has not.
    """
    pairs = read_pairs(path)
    sides = {side: [pair[side] for pair in pairs] for side in Language}
    vectors = {side: embedder.embed_clauses(texts) for side, texts in sides.items()}
    vi, en = Language.VI, Language.EN
    return {
        "en-vi accuracy@1": accuracy_at_1(vectors[en], vectors[vi], sides[vi]),
        "vi-en accuracy@1": accuracy_at_1(vectors[vi], vectors[en], sides[en]),
        "pairs": len(pairs),
    }


def accuracy_at_1(asked: Vectors, offered: Vectors, texts: Sequence[str]) -> float:
    """The share of rows of ``asked`` to which the row with the same number is nearest by cosine; in [0, 1].

    ``texts`` are those of ``offered``: where one stands there twice, either will do.
    """
    nearest = np.argmax(asked @ offered.T, axis=1)
    return float(np.mean([texts[found] == texts[row] for row, found in enumerate(nearest)]))


def read_pairs(path: Path) -> list[dict[Language, str]]:
    """The pairs of a file. EvalError where a line is none, or there is no line."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        rows = [json.loads(line) for line in lines if line.strip()]
        pairs = [{side: str(row[side]) for side in Language} for row in rows]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise _damaged(path, repr(error)) from error
    if not pairs:
        raise _damaged(path, "it is empty")
    return pairs


def _damaged(path: Path, problem: str) -> EvalError:
    return EvalError(
        f"{path} is not a file of sentence pairs ({problem}). Each line needs the fields vi and en.",
        code="bitext_damaged",
        file=str(path),
        problem=problem,
    )
