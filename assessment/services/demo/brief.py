"""What does the sample organisation say about the CTO it looks for?"""

from datetime import date, timedelta

from assessment.domain.areas import AreaId
from assessment.domain.briefs import (
    Brief,
    Expectations,
    MandateAnswer,
    NeededLevel,
    Outcome,
)
from assessment.domain.ownership import RESPONSIBILITIES, Ownership, ResponsibilityId
from assessment.domain.profiles import AdjustmentId, ProfileId, StageId
from assessment.domain.roles import DutyId


def sample_brief(today: date) -> Brief:
    """A finished brief in which the rules find nothing, its days counted from ``today``."""

    def after(months: int) -> date:
        return (today + timedelta(days=31 * months)).replace(day=1)

    return Brief(
        challenge=(
            "Orders of 143 pharmacies run through a program of 2009 that two people can change."
            " On the first Monday of a month it stops for an hour, and prescriptions are sent by"
            " fax. A discounter delivers in our towns from next spring, the same day."
        ),
        why_now=(
            "The wholesaler ends the old interface in eleven months. Each stopped hour costs"
            " about 38,000 euros, and nineteen pharmacies have asked to leave the group."
        ),
        cto_type=ProfileId("scale-up"),
        type_reason=(
            "Seven developers became thirty-one in two years without a lead; what is missing is"
            " teams that decide for themselves, not another architect."
        ),
        stage=StageId("growing"),
        people=240,
        circumstances=(AdjustmentId("no-vp-engineering"), AdjustmentId("investors")),
        starts_on=after(4),
        ownership={**_OWN, **_SHARED},
        points=_POINTS,
        mandate=_MANDATE,
        mission=(
            "Whoever brings a prescription before noon has the medicine in the evening, and no"
            " pharmacy waits for two people in the head office."
        ),
        outcomes=(
            Outcome(
                result="Orders of all 143 pharmacies run on the new platform",
                measure="Pharmacies switched over, by the operations log",
                due=after(11),
            ),
            Outcome(
                result="A Monday passes without a stopped hour, twelve months in a row",
                measure="Minutes in which no order could be placed, monthly",
                due=after(18),
            ),
            Outcome(
                result="Five leads hire and release in their teams",
                measure="Signed offers and ended contracts, by who decided",
                due=after(9),
            ),
            Outcome(
                result="Same-day delivery covers 60 of every 100 orders, up from 14",
                measure="Orders delivered by 20:00 of the same day, weekly",
                due=after(15),
            ),
        ),
        levels={
            AreaId("team"): NeededLevel(
                level=4.5,
                critical=True,
                reason="Thirty-one developers without a lead; five leads to find by summer.",
            )
        },
        expectations=Expectations(
            day_30=(
                "Has stood a day behind the counter of three pharmacies, and can say why Mondays"
                " stop."
            ),
            day_60="Has agreed with Aylin Demir which two projects wait until the autumn.",
            day_90=(
                "The investors have one page: what holds, what does not, and what three ways out"
                " cost."
            ),
        ),
        title="CTO",
        place="Münster, three days a week on site",
        pay="€140,000 to €165,000 and shares",
        retention_until=today + timedelta(days=300),
    )


_SHARED = {
    ResponsibilityId("product-platform"): Ownership(
        how="share", partner="Head of Product, Aylin Demir"
    ),
    ResponsibilityId("ai-adoption"): Ownership(how="share", partner="Head of Product, Aylin Demir"),
    ResponsibilityId("data-infrastructure"): Ownership(
        how="share", partner="Head of Finance, Marten Groot"
    ),
    ResponsibilityId("vendors"): Ownership(how="share", partner="Head of Finance, Marten Groot"),
    ResponsibilityId("innovation"): Ownership(how="advise", partner="Head of Product, Aylin Demir"),
}
_OWN = {id: Ownership(how="own") for id in RESPONSIBILITIES if id not in _SHARED}
_POINTS = {
    DutyId("future-direction"): 15,
    DutyId("product-architecture"): 25,
    DutyId("ai-strategy"): 8,
    DutyId("explaining-to-board"): 12,
    DutyId("product-facing"): 15,
    DutyId("engineering-structure"): 15,
    DutyId("managing-managers"): 10,
}
_MANDATE = {
    "budget-named": MandateAnswer(holds=True, detail="€3.1m a year, €150,000 without asking"),
    "reporting-line-named": MandateAnswer(holds=True, detail="Judith Linden, CEO"),
    "people-report-or-substitute": MandateAnswer(
        holds=True, detail="All 31 developers and the two in operations"
    ),
    "may-assign-work": MandateAnswer(holds=True, detail="Agreed with Aylin Demir in September"),
    "say-in-engineering-leaders": MandateAnswer(holds=True, detail="Decides, HR advises"),
    "can-stop-release-or-vendor": MandateAnswer(
        holds=True, detail="Any release; a vendor up to €500,000"
    ),
    "sits-where-strategy-is-decided": MandateAnswer(
        holds=True, detail="Member of the management circle, every Tuesday"
    ),
    "success-written-down": MandateAnswer(
        holds=False, detail="The outcomes below wait for the investors’ signature"
    ),
}
