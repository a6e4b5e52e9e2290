"""What is written down about a request? Never an answer, a token or a path that holds one."""

import logging
import secrets
import sys
import time
import traceback
from collections.abc import Iterator, MutableMapping
from typing import Any

import structlog
from flask import Flask, Response, g, request


def configure_logs(*, production: bool) -> None:
    """Log one event a line: JSON in production, readable columns on a terminal."""
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
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
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
