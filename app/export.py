"""Chosen clauses -> a handout as .docx, .md or .csv, with citations, sources, and a sheet of questions."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from app.study_set import StudySet
from app.wording import say, say_day, say_slips
from corpus import Clause, Language, Source, SourceKind, citation_label
from corpus.citation import document_label
from corpus.errors import TracuuError
from corpus.library import Library

_QUESTIONS_A_CLAUSE = 2
# A spreadsheet takes a cell that begins so for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class ExportError(TracuuError):
    """A handout that cannot be written."""


class Format(StrEnum):
    """What a handout can be written as; the value is the ending of the file."""

    DOCX = "docx"
    MD = "md"
    CSV = "csv"


@dataclass(frozen=True, slots=True)
class Entry:
    """One clause of a handout: its words, where they stand, and their unofficial English where it is wanted.

    ``slips`` say where the transcription is known to have gone wrong.
    """

    clause_id: str
    citation: str
    text: str
    translation: str | None
    slips: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Exercise:
    """A sample question, and the sentence that answers it."""

    question: str
    answer: str
    citation: str


@dataclass(frozen=True, slots=True)
class Handout:
    """A study set with everything in words, in the reader's language."""

    language: Language
    title: str
    notes: str
    entries: tuple[Entry, ...]
    exercises: tuple[Exercise, ...]
    sources: tuple[str, ...]


def handout(study: StudySet, library: Library, language: Language) -> Handout:
    """The handout of a study set. CorpusError where it has a clause that is not here."""
    clauses = [library.clause(clause_id) for clause_id in study.clauses]
    cited = {clause.document_id for clause in clauses}
    return Handout(
        language=language,
        title=study.title.strip() or say("handout_title", language),
        notes=study.notes.strip(),
        entries=tuple(_entry(clause, library, language) for clause in clauses),
        exercises=tuple(exercise for clause in clauses for exercise in _exercises(clause, library, language)),
        sources=tuple(_source_line(source, language) for source in library.sources if source.id in cited),
    )


def write_handout(content: Handout, form: Format) -> bytes:
    """The handout as a file of this format."""
    match form:
        case Format.DOCX:
            from app.handout_docx import docx_bytes  # python-docx is needed for nothing else

            return docx_bytes(content)
        case Format.MD:
            return markdown(content).encode()
        case Format.CSV:
            return table(content).encode("utf-8-sig")  # by the mark at its start Excel knows that it is UTF-8


def save(content: Handout, form: Format, path: Path) -> None:
    """Write the handout into a file. ExportError where that cannot be done."""
    try:
        path.write_bytes(write_handout(content, form))
    except OSError as error:
        raise ExportError(
            f"The file {path} cannot be written: {error.strerror}. Choose another place.",
            code="output_refused",
            file=str(path),
            problem=error.strerror,
        ) from error


def markdown(content: Handout) -> str:
    """The handout as Markdown, with the reader's words shown as they were typed."""
    language = content.language
    lines = [f"# {_escaped(content.title)}", ""]
    lines += [f"{_escaped(paragraph)}\n" for paragraph in content.notes.splitlines() if paragraph.strip()]
    for number, entry in enumerate(content.entries, start=1):
        lines += [f"## {number}. {_escaped(entry.citation)}", "", f"> {_escaped(entry.text)}", ""]
        lines += [f"*{_escaped(slip)}*\n" for slip in entry.slips]
        if entry.translation:
            lines += [f"*{say('unofficial', language)}:* {_escaped(entry.translation)}", ""]
    lines += [f"## {say('handout_sources', language)}", "", *(f"- {_escaped(line)}" for line in content.sources), ""]
    lines += [f"*{say('transcription', language)}*", ""]
    if content.exercises:
        lines += [f"## {say('handout_questions', language)}", ""]
        lines += [f"{n}. {_escaped(exercise.question)}" for n, exercise in enumerate(content.exercises, start=1)]
        lines += ["", f"## {say('handout_answers', language)}", ""]
        lines += [
            f"{n}. {_escaped(e.answer)} ({_escaped(e.citation)})" for n, e in enumerate(content.exercises, start=1)
        ]
        lines.append("")
    return "\n".join(lines)


def table(content: Handout) -> str:
    """The clauses as comma-separated values, one a row, under a heading."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(
        say(key, content.language)
        for key in ("column_n", "column_id", "column_citation", "column_text", "column_translation", "column_slips")
    )
    for number, entry in enumerate(content.entries, start=1):
        cells = (entry.clause_id, entry.citation, entry.text, entry.translation or "", " ".join(entry.slips))
        writer.writerow([number, *(_cell(cell) for cell in cells)])
    return file.getvalue()


def _entry(clause: Clause, library: Library, language: Language) -> Entry:
    source = library.source(clause.document_id)
    return Entry(
        clause_id=clause.id,
        citation=citation_label(source, clause).in_(language),
        text=clause.text,
        translation=library.translation(clause) if language is Language.EN else None,
        slips=tuple(say_slips(source, clause, language)),
    )


def _exercises(clause: Clause, library: Library, language: Language) -> Sequence[Exercise]:
    """At most so many questions of a clause, each of another sentence."""
    return list(_all_exercises(clause, library, language))[:_QUESTIONS_A_CLAUSE]


def _all_exercises(clause: Clause, library: Library, language: Language) -> Iterator[Exercise]:
    citation = citation_label(library.source(clause.document_id), clause).in_(language)
    for number, sentence in enumerate(library.sentences(clause)):
        gloss = library.glosses.get((clause.id, number))
        asked = () if gloss is None else gloss.questions_vi if language is Language.VI else gloss.questions_en
        if question := next((question for question in asked if question.endswith("?")), None):
            yield Exercise(question, sentence, citation)


def _source_line(source: Source, language: Language) -> str:
    """A document as a list of sources names it: issuer, label, title, and date."""
    parts = [
        source.issuer.in_(language) if source.issuer else None,
        document_label(source).in_(language),
        source.title.in_(language) if source.kind is SourceKind.RESOLUTION else None,
        say_day(source.issued_on, language) if source.issued_on else None,
    ]
    return ", ".join(part for part in parts if part)


def _escaped(text: str) -> str:
    """Text whose signs Markdown and HTML do not take for theirs."""
    return "".join(f"\\{c}" if c in "\\`*_[]<>#|~" else c for c in text)


def _cell(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text
