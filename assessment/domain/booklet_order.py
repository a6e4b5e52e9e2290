"""In which order do the places of a booklet come, so that neither area nor checks bunch up?"""

import hashlib
from collections.abc import Mapping, Sequence

from assessment.domain.areas import AreaId
from assessment.domain.attempts import BookletEntry
from assessment.domain.bank import ItemId


def rank(seed: int, purpose: str, item: str) -> bytes:
    """The place of an item in one seed's order for one purpose: smaller goes first."""
    return hashlib.sha256(f"{seed}:{purpose}:{item}".encode()).digest()


def interleave(
    by_area: Mapping[AreaId, Sequence[ItemId]], seed: int, purpose: str, *, after: AreaId | None
) -> list[ItemId]:
    """Order units so that an area follows itself only where no other is left.

    Each place goes to an area with the most units left that did not have the place before.
    """
    queues = {
        area: sorted(items, key=lambda item: rank(seed, f"{purpose}-order", item))
        for area, items in by_area.items()
        if items
    }
    order: list[ItemId] = []
    previous = after
    while queues:
        free = [area for area in queues if area != previous] or list(queues)
        previous = min(
            free,
            key=lambda a: (-len(queues[a]), rank(seed, f"{purpose}-turn-{len(order)}", a)),
        )
        order.append(queues[previous].pop(0))
        if not queues[previous]:
            del queues[previous]
    return order


def with_checks(
    opening: tuple[BookletEntry, ...],
    rest: tuple[BookletEntry, ...],
    checks: Sequence[BookletEntry],
    seed: int,
    *,
    carried: bool,
) -> tuple[BookletEntry, ...]:
    """Put the checks among the scored questions: the first early, the last late.

    The first stands in the first third of the units (after the locked block where one was
    carried over), the last in their last third, any others between them.
    """
    if not checks:
        return opening + rest
    entries = [*opening, *rest]
    units = [i for i, entry in enumerate(entries) if i >= len(opening) or entry.short]
    third = max(1, len(units) // 3)
    early = len(opening) if carried else units[_number(seed, "first-check") % third]
    places = [early]
    if len(checks) > 1:
        late = units[len(units) - 1 - _number(seed, "last-check") % third]
        middle = len(checks) - 2
        places += [early + (late - early) * (k + 1) // (middle + 1) for k in range(middle)]
        places.append(late)
    for place, check in sorted(zip(places, checks, strict=True), key=lambda p: -p[0]):
        entries.insert(place, check)
    return tuple(entries)


def _number(seed: int, purpose: str) -> int:
    return int.from_bytes(rank(seed, purpose, "")[:4])
