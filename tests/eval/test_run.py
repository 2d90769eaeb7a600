from collections.abc import Callable
from dataclasses import replace

import pytest

from corpus import Bilingual, Span
from corpus.library import Library
from eval.questions import Question
from eval.report import About, Report
from eval.run import Answering, evaluate
from eval.summary import headline
from eval.verify import is_verified
from qa.answer import Passage, Quote

ABOUT = About("listed", "small")


@pytest.fixture(scope="module")
def report(listed: Answering, questions: list[Question]) -> Report:
    return evaluate(listed, questions, ABOUT)


def values(report: Report, question: str) -> dict[str, float]:
    return next(outcome.values for outcome in report.outcomes if outcome.id == question)


def test_fact_is_scored_by_rank_quote_and_short_answer(report: Report) -> None:
    assert values(report, "economy") == {
        **dict.fromkeys(("recall@1", "recall@5", "recall@10", "mrr@10", "ndcg@10", "recall@2000c"), 1.0),
        "answered": 1.0,
        "verified": 1.0,
        "first quote": 1.0,
        "short em": 1.0,
        "short f1": 1.0,
    }


def test_clause_that_is_found_second_but_not_quoted_first(report: Report) -> None:
    fraud = values(report, "fraud")
    assert (fraud["recall@1"], fraud["recall@5"], fraud["mrr@10"], fraud["first quote"]) == (0, 1, 0.5, 0)


def test_theme_is_scored_by_what_is_cited_and_what_is_gathered(report: Report) -> None:
    theme = values(report, "theme")
    assert (theme["theme precision"], theme["theme recall"], theme["gathered"]) == (1, 0.5, 1)


def test_unanswerable_question_is_scored_by_its_refusal_alone(report: Report) -> None:
    assert values(report, "lottery") == {"refused": 0.0, "verified": 1.0}
    assert values(report, "weather") == {"refused": 1.0}


def test_certainty_is_the_confidence_of_the_first_quote_and_0_for_a_refusal(report: Report) -> None:
    assert [outcome.certainty for outcome in report.outcomes] == [0.5, 0.5, 0.5, 0.5, 0.0]


def test_certainty_falls_back_to_the_score_where_nothing_is_calibrated(
    listed_of: Callable[..., Answering], questions: list[Question]
) -> None:
    uncalibrated = listed_of({"economy?": ("NQ/p1",)}, certainty=None)
    (outcome,) = evaluate(uncalibrated, questions[:1], ABOUT).outcomes
    assert outcome.certainty == 1.0


def test_copy_that_a_row_names_counts_as_found(small: Library, listed: Answering, questions: list[Question]) -> None:
    only_the_copy = replace(questions[0], relevant=questions[0].relevant[1:], document_named=True)
    (outcome,) = evaluate(listed, [only_the_copy], ABOUT).outcomes
    assert outcome.values["recall@1"] == 1
    assert outcome.documents == ("TH",)


def test_assistant_that_finds_nothing_scores_0_and_refuses_everything(
    listed_of: Callable[..., Answering], questions: list[Question]
) -> None:
    figures = headline(evaluate(listed_of({}), questions, ABOUT).outcomes)
    assert {name: figure.value for name, figure in figures.items()} == {
        **dict.fromkeys(("recall@1", "recall@5", "recall@10", "mrr@10", "ndcg@10", "recall@2000c"), 0.0),
        **dict.fromkeys(("first quote", "short em", "short f1", "theme precision", "theme recall", "gathered"), 0.0),
        "refused": 1.0,
        "answered": 0.0,
        "auroc": 0.5,
    }


def test_progress_counts_questions(listed: Answering, questions: list[Question]) -> None:
    counted: list[tuple[int, int]] = []
    evaluate(listed, questions[:2], ABOUT, progress=lambda done, of: counted.append((done, of)))
    assert counted == [(1, 2), (2, 2)]


def quote_of(listed: Answering) -> Quote:
    return listed.ask("economy?").quotes[0]


def moved(quote: Quote) -> Quote:
    span = quote.citation.span
    return replace(quote, citation=replace(quote.citation, span=Span(span.start + 1, span.end + 1)))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda quote: replace(quote, text=quote.text.replace("30%", "31%")),
        lambda quote: replace(quote, text=""),
        lambda quote: replace(quote, short="trên 30% GDP"),
        moved,
        lambda quote: replace(quote, citation=replace(quote.citation, clause_id="NQ/p2")),
        lambda quote: replace(quote, citation=replace(quote.citation, clause_id="NQ/p33")),
        lambda quote: replace(quote, citation=replace(quote.citation, label=Bilingual("mục I", "section I"))),
        lambda quote: replace(quote, lead_in=Passage("Đến năm 2045:", quote.citation)),
    ],
    ids=[
        "figure",
        "empty",
        "short answer",
        "span",
        "other clause",
        "unknown clause",
        "words of the citation",
        "lead-in",
    ],
)
def test_quote_that_is_not_the_original_is_seen(
    spoil: Callable[[Quote], Quote], small: Library, listed: Answering
) -> None:
    assert is_verified(small, quote_of(listed))
    assert not is_verified(small, spoil(quote_of(listed)))
