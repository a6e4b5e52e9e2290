"""A booklet holds what its blueprint asks for, in the order that measures best, by seed alone."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.domain.areas import AreaId
from assessment.domain.attempts import Booklet, BookletEntry
from assessment.domain.bank import ItemId
from assessment.domain.booklets import assemble_booklet, bank_of, expected_seconds, unit_kind
from assessment.domain.catalog import Catalog
from assessment.domain.errors import BankTooSmall, UnknownItem
from assessment.domain.items import (
    Claim,
    DemonstratedUnit,
    InstructedCheck,
    Item,
    JudgementItem,
    SelfRating,
)
from tests.builders import (
    AREAS,
    FULL_MIX,
    make_booklet,
    make_catalog,
    make_check,
    make_claim,
    make_exhibit,
    make_items,
    make_judgement,
    make_number,
    make_self_rating,
    make_target,
)

CATALOG = make_catalog()
SEEDS = st.integers(0, 2**48)


def items_of(booklet: Booklet, catalog: Catalog = CATALOG) -> list[Item]:
    return [catalog.items[entry.item] for entry in booklet.entries]


def units_of(booklet: Booklet, catalog: Catalog = CATALOG) -> list[DemonstratedUnit]:
    return [item for item in items_of(booklet, catalog) if isinstance(item, DemonstratedUnit)]


def smallest_bank() -> tuple[Item, ...]:
    """Exactly what the blueprint asks for and nothing to choose from."""
    items: list[Item] = [make_check("check-1"), make_check("check-2")]
    for area, mix in FULL_MIX.items():
        items += [make_self_rating(area), make_claim(f"{area}-c1", area)]
        items.append(make_claim(f"{area}-c2", area))
        items += [make_judgement(f"{area}-j{n}", area) for n in range(mix["judgement"])]
        items += [make_exhibit(f"{area}-e{n}", area) for n in range(mix["exhibit"])]
        items += [make_number(f"{area}-n{n}", area) for n in range(mix.get("number", 0))]
    return tuple(items)


@given(seed=SEEDS)
@settings(max_examples=25)
def test_the_full_form_holds_the_blueprint_and_nothing_else(seed: int) -> None:
    items = items_of(assemble_booklet(CATALOG, "full", seed))
    mixes: dict[str, Counter[str]] = {area: Counter() for area in AREAS}
    for unit in (item for item in items if isinstance(item, DemonstratedUnit)):
        mixes[unit.area][unit_kind(unit)] += 1
    assert mixes == {area: Counter(mix) for area, mix in FULL_MIX.items()}
    claims = Counter(item.area for item in items if isinstance(item, Claim))
    assert claims == dict.fromkeys(AREAS, 2)
    assert sum(isinstance(item, InstructedCheck) for item in items) == 2
    assert sum(isinstance(item, SelfRating) for item in items) == 9
    assert len(items) == len({item.id for item in items}) == 27 + 18 + 2 + 9


@given(seed=SEEDS)
@settings(max_examples=25)
def test_self_ratings_come_first_in_the_order_of_the_areas(seed: int) -> None:
    for form in ("quick", "full"):
        entries = assemble_booklet(CATALOG, form, seed).entries[:9]
        assert [e.item for e in entries] == [f"{area}-self-rating" for area in AREAS]


@given(seed=SEEDS)
@settings(max_examples=25)
def test_the_quick_form_is_the_first_block_of_the_full_one(seed: int) -> None:
    quick = assemble_booklet(CATALOG, "quick", seed)
    full = assemble_booklet(CATALOG, "full", seed)
    unchecked = [e for e in full.entries if not isinstance(CATALOG.items[e.item], InstructedCheck)]
    assert tuple(unchecked[: len(quick.entries)]) == quick.entries
    assert len(quick.entries) == 18


@given(seed=SEEDS)
@settings(max_examples=25)
def test_the_opening_block_has_one_short_unit_of_each_area(seed: int) -> None:
    booklet = assemble_booklet(CATALOG, "full", seed)
    short = [CATALOG.items[e.item] for e in booklet.entries if e.short]
    assert {getattr(item, "area", None) for item in short} == set(AREAS)
    assert len(short) == 9
    assert [u.id for u in units_of(booklet)[:9]] == [item.id for item in short]


@given(seed=SEEDS)
@settings(max_examples=50)
def test_two_units_of_an_area_do_not_follow_one_another(seed: int) -> None:
    areas = [unit.area for unit in units_of(assemble_booklet(CATALOG, "full", seed))]
    assert all(a != b for a, b in zip(areas, areas[1:], strict=False))


@given(seed=SEEDS)
@settings(max_examples=25)
def test_units_of_an_area_come_from_different_facets(seed: int) -> None:
    units = units_of(assemble_booklet(CATALOG, "full", seed))
    for area in AREAS:
        facets = [unit.facet for unit in units if unit.area == area]
        assert len(facets) == len(set(facets)), area


@given(seed=SEEDS)
@settings(max_examples=50)
def test_one_check_stands_early_and_one_late_among_the_units(seed: int) -> None:
    items = items_of(assemble_booklet(CATALOG, "full", seed))
    units_before = [
        sum(isinstance(other, DemonstratedUnit) for other in items[:place])
        for place, item in enumerate(items)
        if isinstance(item, InstructedCheck)
    ]
    assert len(units_before) == 2
    assert units_before[0] < 9
    assert 18 <= units_before[1] < 27


@given(seed=SEEDS)
@settings(max_examples=25)
def test_claims_come_last_and_an_areas_claims_stay_together(seed: int) -> None:
    last = items_of(assemble_booklet(CATALOG, "full", seed))[-18:]
    assert all(isinstance(item, Claim) for item in last)
    areas = [getattr(item, "area", None) for item in last]
    assert areas == [area for area in AREAS for _ in range(2)]


def test_the_same_seed_gives_the_same_booklet_and_another_seed_another() -> None:
    again = make_catalog(tuple(reversed(make_items())))
    booklets = [assemble_booklet(CATALOG, "full", seed) for seed in range(20)]
    assert booklets == [assemble_booklet(again, "full", seed) for seed in range(20)]
    assert len({tuple(e.item for e in b.entries) for b in booklets}) == 20


def test_a_known_seed_gives_the_booklet_it_gave_in_earlier_releases() -> None:
    entries = assemble_booklet(CATALOG, "quick", 20261121).entries[9:]
    assert [entry.item for entry in entries] == OPENING_OF_20261121


def test_over_many_seeds_every_unit_gets_its_turn() -> None:
    used = {
        unit.id for seed in range(150) for unit in units_of(assemble_booklet(CATALOG, "full", seed))
    }
    judgements = {item.id for item in CATALOG.items.values() if isinstance(item, JudgementItem)}
    assert judgements <= used


def test_a_bank_with_exactly_the_blueprint_is_enough() -> None:
    bank = smallest_bank()
    catalog = make_catalog(bank)
    booklet = assemble_booklet(catalog, "full", 3)
    assert {entry.item for entry in booklet.entries} == {item.id for item in bank}


def test_each_missing_item_is_named_when_the_bank_is_too_small() -> None:
    bank = smallest_bank()
    for missing in bank:
        catalog = make_catalog(tuple(item for item in bank if item is not missing))
        with pytest.raises(BankTooSmall) as refused:
            assemble_booklet(catalog, "full", 3)
        assert refused.value.area == getattr(missing, "area", None)
        assert refused.value.found == refused.value.needed - 1


def test_a_retired_item_is_never_given() -> None:
    items = tuple(
        replace(item, status="retired") if item.id == "strategy-j0" else item
        for item in make_items()
    )
    catalog = make_catalog(items)
    for seed in range(40):
        booklet = assemble_booklet(catalog, "full", seed)
        assert booklet.entry(ItemId("strategy-j0")) is None


def test_only_a_unit_with_a_short_cut_opens_a_form() -> None:
    uncut = {n: make_judgement(f"strategy-j{n}", short=False) for n in (0, 1)}
    by_id = {item.id: item for item in make_items()} | {item.id: item for item in uncut.values()}
    items = tuple(by_id.values())
    catalog = make_catalog(items)
    openers = {
        entry.item
        for seed in range(40)
        for entry in assemble_booklet(catalog, "quick", seed).entries
        if entry.short
    }
    assert {"strategy-j2", "strategy-j3"} <= openers
    assert not {"strategy-j0", "strategy-j1"} & openers


@given(seed=SEEDS)
@settings(max_examples=25)
def test_seen_items_are_given_again_only_where_nothing_else_is_left(seed: int) -> None:
    first = {unit.id for unit in units_of(assemble_booklet(CATALOG, "full", seed))}
    second = units_of(assemble_booklet(CATALOG, "full", seed, avoid=first))
    assert not first & {unit.id for unit in second}
    everything = frozenset(CATALOG.items)
    assert len(units_of(assemble_booklet(CATALOG, "full", seed, avoid=everything))) == 27


def test_critical_areas_prefer_units_near_their_target() -> None:
    team = [
        make_judgement(f"team-j{n}", "team", difficulty=difficulty, short=n == 0)
        for n, difficulty in enumerate((1.0, 2.0, 2.5, 4.0))
    ]
    catalog = make_catalog(
        tuple(({i.id: i for i in make_items()} | {i.id: i for i in team}).values())
    )
    target = make_target(level=3.0)
    assert target.levels[AreaId("team")].critical

    def picked(seed: int, *, with_target: bool) -> list[float]:
        chosen = target if with_target else None
        units = units_of(assemble_booklet(catalog, "full", seed, target=chosen), catalog)
        return [u.difficulty for u in units if u.id.startswith("team-j") and u.id != "team-j0"]

    assert [picked(seed, with_target=True) for seed in range(20)] == [[2.5]] * 20
    assert any(picked(seed, with_target=False) != [2.5] for seed in range(20))


def carried_from(quick: Booklet) -> Booklet:
    return assemble_booklet(CATALOG, "full", quick.seed, carried=quick.entries)


@given(seed=SEEDS)
@settings(max_examples=25)
def test_carried_places_come_first_locked_and_count_in_the_mix(seed: int) -> None:
    quick = assemble_booklet(CATALOG, "quick", seed)
    full = carried_from(quick)
    assert full.entries[:18] == tuple(replace(entry, locked=True) for entry in quick.entries)
    assert not any(entry.locked for entry in full.entries[18:])
    kinds = Counter((u.area, unit_kind(u)) for u in units_of(full))
    assert kinds == {
        (AreaId(area), kind): n for area, mix in FULL_MIX.items() for kind, n in mix.items()
    }
    areas = [unit.area for unit in units_of(full)]
    assert all(a != b for a, b in zip(areas, areas[1:], strict=False))


def test_the_bank_of_a_booklet_has_the_key_of_every_place_in_its_cut() -> None:
    booklet = assemble_booklet(CATALOG, "full", 5)
    bank = bank_of(CATALOG, booklet)
    assert [key.id for key in bank.items] == [entry.item for entry in booklet.entries]
    lengths = {
        key.id: len(key.effectiveness) for key in bank.items if hasattr(key, "effectiveness")
    }
    for entry in booklet.entries:
        if entry.item in lengths:
            assert lengths[entry.item] == (4 if entry.short else 5)


def test_a_booklet_from_other_content_has_no_bank() -> None:
    with pytest.raises(UnknownItem):
        bank_of(CATALOG, make_booklet("gone"))


def test_expected_times_add_up_to_the_promised_minutes() -> None:
    quick = assemble_booklet(CATALOG, "quick", 1)
    full = assemble_booklet(CATALOG, "full", 1)
    assert sum(expected_seconds(CATALOG, e) for e in quick.entries) / 60 == pytest.approx(
        9.8, abs=0.5
    )
    assert 30 < sum(expected_seconds(CATALOG, e) for e in full.entries) / 60 < 36
    self_rating = BookletEntry(item=ItemId("strategy-self-rating"))
    claim = BookletEntry(item=ItemId("strategy-claim-1"))
    check = BookletEntry(item=ItemId("check-1"))
    assert [expected_seconds(CATALOG, e) for e in (self_rating, claim, check)] == [14, 10, 8]
    whole = BookletEntry(item=ItemId("strategy-j0"))
    assert expected_seconds(CATALOG, whole) == 64
    assert expected_seconds(CATALOG, replace(whole, short=True)) == 48


OPENING_OF_20261121 = [
    "stakeholders-j2",
    "ai-technology-j3",
    "finance-j1",
    "team-j3",
    "governance-j0",
    "strategy-j1",
    "communication-j1",
    "maturity-j0",
    "decisions-j0",
]
