"""What do the templates of the brief's pages see?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from flask import url_for

from assessment.domain.brief_levels import reason_in_words, starting_target
from assessment.domain.brief_rules.findings import Finding
from assessment.domain.brief_suggestion import suggest_type
from assessment.domain.briefs import (
    MOST_OUTCOMES,
    PARTS,
    Brief,
    Part,
    is_said,
    part_title,
)
from assessment.domain.catalog import Catalog
from assessment.domain.findings_wording import target_figure
from assessment.domain.language import gettext as _
from assessment.domain.mandate import check_mandate
from assessment.domain.ownership import HOLDINGS, holding_words, responsibilities
from assessment.domain.roles import DUTIES, duty_title, role_sentence, role_shares
from assessment.services.brief_checking import find_faults
from assessment.services.brief_files import mandate_words
from assessment.services.briefs import StoredBrief
from assessment.web.choices import NOT_SURE, circumstance_choices, stage_choices, type_choices


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One line of the list of pages."""

    title: str
    address: str
    said: bool
    here: bool
    faults: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """One finding beside a page; ``anchor`` leads to its field."""

    rule: str
    place: str
    anchor: str
    reason: str
    fix: str
    seed: str
    must: bool


def steps_of(
    stored: StoredBrief | None, findings: Sequence[Finding], here: Part | None
) -> list[Step]:
    """The pages in order, with what was said and how many faults were found on each."""
    listed = []
    for part in PARTS:
        faults = sum(f.part == part and not f.missing for f in findings)
        address = "" if stored is None else part_address(stored, part)
        said = stored is not None and is_said(stored.brief, part)
        listed.append(
            Step(
                title=part_title(part), address=address, said=said, here=part == here, faults=faults
            )
        )
    return listed


def part_address(stored: StoredBrief, part: str) -> str:
    """Where a page of a brief is."""
    return url_for("hire_briefs.part", organisation=stored.organisation, brief=stored.id, part=part)


def advice(findings: Sequence[Finding], part: str | None = None) -> list[Advice]:
    """Findings for a page, or for all of them where no part is given; what must be first."""
    return [
        Advice(
            rule=f.rule,
            place=f.place,
            anchor=anchor_of(f.place),
            reason=f.reason,
            fix=f.fix,
            seed=f.seed,
            must=f.severity == "must",
        )
        for f in sorted(findings, key=lambda f: f.severity != "must")
        if part is None or f.part == part
    ]


def anchor_of(place: str) -> str:
    """The id of the field a finding speaks of.

    >>> anchor_of("outcomes/2/measure"), anchor_of("ownership/vendors/partner")
    ('outcome-2-measure', 'partner-vendors')
    >>> anchor_of("mission"), anchor_of("duties")
    ('mission', 'points-future-direction')
    """
    part, *inside = place.split("/")
    row = inside[0] if inside else _FIRST.get(part, part)
    last = inside[-1] if len(inside) > 1 else ""
    if part == "outcomes":
        return f"outcome-{row}-{last or 'result'}"
    if part == "retention":
        return "retention_until"
    prefix = last if last in ("partner", "reason") else _PREFIX.get(part, "")
    return f"{prefix}-{row}" if prefix and prefix != "day" else f"day_{row}" if prefix else row


_FIRST = {
    "outcomes": "1",
    "ownership": "technology-strategy",
    "duties": DUTIES[0],
    "mandate": "budget-named",
    "levels": "strategy",
    "expectations": "30",
}
"""The first row of a page, for a finding that speaks of the whole page."""
_PREFIX = {
    "ownership": "own",
    "duties": "points",
    "mandate": "mandate",
    "levels": "level",
    "expectations": "day",
}


def findings_for(brief: Brief, catalog: Catalog, *, today: date) -> list[Finding]:
    """What the rules find, with the names of ``catalog``; by which words they go is their own."""
    return list(find_faults(brief, catalog, today=today))


def part_choices(
    part: Part, brief: Brief, current: Catalog, catalog: Catalog
) -> Mapping[str, object]:
    """What a page offers beside its fields, in the words of ``catalog``.

    A type is suggested by the words of ``current``, so that every reader is offered the same.
    """
    match part:
        case "type":
            types = type_choices(catalog)
            suggested = suggest_type(f"{brief.challenge} {brief.why_now}", current.profiles)
            if suggested is not None:
                title = catalog.profiles[suggested.profile].title
                suggested = replace(suggested, title=title)
            return {
                "types": types,
                "seconds": [
                    ("", _("None"), _("One type covers it.")),
                    *(t for t in types if t[0] != NOT_SURE),
                ],
                "suggested": suggested,
            }
        case "context":
            return {
                "stages": stage_choices(catalog),
                "circumstances": circumstance_choices(catalog),
            }
        case "ownership":
            return {
                "rows": responsibilities(),
                "holdings": [(how, holding_words(how)) for how in HOLDINGS],
            }
        case "duties":
            shares = role_shares(brief.points)
            return {
                "duties": [(duty, duty_title(duty)) for duty in DUTIES],
                "spent": brief.points_spent,
                "said": role_sentence(shares, people=brief.people),
            }
        case "mandate":
            check = check_mandate(catalog.mandate_facts, brief.mandate_said)
            return {
                "facts": catalog.mandate_facts,
                "held": len(check.held),
                "asked": check.asked,
                "mandate": "" if check.is_empty else mandate_words(check.mandate),
            }
        case "outcomes":
            shown = max(3, min(MOST_OUTCOMES, len(brief.outcomes) + 1))
            return {"numbers": range(1, MOST_OUTCOMES + 1), "shown": shown}
        case "levels":
            return _level_choices(brief, catalog)
        case _:
            return {}


def _level_choices(brief: Brief, catalog: Catalog) -> Mapping[str, object]:
    start = starting_target(brief, catalog.profiles, catalog.adjustments)
    rows = []
    for area in sorted(catalog.areas.values(), key=lambda a: a.order):
        usual = None if start is None else start.levels.get(area.id)
        rows.append(
            {
                "id": area.id,
                "title": area.title,
                "usual": "" if usual is None else target_figure(usual.level),
                "usually_critical": usual is not None and usual.critical,
                "why": "" if usual is None else reason_in_words(usual.reason),
                "anchors": area.anchors,
            }
        )
    return {
        "areas": rows,
        "halves": [f"{step / 2:g}" for step in range(2, 11)],
        "type_title": "" if start is None else start.title,
    }
