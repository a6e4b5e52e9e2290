"""How do many people answer at once, whatever becomes of the server, and what may be stored then?

Each respondent saves over one kept connection, tries again with the same save id until the server
acknowledges, sends some saves twice and some from two windows at once, and writes down what was
acknowledged. Afterwards the database must hold, for every question, the last acknowledged save or
one that was sent after it; never an older one, and never somebody else's.
"""

import json
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from http.client import HTTPConnection, HTTPException
from random import Random
from urllib.parse import urlsplit

from sqlalchemy import select

from assessment.domain.attempts import AttemptId, BookletEntry, PersonId
from assessment.domain.catalog import Catalog
from assessment.domain.items import (
    Claim,
    ExhibitItem,
    Item,
    JudgementItem,
    NumberItem,
)
from assessment.services.attempts import load_attempt, start_attempt
from assessment.services.catalogs import CatalogShelf
from assessment.services.people import start_guest
from assessment.services.sessions import open_session
from assessment.services.targets import choose_target
from assessment.store.engine import Database
from assessment.store.records import ResponseRecord
from tests.promises import SIZE
from tests.web.sitter import CHOICES, field_of

GIVE_UP_SECONDS = 60.0 if SIZE == "gate" else 300.0
"""How long one save is tried; it finds a save that never ends, and is no promise of speed. At
release size 200 send without a pause and the server is away a third of the time."""


@dataclass
class Sent:
    """What one respondent knows of one question."""

    revision: int = 0
    """The newest this respondent has seen."""
    acknowledged: int = 0
    """The revision the last acknowledged save was given; 0 where none was."""
    later: set[str] = field(default_factory=set)
    """Save ids sent after it, of which nobody knows whether they arrived."""


@dataclass
class Counts:
    """What one respondent met."""

    acknowledged: int = 0
    conflicts: int = 0
    errors: int = 0
    """Answers of 500 and more, but for 503 with Retry-After, which asks to come back."""
    cut_off: int = 0
    """Saves that were on their way when the connection broke."""
    refused: int = 0
    """Calls that nobody took, as while the server starts again."""
    seconds: list[float] = field(default_factory=list)
    """How long each acknowledged save took, from sending to answer."""


