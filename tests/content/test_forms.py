"""For every target two full forms can be made that have no question in common."""

from collections import Counter

import pytest

from assessment.domain.attempts import Booklet
from assessment.domain.bank import ItemId
from assessment.domain.booklets import (
    assemble_booklet,
    assemble_deep_dive,
    expected_seconds,
    unit_kind,
)
from assessment.domain.items import Claim, DemonstratedUnit, InstructedCheck
from assessment.domain.profiles import Context, StageId, Target
from assessment.domain.scoring.change import too_much_repeated
from assessment.domain.targets import build_target
from tests.content import shipped

SEEDS = (1, 20, 300)
STAGES = (None, "founding", "growing", "large", "very-large")
PROFILES = tuple(shipped.catalog().profiles)


def _target(profile: str, stage: str | None) -> Target:
    catalog = shipped.catalog()
    chosen = next(p for p in catalog.profiles.values() if p.id == profile)
    context = Context(stage=StageId(stage) if stage else None)
    return build_target(chosen, context, catalog.adjustments)


def _units(booklet: Booklet) -> list[DemonstratedUnit]:
    items = [shipped.catalog().items[entry.item] for entry in booklet.entries]
    return [item for item in items if isinstance(item, DemonstratedUnit)]


def _claims(booklet: Booklet) -> set[str]:
    items = [shipped.catalog().items[entry.item] for entry in booklet.entries]
    return {item.id for item in items if isinstance(item, Claim)}


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("profile", PROFILES)
def test_a_second_full_form_repeats_nothing(profile: str, stage: str | None) -> None:
    catalog, target = shipped.catalog(), _target(profile, stage)
    for seed in SEEDS:
        first = assemble_booklet(catalog, "full", seed, target=target)
        seen = {entry.item for entry in first.entries}
        second = assemble_booklet(catalog, "full", seed + 1, target=target, avoid=seen)

        units = [unit.id for unit in (*_units(first), *_units(second))]
        assert len(set(units)) == len(units) == 54
        assert _claims(first).isdisjoint(_claims(second))


@pytest.mark.parametrize("profile", PROFILES)
def test_a_full_form_that_goes_on_from_a_quick_one_fills_its_blueprint(profile: str) -> None:
    catalog, target = shipped.catalog(), _target(profile, None)
    wanted = {
        (area, kind): count
        for area, kinds in catalog.blueprints["full"].units.items()
        for kind, count in kinds.items()
    }
    for seed in SEEDS:
        quick = assemble_booklet(catalog, "quick", seed, target=target)
        full = assemble_booklet(catalog, "full", seed, target=target, carried=quick.entries)

        assert Counter((unit.area, unit_kind(unit)) for unit in _units(full)) == wanted
        opened = [entry.item for entry in quick.entries]
        assert [entry.item for entry in full.entries[: len(opened)]] == opened


@pytest.mark.parametrize("profile", PROFILES)
def test_the_questions_of_an_area_ask_for_different_facets(profile: str) -> None:
    booklet = assemble_booklet(shipped.catalog(), "full", 7, target=_target(profile, None))
    facets = Counter((unit.area, unit.facet) for unit in _units(booklet))

    assert len(facets) >= 25
    assert max(facets.values()) <= 2


def _weighted(target: Target, seed: int, avoid: frozenset[ItemId] = frozenset()) -> Booklet:
    catalog = shipped.catalog()
    return assemble_booklet(
        catalog, "full", seed, blueprint="role-weighted", target=target, avoid=avoid
    )


TYPES = tuple(p.id for p in shipped.catalog().profiles.values() if p.kind == "type")


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("profile", TYPES)
def test_the_role_weighted_form_asks_five_in_critical_areas_and_two_elsewhere(
    profile: str, stage: str | None
) -> None:
    catalog, target = shipped.catalog(), _target(profile, stage)
    critical = set(target.critical_areas)
    for seed in SEEDS:
        units = _units(_weighted(target, seed))
        counts = Counter(unit.area for unit in units)
        assert counts == {area: 5 if area in critical else 2 for area in catalog.areas}
        assert len(units) == {3: 27, 4: 30}[len(critical)]
        for area in catalog.areas:
            mine = [unit for unit in units if unit.area == area]
            assert len({unit_kind(unit) for unit in mine}) >= 2
            if area in critical:
                live = {unit.facet for unit in catalog.units_of(area)}
                assert {unit.facet for unit in mine} == live


