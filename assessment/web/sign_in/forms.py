"""How is what somebody types at the door read?"""

from wtforms import PasswordField, StringField
from wtforms.validators import InputRequired, Length

from assessment.domain.accounts import ADDRESS_LIMIT
from assessment.domain.language import lazy
from assessment.services.passwords import LONGEST
from assessment.web.refusals import RefusableForm
from assessment.web.typed import Address, GoodPassword, Text

_TYPED_LIMIT = ADDRESS_LIMIT + 40
"""With white space around it; anything longer is no address."""


class SignInForm(RefusableForm):
    """Address and password; what is wrong with either is not said."""

    email = StringField(validators=[Length(max=_TYPED_LIMIT)])
    password = PasswordField(validators=[Length(max=LONGEST)])


class CodeForm(RefusableForm):
    """The code of the second step."""

    code = StringField(validators=[InputRequired(lazy("Type the code.")), Length(max=40)])


class RegisterForm(RefusableForm):
    """A new account."""

    name = StringField(validators=[Text()])
    email = StringField(validators=[Address()])
    password = PasswordField(validators=[GoodPassword()])


class VerifyForm(RefusableForm):
    """The password an account was begun with, beside the link to its address."""

    password = PasswordField(validators=[Length(max=LONGEST)])


class ForgottenForm(RefusableForm):
    """Where a link for a new password is to go."""

    email = StringField(validators=[Address()])


class NewPasswordForm(RefusableForm):
    """A new password; ``about`` is what it must not be made of."""

    password = PasswordField(validators=[GoodPassword()])
    about: tuple[str, ...] = ()
