"""How near do the same answers come to each CTO type, and through which areas?"""

from dataclasses import dataclass

from assessment.domain.areas import AreaId
from assessment.domain.findings_facts import Facts, Finding
from assessment.domain.findings_wording import amount_of_levels, listed
from assessment.domain.language import gettext as _
from assessment.domain.profiles import ProfileId
from assessment.domain.readings import ReadinessStage, TypeReading

WORTH_NAMING = 0.03
"""An area's part of a difference, in weighted levels, below which it is not named (editorial)."""
SAME_DISTANCE = 0.05
NAMED_AT_MOST = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeFinding:
    """One CTO type read from the same answers, nearest first."""

    profile: ProfileId
    title: str
    chosen: bool
    nearest: bool
    shortfall: float
    """Weighted expected shortfall in levels; lower is nearer."""
    difference: float
    """Its shortfall minus the chosen target's."""
    stage: ReadinessStage | None
    largest: tuple[tuple[AreaId, float], ...]
    """The areas that make most of the difference, with their part in levels."""
    finding: Finding


def type_findings(facts: Facts) -> tuple[TypeFinding, ...]:
    """Every type in order of nearness; empty where no area has a level."""
    return tuple(
        _type_finding(facts, reading, nearest=place == 0)
        for place, reading in enumerate(facts.types)
    )


def _type_finding(facts: Facts, reading: TypeReading, *, nearest: bool) -> TypeFinding:
    chosen = reading.profile == facts.reading.target.profile
    difference = sum(reading.contributions.values())
    largest = _largest(reading, difference)
    return TypeFinding(
        profile=reading.profile,
        title=reading.title,
        chosen=chosen,
        nearest=nearest,
        shortfall=reading.shortfall,
        difference=difference,
        stage=reading.stage,
        largest=largest,
        finding=Finding(
            kind="type",
            text=_words(facts, reading, chosen, difference, largest),
            rests_on=facts.scored(),
        ),
    )


def printed_difference(shortfall: float, difference: float) -> float:
    """A difference from one's own target as it is printed: between the two printed distances.

    >>> printed_difference(0.894, 0.148)
    0.14
    """
    return (round(shortfall * 100) - round((shortfall - difference) * 100)) / 100


def _largest(reading: TypeReading, difference: float) -> tuple[tuple[AreaId, float], ...]:
    """The areas that pull the same way as the difference, most first."""
    side = 1 if difference > 0 else -1
    pulling = [(a, c) for a, c in reading.contributions.items() if c * side > WORTH_NAMING]
    return tuple(sorted(pulling, key=lambda part: (-part[1] * side, part[0]))[:NAMED_AT_MOST])


def _words(
    facts: Facts,
    reading: TypeReading,
    chosen: bool,
    difference: float,
    largest: tuple[tuple[AreaId, float], ...],
) -> str:
    if chosen:
        return _("Your target: %(amount_of_levels)s short on average, weighted.") % {
            "amount_of_levels": amount_of_levels(reading.shortfall, 2)
        }
    printed = printed_difference(reading.shortfall, difference)
    if abs(difference) < SAME_DISTANCE:
        return _("About as near as your target.")
    names = listed([facts.area_name(area) for area, _ in largest])
    if difference < 0:
        because = (
            (_(", mostly because less hangs on %(names)s") % {"names": names}) if names else ""
        )
        return _("Nearer than your target by %(amount_of_levels)s%(because)s.") % {
            "amount_of_levels": amount_of_levels(-printed, 2),
            "because": because,
        }
    because = (_(", mostly because more hangs on %(names)s") % {"names": names}) if names else ""
    return _("Further than your target by %(amount_of_levels)s%(because)s.") % {
        "amount_of_levels": amount_of_levels(printed, 2),
        "because": because,
    }
