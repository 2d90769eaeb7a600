"""The network: the first layers of the encoder over a question and a passage, with two heads."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from transformers import BertConfig, BertModel

from qa.cross_encoder.pairing import Pair
from qa.cross_encoder.words import WORDS

CHUNK_TOKENS = 1024
"""Pairs go through about this many tokens at a time, so that what a layer makes stays in the cache."""

LEVELS = 3
"""How far a token matches the other side: see :class:`qa.cross_encoder.pairing.Pair`."""


class Read(NamedTuple):
    """How far each passage answers, as a logit, and the logits of the answer's first and last token.

    Shapes are ``(pairs,)``, ``(pairs, tokens)`` and ``(pairs, tokens)``, or without the axis of pairs for one.
    """

    relevance: Tensor
    start: Tensor
    end: Tensor


class CrossEncoder(nn.Module):
    """Reads word vectors, not token ids: the table of words is the encoder's own and is not learnt again."""

    def __init__(self, config: BertConfig) -> None:
        super().__init__()
        # As the encoder: plain products and softmax, in training and in the graph.
        config._attn_implementation = "eager"
        self.bert = BertModel(config, add_pooling_layer=False)
        self.matches = nn.Embedding(LEVELS, config.hidden_size)
        nn.init.normal_(self.matches.weight, std=0.02)
        self.heads = nn.Linear(config.hidden_size, 3)

    @classmethod
    def from_encoder(cls, folder: Path, layers: int) -> tuple["CrossEncoder", Tensor]:
        """A network with the first ``layers`` of an encoder, and the encoder's table of words."""
        config = BertConfig.from_pretrained(str(folder))
        config.num_hidden_layers = layers
        config.hidden_dropout_prob = config.attention_probs_dropout_prob = 0.0
        config.vocab_size = 1  # the table stays outside: a row of no use takes its place
        network = cls(config)
        weights = {name: value.float() for name, value in load_file(folder / "model.safetensors").items()}
        own = network.bert.state_dict()
        network.bert.load_state_dict({name: own[name] if name == WORDS else weights[name] for name in own})
        return network, weights[WORDS]

    def forward(self, words: Tensor, types: Tensor, matches: Tensor, mask: Tensor) -> Read:
        """One row a pair; ``words`` has the shape ``(pairs, tokens, dim)``, the others ``(pairs, tokens)``.

        ``types`` and ``matches`` are as in :class:`Pair`; ``mask`` is 0 where a row is padded.
        """
        given = words + self.matches(matches)
        states = self.bert(inputs_embeds=given, token_type_ids=types, attention_mask=mask).last_hidden_state
        relevance, start, end = self.heads(states).unbind(-1)
        return Read(relevance[:, 0], start, end)


def read_pairs(network: CrossEncoder, words: Tensor, pairs: Sequence[Pair]) -> list[Read]:
    """What is read of each pair, without padding; pairs of like length go through together, few tokens at a time."""
    order = sorted(range(len(pairs)), key=lambda place: len(pairs[place].ids))
    found: dict[int, Read] = {}
    for chunk in _chunks(order, pairs):
        together = [pairs[place] for place in chunk]
        read = network(
            words[_padded([pair.ids for pair in together])],
            _padded([pair.types for pair in together]),
            _padded([pair.matches for pair in together]),
            _padded([[1] * len(pair.ids) for pair in together]),
        )
        for row, (place, pair) in enumerate(zip(chunk, together, strict=True)):
            ends = (read.start[row, : len(pair.ids)], read.end[row, : len(pair.ids)])
            found[place] = Read(read.relevance[row].float(), *(logits.float() for logits in ends))
    return [found[place] for place in range(len(pairs))]


def _padded(rows: Sequence[Sequence[int]]) -> Tensor:
    width = max(len(row) for row in rows)
    return torch.tensor([[*row, *[0] * (width - len(row))] for row in rows])


def _chunks(order: Sequence[int], pairs: Sequence[Pair]) -> Iterator[Sequence[int]]:
    """The places in runs whose padded rows come to at most ``CHUNK_TOKENS`` tokens, or one row."""
    start = 0
    for end in range(1, len(order) + 1):
        if end == len(order) or (end + 1 - start) * len(pairs[order[end]].ids) > CHUNK_TOKENS:
            yield order[start:end]
            start = end
