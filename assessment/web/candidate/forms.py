"""How are a candidate's words, shares and voluntary answers read from their forms?"""

from wtforms import DateField, TextAreaField
from wtforms.validators import InputRequired

from assessment.domain.language import lazy
from assessment.web.refusals import RefusableForm


class WordsForm(RefusableForm):
    """What a candidate needs and wants to have said."""

    needs = TextAreaField(lazy("What you need to take part on equal terms"))
    own_words = TextAreaField(lazy("Your words beside what is kept about you"))


class ShareForm(RefusableForm):
    """Until when topics are open."""

    until = DateField(
        lazy("Open until"), validators=[InputRequired(lazy("Give the last day as a date."))]
    )
