"""The clauses that a reader picked, with a title and notes: as the browser keeps them and as a file."""

import unicodedata
from collections.abc import Iterable
from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError

from corpus.errors import TracuuError


class StudySetError(TracuuError):
    """A file that holds no study set."""


def _printable(text: str) -> str:
    """The text without the characters that no .docx can hold; line ends stay."""
    return "".join(c for c in unicodedata.normalize("NFC", text) if c == "\n" or _is_printable(c))


def _is_printable(character: str) -> bool:
    return unicodedata.category(character) not in ("Cc", "Cs") and character not in "\ufffe\uffff"


class StudySet(BaseModel):
    """Clauses by their ids, in the reader's order, each once."""

    model_config = ConfigDict(frozen=True)

    title: Annotated[str, AfterValidator(_printable)] = ""
    notes: Annotated[str, AfterValidator(_printable)] = ""
    clauses: tuple[str, ...] = ()

    @classmethod
    def of_json(cls, text: str) -> Self:
        """The study set that was saved. StudySetError where the text is none."""
        try:
            return cls.model_validate_json(text)
        except ValidationError as error:
            raise StudySetError(
                "This file is not a saved study set. Choose a .json file that was saved on this page.",
                code="study_set_damaged",
            ) from error

    @classmethod
    def kept(cls, stored: object) -> Self:
        """The study set as the browser kept it; an empty one where it kept nothing that can be read."""
        try:
            return cls.model_validate(stored)
        except ValidationError:
            return cls()

    def within(self, known: Iterable[str]) -> Self:
        """Without the clauses that are not here, and with each clause once."""
        here = set(known)
        return self.model_copy(update={"clauses": tuple(dict.fromkeys(c for c in self.clauses if c in here))})

    def retitled(self, title: str, notes: str) -> Self:
        """With another title and other notes."""
        return type(self)(title=title, notes=notes, clauses=self.clauses)

    def with_clause(self, clause_id: str) -> Self:
        """With one more clause at the end; as it is where it has the clause."""
        if clause_id in self.clauses:
            return self
        return self.model_copy(update={"clauses": (*self.clauses, clause_id)})

    def without(self, clause_id: str) -> Self:
        """Without one clause."""
        return self.model_copy(update={"clauses": tuple(c for c in self.clauses if c != clause_id)})

    def moved(self, clause_id: str, by: int) -> Self:
        """With one clause moved by so many places, at most to either end."""
        if clause_id not in self.clauses:
            return self
        rest = [c for c in self.clauses if c != clause_id]
        place = self.clauses.index(clause_id) + by
        rest.insert(min(max(place, 0), len(rest)), clause_id)
        return self.model_copy(update={"clauses": tuple(rest)})
