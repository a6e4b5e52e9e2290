"""What one unit contributes (MEASUREMENT.md 2.2, 2.3), by hand."""

from math import log

import pytest

from assessment.domain.attempts import Value
from assessment.domain.bank import UnitKey
from assessment.domain.scoring.grid import GRID
from assessment.domain.scoring.units import (
    discrimination,
    effective_trials,
    is_rapid,
    response_curve,
    score_unit,
    unit_log_likelihood,
)
from tests.domain.scoring_forms import (
    answer,
    make_choice,
    make_exhibit,
    make_judgement,
    make_number,
)

RIGHT: list[tuple[UnitKey, Value]] = [
    (make_judgement("i"), (5, 1, 4, 2, 3)),
    (make_exhibit("i"), ("T", "F", "T", "F", "T")),
    (make_number("i"), 120.0),
    (make_choice("i"), 1),
]


def test_doubt_about_the_difficulty_flattens_the_curve() -> None:
    # a = 0.9, sd 0.6: 0.9 / sqrt(1 + 0.3927 x 0.81 x 0.36) = 0.9 / sqrt(1.11451) = 0.85251.
    assert discrimination(0.9, 0.6) == pytest.approx(0.85251, abs=1e-5)
    # a = 1.3, sd 0.9: 1.3 / sqrt(1 + 0.3927 x 1.69 x 0.81) = 1.3 / sqrt(1.53757) = 1.04840.
    assert discrimination(1.3, 0.9) == pytest.approx(1.04840, abs=1e-5)


def test_keys_by_authors_count_less_than_keys_by_a_panel() -> None:
    by_panel = score_unit(make_judgement(key_status="panel"), None)
    by_author = score_unit(make_judgement(key_status="author"), None)
    assert by_author.discrimination < by_panel.discrimination


@pytest.mark.parametrize(
    ("key", "trials"),
    [
        (make_judgement(), 1.30 * 4),
        (make_judgement(effectiveness=(3.0, 3.1, 3.2, 5.0)), 1.30 * 3),
        (make_exhibit(), 5.0),
        (make_exhibit(truth=(True, False, True)), 3.0),
        (make_choice(), 0.95),
        (make_number(), 0.95),
    ],
)
def test_weights_count_actions_and_statements(key: UnitKey, trials: float) -> None:
    assert effective_trials(key) == pytest.approx(trials)


def test_actions_left_unrated_do_not_count_as_evidence() -> None:
    unit = score_unit(make_judgement(), answer("j", (5, 1, 4, None, None)))
    assert unit.weight == pytest.approx(1.30 * 2)


def test_guessing_depends_on_the_number_of_options() -> None:
    assert response_curve(make_choice(options=3)).floor == 0.31
    assert response_curve(make_choice(options=4)).floor == pytest.approx(0.23)
    assert response_curve(make_choice(options=2)).floor == pytest.approx(0.48)
    assert response_curve(make_choice(options=200)).floor == 0.01


def test_the_log_likelihood_of_a_right_number_at_its_difficulty() -> None:
    key = make_number(difficulty=3.0)
    terms = unit_log_likelihood(key, score_unit(key, answer("n", 120.0)))
    # At the difficulty P is half-way from .03 to .96: .495; w = .95.
    assert terms is not None
    assert terms[GRID.index(3.0)] == pytest.approx(0.95 * log(0.495))


def test_the_log_likelihood_of_a_judgement_half_right() -> None:
    key = make_judgement(difficulty=3.0)
    unit = score_unit(key, answer("j", (3, 3, 3, 3, 3)))
    terms = unit_log_likelihood(key, unit)
    # x = .5, P = (.60 + .93) / 2 = .765, w = 5.2.
    assert unit.x == 0.5
    assert terms is not None
    assert terms[GRID.index(3.0)] == pytest.approx(5.2 * (0.5 * log(0.765) + 0.5 * log(0.235)))


@pytest.mark.parametrize(("key", "value"), RIGHT)
def test_a_right_answer_speaks_for_higher_levels_all_along(key: UnitKey, value: Value) -> None:
    terms = unit_log_likelihood(key, score_unit(key, answer("i", value)))
    assert terms is not None
    assert list(terms) == sorted(terms)


def test_missing_is_told_apart_by_reason() -> None:
    key = make_judgement()
    assert score_unit(key, None).missing == "skipped"
    assert score_unit(key, answer("j", None)).missing == "skipped"
    assert score_unit(key, answer("j", (None,) * 5)).missing == "skipped"
    assert score_unit(key, answer("j", (5, 1, 4, 2, 3), seconds=17.9)).missing == "not-read"
    assert score_unit(key, answer("j", (5, 1, None, None, None))).missing == "too-little-answered"
    assert score_unit(key, answer("j", (5, 1, 4, 2, 3), seconds=18.0)).missing is None


def test_a_missing_unit_has_no_score_and_no_likelihood() -> None:
    key = make_number()
    unit = score_unit(key, answer("n", 120.0, seconds=1.0))
    assert unit.x is None
    assert unit_log_likelihood(key, unit) is None


def test_rapid_is_under_thirty_per_cent_and_never_over_two_and_a_half_seconds_for_short_items() -> (
    None
):
    assert is_rapid(70.0, 20.9)
    assert not is_rapid(70.0, 21.0)
    assert is_rapid(6.0, 2.49)
    assert not is_rapid(6.0, 2.5)
    assert not is_rapid(70.0, None)
