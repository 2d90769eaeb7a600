"""A teacher's tokenizer and a student small enough for tests."""

from collections.abc import Callable

import numpy as np
import pytest
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

from index.encoder.pairs import Pair
from index.encoder.student import Student
from index.encoder.vocabulary import build_tokenizer, count_syllables

SPECIAL = ["[PAD]", "[unused0]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
ENGLISH = ["science", "technology", "law", "the", "an", "chi", "new", "is", "people", "tax", "中", "я"]


@pytest.fixture
def pairs() -> list[Pair]:
    return [
        Pair("science and technology", "khoa học và công nghệ", "HT"),
        Pair("science is new", "khoa học là mới", "HT"),
        Pair("the technology law", "luật công nghệ", "MT"),
        Pair("the law is new", "luật mới", "HT"),
        Pair("people pay the tax", "người dân nộp thuế", "HT"),
        Pair("the new tax law", "luật thuế mới", "OWN"),
        Pair("the people", "người dân", ""),
        Pair("an technology", "công nghệ an ninh", "HT"),
    ]


@pytest.fixture
def teacher_tokenizer() -> Tokenizer:
    letters = [chr(code) for code in range(ord("a"), ord("z") + 1)]
    pieces = [*SPECIAL, *letters, *(f"##{letter}" for letter in letters), ",", "-", "/", *"0123456789", *ENGLISH]
    tokenizer = Tokenizer(models.WordPiece({piece: place for place, piece in enumerate(pieces)}, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer()
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    ends = [(name, pieces.index(name)) for name in ("[CLS]", "[SEP]")]
    tokenizer.post_processor = processors.TemplateProcessing("[CLS] $A [SEP]", special_tokens=ends)
    tokenizer.add_special_tokens([name for name in SPECIAL if not name.startswith("[unused")])
    return tokenizer


@pytest.fixture
def tokenizer(teacher_tokenizer: Tokenizer, pairs: list[Pair]) -> Tokenizer:
    texts = [pair.vi for pair in pairs] + ["hoà bình", "chỉ thị", "chi phí", "chỉ thị hoà bình", "chi phí công"] * 2
    return build_tokenizer(teacher_tokenizer, count_syllables(texts))


@pytest.fixture
def student(thin_student: Callable[..., Student], tokenizer: Tokenizer) -> Student:
    return thin_student(tokenizer, positions=64)


@pytest.fixture
def vectors(pairs: list[Pair]) -> np.ndarray:
    rows = np.random.default_rng(3).normal(size=(len(pairs), 16))
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float16)
