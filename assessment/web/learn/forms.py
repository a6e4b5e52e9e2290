"""How are a search and an entry of the exercise log read from their forms?"""

from collections.abc import Callable

from flask_wtf import FlaskForm
from wtforms import DateField, Field, StringField, TextAreaField
from wtforms.validators import InputRequired, ValidationError

from assessment.domain.errors import ExerciseInvalid
from assessment.domain.exercises import check_day, clean_outcome, clean_what
from assessment.domain.lesson_search import QUERY_LIMIT
from assessment.domain.text import UnusableText, clean_text
from assessment.web.state import now


class SearchForm(FlaskForm):  # type: ignore[misc]  # flask_wtf ships no types
    """Words to look for. It changes nothing, so it needs no token and is a plain address."""

    class Meta:
        """Sent with GET."""

        csrf = False

    q = StringField("Search the lessons")

    def validate_q(self, field: StringField) -> None:
        """Text of a sensible length, normalised once."""
        try:
            field.data = clean_text(field.data or "", limit=QUERY_LIMIT)
        except UnusableText as refused:
            raise ValidationError(str(refused)) from refused


class ExerciseForm(FlaskForm):  # type: ignore[misc]
    """What was done, when, and what came of it."""

    what = TextAreaField("What you did")
    done_on = DateField("When", validators=[InputRequired("Give the day as a date.")])
    outcome = TextAreaField("What came of it")

    def validate_what(self, field: TextAreaField) -> None:
        """Something is said, and not too much."""
        field.data = _checked(lambda: clean_what(field.data or ""))

    def validate_done_on(self, field: DateField) -> None:
        """A day that has begun."""
        if field.data is not None:
            field.data = _checked(lambda: check_day(field.data, now=now()))

    def validate_outcome(self, field: TextAreaField) -> None:
        """Empty, or not too much."""
        field.data = _checked(lambda: clean_outcome(field.data or ""))

    def refuse(self, refused: ExerciseInvalid) -> None:
        """Put a refusal of the rules beside its field."""
        field: Field = self[refused.field]
        field.errors = [*field.errors, refused.reason]

    @property
    def error_list(self) -> list[tuple[str, str]]:
        """Every error with the field it leads to."""
        return [(name, text) for name, texts in self.errors.items() for text in texts]


def _checked(check: Callable[[], object]) -> object:
    try:
        return check()
    except ExerciseInvalid as refused:
        raise ValidationError(refused.reason) from refused
