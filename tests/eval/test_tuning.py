"""The search for weights sees what the searcher sees."""

import numpy as np
import pytest

from eval.gold import GoldFinder
from eval.questions import Split, read_questions
from eval.tuning import _case, _scores, tune
from index.hybrid import weight_names
from qa import understand


@pytest.fixture(scope="module")
def targets(library):
    finder = GoldFinder(library)
    answerable = [question for question in read_questions(Split.DEV.path) if question.relevant]
    return [finder.target(question) for question in answerable[::8]]


def _request_for(assistant, library):
    return lambda text: assistant.request_for(understand(text, library))


def test_scores_of_the_search_are_those_of_the_searcher(assistant, library, searcher, targets):
    request_for = _request_for(assistant, library)
    target = next(t for t in targets if (request := request_for(t.question.text)) and request.documents is None)
    case = _case(library, searcher, target, request_for)
    weights = np.array([getattr(searcher.scorer.weights, name) for name in weight_names()])
    best = {}
    for clause, score in zip(case.clause.tolist(), _scores(case, weights).tolist(), strict=True):
        best[clause] = max(score, best.get(clause, -1.0))
    fused = searcher.scorer.fuse(searcher.scorer.evidence(request_for(target.question.text)))
    np.testing.assert_allclose([best[row] for row in sorted(best)], fused.clauses, atol=1e-4)


def test_tuned_weights_keep_their_bounds_and_do_no_harm(assistant, library, searcher, targets):
    tuned = tune(library, searcher, targets, _request_for(assistant, library))
    values = {name: getattr(tuned.weights, name) for name in weight_names()}
    assert all(0 <= value <= 3 for value in values.values())
    assert values["furniture"] <= 1
    assert 0 < tuned.before <= 1
    assert tuned.after > tuned.before - 0.1
