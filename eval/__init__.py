"""How well the program finds and answers, on questions with known answers."""

from eval.questions import ClauseLabel, Form, Kind, Question, QuotedLabel, Split, parse_questions, read_questions
from eval.report import About, Outcome, Report, read_report
from eval.run import evaluate

__all__ = [
    "About",
    "ClauseLabel",
    "Form",
    "Kind",
    "Outcome",
    "Question",
    "QuotedLabel",
    "Report",
    "Split",
    "evaluate",
    "parse_questions",
    "read_questions",
    "read_report",
]
