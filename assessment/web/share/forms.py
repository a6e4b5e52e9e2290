"""How are an act of sharing and the ticks of an edition read from their forms?"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, cast

from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
    RadioField,
    SelectMultipleField,
    StringField,
)
from wtforms.validators import InputRequired, Length, Optional

from assessment.domain.areas import AreaId
from assessment.domain.attempts import AttemptId
from assessment.domain.editions import (
    CHOOSES_AREAS,
    MAY_HOLD,
    PIECES,
    USUAL,
    Edition,
    EditionKind,
    Piece,
    kind_words,
    make_edition,
    piece_words,
)
from assessment.domain.language import gettext as _
from assessment.domain.language import lazy
from assessment.domain.sharing import PARTS, USUAL_DAYS, USUAL_LINK_DAYS, Part, Scope, Terms
from assessment.web.refusals import RefusableForm
from assessment.web.words import day_words

OWN_WORDS = "own"
KEPT_EDITIONS: tuple[EditionKind, ...] = ("coach", "sponsor", "public")
"""Kinds that are made of ticks; the report for oneself is the report."""


def purposes() -> tuple[tuple[str, str], ...]:
    """Purposes to choose from instead of writing one's own."""
    return (
        ("coaching", _("Coaching: what to work on next")),
        ("preparing", _("Preparing for a role or an interview of mine")),
        ("first-days", _("My first ninety days in the role")),
    )


def part_words() -> dict[Part, tuple[str, str]]:
    """What each part of a grant is called, and what it holds."""
    return {
        "result": (
            _("My result"),
            _("Levels with their ranges, gaps and what the answers cannot tell."),
        ),
        "answers": (_("My answers"), _("Every question with my answer and the key.")),
        "plan": (_("My 90-day plan"), _("Its steps, what I ticked and wrote; needed for actions.")),
        "exercises": (_("My exercise log"), _("What I did of the lessons and what came of it.")),
        "colleagues": (
            _("What others said of me"),
            _(
                "Colleagues, as far as their answers may be shown to me, and coaches and managers "
                "by name. The levels of a result include it in any case."
            ),
        ),
    }


class _SharingForm(RefusableForm):
    """What both acts of sharing have: a last day, and an id that makes sending twice harmless."""

    otherwise = "until"

    until = DateField(
        lazy("Until"), validators=[InputRequired(lazy("Give the last day as a date."))]
    )
    save_id = HiddenField(validators=[InputRequired(), Length(max=64)])


class GrantForm(_SharingForm):
    """Whom to share with, what, what for and until when."""

    address = StringField(lazy("Their mail address"))
    parts = SelectMultipleField(lazy("What they may see"))
    scope = RadioField(lazy("Which results"))
    offered = RadioField(lazy("What it is for"), validators=[Optional()])
    purpose = StringField(lazy("In your own words"))
    hold = SelectMultipleField(lazy("In the report they can download"), validators=[Optional()])

    @classmethod
    def begun(cls, today: date, save_id: str) -> "GrantForm":
        """The form with its choices, and with what is usual until something was sent."""
        form = cls(
            until=today + timedelta(days=USUAL_DAYS),
            save_id=save_id,
            parts=["result", "plan"],
            scope="one",
            offered="coaching",
            hold=sorted(USUAL["coach"]),
        )
        words = part_words()
        form.parts.choices = [(part, words[part][0]) for part in PARTS]
        form.scope.choices = [(value, title) for value, title, _text in scope_choices()]
        form.offered.choices = [*purposes(), (OWN_WORDS, _("Something else, in my own words"))]
        form.hold.choices = [(value, title) for value, title, _text in hold_choices()]
        return form

    def terms(self, attempt: str) -> Terms:
        """What was ticked and written."""
        scope = cast("Scope", self.scope.data)
        offered = dict(purposes()).get(self.offered.data or "", "")
        return Terms(
            attempt=None if scope == "all" else AttemptId(attempt),
            scope=scope,
            parts=frozenset(cast("list[Part]", self.parts.data or [])),
            purpose=(self.purpose.data or "").strip() or offered,
            until=cast("date", self.until.data),
        )

    def edition(self) -> Edition:
        """The report the coach can download; its answers are there where they are shared."""
        ticked = set(cast("list[Piece]", self.hold.data or []))
        if "answers" in (self.parts.data or []):
            ticked.add("answers")
        return make_edition("coach", ticked, None, every=())


def scope_choices() -> list[tuple[str, str, str]]:
    """Which results a grant covers."""
    return [
        ("one", _("This result only"), ""),
        ("later", _("This result and those I submit later"), _("Needed to see change.")),
        ("all", _("All my results, earlier and later"), ""),
    ]


def hold_choices() -> list[tuple[str, str, str]]:
    """What a coach's edition can hold beside the answers, which go with their own tick."""
    words = piece_words()
    return [(p, words[p], "") for p in PIECES if p in MAY_HOLD["coach"] and p != "answers"]


class EditionForm(RefusableForm):
    """The ticks of an edition. Looking at it changes nothing, so it is a plain address."""

    class Meta:
        """Sent with GET."""

        csrf = False

    kind = RadioField(lazy("Edition"))
    hold = SelectMultipleField(lazy("What it holds"), validators=[Optional()])
    areas = SelectMultipleField(lazy("Areas"), validators=[Optional()])

    def with_choices(self, areas: Sequence[tuple[AreaId, str]]) -> "EditionForm":
        """Give the fields what can be chosen, for this result."""
        words = kind_words()
        self.kind.choices = [(kind, words[kind][0]) for kind in KEPT_EDITIONS]
        self.hold.choices = [(piece, text) for piece, text in piece_words().items()]
        self.areas.choices = [(str(area), title) for area, title in areas]
        return self

    def made(self, areas: Sequence[tuple[AreaId, str]]) -> Edition:
        """The edition of the ticks.

        Raises:
            SharingInvalid: as ``make_edition``.
        """
        every = [area for area, _title in areas]
        chosen = cast("list[AreaId]", self.areas.data or []) if every else None
        return make_edition(
            cast("EditionKind", self.kind.data),
            cast("list[Piece]", self.hold.data or []),
            chosen,
            every=every,
        )


class LinkForm(_SharingForm):
    """An edition, and the words that go with a link to it."""

    name = StringField(lazy("The name to show"))
    label = StringField(lazy("A label for yourself"))
    purpose = StringField(lazy("What it is for"))
    with_pdf = BooleanField(lazy("May be downloaded as a PDF too"))

    @classmethod
    def begun(cls, today: date, save_id: str, name: str) -> "LinkForm":
        """The form with what is usual."""
        return cls(until=today + timedelta(days=USUAL_LINK_DAYS), save_id=save_id, name=name)


class NameForm(RefusableForm):
    """The name for a file."""

    name = StringField(lazy("The name to show"))


def usual_ticks(kind: EditionKind, areas: Sequence[tuple[AreaId, str]]) -> dict[str, Any]:
    """What is ticked when a kind was just chosen: no area of a public edition is."""
    wanted = [str(area) for area, _title in areas] if kind != "public" else []
    return {
        "kind": kind,
        "hold": [piece for piece in PIECES if piece in USUAL[kind]],
        "areas": wanted if kind in CHOOSES_AREAS else [],
    }


def until_words(until: date) -> str:
    """A last day as pages print it."""
    return _("until %(day)s") % {"day": day_words(until)}
