import json
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import EvalError
from eval.bitext import accuracy_at_1, evaluate_bitext
from index.hashing_embedder import HashingEmbedder


def write(path: Path, *pairs: dict[str, str]) -> Path:
    path.write_text("".join(json.dumps(pair) + "\n" for pair in pairs), encoding="utf-8")
    return path


def test_translation_that_is_nearest_counts_each_way() -> None:
    asked = np.eye(3, dtype=np.float32)
    offered = asked[[0, 2, 1]]
    assert accuracy_at_1(asked, offered, ["a", "b", "c"]) == pytest.approx(1 / 3)


def test_sentence_that_stands_twice_may_be_found_at_either_place() -> None:
    asked = np.eye(2, dtype=np.float32)
    assert accuracy_at_1(asked, asked[[1, 0]], ["same", "same"]) == 1


def test_pairs_of_equal_sentences_are_all_found(tmp_path: Path) -> None:
    pairs = [{"vi": text, "en": text} for text in ("Kinh tế số", "Hà Nội", "5G")]
    assert evaluate_bitext(write(tmp_path / "pairs.jsonl", *pairs), HashingEmbedder()) == {
        "en-vi accuracy@1": 1.0,
        "vi-en accuracy@1": 1.0,
        "pairs": 3,
    }


@pytest.mark.parametrize("pairs", [(), ({"vi": "một"},)])
def test_file_that_has_no_pairs_is_refused(pairs: tuple[dict[str, str], ...], tmp_path: Path) -> None:
    with pytest.raises(EvalError) as raised:
        evaluate_bitext(write(tmp_path / "pairs.jsonl", *pairs), HashingEmbedder())
    assert raised.value.code == "bitext_damaged"
