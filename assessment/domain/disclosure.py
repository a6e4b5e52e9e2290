"""What may be shown of what colleagues said, so that nobody can tell who said it?

docs/scoring.md, "Who is shown", redoes the rules by hand (MEASUREMENT.md 2.10). Rules hold for one
area (or statement) at a time, because who answered differs by area. A manager rates by name and
is no part of any group.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

Group = str

FEWEST_SHOWN = 3
"""A group is shown from three voices on (2.10)."""
FEWEST_DETAILED = 5
"""Its spread, its agreement and its comments from five voices on (2.10)."""


@dataclass(frozen=True, slots=True, order=True)
class Voice:
    """One answer of one colleague.

    An answer that is changed is another voice of the same rater, so that what changed cannot be
    read from the difference of two pages. ``answer`` tells them apart: a revision, a time, an id.
    """

    rater: str
    answer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One or more groups shown as one."""

    groups: tuple[Group, ...]
    """By name; several where each alone, or what it leaves, would be too small."""
    voices: frozenset[Voice]
    detailed: bool
    """Whether spread, agreement and comments may be shown, too."""


State = tuple[Block, ...]
"""What is shown at one time: blocks without a voice in common."""


def merge_groups(answered: Mapping[Group, Collection[Voice]]) -> State:
    """Groups as they may be shown side by side: every voice in one block of three or more.

    Groups of one or two are joined with one another; where that is still too few, with the
    smallest other group, so that nothing is left over that subtraction would expose. Empty where
    all together are fewer than three. Source: MEASUREMENT.md 2.10.

    >>> peers, reports, others = (list(map(Voice, names)) for names in ("abcd", "ef", "g"))
    >>> shown = merge_groups({"peers": peers, "reports": reports, "others": others})
    >>> [(block.groups, len(block.voices)) for block in shown]
    [(('peers',), 4), (('others', 'reports'), 3)]
    >>> [block.groups for block in merge_groups({"peers": peers, "reports": reports})]
    [('peers', 'reports')]
    """
    present = sorted((g for g in answered if answered[g]), key=lambda g: (-len(answered[g]), g))
    large = [[g] for g in present if len(answered[g]) >= FEWEST_SHOWN]
    rest = [g for g in present if len(answered[g]) < FEWEST_SHOWN]
    if sum(len(answered[g]) for g in rest) >= FEWEST_SHOWN:
        large.append(rest)
    elif rest and large:
        large[-1] += rest
    return tuple(_block(groups, answered) for groups in large)


def _block(groups: Iterable[Group], answered: Mapping[Group, Collection[Voice]]) -> Block:
    names = tuple(sorted(groups))
    voices = frozenset(voice for name in names for voice in answered[name])
    if len({voice.rater for voice in voices}) != sum(len(answered[name]) for name in names):
        raise ValueError("a colleague belongs to one group and speaks once")
    return Block(groups=names, voices=voices, detailed=len(voices) >= FEWEST_DETAILED)


def publish(answered: Mapping[Group, Collection[Voice]], shown: Sequence[State] = ()) -> State:
    """What to show now, given everything that was shown before; safe also over time.

    ``answered`` are the voices that count now, withdrawn ones left out; ``shown`` are all
    states ever shown, in order. Shows the finest of these that exposes nobody beside what was
    shown: the groups merged as needed; everybody as one; what was shown last, if all its voices
    still count; else nothing. So a fourth answer waits until three can be added together, and
    where one of a shown group is withdrawn the group is shown no more until enough has changed.
    Source: MEASUREMENT.md 2.10.

    >>> six = [Voice(name) for name in "abcdef"]
    >>> first = publish({"peers": six[:3]})
    >>> publish({"peers": six[:4]}, [first]) == first
    True
    >>> [len(block.voices) for block in publish({"peers": six}, [first])]
    [6]
    >>> publish({"peers": six[:2]}, [first])
    ()
    """
    for candidate in _candidates(answered):
        if candidate and not exposes([*_sets(shown), *_sets([candidate])]):
            return _with_details(candidate, shown)
    counting = {voice for voices in answered.values() for voice in voices}
    if shown and all(block.voices <= counting for block in shown[-1]):
        return shown[-1]
    return ()


def _candidates(answered: Mapping[Group, Collection[Voice]]) -> Iterable[State]:
    merged = merge_groups(answered)
    yield merged
    if len(merged) > 1:
        everybody = _block((g for g in answered if answered[g]), answered)
        yield (everybody,)


def _with_details(candidate: State, shown: Sequence[State]) -> State:
    """Details only of blocks where no earlier detail leaves fewer than five by subtraction."""
    detailed = _sets(shown, detailed=True)
    blocks = []
    for block in candidate:
        safe = block.detailed and not exposes([*detailed, block.voices], fewest=FEWEST_DETAILED)
        if safe:
            detailed.append(block.voices)
        blocks.append(Block(groups=block.groups, voices=block.voices, detailed=safe))
    return tuple(blocks)


def _sets(states: Iterable[State], *, detailed: bool = False) -> list[frozenset[Voice]]:
    return [block.voices for state in states for block in state if block.detailed or not detailed]


def exposes(sets: Iterable[frozenset[Voice]], *, fewest: int = FEWEST_SHOWN) -> bool:
    """Whether the means of these sets, added and subtracted, say something of a few people alone.

    Means with their numbers are sums. Fewer than ``fewest`` colleagues are exposed where some
    combination of the sums is not zero on their voices and zero on everybody else's, that is,
    where the rank of the table of sets by voices falls when the columns of theirs are left out.

    >>> three, four, six = (frozenset(map(Voice, names)) for names in ("abc", "abcd", "abcdef"))
    >>> exposes([three, four]), exposes([three, six])
    (True, False)
    >>> exposes([frozenset(map(Voice, names)) for names in ("abcd", "abef", "cdef")])
    True
    """
    rows = list(dict.fromkeys(found for found in sets if found))
    columns: dict[tuple[bool, ...], set[str]] = {}
    """Who has a voice in just these sets. Equal columns count once: the rank is the same."""
    for voice in frozenset[Voice]().union(*rows):
        columns.setdefault(tuple(voice in row for row in rows), set()).add(voice.rater)
    whole = _rank(list(columns))
    # Only the raters of columns that few people have can make a column disappear.
    near = {r for raters in columns.values() if len(raters) < fewest for r in raters}
    for size in range(1, fewest):
        for few in combinations(sorted(near), size):
            rest = [column for column, raters in columns.items() if not raters <= set(few)]
            if len(rest) < len(columns) and _rank(rest) < whole:
                return True
    return False


def _rank(vectors: Sequence[Sequence[bool]]) -> int:
    """Rank of the vectors, exactly."""
    rows = [[Fraction(value) for value in vector] for vector in vectors]
    rank = 0
    for column in range(len(rows[0]) if rows else 0):
        pivot = next((i for i in range(rank, len(rows)) if rows[i][column]), None)
        if pivot is None:
            continue
        rows[rank], rows[pivot] = rows[pivot], rows[rank]
        for i in range(rank + 1, len(rows)):
            factor = rows[i][column] / rows[rank][column]
            if factor:
                rows[i] = [a - factor * b for a, b in zip(rows[i], rows[rank], strict=True)]
        rank += 1
    return rank
