"""How much may be computed from this many sittings?

MEASUREMENT.md 2.12. A sitting counts where it is a person's first full form and its answers look
careful enough to be interpreted. What is below its threshold is not computed at all, so that it
cannot be read by mistake.
"""

from collections.abc import Callable
from dataclasses import dataclass

from assessment.domain.language import gettext as _

FOR_DIFFICULTY = 30
FOR_CORRELATION = 100
FOR_NORMS = 200
FOR_CONSTANTS = 500
FOR_DIF = 200
FOR_DIF_GROUP = 100
"""Valid first sittings from which each may be computed; of a question, those that answered it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """One row of the table of 2.12 as it stands for an installation."""

    needed: int
    what: str
    reached: bool


_STEPS: tuple[tuple[int, Callable[[], str]], ...] = (
    (0, lambda: _("counts and times")),
    (FOR_DIFFICULTY, lambda: _("difficulty, option shares, a proposal for new difficulties")),
    (
        FOR_CORRELATION,
        lambda: _(
            "correlation with the rest, alpha and omega of the whole, the key against the answers "
            "of high scorers"
        ),
    ),
    (FOR_NORMS, lambda: _("quarters of the people who took this here; group comparisons")),
    (FOR_CONSTANTS, lambda: _("new constants and slopes, per format")),
)


def allowances(sittings: int) -> tuple[Allowance, ...]:
    """What this many valid first sittings allow, and what more would.

    >>> [step.reached for step in allowances(30)]
    [True, True, False, False, False]
    """
    return tuple(
        Allowance(needed=needed, what=what(), reached=sittings >= needed) for needed, what in _STEPS
    )
