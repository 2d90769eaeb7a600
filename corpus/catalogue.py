"""catalogue.toml -> Sources, and the files they name -> Documents, checked against their sha256."""

import datetime
import hashlib
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from corpus.document import Bilingual, Document, HeadingLine, Relation, Slip, Source, SourceKind
from corpus.errors import CorpusError

CATALOGUE_FILE = "catalogue.toml"


def read_catalogue(folder: Path) -> tuple[Source, ...]:
    """The library cards of a folder of documents, in the order of the catalogue.

    CorpusError where the catalogue is missing, is not TOML, or a card lacks a field.
    """
    path = folder / CATALOGUE_FILE
    try:
        cards = tomllib.loads(path.read_text(encoding="utf-8"))["source"]
        return tuple(_source(card) for card in cards)
    except FileNotFoundError as error:
        raise CorpusError(
            f"There is no catalogue {path}. Restore it, or set TRACUU_CORPUS to the folder of the documents.",
            code="catalogue_missing",
            file=str(path),
        ) from error
    except (tomllib.TOMLDecodeError, KeyError, ValueError, TypeError, UnicodeDecodeError) as error:
        raise CorpusError(
            f"The catalogue {path} cannot be read: {error!r}. Mend that entry.",
            code="catalogue_damaged",
            file=str(path),
            problem=repr(error),
        ) from error


def read_document(folder: Path, source: Source) -> Document:
    """The original of a source, decoded and otherwise untouched.

    CorpusError where the file is missing, is not UTF-8, or is not the one that the catalogue names.
    """
    path = folder / source.file
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise CorpusError(
            f"The file {path} of {source.id} cannot be read. Restore it from the repository.",
            code="source_missing",
            file=str(path),
            document=source.id,
        ) from error
    digest = hashlib.sha256(raw).hexdigest()
    if digest != source.sha256:
        raise CorpusError(
            f"The file {path} of {source.id} has changed: its sha256 is {digest}, the catalogue says "
            f"{source.sha256}. Restore the file, or enter the new sum if the change is meant.",
            code="source_changed",
            file=str(path),
            document=source.id,
        )
    try:
        return Document(source, raw.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise CorpusError(
            f"The file {path} of {source.id} is not UTF-8: {error}. Save it as UTF-8.",
            code="source_not_utf8",
            file=str(path),
            document=source.id,
        ) from error


def find_source(sources: Sequence[Source], document_id: str) -> Source:
    """The card with this id. CorpusError, naming the ids there are, where none has it."""
    for source in sources:
        if source.id == document_id:
            return source
    known = ", ".join(source.id for source in sources)
    raise CorpusError(
        f"There is no document {document_id!r}. The documents are: {known}.",
        code="unknown_document",
        document=document_id,
        known=known,
    )


def _source(card: dict[str, Any]) -> Source:  # what tomllib gives
    issued = card.get("issued_on")
    if issued is not None and not isinstance(issued, datetime.date):
        raise ValueError(f"issued_on of {card['id']} is not a date: {issued!r}")
    return Source(
        id=card["id"],
        kind=SourceKind(card["kind"]),
        number=card.get("number"),
        title=_bilingual(card["title"]),
        short_title=_bilingual(card["short_title"]),
        issuer=_bilingual(card["issuer"]) if "issuer" in card else None,
        issued_on=issued,
        language=card["language"],
        file=card["file"],
        sha256=card["sha256"],
        relations=tuple(Relation(r["kind"], r["source"]) for r in card.get("relation", ())),
        names=tuple(card.get("names", ())),
        heading_lines=tuple(HeadingLine(**line) for line in card.get("heading", ())),
        slips=tuple(Slip(**slip) for slip in card.get("slip", ())),
    )


def _bilingual(pair: dict[str, str]) -> Bilingual:
    return Bilingual(vi=pair["vi"], en=pair["en"])
