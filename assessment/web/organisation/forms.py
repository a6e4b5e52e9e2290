"""How are an organisation's looks read from their forms?"""

from flask_wtf.file import FileField
from wtforms import StringField, TextAreaField

from assessment.domain.language import lazy
from assessment.web.refusals import RefusableForm


class BrandForm(RefusableForm):
    """Closing words and accent; the rules are the domain's."""

    accent = StringField(lazy("Accent colour"))
    closing = TextAreaField(lazy("Closing words"))


class LogoForm(RefusableForm):
    """One picture."""

    logo = FileField(lazy("Logo"))
