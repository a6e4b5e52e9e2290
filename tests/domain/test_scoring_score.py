"""Score sheets: the model against a second writing of it, statuses, groups and self-view."""

from math import exp
from typing import Any

import pytest
from hypothesis import given, settings

from assessment.domain.areas import AreaId, Cluster
from assessment.domain.attempts import Marks, Response
from assessment.domain.bank import (
    ChoiceKey,
    ExhibitKey,
    ItemBank,
    ItemId,
    JudgementKey,
    NumberKey,
    UnitKey,
)
from assessment.domain.scoring.score import score
from assessment.domain.scoring.sheet import SCORING_VERSION, AreaScore
from tests.domain import scoring_by_the_book as book
from tests.domain.scoring_forms import (
    answers,
    make_bank,
    make_claim,
    make_exhibit,
    make_judgement,
    make_number,
    make_self,
    sittings,
)

GOOD = (5, 1, 4, 2, 3)
A, B = AreaId("a"), AreaId("b")


def as_written(key: UnitKey) -> dict[str, Any]:
    """An item as the score program's JSON writes it."""
    common = {"difficulty": key.difficulty, "key_status": key.key_status}
    match key:
        case JudgementKey():
            return {**common, "format": "sjt", "options": key.effectiveness}
        case ExhibitKey():
            return {**common, "format": "exhibit", "truth": key.truth}
        case ChoiceKey():
            return {**common, "format": "mcq", "correct": key.correct}
        case NumberKey():
            return {
                **common,
                "format": "numeric",
                "correct": key.correct,
                "tolerance": key.tolerance,
            }


@given(sittings())
@settings(deadline=None, max_examples=40)
def test_the_sheet_agrees_with_the_model_written_a_second_time(
    sitting: tuple[ItemBank, dict[ItemId, Response]],
) -> None:
    bank, responses = sitting
    sheet = score(bank, responses)
    logs: dict[str, list[float]] = {area: [0.0] * 41 for area in sheet.areas}
    for key in bank.items:
        if isinstance(key, UnitKey):
            terms = book.log_likelihood(as_written(key), responses[key.id].value)
            logs[key.area] = [x + y for x, y in zip(logs[key.area], terms, strict=True)]
    pg, marginal, _ = book.posterior(logs)
    assert sheet.node_weights == pytest.approx(pg, abs=1e-9)
    for area, found in sheet.areas.items():
        assert found.log_likelihood == pytest.approx(logs[area], abs=1e-9)
        assert found.distribution == pytest.approx(marginal[area], abs=1e-9)
        mean = sum(p * t for p, t in zip(marginal[area], book.THETA, strict=True))
        assert found.level == pytest.approx(min(5, max(1, mean)), abs=1e-9)
        assert found.wide_range is not None
        assert found.likely_range is not None
        low, high = (min(5, max(1, book.quantile(marginal[area], q))) for q in (0.05, 0.95))
        assert (found.wide_range.low, found.wide_range.high) == pytest.approx((low, high), abs=1e-6)
        low, high = (min(5, max(1, book.quantile(marginal[area], q))) for q in (0.1, 0.9))
        assert found.likely_range.low == pytest.approx(low, abs=1e-6)
        assert found.likely_range.high == pytest.approx(high, abs=1e-6)
        said = found.said
        assert said is not None
        assert found.p_blind_spot == pytest.approx(book.cdf(marginal[area], said - 1), abs=1e-9)
        assert found.p_hidden_strength == pytest.approx(
            1 - book.cdf(marginal[area], said + 1), abs=1e-9
        )


@given(sittings())
@settings(deadline=None, max_examples=20)
def test_probabilities_are_probabilities_and_ranges_are_nested(
    sitting: tuple[ItemBank, dict[ItemId, Response]],
) -> None:
    sheet = score(*sitting)
    assert sum(sheet.node_weights) == pytest.approx(1.0)
    for found in sheet.areas.values():
        assert found.distribution is not None
        assert found.wide_range is not None
        assert found.likely_range is not None
        assert found.prior_pull is not None
        assert sum(found.distribution) == pytest.approx(1.0)
        assert min(found.distribution) >= 0
        assert found.wide_range.low <= found.likely_range.low
        assert found.likely_range.high <= found.wide_range.high
        assert 0 <= found.prior_pull <= 0.5


