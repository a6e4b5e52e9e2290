"""Do type, second type and company fit one another?"""

from assessment.domain.brief_rules.findings import Fault, Faults, Surroundings, place
from assessment.domain.brief_rules.reader import reader_of
from assessment.domain.briefs import Brief
from assessment.domain.language import gettext as _
from assessment.domain.profiles import ProfileId, StageId, TargetProfile
from assessment.domain.roles import DutyId

FAR_APART = 1.5
"""Levels between two types in one area that one person rarely spans (editorial)."""
AREAS_APART = 3
"""Areas that far apart from which two types clash (editorial)."""
MUCH_CODE = 20
"""Points on writing code that a large company's CTO can hardly have to spend (editorial)."""

STAGE_SIZES: dict[StageId, tuple[int, int | None]] = {
    StageId("founding"): (1, 15),
    StageId("growing"): (16, 250),
    StageId("large"): (251, 5_000),
    StageId("very-large"): (5_001, None),
}
"""Smallest and largest number of people of each stage (MEASUREMENT.md 5.5)."""
_ORDER = tuple(STAGE_SIZES)
SIZE_SLACK = 1.5
"""A company may be this many times beyond its stage's edge before the two contradict."""

_UNLIKELY: dict[ProfileId, tuple[StageId, ...]] = {
    ProfileId("scale-up"): (StageId("founding"), StageId("very-large")),
    ProfileId("transformation"): (StageId("founding"),),
}
_PRESENCE = ProfileId("fractional")
_NEEDS_PRESENCE = frozenset(map(ProfileId, ("scale-up", "transformation", "enterprise")))
"""Types whose core, building leaders or carrying a change, takes most of every week."""


def find_clashing_types(brief: Brief, around: Surroundings) -> Faults:
    """Two types that one person rarely is, chosen or worded."""
    chosen = tuple(_chosen_types_clash(brief, around))
    yield from chosen
    reader = reader_of("clash")
    if not chosen and reader.finds(brief.challenge):
        yield Fault(
            place=place("challenge"),
            reason=_(
                "This reads like two kinds of job which one person rarely does at once; "
                "“%(words)s” says so most."
            )
            % {"words": reader.quote(brief.challenge)},
            fix=_(
                "Choose the kind the challenge needs first; give the rest to somebody else or to a "
                "later hire."
            ),
        )


def _chosen_types_clash(brief: Brief, around: Surroundings) -> Faults:
    first = around.profiles.get(brief.cto_type) if brief.cto_type else None
    second = around.profiles.get(brief.second_type) if brief.second_type else None
    if first is None or second is None or first.id == second.id:
        return
    apart = areas_apart(first, second, around)
    part_time = _PRESENCE in (first.id, second.id) and {first.id, second.id} & _NEEDS_PRESENCE
    if len(apart) >= AREAS_APART:
        reason = _("%(first)s and %(second)s ask for very different people in %(areas)s.") % {
            "first": first.title,
            "second": second.title,
            "areas": ", ".join(apart[:4]),
        }
    elif part_time:
        reason = _("%(first)s and %(second)s clash: the one is there part of the week, the other’s "
                   "work needs somebody who stays.") % {
            "first": first.title,
            "second": second.title,
        }  # fmt: skip
    else:
        return
    yield Fault(
        place=place("type", "second_type"),
        reason=reason,
        fix=_(
            "Choose the type the challenge needs first; give the rest to somebody else or to a "
            "later hire."
        ),
    )


def areas_apart(
    first: TargetProfile, second: TargetProfile, around: Surroundings
) -> tuple[str, ...]:
    """The areas in which two types differ by a level and a half or more, the widest first."""
    gaps = {
        area: abs(level.level - second.levels[area].level)
        for area, level in first.levels.items()
        if area in second.levels
    }
    wide = sorted((a for a in gaps if gaps[a] >= FAR_APART), key=lambda area: -gaps[area])
    return tuple(around.area_titles.get(area, area) for area in wide)


def find_stage_contradiction(brief: Brief, around: Surroundings) -> Faults:
    """Type, stage, headcount and duties that cannot all be true."""
    yield from _type_against_stage(brief, around)
    yield from _people_against_stage(brief)
    large = brief.stage in _ORDER[2:] or (brief.people or 0) > STAGE_SIZES[_ORDER[2]][0]
    code = brief.points.get(DutyId("writing-code"), 0)
    if large and code >= MUCH_CODE:
        yield Fault(
            place=place("duties", "writing-code"),
            reason=_(
                "In a company of this size, %(points)d of 100 points on writing code leave "
                "little of the role."
            )
            % {"points": code},
            fix=_(
                "Hire an engineer for the code, or say that this is a smaller job than its title."
            ),
        )


def _type_against_stage(brief: Brief, around: Surroundings) -> Faults:
    stage = brief.stage or stage_of(brief.people)
    for chosen in (brief.cto_type, brief.second_type):
        profile = around.profiles.get(chosen) if chosen else None
        if profile is None or stage not in _ORDER:
            continue
        here = _ORDER.index(stage)
        implied = [_ORDER.index(s) for s in profile.implied_stages if s in _ORDER]
        far = implied and min(abs(here - there) for there in implied) >= 2
        if far or stage in _UNLIKELY.get(profile.id, ()):
            title = next(
                (a.title for a in around.adjustments.values() if str(a.id) == stage), str(stage)
            )
            yield Fault(
                place=place("context", "stage"),
                reason=_("%(type)s and the company’s size (%(stage)s) contradict each other.")
                % {"type": profile.title, "stage": title},
                fix=_(
                    "Change the type, or say in the challenge why a company of this size needs it."
                ),
            )
            return


def stage_of(people: int | None) -> StageId | None:
    """The stage of a company of so many people.

    >>> stage_of(40), stage_of(None)
    ('growing', None)
    """
    if people is None:
        return None
    return next(s for s, (_low, high) in STAGE_SIZES.items() if high is None or people <= high)


def _people_against_stage(brief: Brief) -> Faults:
    if brief.people is None or brief.stage not in STAGE_SIZES:
        return
    low, high = STAGE_SIZES[brief.stage]
    if brief.people * SIZE_SLACK < low or (high is not None and brief.people > high * SIZE_SLACK):
        yield Fault(
            place=place("context", "people"),
            reason=_("%(people)d people is not the size that was chosen.")
            % {"people": brief.people},
            fix=_("Correct the number or the stage; levels move with the stage."),
        )
