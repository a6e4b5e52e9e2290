"""How are the people who are asked, and what they answer, read from their forms?"""

from typing import Any

from wtforms import DateField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Optional

from assessment.domain.colleagues import MOST_RATERS, ROLES, Invited, Question
from assessment.domain.language import gettext as _
from assessment.domain.language import lazy
from assessment.web.refusals import RefusableForm

CANNOT_SAY = "cannot-say"


def role_words() -> dict[str, str]:
    """What each role is called where one chooses it."""
    return {
        "manager": _("my manager"),
        "peer": _("a peer"),
        "report": _("somebody I lead"),
        "other": _("somebody else"),
    }


class AskForm(RefusableForm):
    """Who asks, what for, until when, and up to eight people. The rules are the domain's."""

    otherwise = "name_1"

    asker = StringField(lazy("Your name, as your colleagues know you"))
    purpose = TextAreaField(lazy("What you want to work on"))
    closes_on = DateField(
        lazy("Last day to answer"), validators=[InputRequired(lazy("Give the last day as a date."))]
    )

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The fields of each person to be asked."""
        return [
            {what: self[f"{what}_{number}"] for what in ("name", "role", "address")}
            for number in range(1, MOST_RATERS + 1)
        ]

    def invited(self, *, mails: bool) -> list[Invited]:
        """Everybody for whom anything was typed; an address without a name is refused later.

        Where we do not write, no address is kept.
        """
        return [
            Invited(
                name=row["name"].data or "",
                role=row["role"].data,
                address=((row["address"].data or "").strip() or None) if mails else None,
            )
            for row in self.rows
            if (row["name"].data or "").strip() or (row["address"].data or "").strip()
        ]


for _number in range(1, MOST_RATERS + 1):
    setattr(AskForm, f"name_{_number}", StringField(lazy("Name"), validators=[Optional()]))
    setattr(
        AskForm,
        f"role_{_number}",
        SelectField(lazy("Role"), choices=list(ROLES), default="peer"),
    )
    setattr(
        AskForm, f"address_{_number}", StringField(lazy("E-mail address"), validators=[Optional()])
    )


class RatingForm(RefusableForm):
    """One area: one of five steps, or that one cannot say."""

    value = RadioField(
        lazy("Which comes closest?"),
        choices=[*"12345", CANNOT_SAY],
        validators=[InputRequired(lazy("Choose one of the five steps, or “I cannot say”."))],
    )

    @property
    def rating(self) -> int | None:
        return None if self.value.data == CANNOT_SAY else int(self.value.data)


class WordsForm(RefusableForm):
    """The two open questions."""

    keep = TextAreaField(lazy("What should they keep doing?"))
    change = TextAreaField(lazy("What one change would help most?"))

    def words(self) -> dict[Question, str]:
        return {"keep": self.keep.data or "", "change": self.change.data or ""}
