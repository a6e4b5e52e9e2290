"""How is what somebody types made fit to keep, and how are the fields it is typed into named?

Passwords are taken as they are typed: not trimmed, not cut, any characters.
"""

from flask_wtf import FlaskForm
from wtforms import Field
from wtforms.validators import ValidationError

from assessment.domain.accounts import clean_address
from assessment.domain.language import gettext as _
from assessment.domain.text import LINE_LIMIT, UnusableText, clean_text
from assessment.services.passwords import password_problem


class Text:
    """Text that can be kept, normalised once; nothing typed is kept as nothing."""

    def __init__(self, *, limit: int = LINE_LIMIT, lines: bool = False) -> None:
        self.limit = limit
        self.lines = lines

    def __call__(self, form: FlaskForm, field: Field) -> None:
        del form
        try:
            field.data = clean_text(field.data or "", limit=self.limit, lines=self.lines)
        except UnusableText as refused:
            raise ValidationError(str(refused)) from None


class Address:
    """A mail address that something can be sent to."""

    def __call__(self, form: FlaskForm, field: Field) -> None:
        del form
        try:
            field.data = clean_address(field.data or "")
        except UnusableText as refused:
            raise ValidationError(str(refused)) from None


class GoodPassword:
    """A password that is not guessed at once; knows the other fields of the form."""

    def __call__(self, form: FlaskForm, field: Field) -> None:
        about = [form[name].data or "" for name in ("email", "name") if name in form]
        problem = password_problem(field.data or "", about=[*about, *getattr(form, "about", ())])
        if problem:
            raise ValidationError(problem)


def labelled(form: FlaskForm, **words: str) -> FlaskForm:
    """Name the fields in the language of the request; ``words`` where a page has its own."""
    usual = {
        "email": _("Mail address"),
        "password": _("Password"),
        "name": _("What you want to be called"),
        "code": _("Code"),
        "current": _("Your present password"),
        "new": _("New password"),
    }
    for name, text in (usual | words).items():
        if name in form:
            form[name].label.text = text
    return form
