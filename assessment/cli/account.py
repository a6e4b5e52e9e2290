"""``account``: how does an operator make the first account, and look after the others?

An operator starts a reset and never chooses a password: what is printed is a link, good once and
for a day, which works without mail. It is printed here alone and kept as a hash.
"""

import argparse
import sys
from collections.abc import Callable
from datetime import UTC, datetime

from assessment.cli.db import ready
from assessment.cli.outcomes import DONE, FAILED, Stopped
from assessment.cli.places import installation
from assessment.domain.accounts import Account
from assessment.domain.text import UnusableText
from assessment.services.account_links import FROM_OPERATOR
from assessment.services.accounts import (
    account_by_email,
    create_account,
    list_accounts,
    set_active,
    set_operator,
)
from assessment.services.credentials import begin_reset
from assessment.services.second_step import turn_off
from assessment.services.sessions import end_sessions_of_account
from assessment.store.engine import Database

Work = Callable[[Database, argparse.Namespace, datetime], None]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """One verb for each thing an operator may do."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    for name, words in (
        ("create-operator", "make an operator's account, or make an account an operator's"),
        ("start-reset", "print a link by which the account's owner chooses a new password"),
        ("end-sessions", "sign an account out everywhere"),
        ("deactivate", "sign an account out and let it in no more"),
        ("activate", "let a deactivated account in again"),
        ("no-operator", "take the operator's pages from an account"),
        ("no-second-step", "turn the second step off for somebody who lost telephone and codes"),
    ):
        verbs.add_parser(name, help=words).add_argument("email", metavar="EMAIL")
    listing = verbs.add_parser("list", help="list accounts by address")
    listing.add_argument("--begins", default="", help="only addresses that begin so")
    listing.add_argument("--page", type=int, default=1, help="fifty to a page")


def run(arguments: argparse.Namespace) -> int:
    """0; 1 where the database or the account refuses."""
    work: dict[str, Work] = {
        "create-operator": _create_operator,
        "start-reset": _start_reset,
        "end-sessions": _end_sessions,
        "deactivate": _deactivate,
        "activate": _activate,
        "no-operator": _no_operator,
        "no-second-step": _no_second_step,
        "list": _list,
    }
    try:
        with ready(installation().database_url) as database:
            work[arguments.verb](database, arguments, datetime.now(UTC))
    except UnusableText as refused:
        raise Stopped(f"{arguments.email}: {refused}", status=FAILED) from None
    return DONE


def _create_operator(database: Database, arguments: argparse.Namespace, now: datetime) -> None:
    with database.writing() as session:
        account = account_by_email(session, arguments.email)
        if account is None:
            account = create_account(
                session, email=arguments.email, verified=True, operator=True, now=now
            )
        elif not (account.verified and account.active):
            raise Stopped(
                f"{account.email} is not verified or not active: verify or activate it first.",
                status=FAILED,
            )
        else:
            set_operator(session, account.id, operator=True)
        token = begin_reset(session, account.email, lasts=FROM_OPERATOR, now=now)
    _print_link(account, token)


def _start_reset(database: Database, arguments: argparse.Namespace, now: datetime) -> None:
    account = _account(database, arguments.email)
    token = database.write(
        lambda session: begin_reset(session, account.email, lasts=FROM_OPERATOR, now=now)
    )
    if token is None:
        raise Stopped(f"{account.email} is not verified or not active.", status=FAILED)
    _print_link(account, token)


def _end_sessions(database: Database, arguments: argparse.Namespace, now: datetime) -> None:
    del now
    account = _account(database, arguments.email)
    ended = database.write(lambda session: end_sessions_of_account(session, account.id))
    sys.stdout.write(f"{account.email}: {ended} sessions ended\n")


def _deactivate(database: Database, arguments: argparse.Namespace, now: datetime) -> None:
    del now
    account = _account(database, arguments.email)
    ended = database.write(lambda session: set_active(session, account.id, active=False))
    sys.stdout.write(f"{account.email}: deactivated, {ended} sessions ended\n")


def _activate(database: Database, arguments: argparse.Namespace, now: datetime) -> None:
    del now
    account = _account(database, arguments.email)
    database.write(lambda session: set_active(session, account.id, active=True))
    sys.stdout.write(f"{account.email}: active\n")


def _no_operator(database: Database, arguments: argparse.Namespace, now: datetime) -> None:
    del now
    account = _account(database, arguments.email)
    database.write(lambda session: set_operator(session, account.id, operator=False))
    sys.stdout.write(f"{account.email}: no operator\n")


def _no_second_step(database: Database, arguments: argparse.Namespace, now: datetime) -> None:
    del now
    account = _account(database, arguments.email)
    database.write(lambda session: turn_off(session, account.id))
    sys.stdout.write(f"{account.email}: signs in by password alone\n")


def _list(database: Database, arguments: argparse.Namespace, now: datetime) -> None:
    del now
    with database.reading() as session:
        page = list_accounts(session, begins=arguments.begins, page=max(1, arguments.page))
    for account in page.accounts:
        marks = [
            "operator" if account.operator else "",
            "" if account.verified else "not verified",
            "" if account.active else "deactivated",
        ]
        said = ", ".join(mark for mark in marks if mark)
        since = f"{account.created_at:%Y-%m-%d}"
        sys.stdout.write(f"{account.email}  since {since}{f'  {said}' if said else ''}\n")
    sys.stdout.write(f"{page.total} accounts\n")


def _account(database: Database, email: str) -> Account:
    with database.reading() as session:
        account = account_by_email(session, email)
    if account is None:
        raise Stopped(f"There is no account {email}.", status=FAILED)
    return account


def _print_link(account: Account, token: str | None) -> None:
    base = (installation().public_url or "http://127.0.0.1:8000").rstrip("/")
    sys.stdout.write(
        f"{account.email} chooses a password here, once, within"
        f" {int(FROM_OPERATOR.total_seconds() // 3600)} hours:\n{base}/reset/{token}\n"
    )
