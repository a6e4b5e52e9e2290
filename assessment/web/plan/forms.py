"""How are the facts of a plan read from its form?"""

import re
from collections.abc import Mapping
from datetime import date, timedelta

from wtforms import (
    DateField,
    IntegerField,
    RadioField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, NumberRange, Optional, ValidationError

from assessment.domain.catalog import Catalog
from assessment.domain.language import gettext as _
from assessment.domain.language import lazy
from assessment.domain.planning.facts import FEWEST_HOURS, MOST_DAYS_OFF, MOST_HOURS
from assessment.domain.text import NOTE_LIMIT
from assessment.web.refusals import RefusableForm
from assessment.web.typed import Text

NOT_SURE = "not-sure"

Choices = dict[str, list[tuple[str, str, str]]]
"""What is offered, for drawing: value, title, explanation."""

_LINE = re.compile(r"(\d{4}-\d{2}-\d{2})(?:\s*(?:to|–|-)\s*(\d{4}-\d{2}-\d{2}))?")


class PlanForm(RefusableForm):
    """Mode, start, hours, situation, mandate and days off, in the order of the page."""

    otherwise = "start"

    mode = RadioField(
        lazy("Are you in the role?"),
        validators=[InputRequired(lazy("Say whether you are in the role."))],
    )
    start = DateField(
        lazy("First day"), validators=[InputRequired(lazy("Give the first day as a date."))]
    )
    hours = IntegerField(
        lazy("Hours a week for this work"),
        validators=[
            InputRequired(lazy("Give the hours a week as a number.")),
            NumberRange(FEWEST_HOURS, MOST_HOURS, lazy("Give between %(min)s and %(max)s hours.")),
        ],
    )
    situation = RadioField(
        lazy("What do you enter?"), validators=[InputRequired(lazy("Choose what you enter."))]
    )
    mandate = SelectMultipleField(lazy("Which of these hold?"), validators=[Optional()])
    days_off = TextAreaField(lazy("Days off and pauses"), validators=[Optional()])

    def validate_days_off(self, field: TextAreaField) -> None:
        """Every line is a date or a span of dates."""
        try:
            days_off_from(field.data or "")
        except ValueError as refused:
            raise ValidationError(str(refused)) from refused


def fill_choices(form: PlanForm, catalog: Catalog) -> Choices:
    """Give the form its choices from the catalogue, and return them for drawing."""
    offered = {
        "modes": [
            ("in-role", _("Yes, or with a date"), _("The plan works on a real company.")),
            (
                "preparing",
                _("I am preparing for it"),
                _("The plan practises the work."),
            ),
        ],
        "situations": [
            *(
                (s.id, s.title, s.summary)
                for s in sorted(catalog.situations.values(), key=lambda s: s.order)
            ),
            (NOT_SURE, _("Not sure"), _("Answer the five questions below, or leave them.")),
        ],
        "mandates": [(fact.id, fact.text, "") for fact in catalog.mandate_facts],
    }
    for field, key in (
        (form.mode, "modes"),
        (form.situation, "situations"),
        (form.mandate, "mandates"),
    ):
        field.choices = [(value, title) for value, title, _ in offered[key]]
    return offered


def days_off_from(text: str) -> tuple[date, ...]:
    """Days off from lines such as ``2026-12-24`` or ``2026-12-24 to 2027-01-02``.

    Raises:
        ValueError: with a sentence about the line that cannot be read.

    >>> days_off_from("2026-12-24 to 2026-12-26")
    (datetime.date(2026, 12, 24), datetime.date(2026, 12, 25), datetime.date(2026, 12, 26))
    """
    days: set[date] = set()
    lines = [line for part in re.split(r"[\n,;]", text) if (line := part.strip())]
    if len(lines) > MOST_DAYS_OFF:
        raise ValueError(f"Give at most {MOST_DAYS_OFF} days and spans.")
    for line in lines:
        found = _LINE.fullmatch(line)
        if found is None:
            raise ValueError(f"“{line[:40]}” is not a date like 2026-12-24 or a span with “to”.")
        try:
            first = date.fromisoformat(found[1])
            last = date.fromisoformat(found[2]) if found[2] else first
        except ValueError:
            raise ValueError(f"“{line[:40]}” names a day that does not exist.") from None
        if not 0 <= (last - first).days <= MOST_DAYS_OFF * 2:
            raise ValueError(f"“{line[:40]}” is not a span of at most {MOST_DAYS_OFF * 2} days.")
        days |= {first + timedelta(days=n) for n in range((last - first).days + 1)}
    return tuple(sorted(days))


def situation_answers(catalog: Catalog, fields: Mapping[str, str]) -> dict[str, bool | None]:
    """The five yes/no answers, None where one was left open."""
    words = {"yes": True, "no": False}
    return {q.id: words.get(fields.get(f"q-{q.id}", "")) for q in catalog.situation_questions}


class StepForm(RefusableForm):
    """How far a step has come, with its evidence or the reason it was opened early."""

    state = StringField(validators=[InputRequired()])
    note = TextAreaField(validators=[Optional(), Text(limit=NOTE_LIMIT, lines=True)])
