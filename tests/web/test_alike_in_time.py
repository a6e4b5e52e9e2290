"""Does the time of an answer tell who has an account? Looked at where a release is tried."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from statistics import median
from time import perf_counter

import pytest
import time_machine
from flask import Flask

from assessment.domain.catalog import Catalog
from tests.promises import SIZE, Promises
from tests.web.mailbox import mailbox_of
from tests.web.sitter import Sitter, field_of

pytestmark = [
    pytest.mark.promise,
    pytest.mark.slow,
    pytest.mark.skipif(SIZE == "gate", reason="a timing: ./dev release-check looks at it"),
]

TRIES = 200
MOST_APART = 0.10
KNOWN = "ada@example.org"
WORDS = "a long and quiet afternoon"

Asked = Callable[[str], dict[str, str]]


def sign_in(address: str) -> dict[str, str]:
    return {"email": address, "password": "seven grey geese over the lake"}


def forgotten(address: str) -> dict[str, str]:
    return {"email": address}


def register(address: str) -> dict[str, str]:
    return {"email": address, "password": WORDS, "name": "Ada"}


@pytest.mark.parametrize(
    ("path", "asked"), [("/sign-in", sign_in), ("/forgotten", forgotten), ("/register", register)]
)
def test_known_and_unknown_addresses_are_answered_in_the_same_time(
    app: Flask, catalog: Catalog, promises: Promises, path: str, asked: Asked
) -> None:
    box = mailbox_of(app)
    ada = Sitter(app.test_client(), catalog)
    assert ada.post("/register", register(KNOWN)).status_code == 303
    assert ada.post(box.last.path, {"password": WORDS}).status_code == 303
    took: dict[bool, list[float]] = {True: [], False: []}
    statuses = set()
    now = datetime.now(UTC)
    for number in range(TRIES):
        # Two days for each try: nobody is told to wait, whatever is counted by the day.
        with time_machine.travel(now + timedelta(days=2 * number), tick=False):
            for known in (number % 2 == 0, number % 2 == 1):
                stranger = Sitter(app.test_client(), catalog)
                address = KNOWN if known else f"new{number}@example.org"
                token = field_of(stranger.text(path), "csrf_token")
                began = perf_counter()
                answer = stranger.client.post(path, data={"csrf_token": token, **asked(address)})
                took[known].append(perf_counter() - began)
                statuses.add(answer.status_code)
    here, nowhere = median(took[True]), median(took[False])
    apart = abs(here - nowhere) / max(here, nowhere)
    promises.note(
        "P4",
        f"{path}, known and unknown addresses in turn",
        f"{TRIES} of each: medians {here * 1000:.1f} and {nowhere * 1000:.1f} ms, {apart:.1%} "
        f"apart; statuses {sorted(statuses)}",
        target=f"less than {MOST_APART:.0%} apart, one status",
        held=apart < MOST_APART and len(statuses) == 1,
    )
