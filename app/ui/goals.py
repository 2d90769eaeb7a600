"""Goals and years that both resolutions name, cut out of their sections on goals."""

import re
from dataclasses import dataclass

from corpus import Bilingual, Citation, Clause, ClauseKind, Span, cite
from corpus.library import Library
from corpus.text import fold

# The sections on goals; a clause that names no year has that of the clause, or the heading, before it.
_SECTIONS = {"52-NQ-TW": ("52-NQ-TW/II.2", "52-NQ-TW/II.3"), "57-NQ-TW": ("57-NQ-TW/II.1", "57-NQ-TW/II.2")}
_YEAR = re.compile(r"den nam (20\d\d)")
_PART = re.compile(r"[^;]+")


@dataclass(frozen=True, slots=True)
class Goal:
    """One document's words on a topic: the year they are for, and the part of a sentence that says it."""

    year: str
    text: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class GoalRow:
    """What each resolution says of one topic, by the id of the document."""

    topic: Bilingual
    goals: dict[str, tuple[Goal, ...]]


# What a part of a sentence must hold, without marks, to be about a topic.
_TOPICS = (
    (Bilingual("Kinh tế số", "Digital economy"), re.compile(r"kinh te so (?:chiem|dat)")),
    (Bilingual("Xếp hạng đổi mới sáng tạo", "Innovation ranking"), re.compile(r"\(gii\)|gioi ve doi moi sang tao")),
    (Bilingual("Chính phủ số, chính phủ điện tử", "Digital government"), re.compile(r"chinh phu (?:dien tu|so)")),
    (Bilingual("Mạng 5G", "5G network"), re.compile(r"phu song.*5g|5g phu song")),
    (Bilingual("Đô thị thông minh", "Smart cities"), re.compile(r"do thi thong minh")),
)


def goal_rows(library: Library) -> list[GoalRow]:
    """One row for each topic that all the resolutions have a goal for."""
    known = {source.id for source in library.sources}
    if not known.issuperset(_SECTIONS):
        return []
    rows = [
        GoalRow(topic, {document: tuple(_goals(document, pattern, library)) for document in _SECTIONS})
        for topic, pattern in _TOPICS
    ]
    return [row for row in rows if all(row.goals.values())]


def _goals(document_id: str, pattern: re.Pattern[str], library: Library) -> list[Goal]:
    source, original = library.source(document_id), library.document(document_id).text
    return [
        Goal(year, library.text_of(document_id, span), cite(source, clause, span=span))
        for clause, year in _clauses_with_years(document_id, library)
        for sentence in clause.sentences
        for span in _parts(sentence, original)
        if pattern.search(fold(library.text_of(document_id, span)))
    ]


def _clauses_with_years(document_id: str, library: Library) -> list[tuple[Clause, str]]:
    found = []
    for section in _SECTIONS[document_id]:
        year = _year_in(library.clause(section).text)
        for clause in library.children(section):
            year = _year_in(clause.text) or year
            if clause.kind is ClauseKind.CLAUSE:
                found.append((clause, year))
    return found


def _year_in(text: str) -> str:
    named = _YEAR.search(fold(text))
    return named[1] if named else ""


def _parts(sentence: Span, original: str) -> list[Span]:
    """The parts of a sentence between its semicolons, without the white space around them."""
    spans = []
    for match in _PART.finditer(sentence.of(original)):
        part = match[0]
        start = sentence.start + match.start() + len(part) - len(part.lstrip())
        spans.append(Span(start, start + len(part.strip())))
    return spans
