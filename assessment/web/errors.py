"""Which status and which page does each refusal become?"""

from collections.abc import Sequence
from dataclasses import replace

import structlog
from flask import Flask, Response, g, jsonify, make_response, render_template, request
from flask_wtf.csrf import CSRFError, generate_csrf
from werkzeug.exceptions import HTTPException

from assessment.domain.errors import AssessmentError, NotFound, SecondStepAsked, StoreUnavailable
from assessment.domain.language import gettext as _
from assessment.domain.language import marked
from assessment.services.printing import PdfsOfYours
from assessment.web.error_pages import (
    BROKEN,
    COPY_FIRST,
    CSRF_PAGE,
    FOR_NOBODY,
    HTTP_PAGES,
    NOT_FOUND,
    OWN_DOCUMENTS_FIRST,
    REFUSALS,
    ErrorPage,
    missing_page,
)
from assessment.web.policy import sign_in_and_back
from assessment.web.written import Written, page_of_the_form, what_was_written

RETRY_AFTER_SECONDS = "3"
OWN_DOCUMENTS_SECONDS = "15"
_OPEN_ANEW = {
    False: marked("Open the page anew"),
    True: marked("Open the page anew, in a new tab"),
}
"""The way back to a form's page, by whether something is left to copy from this one."""


def handle_errors(app: Flask) -> None:
    """Answer every refusal with its page; an unknown failure with a reference, and a log line."""
    log = structlog.get_logger("errors")

    @app.errorhandler(AssessmentError)
    def refused(error: AssessmentError) -> Response:
        status, page = next(
            (REFUSALS[kind] for kind in type(error).__mro__ if kind in REFUSALS), (500, BROKEN)
        )
        g.store_is_away = isinstance(error, StoreUnavailable)
        if status >= 500:
            log.error("refused", kind=type(error).__name__, id=g.get("request_id"))
        elif isinstance(error, NotFound) and g.get("account") is not None:
            # Missing and foreign look alike to the visitor, and here too: many of one account's
            # are a matter for the operator. The request's own line has the rule.
            log.info("not admitted", account=g.account, id=g.get("request_id"))
        # The one refusal that may come between a form and its sender without a fault in the form.
        written = what_was_written() if isinstance(error, SecondStepAsked) else ()
        return answer(status, page, written=written)

    @app.errorhandler(CSRFError)
    def expired(error: CSRFError) -> Response:
        del error
        log.info("form mark refused", account=g.get("account"), id=g.get("request_id"))
        return _open_too_long()

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
        wait = getattr(error, "retry_after", None)
        if wait is not None:
            response.headers["Retry-After"] = str(wait)
        if isinstance(error.response, Response) and "Location" in error.response.headers:
            return error.response
        return response

    def log_outside(exc_info: object) -> None:
        """Instead of Flask's own line, which holds the path and with it ids and tokens.

        A refusal, such as a database that is away while a session is loaded, has its own line.
        """
        if isinstance(exc_info, tuple) and isinstance(exc_info[1], AssessmentError):
            return
        log.error("broken", exc_info=exc_info, id=g.get("request_id"))

    app.log_exception = log_outside  # type: ignore[method-assign]

    @app.errorhandler(Exception)
    def broken(error: Exception) -> Response:
        log.exception("broken", kind=type(error).__name__, id=g.get("request_id"))
        return answer(500, BROKEN)

    app.register_error_handler(PdfsOfYours, _own_documents_first)


def _open_too_long() -> Response:
    """The form's mark is too old: nothing is done, and what was typed is given back."""
    written = () if request.is_json else what_was_written()
    page = replace(CSRF_PAGE, todo=COPY_FIRST) if written else CSRF_PAGE
    if (form_page := page_of_the_form()) is not None:
        page = replace(page, way_on=form_page, way_on_words=_OPEN_ANEW[bool(written)])
    return answer(400, page, extra={"csrf_token": generate_csrf()}, written=written)


def _own_documents_first(error: Exception) -> Response:
    del error
    response = answer(429, OWN_DOCUMENTS_FIRST)
    response.headers["Retry-After"] = OWN_DOCUMENTS_SECONDS
    return response


def answer(
    status: int,
    page: ErrorPage,
    extra: dict[str, str] | None = None,
    written: Sequence[Written] = (),
) -> Response:
    """The error as a page, or as problem details where JSON was sent.

    ``written`` is what the sender of a form had written, shown to be copied.
    """
    if page is NOT_FOUND:
        page = missing_page(request.url_rule)
    if page is NOT_FOUND and request.method == "GET" and _is_nobody():
        page = replace(FOR_NOBODY, way_on=sign_in_and_back())
    if request.is_json:
        message = f"{_(page.happened)} {_(page.kept)}"
        body = {"title": _(page.title), "status": status, "message": message}
        if page.code:
            body |= {"code": page.code, "message": f"{message} {_(page.todo)}"}
        response = jsonify(body | (extra or {}))
        response.content_type = "application/problem+json"
    else:
        reference = g.get("request_id", "") if status >= 500 else ""
        shown = _spoken(page, reference)
        response = make_response(render_template("site/error.html", page=shown, written=written))
    response.status_code = status
    if status == 503:
        response.headers["Retry-After"] = RETRY_AFTER_SECONDS
    return response


def _is_nobody() -> bool:
    """Whether this browser speaks for nobody. What is not there gets the same answer as what is."""
    return g.get("person") is None and g.get("account") is None


def _spoken(page: ErrorPage, reference: str) -> ErrorPage:
    return replace(
        page,
        title=_(page.title),
        happened=_(page.happened),
        kept=_(page.kept),
        todo=_(page.todo),
        way_on_words=_(page.way_on_words),
        other_way_words=_(page.other_way_words) if page.other_way else "",
        reference=reference,
    )
