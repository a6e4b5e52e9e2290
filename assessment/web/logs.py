"""What is written down about a request? Never an answer, a token or a path that holds one."""

import logging
import secrets
import sys
import time

import structlog
from flask import Flask, Response, g, request


def configure_logs(*, production: bool) -> None:
    """Log one event a line: JSON in production, readable columns on a terminal."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer()
            if production
            else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty()),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )


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
