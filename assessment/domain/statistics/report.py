"""What may be said of this bank from the sittings taken here, all of it at once?

Everything is counted in one pass and kept as counts and short rows of numbers, so that memory and
time grow with the number of answers and with nothing else.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import fsum
from statistics import median

from assessment.domain.areas import AreaId
from assessment.domain.bank import ItemId, KeyStatus
from assessment.domain.items import DemonstratedUnit
from assessment.domain.scoring.sheet import UnitFormat
from assessment.domain.scoring.units import DIFFICULTY_ERROR, response_curve
from assessment.domain.statistics.allowed import (
    FOR_CORRELATION,
    FOR_DIFFICULTY,
    Allowance,
    allowances,
)
from assessment.domain.statistics.difficulty import Answers, Estimate, combine
from assessment.domain.statistics.item_analysis import ItemFigures, Reply, analyse
from assessment.domain.statistics.norms import Quarters, norm_text, quarters
from assessment.domain.statistics.reliability import alpha, covariances, omega
from assessment.domain.statistics.sittings import Answered, Sitting


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A new difficulty of a question, for its author to take or leave."""

    item: ItemId
    people: int
    now: float
    now_error: float
    answers: Estimate
    proposed: Estimate


@dataclass(frozen=True, slots=True, kw_only=True)
class Reliability:
    """Consistency of the whole form over its areas' mean scores; .80 is asked for feedback."""

    alpha: float | None
    omega: float | None
    people: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistics:
    """The local statistics of an installation."""

    sittings: int
    allowed: tuple[Allowance, ...]
    norm_text: str
    quarters: Quarters | None
    median_minutes: float | None
    reliability: Reliability | None
    """None below 100 sittings."""
    items: tuple[ItemFigures, ...]
    proposals: tuple[Proposal, ...]


@dataclass(slots=True)
class _Item:
    format: UnitFormat
    expected_seconds: float
    offered: int = 0
    skipped: int = 0
    not_my_context: int = 0
    seconds: list[float] = field(default_factory=list)
    replies: list[tuple[int, float, Mapping[str, str]]] = field(default_factory=list)
    answers: Answers = field(default_factory=Answers)


@dataclass(slots=True)
class Count:
    """Sittings as they are counted, one after the other."""

    sittings: int = 0
    _overall: list[float] = field(default_factory=list)
    _minutes: list[float] = field(default_factory=list)
    _by_area: list[dict[AreaId, float]] = field(default_factory=list)
    _scores: list[list[tuple[ItemId, float]]] = field(default_factory=list)
    _items: dict[ItemId, _Item] = field(default_factory=dict)

    def add(self, sitting: Sitting) -> None:
        """Count one valid first sitting."""
        place = self.sittings
        self.sittings += 1
        if sitting.overall is not None:
            self._overall.append(sitting.overall)
        times = [a.seconds for a in sitting.answers if a.seconds is not None]
        if times:
            self._minutes.append(fsum(times) / 60)
        areas: dict[AreaId, list[float]] = {}
        scored: list[tuple[ItemId, float]] = []
        for answer in sitting.answers:
            self._count(answer, place)
            if answer.x is not None:
                areas.setdefault(answer.area, []).append(answer.x)
                scored.append((answer.item, answer.x))
        self._by_area.append({area: fsum(xs) / len(xs) for area, xs in areas.items()})
        self._scores.append(scored)

    def _count(self, answer: Answered, place: int) -> None:
        item = self._items.setdefault(
            answer.item,
            _Item(format=answer.format, expected_seconds=answer.expected_seconds),
        )
        item.offered += 1
        item.not_my_context += answer.skip_reason == "not-my-context"
        item.skipped += answer.skip_reason == "skipped"
        if answer.x is None:
            return
        if answer.seconds is not None:
            item.seconds.append(answer.seconds)
        item.replies.append((place, answer.x, answer.marks))
        if answer.level is not None:
            item.answers.add(answer.level, answer.x, answer.weight)

    def statistics(self, bank: Mapping[ItemId, DemonstratedUnit]) -> Statistics:
        """What the sittings counted so far allow to say of the questions in ``bank``."""
        rests = self._rests()
        known = [(name, item) for name, item in self._items.items() if name in bank]
        return Statistics(
            sittings=self.sittings,
            allowed=allowances(self.sittings),
            norm_text=norm_text(self.sittings),
            quarters=quarters(self._overall),
            median_minutes=median(self._minutes) if self._minutes else None,
            reliability=self._reliability(),
            items=tuple(
                self._figures(name, item, bank[name], rests) for name, item in sorted(known)
            ),
            proposals=tuple(
                found
                for name, item in sorted(known)
                if (found := self._proposal(name, item, bank[name])) is not None
            ),
        )

    def _rests(self) -> list[tuple[float, int]]:
        """Each sitting's sum of scores over what is usual for its questions, and their number.

        People are given different questions; a score is therefore counted from the question's own
        mean, so that an easy form does not pass for an able person.
        """
        means = {
            name: fsum(x for _, x, _ in item.replies) / len(item.replies)
            for name, item in self._items.items()
            if item.replies
        }
        return [
            (fsum(x - means[name] for name, x in scored), len(scored)) for scored in self._scores
        ]

    def _figures(
        self,
        name: ItemId,
        item: _Item,
        authored: DemonstratedUnit,
        rests: list[tuple[float, int]],
    ) -> ItemFigures:
        count = len(item.replies)
        usual = fsum(x for _, x, _ in item.replies) / count if count else 0.0
        found = analyse(
            authored,
            [
                Reply(x=x, rest=(total - (x - usual)) / max(1, answered - 1), marks=marks)
                for place, x, marks in item.replies
                for total, answered in (rests[place],)
            ],
        )
        return ItemFigures(
            item=name,
            format=item.format,
            offered=item.offered,
            people=count,
            skipped=item.skipped,
            not_my_context=item.not_my_context,
            median_seconds=median(item.seconds) if item.seconds else None,
            expected_seconds=item.expected_seconds,
            difficulty=found.difficulty,
            item_rest=found.item_rest,
            interval=found.interval,
            parts=found.parts,
            flags=found.flags,
        )

    def _proposal(self, name: ItemId, item: _Item, authored: DemonstratedUnit) -> Proposal | None:
        if item.answers.count < FOR_DIFFICULTY:
            return None
        found = item.answers.estimate(response_curve(authored.key(short=False)))
        if found is None:
            return None
        status: KeyStatus = authored.key_status
        error = DIFFICULTY_ERROR[status]
        return Proposal(
            item=name,
            people=item.answers.count,
            now=authored.difficulty,
            now_error=error,
            answers=found,
            proposed=combine(authored.difficulty, error, found),
        )

    def _reliability(self) -> Reliability | None:
        if self.sittings < FOR_CORRELATION:
            return None
        areas = sorted({area for row in self._by_area for area in row})
        rows = [[row[a] for a in areas] for row in self._by_area if len(row) == len(areas)]
        if len(rows) < FOR_CORRELATION:
            return None
        matrix = covariances(rows)
        return Reliability(alpha=alpha(matrix), omega=omega(matrix), people=len(rows))


def count_sittings(sittings: Iterable[Sitting]) -> Count:
    """Count many sittings, one after the other."""
    count = Count()
    for sitting in sittings:
        count.add(sitting)
    return count
