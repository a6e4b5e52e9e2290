"""Why is an action in this plan?

The sentences are assembled from the facts that called for it, never written ahead.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from assessment.domain.bank import ItemId
from assessment.domain.catalog import Catalog
from assessment.domain.planning.facts import GapFact, PlanFacts
from assessment.domain.plans import TRACK_TITLES, PlanAction


@dataclass(frozen=True, slots=True, kw_only=True)
class Because:
    """One reason, and the answers it rests on (none for facts of the job)."""

    kind: Literal[
        "gap", "open", "type", "stage", "situation", "mandate", "backbone", "opens", "agreed",
        "begun",
    ]  # fmt: skip
    text: str
    rests_on: tuple[ItemId, ...] = ()


def because(
    action: PlanAction,
    facts: PlanFacts,
    catalog: Catalog,
    *,
    opens: tuple[str, ...],
    backbone: bool,
) -> tuple[Because, ...]:
    """Every reason an action has, the weightiest kind first. ``opens`` are titles.

    What was begun and is called for no more, as after a change of situation, has that reason.
    """
    reasons = (
        *_agreed(action, facts),
        *_mandate(action, facts, backbone),
        *_gaps(action, facts, catalog),
        *_context(action, facts, catalog),
        *_track(action, backbone),
        *(Because(kind="opens", text=f"It opens “{title}”.") for title in opens),
    )
    if not reasons and action.id in facts.started:
        return (Because(kind="begun", text="You have begun it."),)
    return reasons


def _agreed(action: PlanAction, facts: PlanFacts) -> Iterator[Because]:
    for agreed in facts.agreed:
        if agreed.action.id == action.id:
            yield Because(kind="agreed", text=f"You agreed on it with {agreed.author}.")


def _mandate(action: PlanAction, facts: PlanFacts, backbone: bool) -> Iterator[Because]:
    if backbone and action.triggers.mandate_at_most is not None and facts.mandate_count is not None:
        yield Because(
            kind="mandate",
            text=f"{facts.mandate_count} of the {facts.mandate_facts} facts of a mandate hold for "
            "you. Until authority is agreed, no change begins.",
        )


def _gaps(action: PlanAction, facts: PlanFacts, catalog: Catalog) -> Iterator[Because]:
    weights = action.triggers.areas
    for area in sorted(weights, key=lambda a: (-weights[a], a)):
        gap = facts.gaps.get(area)
        if gap is None:
            continue
        title = catalog.areas[area].title
        if action.kind == "find-out" and gap.is_open:
            yield Because(kind="open", text=_open_words(title, gap), rests_on=gap.rests_on)
        elif action.kind != "find-out" and gap.is_gap:
            yield Because(kind="gap", text=_gap_words(title, gap, facts), rests_on=gap.rests_on)


def _gap_words(title: str, gap: GapFact, facts: PlanFacts) -> str:
    job = f"{facts.profile_title}, " if facts.profile_title else ""
    span = (
        "" if gap.low is None or gap.high is None else f", your range {gap.low:.1f}–{gap.high:.1f}"
    )
    critical = " and critical" if gap.critical else ""
    return f"{title} is a {gap.verdict}{critical} for your target ({job}{gap.target:.1f}{span})."


def _open_words(title: str, gap: GapFact) -> str:
    if gap.low is None or gap.high is None:
        return f"There are not enough answers to say anything about {title.lower()}."
    return (
        f"Your answers cannot tell yet whether {title.lower()} meets {gap.target:.1f}: "
        f"your range is {gap.low:.1f}–{gap.high:.1f}."
    )


def _context(action: PlanAction, facts: PlanFacts, catalog: Catalog) -> Iterator[Because]:
    if facts.situation in action.triggers.situations:
        title = catalog.situations[facts.situation].title.lower()
        yield Because(kind="situation", text=f"You enter a situation of {title}.")
    if facts.profile is not None and facts.profile in action.triggers.types:
        name = catalog.profiles[facts.profile].title
        yield Because(kind="type", text=f"It belongs to the work of this type of role: {name}.")
    if facts.stage is not None and facts.stage in action.triggers.stages:
        stage = next(
            (a.title for a in catalog.adjustments.values() if a.id == str(facts.stage)), ""
        )
        yield Because(kind="stage", text=f"A company of this size calls for it: {stage}.")


def _track(action: PlanAction, backbone: bool) -> Iterator[Because]:
    if not backbone:
        return
    if action.readout_day is not None:
        yield Because(
            kind="backbone",
            text=f"Every plan stops on day {action.readout_day} to say where it stands.",
        )
    elif action.triggers.always:
        track = TRACK_TITLES[action.track].lower()
        yield Because(
            kind="backbone",
            text=f"It is in every plan, for one of its seven lines of work: {track}.",
        )
