"""Who may open a view? Every view says so, or the app does not start."""

from collections.abc import Callable
from enum import Enum
from typing import TypeVar
from urllib.parse import quote

from flask import Flask, g, redirect, request, session
from werkzeug.exceptions import NotFound, Unauthorized
from werkzeug.wrappers import Response

from assessment.domain.accounts import Account
from assessment.domain.errors import SecondStepAsked
from assessment.domain.language import gettext as _
from assessment.services.accounts import load_account
from assessment.services.credentials import credentials_of
from assessment.services.organisations import owes_second_step
from assessment.web.state import database

SIGN_IN = "/sign-in"
SECOND_STEP = "/account/second-step"

View = TypeVar("View", bound=Callable[..., object])


class Policy(Enum):
    """The kinds of visitor a view admits."""

    PUBLIC = "anybody, with or without a session"
    PERSON = "somebody whose browser holds a person's session"
    ACCOUNT = "somebody signed in to an account with a verified address"
    MEMBER = "somebody signed in, by two steps where an organisation of theirs asks for it"
    OPERATOR = "somebody signed in by two steps to an account that runs this installation"


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
    for a page that does not exist, so that a guessed address teaches nothing. Who could open an
    account's page by signing in is asked to sign in. A script that saves is told that the browser
    speaks for nobody, whatever the address names: it keeps what was typed until somebody is back.
    """
    undeclared = sorted(e for e in app.view_functions if policy_of(app, e) is None)
    if undeclared:
        raise UndeclaredPolicyError(f"views without a declared policy: {', '.join(undeclared)}")

    @app.before_request
    def check() -> Response | None:
        if request.endpoint is None:
            return None
        match policy_of(app, request.endpoint):
            case Policy.PERSON if g.person is None:
                raise Unauthorized if request.is_json else NotFound
            case Policy.ACCOUNT | Policy.MEMBER | Policy.OPERATOR as policy:
                return _check_account(policy)
            case _:
                return None


def sign_in_and_back() -> str:
    """The address of the sign-in that leads back to the page asked for now."""
    return f"{SIGN_IN}?next={quote(request.full_path.rstrip('?'))}"


def signed_in() -> Account:
    """The account signed in here, as its row says now; for views that admit accounts only.

    Raises:
        NotFound: nobody is signed in.
    """
    if g.get("signed_in") is None:
        if g.account is None:
            raise NotFound
        with database().reading() as store:
            g.signed_in = load_account(store, g.account)
    account: Account = g.signed_in
    return account


def _check_account(policy: Policy) -> Response | None:
    """Ask the row and not the session: a right that was taken ends with the next request."""
    if g.account is None:
        if policy is not Policy.OPERATOR and request.method == "GET" and not request.is_json:
            return redirect(sign_in_and_back(), 303)
        raise NotFound
    account = signed_in()
    if not (account.active and account.verified):
        raise NotFound
    if policy is Policy.OPERATOR:
        return _check_operator(account)
    if policy is Policy.MEMBER:
        return _check_member(account)
    return None


def _check_member(account: Account) -> Response | None:
    """Who owes a second step is led to it; what was being sent is refused and given back."""
    with database().reading() as store:
        if not owes_second_step(store, account.id):
            return None
    if request.method != "GET" or request.is_json:
        raise SecondStepAsked
    session["notice"] = _(
        "An organisation you work in opens its pages to those alone who sign in by two steps. "
        "Turn the second step on here; your work there is as you left it."
    )
    return redirect(SECOND_STEP, 303)


def _check_operator(account: Account) -> Response | None:
    """A password alone is not enough for an operator: who has no second step is led to it."""
    if not account.operator:
        raise NotFound
    with database().reading() as store:
        if credentials_of(store, account.id).second_step:
            return None
    session["notice"] = _("An operator’s pages open with a second step: turn it on here.")
    return redirect(SECOND_STEP, 303)
