"""What can be refused, and which facts does each refusal carry?

One table in ``assessment.web.errors`` maps each of these to a status and a page.
"""
# ruff: noqa: N818 - the names say what is the case, as they are read in ``except`` lines

from typing import TYPE_CHECKING, Literal

from assessment.domain.areas import AreaId
from assessment.domain.attempts import AttemptId, FormId
from assessment.domain.bank import ItemId

if TYPE_CHECKING:  # the rules for answers raise these errors
    from assessment.domain.answers import Answer
    from assessment.domain.briefs import Brief, Part


class AssessmentError(Exception):
    """Something was asked for that the rules refuse."""


class FieldRefused(AssessmentError):
    """Something given cannot be kept; ``field`` names it, ``reason`` tells the person why.

    ``also`` holds what else is refused of the same page, in its order, as field and reason.
    """

    def __init__(self, field: str, reason: str, also: tuple[tuple[str, str], ...] = ()) -> None:
        super().__init__(f"{field}: {reason}")
        self.field = field
        self.reason = reason
        self.also = also

    @property
    def every(self) -> list[tuple[str, str]]:
        """All that is refused, the first first."""
        return [(self.field, self.reason), *self.also]


class NotFound(AssessmentError):
    """There is no such thing for this person; somebody else's looks the same."""

    def __init__(self, what: str) -> None:
        super().__init__(f"no such {what}")
        self.what = what


class AttemptClosed(AssessmentError):
    """The attempt has been submitted: nothing in it changes any more."""

    def __init__(self, attempt: AttemptId) -> None:
        super().__init__("the attempt has been submitted")
        self.attempt = attempt


class AttemptStillOpen(AssessmentError):
    """What was asked for needs a submitted attempt."""

    def __init__(self, attempt: AttemptId) -> None:
        super().__init__("the attempt has not been submitted yet")
        self.attempt = attempt


class UnknownItem(AssessmentError):
    """The attempt's form does not hold this item."""

    def __init__(self, item: ItemId) -> None:
        super().__init__(f"this form has no item {item!r}")
        self.item = item


class LockedItem(AssessmentError):
    """The answer was carried over from an earlier attempt and stays as it is."""

    def __init__(self, item: ItemId) -> None:
        super().__init__(f"the answer to {item!r} was carried over and cannot be changed")
        self.item = item


class InvalidAnswer(AssessmentError):
    """The answer does not fit the item; ``reason`` is a sentence for the person."""

    def __init__(self, item: ItemId, reason: str) -> None:
        super().__init__(f"{item}: {reason}")
        self.item = item
        self.reason = reason


class StaleRevision(AssessmentError):
    """Another tab or device saved a different answer since this page was loaded.

    ``current`` is None where the other tab skipped the item; ``offered`` is None where this
    save was a skip.
    """

    def __init__(
        self, item: ItemId, *, current: "Answer | None", revision: int, offered: "Answer | None"
    ) -> None:
        super().__init__(f"{item} was changed elsewhere (revision {revision})")
        self.item = item
        self.current = current
        self.revision = revision
        self.offered = offered


class CatalogMissing(AssessmentError):
    """The content of this revision is neither current nor kept."""

    def __init__(self, revision: str) -> None:
        super().__init__(f"no content is kept for revision {revision!r}")
        self.revision = revision


class BankTooSmall(AssessmentError):
    """The content does not hold what the form's blueprint asks for."""

    def __init__(self, area: AreaId | None, kind: str, *, needed: int, found: int) -> None:
        where = f" in {area}" if area else ""
        super().__init__(f"the form needs {needed} {kind} items{where}, the content has {found}")
        self.area = area
        self.kind = kind
        self.needed = needed
        self.found = found


class AreaExhausted(BankTooSmall):
    """The person has been asked so much of an area that too little is left for a deep dive."""


class PredictionInvalid(AssessmentError):
    """What was sent as an expected level of an area is no level."""

    def __init__(self, area: AreaId) -> None:
        super().__init__(f"the level expected of {area} must be a whole number from 1 to 5")
        self.area = area


class PlanInputInvalid(FieldRefused):
    """A fact given for a plan cannot be used; ``field`` names it."""


class BriefInvalid(FieldRefused):
    """Something said in a hiring brief cannot be kept; ``field`` names it."""


class BriefChanged(AssessmentError):
    """Somebody saved the same part of a brief since this page was opened."""

    def __init__(self, part: "Part", *, current: "Brief", revision: int) -> None:
        super().__init__(f"{part} was changed elsewhere (revision {revision})")
        self.part = part
        self.current = current
        self.revision = revision


class ExerciseInvalid(FieldRefused):
    """An entry of the exercise log cannot be kept as it is; ``field`` names what is wrong."""


class AccountInvalid(FieldRefused):
    """An account cannot be made or changed as asked; ``field`` names what is wrong."""


class RoundInvalid(FieldRefused):
    """A round of colleagues, or what one of them said, cannot be kept; ``field`` names why."""


class SittingsCollide(AssessmentError):
    """Two people cannot become one while both have the same form open."""

    def __init__(self) -> None:
        super().__init__("both have the same form open")


class OrganisationInvalid(FieldRefused):
    """An organisation cannot be made or changed as asked; ``field`` names what is wrong."""


class SecondStepAsked(AssessmentError):
    """An organisation the account works in asks for a second step, and the account has none."""


class OrganisationsLeft(AssessmentError):
    """Somebody cannot go yet: organisations would be left without an administrator."""

    def __init__(self) -> None:
        super().__init__("an organisation keeps at least one administrator")


class RatingInvalid(FieldRefused):
    """A rating by a coach or colleague cannot be kept as it is; ``field`` names what is wrong."""


class CoachingInvalid(FieldRefused):
    """A coach's note or an agreed action cannot be kept as it is; ``field`` names what is wrong."""


class NoteChanged(AssessmentError):
    """The note was changed elsewhere since it was opened; ``current`` is what it says now."""

    def __init__(self, *, current: str, revision: int) -> None:
        super().__init__(f"the note is at revision {revision}")
        self.current = current
        self.revision = revision


class RoundClosed(AssessmentError):
    """The round has closed: nobody answers, changes or withdraws any more."""


class LinkUsed(AssessmentError):
    """A rater's link opens once; whoever began with it comes back by a link of their own."""


class SharingInvalid(FieldRefused):
    """Something cannot be shared in this way; ``field`` names what is wrong."""


class InvitationUnusable(AssessmentError):
    """No invitation opens with this: unknown, used, over or withdrawn, which all look the same."""

    def __init__(self) -> None:
        super().__init__("this invitation cannot be used")


class WrongAddress(AssessmentError):
    """The invitation is meant for another address than that of the account."""

    def __init__(self) -> None:
        super().__init__("this invitation is meant for another address")


class HiringInvalid(FieldRefused):
    """Something about a search, a candidate or a scorecard cannot be kept; ``field`` names it."""


class TooManyAttempts(AssessmentError):
    """The person has reached the number of attempts that is kept for one person."""

    def __init__(self, limit: int, form: FormId) -> None:
        super().__init__(f"{limit} attempts are kept at most")
        self.limit = limit
        self.form = form


class StoreUnavailable(AssessmentError):
    """The database could not do it now; nothing was written and trying again may help."""

    def __init__(self, cause: Literal["busy", "full", "read-only", "unreachable"]) -> None:
        super().__init__(f"the database is {cause}")
        self.cause = cause


class BrandingInvalid(FieldRefused):
    """An organisation's looks cannot be kept as given; ``field`` names what is wrong."""
