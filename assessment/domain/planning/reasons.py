"""Why is an action in this plan?

The sentences are assembled from the facts that called for it, never written ahead.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from assessment.domain.bank import ItemId
from assessment.domain.catalog import Catalog
from assessment.domain.findings_wording import in_sentence
from assessment.domain.language import gettext as _
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
        *(
            Because(kind="opens", text=_("It opens “%(title)s”.") % {"title": title})
            for title in opens
        ),
    )
    if not reasons and action.id in facts.started:
        return (Because(kind="begun", text=_("You have begun it.")),)
    return reasons


def _agreed(action: PlanAction, facts: PlanFacts) -> Iterator[Because]:
    for agreed in facts.agreed:
        if agreed.action.id == action.id:
            yield Because(
                kind="agreed",
                text=_("You agreed on it with %(author)s.") % {"author": agreed.author},
            )


def _mandate(action: PlanAction, facts: PlanFacts, backbone: bool) -> Iterator[Because]:
    if backbone and action.triggers.mandate_at_most is not None and facts.mandate_count is not None:
        yield Because(
            kind="mandate",
            text=_(
                "%(mandate_count)s of the %(mandate_facts)s facts of a mandate hold for "
                "you. Until authority is agreed, no change begins."
            )
            % {"mandate_count": facts.mandate_count, "mandate_facts": facts.mandate_facts},
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
    sentence = (
        _("%(title)s is a %(verdict)s and critical for your target (%(figures)s).")
        if gap.critical
        else _("%(title)s is a %(verdict)s for your target (%(figures)s).")
    )
    figures = f"{gap.target:.1f}"
    if facts.profile_title:
        figures = f"{facts.profile_title}, {figures}"
    if gap.low is not None and gap.high is not None:
        figures = _("%(target)s, your range %(low).1f–%(high).1f") % {
            "target": figures,
            "low": gap.low,
            "high": gap.high,
        }
    return sentence % {
        "title": title,
        "verdict": _(gap.verdict) if gap.verdict else None,
        "figures": figures,
    }


def _open_words(title: str, gap: GapFact) -> str:
    if gap.low is None or gap.high is None:
        return _("There are not enough answers to say anything about %(title)s.") % {
            "title": in_sentence(title)
        }
    return _(
        "Your answers cannot tell yet whether %(title)s meets %(target).1f: your "
        "range is %(low).1f–%(high).1f."
    ) % {"title": in_sentence(title), "target": gap.target, "low": gap.low, "high": gap.high}


def _context(action: PlanAction, facts: PlanFacts, catalog: Catalog) -> Iterator[Because]:
    if facts.situation in action.triggers.situations:
        title = catalog.situations[facts.situation].title.lower()
        yield Because(
            kind="situation", text=_("You enter a situation of %(title)s.") % {"title": title}
        )
    if facts.profile is not None and facts.profile in action.triggers.types:
        name = catalog.profiles[facts.profile].title
        yield Because(
            kind="type",
            text=_("It belongs to the work of this type of role: %(name)s.") % {"name": name},
        )
    if facts.stage is not None and facts.stage in action.triggers.stages:
        stage = next(
            (a.title for a in catalog.adjustments.values() if a.id == str(facts.stage)), ""
        )
        yield Because(
            kind="stage",
            text=_("A company of this size calls for it: %(stage)s.") % {"stage": stage},
        )


def _track(action: PlanAction, backbone: bool) -> Iterator[Because]:
    if not backbone:
        return
    if action.readout_day is not None:
        yield Because(
            kind="backbone",
            text=_("Every plan stops on day %(readout_day)s to say where it stands.")
            % {"readout_day": action.readout_day},
        )
    elif action.triggers.always:
        track = TRACK_TITLES[action.track].lower()
        yield Because(
            kind="backbone",
            text=_("It is in every plan, for one of its seven lines of work: %(track)s.")
            % {"track": track},
        )
