"""What is written down about a request? Never an answer, a token or a path that holds one."""

import contextlib
import logging
import secrets
import sys
import time
import traceback
from collections.abc import Iterator, MutableMapping
from typing import Any

import structlog
from flask import Flask, Response, g, request
from flask.logging import default_handler

FIXED_SENTENCES = frozenset(
    {
        "Request finalizing failed with an error while handling an error",
        "Task queue depth is %d",
        "total open connections reached the connection limit, no longer accepting new connections",
    }
)
"""What libraries say that holds numbers at most. All else may hold a path or a typed word."""


class _Lines(structlog.PrintLogger):
    """Writes lines; one that cannot be written is dropped, and no page fails with it."""

    def msg(self, message: str) -> None:
        """Write a line, unless its file is on a full disk, closed, or a pipe nobody reads."""
        with contextlib.suppress(OSError, ValueError):
            super().msg(message)

    log = debug = info = warn = warning = msg
    fatal = failure = err = error = critical = exception = msg


class _OfLibraries(logging.Handler):
    """What Flask, the server and other libraries log, in the form of our own events.

    Their sentences are put together before they come here, from paths among others. So the line
    names the place in the source that spoke, and what it said only where that is one of a few.
    """

    def emit(self, record: logging.LogRecord) -> None:
        """Log one record as an event."""
        log = structlog.get_logger("libraries").bind(
            library=record.name,
            place=f"{record.pathname}:{record.lineno} in {record.funcName}",
            said=record.getMessage() if record.msg in FIXED_SENTENCES else None,
        )
        if record.levelno >= logging.ERROR:
            log.error("said by a library", exc_info=record.exc_info)
        else:
            log.warning("said by a library", exc_info=record.exc_info)


_of_libraries = _OfLibraries(logging.WARNING)


def configure_logs(*, production: bool) -> None:
    """Log one event a line: JSON in production, readable columns on a terminal.

    In production what libraries log takes the same form; in development it stays as they write it.
    """
    logging.getLogger().removeHandler(_of_libraries)
    if production:
        logging.getLogger().addHandler(_of_libraries)
        logging.getLogger("assessment.web").removeHandler(default_handler)
    lines = _Lines(sys.stderr)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _failure_without_words if production else structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer()
            if production
            else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty()),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=lambda *_: lines,
        cache_logger_on_first_use=False,
    )


def _failure_without_words(
    logger: object, method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """What kind of failure, and where in the source; its message may repeat what somebody typed."""
    del logger, method
    given = event.pop("exc_info", None)
    failure = given[1] if isinstance(given, tuple) else given
    if failure is True:
        failure = sys.exc_info()[1]
    if isinstance(failure, BaseException):
        event["exception"] = "\n".join(_kinds_and_places(failure))
    return event


def _kinds_and_places(failure: BaseException) -> Iterator[str]:
    each: BaseException | None = failure
    seen: set[int] = set()
    while each is not None and id(each) not in seen:
        seen.add(id(each))
        yield f"{type(each).__module__}.{type(each).__qualname__}"
        for frame in traceback.extract_tb(each.__traceback__):
            yield f"  {frame.filename}:{frame.lineno} in {frame.name}"
        each = each.__cause__ or (None if each.__suppress_context__ else each.__context__)


def log_requests(app: Flask) -> None:
    """Log each request by its rule, never by its path, with an id that error pages show."""
    log = structlog.get_logger("web")

    @app.before_request
    def begin() -> None:
        g.request_id = secrets.token_hex(6)
        g.began = time.perf_counter()

    @app.after_request
    def end(response: Response) -> Response:
        if request.endpoint in {"static", "site.healthz"}:
            return response
        began = g.get("began")
        log.info(
            "request",
            id=g.get("request_id"),
            method=request.method,
            rule=request.url_rule.rule if request.url_rule else "none",
            status=response.status_code,
            milliseconds=round((time.perf_counter() - began) * 1000, 1) if began else None,
        )
        return response
