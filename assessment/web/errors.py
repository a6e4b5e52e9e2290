"""Which status and which page does each refusal become?"""

from dataclasses import dataclass

import structlog
from flask import Flask, Response, g, jsonify, make_response, render_template, request
from flask_wtf.csrf import CSRFError, generate_csrf
from werkzeug.exceptions import HTTPException

from assessment.domain.errors import (
    AreaExhausted,
    AssessmentError,
    AttemptClosed,
    AttemptStillOpen,
    BankTooSmall,
    CatalogMissing,
    ExerciseInvalid,
    InvalidAnswer,
    LockedItem,
    NotFound,
    PlanInputInvalid,
    StaleRevision,
    StoreUnavailable,
    TooManyAttempts,
    UnknownItem,
)

RETRY_AFTER_SECONDS = "3"


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorPage:
    """What happened, what is kept, what to do."""

    title: str
    happened: str
    kept: str
    todo: str
    way_on: str = "/"
    way_on_words: str = "To the first page"
    reference: str = ""


NOT_FOUND = ErrorPage(
    title="There is no such page here",
    happened="The address is wrong, the page is gone, or it belongs to somebody whom this "
    "browser does not know.",
    kept="Nothing was changed. Saved answers stay saved.",
    todo="If it is yours, come back with your private link or with the key file you kept.",
    way_on="/mine/restore",
    way_on_words="Come back with a link or key file",
)

REFUSALS: dict[type[AssessmentError], tuple[int, ErrorPage]] = {
    NotFound: (404, NOT_FOUND),
    UnknownItem: (404, NOT_FOUND),
    AttemptClosed: (
        409,
        ErrorPage(
            title="These answers are closed",
            happened="The form was submitted before this, so the late answer was not taken.",
            kept="Everything answered before is in the result.",
            todo="Open the result. To answer differently, begin another sitting.",
            way_on="/mine",
            way_on_words="To your sittings",
        ),
    ),
    AttemptStillOpen: (
        409,
        ErrorPage(
            title="This form is not submitted yet",
            happened="A result exists once the form is submitted.",
            kept="Your answers are saved.",
            todo="Go on with the questions, or submit what you have.",
            way_on="/mine",
            way_on_words="To your sittings",
        ),
    ),
    LockedItem: (
        409,
        ErrorPage(
            title="This answer is carried over",
            happened="It was given in the quick form, and its result already rests on it.",
            kept="Your answer stays as you gave it.",
            todo="Go on with the next question.",
            way_on="/mine",
            way_on_words="To your sittings",
        ),
    ),
    InvalidAnswer: (
        422,
        ErrorPage(
            title="That answer does not fit the question",
            happened="Something other than the offered answers arrived.",
            kept="The answer saved before is unchanged.",
            todo="Open the question again and choose one of its answers.",
            way_on="/mine",
            way_on_words="To your sittings",
        ),
    ),
    StaleRevision: (
        409,
        ErrorPage(
            title="Answered in another window",
            happened="This question was answered elsewhere after this page was opened.",
            kept="The newer answer stays; nothing was overwritten.",
            todo="Open the question again to see it and change it if you like.",
            way_on="/mine",
            way_on_words="To your sittings",
        ),
    ),
    PlanInputInvalid: (
        422,
        ErrorPage(
            title="A plan cannot be made from these facts",
            happened="One of the facts given cannot be used.",
            kept="Your result and earlier plans are unchanged.",
            todo="Go back and change it.",
            way_on="/mine",
            way_on_words="To your sittings",
        ),
    ),
    ExerciseInvalid: (
        422,
        ErrorPage(
            title="This entry cannot be kept as it is",
            happened="One of its fields is empty, too long, or a day still to come.",
            kept="Your log is unchanged.",
            todo="Go back and change it.",
            way_on="/learn/log",
            way_on_words="To your exercise log",
        ),
    ),
    TooManyAttempts: (
        409,
        ErrorPage(
            title="Too many sittings are open",
            happened="There is a limit to the sittings kept for one person.",
            kept="All your sittings are unchanged.",
            todo="Go on with one of them.",
            way_on="/mine",
            way_on_words="To your sittings",
        ),
    ),
    CatalogMissing: (
        503,
        ErrorPage(
            title="The questions of this sitting are not available",
            happened="The content this sitting was made from is missing on this server.",
            kept="Your answers are unchanged and nothing was overwritten.",
            todo="Tell whoever runs this site; they can put the content back.",
        ),
    ),
    AreaExhausted: (
        409,
        ErrorPage(
            title="There are no more questions on this area",
            happened="Too few are left that you have not answered yet.",
            kept="Your answers and results are unchanged.",
            todo="Go on from the result you have.",
            way_on="/mine",
            way_on_words="To your sittings",
        ),
    ),
    BankTooSmall: (
        503,
        ErrorPage(
            title="This form cannot be given now",
            happened="The content on this server does not hold enough questions for it.",
            kept="Nothing was started.",
            todo="Tell whoever runs this site.",
        ),
    ),
    StoreUnavailable: (
        503,
        ErrorPage(
            title="That could not be saved just now",
            happened="The database is busy or cannot be written.",
            kept="What was saved before is unchanged; this last step was not saved.",
            todo="Wait a few seconds and send it again.",
        ),
    ),
}

