"""The documents and their clauses together, for whoever needs to look one up."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path

from corpus.catalogue import find_source, read_catalogue, read_document
from corpus.clause import Clause
from corpus.clause_file import read_clauses
from corpus.document import Document, Source, Span
from corpus.errors import CorpusError
from corpus.gloss import Gloss, matching_glosses, read_glosses
from corpus.left_open import LeftOpen, read_left_open
from corpus.subjects import Subject, read_subjects
from corpus.text import plain

LEFT_OPEN_FILE = "left_open.jsonl"
"""Beside the glosses: the questions that no document answers."""

SUBJECTS_FILE = "subjects.jsonl"
"""Beside the glosses: the subject index of all documents."""


class Library:
    """Sources, originals and clauses, held together and looked up by id."""

    def __init__(
        self,
        documents: Sequence[Document],
        clauses: Iterable[Clause],
        glosses: Iterable[Gloss] = (),
        left_open: Iterable[LeftOpen] = (),
        subjects: Iterable[Subject] = (),
    ) -> None:
        self.sources: tuple[Source, ...] = tuple(document.source for document in documents)
        self.clauses: tuple[Clause, ...] = tuple(clauses)
        self._documents = {document.source.id: document for document in documents}
        self._rows = {clause.id: row for row, clause in enumerate(self.clauses)}
        self._children: dict[str | None, list[str]] = {}
        for clause in self.clauses:
            self._children.setdefault(clause.parent, []).append(clause.id)
        self._given_glosses = tuple(glosses)
        # What comes near to a clause that is not here says nothing of those that are.
        self.left_open = tuple(one for one in left_open if one.clause_id is None or one.clause_id in self._rows)
        self.subjects = tuple(subjects)

    @classmethod
    def load(cls, folder: Path, clause_file: Path, gloss_folder: Path | None = None) -> "Library":
        """The library of a corpus folder and the clause file that was built from it.

        CorpusError where a file is missing, damaged or changed, or where the clauses are of other documents.
        """
        sources = read_catalogue(folder)
        clauses = read_clauses(clause_file)
        known = {source.id for source in sources}
        strange = sorted({clause.document_id for clause in clauses} - known)
        if strange:
            raise CorpusError(
                f"{clause_file} has clauses of {', '.join(strange)}, which the catalogue does not list. "
                "Run `tracuu build`.",
                code="clauses_damaged",
                file=str(clause_file),
            )
        glosses = [
            gloss for source in sources if gloss_folder for gloss in read_glosses(gloss_folder / f"{source.id}.jsonl")
        ]
        left_open = read_left_open(gloss_folder / LEFT_OPEN_FILE) if gloss_folder else ()
        subjects = read_subjects(gloss_folder / SUBJECTS_FILE) if gloss_folder else ()
        return cls([read_document(folder, source) for source in sources], clauses, glosses, left_open, subjects)

    def rows(self, clause_ids: Iterable[str]) -> list[int]:
        """The places of the clauses that are here, in their order; an id that is unknown leads nowhere."""
        return sorted(self._rows[clause_id] for clause_id in clause_ids if clause_id in self._rows)

    def document(self, document_id: str) -> Document:
        """The document with this id. CorpusError where there is none."""
        return self._documents[find_source(self.sources, document_id).id]

    def source(self, document_id: str) -> Source:
        """The card of the document with this id. CorpusError where there is none."""
        return find_source(self.sources, document_id)

    def row(self, clause_id: str) -> int:
        """The place of a clause in ``clauses``. CorpusError where there is no such clause."""
        try:
            return self._rows[clause_id]
        except KeyError as error:
            raise CorpusError(
                f"There is no clause {clause_id!r}. `tracuu search` prints the ids of clauses.",
                code="unknown_clause",
                clause=clause_id,
            ) from error

    def clause(self, clause_id: str) -> Clause:
        """The clause with this id. CorpusError where there is none."""
        return self.clauses[self.row(clause_id)]

    def children(self, clause_id: str) -> tuple[Clause, ...]:
        """What stands directly under a heading, in order."""
        return tuple(self.clause(child) for child in self._children.get(clause_id, ()))

    def clauses_of(self, document_id: str) -> tuple[Clause, ...]:
        """Everything with an address in a document, in order. CorpusError where there is no such document."""
        source = self.source(document_id)
        return tuple(clause for clause in self.clauses if clause.document_id == source.id)

    def text_of(self, document_id: str, span: Span) -> str:
        """The words of a slice of a document, as :func:`corpus.text.plain` shows them."""
        return plain(span.of(self._documents[document_id].text))

    def sentences(self, clause: Clause) -> tuple[str, ...]:
        """The texts of the sentences of a clause."""
        return tuple(self.text_of(clause.document_id, span) for span in clause.sentences)

    @cached_property
    def glosses(self) -> dict[tuple[str, int], Gloss]:
        """The glosses that fit, by clause id and number of the sentence."""
        wanted = {gloss.clause_id for gloss in self._given_glosses}
        texts: dict[str, Sequence[str]] = {c.id: self.sentences(c) for c in self.clauses if c.id in wanted}
        return matching_glosses(self._given_glosses, texts)

    def translation(self, clause: Clause, sentence: int | None = None) -> str | None:
        """The unofficial English of a clause or of one sentence; None where a sentence has none."""
        numbers = range(len(clause.sentences)) if sentence is None else (sentence,)
        found = [self.glosses.get((clause.id, number)) for number in numbers]
        return None if None in found else " ".join(gloss.en for gloss in found if gloss)
