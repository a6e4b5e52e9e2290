"""Which facts is a plan made from, and which are refused?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from assessment.domain.areas import AreaId
from assessment.domain.bank import ItemId
from assessment.domain.errors import PlanInputInvalid
from assessment.domain.language import gettext as _
from assessment.domain.planning.agreed import AgreedAction
from assessment.domain.plans import ActionId, Mode, Question, SituationId
from assessment.domain.profiles import ProfileId, StageId
from assessment.domain.readings import Reading, Verdict
from assessment.domain.scoring.sheet import AreaScore, UnitResult

PLAN_DAYS = 91
"""Thirteen weeks: day 90 and the day its readout needs."""
PLAN_WEEKS = 13
FEWEST_HOURS = 1
MOST_HOURS = 20
OLDEST_START_DAYS = 90
"""A start further back than the whole plan leaves nothing to plan."""
FARTHEST_START_DAYS = 366
MOST_DAYS_OFF = 66
CAUTIOUS_SITUATION = SituationId("realignment")
"""Planned for where nothing tells the situations apart: haste costs most in it (PLAN.md 3)."""

SituationSource = Literal["chosen", "nearest", "unsure"]


@dataclass(frozen=True, slots=True, kw_only=True)
class GapFact:
    """What a reading says of one area, as far as a plan needs it.

    ``priority`` is the develop priority (levels × weight, 0 or more), ``value_of_information`` the
    find-out value of MEASUREMENT.md 2.8; both 0 where they do not apply.
    """

    area: AreaId
    verdict: Verdict | None
    p_gap: float | None
    level: float | None
    low: float | None
    high: float | None
    target: float
    critical: bool
    priority: float
    value_of_information: float
    rests_on: tuple[ItemId, ...] = ()

    @property
    def is_gap(self) -> bool:
        return self.verdict in ("clear gap", "likely gap")

    @property
    def is_open(self) -> bool:
        """Neither gap nor met: worth finding out."""
        return self.verdict is None or self.verdict == "cannot tell yet"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFacts:
    """Everything a plan depends on. The same facts and content give the same plan."""

    start: date
    hours_per_week: int
    mode: Mode
    situation: SituationId
    situation_source: SituationSource = "chosen"
    mandate_held: tuple[str, ...] | None = None
    """Ids of the mandate facts that hold; None where they were not asked (preparing)."""
    mandate_facts: int = 8
    days_off: tuple[date, ...] = ()
    profile: ProfileId | None = None
    profile_title: str = ""
    stage: StageId | None = None
    gaps: Mapping[AreaId, GapFact]
    """Empty where no reading exists: the plan then comes from situation, type and mandate."""
    done: tuple[ActionId, ...] = ()
    """Finished actions: they stay in the plan and take no more hours."""
    started: tuple[ActionId, ...] = ()
    """Actions under way: they stay in the plan and move on with what is left of the weeks."""
    dropped: tuple[ActionId, ...] = ()
    """Actions the person took out by hand."""
    agreed: tuple[AgreedAction, ...] = ()
    """Actions somebody agreed on with the person; they count in the hours."""
    from_week: int = 1
    """The first week that can still be planned, from 1; weeks before it have no capacity."""

    @property
    def mandate_count(self) -> int | None:
        return None if self.mandate_held is None else len(self.mandate_held)


def check_facts(facts: PlanFacts, *, today: date | None) -> None:
    """Refuse facts no plan can be made from.

    ``today`` bounds the start date; None (files, tests) leaves it unbounded so that no clock
    enters. Raises PlanInputInvalid with the field and a sentence.
    """
    if not FEWEST_HOURS <= facts.hours_per_week <= MOST_HOURS:
        raise PlanInputInvalid(
            "hours_per_week",
            _("Give between %(fewest_hours)s and %(most_hours)s hours a week for this work.")
            % {"fewest_hours": FEWEST_HOURS, "most_hours": MOST_HOURS},
        )
    if today is not None:
        if facts.start < today - timedelta(days=OLDEST_START_DAYS):
            raise PlanInputInvalid(
                "start",
                _("That start is more than 90 days ago, so the whole plan would lie in the past."),
            )
        if facts.start > today + timedelta(days=FARTHEST_START_DAYS):
            raise PlanInputInvalid("start", _("Choose a start within the next twelve months."))
    if not 1 <= facts.from_week <= PLAN_WEEKS:
        raise PlanInputInvalid(
            "from_week", _("A plan has weeks 1 to %(plan_weeks)s.") % {"plan_weeks": PLAN_WEEKS}
        )
    if len(facts.days_off) > MOST_DAYS_OFF:
        raise PlanInputInvalid(
            "days_off", _("More days off than the ninety days have working days.")
        )


def gap_facts(
    reading: Reading, levels: Mapping[AreaId, AreaScore], units: Sequence[UnitResult] = ()
) -> dict[AreaId, GapFact]:
    """Take from a reading and its sheet's area scores what a plan needs, for every target area.

    Withheld areas give no gap, only a reason to find out. ``units`` of the sheet say which
    answers an area rests on, the one that went worst first.
    """
    rests_on: dict[AreaId, list[tuple[float, ItemId]]] = {}
    for unit in units:
        if unit.x is not None:
            rests_on.setdefault(unit.area, []).append((unit.x, unit.item))
    return {
        area: _gap_fact(
            reading,
            area,
            levels.get(area),
            tuple(item for _, item in sorted(rests_on.get(area, ()))),
        )
        for area in reading.gaps
    }


def _gap_fact(
    reading: Reading, area: AreaId, score: AreaScore | None, rests_on: tuple[ItemId, ...]
) -> GapFact:
    gap = reading.gaps[area]
    span = None if score is None else score.likely_range
    return GapFact(
        area=area,
        verdict=gap.verdict,
        p_gap=gap.p_gap,
        level=None if score is None else score.level,
        low=None if span is None else span.low,
        high=None if span is None else span.high,
        target=gap.target.level,
        critical=gap.target.critical,
        priority=(gap.priority or 0.0) if area in reading.develop else 0.0,
        value_of_information=gap.value_of_information or 0.0,
        rests_on=rests_on,
    )


def nearest_situation(
    questions: Sequence[Question], answers: Mapping[str, bool | None]
) -> tuple[SituationId, SituationSource]:
    """The situation the yes/no answers speak for most; realignment on a tie or no answer.

    >>> nearest_situation((), {})
    ('realignment', 'unsure')
    """
    sums: dict[SituationId, float] = {}
    for question in questions:
        answer = answers.get(question.id)
        if answer is None:
            continue
        for situation, weight in (question.yes if answer else question.no).items():
            sums[situation] = sums.get(situation, 0.0) + weight
    best = max(sums.values(), default=0.0)
    nearest = sorted(s for s, total in sums.items() if total == best)
    if best > 0 and len(nearest) == 1:
        return nearest[0], "nearest"
    return CAUTIOUS_SITUATION, "unsure"
