"""Make one encoder of several that grew from one: the plain mean of their weights, as in Wortsman et al. (2022).

python -m index.encoder.average var/encoder/2 var/encoder/4 --to var/encoder/5
"""

import argparse
from collections.abc import Sequence
from pathlib import Path


def average(folders: Sequence[Path], to: Path) -> None:
    """Write the folder of the encoder whose every weight is the mean of theirs, in half precision.

    ValueError where the encoders do not cut texts alike: row n of their word vectors is then of different words.
    """
    import torch

    from index.encoder.student import Student

    first, *others = folders
    for other in others:
        if _tokenizer(other) != _tokenizer(first):
            raise ValueError(
                f"{other} has another tokenizer than {first}. Give encoders that grew from the same start."
            )
    students = [Student.load(folder) for folder in folders]
    mean = students[0]
    with torch.no_grad():
        for weights in zip(*(student.parameters() for student in students), strict=True):
            weights[0].copy_(torch.stack(weights).mean(dim=0))
    mean.save(to)


def main(arguments: Sequence[str] | None = None) -> None:
    """Average the encoders of the command line."""
    parser = argparse.ArgumentParser(
        prog="python -m index.encoder.average",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("encoders", type=Path, nargs="+", help="folders that the training wrote")
    parser.add_argument("--to", type=Path, required=True, help="folder for the encoder that is their mean")
    options = parser.parse_args(arguments)
    try:
        average(options.encoders, options.to)
    except ValueError as error:
        parser.error(str(error))


def _tokenizer(folder: Path) -> bytes:
    return (folder / "tokenizer.json").read_bytes()


if __name__ == "__main__":
    main()
