"""What every answer carries and which methods are answered, over the whole URL map."""

import re

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from assessment.web.headers import ASKED_AGAIN, SECURITY_HEADERS
from tests.web.sitter import Sitter

SAMPLES = {"kind": "pdf", "page": "method", "act": "end", "number": "1", "part": "mission",
           "area": "finance", "facet": "ec1", "item": "strategy-self-rating", "filename": "app.css",
           "action": "agree-authority", "token": "x" * 43, "handle": "0" * 32}  # fmt: skip
METHODS = {"GET", "HEAD", "POST"}


def every_rule(app: Flask) -> list[tuple[str, str]]:
    """Each rule's endpoint with an address of it; of somebody's things, ids of nobody's."""
    return [
        (
            rule.endpoint,
            re.sub(
                r"<(?:[^>:]*(?:\([^)]*\))?:)?(\w+)>",
                lambda found: SAMPLES.get(found[1], "0" * 32),
                rule.rule,
            ),
        )
        for rule in app.url_map.iter_rules()
    ]


def asked(who: Sitter, method: str, path: str) -> TestResponse:
    return who.client.open(path, method=method)


@pytest.fixture
def visitors(nobody: Sitter, ben: Sitter, operator: Sitter) -> list[Sitter]:
    return [nobody, ben, operator]


def test_every_answer_of_every_route_is_guarded_and_kept_nowhere(
    app: Flask, visitors: list[Sitter]
) -> None:
    statuses = set()
    for endpoint, path in every_rule(app):
        for who in visitors:
            for method in sorted(METHODS):
                answer = asked(who, method, path)
                where = (method, path, answer.status_code)
                statuses.add(answer.status_code)
                assert answer.status_code < 500, where
                for name, value in SECURITY_HEADERS.items():
                    assert answer.headers.getlist(name) == [value], (*where, name)
                assert "Access-Control-Allow-Origin" not in answer.headers, where
                assert "Server" not in answer.headers, where
                if endpoint != "static":
                    wanted = "private, no-cache" if endpoint in ASKED_AGAIN else "no-store"
                    held = answer.headers["Cache-Control"]
                    assert held in {wanted, "no-store"}, where
                if answer.headers.get("Location"):
                    assert answer.headers["Location"].startswith("/"), where
    assert {200, 303, 400, 404} <= statuses


def test_every_body_says_what_it_is_and_in_which_letters(
    app: Flask, visitors: list[Sitter]
) -> None:
    for _, path in every_rule(app):
        for who in visitors:
            answer = asked(who, "GET", path)
            if not answer.data:
                continue
            kind = answer.headers["Content-Type"]
            if kind.startswith("text/") or "xml" in kind or "javascript" in kind:
                assert "charset=utf-8" in kind.lower(), (path, kind)
            if kind.startswith("text/html"):
                assert answer.data.lstrip()[:1] == b"<", path


def test_a_method_nobody_needs_is_refused_without_a_word_on_what_is_there(
    app: Flask, visitors: list[Sitter]
) -> None:
    """Even ``OPTIONS``: no other site is ever asked to be let in."""
    for _, path in every_rule(app):
        for who in visitors[:2]:
            for method in ("OPTIONS", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND"):
                answer = asked(who, method, path)
                assert answer.status_code == 405, (method, path)
                allowed = answer.headers.get("Allow", "GET").split(", ")
                assert set(allowed) <= METHODS, path


def test_a_head_of_any_route_is_its_get_without_the_body(
    app: Flask, visitors: list[Sitter]
) -> None:
    for _, path in every_rule(app):
        for who in visitors[:2]:
            head, get = asked(who, "HEAD", path), asked(who, "GET", path)
            assert head.data == b"", path
            assert head.status_code == get.status_code, path
            assert head.headers.get("Cache-Control") == get.headers.get("Cache-Control"), path
