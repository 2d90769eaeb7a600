from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.calibration import FALSE_REFUSALS, FURTHER, Judged, _threshold, calibrate
from eval.questions import read_questions
from qa.confidence import DIRECTIONS, Calibration, Signs

RULE = Calibration(Signs(*(0.0,) * len(Signs._fields))._replace(gloss=4.0, covered=3.0, other_year=-4.0), -3.0, 0.5)


def questions(rule, count, seed=1):
    """Made-up questions, each as often answerable as the rule says."""
    rng = np.random.default_rng(seed)
    drawn = rng.random((count, len(Signs._fields)))
    drawn[:, Signs._fields.index("other_year")] = rng.random(count) < 0.3
    rows = [Signs(*row) for row in drawn.tolist()]
    return [Judged(row, bool(rng.random() < rule.probability(row))) for row in rows]


@pytest.fixture(scope="module")
def planted():
    return questions(RULE, 1500)


@pytest.fixture(scope="module")
def found(planted):
    return calibrate(planted)


def test_planted_rule_is_recovered_drawn_towards_zero(found):
    weights = found.calibration.weights
    assert 2 < weights.gloss < 4
    assert 1.5 < weights.covered < 3
    assert -4 < weights.other_year < -2
    others = weights._replace(gloss=0.0, covered=0.0, other_year=0.0)
    assert max(map(abs, others)) < 0.5


def test_probabilities_are_near_those_of_the_planted_rule(found):
    fresh = [each.signs for each in questions(RULE, 300, seed=2)]
    said, true = (np.array([rule.probability(signs) for signs in fresh]) for rule in (found.calibration, RULE))
    assert np.corrcoef(said, true)[0, 1] > 0.98
    assert np.abs(said - true).mean() < 0.1


def test_what_is_said_is_about_as_often_true(found):
    said = [mean for mean, _ in found.reliability]
    assert said == sorted(said)
    assert len(said) == 5
    assert [true for _, true in found.reliability] == pytest.approx(said, abs=0.12)


def test_rule_that_divides_is_worth_more_than_chance(found):
    noise = calibrate(questions(RULE._replace(weights=Signs(*(0.0,) * len(Signs._fields)), intercept=0.5), 400))
    assert 0.35 < noise.auroc < 0.65
    assert found.auroc > 0.8
    assert found.refused > noise.refused
    assert noise.refused < 0.2


@pytest.mark.parametrize("name", Signs._fields)
def test_sign_that_speaks_the_wrong_way_in_the_sample_counts_for_nothing(name):
    wrong_way = Signs(*(0.0,) * len(Signs._fields))._replace(**{name: -6.0 * getattr(DIRECTIONS, name)})
    found = calibrate(questions(Calibration(wrong_way, 3.0 * getattr(DIRECTIONS, name), 0.5), 200))
    assert getattr(found.calibration.weights, name) == 0


@pytest.mark.parametrize("seed", range(5))
def test_no_sign_is_turned_round(seed):
    weights = calibrate(questions(RULE, 60, seed)).calibration.weights
    assert [w * d >= 0 for w, d in zip(weights, DIRECTIONS, strict=True)] == [True] * len(DIRECTIONS)


def test_sign_that_never_varies_counts_for_nothing(planted):
    same = [each for each in planted if not each.signs.other_year][:300]
    constant = [Judged(each.signs._replace(relevance=0.1, unknown=1.0), each.answerable) for each in same]
    weights = calibrate(constant).calibration.weights
    assert (weights.relevance, weights.unknown, weights.other_year) == (0, 0, 0)


# The threshold


@given(st.lists(st.floats(0, 1), min_size=1, max_size=300))
def test_threshold_refuses_no_more_answerable_questions_than_it_may(probabilities):
    threshold = _threshold(np.array(probabilities))
    refused = sum(each < threshold for each in probabilities)
    assert refused <= FALSE_REFUSALS * len(probabilities)


@pytest.mark.parametrize("count", [25, 100, 101, 110, 999])
def test_threshold_refuses_as_many_as_it_may(count):
    probabilities = np.arange(count) / count
    refused = int((probabilities < _threshold(probabilities) + 0.001).sum())
    assert refused >= int(FALSE_REFUSALS * (count - 1))


def test_threshold_of_a_calibration_refuses_unanswerable_questions_and_few_others(planted, found):
    calibration = found.calibration
    refused = {
        answerable: np.mean(
            [
                calibration.probability(each.signs) < calibration.threshold
                for each in planted
                if each.answerable is answerable
            ]
        )
        for answerable in (True, False)
    }
    assert refused[True] < 2 * FALSE_REFUSALS
    assert refused[False] > 0.3


# Questions beside those of the split


def test_further_questions_teach_but_are_not_measured(planted):
    kept, further = planted[:300], [Judged(each.signs, False, 0.5, measured=False) for each in planted[300:600]]
    alone, taught = calibrate(kept), calibrate([*kept, *further])
    assert taught.calibration.intercept != alone.calibration.intercept
    held_back = np.mean([each.answerable for each in kept])
    assert np.mean([true for _, true in taught.reliability]) == pytest.approx(held_back, abs=1e-9)
    assert np.mean([said for said, _ in taught.reliability]) < held_back


def test_question_without_weight_teaches_nothing(planted):
    kept, ignored = planted[:200], [Judged(each.signs, False, 0.0, measured=False) for each in planted[200:400]]
    fresh = [each.signs for each in planted[400:500]]
    alone, taught = calibrate(kept).calibration, calibrate([*kept, *ignored]).calibration
    apart = [alone.probability(signs) - taught.probability(signs) for signs in fresh]
    assert np.abs(apart).max() < 0.05


def test_same_questions_give_the_same_calibration(planted):
    assert calibrate(planted[:100]) == calibrate(planted[:100])


def test_questions_that_ship_for_it_are_of_both_sorts_and_languages():
    further = read_questions(FURTHER)
    sorts = Counter((question.answerable, str(question.language)) for question in further)
    assert set(sorts) == {(answerable, language) for answerable in (True, False) for language in ("vi", "en")}
    assert min(sorts.values()) > 50
    texts = [question.text.casefold() for question in further]
    assert len(set(texts)) == len(texts)
