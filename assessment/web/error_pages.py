"""With which words does each refusal and each failure meet the person?"""

from dataclasses import dataclass, replace

from werkzeug.routing import Rule

from assessment.domain.errors import (
    AccountInvalid,
    AreaExhausted,
    AssessmentError,
    AttemptClosed,
    AttemptStillOpen,
    BankTooSmall,
    BrandingInvalid,
    BriefChanged,
    BriefInvalid,
    CatalogMissing,
    CoachingInvalid,
    ExerciseInvalid,
    HiringInvalid,
    InvalidAnswer,
    InvitationUnusable,
    LinkUsed,
    LockedItem,
    NoteChanged,
    NotFound,
    OrganisationInvalid,
    PlanInputInvalid,
    PredictionInvalid,
    RatingInvalid,
    RoundClosed,
    RoundInvalid,
    SecondStepAsked,
    SharingInvalid,
    SittingsCollide,
    StaleRevision,
    StoreUnavailable,
    TooManyAttempts,
    UnknownItem,
    WrongAddress,
)
from assessment.domain.language import marked


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorPage:
    """What happened, what is kept, what to do."""

    title: str
    happened: str
    kept: str
    todo: str
    way_on: str = "/"
    way_on_words: str = marked("To the first page")
    other_way: str = ""
    other_way_words: str = ""
    reference: str = ""
    code: str = ""
    """What a script knows this refusal by."""


NOT_FOUND = ErrorPage(
    title=marked("There is no such page here"),
    happened=marked(
        "The address is wrong, the page is gone, or it belongs to somebody whom "
        "this browser does not know."
    ),
    kept=marked("Nothing was changed. Saved answers stay saved."),
    todo=marked("If it is yours, come back with your private link or with the key file you kept."),
    way_on="/mine/restore",
    way_on_words=marked("Come back with a link or key file"),
)

FOR_NOBODY = replace(
    NOT_FOUND,
    todo=marked(
        "If it is yours, sign in to your account, which leads back to this address. Without an "
        "account, come back with your private link or with the key file you kept."
    ),
    way_on_words=marked("Sign in and come back here"),
    other_way=NOT_FOUND.way_on,
    other_way_words=NOT_FOUND.way_on_words,
)
"""The same where this browser speaks for nobody, of whatever address; ``way_on`` is put in."""

SIGNED_OUT = ErrorPage(
    title=marked("You are signed out"),
    happened=marked("This browser is not signed in any more, so this was not saved."),
    kept=marked("Everything saved before is unchanged, and what you typed is still on your page."),
    todo=marked("Sign in again in another tab, then send it again from the page."),
    way_on="/sign-in",
    way_on_words=marked("To sign in"),
    code="signed-out",
)

_LINK_OVER = ErrorPage(
    title=marked("This link opens nothing any more"),
    happened=marked("Its time is over, it was used or taken back, or the address is not complete."),
    kept=marked("Nothing was changed."),
    todo=marked(
        "Look whether the whole address was copied. If it was, ask whoever sent it for a new one."
    ),
)
_LINK_OF_OURS_OVER = replace(
    _LINK_OVER,
    happened=marked(
        "Its time is over, it was used, a newer one was sent, or the address is not complete."
    ),
    todo=marked("Try to sign in; there you can also ask for a new link."),
    way_on="/sign-in",
    way_on_words=marked("To sign in"),
)
_PRIVATE_LINK_OVER = replace(
    _LINK_OVER,
    happened=marked(
        "A newer one was made, what it opened was deleted, or the address is not complete."
    ),
    kept=NOT_FOUND.kept,
    todo=marked(
        "Come back with the key file you kept, or make a new link in a browser that still knows "
        "you."
    ),
    way_on=NOT_FOUND.way_on,
    way_on_words=NOT_FOUND.way_on_words,
)
_OUR_LINKS = {
    "account.resume": _PRIVATE_LINK_OVER,
    "security.confirm_address": replace(
        _LINK_OF_OURS_OVER,
        todo=marked("Your account goes by the address it had; ask for the change again there."),
        way_on="/account",
        way_on_words=marked("To your account"),
    ),
    "sign_in.verify": _LINK_OF_OURS_OVER,
    "sign_in.reset": _LINK_OF_OURS_OVER,
}


def missing_page(rule: Rule | None) -> ErrorPage:
    """What is said where nothing is: an address with a token in it was sent to somebody as a link.

    It says the same of a link that is over, of a foreign one and of one that never was.
    """
    if rule is None or "token" not in rule.arguments:
        return NOT_FOUND
    return _OUR_LINKS.get(rule.endpoint, _LINK_OVER)


