"""How are a candidate's words, shares and voluntary answers read from their forms?"""

from wtforms import DateField, TextAreaField
from wtforms.validators import InputRequired

from assessment.domain.language import gettext as _
from assessment.web.refusals import RefusableForm


class WordsForm(RefusableForm):
    """What a candidate needs and wants to have said."""

    needs = TextAreaField(_("What you need to take part on equal terms"))
    own_words = TextAreaField(_("Your words beside what is kept about you"))


class ShareForm(RefusableForm):
    """Until when topics are open."""

    until = DateField(
        _("Open until"), validators=[InputRequired(_("Give the last day as a date."))]
    )
