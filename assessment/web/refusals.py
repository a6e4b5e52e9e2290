"""How does a form show what was refused: beside the field, and above the form with a way there?"""

from typing import ClassVar

from flask_wtf import FlaskForm

from assessment.domain.errors import FieldRefused


class RefusableForm(FlaskForm):  # type: ignore[misc]  # flask_wtf ships no types
    """A form that shows what its fields and the rules refuse."""

    otherwise: ClassVar[str | None] = None
    """The field that takes what concerns none; without one it stands above the form alone."""

    refused: tuple[str, str] | None = None

    def refuse(self, refused: FieldRefused) -> None:
        """Show a refusal of the rules."""
        self.put_error(refused.field, refused.reason)

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
