"""How are panels, candidates, cards and decisions read from their forms?

Rules are the domain's; a form says which fields there are and shows what was refused beside them.
"""

from collections.abc import Mapping

from wtforms import BooleanField, DateField, StringField, TextAreaField
from wtforms.validators import InputRequired, Optional

from assessment.domain.areas import AreaId
from assessment.domain.language import lazy
from assessment.web.refusals import RefusableForm


class ContactForm(RefusableForm):
    """Whom candidates may ask."""

    contact = StringField(lazy("Whom candidates may ask"))


class InviteForm(RefusableForm):
    """A candidate's name and address."""

    name = StringField(lazy("Name"))
    email = StringField(lazy("Mail address"))


class PlanForm(RefusableForm):
    """The day of an interview."""

    interview_on = DateField(
        lazy("Day of the interview"), validators=[InputRequired(lazy("Give the day as a date."))]
    )


class LeaveForm(RefusableForm):
    """How an interviewer leaves the panel."""

    withdraw = BooleanField(lazy("Withdraw the cards they have handed in"), validators=[Optional()])
    reason = TextAreaField(lazy("Reason"), validators=[Optional()])


class HoldForm(RefusableForm):
    """Why records are kept beyond their date."""

    hold_reason = TextAreaField(lazy("Reason to keep everything of this search longer"))


class WeightsForm(RefusableForm):
    """Why areas count differently."""

    weights_reason = TextAreaField(lazy("Reason"))


class TalkForm(RefusableForm):
    """What was said about a disagreement."""

    area = StringField(validators=[InputRequired()])
    words = TextAreaField(lazy("What was said"))


class DecisionForm(RefusableForm):
    """A decision in words."""

    outcome = StringField(
        lazy("What was decided"), validators=[InputRequired(lazy("Choose what was decided."))]
    )
    reason = TextAreaField(lazy("Why, in your own words"))
    evidence = TextAreaField(lazy("Which evidence it rests on"))


def typed_card(areas: tuple[AreaId, ...], sent: Mapping[str, str]) -> dict[AreaId, tuple[str, str]]:
    """Note and choice of each area as they were sent."""
    return {a: (sent.get(f"note-{a}", ""), sent.get(f"value-{a}", "")) for a in areas}
