"""For every target two full forms can be made that have no question in common."""

from collections import Counter

import pytest

from assessment.domain.attempts import Booklet
from assessment.domain.booklets import assemble_booklet, unit_kind
from assessment.domain.items import Claim, DemonstratedUnit
from assessment.domain.profiles import Context, StageId, Target
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
