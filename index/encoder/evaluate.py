"""The figures of the model card: an encoder beside its teacher, on texts that it never learnt from."""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

import numpy as np

from corpus.text import fold
from index.encoder.figures import Vectors, accuracy_at_1, mean_cosine, rank_agreement, retrieval
from index.encoder.pairs import hold_back, read_pairs, read_rows, without_repeats
from index.encoder.recipe import HELD_BACK_PAIRS
from index.encoder.teacher import load_teacher, teacher_folder

HERE = Path(__file__).parent


class Encode(Protocol):
    """Texts to unit vectors, one row a text."""

    def __call__(self, texts: Sequence[str]) -> Vectors: ...


def sib200_figures(encode: Encode, path: Path) -> dict[str, float]:
    """How often the nearest of 1,004 sentences in the other language is the translation."""
    rows = list(read_rows(path))
    en, vi = encode([row["en"] for row in rows]), encode([row["vi"] for row in rows])
    bare = encode([fold(row["vi"]) for row in rows])
    return {
        "SIB-200 en-vi accuracy@1": accuracy_at_1(en, vi),
        "SIB-200 vi-en accuracy@1": accuracy_at_1(vi, en),
        "SIB-200 vi without marks-en accuracy@1": accuracy_at_1(bare, en),
    }


def alqac_figures(encode: Encode, folder: Path) -> dict[str, float]:
    """Statute articles, their headings before them, ranked by cosine alone for questions with and without marks."""
    articles = list(read_rows(folder / "corpus.jsonl"))
    asked = list(read_rows(folder / "queries.jsonl"))
    relevant: dict[str, set[str]] = {}
    for line in (folder / "qrels" / "test.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        question, article, grade = line.split("\t")
        if int(grade) > 0:
            relevant.setdefault(question, set()).add(article)
    asked = [row for row in asked if row["_id"] in relevant]
    passages = encode([f"{row['title']}. {row['text']}" for row in articles])
    ids, wanted = [row["_id"] for row in articles], [relevant[row["_id"]] for row in asked]
    marked = retrieval(encode([row["text"] for row in asked]), passages, ids, wanted)
    bare = retrieval(encode([fold(row["text"]) for row in asked]), passages, ids, wanted)
    return {f"ALQAC-2022 {name}": value for name, value in marked.items()} | {
        f"ALQAC-2022 without marks {name}": value for name, value in bare.items()
    }


def english_figures(encode: Encode, teacher: Encode, parallel: Sequence[Path]) -> dict[str, float]:
    """How near the encoder stays to the teacher on the English of the pairs that training held back."""
    everything = [pair for path in parallel for pair in read_pairs(path)]
    _, held = hold_back(without_repeats(everything), HELD_BACK_PAIRS)
    english = [pair.en for pair in held]
    ours, theirs = encode(english), teacher(english)
    return {
        "English kept: mean cosine": mean_cosine(ours, theirs),
        "English kept: Spearman": rank_agreement(ours, theirs),
    }


def as_table(columns: Mapping[str, Mapping[str, float]]) -> str:
    """A Markdown table with one row a figure and one column an encoder."""
    names = list(dict.fromkeys(name for figures in columns.values() for name in figures))
    lines = ["| | " + " | ".join(columns) + " |", "|---|" + "---|" * len(columns)]
    for name in names:
        cells = (f"{figures[name]:.3f}" if name in figures else "" for figures in columns.values())
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, print the table, and write the figures as JSON where asked to."""
    options = _parser().parse_args(arguments)

    import torch

    if options.threads:
        torch.set_num_threads(options.threads)
    teacher = _load(teacher_folder(), options)
    columns: dict[str, dict[str, float]] = {}
    for folder in options.models:
        encode = _load(folder, options)
        figures = sib200_figures(encode, options.sib200) | alqac_figures(encode, options.alqac2022)
        columns[_name(folder)] = figures | english_figures(encode, teacher, options.parallel)
    sys.stdout.write(as_table(columns) + "\n")
    if options.json:
        options.json.write_text(json.dumps(columns, indent=2) + "\n", encoding="utf-8")


def _load(folder: Path, options: argparse.Namespace) -> Encode:
    import torch
    from sentence_transformers import SentenceTransformer

    if folder == teacher_folder():
        model = load_teacher(options.device)
    else:
        model = SentenceTransformer(str(folder), device=options.device, model_kwargs={"dtype": torch.float32})

    def encode(texts: Sequence[str]) -> Vectors:
        with torch.autocast(options.device, dtype=torch.bfloat16, enabled=options.bf16):
            rows = model.encode(list(texts), batch_size=16, normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(rows, dtype=np.float32)

    return encode


def _name(folder: Path) -> str:
    return {HERE: "this encoder", teacher_folder(): "all-MiniLM-L6-v2"}.get(folder, folder.name)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m index.encoder.evaluate", description=__doc__)
    models = [HERE, teacher_folder()]
    parser.add_argument(
        "--models", type=Path, nargs="+", default=models, help="folders; the shipped one and its teacher"
    )
    parser.add_argument("--sib200", type=Path, required=True, help="rows of en and vi")
    parser.add_argument("--alqac2022", type=Path, required=True, help="folder in BEIR layout")
    parser.add_argument("--parallel", type=Path, nargs="+", required=True, help="the pairs that training was given")
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--threads", type=int, help="CPU threads")
    parser.add_argument("--bf16", action="store_true", help="three times as fast; figures differ in the third decimal")
    parser.add_argument("--json", type=Path, help="write the figures to this file too")
    return parser


if __name__ == "__main__":
    main()