def test_an_area_alone_is_prior_times_likelihood() -> None:
    # One area: summing p(g) row_g(theta) over g gives the starting distribution, so the posterior
    # is that times L, whatever the split into common and own part.
    bank = make_bank(make_number("n1"), make_number("n2", difficulty=3.5))
    found = score(bank, answers(n1=120.0, n2=90.0)).areas[A]
    heights = [exp(-g * g / 2) for g in book.G]
    start = [
        sum(w * row[i] for w, row in zip(heights, book.rows(), strict=True)) for i in range(41)
    ]
    joint = [p * exp(ell) for p, ell in zip(start, found.log_likelihood, strict=True)]
    assert found.distribution == pytest.approx([v / sum(joint) for v in joint], abs=1e-12)


def one_area(*scored: bool) -> AreaScore:
    """A sheet of one area with numbers at 3.0, answered (True) or skipped (False)."""
    bank = make_bank(*(make_number(f"n{i}") for i in range(len(scored))))
    given = {f"n{i}": 120.0 for i, answered in enumerate(scored) if answered}
    return score(bank, answers(**given)).areas[A]


def test_no_or_one_scored_unit_withholds_every_figure() -> None:
    for found in (one_area(False, False, False), one_area(True, False, False)):
        assert found.status == "withheld"
        for figure in (
            found.level,
            found.standard_error,
            found.distribution,
            found.likely_range,
            found.wide_range,
            found.prior_pull,
        ):
            assert figure is None


def test_two_scored_units_are_provisional() -> None:
    assert one_area(True, True).status == "provisional"


def exhibits(offered: int, answered: int) -> AreaScore:
    """One area of exhibits, four of five statements marked right in each one answered."""
    bank = make_bank(*(make_exhibit(f"e{i}") for i in range(offered)))
    marks: Marks = ("T", "F", "T", "F", "F")
    return score(bank, answers(**{f"e{i}": marks for i in range(answered)})).areas[A]


def test_three_units_with_a_narrow_spread_are_reported() -> None:
    found = exhibits(3, 3)
    assert found.standard_error is not None
    assert found.standard_error <= 0.85
    assert found.status == "reported"


def test_three_units_with_a_wide_spread_are_provisional() -> None:
    # Near-perfect judgements say "high" and little else: the ceiling leaves the upper end open.
    bank = make_bank(*(make_judgement(f"j{i}") for i in range(3)))
    found = score(bank, answers(**{f"j{i}": (4, 1, 5, 3, 2) for i in range(3)})).areas[A]
    assert found.standard_error is not None
    assert found.standard_error > 0.85
    assert found.status == "provisional"


def test_more_than_a_quarter_missing_is_provisional_whatever_the_spread() -> None:
    part = exhibits(5, 3)
    assert part.standard_error is not None
    assert part.standard_error <= 0.85
    assert part.status == "provisional"
    assert exhibits(4, 3).status == "reported"


def test_claims_never_count_as_units() -> None:
    bank = make_bank(make_claim("cl1"), make_claim("cl2"), make_claim("cl3"))
    found = score(bank, answers(cl1=4, cl2=4, cl3=4)).areas[A]
    assert (found.units_offered, found.status) == (0, "withheld")


def test_every_area_of_the_bank_and_every_area_asked_for_is_on_the_sheet() -> None:
    bank = make_bank(make_number("n", "b"), make_self("s", "c"))
    sheet = score(bank, {}, areas=[AreaId("z"), B])
    assert list(sheet.areas) == ["z", "b", "c"]
    assert sheet.scoring_version == SCORING_VERSION
    assert score(bank, {}).areas.keys() == {"b", "c"}


def test_the_blind_spot_is_the_chance_of_a_level_at_least_one_below_the_self_rating() -> None:
    bank = make_bank(make_self(), make_judgement("j0"), make_judgement("j1"))
    reversed_order = (1, 5, 2, 4, 3)
    found = score(bank, answers(s=5, j0=reversed_order, j1=reversed_order)).areas[A]
    assert found.said == 5
    assert found.p_blind_spot is not None
    assert found.p_blind_spot > 0.9
    assert found.p_hidden_strength == pytest.approx(0.0)
    low = score(bank, answers(s=1, j0=GOOD, j1=GOOD)).areas[A]
    assert low.p_blind_spot == 0.0
    assert low.p_hidden_strength is not None
    assert low.p_hidden_strength > 0.9


