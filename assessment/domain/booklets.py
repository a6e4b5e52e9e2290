"""Which items, in which order, does one person's form hold?

Order (MEASUREMENT.md 1.5): self-ratings, so that they are predictions; the opening block of one
short unit per area, which is the whole quick form; the rest of each area's mix; the claims. Every
choice comes from a hash of the seed and the item's id, so the same seed gives the same booklet on
every machine, and an item added to the bank disturbs only the places it takes.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import assert_never

from assessment.domain.areas import AreaId, FacetId
from assessment.domain.attempts import Booklet, BookletEntry, FormId
from assessment.domain.bank import ItemBank, ItemId, ItemKey
from assessment.domain.booklet_order import interleave, rank, with_checks
from assessment.domain.booklet_search import best_together
from assessment.domain.catalog import Blueprint, Catalog
from assessment.domain.errors import BankTooSmall, UnknownItem
from assessment.domain.items import (
    ChoiceItem,
    Claim,
    DemonstratedUnit,
    ExhibitItem,
    InstructedCheck,
    Item,
    JudgementItem,
    NumberItem,
    SelfRating,
    shortened,
)
from assessment.domain.profiles import Target

SELF_RATING_SECONDS = 14.0
CLAIM_SECONDS = 10.0
CHECK_SECONDS = 8.0
"""Expected times (MEASUREMENT.md 1.5; the check's is an editorial assumption)."""

NEAR_TARGET = 0.5
"""In a critical area difficulties within this many levels of the target are preferred (3)."""


def assemble_booklet(
    catalog: Catalog,
    form: FormId,
    seed: int,
    *,
    blueprint: str | None = None,
    target: Target | None = None,
    carried: Sequence[BookletEntry] = (),
    avoid: Collection[ItemId] = (),
) -> Booklet:
    """Choose and order the items of one form.

    Args:
        catalog: the content the booklet is pinned to.
        form: ``quick`` is the self-ratings and the opening block of ``full``.
        seed: decides every choice; the same arguments give the same booklet.
        blueprint: the mix to fill where it is not the form's own: the role-weighted one is a
            ``full`` form with more units in the areas the target calls critical (3).
        target: where given, critical areas prefer difficulties near the target level.
        carried: the places of an earlier quick form: they come first, locked, and replace the
            self-ratings and the opening block.
        avoid: items seen before; taken only where nothing else is left (2.9).

    Raises:
        BankTooSmall: where the live items do not fill the blueprint.
    """
    picker = _Picker(catalog, seed, target, frozenset(avoid))
    if carried:
        opening = tuple(
            BookletEntry(item=entry.item, short=entry.short, locked=True) for entry in carried
        )
    else:
        opening = picker.self_ratings() + picker.openers()
    if form == "quick":
        return Booklet(form=form, revision=catalog.revision, seed=seed, entries=opening)
    wanted = catalog.blueprints[blueprint or form]
    rest = picker.remaining_units(wanted, opening)
    claims = picker.claims(wanted)
    checks = picker.checks(wanted)
    entries = with_checks(opening, rest, checks, seed, carried=bool(carried)) + claims
    return Booklet(form=form, revision=catalog.revision, seed=seed, entries=entries)


def assemble_deep_dive(
    catalog: Catalog,
    area: AreaId,
    seed: int,
    *,
    carried: Sequence[BookletEntry],
    target: Target | None = None,
    avoid: Collection[ItemId] = (),
) -> Booklet:
    """Six more units of one area on top of a full form, whose places come first, locked.

    The mix is twice the full form's in that area, so that formats stay in balance; facets that the
    carried units left out come first, and items seen in other sittings last.

    Raises:
        BankTooSmall: where the area has no six units beside those carried over.
    """
    picker = _Picker(catalog, seed, target, frozenset(avoid))
    more = picker.further_units(catalog.blueprints["full"], area, carried)
    locked = tuple(
        BookletEntry(item=entry.item, short=entry.short, locked=True) for entry in carried
    )
    return Booklet(form="deep-dive", revision=catalog.revision, seed=seed, entries=locked + more)


def bank_of(catalog: Catalog, booklet: Booklet) -> ItemBank:
    """What scoring needs of everything in the booklet: all of it counts as offered (2.5).

    Raises:
        UnknownItem: where the catalogue is not the one the booklet was made from.
    """
    return ItemBank(items=tuple(_key(catalog, entry) for entry in booklet.entries))


def expected_seconds(catalog: Catalog, entry: BookletEntry) -> float:
    """Expected seconds for one place of a booklet, in the cut it is shown in."""
    item = _item(catalog, entry.item)
    match item:
        case JudgementItem() | ExhibitItem():
            return shortened(item.seconds, short=entry.short)
        case NumberItem() | ChoiceItem():
            return item.seconds
        case SelfRating():
            return SELF_RATING_SECONDS
        case Claim():
            return CLAIM_SECONDS
        case InstructedCheck():
            return CHECK_SECONDS
        case _:
            assert_never(item)


def unit_kind(unit: DemonstratedUnit) -> str:
    """The name of a unit's kind in blueprints."""
    match unit:
        case JudgementItem():
            return "judgement"
        case ExhibitItem():
            return "exhibit"
        case NumberItem():
            return "number"
        case ChoiceItem():
            return "choice"
        case _:
            assert_never(unit)


def can_open(unit: DemonstratedUnit) -> bool:
    """Whether a unit has a short cut, so that it can stand in the opening block."""
    return isinstance(unit, JudgementItem | ExhibitItem) and bool(unit.short)


class _Picker:
    """The choices of one booklet: what has been taken, and in which order the rest is liked."""

    def __init__(
        self, catalog: Catalog, seed: int, target: Target | None, avoid: frozenset[ItemId]
    ) -> None:
        self._catalog = catalog
        self._seed = seed
        self._target = target
        self._avoid = avoid
        self._areas = tuple(
            area.id for area in sorted(catalog.areas.values(), key=lambda a: (a.order, a.id))
        )

    def self_ratings(self) -> tuple[BookletEntry, ...]:
        by_area = {
            item.area: item
            for item in self._catalog.items.values()
            if isinstance(item, SelfRating) and item.status == "live"
        }
        for area in self._areas:
            if area not in by_area:
                raise BankTooSmall(area, "self-rating", needed=1, found=0)
        return tuple(BookletEntry(item=by_area[area].id) for area in self._areas)

    def openers(self) -> tuple[BookletEntry, ...]:
        quick = self._catalog.blueprints["quick"]
        chosen: dict[AreaId, tuple[ItemId, ...]] = {}
        for area in self._areas:
            candidates = [unit for unit in self._catalog.units_of(area) if can_open(unit)]
            picked = self._pick(area, quick.units.get(area, {}), candidates, used=())
            chosen[area] = tuple(unit.id for unit in picked)
        return tuple(
            BookletEntry(item=item, short=True)
            for item in interleave(chosen, self._seed, "opener", after=None)
        )

    def remaining_units(
        self, blueprint: Blueprint, opening: Iterable[BookletEntry]
    ) -> tuple[BookletEntry, ...]:
        opened = [self._catalog.items[entry.item] for entry in opening]
        units = [item for item in opened if isinstance(item, DemonstratedUnit)]
        chosen: dict[AreaId, tuple[ItemId, ...]] = {}
        for area in self._areas:
            mine = [unit for unit in units if unit.area == area]
            missing = Counter(blueprint.mix(area, critical=self._is_critical(area)))
            missing.subtract(unit_kind(unit) for unit in mine)
            taken = {unit.id for unit in mine}
            candidates = [u for u in self._catalog.units_of(area) if u.id not in taken]
            used = tuple(unit.facet for unit in mine)
            weighted = self._is_critical(area) and area in blueprint.critical_units
            picked = self._pick(area, missing, candidates, used=used, together=weighted)
            chosen[area] = tuple(unit.id for unit in picked)
        last = units[-1].area if units else None
        return tuple(
            BookletEntry(item=item) for item in interleave(chosen, self._seed, "unit", after=last)
        )

    def further_units(
        self, blueprint: Blueprint, area: AreaId, carried: Iterable[BookletEntry]
    ) -> tuple[BookletEntry, ...]:
        taken = {entry.item for entry in carried}
        used = [
            item.facet
            for entry in carried
            if isinstance(item := self._catalog.items[entry.item], DemonstratedUnit)
            and item.area == area
        ]
        mix = {kind: 2 * count for kind, count in blueprint.units.get(area, {}).items()}
        candidates = [unit for unit in self._catalog.units_of(area) if unit.id not in taken]
        picked = self._pick(area, mix, candidates, used=used)
        picked.sort(key=lambda unit: rank(self._seed, "unit-order", unit.id))
        return tuple(BookletEntry(item=unit.id) for unit in picked)

    def claims(self, blueprint: Blueprint) -> tuple[BookletEntry, ...]:
        entries: list[BookletEntry] = []
        for area in self._areas:
            candidates = [
                item
                for item in self._catalog.items.values()
                if isinstance(item, Claim) and item.area == area and item.status == "live"
            ]
            needed = blueprint.claims_per_area
            if len(candidates) < needed:
                raise BankTooSmall(area, "claim", needed=needed, found=len(candidates))
            used: list[FacetId] = []
            for _ in range(needed):
                best = min(candidates, key=lambda c: self._liking(c.id, c.facet, used))
                candidates.remove(best)
                used.append(best.facet)
                entries.append(BookletEntry(item=best.id))
        return tuple(entries)

    def checks(self, blueprint: Blueprint) -> tuple[BookletEntry, ...]:
        live = [
            item.id
            for item in self._catalog.items.values()
            if isinstance(item, InstructedCheck) and item.status == "live"
        ]
        if len(live) < blueprint.checks:
            raise BankTooSmall(None, "check", needed=blueprint.checks, found=len(live))
        live.sort(key=lambda item: (item in self._avoid, rank(self._seed, "check", item)))
        return tuple(BookletEntry(item=item) for item in live[: blueprint.checks])

    def _pick(
        self,
        area: AreaId,
        mix: Mapping[str, int],
        candidates: Sequence[DemonstratedUnit],
        *,
        used: Sequence[FacetId],
        together: bool = False,
    ) -> list[DemonstratedUnit]:
        """Fill an area's mix: unseen before seen, a facet not used yet before one that is.

        One unit after the other, or ``together``, where five units can hold every facet.
        """
        pools = {
            kind: [unit for unit in candidates if unit_kind(unit) == kind]
            for kind, count in mix.items()
            if count > 0
        }
        for kind, pool in pools.items():
            if len(pool) < mix[kind]:
                raise BankTooSmall(area, kind, needed=mix[kind], found=len(pool))
        if together:
            return best_together(
                pools,
                mix,
                used=used,
                seen=lambda unit: unit.id in self._avoid,
                off_target=self._off_target,
                rank=lambda unit: rank(self._seed, "item", unit.id),
            )
        facets = list(used)
        picked: list[DemonstratedUnit] = []
        # The kind with the fewest facets to choose from goes first, so that it finds one free.
        for kind in sorted(pools, key=lambda k: (len({u.facet for u in pools[k]}), k)):
            pool = pools[kind]
            for _ in range(mix[kind]):
                best = min(pool, key=lambda unit: self._liking(unit.id, unit.facet, facets, unit))
                pool.remove(best)
                facets.append(best.facet)
                picked.append(best)
        return picked

    def _liking(
        self,
        item: ItemId,
        facet: FacetId,
        used: Sequence[FacetId],
        unit: DemonstratedUnit | None = None,
    ) -> tuple[bool, int, bool, bytes]:
        """The order in which items are taken: the smallest goes first."""
        return (
            item in self._avoid,
            used.count(facet),
            unit is not None and self._off_target(unit),
            rank(self._seed, "item", item),
        )

    def _is_critical(self, area: AreaId) -> bool:
        level = self._target.levels.get(area) if self._target else None
        return level is not None and level.critical

    def _off_target(self, unit: DemonstratedUnit) -> bool:
        level = self._target.levels.get(unit.area) if self._target else None
        if level is None or not level.critical:
            return False
        return abs(unit.difficulty - level.level) > NEAR_TARGET


def _item(catalog: Catalog, item_id: ItemId) -> Item:
    item = catalog.items.get(item_id)
    if item is None:
        raise UnknownItem(item_id)
    return item


def _key(catalog: Catalog, entry: BookletEntry) -> ItemKey:
    item = _item(catalog, entry.item)
    if isinstance(item, JudgementItem | ExhibitItem | NumberItem | ChoiceItem):
        return item.key(short=entry.short)
    return item.key()
