"""Which rules are there, under which permanent names, and what do they find in a brief?"""

from collections.abc import Callable
from dataclasses import dataclass

from assessment.domain.areas import SeedId
from assessment.domain.brief_rules import (
    advert,
    challenge,
    duties,
    haste,
    levels,
    mandate,
    outcomes,
    soon,
    types,
)
from assessment.domain.brief_rules.findings import Faults, Finding, Severity, Surroundings
from assessment.domain.briefs import PARTS, Brief


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule. Its id never changes its meaning; a rule that goes leaves its id unused."""

    id: str
    title: str
    severity: Severity
    seed: SeedId
    find: Callable[[Brief, Surroundings], Faults]


def _rule(
    id: str,
    title: str,
    severity: Severity,
    seed: str,
    find: Callable[[Brief, Surroundings], Faults],
) -> Rule:
    return Rule(id=id, title=title, severity=severity, seed=SeedId(seed), find=find)


RULES: tuple[Rule, ...] = (
    _rule("BR-TITLE-ONLY", "a title instead of a challenge", "must", "B20", challenge.
        find_title_only),
    _rule("BR-NO-CHALLENGE", "no challenge", "must", "B20", challenge.find_no_challenge),
    _rule("BR-GENERIC", "a challenge that fits every company", "must", "B20", challenge.
        find_generic_challenge),
    _rule("BR-ADVERT", "text copied from a job advert", "should", "B20", advert.find_advert),
    _rule("BR-CLASHING-TYPES", "two types that one person rarely is", "must", "B3", types.
        find_clashing_types),
    _rule("BR-STAGE", "type, size and duties that contradict each other", "must", "B4", types.
        find_stage_contradiction),
    _rule("BR-OWNS-ALL", "everything owned by one person", "must", "B5", duties.
        find_owns_everything),
    _rule("BR-SHARED-ALONE", "shared with nobody in particular", "must", "B6", duties.
        find_shared_with_nobody),
    _rule("BR-AI-UNOWNED", "AI without an owner of data or guardrails", "must", "B17", duties.
        find_ai_without_owner),
    _rule("BR-OTHER-ROLE", "mostly another role’s duties", "must", "B7", duties.find_another_role),
    _rule("BR-MIXED-ROLE", "a mixture in which no CTO comes first", "should", "B7", duties.
        find_mixed_roles),
    _rule("BR-POINTS", "points that do not add up to 100", "should", "B7", duties.find_points_sum),
    _rule("BR-POINTS-MAP", "points on what the map gives away", "should", "B5", duties.
        find_points_against_ownership),
    _rule("BR-NO-MANDATE", "facts about authority not answered", "must", "E6", mandate.
        find_no_mandate),
    _rule("BR-NO-AUTHORITY", "a title without authority", "must", "E6", mandate.find_no_authority),
    _rule("BR-HOLLOW", "authority that its own proof takes back", "must", "E6", mandate.
        find_hollow_authority),
    _rule("BR-NO-MISSION", "no mission", "should", "B20", levels.find_no_mission),
    _rule("BR-OUTCOMES", "fewer than three outcomes, or more than eight", "must", "B20", outcomes.
        find_few_outcomes),
    _rule("BR-ACTIVITY", "an activity instead of an outcome", "must", "C3", outcomes.
        find_activities),
    _rule("BR-NO-MEASURE", "an outcome nobody could check", "must", "B12", outcomes.find_unmeasured
        ),
    _rule("BR-EFFORT", "a measure that counts effort, paper or one’s own word", "should", "C3",
        outcomes.find_effort),
    _rule("BR-NO-DATE", "an outcome without a date", "must", "B20", outcomes.find_undated),
    _rule("BR-PAST", "a date that has passed", "must", "B21", outcomes.find_past_dates),
    _rule("BR-FAR", "a date beyond two years", "should", "B24", outcomes.find_far_dates),
    _rule("BR-TOO-SOON", "everything replaced within half a year", "should", "B23", soon.
        find_too_soon),
    _rule("BR-CRITICAL", "more than four critical areas", "must", "B25", levels.
        find_too_many_critical),
    _rule("BR-LEVEL-REASON", "another level without a reason", "should", "B25", levels.
        find_unreasoned_levels),
    _rule("BR-NO-90-DAYS", "nothing expected of the first ninety days", "should", "B24", levels.
        find_no_expectations),
    _rule("BR-HASTE", "a large change by day 30", "should", "B23", haste.find_haste),
    _rule("BR-BEYOND-MANDATE", "expected what the role may not do", "must", "E7", mandate.
        find_expectations_beyond_authority),
    _rule("BR-RETENTION", "no last day, or a senseless one", "should", "B20", levels.find_retention
        ),
)  # fmt: skip


def check_brief(brief: Brief, around: Surroundings) -> tuple[Finding, ...]:
    """Everything the rules find, in the order of the pages, then of the rules.

    The same brief on the same day with the same content gives the same findings.
    """
    found = [
        Finding(
            rule=rule.id,
            place=fault.place,
            reason=fault.reason,
            fix=fault.fix,
            seed=rule.seed,
            severity=rule.severity,
            missing=fault.missing,
        )
        for rule in RULES
        for fault in rule.find(brief, around)
    ]
    order: dict[str, int] = {part: number for number, part in enumerate(PARTS)}
    return tuple(sorted(found, key=lambda finding: order[finding.part]))
