"""Who may open a view? Every view says so, or the app does not start."""

from collections.abc import Callable
from enum import Enum
from typing import TypeVar

from flask import Flask, g, request
from werkzeug.exceptions import NotFound

View = TypeVar("View", bound=Callable[..., object])


class Policy(Enum):
    """The kinds of visitor a view admits."""

    PUBLIC = "anybody, with or without a session"
    PERSON = "somebody whose browser holds a person's session"


class UndeclaredPolicyError(RuntimeError):
    """A view was registered without saying whom it admits."""


def admits(policy: Policy) -> Callable[[View], View]:
    """Declare whom a view admits."""

    def declare(view: View) -> View:
        view.policy = policy  # type: ignore[attr-defined]
        return view

    return declare


def policy_of(app: Flask, endpoint: str) -> Policy | None:
    """The declared policy of an endpoint, None where it declared none."""
    return getattr(app.view_functions[endpoint], "policy", None)


def enforce_policies(app: Flask) -> None:
    """Refuse to start with an undeclared view, and check every request against its policy.

    A visitor without a person's session gets "not found" for a person's page, the same answer as
    for a page that does not exist, so that a guessed address teaches nothing.
    """
    undeclared = sorted(e for e in app.view_functions if policy_of(app, e) is None)
    if undeclared:
        raise UndeclaredPolicyError(f"views without a declared policy: {', '.join(undeclared)}")

    @app.before_request
    def check() -> None:
        if request.endpoint is None:
            return
        if policy_of(app, request.endpoint) is Policy.PERSON and g.person is None:
            raise NotFound
