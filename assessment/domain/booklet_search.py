"""Which units of one area make the best set together, where they are enough to be balanced?"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations, product

from assessment.domain.areas import FacetId
from assessment.domain.items import DemonstratedUnit


def best_together(
    pools: Mapping[str, Sequence[DemonstratedUnit]],
    mix: Mapping[str, int],
    *,
    used: Sequence[FacetId],
    seen: Callable[[DemonstratedUnit], bool],
    off_target: Callable[[DemonstratedUnit], bool],
    rank: Callable[[DemonstratedUnit], bytes],
) -> list[DemonstratedUnit]:
    """The set of a mix with the fewest seen before, then the most facets, then the nearest target.

    ``used`` are the facets of units that stand in the form already. Ties go to the smallest ranks.
    Every set is tried: an area's bank of some twelve units has a few hundred. Source: 3.
    """
    figures = {
        unit.id: (seen(unit), off_target(unit), rank(unit))
        for pool in pools.values()
        for unit in pool
    }

    def worth(units: tuple[DemonstratedUnit, ...]) -> tuple[int, int, int, list[bytes]]:
        facets = {*used, *(unit.facet for unit in units)}
        found = [figures[unit.id] for unit in units]
        return (
            sum(before for before, _, _ in found),
            -len(facets),
            sum(off for _, off, _ in found),
            sorted(order for _, _, order in found),
        )

    best: tuple[DemonstratedUnit, ...] = min(_sets(pools, mix), key=worth)
    return list(best)


def _sets(
    pools: Mapping[str, Sequence[DemonstratedUnit]], mix: Mapping[str, int]
) -> Iterator[tuple[DemonstratedUnit, ...]]:
    kinds = [combinations(pools[kind], mix[kind]) for kind in sorted(pools)]
    for parts in product(*kinds):
        yield tuple(unit for part in parts for unit in part)
