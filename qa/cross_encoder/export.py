"""Write the trained network as an int8 ONNX graph over word vectors."""

import json
import tempfile
import warnings
from pathlib import Path

import torch
from torch import Tensor

from qa.cross_encoder.network import CrossEncoder
from qa.cross_encoder.onnx_cross_encoder import CARD, GRAPH, WORDS_SHA256
from qa.cross_encoder.pairing import MOST_TOKENS
from qa.cross_encoder.words import words_hash


def write_graph(network: CrossEncoder, words: Tensor, folder: Path) -> None:
    """Write the graph, and beside it which table of words it reads."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    with tempfile.TemporaryDirectory() as scratch:
        whole = Path(scratch) / "whole.onnx"
        _export(network, words.shape[1], whole)
        # One scale a channel, as for the encoder whose layers these were.
        # Seven bits of eight: processors without VNNI would overflow in sums of eight, and answer otherwise.
        quantize_dynamic(whole, folder / GRAPH, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
    card = {WORDS_SHA256: words_hash(words.half().numpy())}
    (folder / CARD).write_text(json.dumps(card, indent=2) + "\n", encoding="utf-8")


def _export(network: CrossEncoder, dim: int, path: Path) -> None:
    network.eval()
    given = (torch.zeros(2, 8, dim), *(torch.ones(2, 8, dtype=torch.int64) for _ in range(3)))
    axes = {0: torch.export.Dim("pairs"), 1: torch.export.Dim("tokens", max=MOST_TOKENS)}
    with warnings.catch_warnings():  # of the exporter, about itself
        warnings.simplefilter("ignore")
        torch.onnx.export(
            network,
            given,
            path,
            input_names=["words", "types", "matches", "mask"],
            output_names=["relevance", "start", "end"],
            dynamic_shapes=(axes, axes, axes, axes),
            dynamo=True,
            verbose=False,
        )
