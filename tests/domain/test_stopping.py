"""When stopping is offered, and what has then been asked: by hand, and by rules."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.domain.answers import SavedAnswer, response_for_scoring
from assessment.domain.attempts import Booklet, BookletEntry, Response
from assessment.domain.bank import ItemId
from assessment.domain.booklets import assemble_booklet, assemble_deep_dive, bank_of
from assessment.domain.items import DemonstratedUnit
from assessment.domain.profiles import Context
from assessment.domain.scoring.score import score
from assessment.domain.stopping import (
    FEWEST_LEFT,
    all_decided,
    asked_until,
    is_critical,
    may_be_decided,
    units_left,
)
from assessment.domain.targets import build_target
from tests.builders import make_answer, make_booklet
from tests.content import shipped
from tests.domain.scoring_forms import (
    make_area_score,
    make_sheet,
    make_target_level,
    split,
)
from tests.domain.scoring_forms import make_target as target_of

CATALOG = shipped.catalog()
TARGET = build_target(
    next(p for p in CATALOG.profiles.values() if p.id == "scale-up"),
    Context(),
    CATALOG.adjustments,
)


@pytest.mark.parametrize(
    ("p", "units", "decided"),
    [
        (0.90, 3, True),
        (0.899, 3, False),
        (0.10, 3, True),
        (0.101, 3, False),
        (0.99, 2, False),
        (0.50, 9, False),
    ],
)
def test_an_area_is_decided_at_ninety_in_a_hundred_on_three_questions(
    p: float, units: int, decided: bool
) -> None:
    sheet = make_sheet(make_area_score("a", split(p), units_scored=units))
    assert all_decided(sheet, target_of(make_target_level("a", 3.5, critical=True))) == decided


def test_every_critical_area_must_be_decided_and_others_need_not_be() -> None:
    wanted = [make_target_level(a, 3.5, critical=a in "ab") for a in "abc"]
    undecided = make_area_score("c", split(0.5))
    both = make_sheet(*(make_area_score(a, split(0.95)) for a in "ab"), undecided)
    one = make_sheet(make_area_score("a", split(0.95)), make_area_score("b", split(0.5)), undecided)
    withheld = make_sheet(make_area_score("a", split(0.95)), make_area_score("b", None), undecided)
    assert all_decided(both, target_of(*wanted))
    assert not all_decided(one, target_of(*wanted))
    assert not all_decided(withheld, target_of(*wanted))


def test_nothing_is_decided_without_a_critical_area_or_with_careless_answers() -> None:
    sure = make_area_score("a", split(1.0))
    critical = target_of(make_target_level("a", 3.5, critical=True))
    assert not all_decided(make_sheet(sure), target_of(make_target_level("a", 3.5)))
    assert not all_decided(make_sheet(sure, careless=0.5), critical)
    assert all_decided(make_sheet(sure, careless=0.25), critical)


@pytest.mark.parametrize("blueprint", [None, "role-weighted"])
@pytest.mark.parametrize("seed", range(5))
def test_few_places_of_a_form_are_worth_a_look_and_each_may_have_decided_something(
    blueprint: str | None, seed: int
) -> None:
    form = assemble_booklet(CATALOG, "full", seed, blueprint=blueprint, target=TARGET)
    looks = [
        place
        for place in range(len(form.entries))
        if may_be_decided(CATALOG, form, place) and is_critical(CATALOG, form, place, TARGET)
    ]
    critical = sum(level.critical for level in TARGET.levels.values())
    assert len(looks) <= 3 * critical
    for place in looks:
        assert units_left(CATALOG, form, place) >= FEWEST_LEFT


def test_quick_forms_and_deep_dives_are_never_stopped() -> None:
    quick = assemble_booklet(CATALOG, "quick", 1)
    full = assemble_booklet(CATALOG, "full", 1)
    area = next(iter(CATALOG.areas))
    dive = assemble_deep_dive(CATALOG, area, 1, carried=full.entries)
    for form in (quick, dive):
        assert not any(may_be_decided(CATALOG, form, p) for p in range(len(form.entries)))


def test_what_comes_after_the_offer_is_not_asked_unless_it_was_answered() -> None:
    form = make_booklet("a", "b", "c", "d")
    given = asked_until(form, 1, {ItemId("d")})
    assert [entry.item for entry in given.entries] == ["a", "b", "d"]
    locked = asked_until(
        Booklet(
            form="full",
            revision="r1",
            seed=1,
            entries=(BookletEntry(item=ItemId("a")), BookletEntry(item=ItemId("b"), locked=True)),
        ),
        0,
        (),
    )
    assert [entry.item for entry in locked.entries] == ["a", "b"]


@given(seed=st.integers(0, 50), share=st.floats(0.3, 0.95))
def test_not_asked_moves_no_level_and_makes_no_area_worse_than_left_out_would(
    seed: int, share: float
) -> None:
    """The same answers: only the count of what was offered differs, never a figure."""
    form = assemble_booklet(CATALOG, "full", seed, target=TARGET)
    place = int(share * len(form.entries))
    answers = {
        entry.item: respond(entry)
        for entry in form.entries[: place + 1]
        if isinstance(CATALOG.items[entry.item], DemonstratedUnit)
    }
    short = asked_until(form, place, answers)
    order = {"withheld": 0, "provisional": 1, "reported": 2}
    areas = list(CATALOG.areas)
    stopped = score(bank_of(CATALOG, short), answers, areas=areas)
    left_out = score(bank_of(CATALOG, form), answers, areas=areas)
    for area, found in stopped.areas.items():
        other = left_out.areas[area]
        assert (found.level, found.distribution, found.standard_error) == (
            other.level,
            other.distribution,
            other.standard_error,
        )
        assert order[found.status] >= order[other.status]


def respond(entry: BookletEntry) -> Response:
    return response_for_scoring(
        SavedAnswer(
            item=entry.item,
            value=make_answer(CATALOG, entry),
            skip_reason=None,
            seconds=None,
            revision=1,
        )
    )