REFUSALS: dict[type[AssessmentError], tuple[int, ErrorPage]] = {
    NotFound: (404, NOT_FOUND),
    SecondStepAsked: (
        403,
        ErrorPage(
            title=marked("A second step is asked for now"),
            happened=marked(
                "An organisation you work in opens its pages to those alone who sign in by two "
                "steps, so this was not done."
            ),
            kept=marked("Everything saved before is unchanged."),
            todo=marked(
                "Copy what you had written, where it stands below, turn the second step on and "
                "send it again."
            ),
            way_on="/account/second-step",
            way_on_words=marked("To the second step"),
            code="second-step",
        ),
    ),
    AccountInvalid: (
        422,
        ErrorPage(
            title=marked("This account cannot be made or changed like that"),
            happened=marked("One of the things given cannot be used."),
            kept=marked("Everything is as it was."),
            todo=marked("Go back and change it."),
        ),
    ),
    SittingsCollide: (
        409,
        ErrorPage(
            title=marked("These sittings cannot be put together now"),
            happened=marked(
                "Both have the same form open, and one person has one of each at a time."
            ),
            kept=marked("Everything is where it was."),
            todo=marked("Submit one of them, then try again."),
            way_on="/mine",
            way_on_words=marked("To your sittings"),
        ),
    ),
    OrganisationInvalid: (
        422,
        ErrorPage(
            title=marked("This organisation cannot be changed like that"),
            happened=marked(
                "One of the things given cannot be used, or nobody would be left to look "
                "after the organisation."
            ),
            kept=marked("Everything is as it was."),
            todo=marked("Go back and change it."),
        ),
    ),
    SharingInvalid: (
        422,
        ErrorPage(
            title=marked("This cannot be shared like that"),
            happened=marked("One of the things given cannot be used."),
            kept=marked("Nothing was shared, and what you share already is unchanged."),
            todo=marked("Go back and change it."),
            way_on="/share",
            way_on_words=marked("To what you share"),
        ),
    ),
    InvitationUnusable: (
        404,
        ErrorPage(
            title=marked("This invitation opens nothing any more"),
            happened=marked(
                "It was used before, its time is over, it was taken back, or the address "
                "is not complete."
            ),
            kept=marked("Nothing was changed."),
            todo=marked("Ask whoever sent it for a new one."),
        ),
    ),
    WrongAddress: (
        403,
        ErrorPage(
            title=marked("This invitation is for another address"),
            happened=marked(
                "Whoever sent it wrote down another mail address than the one you are "
                "signed in with."
            ),
            kept=marked("The invitation is unused and nothing was shown to you."),
            todo=marked(
                "Sign in with the address it was sent to, or ask for an invitation to yours."
            ),
        ),
    ),
    UnknownItem: (404, NOT_FOUND),
    AttemptClosed: (
        409,
        ErrorPage(
            title=marked("These answers are closed"),
            happened=marked(
                "The form was submitted before this, so the late answer was not taken."
            ),
            kept=marked("Everything answered before is in the result."),
            todo=marked("Open the result. To answer differently, begin another sitting."),
            way_on="/mine",
            way_on_words=marked("To your sittings"),
        ),
    ),
    AttemptStillOpen: (
        409,
        ErrorPage(
            title=marked("This form is not submitted yet"),
            happened=marked("A result exists once the form is submitted."),
            kept=marked("Your answers are saved."),
            todo=marked("Go on with the questions, or submit what you have."),
            way_on="/mine",
            way_on_words=marked("To your sittings"),
        ),
    ),
    LockedItem: (
        409,
        ErrorPage(
            title=marked("This answer is carried over"),
            happened=marked("It was given in the quick form, and its result already rests on it."),
            kept=marked("Your answer stays as you gave it."),
            todo=marked("Go on with the next question."),
            way_on="/mine",
            way_on_words=marked("To your sittings"),
        ),
    ),
    InvalidAnswer: (
        422,
        ErrorPage(
            title=marked("That answer does not fit the question"),
            happened=marked("Something other than the offered answers arrived."),
            kept=marked("The answer saved before is unchanged."),
            todo=marked("Open the question again and choose one of its answers."),
            way_on="/mine",
            way_on_words=marked("To your sittings"),
        ),
    ),
    PredictionInvalid: (
        422,
        ErrorPage(
            title=marked("That is no level"),
            happened=marked(
                "Something other than a level from 1 to 5 arrived for what you expect."
            ),
            kept=marked("Your answers are saved, and the form is still open."),
            todo=marked("Go back and choose one of the five levels, or skip that page."),
            way_on="/mine",
            way_on_words=marked("To your sittings"),
        ),
    ),
    StaleRevision: (
        409,
        ErrorPage(
            title=marked("Answered in another window"),
            happened=marked("This question was answered elsewhere after this page was opened."),
            kept=marked("The newer answer stays; nothing was overwritten."),
            todo=marked("Open the question again to see it and change it if you like."),
            way_on="/mine",
            way_on_words=marked("To your sittings"),
        ),
    ),
    PlanInputInvalid: (
        422,
        ErrorPage(
            title=marked("A plan cannot be made from these facts"),
            happened=marked("One of the facts given cannot be used."),
            kept=marked("Your result and earlier plans are unchanged."),
            todo=marked("Go back and change it."),
            way_on="/mine",
            way_on_words=marked("To your sittings"),
        ),
    ),
    BriefInvalid: (
        422,
        ErrorPage(
            title=marked("The brief cannot be kept like this"),
            happened=marked("One of its fields is empty, too long or out of bounds."),
            kept=marked("The brief is as it was saved last."),
            todo=marked("Go back and change it."),
            way_on="/hire",
            way_on_words=marked("To your briefs"),
        ),
    ),
    BriefChanged: (
        409,
        ErrorPage(
            title=marked("Somebody saved this page while you wrote"),
            happened=marked("The same page of the brief was changed since you opened it."),
            kept=marked("Their text stays; nothing was overwritten."),
            todo=marked("Open the page again to see it and change it if you like."),
            way_on="/hire",
            way_on_words=marked("To your briefs"),
        ),
    ),
    BrandingInvalid: (
        422,
        ErrorPage(
            title=marked("These looks cannot be kept"),
            happened=marked("A colour, a text or a picture is not of the kind that is taken."),
            kept=marked("The looks are as they were."),
            todo=marked("Go back and change it."),
        ),
    ),
    RoundInvalid: (
        422,
        ErrorPage(
            title=marked("This cannot be kept as it is"),
            happened=marked("One of the fields is empty, too long, or asks too soon."),
            kept=marked("Nothing was changed and nobody was written to."),
            todo=marked("Go back and change it."),
        ),
    ),
    RoundClosed: (
        409,
        ErrorPage(
            title=marked("This round has closed"),
            happened=marked("Its last day is over, or whoever asked has closed it."),
            kept=marked("What was submitted before is counted as it stood."),
            todo=marked("Nothing more is needed from you."),
        ),
    ),
    LinkUsed: (
        409,
        ErrorPage(
            title=marked("Somebody has begun with this link"),
            happened=marked(
                "A link opens one set of answers, once, so that nobody else can read them."
            ),
            kept=marked("What was answered is safe with whoever began."),
            todo=marked(
                "If it was you, come back with the link you were given when you began. If "
                "it was not, tell the person who asked you."
            ),
        ),
    ),
    ExerciseInvalid: (
        422,
        ErrorPage(
            title=marked("This entry cannot be kept as it is"),
            happened=marked("One of its fields is empty, too long, or a day still to come."),
            kept=marked("Your log is unchanged."),
            todo=marked("Go back and change it."),
            way_on="/learn/log",
            way_on_words=marked("To your exercise log"),
        ),
    ),
    RatingInvalid: (
        422,
        ErrorPage(
            title=marked("This rating cannot be kept as it is"),
            happened=marked(
                "A level is off the scale, or what it rests on is missing or too long."
            ),
            kept=marked("Earlier ratings and the result are unchanged."),
            todo=marked("Go back and change it."),
            way_on="/",
        ),
    ),
    CoachingInvalid: (
        422,
        ErrorPage(
            title=marked("This cannot be kept as it is"),
            happened=marked("One of its fields is empty, too long, or a day out of bounds."),
            kept=marked("Everything kept before is unchanged."),
            todo=marked("Go back and change it."),
            way_on="/clients",
            way_on_words=marked("To your clients"),
        ),
    ),
    NoteChanged: (
        409,
        ErrorPage(
            title=marked("Changed in another window"),
            happened=marked("This note was changed elsewhere after this page was opened."),
            kept=marked("The newer words stay; nothing was overwritten."),
            todo=marked("Open the note again."),
            way_on="/clients",
            way_on_words=marked("To your clients"),
        ),
    ),
    HiringInvalid: (
        422,
        ErrorPage(
            title=marked("That cannot be kept as it is"),
            happened=marked(
                "A rule of interviewing stands against it, or a text is missing or too long."
            ),
            kept=marked("Everything kept before is unchanged."),
            todo=marked("Go back and change it."),
            way_on="/interviews",
            way_on_words=marked("To your interviews"),
        ),
    ),
    TooManyAttempts: (
        409,
        ErrorPage(
            title=marked("Too many sittings are open"),
            happened=marked("There is a limit to the sittings kept for one person."),
            kept=marked("All your sittings are unchanged."),
            todo=marked("Go on with one of them."),
            way_on="/mine",
            way_on_words=marked("To your sittings"),
        ),
    ),
    CatalogMissing: (
        503,
        ErrorPage(
            title=marked("The questions of this sitting are not available"),
            happened=marked("The content this sitting was made from is missing on this server."),
            kept=marked("Your answers are unchanged and nothing was overwritten."),
            todo=marked("Tell whoever runs this site; they can put the content back."),
        ),
    ),
    AreaExhausted: (
        409,
        ErrorPage(
            title=marked("There are no more questions on this area"),
            happened=marked("Too few are left that you have not answered yet."),
            kept=marked("Your answers and results are unchanged."),
            todo=marked("Go on from the result you have."),
            way_on="/mine",
            way_on_words=marked("To your sittings"),
        ),
    ),
    BankTooSmall: (
        503,
        ErrorPage(
            title=marked("This form cannot be given now"),
            happened=marked("The content on this server does not hold enough questions for it."),
            kept=marked("Nothing was started."),
            todo=marked("Tell whoever runs this site."),
        ),
    ),
    StoreUnavailable: (
        503,
        ErrorPage(
            title=marked("That could not be saved just now"),
            happened=marked("The database is busy or cannot be written."),
            kept=marked("What was saved before is unchanged; this last step was not saved."),
            todo=marked("Wait a few seconds and send it again."),
        ),
    ),
}

