"""How is a plan said in a document: weeks, dates, kinds, numbers, tracks?"""

import datetime as dt
import re
from collections.abc import Collection

from assessment.documents.report import long_date
from assessment.documents.timeline import BarKind, TimelineBar, TimelineTrack
from assessment.domain.language import WordTable, date_words, marked, ngettext
from assessment.domain.language import gettext as _
from assessment.domain.planning.calendar import listening_weeks
from assessment.domain.planning.plan import NinetyDayPlan, PlannedAction
from assessment.domain.plans import TRACK_TITLES, TRACKS, ActionId, ActionKind, Phase

KIND_WORDS: WordTable[ActionKind] = WordTable(
    {
        "listen": marked("listening"),
        "agree": marked("agreeing"),
        "learn": marked("learning"),
        "find-out": marked("finding out"),
        "change": marked("change"),
        "report": marked("readout"),
    }
)
BAR_KINDS: dict[ActionKind, BarKind] = {
    "listen": "listen",
    "agree": "prepare",
    "learn": "prepare",
    "find-out": "prepare",
    "change": "change",
    "report": "report",
}
PHASE_TITLES: WordTable[Phase] = WordTable(
    {
        1: marked("First: listen, agree, find out"),
        2: marked("Then: the first changes"),
        3: marked("Last: build on what held"),
    }
)
NO_CLAIM = marked(
    "Hours, shares and days of listening are editorial assumptions of the "
    "authors. The same facts and content give the same plan."
)


def day_and_date(day: dt.date) -> str:
    """A date with its day of the week.

    >>> day_and_date(dt.date(2026, 10, 6))
    'Tuesday 6 October 2026'
    """
    return f"{date_words(day, 'weekday')} {long_date(day)}"


def weeks_words(planned: PlannedAction) -> str:
    """The weeks an action takes, in words."""
    first, last = planned.first_week, planned.last_week
    return (
        (_("week %(first)s") % {"first": first})
        if first == last
        else (_("weeks %(first)s to %(last)s") % {"first": first, "last": last})
    )


def hours_words(hours: float) -> str:
    """Hours in words.

    >>> hours_words(1.0), hours_words(2.5)
    ('1 hour', '2.5 hours')
    """
    return (
        (_("%(hours)g hour") % {"hours": hours})
        if hours == 1
        else (_("%(hours)g hours") % {"hours": hours})
    )


def hours_of(planned: PlannedAction) -> float:
    """The hours an action takes in all its weeks."""
    return sum(hours for _, hours in planned.hours)


def facts_words(plan: NinetyDayPlan) -> tuple[str, ...]:
    """What the plan was made from, a line each."""
    facts = plan.facts
    mode = _("in the role") if facts.mode == "in-role" else _("preparing for it")
    lines = [
        f"{facts.profile_title or _('No type of role')}, {mode}",
        _("%(situation)s, %(hours)s a week")
        % {"situation": plan.situation.title, "hours": hours_words(facts.hours_per_week)},
        _("%(first)s to %(last)s")
        % {"first": long_date(facts.start), "last": long_date(plan.weeks[-1].ends)},
    ]
    if facts.mandate_count is not None:
        lines.append(
            _("%(mandate_count)s of %(mandate_facts)s facts of a mandate hold")
            % {"mandate_count": facts.mandate_count, "mandate_facts": facts.mandate_facts}
        )
    return tuple(lines)


def headline(plan: NinetyDayPlan) -> str:
    """What the plan comes to, in one sentence."""
    count = len(plan.actions)
    if plan.facts.mode == "preparing":
        return _("Ninety days of preparing: %(count)s exercises, each with something to show") % {
            "count": count
        }
    changes = sum(planned.action.kind == "change" for planned in plan.actions)
    return _(
        "Ninety days: listening first, %(listening_weeks)s weeks of it, then "
        "%(changes)s changes among %(count)s steps"
    ) % {"listening_weeks": listening_weeks(plan.situation), "changes": changes, "count": count}


def gate_words(plan: NinetyDayPlan, planned: PlannedAction) -> str:
    """Which deliverables open an action; empty where nothing holds it back."""
    if planned.action.kind != "change" and planned.action.gate is None:
        return ""
    titles = {p.action.id: p.action.title for p in plan.actions}
    titles.update({action.id: action.title for action in plan.done})
    named = [f"“{titles[name]}”" for name in planned.opened_by if name in titles]
    if not named:
        return ""
    due = _("the deliverable of") if len(named) == 1 else _("the deliverables of")
    return ngettext(
        "Opens when %(due)s %(named)s exists.", "Opens when %(due)s %(named)s exist.", len(named)
    ) % {"due": due, "named": " and ".join(named)}


def plain(markdown: str) -> str:
    """Authored text on one line, without the signs of its markdown.

    >>> plain("One *page*, `signed`.")
    'One page, signed.'
    """
    return " ".join(re.sub(r"[*_`]", "", markdown).split())


def timeline_tracks(
    plan: NinetyDayPlan, done: Collection[ActionId] = ()
) -> tuple[TimelineTrack, ...]:
    """The plan as the timeline draws it; numbers are the places in the plan's list."""
    last_week = {planned.action.id: planned.last_week for planned in plan.actions}
    tracks = []
    for track in TRACKS:
        bars = tuple(
            TimelineBar(
                number=number,
                label=planned.action.title,
                kind=BAR_KINDS[planned.action.kind],
                first_week=planned.first_week,
                last_week=planned.last_week,
                gate_week=last_week.get(planned.action.gate) if planned.action.gate else None,
                done=planned.action.id in done,
            )
            for number, planned in enumerate(plan.actions, start=1)
            if planned.action.track == track
        )
        if bars:
            tracks.append(TimelineTrack(title=TRACK_TITLES[track], bars=bars))
    return tuple(tracks)