HTTP_PAGES: dict[int, ErrorPage] = {
    400: ErrorPage(
        title="That request could not be read",
        happened="Something in it was broken or out of bounds.",
        kept="Nothing was changed.",
        todo="Go back and try again.",
    ),
    404: NOT_FOUND,
    405: ErrorPage(
        title="That is not how this page is used",
        happened="The page exists, but not for this kind of request.",
        kept="Nothing was changed.",
        todo="Go back and use its buttons.",
    ),
    413: ErrorPage(
        title="That is too large",
        happened="More was sent than any answer needs (256 KB at most).",
        kept="Nothing of it was stored; what was saved before is unchanged.",
        todo="Shorten it and send it again.",
    ),
    415: ErrorPage(
        title="That kind of data is not read here",
        happened="The request was not in the expected form.",
        kept="Nothing was changed.",
        todo="Use the page itself.",
    ),
    422: REFUSALS[InvalidAnswer][1],
    503: REFUSALS[StoreUnavailable][1],
}

BROKEN = ErrorPage(
    title="Something broke on our side",
    happened="This should not happen, and it has been written down.",
    kept="Every answer that said “saved” is saved.",
    todo="Try again. If it happens twice, give the reference below to whoever runs this site.",
)

CSRF_PAGE = ErrorPage(
    title="This page was open too long",
    happened="The page’s safety mark no longer fits your session, so the step was not taken.",
    kept="Everything saved before is unchanged.",
    todo="Go back, reload the page and send it again.",
    way_on="/mine",
    way_on_words="To your sittings",
)


def handle_errors(app: Flask) -> None:
    """Answer every refusal with its page; an unknown failure with a reference, and a log line."""
    log = structlog.get_logger("errors")

    @app.errorhandler(AssessmentError)
    def refused(error: AssessmentError) -> Response:
        status, page = next(
            (REFUSALS[kind] for kind in type(error).__mro__ if kind in REFUSALS), (500, BROKEN)
        )
        if status >= 500:
            log.error("refused", kind=type(error).__name__, id=g.get("request_id"))
        return answer(status, page)

    @app.errorhandler(CSRFError)
    def expired(error: CSRFError) -> Response:
        del error
        return answer(400, CSRF_PAGE, extra={"csrf_token": generate_csrf()})

    @app.errorhandler(HTTPException)
    def http(error: HTTPException) -> Response:
        # What fails while a session is loaded or stored comes wrapped: it happened in no view.
        cause = getattr(error, "original_exception", None)
        if isinstance(cause, AssessmentError):
            return refused(cause)
        status = error.code or 500
        response = answer(
            status, HTTP_PAGES.get(status, HTTP_PAGES[400] if status < 500 else BROKEN)
        )
        if isinstance(error.response, Response) and "Location" in error.response.headers:
            return error.response
        return response

    def log_outside(exc_info: object) -> None:
        """Instead of Flask's own line, which holds the path and with it ids and tokens."""
        log.error("broken", exc_info=exc_info, id=g.get("request_id"))

    app.log_exception = log_outside  # type: ignore[method-assign]

    @app.errorhandler(Exception)
    def broken(error: Exception) -> Response:
        log.exception("broken", kind=type(error).__name__, id=g.get("request_id"))
        return answer(500, BROKEN)


def answer(status: int, page: ErrorPage, extra: dict[str, str] | None = None) -> Response:
    """The error as a page, or as problem details where JSON was sent."""
    if request.is_json:
        body = {"title": page.title, "status": status, "message": f"{page.happened} {page.kept}"}
        response = jsonify(body | (extra or {}))
        response.content_type = "application/problem+json"
    else:
        reference = g.get("request_id", "") if status >= 500 else ""
        shown = page if not reference else _with_reference(page, reference)
        response = make_response(render_template("site/error.html", page=shown))
    response.status_code = status
    if status == 503:
        response.headers["Retry-After"] = RETRY_AFTER_SECONDS
    return response


def _with_reference(page: ErrorPage, reference: str) -> ErrorPage:
    return ErrorPage(
        title=page.title,
        happened=page.happened,
        kept=page.kept,
        todo=page.todo,
        way_on=page.way_on,
        way_on_words=page.way_on_words,
        reference=reference,
    )
