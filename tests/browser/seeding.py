"""Which people have been through the form before a page is looked at?"""

from dataclasses import dataclass
from typing import cast

from flask.testing import FlaskClient
from playwright._impl._api_structures import SetCookieParam

from assessment.domain.catalog import Catalog
from tests.browser.http_client import HttpClient
from tests.web.sitter import Sitter

PLAN_FACTS: dict[str, object] = {
    "start": "2026-11-09",
    "hours": "6",
    "mode": "in-role",
    "situation": "realignment",
}


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

    def fields(self, item: object, page: str) -> dict[str, object]:
        hasty = super().fields(item, page)  # type: ignore[arg-type]
        same = {
            name: "3" for name in hasty if name.startswith("answer-") and hasty[name] in range(6)
        }
        return hasty | same | {"seconds": "0.8"}


def person(address: str, catalog: Catalog, kind: type[Sitter] = Sitter) -> Sitter:
    """Somebody over plain HTTP, without a sitting yet."""
    return kind(cast(FlaskClient, HttpClient(address)), catalog)


def seeded(sitter: Sitter, plan: str = "") -> Seeded:
    """The person as a browser can go on as them."""
    client = cast(HttpClient, sitter.client)
    return Seeded(
        address=client.address, cookies=dict(client.cookies), attempt=sitter.attempt, plan=plan
    )


def with_plan(address: str, catalog: Catalog) -> Seeded:
    """A full form answered well enough to be read, and a plan built from it."""
    ada = person(address, catalog)
    ada.finish()
    made = ada.post(f"/plan/new?attempt={ada.attempt}", {**PLAN_FACTS, "attempt": ada.attempt})
    assert made.status_code == 303, made.get_data(as_text=True)[:500]
    return seeded(ada, plan=made.headers["Location"].split("/")[2])


def quick(address: str, catalog: Catalog) -> Seeded:
    """A quick form, submitted."""
    ben = person(address, catalog)
    ben.finish(form="quick")
    return seeded(ben)


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


def under_way(address: str, catalog: Catalog) -> Seeded:
    """A full form with its first twelve questions answered."""
    eli = person(address, catalog)
    eli.begin()
    response = eli.client.get(f"/take/{eli.attempt}")
    for _ in range(12):
        response = eli.answer(response.headers["Location"])
    return seeded(eli)
