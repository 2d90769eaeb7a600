"""A corpus folder -> the clause file, doing again only the documents that changed."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

from corpus import Clause, Document, Source, read_catalogue, read_clauses, read_document, write_clauses
from corpus.errors import CorpusError
from ingest.sentences import split_sentences
from ingest.split import split_clauses
from ingest.structure import find_marks

# Part of a document's fingerprint: raise it when a rule of this package changes what comes out.
_RULES_VERSION = 1

Progress = Callable[[Source, int], None]


def clauses_of(document: Document) -> list[Clause]:
    """The clauses and headings of one document, in its order. IngestError where it cannot be split."""
    return split_clauses(document, find_marks(document), split_sentences)


def ingest(folder: Path, clause_file: Path, *, progress: Progress | None = None) -> bool:
    """Bring the clause file up to date with the catalogue of ``folder``; whether anything was written.

    A document whose file, declared headings and rules are those of the last time keeps its clauses.
    ``progress(source, clauses)`` is told of each document that is split. CorpusError and IngestError as the
    steps raise them; the file on disk is then the old one.
    """
    sources = read_catalogue(folder)
    record = clause_file.with_suffix(".json")
    former = _former(clause_file, record)
    wanted = {source.id: ingest_fingerprint(source) for source in sources}
    if {document: fingerprint for document, (fingerprint, _) in former.items()} == wanted:
        for source in sources:
            read_document(folder, source)  # a changed byte is reported even where nothing is to be done
        return False
    clauses: list[Clause] = []
    for source in sources:
        document = read_document(folder, source)
        fingerprint, kept = former.get(source.id, ("", []))
        if fingerprint != wanted[source.id]:
            kept = clauses_of(document)
            if progress:
                progress(source, len(kept))
        clauses += kept
    record.unlink(missing_ok=True)  # a kill between the two writes must not leave a record of other clauses
    write_clauses(clause_file, clauses)
    record.write_text(json.dumps(wanted, indent=2) + "\n", encoding="utf-8")
    return True


def ingest_fingerprint(source: Source) -> str:
    """Changes whenever the clauses of this source might: with its file, its declared headings or the rules."""
    parts = (str(_RULES_VERSION), source.id, source.sha256, repr(source.heading_lines))
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _former(clause_file: Path, record: Path) -> dict[str, tuple[str, list[Clause]]]:
    """What the last run made, by document; nothing where it left no whole record."""
    try:
        fingerprints = json.loads(record.read_text(encoding="utf-8"))
        clauses = read_clauses(clause_file)
    except (OSError, ValueError, CorpusError):
        return {}
    return {
        document: (fingerprint, [clause for clause in clauses if clause.document_id == document])
        for document, fingerprint in fingerprints.items()
    }
