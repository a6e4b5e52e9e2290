"""``audit``: is the trail of openings unbroken, and whose things did somebody open?"""

import argparse
import sys
from datetime import UTC, date, datetime

from assessment.cli.db import ready
from assessment.cli.outcomes import DONE, FAILED, Stopped
from assessment.cli.places import installation
from assessment.domain.audit import Actor
from assessment.domain.text import UnusableText
from assessment.services.accounts import account_by_email
from assessment.services.audit import line_at, load_head, opened_since, verify_trail
from assessment.store.engine import Database


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``verify`` and ``since``."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    verify = verbs.add_parser("verify", help="find a line that was changed or removed")
    verify.add_argument(
        "--head",
        metavar="NUMBER:HASH",
        help="a line noted elsewhere before, which must still stand as it was",
    )
    since = verbs.add_parser("since", help="whose things an account, link or token opened")
    whom = since.add_mutually_exclusive_group(required=True)
    whom.add_argument("--account", metavar="ID-OR-ADDRESS")
    whom.add_argument("--link", metavar="ID")
    whom.add_argument("--token", metavar="ID")
    since.add_argument("day", type=_day, metavar="DATE", help="the first day, as in 2026-11-21")


def run(arguments: argparse.Namespace) -> int:
    """0; 1 where a line is not as written or the database unusable; 2 for an unusable question."""
    with ready(installation().database_url) as database:
        if arguments.verb == "verify":
            return _verify(database, arguments.head)
        return _since(database, arguments)


def _verify(database: Database, noted: str | None) -> int:
    with database.reading() as session:
        found, head = verify_trail(session), load_head(session)
        if found is not None:
            sys.stdout.write(f"line {found.sequence}: {found.why}\n")
            return FAILED
        if noted is not None:
            number, _, wanted = noted.partition(":")
            line = line_at(session, int(number)) if number.isascii() and number.isdigit() else None
            if line is None or line.hash != wanted:
                sys.stdout.write(f"line {number}: not the one that was noted\n")
                return FAILED
    sys.stdout.write(f"{head.sequence} lines, unbroken; head {head.sequence}:{head.hash}\n")
    return DONE


def _since(database: Database, arguments: argparse.Namespace) -> int:
    day: date = arguments.day
    moment = datetime(day.year, day.month, day.day, tzinfo=UTC)
    with database.reading() as session:
        if arguments.link:
            actor = Actor(kind="link", id=arguments.link)
        elif arguments.token:
            actor = Actor(kind="token", id=arguments.token)
        else:
            actor = Actor(kind="account", id=_account(database, arguments.account))
        deeds = opened_since(session, actor, moment)
    for deed in deeds:
        sys.stdout.write(
            f"{deed.owner} {deed.kind} {deed.object_id} {deed.action} {deed.times} "
            f"{deed.first:%Y-%m-%dT%H:%M:%SZ} {deed.last:%Y-%m-%dT%H:%M:%SZ}\n"
        )
    owners = len({deed.owner for deed in deeds})
    sys.stderr.write(f"{owners} people, {sum(deed.times for deed in deeds)} times\n")
    return DONE


def _account(database: Database, named: str) -> str:
    if "@" not in named:
        return named
    try:
        with database.reading() as session:
            found = account_by_email(session, named)
    except UnusableText as unusable:
        raise Stopped(str(unusable)) from None
    if found is None:
        raise Stopped("no account has this address; name it by its id")
    return found.id


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise argparse.ArgumentTypeError("write the day as in 2026-11-21") from None