def test_without_a_self_rating_nothing_is_compared() -> None:
    bank = make_bank(make_self(), make_judgement("j0"), make_judgement("j1"))
    sheet = score(bank, answers(j0=GOOD, j1=GOOD))
    assert sheet.areas[A].said is None
    assert sheet.areas[A].p_blind_spot is None
    assert sheet.areas[A].p_hidden_strength is None
    assert sheet.tilt is None


def test_the_tilt_is_the_mean_of_said_minus_shown() -> None:
    bank = make_bank(
        make_self("sa", "a"),
        make_self("sb", "b"),
        *(make_judgement(f"{area}{i}", area) for area in "ab" for i in range(2)),
    )
    sheet = score(bank, answers(sa=5, sb=4, a0=GOOD, a1=GOOD, b0=GOOD, b1=GOOD))
    levels = [sheet.areas[A].level, sheet.areas[B].level]
    assert levels[0] is not None
    assert levels[1] is not None
    assert sheet.tilt is not None
    assert sheet.tilt.mean == pytest.approx(((5 - levels[0]) + (4 - levels[1])) / 2)
    assert sheet.tilt.areas == 2
    own = [sheet.areas[A].standard_error, sheet.areas[B].standard_error]
    assert own[0] is not None
    # Two areas that go together: less certain than independent ones, surer than one.
    assert own[0] / 2**0.5 < sheet.tilt.standard_error < own[0]


CLUSTERS: dict[AreaId, Cluster] = {A: "business", B: "business", AreaId("c"): "people"}


def quick_form() -> ItemBank:
    return make_bank(*(make_judgement(f"{area}0", area) for area in "abc"))


def test_a_quick_form_gives_groups_and_no_areas() -> None:
    sheet = score(quick_form(), answers(a0=GOOD, b0=GOOD, c0=GOOD), clusters=CLUSTERS)
    assert {found.status for found in sheet.areas.values()} == {"withheld"}
    assert sheet.overall is not None
    assert set(sheet.clusters) == {"business", "people"}
    low = score(
        quick_form(), answers(a0=(1, 5, 2, 4, 3), b0=(1, 5, 2, 4, 3), c0=GOOD), clusters=CLUSTERS
    )
    assert low.clusters["business"].level < low.clusters["people"].level
    assert low.overall is not None
    assert low.overall.level < sheet.overall.level


def test_the_overall_level_is_the_mean_of_the_area_levels() -> None:
    bank = make_bank(*(make_judgement(f"{area}{i}", area) for area in "ab" for i in range(2)))
    sheet = score(bank, answers(a0=GOOD, a1=(4, 2, 4, 2, 3), b0=(3, 3, 3, 2, 2), b1=GOOD))
    a, b = sheet.areas[A], sheet.areas[B]
    assert sheet.overall is not None
    assert a.level is not None
    assert b.level is not None
    assert sheet.overall.level == pytest.approx((a.level + b.level) / 2)
    assert sheet.overall.likely_range.low < sheet.overall.level < sheet.overall.likely_range.high
    assert a.likely_range is not None
    width = a.likely_range.high - a.likely_range.low
    assert sheet.overall.likely_range.high - sheet.overall.likely_range.low < width


def test_a_group_mostly_unanswered_has_no_level() -> None:
    sheet = score(quick_form(), answers(a0=GOOD), clusters=CLUSTERS)
    assert sheet.overall is None
    assert sheet.clusters == {}
    most = score(quick_form(), answers(a0=GOOD, b0=GOOD), clusters=CLUSTERS)
    assert most.overall is not None
    assert set(most.clusters) == {"business"}


def test_prior_pull_is_larger_where_little_was_answered() -> None:
    bank = make_bank(
        *(make_exhibit(f"a{i}", "a") for i in range(2)),
        *(make_exhibit(f"b{i}", "b") for i in range(9)),
    )
    right: Marks = ("T", "F", "T", "F", "?")
    sheet = score(bank, answers(**{str(item.id): right for item in bank.items}))
    a, b = sheet.areas[A].prior_pull, sheet.areas[B].prior_pull
    assert a is not None
    assert b is not None
    assert 0 < b < a < 0.5


def test_a_wrong_kind_of_value_is_refused() -> None:
    with pytest.raises(ValueError, match="cannot be answered"):
        score(make_bank(make_self()), answers(s=(3,)))


def test_the_first_self_rating_by_id_is_taken() -> None:
    bank = make_bank(make_self("s2"), make_self("s1"), make_self("s3"))
    assert score(bank, answers(s2=2, s1=1)).areas[A].said == 1
    assert score(bank, answers(s2=2, s1=None)).areas[A].said == 2
