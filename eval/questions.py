"""A labelled question, and the files that hold them: ours, and anyone's own."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from corpus import Language, guess_language
from corpus.errors import EvalError

QUESTION_FOLDER = Path(__file__).parent / "questions"

EARLIER = QUESTION_FOLDER / "earlier.jsonl"
"""Questions that were written to be asked once: they have been asked and read since, and are tuned on beside dev."""

AFRESH = QUESTION_FOLDER / "afresh.jsonl"
"""Questions that were written to be asked once all is tuned."""


class Form(StrEnum):
    """How a question is typed."""

    PLAIN = "plain"
    UNMARKED = "unmarked"
    HALF_MARKED = "half_marked"
    ABBREVIATED = "abbreviated"
    TYPO = "typo"


class Kind(StrEnum):
    """What a question asks for."""

    FACT = "fact"
    CLAUSE = "clause"
    THEME = "theme"
    COMPARISON = "comparison"
    PLACE = "place"
    UNANSWERABLE = "unanswerable"


class Split(StrEnum):
    """The half that is tuned on, and the half that is reported."""

    DEV = "dev"
    TEST = "test"

    @property
    def path(self) -> Path:
        """The file of this half."""
        return QUESTION_FOLDER / f"{self}.jsonl"


@dataclass(frozen=True, slots=True)
class QuotedLabel:
    """A sentence that bears on a question, by its words in the document. ``grade`` 2 answers, 1 helps."""

    document_id: str
    quote: str
    grade: int = 2


@dataclass(frozen=True, slots=True)
class ClauseLabel:
    """A whole clause that bears on a question, by its id; the quick way to label one's own questions."""

    clause_id: str
    grade: int = 2


Label = QuotedLabel | ClauseLabel


@dataclass(frozen=True, slots=True)
class Question:
    """A question and what answers it.

    ``relevant`` is empty where the documents do not answer; ``why`` then says in what manner. ``answers`` are
    the acceptable short answers, each verbatim in a quote. ``document_named`` is set where the question names
    a document or a place, so that copies elsewhere do not count.
    """

    id: str
    language: Language
    form: Form
    kind: Kind
    text: str
    relevant: tuple[Label, ...]
    answers: tuple[str, ...] = ()
    document_named: bool = False
    why: str | None = None

    @property
    def answerable(self) -> bool:
        """Whether the documents answer it."""
        return bool(self.relevant)


def read_questions(path: Path) -> list[Question]:
    """The questions of a JSONL file, as :func:`parse_questions` reads them. EvalError where it cannot be read."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise EvalError(
            f"The question file {path} cannot be read: {error}. Give a JSONL file in UTF-8.",
            code="questions_unreadable",
            file=str(path),
        ) from error
    return parse_questions(text, str(path))


def parse_questions(text: str, file: str) -> list[Question]:
    """The questions of a text with one JSON object a line, in its order; ``file`` is what errors call it.

    A line needs ``question`` and ``relevant`` alone; a label needs ``document`` and ``quote``, or ``clause``.
    The rest has defaults: the number of the line as id, the language as guessed, grade 2. EvalError, naming
    file and line, where a line is no question, an id comes twice, or nothing is there.
    """
    lines = enumerate(text.splitlines(), start=1)
    questions = [_read_line(file, number, line) for number, line in lines if line.strip()]
    if not questions:
        raise EvalError(
            f"There is no question in {file}. Write one JSON object a line.", code="questions_empty", file=file
        )
    _check_ids(file, questions)
    return questions


def write_questions(path: Path, questions: Iterable[Question]) -> None:
    """Write questions, one a line, so that :func:`read_questions` gives the same."""
    lines = [json.dumps(_to_json(question), ensure_ascii=False) + "\n" for question in questions]
    path.write_text("".join(lines), encoding="utf-8", newline="\n")


def _read_line(file: str, number: int, line: str) -> Question:
    try:
        return _from_json(json.loads(line), default_id=str(number))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        problem = f"the field {error} is missing" if isinstance(error, KeyError) else str(error)
        raise EvalError(
            f"Line {number} of {file} is not a labelled question: {problem}. "
            "eval/questions/LABELLING.md lists the fields.",
            code="question_damaged",
            file=file,
            line=number,
            problem=problem,
        ) from error


def _check_ids(file: str, questions: Sequence[Question]) -> None:
    seen: set[str] = set()
    for question in questions:
        if question.id in seen:
            raise EvalError(
                f"The id {question.id!r} comes twice in {file}. Give every question an id of its own.",
                code="question_id_twice",
                file=file,
                question=question.id,
            )
        seen.add(question.id)


def _from_json(row: dict[str, Any], *, default_id: str) -> Question:  # what json gives
    relevant = tuple(_label(label) for label in row["relevant"])
    text = _text(row["question"], "question")
    if row.get("answerable", bool(relevant)) != bool(relevant):
        raise ValueError("answerable and relevant disagree")
    return Question(
        id=str(row.get("id", default_id)),
        language=Language(row["language"]) if "language" in row else guess_language(text) or Language.VI,
        form=Form(row.get("form", Form.PLAIN)),
        kind=Kind(row.get("kind", _default_kind(row, relevant))),
        text=text,
        relevant=relevant,
        answers=tuple(_text(answer, "answers") for answer in row.get("answers", ())),
        document_named=bool(row.get("document_named", False)),
        why=row.get("why"),
    )


def _default_kind(row: dict[str, Any], relevant: Sequence[Label]) -> Kind:
    if not relevant:
        return Kind.UNANSWERABLE
    return Kind.FACT if row.get("answers") else Kind.CLAUSE


def _label(row: dict[str, Any]) -> Label:
    grade = row.get("grade", 2)
    if grade not in (1, 2):
        raise ValueError(f"the grade {grade!r} is neither 1 nor 2")
    if "clause" in row:
        return ClauseLabel(_text(row["clause"], "clause"), grade)
    return QuotedLabel(_text(row["document"], "document"), _text(row["quote"], "quote"), grade)


def _text(value: object, field: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{field} has {value!r} where words should be")
    return value


def _to_json(question: Question) -> dict[str, object]:
    row: dict[str, object] = {
        "id": question.id,
        "language": question.language,
        "form": question.form,
        "kind": question.kind,
        "question": question.text,
        "answerable": question.answerable,
        "document_named": question.document_named,
        "relevant": [_label_to_json(label) for label in question.relevant],
        "answers": question.answers,
    }
    return row | {"why": question.why} if question.why else row


def _label_to_json(label: Label) -> dict[str, object]:
    match label:
        case QuotedLabel(document_id, quote, grade):
            return {"document": document_id, "quote": quote, "grade": grade}
        case ClauseLabel(clause_id, grade):
            return {"clause": clause_id, "grade": grade}
