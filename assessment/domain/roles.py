"""Which role do a brief's duties really describe: CTO, CIO, VP or Head of Engineering?

A hundred points are spent over eighteen duties; each duty belongs to the four roles in fixed
proportions. The table is the authors' proposal (MEASUREMENT.md 5.7; seed 001, Tables 1 and 2).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NewType

from assessment.domain.language import gettext as _

DutyId = NewType("DutyId", str)
Role = Literal["cto", "cio", "vpe", "hoe"]
ROLES: tuple[Role, ...] = ("cto", "cio", "vpe", "hoe")

POINTS = 100
"""Points to spend over the duties."""
NAMED_FROM = 45
"""Share, in hundredths, from which a role is named at all."""
NAMED_LEAD = 15
"""Lead over the next role, in hundredths, from which it is named."""
SMALL_COMPANY = 30
"""Below about this many people a mix of roles is normal (an editorial assumption)."""
MOST_POINTS = 1_000
"""No duty takes more points than this, so that a slip of the finger stays a number."""

DUTY_SHARES: Mapping[DutyId, tuple[int, int, int, int]] = {
    DutyId("future-direction"): (60, 20, 10, 10),
    DutyId("product-architecture"): (55, 10, 20, 15),
    DutyId("ai-strategy"): (55, 25, 10, 10),
    DutyId("explaining-to-board"): (55, 30, 10, 5),
    DutyId("product-facing"): (65, 10, 15, 10),
    DutyId("risk-framework"): (40, 40, 10, 10),
    DutyId("internal-systems"): (5, 80, 5, 10),
    DutyId("it-operations"): (5, 80, 5, 10),
    DutyId("enterprise-software"): (10, 75, 10, 5),
    DutyId("estate-compliance"): (15, 65, 10, 10),
    DutyId("delivery-predictability"): (10, 5, 55, 30),
    DutyId("engineering-structure"): (15, 5, 55, 25),
    DutyId("engineering-process"): (10, 5, 50, 35),
    DutyId("managing-managers"): (10, 5, 60, 25),
    DutyId("sprint-delivery"): (5, 5, 20, 70),
    DutyId("coaching-engineers"): (5, 5, 25, 65),
    DutyId("group-standards"): (10, 5, 20, 65),
    DutyId("writing-code"): (20, 0, 10, 70),
}
"""Hundredths of each duty that belong to CTO, CIO, VP Engineering, Head of Engineering."""
DUTIES: tuple[DutyId, ...] = tuple(DUTY_SHARES)


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleShares:
    """How the points spread over the four roles, held as whole numbers so that nothing rounds.

    Unit: hundredths of points. Range: 0 to ``total``. Missing: no points spent gives no shares at
    all. Formula: of a role, the sum over duties of points × the duty's proportion, divided by all
    points spent; they sum to 1 whatever was spent. Source: MEASUREMENT.md 5.7.
    """

    weights: Mapping[Role, int]
    total: int

    def share(self, role: Role) -> float:
        """Proportion of the role, 0 to 1."""
        return self.weights[role] / self.total

    @property
    def ranked(self) -> tuple[Role, ...]:
        """The roles, the largest share first; equal ones in the order of the table."""
        return tuple(sorted(ROLES, key=lambda role: -self.weights[role]))

    @property
    def named(self) -> Role | None:
        """The role these duties describe, or None where they are mixed."""
        first, second = self.ranked[:2]
        lead = self.weights[first] - self.weights[second]
        clear = 100 * self.weights[first] >= NAMED_FROM * self.total
        return first if clear and 100 * lead >= NAMED_LEAD * self.total else None

    @property
    def percents(self) -> dict[Role, int]:
        """Whole percentages that add up to 100: the largest remainders are rounded up."""
        exact = {role: divmod(100 * self.weights[role], self.total) for role in ROLES}
        short = 100 - sum(whole for whole, _rest in exact.values())
        up = sorted(ROLES, key=lambda role: -exact[role][1])[:short]
        return {role: exact[role][0] + (role in up) for role in ROLES}


def role_shares(points: Mapping[DutyId, int]) -> RoleShares | None:
    """The shares of the four roles in these points; None where no point was spent.

    Points that do not add up to 100 are read in proportion. Raises KeyError for an unknown duty
    and ValueError for points below 0.

    >>> shares = role_shares({DutyId("writing-code"): 50, DutyId("internal-systems"): 50})
    >>> shares is not None and shares.percents
    {'cto': 13, 'cio': 40, 'vpe': 7, 'hoe': 40}
    """
    if any(spent < 0 for spent in points.values()):
        raise ValueError("points below nought")
    total = sum(points.values())
    if not total:
        return None
    weights = {
        role: sum(spent * DUTY_SHARES[duty][column] for duty, spent in points.items())
        for column, role in enumerate(ROLES)
    }
    return RoleShares(weights=weights, total=100 * total)


def is_small(people: int | None) -> bool:
    """Whether a company is so small that one person usually covers several roles."""
    return people is not None and people < SMALL_COMPANY


def role_sentence(shares: RoleShares | None, *, people: int | None = None) -> str:
    """What the shares say, in one or two sentences."""
    if shares is None:
        return _("No points are spent yet, so nothing can be said about the role.")
    percents = shares.percents
    first, second = shares.ranked[:2]
    if shares.named is not None:
        said = _("These duties are mostly those of a %(role)s (%(percent)d %%).") % {
            "role": role_title(first),
            "percent": percents[first],
        }
        if first == "cto" or is_small(people):
            return said
        return (
            said + " " + _("If a CTO is wanted, say which challenge comes first and move the rest.")
        )
    said = _(
        "Mixed brief: %(first)s %(percent)d %%, %(second)s %(other)d %%. "
        "Say which challenge comes first."
    ) % {
        "first": role_title(first),
        "percent": percents[first],
        "second": role_title(second),
        "other": percents[second],
    }
    if is_small(people):
        return (
            said
            + " "
            + _("In a company of fewer than %(n)d people such a mix is normal.")
            % {"n": SMALL_COMPANY}
        )
    return said


def role_title(role: Role) -> str:
    """The name of a role."""
    return {
        "cto": _("CTO"),
        "cio": _("CIO"),
        "vpe": _("VP Engineering"),
        "hoe": _("Head of Engineering"),
    }[role]


def duty_title(duty: DutyId) -> str:
    """What a duty is called where points are spent. KeyError where unknown."""
    return _duty_titles()[duty]


def _duty_titles() -> dict[DutyId, str]:
    return {
        DutyId("future-direction"): _("Future technology direction, emerging technology"),
        DutyId("product-architecture"): _("Product architecture and platform strategy"),
        DutyId("ai-strategy"): _("AI strategy, and where AI must not be used"),
        DutyId("explaining-to-board"): _("Explaining technology to the board and investors"),
        DutyId("product-facing"): _("Product-facing technology: customers, due diligence"),
        DutyId("risk-framework"): _("Technology risk and governance framework"),
        DutyId("internal-systems"): _("Internal systems and workplace technology"),
        DutyId("it-operations"): _("IT operations and service management"),
        DutyId("enterprise-software"): _("Enterprise software, procurement, corporate data"),
        DutyId("estate-compliance"): _("Compliance of the internal estate"),
        DutyId("delivery-predictability"): _("Predictable delivery across teams"),
        DutyId("engineering-structure"): _("Engineering structure and the hiring plan"),
        DutyId("engineering-process"): _("Engineering process, quality and performance"),
        DutyId("managing-managers"): _("Managing engineering managers"),
        DutyId("sprint-delivery"): _("Sprint delivery and day-to-day discipline"),
        DutyId("coaching-engineers"): _("Coaching and reviews of individual engineers"),
        DutyId("group-standards"): _("Technical standards of one group"),
        DutyId("writing-code"): _("Writing production code"),
    }
