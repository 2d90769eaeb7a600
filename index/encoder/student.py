"""The student: a BERT of the teacher's shape with its own words; mean of the tokens, unit length."""

import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import BertConfig, BertModel

from index.encoder.vocabulary import Vectors

MAX_TOKENS = 256
"""The length that the shipped model declares, in tokens."""

WORDS = "embeddings.word_embeddings.weight"

WIDTH_STEP = 8
"""Batches are padded to a multiple of this, as every new shape costs time at first."""

CHUNK_TOKENS = 1024
"""Rows go through the body about this many tokens at a time, so that what a layer makes stays in the cache."""


class Student(nn.Module):
    """Texts to unit vectors; dropout is off, as the teacher's vectors are steady targets."""

    def __init__(self, config: BertConfig, tokenizer: Tokenizer) -> None:
        super().__init__()
        config.hidden_dropout_prob = config.attention_probs_dropout_prob = 0.0
        # On CPU and short texts plain attention is twice as fast backwards as torch's fused one.
        config._attn_implementation = "eager"
        self.bert = BertModel(config, add_pooling_layer=False)
        self.tokenizer = tokenizer

    @classmethod
    def from_teacher(cls, folder: Path, tokenizer: Tokenizer, word_vectors: Vectors) -> "Student":
        """A student with the teacher's body and the given word vectors, one row a piece of the tokenizer."""
        config = BertConfig.from_pretrained(str(folder))
        config.vocab_size = len(word_vectors)
        student = cls(config, tokenizer)
        weights = load_file(folder / "model.safetensors") | {WORDS: torch.from_numpy(word_vectors)}
        student._take(weights)
        return student

    @classmethod
    def load(cls, folder: Path) -> "Student":
        """The student that `save` wrote, in float32."""
        student = cls(BertConfig.from_pretrained(str(folder)), Tokenizer.from_file(str(folder / "tokenizer.json")))
        student._take(load_file(folder / "model.safetensors"))
        return student

    def forward(self, texts: Sequence[str], max_tokens: int) -> Tensor:
        """Unit vectors, one row a text, of its first `max_tokens` tokens."""
        encoded = [self._cut(one.ids, max_tokens) for one in self.tokenizer.encode_batch(list(texts))]
        order = sorted(range(len(encoded)), key=lambda place: len(encoded[place]))
        rows = [self._encode([encoded[place] for place in chunk]) for chunk in _chunks(order, encoded)]
        places = torch.empty(len(order), dtype=torch.long)
        places[torch.tensor(order)] = torch.arange(len(order))
        return torch.cat(rows)[places.to(self.bert.device)]

    @torch.no_grad()
    def embed(self, texts: Sequence[str], max_tokens: int = MAX_TOKENS, batch: int = 64) -> npt.NDArray[np.float32]:
        """Unit vectors as numpy rows in the order given; like lengths are encoded together."""
        order = sorted(range(len(texts)), key=lambda place: len(texts[place]))
        rows = np.zeros((len(texts), self.bert.config.hidden_size), dtype=np.float32)
        for start in range(0, len(order), batch):
            places = order[start : start + batch]
            rows[places] = self([texts[place] for place in places], max_tokens).cpu().numpy()
        return rows

    def save(self, folder: Path) -> None:
        """Write a folder that sentence-transformers loads: half precision, nothing padded, cut at `MAX_TOKENS`."""
        folder.mkdir(parents=True, exist_ok=True)
        weights = {name: value.detach().half().contiguous().cpu() for name, value in self.bert.state_dict().items()}
        # Nobody reads the pooler of BERT, but without one in the file loading warns that it had to be made up.
        dim = self.bert.config.hidden_size
        weights |= {"pooler.dense.weight": torch.zeros(dim, dim).half(), "pooler.dense.bias": torch.zeros(dim).half()}
        save_file(weights, folder / "model.safetensors", metadata={"format": "pt"})
        self.bert.config.architectures = ["BertModel"]
        self.bert.config.dtype = "float32"  # what to compute in; the file is half that
        self.bert.config.save_pretrained(str(folder))
        self.tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
        for name, content in _settings(dim).items():
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")

    def _encode(self, encoded: Sequence[list[int]]) -> Tensor:
        width = -(-max(map(len, encoded)) // WIDTH_STEP) * WIDTH_STEP
        device = self.bert.device
        ids = torch.tensor([row + [0] * (width - len(row)) for row in encoded], device=device)
        mask = torch.tensor([[1] * len(row) + [0] * (width - len(row)) for row in encoded], device=device)
        states = self.bert(input_ids=ids, attention_mask=mask).last_hidden_state.float()
        weights = mask.unsqueeze(-1).float()
        return nn.functional.normalize((states * weights).sum(1) / weights.sum(1), dim=-1)

    def _take(self, weights: Mapping[str, Tensor]) -> None:
        self.bert.load_state_dict({name: weights[name].float() for name in self.bert.state_dict()})

    @staticmethod
    def _cut(ids: list[int], max_tokens: int) -> list[int]:
        return ids if len(ids) <= max_tokens else [*ids[: max_tokens - 1], ids[-1]]


def _chunks(order: Sequence[int], encoded: Sequence[list[int]]) -> Iterator[Sequence[int]]:
    """The places in runs whose padded rows come to at most `CHUNK_TOKENS` tokens, or one row."""
    start = 0
    for end in range(1, len(order) + 1):
        if end == len(order) or (end + 1 - start) * len(encoded[order[end]]) > CHUNK_TOKENS:
            yield order[start:end]
            start = end


def move(made: Path, place: Path) -> None:
    """Put the files of a finished folder in place, each replaced whole, so that a reader never meets half a model."""
    for file in sorted(path for path in made.rglob("*") if path.is_file()):
        target = place / file.relative_to(made)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, target.with_name(target.name + ".new"))
        target.with_name(target.name + ".new").replace(target)


def _settings(dim: int) -> dict[str, object]:
    modules = [("", "Transformer"), ("1_Pooling", "Pooling"), ("2_Normalize", "Normalize")]
    return {
        "modules.json": [
            {"idx": place, "name": str(place), "path": path, "type": f"sentence_transformers.models.{kind}"}
            for place, (path, kind) in enumerate(modules)
        ],
        "sentence_bert_config.json": {"max_seq_length": MAX_TOKENS, "do_lower_case": False},
        "1_Pooling/config.json": {"word_embedding_dimension": dim, "pooling_mode_mean_tokens": True},
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": MAX_TOKENS,
            "cls_token": "[CLS]",
            "sep_token": "[SEP]",
            "pad_token": "[PAD]",
            "unk_token": "[UNK]",
            "mask_token": "[MASK]",
        },
        "config_sentence_transformers.json": {"similarity_fn_name": "cosine"},
    }
