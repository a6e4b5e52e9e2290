"""What stands on the pages of a printed plan, in words?"""

from collections.abc import Sequence
from dataclasses import dataclass

from assessment.documents.plan_fit import Paper, Type, type_for
from assessment.documents.plan_words import (
    KIND_WORDS,
    NO_CLAIM,
    PHASE_TITLES,
    day_and_date,
    facts_words,
    headline,
    hours_of,
    plain,
)
from assessment.documents.report import long_date
from assessment.domain.language import WordTable, marked, ngettext
from assessment.domain.language import gettext as _
from assessment.domain.planning.calendar import Week
from assessment.domain.planning.plan import (
    NinetyDayPlan,
    PlannedAction,
    listening_ends,
    phase_of_week,
)
from assessment.domain.planning.progress import Steps, StepState, state_of, waits_for
from assessment.domain.plans import TRACK_TITLES, ActionId, Phase

STATE_WORDS: WordTable[StepState] = WordTable(
    {
        "open": "",
        "locked": "",
        "doing": marked("under way"),
        "done": marked("done"),
        "dropped": marked("dropped"),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class WallStep:
    """One step in the list."""

    number: int
    title: str
    when: str
    work: str
    state: str
    because: str
    opens: str
    deliverable: str
    done_when: str
    people: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WallPhase:
    """The steps that begin in one phase."""

    title: str
    steps: tuple[WallStep, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekEntry:
    """A step in one of the first weeks, with that week's hours of it."""

    number: int
    title: str
    hours: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WallWeek:
    """One of the first weeks, whole."""

    title: str
    entries: tuple[WeekEntry, ...]
    more: str
    meet: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Meetings:
    """The first conversations of one week."""

    week: str
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPages:
    """Everything printed of a plan but its picture."""

    headline: str
    facts: tuple[str, ...]
    hours: str
    listening: str
    notes: tuple[str, ...]
    checkpoints: tuple[tuple[str, str], ...]
    first_weeks: tuple[WallWeek, ...]
    phases: tuple[WallPhase, ...]
    type: Type
    meetings: tuple[Meetings, ...]
    pace: tuple[str, ...]
    done: str
    left_out: tuple[str, ...]
    small_print: str


def plan_pages(plan: NinetyDayPlan, steps: Steps, paper: Paper, most: int) -> PlanPages:
    """The words of a printed plan; ``steps`` mark what is done, under way or dropped.

    ``most`` steps are named for each of the first weeks on page one; the list has them all.
    """
    numbers = {planned.action.id: n for n, planned in enumerate(plan.actions, start=1)}
    phases = _phases(plan, numbers, steps)
    meetings = _meetings(plan)
    pace = tuple(
        (_("Week %(week)s: %(reason)s") % {"week": n.week, "reason": n.reason})
        for n in plan.pace
        if n.verdict != "steady"
    )
    done = "; ".join(action.title for action in plan.done)
    left = tuple(f"{left.title}: {left.reason}" for left in plan.left_out)
    return PlanPages(
        headline=headline(plan),
        facts=facts_words(plan),
        hours=_("%(hours_planned)g of %(hours_available)g hours planned")
        % {"hours_planned": plan.hours_planned, "hours_available": plan.hours_available},
        listening=(
            _("Listening comes first until %(long_date)s.")
            % {"long_date": long_date(listening_ends(plan))}
        )
        if plan.facts.mode == "in-role"
        else "",
        notes=plan.notes,
        checkpoints=tuple(
            (_("Day %(day)s") % {"day": p.day}, day_and_date(p.on)) for p in plan.checkpoints
        ),
        first_weeks=_first_weeks(plan, numbers, steps, most),
        phases=phases,
        type=_type(phases, (*(" ".join(m.people) for m in meetings), *pace, done, *left), paper),
        meetings=meetings,
        pace=pace,
        done=done,
        left_out=left,
        small_print=_("%(no_claim)s Content %(revision)s.")
        % {"no_claim": _(NO_CLAIM), "revision": plan.revision[:12]},
    )


def span_words(week: Week) -> str:
    """A week's dates, the month once where it is one."""
    first = (
        week.starts.day
        if week.starts.month == week.ends.month
        else long_date(week.starts).removesuffix(f" {week.ends.year}")
    )
    return _("%(first)s to %(last)s") % {"first": first, "last": long_date(week.ends)}


def _first_weeks(
    plan: NinetyDayPlan, numbers: dict[ActionId, int], steps: Steps, most: int
) -> tuple[WallWeek, ...]:
    """The next two weeks: those from the first in which something is still to be done."""
    ahead = [p for p in plan.actions if state_of(p, steps) not in ("done", "dropped")]
    first = min((p.first_week for p in ahead), default=plan.facts.from_week)
    weeks = plan.weeks[first - 1 : first + 1]
    return tuple(_week(week, ahead, numbers, most) for week in weeks)


def _week(
    week: Week, ahead: Sequence[PlannedAction], numbers: dict[ActionId, int], most: int
) -> WallWeek:
    entries = [
        WeekEntry(number=numbers[p.action.id], title=p.action.title, hours=f"{h:g} h")
        for p in ahead
        for number, h in p.hours
        if number == week.number
    ]
    more = len(entries) - most
    met = [who for p in ahead for number, who in p.meetings if number == week.number]
    return WallWeek(
        title=_("Week %(number)s, %(span)s") % {"number": week.number, "span": span_words(week)},
        entries=tuple(entries[:most]),
        more=(_("and %(more)s more, in the list") % {"more": more}) if more > 0 else "",
        meet=(_("Meet first: %(met)s") % {"met": ", ".join(met)}) if met else "",
    )


def _phases(
    plan: NinetyDayPlan, numbers: dict[ActionId, int], steps: Steps
) -> tuple[WallPhase, ...]:
    by_phase: dict[Phase, list[WallStep]] = {1: [], 2: [], 3: []}
    for planned in plan.actions:
        phase = phase_of_week(planned.first_week, plan.situation)
        by_phase[phase].append(_step(planned, numbers, steps, plan.facts.profile_title))
    return tuple(
        WallPhase(title=PHASE_TITLES[phase], steps=tuple(of_phase))
        for phase, of_phase in by_phase.items()
        if of_phase
    )


def _step(planned: PlannedAction, numbers: dict[ActionId, int], steps: Steps, job: str) -> WallStep:
    action = planned.action
    state = state_of(planned, steps)
    first, last = planned.first_week, planned.last_week
    weeks = (
        (_("Week %(first)s") % {"first": first})
        if first == last
        else (_("Weeks %(first)s–%(last)s") % {"first": first, "last": last})
    )
    return WallStep(
        number=numbers[action.id],
        title=action.title,
        when=f"{weeks} · {hours_of(planned):g} h",
        work=f"{TRACK_TITLES[action.track]} · {KIND_WORDS[action.kind]}",
        state=STATE_WORDS[state],
        because=_because(planned, job),
        opens=_opens(planned, numbers, steps) if state == "locked" else "",
        deliverable=plain(action.deliverable.source),
        done_when=plain(action.done_when.source),
        people=", ".join(action.people),
    )


def _because(planned: PlannedAction, job: str) -> str:
    """The first reason, without the name of the job, which heads page one."""
    if not planned.because:
        return ""
    text = planned.because[0].text
    return text.replace(f"({job}, ", "(") if job else text


def _opens(planned: PlannedAction, numbers: dict[ActionId, int], steps: Steps) -> str:
    """Which steps' deliverables open this one, by number."""
    waited = sorted(numbers[name] for name in waits_for(planned, steps) if name in numbers)
    if not waited:
        return ""
    named = " and ".join(str(n) for n in waited)
    return ngettext(
        "Opens when %(named)s is done.", "Opens when %(named)s are done.", len(waited)
    ) % {"named": named}


def _type(pages_of: tuple[WallPhase, ...], rest: tuple[str, ...], paper: Paper) -> Type:
    steps = [
        [f"{s.number} · {s.title}", f"{s.when} · {s.work}", f"{s.because} {s.opens}",
         f"{_('Deliverable')} {s.deliverable}", f"{_('Done when')} {s.done_when}",
         f"{_('People')} {s.people}"]
        for phase in pages_of
        for s in phase.steps
    ]  # fmt: skip
    return type_for(steps, rest, len(pages_of) + 4, paper)


def _meetings(plan: NinetyDayPlan) -> tuple[Meetings, ...]:
    by_week: dict[int, list[str]] = {}
    for week, who, _planned in plan.meetings:
        by_week.setdefault(week, []).append(who)
    return tuple(Meetings(week=str(week), people=tuple(people)) for week, people in by_week.items())
