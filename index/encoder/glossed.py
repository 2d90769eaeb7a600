"""Turn the glosses of our documents into files to learn from: pairs of sentences, and sentences with their questions.

python -m index.encoder.glossed --glosses corpus/glosses --clauses var/clauses.jsonl --to var/encoder/glosses
"""

import argparse
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.gloss import Gloss
from corpus.library import Library
from index.encoder.pack import write_packed

RESOLUTIONS = Path(__file__).resolve().parents[2] / "corpus" / "resolutions"


@dataclass(frozen=True, slots=True)
class Glossed:
    """A sentence with its gloss; `place` is its id among the passages, whose subject is the document."""

    place: str
    text: str
    gloss: Gloss


def glossed_sentences(library: Library) -> list[Glossed]:
    """Every sentence that has a gloss, by document; of equal sentences the first, as equals cannot be told apart."""
    found: dict[str, Glossed] = {}
    for clause in sorted(library.clauses, key=lambda clause: clause.document_id):
        for number, text in enumerate(library.sentences(clause)):
            gloss = library.glosses.get((clause.id, number))
            if gloss:
                found.setdefault(text, Glossed(f"{clause.document_id}#{clause.id}.{number}/0", text, gloss))
    return list(found.values())


def pair_rows(glossed: Iterable[Glossed]) -> list[dict[str, Any]]:
    """Rows of `en` and `vi`: the translation with the sentence, and with its plain wording where there is one."""
    return [
        {"en": one.gloss.en, "vi": vi, "src": "gloss"} for one in glossed for vi in (one.text, one.gloss.plain_vi) if vi
    ]


def asked_rows(glossed: Iterable[Glossed]) -> list[dict[str, Any]]:
    """Rows of `id`, `title`, `text`, and the questions in `vi` and `en`, of the sentences with Vietnamese questions."""
    return [
        {
            "id": one.place,
            "title": "",
            "text": one.text,
            "vi": list(one.gloss.questions_vi),
            "en": list(one.gloss.questions_en),
        }
        for one in glossed
        if one.gloss.questions_vi
    ]


def main(arguments: Sequence[str] | None = None) -> None:
    """Write `pairs.jsonl.gz` and `asked.jsonl.gz`."""
    parser = argparse.ArgumentParser(
        prog="python -m index.encoder.glossed",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--glosses", type=Path, required=True, help="folder of the glosses, one file a document")
    parser.add_argument("--clauses", type=Path, required=True, help="file of the clauses, as `tracuu build` left it")
    parser.add_argument("--resolutions", type=Path, default=RESOLUTIONS, help="folder of the documents")
    parser.add_argument("--to", type=Path, required=True, help="folder for the two files")
    options = parser.parse_args(arguments)
    glossed = glossed_sentences(Library.load(options.resolutions, options.clauses, options.glosses))
    for name, rows in (("pairs", pair_rows(glossed)), ("asked", asked_rows(glossed))):
        path = options.to / f"{name}.jsonl.gz"
        write_packed(rows, path)
        sys.stdout.write(f"{path}: {len(rows)} rows\n")


if __name__ == "__main__":
    main()
