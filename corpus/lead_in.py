"""What a sentence is said under: "Đến năm 2030", "Một số mục tiêu cụ thể đến năm 2025:"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.clause import Clause, ClauseKind, Level
from corpus.document import Span
from corpus.library import Library
from corpus.text import plain_with_offsets

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
# A label at the head of a paragraph: it holds for what follows, until the next label.
_LABEL = re.compile(r"[^.;:]{0,80}?(?:19|20)\d\d[^.;:]{0,20}:")
_UNMARKED = (Level.PARAGRAPH, Level.PARAGRAPH_AFTER)


@dataclass(frozen=True, slots=True)
class LeadIn:
    """A slice of a clause or heading that dates what stands under it."""

    clause: Clause
    span: Span
    years: frozenset[int]


def years_in(text: str) -> frozenset[int]:
    """The years, from 1900 to 2099, that a text names.

    >>> sorted(years_in("từ năm 2025 đến 2030"))
    [2025, 2030]
    """
    return frozenset(int(year) for year in _YEAR.findall(text))


def lead_in_of(library: Library, clause: Clause, sentence: int) -> LeadIn | None:
    """What dates a sentence that names no year of its own; None where nothing does.

    The label of its own paragraph comes first, then that of the unmarked paragraphs before it, then the nearest
    heading with a year.
    """
    if years_in(library.text_of(clause.document_id, clause.sentences[sentence])):
        return None
    return next(_candidates(library, clause, sentence), None)


def years_of(library: Library, clause: Clause, sentence: int) -> frozenset[int]:
    """The years that a sentence speaks of: its own, else those of its lead-in, else one in its id ("P.2025")."""
    own = years_in(library.text_of(clause.document_id, clause.sentences[sentence]))
    lead_in = lead_in_of(library, clause, sentence)
    return own or (lead_in.years if lead_in else years_in(clause.path))


def _candidates(library: Library, clause: Clause, sentence: int) -> Iterator[LeadIn]:
    if sentence > 0 and (label := _label(library, clause)):
        yield label
    if clause.steps[-1].level in _UNMARKED:
        before = [c for c in library.clauses_of(clause.document_id) if c.parent == clause.parent]
        for sibling in reversed(before[: before.index(clause)]):
            if sibling.steps[-1].level not in _UNMARKED:
                break
            if label := _label(library, sibling):
                yield label
                break
    parent = clause.parent
    while parent:
        heading = library.clause(parent)
        if heading.kind is ClauseKind.HEADING and (years := years_in(heading.text)):
            yield LeadIn(heading, heading.span, years)
        parent = heading.parent


def _label(library: Library, clause: Clause) -> LeadIn | None:
    text, offsets = plain_with_offsets(clause.span.of(library.document(clause.document_id).text))
    match = _LABEL.match(text)
    if not match:
        return None
    end = clause.span.start + offsets[match.end() - 1] + 1
    return LeadIn(clause, Span(clause.span.start, end), years_in(match[0]))
