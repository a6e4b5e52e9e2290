"""How is what a person sends from the taking pages read?"""

import math

from flask import request
from werkzeug.datastructures import MultiDict
from wtforms import RadioField, SelectMultipleField
from wtforms.validators import InputRequired, Optional

from assessment.domain.areas import AreaId
from assessment.domain.attempts import BookletEntry
from assessment.domain.catalog import Catalog
from assessment.domain.items import ExhibitItem, Item, JudgementItem
from assessment.domain.language import gettext as _
from assessment.domain.language import lazy
from assessment.web.choices import Choice, circumstance_choices, stage_choices, type_choices
from assessment.web.refusals import RefusableForm

NO_IDEA = "no-idea"

CONFIDENCE = "answer-confidence"
"""The field that says how sure somebody is of an exhibit's marks; autosave sends what begins so."""
EXPECTED = "expected-"
"""What the fields begin with that say which level is expected of an area."""


class BeginForm(RefusableForm):
    """Target, suspected gap and form; the choices are filled from the catalogue."""

    profile = RadioField(
        lazy("Type of CTO role"),
        validators=[InputRequired(lazy("Choose a type of role, or “not sure”."))],
    )
    stage = RadioField(
        lazy("Size of the company"), validators=[InputRequired(lazy("Choose a size."))]
    )
    circumstances = SelectMultipleField(lazy("Circumstances"), validators=[Optional()])
    suspected_gap = RadioField(
        lazy("What holds you back most?"),
        validators=[InputRequired(lazy("Name one area, or “no idea”."))],
    )
    form = RadioField(lazy("Which form?"), validators=[InputRequired(lazy("Choose a form."))])


def fill_choices(form: BeginForm, catalog: Catalog) -> dict[str, list[Choice]]:
    """Give the form its choices from the catalogue, and return them for drawing."""
    offered = {
        "profiles": type_choices(catalog),
        "stages": stage_choices(catalog),
        "circumstances": circumstance_choices(catalog),
        "areas": [
            *(
                (area.id, area.title, "")
                for area in sorted(catalog.areas.values(), key=lambda a: a.order)
            ),
            (NO_IDEA, _("No idea yet"), ""),
        ],
        "forms": [
            (
                form_id,
                blueprint.title,
                _("%(summary)s About %(minutes)s minutes.")
                % {"summary": blueprint.summary, "minutes": blueprint.minutes},
            )
            for form_id, blueprint in sorted(
                catalog.blueprints.items(), key=lambda pair: pair[1].minutes
            )
        ],
    }
    for field, key in (
        (form.profile, "profiles"),
        (form.stage, "stages"),
        (form.circumstances, "circumstances"),
        (form.suspected_gap, "areas"),
        (form.form, "forms"),
    ):
        field.choices = [(value, title) for value, title, _ in offered[key]]
    return offered


def raw_answer(item: Item, entry: BookletEntry, fields: MultiDict[str, str]) -> object:
    """The answer in a submitted form, in the shape ``validate_answer`` reads; None for nothing."""
    match item:
        case JudgementItem() | ExhibitItem():
            parts = [
                fields.get(f"answer-{row.letter}") or None for row in item.shown(short=entry.short)
            ]
            return None if all(part is None for part in parts) else parts
        case _:
            return (fields.get("answer") or "").strip() or None


def json_answer(item: Item, entry: BookletEntry, body: object) -> object:
    """The same from an autosave's ``answer`` object."""
    fields: MultiDict[str, str] = MultiDict()
    if isinstance(body, dict):
        for name, value in body.items():
            if isinstance(value, str | int | float) and not isinstance(value, bool):
                fields.add(str(name), str(value))
    return raw_answer(item, entry, fields)


def sent_seconds(raw: object) -> float | None:
    """Seconds spent as the page reports them; None where the report is unusable."""
    try:
        seconds = float(raw)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        return None
    return seconds if math.isfinite(seconds) and seconds > 0 else None


def sent_revision(raw: object) -> int:
    """The revision a save says it saw; 0 where it says nothing usable."""
    try:
        revision = int(str(raw))
    except ValueError:
        return 0
    return revision if 0 <= revision < 1_000_000 else 0


def sent_levels(fields: MultiDict[str, str]) -> dict[AreaId, object]:
    """What was sent of each area's expected level; nothing of areas that were left open."""
    return {
        AreaId(name.removeprefix(EXPECTED)): value
        for name, value in fields.items()
        if name.startswith(EXPECTED)
    }


def sent_form() -> MultiDict[str, str]:
    """The submitted form's fields."""
    return request.form
