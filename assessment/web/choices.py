"""Which types, sizes and circumstances of a job are offered for choosing?"""

from assessment.domain.catalog import Catalog
from assessment.domain.language import gettext as _

Choice = tuple[str, str, str]
"""Value, title, explanation."""

NOT_SURE = "not-sure"


def type_choices(catalog: Catalog) -> list[Choice]:
    """The CTO types and "not sure"."""
    types = sorted(
        (p for p in catalog.profiles.values() if p.kind == "type"), key=lambda p: p.order
    )
    return [
        *((profile.id, profile.title, profile.summary) for profile in types),
        (
            NOT_SURE,
            _("Not sure"),
            _("The size of the company picks startup, scale-up or enterprise."),
        ),
    ]


def stage_choices(catalog: Catalog) -> list[Choice]:
    """The company stages, smallest first."""
    return _adjustments(catalog, "stage")


def circumstance_choices(catalog: Catalog) -> list[Choice]:
    """The circumstances that move target levels."""
    return _adjustments(catalog, "circumstance")


def _adjustments(catalog: Catalog, kind: str) -> list[Choice]:
    found = sorted(
        (a for a in catalog.adjustments.values() if a.kind == kind), key=lambda a: a.order
    )
    return [(a.id, a.title, a.summary) for a in found]