class Respondent(threading.Thread):
    """One person with an open sitting in one browser."""

    def __init__(
        self,
        number: int,
        address: str,
        cookie: str,
        person: PersonId,
        attempt: AttemptId,
        entries: list[tuple[Item, BookletEntry]],
        *,
        doubles: float,
        windows: float,
        pause: float,
    ) -> None:
        super().__init__(name=f"respondent-{number}", daemon=True)
        self.place = urlsplit(address).netloc
        self.cookie = cookie
        self.person = person
        self.attempt = attempt
        self.entries = entries
        self.doubles, self.windows, self.pause = doubles, windows, pause
        self.dice = Random(number)
        self.sent = {item.id: Sent() for item, _ in entries}
        self.counts = Counts()
        self.enough = threading.Event()
        self.token = ""
        self.number = 0
        self.failure = ""
        self._connection: HTTPConnection | None = None

    def run(self) -> None:
        """Answer until told that it is enough."""
        try:
            self.enough.wait(self.pause * self.dice.random())  # people do not arrive in step
            self.token = self._page_token()
            while not self.enough.is_set():
                self._answer_one()
                if self.pause:
                    self.enough.wait(self.pause * self.dice.uniform(0.5, 1.5))
        except Exception as fault:  # noqa: BLE001 - told to the test, which fails with it
            self.failure = f"{self.name}: {type(fault).__name__}: {fault}"
        finally:
            self._drop()

    def submit(self) -> int:
        """Submit the sitting; the status of the answer."""
        try:
            status, _ = self._post(
                f"/take/{self.attempt}/submit",
                f"csrf_token={self.token}".encode(),
                "application/x-www-form-urlencoded",
            )
        finally:
            self._drop()
        return status

    def _answer_one(self) -> None:
        item, entry = self.dice.choice(self.entries)
        known = self.sent[item.id]
        chance = self.dice.random()
        body = self._body(item, entry, known.revision)
        if chance < self.windows:
            self._from_two_windows(item, entry, known, body)
        elif chance < self.windows + self.doubles:
            self._beside(item, body)  # the same save, twice at once
            self._save(item, known, body)
        else:
            self._save(item, known, body)

    def _save(self, item: Item, known: Sent, body: dict[str, object]) -> None:
        """Send one save until it is answered; learn from it what another window said."""
        save_id = str(body["save_id"])
        known.later.add(save_id)
        until = time.monotonic() + GIVE_UP_SECONDS
        while time.monotonic() < until:
            started = time.perf_counter()
            try:
                status, sent = self._post_save(item, body)
            except ConnectionRefusedError:
                self.counts.refused += 1
                self._drop()
                self._step_back()
                continue
            except (OSError, HTTPException):
                self.counts.cut_off += 1
                self._drop()
                self._step_back()
                continue
            if status == 200:
                self.counts.seconds.append(time.perf_counter() - started)
                self.counts.acknowledged += 1
                known.revision = known.acknowledged = int(sent["revision"])
                known.later.clear()
                return
            if status == 409:
                self.counts.conflicts += 1
                known.revision = int(sent["revision"])
                return
            if status == 503:
                self._step_back()
                continue
            self.counts.errors += 1
            raise AssertionError(f"a save was answered {status}: {sent}")
        raise AssertionError("no answer for as long as a respondent waits")

    def _step_back(self) -> None:
        """Wait a moment: many who knock at once take what the server needs to start."""
        time.sleep(self.dice.uniform(0.1, 0.4))

    def _from_two_windows(
        self, item: Item, entry: BookletEntry, known: Sent, body: dict[str, object]
    ) -> None:
        """Two different answers that both saw the same revision: at most one may be kept."""
        other = self._body(item, entry, known.revision)
        known.later.add(str(other["save_id"]))
        self._beside(item, other, known)
        self._save(item, known, body)

    def _beside(self, item: Item, body: dict[str, object], known: Sent | None = None) -> None:
        """Send a save over a connection of its own; wait for it where ``known`` is to learn."""

        def send() -> None:
            connection = HTTPConnection(self.place, timeout=30)
            try:
                connection.request("POST", self._path(item), _text(body), self._headers())
                with connection.getresponse() as response:
                    status, answer = response.status, response.read()
                if status == 200 and known is not None:
                    known.acknowledged = int(json.loads(answer)["revision"])
                    self.counts.acknowledged += 1
            except (OSError, HTTPException, ValueError):
                return
            finally:
                connection.close()

        thread = threading.Thread(target=send)
        thread.start()
        if known is not None:
            thread.join()

    def _body(self, item: Item, entry: BookletEntry, seen: int) -> dict[str, object]:
        self.number += 1
        return {
            "answer": an_answer(item, entry, self.dice),
            "seconds": self.dice.randint(20, 90),
            "revision": seen,
            "save_id": f"{self.person[:24]}-{self.number}",
        }

    def _path(self, item: Item) -> str:
        return f"/take/{self.attempt}/{item.id}/save"

    def _headers(self) -> dict[str, str]:
        return {
            "Cookie": self.cookie,
            "X-CSRFToken": self.token,
            "Content-Type": "application/json",
        }

    def _post_save(self, item: Item, body: Mapping[str, object]) -> tuple[int, dict[str, int]]:
        status, answer = self._post(self._path(item), _text(body), "application/json")
        return status, json.loads(answer) if answer.startswith(b"{") else {}

    def _post(self, path: str, body: bytes, kind: str) -> tuple[int, bytes]:
        if self._connection is None:
            self._connection = HTTPConnection(self.place, timeout=30)
        self._connection.request("POST", path, body, self._headers() | {"Content-Type": kind})
        with self._connection.getresponse() as response:
            return response.status, response.read()

    def _page_token(self) -> str:
        """The token of a page, asked for again while the server is away, as a reload does."""
        until = time.monotonic() + GIVE_UP_SECONDS
        while time.monotonic() < until:
            connection = HTTPConnection(self.place, timeout=30)
            try:
                connection.request("GET", "/mine", headers={"Cookie": self.cookie})
                with connection.getresponse() as response:
                    status, page = response.status, response.read().decode()
            except (OSError, HTTPException):
                status, page = 0, ""
            finally:
                connection.close()
            if status == 200:
                return field_of(page, "csrf_token")
            if status not in {0, 503}:
                self.counts.errors += status >= 500
                raise AssertionError(f"a page was answered {status}")
            self._step_back()
        raise AssertionError("no page for as long as a respondent waits")

    def _drop(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def an_answer(item: Item, entry: BookletEntry, dice: Random) -> dict[str, str]:
    """Some answer that the question takes, as the page sends it."""
    match item:
        case JudgementItem():
            rows = item.shown(short=entry.short)
            return {f"answer-{row.letter}": str(dice.randint(1, 5)) for row in rows}
        case ExhibitItem():
            marks = item.shown(short=entry.short)
            return {f"answer-{mark.letter}": dice.choice("TF?") for mark in marks}
        case NumberItem():
            return {"answer": str(dice.randint(1, 9_999))}
        case Claim():
            return {"answer": str(dice.randint(0, 4))}
        case _:
            return {"answer": str(dice.randint(1, 5))}


def seat(
    database: Database,
    shelf: CatalogShelf,
    catalog: Catalog,
    address: str,
    number: int,
    *,
    now: datetime,
    doubles: float = 0.05,
    windows: float = 0.05,
    pause: float = 0.0,
) -> Respondent:
    """A respondent with an open full form, put there by the services that the pages use."""
    target = choose_target(catalog, profile=None, stage=CHOICES["stage"], circumstances=[])  # type: ignore[arg-type]
    with database.writing() as session:
        person, _ = start_guest(session, now=now)
        attempt = start_attempt(
            session, shelf, person.id, form="full", target=target, seed=number, now=now
        )
        cookie = open_session(session, person=person.id, now=now)
    with database.reading() as session:
        found = load_attempt(session, person.id, attempt.id)
    entries = [
        (catalog.items[entry.item], entry) for entry in found.booklet.entries if not entry.locked
    ]
    return Respondent(
        number,
        address,
        f"cto={cookie}",
        person.id,
        attempt.id,
        entries,
        doubles=doubles,
        windows=windows,
        pause=pause,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What the database holds, against what was acknowledged."""

    lost: int
    stale: int
    foreign: int


def compare(database: Database, respondents: list[Respondent]) -> Held:
    """Count the saves that are missing, older than acknowledged, or somebody else's."""
    lost = stale = foreign = 0
    with database.reading() as session:
        for respondent in respondents:
            rows = session.execute(
                select(ResponseRecord.item, ResponseRecord.save_id, ResponseRecord.revision).where(
                    ResponseRecord.attempt_id == respondent.attempt
                )
            )
            stored = {row.item: row for row in rows}
            own = f"{respondent.person[:24]}-"
            foreign += sum(not row.save_id.startswith(own) for row in stored.values())
            for item, known in respondent.sent.items():
                if not known.acknowledged:
                    continue
                row = stored.get(item)
                if row is None:
                    lost += 1
                elif row.revision < known.acknowledged or (
                    row.revision > known.acknowledged and row.save_id not in known.later
                ):
                    stale += 1
    return Held(lost=lost, stale=stale, foreign=foreign)


def _text(body: Mapping[str, object]) -> bytes:
    return json.dumps(body).encode()
