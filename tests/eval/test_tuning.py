"""The search for weights ranks as the searcher does, and finds better ones where there are."""

from dataclasses import replace

import pytest

from eval.gold import GoldFinder
from eval.questions import Split, read_questions
from eval.tuning import _case, _worth, tune
from index.hybrid import Weights, weight_names
from qa import understand


@pytest.fixture(scope="module")
def targets(library):
    finder = GoldFinder(library)
    answerable = [question for question in read_questions(Split.DEV.path) if question.relevant]
    return [(finder.target(question), 1.0) for question in answerable[::12]]


@pytest.fixture(scope="module")
def request_for(assistant, library):
    return lambda text: assistant.request_for(understand(text, library))


@pytest.fixture
def scorer(searcher):
    """The scorer of the searcher, its weights as they were afterwards."""
    before = searcher.scorer.weights
    yield searcher.scorer
    searcher.scorer.weights = before


def test_what_a_row_shows_is_what_the_evaluation_finds_in_it(assistant, library, searcher, targets, request_for):
    for target, weight in targets:
        case = _case(library, searcher, target, weight, request_for)
        if case is None:
            continue
        rows, _ = searcher.rank(case.evidence, case.request, k=10)
        gold = {clause.clause_id for clause in target.clauses}
        for hit, row in zip(searcher.search(case.request, k=10), rows, strict=True):
            assert library.row(hit.clause_id) == row
            shown = {hit.clause_id, *(copy.clause_id for copy in hit.also_in)} & gold
            assert shown <= case.shown.get(row, frozenset()) <= gold


def test_worth_is_highest_where_the_gold_clauses_come_first(library, searcher, scorer, targets, request_for):
    cases = [case for target, weight in targets if (case := _case(library, searcher, target, weight, request_for))]
    assert 0 < _worth(searcher, Weights(), cases) <= 1
    assert _worth(searcher, Weights(), cases) > _worth(searcher, _no_weights(), cases)


def test_search_finds_its_way_back_from_spoilt_weights(library, searcher, scorer, targets, request_for):
    spoilt = replace(Weights(), text_lexical=0.0, question_lexical=0.01, question_dense=0.01, furniture=0.01)
    scorer.weights = spoilt
    tuned = tune(library, searcher, targets, request_for)
    assert tuned.after > tuned.before
    assert tuned.weights != spoilt
    assert all(getattr(tuned.weights, name) >= 0 for name in weight_names())
    assert scorer.weights == spoilt


def _no_weights():
    return Weights(**dict.fromkeys(weight_names(), 0.0))
