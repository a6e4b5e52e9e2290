"""Which people have been through the form before a page is looked at?"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import cast

from flask.testing import FlaskClient
from playwright._impl._api_structures import SetCookieParam

from assessment.domain.catalog import Catalog
from assessment.domain.items import Item
from assessment.domain.language import ENGLISH, spoken_now
from tests.browser.http_client import HttpClient
from tests.web.sitter import Sitter, field_of

PLAN_FACTS: dict[str, object] = {
    "start": (datetime.now(UTC).date() - timedelta(days=10)).isoformat(),
    "hours": "6",
    "mode": "in-role",
    "situation": "realignment",
}

LOGGED = "Walked through last quarter's P&L with the controller, line by line."
EVIDENCE = "Two payment runs failed in October at a cost of 41,000 euros; agreed with the CFO."


@dataclass(frozen=True, slots=True, kw_only=True)
class Seeded:
    """A person with a sitting, ready to be opened in a browser."""

    address: str
    cookies: dict[str, str]
    attempt: str
    plan: str = ""

    def browser_cookies(self) -> list[SetCookieParam]:
        """What a browser holds that speaks for this person."""
        return [
            {"name": name, "value": value, "url": self.address}
            for name, value in self.cookies.items()
        ]


class HastySitter(Sitter):
    """Somebody who clicks through without reading."""

    def fields(self, item: Item, page: str) -> dict[str, object]:
        hasty = super().fields(item, page)
        same = {
            name: "3" for name in hasty if name.startswith("answer-") and hasty[name] in range(6)
        }
        return hasty | same | {"seconds": "0.8"}


class UnevenSitter(Sitter):
    """Somebody who is strong in some areas and weak in others, so that a result shows all sorts."""

    SKILLS = {
        "team": -1.2,
        "finance": -1.0,
        "strategy": -0.4,
        "governance": 6.0,
        "ai-technology": 5.5,
    }

    def _answer(self, item: Item, page: str) -> dict[str, object]:
        self.skill = self.SKILLS.get(getattr(item, "area", ""), 2.8)
        return super()._answer(item, page)

    def _near(self, key: float) -> float:
        mistaken = self.skill < 0 and self.dice.random() < 0.6
        return super()._near(6 - key if mistaken else key)


def person(address: str, catalog: Catalog, kind: type[Sitter] = Sitter) -> Sitter:
    """Somebody over plain HTTP, without a sitting yet, who reads what the test speaks."""
    return kind(cast(FlaskClient, reader(address)), catalog)


def reader(address: str, cookies: Mapping[str, str] | None = None) -> HttpClient:
    """A browser that has chosen the language the test speaks; in English nothing is chosen."""
    client = HttpClient(address)
    client.cookies.update(cookies or {})
    language = spoken_now().code
    if language != ENGLISH.code:
        token = field_of(str(client.get("/begin").get_data(as_text=True)), "csrf_token")
        chosen = client.post("/language", data={"csrf_token": token, "language": language})
        assert chosen.status_code == HTTPStatus.SEE_OTHER, language
    return client


def seeded(sitter: Sitter, plan: str = "") -> Seeded:
    """The person as a browser can go on as them."""
    client = cast(HttpClient, sitter.client)
    return Seeded(
        address=client.address, cookies=dict(client.cookies), attempt=sitter.attempt, plan=plan
    )


def with_plan(address: str, catalog: Catalog) -> Seeded:
    """A full form answered well enough to be read, and a plan built from it."""
    return _planned(person(address, catalog, UnevenSitter))


def _planned(ada: Sitter) -> Seeded:
    ada.finish()
    made = ada.post(f"/plan/new?attempt={ada.attempt}", {**PLAN_FACTS, "attempt": ada.attempt})
    assert made.status_code == 303, made.get_data(as_text=True)[:500]
    return seeded(ada, plan=made.headers["Location"].split("/")[2])


def with_second_plan(address: str, catalog: Catalog) -> Seeded:
    """A plan with three steps done, made again with other hours."""
    fay = person(address, catalog, UnevenSitter)
    before = _planned(fay)
    page = fay.text(f"/plan/{before.plan}")
    steps = dict.fromkeys(re.findall(r'action="(/plan/[^"]+/steps/[a-z0-9-]+)"', page))
    moved = 0
    for step in steps:
        moved += fay.post(step, {"state": "done", "note": EVIDENCE}, page=page).status_code == 303
        if moved == 3:
            break
    again = fay.post(f"/plan/{before.plan}/facts", {**PLAN_FACTS, "hours": "9"})
    assert again.status_code == 303, again.get_data(as_text=True)[:500]
    logged = fay.post(
        "/learn/bf1/log",
        {"what": LOGGED, "done_on": datetime.now(UTC).date().isoformat(), "outcome": EVIDENCE},
        page=fay.text("/learn/bf1"),
    )
    assert logged.status_code == 303, logged.get_data(as_text=True)[:500]
    return seeded(fay, plan=before.plan)


def quick(address: str, catalog: Catalog) -> Seeded:
    """A quick form, submitted."""
    ben = person(address, catalog)
    ben.finish(form="quick")
    return seeded(ben)


def gone_on(address: str, catalog: Catalog) -> Seeded:
    """A quick form continued to the full one, its answers carried over."""
    gil = person(address, catalog)
    result = gil.text(gil.finish(form="quick"))
    on = gil.post(f"/take/{gil.attempt}/go-on", {}, page=result)
    gil.attempt = on.headers["Location"].split("/")[2]
    return seeded(gil)


def hasty(address: str, catalog: Catalog) -> Seeded:
    """A full form clicked through, so that it is not interpreted."""
    cas = person(address, catalog, HastySitter)
    cas.finish()
    return seeded(cas)


def silent(address: str, catalog: Catalog) -> Seeded:
    """A full form submitted without a single answer."""
    dan = person(address, catalog)
    dan.begin()
    dan.submit()
    return seeded(dan)


def begun(address: str, catalog: Catalog) -> Seeded:
    """A full form just begun."""
    hal = person(address, catalog)
    hal.begin()
    return seeded(hal)


def under_way(address: str, catalog: Catalog) -> Seeded:
    """A full form with its first sixteen questions answered."""
    eli = person(address, catalog)
    eli.begin()
    path = eli.client.get(f"/take/{eli.attempt}").headers["Location"]
    for _ in range(16):
        path = eli.answer(path).headers["Location"]
    return seeded(eli)
