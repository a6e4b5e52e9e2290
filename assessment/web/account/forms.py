"""How is what somebody signed in changes about their account read?"""

from wtforms import BooleanField, PasswordField, StringField
from wtforms.validators import InputRequired, Length

from assessment.domain.language import lazy
from assessment.services.passwords import LONGEST
from assessment.web.refusals import RefusableForm
from assessment.web.typed import Address, GoodPassword, Text


class NameForm(RefusableForm):
    """What the person wants to be called."""

    name = StringField(validators=[Text()])


class ProveForm(RefusableForm):
    """The password once more, and a code where one is asked for."""

    password = PasswordField(validators=[Length(max=LONGEST)])
    code = StringField(validators=[Length(max=40)])


class PasswordForm(RefusableForm):
    """Another password; the present one proves the right to it."""

    current = PasswordField(validators=[Length(max=LONGEST)])
    code = StringField(validators=[Length(max=40)])
    new = PasswordField(validators=[GoodPassword()])
    end_others = BooleanField(default=True)
    about: tuple[str, ...] = ()


class AddressForm(RefusableForm):
    """Another address."""

    email = StringField(validators=[Address()])


class ConfirmAddressForm(RefusableForm):
    """Yes to the new address."""

    end_others = BooleanField(default=True)


class FirstCodeForm(RefusableForm):
    """The first code of an authenticator app."""

    code = StringField(validators=[InputRequired(lazy("Type the code.")), Length(max=40)])
