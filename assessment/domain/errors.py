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


class AssessmentError(Exception):
    """Something was asked for that the rules refuse."""


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


class PlanInputInvalid(AssessmentError):
    """A fact given for a plan cannot be used; ``field`` names it."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}")
        self.field = field
        self.reason = reason


class ExerciseInvalid(AssessmentError):
    """An entry of the exercise log cannot be kept as it is; ``field`` names what is wrong."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}")
        self.field = field
        self.reason = reason


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
