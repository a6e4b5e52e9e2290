"""Which of the called-for actions fit, in hours and in weeks?"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from assessment.domain.areas import AreaId
from assessment.domain.mandate import LOW_MANDATE
from assessment.domain.planning.backbone import Backbone, hours_of
from assessment.domain.planning.calendar import USUAL_LISTENING_DAYS, Week
from assessment.domain.planning.candidates import Candidate, is_backbone, main_area, needs
from assessment.domain.planning.choosing import TOP_GAPS, Limits, choose
from assessment.domain.planning.facts import PlanFacts
from assessment.domain.planning.layout import Layout, Terms, lay_out
from assessment.domain.plans import ActionId, PlanAction, Situation

LEFT_FREE = 0.05
LEFT_FREE_AFTER_LONG_LISTENING = 0.12
"""The share of the open hours nothing is chosen for: weeks are whole and actions are not, and
listening brings up work nobody planned. More where listening lasts beyond a month, since all
change must then find room in what is left of the weeks. Editorial assumptions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """What was chosen, where it lies, and what was called for and found no place."""

    layout: Layout
    chosen: Mapping[ActionId, PlanAction]
    set_aside: tuple[PlanAction, ...]


def fit(
    called: Mapping[ActionId, Candidate],
    fixed: Mapping[ActionId, PlanAction],
    backbone: Backbone,
    weeks: tuple[Week, ...],
    situation: Situation,
    facts: PlanFacts,
    done: Mapping[ActionId, PlanAction],
) -> Fitted:
    """Choose within the hours and lay out; what finds no week is set aside, and chosen for again.

    ``fixed`` are the backbone and whatever else is in the plan without being chosen: actions under
    way and agreed ones.
    """
    authority = next(
        (a.id for a in backbone.kept.values() if a.triggers.mandate_at_most is not None), None
    )
    held = facts.mandate_count
    terms = Terms(
        weeks=weeks,
        situation=situation,
        done=done,
        backbone=frozenset(backbone.kept),
        worth={name: candidate.worth for name, candidate in called.items()},
        authority=authority,
        authority_week=0 if held is not None and held <= LOW_MANDATE else 1,
    )
    free = {name: candidate for name, candidate in called.items() if name not in fixed}
    limits = limits_for(facts, fixed, weeks, situation, done)
    aside: set[ActionId] = set()
    while True:
        open_to_choice = {a: c for a, c in free.items() if not _needs_any(a, free, aside)}
        picked = choose(open_to_choice, limits)
        chosen = {**fixed, **{a: called[a].action for a in sorted(picked)}}
        layout = lay_out(chosen, terms)
        homeless = [a for a in layout.unplaced if a in picked]
        if not homeless:
            break
        aside.add(min(homeless, key=lambda a: (called[a].worth, a)))
    lost = [chosen[a] for a in layout.unplaced] + [called[a].action for a in sorted(aside)]
    return Fitted(layout=layout, chosen=chosen, set_aside=tuple(lost))


def limits_for(
    facts: PlanFacts,
    fixed: Mapping[ActionId, PlanAction],
    weeks: Collection[Week],
    situation: Situation,
    done: Mapping[ActionId, PlanAction],
) -> Limits:
    """The hours a choice has, and which gaps must get at least half of them."""
    gaps = gaps_by_priority(facts)
    top = gaps[:TOP_GAPS]
    counted = [a for a in (*fixed.values(), *done.values()) if not is_backbone(a, facts)]
    mine = hours_of(a for a in counted if main_area(a) in top)
    open_hours = sum(week.capacity for week in weeks) - hours_of(fixed.values())
    long = situation.listening_days > USUAL_LISTENING_DAYS
    left_free = LEFT_FREE_AFTER_LONG_LISTENING if long else LEFT_FREE
    return Limits(
        hours=max(0.0, open_hours * (1 - left_free)),
        top=top,
        only_gap=gaps[0] if len(gaps) == 1 else None,
        ahead=mine - (hours_of(counted) - mine),
    )


def gaps_by_priority(facts: PlanFacts) -> tuple[AreaId, ...]:
    """The areas with a clear or likely gap, most worth developing first, ties by name."""
    gaps = [gap for gap in facts.gaps.values() if gap.is_gap]
    return tuple(gap.area for gap in sorted(gaps, key=lambda g: (-g.priority, g.area)))


def _needs_any(
    action: ActionId, called: Mapping[ActionId, Candidate], aside: Collection[ActionId]
) -> bool:
    """Whether an action, or anything it needs, was set aside."""
    if action in aside:
        return True
    return any(n in called and _needs_any(n, called, aside) for n in needs(called[action].action))
