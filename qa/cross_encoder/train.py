"""Train the cross-encoder from the encoder that ships, on the glosses and on `data`, and write its int8 graph.

    tracuu build
    python -m qa.cross_encoder.train --clauses var/clauses.jsonl --to var/cross-encoder --minutes 20

The folder then holds model.onnx and model.json, which belong beside this file, and network.pt. A further run begins
with those weights and a rate that rises and falls anew:

    python -m qa.cross_encoder.train --clauses var/clauses.jsonl --from var/cross-encoder/network.pt \
        --to var/cross-encoder --minutes 20
"""

import argparse
import logging
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.library import Library
from qa.cross_encoder.examples import DATA, Example, file_examples, library_examples
from qa.cross_encoder.pairing import Pairing

if TYPE_CHECKING:
    from torch import Tensor

    from qa.cross_encoder.network import CrossEncoder

logger = logging.getLogger(__name__)

PROJECT = Path(__file__).parents[2]
ENCODER = PROJECT / "index" / "encoder"
CORPUS = PROJECT / "corpus"

_HELD_BACK = 50
"""One question in so many is never learnt from: the same ones in every run over the same data."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Train, measure on what was held back, and write the graph."""
    options = _parser().parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    import torch

    from index.sentence_embedder import SentenceEmbedder
    from qa.cross_encoder.learning import Learner, Plan
    from qa.cross_encoder.measure import measure
    from qa.cross_encoder.network import CrossEncoder

    torch.manual_seed(options.seed)
    if options.threads:
        torch.set_num_threads(options.threads)
    embedder = SentenceEmbedder(options.encoder)
    examples = [example for file in options.data for example in file_examples(file, embedder)]
    if options.clauses:
        library = Library.load(CORPUS / "resolutions", options.clauses, options.glosses)
        examples += library_examples(library, embedder)
    known, held = _hold_back(examples)
    logger.info("%d questions, %d more held back", len(known), len(held))
    network, words = CrossEncoder.from_encoder(options.encoder, options.layers)
    if options.start:
        network.load_state_dict(torch.load(options.start, weights_only=True))
    pairing = Pairing.of(options.encoder)

    def keep() -> None:
        logger.info("held back: %s", measure(network, words, held, pairing))
        save(network, words, options.to)

    plan = Plan(options.minutes, options.steps, options.rate, options.seed)
    Learner(network, words, pairing, known, plan).run(keep)


def save(network: "CrossEncoder", words: "Tensor", folder: Path) -> None:
    """Write the graph, and the weights to go on from."""
    import torch

    from qa.cross_encoder.export import write_graph

    folder.mkdir(parents=True, exist_ok=True)
    torch.save(network.state_dict(), folder / "network.pt")
    write_graph(network, words, folder)


def _hold_back(examples: Sequence[Example]) -> tuple[list[Example], list[Example]]:
    """The examples to learn from, and those to measure on."""
    known = [example for number, example in enumerate(examples) if number % _HELD_BACK]
    return known, list(examples[::_HELD_BACK])


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m qa.cross_encoder.train",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    files = parser.add_argument_group("files")
    files.add_argument("--to", type=Path, required=True, help="folder for the graph and the weights")
    files.add_argument("--from", dest="start", type=Path, help="network.pt of an earlier run to go on from")
    files.add_argument("--encoder", type=Path, default=ENCODER, help="folder of the encoder to begin with")
    files.add_argument(
        "--clauses", type=Path, help="what `tracuu build` made of our documents, to learn from their glosses too"
    )
    files.add_argument("--glosses", type=Path, default=CORPUS / "glosses", help="folder of their glosses")
    files.add_argument(
        "--data", type=Path, nargs="+", default=sorted(DATA.glob("*.jsonl.gz")), help="further questions and passages"
    )
    run = parser.add_argument_group("run")
    run.add_argument("--minutes", type=float, default=20, help="how long to learn")
    run.add_argument("--steps", type=int, help="end after so many batches if that is earlier")
    run.add_argument("--rate", type=float, default=2e-4, help="the highest learning rate")
    run.add_argument("--layers", type=int, default=3, help="layers of the encoder to keep; the same as in --from")
    run.add_argument("--threads", type=int, help="CPU threads; as many as there are cores unless given")
    run.add_argument("--seed", type=int, default=57)
    return parser


if __name__ == "__main__":
    main()
