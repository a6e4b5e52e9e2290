"""What does a template see of a plan?"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from markupsafe import Markup

from assessment.domain.findings_wording import in_sentence, listed
from assessment.domain.language import WordTable, marked
from assessment.domain.language import gettext as _
from assessment.domain.planning.calendar import CHECKPOINT_DAYS, listening_weeks
from assessment.domain.planning.plan import (
    NinetyDayPlan,
    PlannedAction,
    listening_ends,
    phase_of_week,
)
from assessment.domain.planning.progress import (
    NOTHING_SAID,
    Steps,
    StepState,
    state_of,
    waits_for,
)
from assessment.domain.planning.replan import ActionChange, PlanChange
from assessment.domain.plans import TRACK_TITLES, TRACKS, Phase
from assessment.domain.prose import Prose
from assessment.services.pictures import TimelineBar, TimelineTrack, timeline
from assessment.services.plans import StoredPlan
from assessment.services.printing import pdf_available
from assessment.web.words import STEP_WORDS, day_words

KIND_WORDS = WordTable(
    {
        "listen": marked("listening"),
        "agree": marked("agreeing"),
        "learn": marked("learning"),
        "find-out": marked("finding out"),
        "change": marked("change"),
        "report": marked("readout"),
    }
)
MOVES: dict[str, tuple[tuple[str, str], ...]] = {
    "open": (
        ("done", marked("Done")),
        ("doing", marked("Begun")),
        ("dropped", marked("Drop it")),
    ),
    "doing": (
        ("done", marked("Done")),
        ("open", marked("Not begun yet")),
        ("dropped", marked("Drop it")),
    ),
    "done": (("doing", marked("Not done after all")),),
    "dropped": (("open", marked("Take it back")),),
    "locked": (
        ("opened", marked("Open it all the same")),
        ("dropped", marked("Drop it")),
    ),
}
PHASE_TITLES: WordTable[Phase] = WordTable(
    {
        1: marked("First: listen, agree, find out"),
        2: marked("Then: the first changes"),
        3: marked("Last: build on what held"),
    }
)
BAR_KINDS = {"listen": "listen", "change": "change", "report": "report"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionEntry:
    """One action of the plan as the page shows it."""

    id: str
    anchor: str
    number: int
    title: str
    track: str
    kind: str
    when: str
    hours: str
    state: str
    state_words: str
    lock: str
    body: Prose
    because: tuple[str, ...]
    deliverable: Prose
    done_when: Prose
    people: str
    questions: tuple[str, ...]
    note: str
    note_label: str
    moves: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseEntries:
    """The actions that begin in one phase."""

    title: str
    entries: tuple[ActionEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekEntries:
    """What is still to do in one week."""

    title: str
    entries: tuple[ActionEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """A first conversation."""

    week: int
    who: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPage:
    """A plan at one revision."""

    id: str
    attempt: str
    number: int
    latest: int
    is_latest: bool
    made: str
    start: str
    facts_line: str
    headline: str
    lede: str
    notes: tuple[str, ...]
    ask_again: str
    changes: tuple[str, ...]
    moved: tuple[str, ...]
    at_hand: WeekEntries | None
    """The week that holds today; before the plan begins its first; None after the last."""
    following: WeekEntries | None
    """The week behind ``at_hand``."""
    timeline: Markup
    listening: str
    phases: tuple[PhaseEntries, ...]
    meetings: tuple[Meeting, ...]
    checkpoints: tuple[str, ...]
    pace: tuple[str, ...]
    done: tuple[str, ...]
    left_out: tuple[str, ...]
    pdf_off: str | None
    revision: str


def make_plan_page(stored: StoredPlan, *, today: date) -> PlanPage:
    """The page of a plan; ``today`` decides what "this week" is."""
    plan = stored.plan
    entries = [
        _entry(plan, planned, number, stored.steps)
        for number, planned in enumerate(plan.actions, start=1)
    ]
    week = current_week(plan, today)
    if week is None and today < plan.facts.start:
        at_hand = _week(plan, entries, plan.weeks[0].number, _("The first week, %(dates)s"))
        following = _week(plan, entries, plan.weeks[0].number + 1, _("The week after, %(dates)s"))
    else:
        at_hand = _week(plan, entries, week, _("This week, %(dates)s"))
        following = _week(plan, entries, week and week + 1, _("Next week, %(dates)s"))
    return PlanPage(
        id=stored.id,
        attempt=stored.attempt or "",
        number=stored.number,
        latest=stored.latest,
        is_latest=stored.number == stored.latest,
        made=day_words(stored.made_at),
        start=day_words(plan.facts.start),
        facts_line=_facts_line(plan),
        headline=_headline(plan),
        lede=_lede(plan),
        notes=plan.notes,
        ask_again=_ask_again(stored, today),
        changes=_change_lines(stored.change),
        moved=_moved_lines(stored.change),
        at_hand=at_hand,
        following=following,
        timeline=_timeline(plan, stored.steps),
        listening=_("Listening comes first until %(day)s.")
        % {"day": day_words(listening_ends(plan))},
        phases=_phases(plan, entries),
        meetings=tuple(
            Meeting(week=week, who=who, why=planned.action.title)
            for week, who, planned in plan.meetings
        ),
        checkpoints=tuple(
            (_("Day %(day)s: %(day2)s") % {"day": point.day, "day2": day_words(point.on)})
            for point in plan.checkpoints
        ),
        pace=tuple(
            (_("Week %(week)s: %(reason)s") % {"week": note.week, "reason": note.reason})
            for note in plan.pace
            if note.verdict != "steady"
        ),
        done=tuple(action.title for action in plan.done),
        left_out=tuple(f"{left.title}: {left.reason}" for left in plan.left_out),
        pdf_off=pdf_available(),
        revision=plan.revision,
    )


def current_week(plan: NinetyDayPlan, today: date) -> int | None:
    """The week (from 1) that holds ``today``; None before and after the plan."""
    return next((w.number for w in plan.weeks if w.starts <= today <= w.ends), None)


def _entry(plan: NinetyDayPlan, planned: PlannedAction, number: int, steps: Steps) -> ActionEntry:
    action = planned.action
    step = steps.get(action.id, NOTHING_SAID)
    state = state_of(planned, steps)
    return ActionEntry(
        id=action.id,
        anchor=f"step-{action.id}",
        number=number,
        title=action.title,
        track=TRACK_TITLES[action.track],
        kind=KIND_WORDS[action.kind],
        when=_when(planned),
        hours=f"{sum(h for _, h in planned.hours):g}",
        state=state,
        state_words=STEP_WORDS[state],
        lock=_lock(plan, planned, steps, state),
        body=action.body,
        because=tuple(reason.text for reason in planned.because),
        deliverable=action.deliverable,
        done_when=action.done_when,
        people=", ".join(action.people),
        questions=action.questions,
        note=step.note,
        note_label=_("Why you open it before its gate (needed)")
        if state == "locked"
        else _("What came of it: a note, a link, a date"),
        moves=tuple((value, _(words)) for value, words in MOVES[state]),
    )


def _when(planned: PlannedAction) -> str:
    if planned.first_week == planned.last_week:
        return _("week %(first_week)s") % {"first_week": planned.first_week}
    return _("weeks %(first_week)s–%(last_week)s") % {
        "first_week": planned.first_week,
        "last_week": planned.last_week,
    }


def _lock(plan: NinetyDayPlan, planned: PlannedAction, steps: Steps, state: StepState) -> str:
    reason = steps.get(planned.action.id, NOTHING_SAID).opened_early
    if reason:
        return _("Opened before its gate. Your reason: %(reason)s") % {"reason": reason}
    if state != "locked":
        return ""
    known = {p.action.id: p.action.title for p in plan.actions}
    titles = [f"“{known[a]}”" for a in waits_for(planned, steps) if a in known]
    return _("Locked until the deliverable of %(listed)s exists.") % {"listed": listed(titles)}


def _change_lines(change: PlanChange | None) -> tuple[str, ...]:
    """What a revision changed, the facts first; a reason is given once for all it fits."""
    if change is None:
        return ()
    lines = [fact.text for fact in change.facts]
    lines += [
        _("Added: %(titles)s. %(reason)s") % {"titles": titles, "reason": reason}
        for titles, reason in _by_reason(change.added)
    ]
    lines += [
        _("Taken out: %(titles)s. %(reason)s") % {"titles": titles, "reason": reason}
        for titles, reason in _by_reason(change.dropped)
    ]
    return tuple(lines)


def _by_reason(changes: Iterable[ActionChange]) -> Iterator[tuple[str, str]]:
    """The titles that share a reason, in the order of the first of them, and that reason."""
    titles: dict[str, list[str]] = {}
    for change in changes:
        titles.setdefault(change.reason, []).append(f"“{change.title}”")
    return ((listed(named), reason) for reason, named in titles.items())


def _moved_lines(change: PlanChange | None) -> tuple[str, ...]:
    """Which steps a revision moved; often many, and all for the same reason."""
    if change is None:
        return ()
    return tuple(
        (
            _("“%(title)s”, %(weeks)s to %(weeks2)s. %(reason)s")
            % {
                "title": c.title,
                "weeks": _weeks(c.before),
                "weeks2": _weeks(c.after),
                "reason": c.reason,
            }
        )
        for c in change.moved
    )


def _weeks(weeks: tuple[int, int] | None) -> str:
    if weeks is None:
        return _("no week")
    return (
        (_("week %(weeks)s") % {"weeks": weeks[0]})
        if weeks[0] == weeks[1]
        else (_("weeks %(weeks)s–%(weeks2)s") % {"weeks": weeks[0], "weeks2": weeks[1]})
    )


def _facts_line(plan: NinetyDayPlan) -> str:
    facts = plan.facts
    mode = _("in the role") if facts.mode == "in-role" else _("preparing for it")
    job = f"{facts.profile_title}, " if facts.profile_title else ""
    return _("%(job)s%(mode)s, %(title)s, %(hours_per_week)s hours a week, from %(day)s") % {
        "job": job,
        "mode": mode,
        "title": in_sentence(plan.situation.title),
        "hours_per_week": facts.hours_per_week,
        "day": day_words(facts.start),
    }


def _headline(plan: NinetyDayPlan) -> str:
    changes = sum(1 for planned in plan.actions if planned.action.kind == "change")
    listening = day_words(listening_ends(plan))
    if plan.facts.mode == "preparing":
        return _("%(actions)s exercises before the job, with evidence to take along.") % {
            "actions": len(plan.actions)
        }
    return _(
        "%(actions)s steps in thirteen weeks; listening first until %(listening)s, "
        "then %(changes)s changes."
    ) % {"actions": len(plan.actions), "listening": listening, "changes": changes}


def _lede(plan: NinetyDayPlan) -> str:
    return _(
        "%(hours_planned)g of %(hours_available)g hours are planned, never more "
        "than %(hours_per_week)s in a week. Each step says why it is here and what "
        "done means."
    ) % {
        "hours_planned": plan.hours_planned,
        "hours_available": plan.hours_available,
        "hours_per_week": plan.facts.hours_per_week,
    }


def _ask_again(stored: StoredPlan, today: date) -> str:
    """At days 30 and 60 the facts are asked for again, until a revision was made since."""
    start = stored.plan.facts.start
    for day in reversed(CHECKPOINT_DAYS[:2]):
        due = start + timedelta(days=day - 1)
        if today >= due:
            if stored.made_at.date() < due:
                return _("Day %(day)s has passed. What has changed since?") % {"day": day}
            return ""
    return ""


def _week(
    plan: NinetyDayPlan, entries: Sequence[ActionEntry], number: int | None, title: str
) -> WeekEntries | None:
    """The open steps of a week, under a title that takes its dates; None for no such week."""
    week = next((w for w in plan.weeks if w.number == number), None)
    if week is None:
        return None
    dates = _("%(first)s to %(last)s") % {
        "first": day_words(week.starts),
        "last": day_words(week.ends),
    }
    return WeekEntries(
        title=title % {"dates": dates},
        entries=tuple(
            entry
            for entry, planned in zip(entries, plan.actions, strict=True)
            if any(w == number for w, _ in planned.hours) and entry.state not in ("done", "dropped")
        ),
    )


def _phases(plan: NinetyDayPlan, entries: Sequence[ActionEntry]) -> tuple[PhaseEntries, ...]:
    by_phase: dict[Phase, list[ActionEntry]] = {1: [], 2: [], 3: []}
    for entry, planned in zip(entries, plan.actions, strict=True):
        by_phase[phase_of_week(planned.first_week, plan.situation)].append(entry)
    return tuple(
        PhaseEntries(title=PHASE_TITLES[phase], entries=tuple(of_phase))
        for phase, of_phase in by_phase.items()
        if of_phase
    )


def _timeline(plan: NinetyDayPlan, steps: Steps) -> Markup:
    last_week = {planned.action.id: planned.last_week for planned in plan.actions}
    tracks = []
    for track in TRACKS:
        bars = tuple(
            TimelineBar(
                number=number,
                label=planned.action.title,
                kind=BAR_KINDS.get(planned.action.kind, "prepare"),  # type: ignore[arg-type]
                first_week=planned.first_week,
                last_week=planned.last_week,
                gate_week=None
                if planned.action.gate is None
                else last_week.get(planned.action.gate),
                done=state_of(planned, steps) == "done",
            )
            for number, planned in enumerate(plan.actions, start=1)
            if planned.action.track == track
        )
        if bars:
            tracks.append(TimelineTrack(title=TRACK_TITLES[track], bars=bars))
    return timeline(tracks, uid="timeline", listening_weeks=listening_weeks(plan.situation))
