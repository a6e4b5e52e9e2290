"""How is what a coach sends read?"""

from wtforms import (
    DateField,
    DecimalField,
    IntegerField,
    RadioField,
    StringField,
    TextAreaField,
)
from wtforms.validators import AnyOf, InputRequired, Length, Optional

from assessment.domain.coaching import VISIBILITIES
from assessment.domain.language import lazy
from assessment.web.refusals import RefusableForm

SAVE_IDS = Length(max=64)
MOST_REVISIONS = 1_000_000
"""A page says a smaller number; a database takes no number of any size."""
LEVEL_STEPS = tuple(f"{step / 2:g}" for step in range(2, 11))


class ClientForm(RefusableForm):
    """By which name the coach knows a client, and when they meet next."""

    otherwise = "name"

    name = StringField(
        lazy("Name on your list"),
        validators=[InputRequired(lazy("Give a name.")), Length(max=200)],
    )
    next_on = DateField(lazy("Next conversation"), validators=[Optional()])


class NoteForm(RefusableForm):
    """A note, for whom it is, and which conversation it is about."""

    otherwise = "text"

    text = TextAreaField(lazy("Note"), validators=[InputRequired(lazy("Write something."))])
    visibility = RadioField(
        lazy("Who reads it"),
        validate_choice=False,
        validators=[InputRequired(lazy("Choose who reads it.")), AnyOf(VISIBILITIES)],
    )
    session_on = DateField(
        lazy("Conversation on"), validators=[InputRequired(lazy("Give the day as a date."))]
    )
    save_id = StringField(validators=[Optional(), SAVE_IDS])
    revision = IntegerField(validators=[Optional()])


class AgreedForm(RefusableForm):
    """What was agreed, how it is known to be done, by when, and how much work it is."""

    otherwise = "what"

    what = StringField(
        lazy("What was agreed"), validators=[InputRequired(lazy("Say in a line what."))]
    )
    done_when = StringField(
        lazy("Done when"), validators=[InputRequired(lazy("Say how both of you will know."))]
    )
    due_on = DateField(lazy("By"), validators=[InputRequired(lazy("Give the day as a date."))])
    hours = DecimalField(
        lazy("Hours it takes"), validators=[InputRequired(lazy("Give the hours."))]
    )
    save_id = StringField(validators=[InputRequired(), SAVE_IDS])


class RatingForm(RefusableForm):
    """The evidence first, then the level: a number nobody can check is no evidence."""

    otherwise = "evidence"

    evidence = TextAreaField(
        lazy("What you have seen"),
        validators=[InputRequired(lazy("Name what you have seen first."))],
    )
    value = RadioField(
        lazy("Level"),
        validate_choice=False,
        validators=[
            InputRequired(lazy("Choose a level, or leave the area unrated.")),
            AnyOf(LEVEL_STEPS, lazy("Choose one of the levels.")),
        ],
    )


class ArchiveForm(RefusableForm):
    """For which paper; the clients are read from the request as they were ticked."""

    paper = RadioField(
        lazy("Paper"), validate_choice=False, validators=[InputRequired(), AnyOf(("A4", "Letter"))]
    )
    save_id = StringField(validators=[InputRequired(), SAVE_IDS])
