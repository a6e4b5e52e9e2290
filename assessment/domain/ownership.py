"""Which eleven areas of responsibility may a CTO own, share, advise on or leave to others?

Seed 001, Table 1. Small companies lay most of them on one person; large ones spread them.
"""

from dataclasses import dataclass
from typing import Literal, NewType

from assessment.domain.language import gettext as _

ResponsibilityId = NewType("ResponsibilityId", str)

Holding = Literal["own", "share", "advise", "not"]
HOLDINGS: tuple[Holding, ...] = ("own", "share", "advise", "not")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ownership:
    """How a role holds one responsibility.

    ``partner`` names whom it is shared with, or whose it is; empty where nobody was named.
    """

    how: Holding
    partner: str = ""


STRATEGY = ResponsibilityId("technology-strategy")
ARCHITECTURE = ResponsibilityId("architecture")
ENGINEERING = ResponsibilityId("engineering-capability")
PRODUCT = ResponsibilityId("product-platform")
AI = ResponsibilityId("ai-adoption")
DATA = ResponsibilityId("data-infrastructure")
SECURITY = ResponsibilityId("security-resilience")
VENDORS = ResponsibilityId("vendors")
EXECUTIVE = ResponsibilityId("executive-communication")
INNOVATION = ResponsibilityId("innovation")
GOVERNANCE = ResponsibilityId("risk-governance")

RESPONSIBILITIES: tuple[ResponsibilityId, ...] = (
    STRATEGY,
    ARCHITECTURE,
    ENGINEERING,
    PRODUCT,
    AI,
    DATA,
    SECURITY,
    VENDORS,
    EXECUTIVE,
    INNOVATION,
    GOVERNANCE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Responsibility:
    """One row of the ownership map, in words for whoever fills it in."""

    id: ResponsibilityId
    title: str
    example: str


def responsibility_title(responsibility: ResponsibilityId) -> str:
    """The name of a responsibility. KeyError where unknown."""
    return _texts()[responsibility][0]


def responsibilities() -> tuple[Responsibility, ...]:
    """The eleven, in the order of the map."""
    texts = _texts()
    return tuple(
        Responsibility(id=r, title=texts[r][0], example=texts[r][1]) for r in RESPONSIBILITIES
    )


def _texts() -> dict[ResponsibilityId, tuple[str, str]]:
    return {
        STRATEGY: (
            _("Technology strategy"),
            _("What technology is for in this company, and what it will not do."),
        ),
        ARCHITECTURE: (
            _("Architecture and technical direction"),
            _("How systems fit together, and which debt is paid when."),
        ),
        ENGINEERING: (
            _("Engineering capability"),
            _("Structure, standards and leads, so that teams deliver."),
        ),
        PRODUCT: (
            _("Product and platform decisions"),
            _("What is built, improved, joined up or retired."),
        ),
        AI: (
            _("AI adoption and integration"),
            _("Which uses of AI are tried, which go live, which are refused."),
        ),
        DATA: (_("Data and infrastructure"), _("Data that can be trusted, cloud, operations.")),
        SECURITY: (
            _("Security and resilience"),
            _("Systems that hold, recover and can be audited."),
        ),
        VENDORS: (
            _("Vendors, and build or buy"),
            _("Whom you depend on, at what price, and how you would leave."),
        ),
        EXECUTIVE: (
            _("Explaining technology to executives"),
            _("What a technical choice means for the board’s decisions."),
        ),
        INNOVATION: (
            _("Innovation and experiments"),
            _("What is tried early, and what becomes of it."),
        ),
        GOVERNANCE: (
            _("Technology risk and governance"),
            _("Who may approve what, and which guardrails hold."),
        ),
    }


def holding_words(how: Holding) -> str:
    """The word on the map."""
    return {"own": _("own"), "share": _("share"), "advise": _("advise"), "not": _("not this role")}[
        how
    ]