@pytest.mark.parametrize("profile", TYPES)
def test_the_role_weighted_form_takes_the_minutes_its_page_says(profile: str) -> None:
    catalog, target = shipped.catalog(), _target(profile, None)
    said = catalog.blueprints["role-weighted"]
    assert said.minutes == 35
    for words in ("27 questions", "three critical areas", "30, and about 38 minutes"):
        assert words in said.summary
    for seed in SEEDS:
        entries = _weighted(target, seed).entries
        minutes = sum(expected_seconds(catalog, entry) for entry in entries) / 60
        at_most = {3: 35, 4: 38}[len(target.critical_areas)]
        assert at_most - 3.5 <= minutes <= at_most


@pytest.mark.parametrize("profile", TYPES)
def test_after_two_deep_dives_a_second_form_still_repeats_at_most_two_in_five(
    profile: str,
) -> None:
    """Where dives used an area up, its repeated questions are there to be named."""
    catalog, target = shipped.catalog(), _target(profile, None)
    for seed in SEEDS:
        entries = _weighted(target, seed).entries
        for area in sorted(target.critical_areas)[:2]:
            entries = assemble_deep_dive(
                catalog, area, seed, carried=entries, target=target
            ).entries
        seen = frozenset(entry.item for entry in entries)
        second = _units(_weighted(target, seed + 1, seen))
        again = Counter(unit.area for unit in second if unit.id in seen)
        assert not too_much_repeated(sum(again.values()), len(second))
        for area, count in again.items():
            left = Counter(unit_kind(u) for u in catalog.units_of(area) if u.id not in seen)
            asked = Counter(unit_kind(u) for u in second if u.area == area)
            assert count == sum(max(0, n - left[kind]) for kind, n in asked.items())


@pytest.mark.parametrize("profile", TYPES)
def test_a_second_role_weighted_form_repeats_nothing_and_leaves_out_at_most_a_facet(
    profile: str,
) -> None:
    target = _target(profile, None)
    for seed in SEEDS:
        first = _weighted(target, seed)
        seen = frozenset(entry.item for entry in first.entries)
        second = _units(_weighted(target, seed + 1, seen))
        assert seen.isdisjoint(unit.id for unit in second)
        for area in target.critical_areas:
            assert len({unit.facet for unit in second if unit.area == area}) >= 3


@pytest.mark.parametrize("profile", TYPES)
def test_the_role_weighted_form_opens_like_the_quick_one(profile: str) -> None:
    catalog, target = shipped.catalog(), _target(profile, None)
    for seed in SEEDS:
        quick = assemble_booklet(catalog, "quick", seed, target=target)
        places = [e for e in _weighted(target, seed).entries if not _is_check(e.item)]
        assert tuple(places[: len(quick.entries)]) == quick.entries


def _is_check(item: str) -> bool:
    return isinstance(shipped.catalog().items[item], InstructedCheck)  # type: ignore[index]


def test_in_critical_areas_questions_near_the_target_are_taken_where_facets_allow() -> None:
    near = {True: 0, False: 0}
    for profile in TYPES:
        target = _target(profile, None)
        for unit in _units(_weighted(target, 7)):
            wanted = target.levels[unit.area]
            near[wanted.critical] += abs(unit.difficulty - wanted.level) <= 0.5
    asked = sum(5 * len(_target(profile, None).critical_areas) for profile in TYPES)
    everywhere = [
        abs(unit.difficulty - _target(profile, None).levels[area].level) <= 0.5
        for profile in TYPES
        for area in _target(profile, None).critical_areas
        for unit in shipped.catalog().units_of(area)
    ]
    assert near[True] / asked > sum(everywhere) / len(everywhere) + 0.05


@pytest.mark.parametrize("profile", TYPES)
def test_every_area_of_a_role_weighted_form_can_still_be_dived_into(profile: str) -> None:
    catalog, target = shipped.catalog(), _target(profile, None)
    for seed in SEEDS:
        form = _weighted(target, seed)
        for area in catalog.areas:
            dive = assemble_deep_dive(catalog, area, seed, carried=form.entries, target=target)
            assert len(dive.entries) == len(form.entries) + 6
