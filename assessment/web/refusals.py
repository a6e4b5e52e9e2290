"""How does a form show what was refused: beside the field, and above the form with a way there?"""

from typing import ClassVar

from flask_wtf import FlaskForm

from assessment.domain.errors import FieldRefused
from assessment.domain.language import gettext as _
from assessment.domain.language import marked

LIBRARY_SENTENCES = (
    marked("This field is required."),
    marked("Not a valid choice."),
    marked("Invalid Choice: could not coerce."),
    marked("Invalid choice(s): one or more data inputs could not be coerced."),
    marked("'%(value)s' is not a valid choice for this field."),
    marked("'%(value)s' are not valid choices for this field."),
    marked("Not a valid date value."),
    marked("Not a valid decimal value."),
    marked("Not a valid integer value."),
    marked("Invalid value, must be one of: %(values)s."),
    marked("Field cannot be longer than %(max)d character."),
    marked("Field cannot be longer than %(max)d characters."),
)
"""What WTForms says of a field by itself, where a form gives no sentence of its own."""


class _Library:
    """The sentences of WTForms, spoken through the one catalogue."""

    def gettext(self, sentence: str) -> str:
        return _(sentence)

    def ngettext(self, one: str, many: str, number: int) -> str:
        # Limits are dozens and more, so that two forms do for every language.
        return _(one if number == 1 else many)


class RefusableForm(FlaskForm):  # type: ignore[misc]  # flask_wtf ships no types
    """A form that shows what its fields and the rules refuse."""

    class Meta:
        """What the library says of fields is spoken as our own sentences are."""

        def get_translations(self, form: FlaskForm) -> _Library:
            del form
            return _Library()

    otherwise: ClassVar[str | None] = None
    """The field that takes what concerns none; without one it stands above the form alone."""

    refused: tuple[str, str] | None = None

    def refuse(self, refused: FieldRefused) -> None:
        """Show a refusal of the rules."""
        for field, reason in refused.every:
            self.put_error(field, reason)

    def put_error(self, name: str, reason: str) -> None:
        """Put a sentence beside the field ``name``."""
        found = name if name in self else self.otherwise
        if found is None:
            self.refused = (name, reason)
        else:
            field = self[found]
            field.errors = [*field.errors, reason]

    @property
    def error_list(self) -> list[tuple[str, str]]:
        """Every error with the field it leads to."""
        found = [(name, text) for name, texts in self.errors.items() for text in texts]
        return [*found, *([self.refused] if self.refused else [])]
