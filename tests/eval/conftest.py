"""A small library, an assistant that answers from a list, and the questions put to it."""

from collections.abc import Callable, Mapping

import pytest

from corpus import Clause, Language, SourceKind, cite
from corpus.library import Library
from eval.questions import Form, Kind, Label, Question, QuotedLabel
from index import Parts
from qa import Answer, Quote, Reason, RepeatedIn, Result, SearchReply

ECONOMY = "Kinh tế số đạt tối thiểu 30% GDP."
FRAUD = "Chống lừa đảo trực tuyến."
DATA = "Hình thành sàn giao dịch dữ liệu."


@pytest.fixture(scope="package")
def small(library_of: Callable[..., Library]) -> Library:
    """A resolution of two clauses, one of them again in a summary, and one clause that nobody asks for."""
    return library_of(
        {
            "NQ": [["Mục tiêu đến năm 2030.", ECONOMY], [FRAUD], ["Phát triển du lịch."]],
            "TH": [[ECONOMY], [DATA]],
        },
        TH=SourceKind.SUMMARY,
    )


class ListedAssistant:
    """Answers each question with the clauses listed for it, and quotes the last sentence of the first one."""

    def __init__(self, library: Library, found: Mapping[str, tuple[str, ...]], *, certainty: float = 0.5) -> None:
        self.library = library
        self._found = found
        self._certainty = certainty

    def ask(self, question: str, *, k: int = 10) -> Answer:
        clauses = [self.library.clause(clause_id) for clause_id in self._found.get(question, ())[:k]]
        results = tuple(self._result(rank, clause) for rank, clause in enumerate(clauses, start=1))
        reply = SearchReply(question, Language.VI, question, results)
        quotes = (self._quote(clauses[0]),) if clauses else ()
        return Answer(reply, quotes, None if quotes else Reason.NOT_STATED)

    def _result(self, rank: int, clause: Clause) -> Result:
        copies = [self.library.clause("TH/p1")] if clause.id == "NQ/p1" else []
        citation = cite(self.library.source(clause.document_id), clause)
        also_in = tuple(RepeatedIn(copy, cite(self.library.source("TH"), copy), False) for copy in copies)
        return Result(rank, 1 / rank, clause, citation, None, also_in, Parts(0.0, 0.0, 0.0), ())

    def _quote(self, clause: Clause) -> Quote:
        sentence = len(clause.sentences) - 1
        citation = cite(self.library.source(clause.document_id), clause, sentence=sentence)
        text = self.library.sentences(clause)[sentence]
        short = "tối thiểu 30% GDP" if "30%" in text else None
        return Quote(text, short, None, self._certainty, clause, citation, None, ())


def ask(
    name: str, kind: Kind, *labels: Label, answers: tuple[str, ...] = (), language: Language = Language.VI
) -> Question:
    return Question(name, language, Form.PLAIN, kind, f"{name}?", labels, answers)


@pytest.fixture(scope="package")
def questions() -> list[Question]:
    """One question of each kind that is scored in its own way."""
    economy = (QuotedLabel("NQ", ECONOMY), QuotedLabel("TH", ECONOMY))
    return [
        ask("economy", Kind.FACT, *economy, answers=("tối thiểu 30% GDP",)),
        ask("fraud", Kind.CLAUSE, QuotedLabel("NQ", FRAUD), language=Language.EN),
        ask("theme", Kind.THEME, QuotedLabel("NQ", FRAUD), QuotedLabel("TH", DATA, 1)),
        ask("lottery", Kind.UNANSWERABLE),
        ask("weather", Kind.UNANSWERABLE),
    ]


@pytest.fixture(scope="package")
def found() -> dict[str, tuple[str, ...]]:
    """What the listed assistant finds: all right but the fraud, found second, and the lottery, answered."""
    return {
        "economy?": ("NQ/p1",),
        "fraud?": ("NQ/p3", "NQ/p2"),
        "theme?": ("NQ/p2", "TH/p2"),
        "lottery?": ("NQ/p3",),
    }


@pytest.fixture(scope="package")
def listed(small: Library, found: Mapping[str, tuple[str, ...]]) -> ListedAssistant:
    return ListedAssistant(small, found)


@pytest.fixture(scope="package")
def listed_of(small: Library) -> Callable[..., ListedAssistant]:
    """An assistant over the small library that finds what is given."""
    return lambda found, **options: ListedAssistant(small, found, **options)
