"""How are a search and an entry of the exercise log read from their forms?"""

from collections.abc import Callable

from wtforms import DateField, StringField, TextAreaField
from wtforms.validators import InputRequired, ValidationError

from assessment.domain.errors import ExerciseInvalid
from assessment.domain.exercises import check_day, clean_outcome, clean_what
from assessment.domain.language import lazy
from assessment.domain.lesson_search import QUERY_LIMIT
from assessment.web.refusals import RefusableForm
from assessment.web.state import now
from assessment.web.typed import Text


class SearchForm(RefusableForm):
    """Words to look for. It changes nothing, so it needs no token and is a plain address."""

    class Meta:
        """Sent with GET."""

        csrf = False

    q = StringField(lazy("Search the lessons"), validators=[Text(limit=QUERY_LIMIT)])


class ExerciseForm(RefusableForm):
    """What was done, when, and what came of it."""

    what = TextAreaField(lazy("What you did"))
    done_on = DateField(lazy("When"), validators=[InputRequired(lazy("Give the day as a date."))])
    outcome = TextAreaField(lazy("What came of it"))

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


def _checked(check: Callable[[], object]) -> object:
    try:
        return check()
    except ExerciseInvalid as refused:
        raise ValidationError(refused.reason) from refused
