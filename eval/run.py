"""The program, asked every question of a labelled set."""

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Protocol

from corpus.library import Library
from eval.answering import cited_precision, cited_recall, exact_match, holds_gold, token_f1
from eval.gold import GoldFinder, Place, Target
from eval.questions import Kind, Question
from eval.report import About, Outcome, Report
from eval.retrieval import ROWS, Row, held_by, row_of, score_results
from eval.verify import is_verified
from qa import Answer, Quote

Progress = Callable[[int, int], None]


class Answering(Protocol):
    """What is measured: :class:`qa.Assistant`, or whatever answers as it does."""

    library: Library

    def ask(self, question: str, *, k: int = 10) -> Answer:
        """The quotes that answer, and the ``k`` best clauses."""


def evaluate(
    assistant: Answering, questions: Sequence[Question], about: About, *, progress: Progress | None = None
) -> Report:
    """Ask every question as a reader would, and measure what comes back.

    ``progress(done, of)`` counts questions. EvalError where a label does not fit the documents.
    """
    finder = GoldFinder(assistant.library)
    targets = [finder.target(question) for question in questions]
    answers: dict[str, Answer] = {}
    times: dict[str, float] = {}
    for number, question in enumerate(questions, start=1):
        start = time.perf_counter()
        answers[question.id] = assistant.ask(question.text, k=ROWS)
        times[question.id] = 1000 * (time.perf_counter() - start)
        if progress:
            progress(number, len(questions))
    rows = {name: [row_of(result) for result in answer.reply.results] for name, answer in answers.items()}
    searched = score_results(assistant.library, targets, rows, about, milliseconds=times)
    return Report(
        about,
        tuple(
            _with_answer(assistant.library, outcome, target, answers[outcome.id], rows[outcome.id])
            for outcome, target in zip(searched.outcomes, targets, strict=True)
        ),
    )


def _with_answer(library: Library, outcome: Outcome, target: Target, answer: Answer, rows: Sequence[Row]) -> Outcome:
    """The outcome of a search, with what the quotes are worth."""
    first = answer.quotes[0] if answer.quotes else None
    right = first is not None and holds_gold(_place(first), target.sentences)
    values = dict(outcome.values)
    if outcome.answerable:
        values["answered"] = float(answer.found)
    else:
        values["refused"] = float(not answer.found)
    if answer.quotes:
        values["verified"] = sum(is_verified(library, quote) for quote in answer.quotes) / len(answer.quotes)
    match outcome.kind:
        case Kind.FACT | Kind.CLAUSE if outcome.answerable:
            values["first quote"] = float(right)
        case Kind.THEME | Kind.COMPARISON if outcome.answerable:
            values["gathered"] = _gathered(library, target, answer, rows)
    if outcome.kind is Kind.FACT and target.question.answers:
        short = first.short if first else None
        values["short em"] = exact_match(short, target.question.answers)
        values["short f1"] = token_f1(short, target.question.answers)
    if outcome.kind is Kind.THEME and outcome.answerable:
        values["theme precision"] = cited_precision(_cited(answer), target.sentences)
        values["theme recall"] = cited_recall([_place(quote) for quote in answer.quotes], target.sentences)
    return replace(
        outcome,
        values=values,
        quoted=first.text if first else None,
        certainty=_certainty(answer),
        right=right,
    )


def _place(quote: Quote) -> Place:
    return Place(quote.clause.document_id, quote.citation.span)


def _cited(answer: Answer) -> list[Place]:
    """The sentences that the quotes are made of."""
    return [
        sentence
        for quote in answer.quotes
        for span in quote.clause.sentences
        if (sentence := Place(quote.clause.document_id, span)).overlaps(_place(quote))
    ]


def _gathered(library: Library, target: Target, answer: Answer, rows: Sequence[Row]) -> float:
    """The share of the gold clauses that are quoted or stand in the first rows."""
    quoted = [Row("", quote.text, (_place(quote),), 0.0) for quote in answer.quotes]
    held = {clause for row in (*quoted, *rows) for clause in held_by(library, row, target)}
    return len(held) / len(target.clauses)


def _certainty(answer: Answer) -> float:
    """The confidence of the first quote; where nothing is calibrated, the score of the first row; 0 for a refusal."""
    if not answer.found:
        return 0.0
    if answer.quotes and answer.quotes[0].confidence is not None:
        return answer.quotes[0].confidence
    return answer.reply.results[0].score if answer.reply.results else 1.0
