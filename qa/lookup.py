"""One place by its id, by an ending of its id, or in the words that people use for it."""

from corpus import Clause
from corpus.citation import citation_label, place_label
from corpus.errors import CorpusError
from corpus.library import Library
from corpus.text import fold
from qa.documents import find_documents
from qa.place import ending_with, find_places

_MOST_NAMED = 5


def look_up(place: str, library: Library) -> Clause:
    """The clause that ``place`` names: an id, an ending that only one place has, or words ("KFA 3 KF 2").

    Every citation leads back to its place.

    CorpusError where nothing is there, or where several places are.
    """
    found = ending_with(place, library.clauses)
    if len(found) == 1:
        return found[0]
    if found:
        raise _ambiguous(place, [clause.id for clause in found])
    mentions = find_documents(place, library.sources)
    documents = mentions.source_ids or tuple(source.id for source in library.sources)
    clauses = [clause for clause in library.clauses if clause.document_id in documents]
    cited = [clause for clause in clauses if _is_cited_as(place, mentions.rest, clause, library)]
    named = cited if len(cited) == 1 else find_places(mentions.rest, clauses)[0]
    if len(named) != 1:
        raise CorpusError(
            f"There is no place {place!r}. Name one by its id (57-NQ-TW/III.2/b3), the end of an id (KFA3/KF2) or in "
            'words ("mục III.2 Nghị quyết 57").',
            code="unknown_clause",
            clause=place,
        )
    return named[0]


def _is_cited_as(words: str, rest: str, clause: Clause, library: Library) -> bool:
    """Whether the words are those of a citation, in either language: the whole, or the place beside a document."""
    whole, place = citation_label(library.source(clause.document_id), clause), place_label(clause)
    return fold(words) in (fold(whole.vi), fold(whole.en)) or fold(rest).strip(" ,.") in (
        fold(place.vi),
        fold(place.en),
    )


def _ambiguous(place: str, ids: list[str]) -> CorpusError:
    found = ", ".join(ids[:_MOST_NAMED]) + (", …" if len(ids) > _MOST_NAMED else "")
    return CorpusError(
        f"{place!r} is the end of several ids: {found}. Give more of it.",
        code="ambiguous_place",
        place=place,
        found=found,
    )