HTTP_PAGES: dict[int, ErrorPage] = {
    400: ErrorPage(
        title=marked("That request could not be read"),
        happened=marked("Something in it was broken or out of bounds."),
        kept=marked("Nothing was changed."),
        todo=marked("Go back and try again."),
    ),
    401: SIGNED_OUT,
    404: NOT_FOUND,
    405: ErrorPage(
        title=marked("That is not how this page is used"),
        happened=marked("The page exists, but not for this kind of request."),
        kept=marked("Nothing was changed."),
        todo=marked("Go back and use its buttons."),
    ),
    413: ErrorPage(
        title=marked("That is too large"),
        happened=marked(
            "More was sent than this page takes (256 KB for answers, 4 MB for a report)."
        ),
        kept=marked("Nothing of it was stored; what was saved before is unchanged."),
        todo=marked("Shorten it and send it again."),
    ),
    415: ErrorPage(
        title=marked("That kind of data is not read here"),
        happened=marked("The request was not in the expected form."),
        kept=marked("Nothing was changed."),
        todo=marked("Use the page itself."),
    ),
    422: REFUSALS[InvalidAnswer][1],
    429: ErrorPage(
        title=marked("That was too often"),
        happened=marked(
            "This was asked for more often than a person would, so it was not done this time."
        ),
        kept=marked("Everything saved before is unchanged."),
        todo=marked("Wait a little and try again; nothing of yours is locked."),
    ),
    503: REFUSALS[StoreUnavailable][1],
}

BROKEN = ErrorPage(
    title=marked("Something broke on our side"),
    happened=marked("This should not happen, and it has been written down."),
    kept=marked("Every answer that said “saved” is saved."),
    todo=marked(
        "Try again. If it happens twice, give the reference below to whoever runs this site."
    ),
)

CSRF_PAGE = ErrorPage(
    title=marked("This page was open too long"),
    happened=marked(
        "The page’s safety mark no longer fits your session, so the step was not taken."
    ),
    kept=marked("Everything saved before is unchanged."),
    todo=marked("Go back, reload the page and send it again."),
    way_on="/mine",
    way_on_words=marked("To your sittings"),
)

COPY_FIRST = marked(
    "Copy what you had written from below, open the page anew, put it in there and send it again."
)
"""What to do on the page above, where something had been written."""

OWN_DOCUMENTS_FIRST = ErrorPage(
    title=marked("Your other documents come first"),
    happened=marked(
        "Two documents of yours are being made already; more wait until one of them is done."
    ),
    kept=marked("Nothing is lost: this document is made when you ask for it again."),
    todo=marked("Wait a quarter of a minute and load this page again."),
)
