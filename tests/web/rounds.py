"""How do tests ask colleagues and answer for them through the pages?"""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from html import unescape

from flask import Flask

from assessment.domain.colleagues import Role
from tests.web.sitter import Sitter

EIGHT: tuple[Role, ...] = ("manager", "peer", "peer", "peer", "report", "report", "report", "other")
AREAS = (
    "strategy",
    "finance",
    "ai-technology",
    "communication",
    "decisions",
    "stakeholders",
    "team",
    "governance",
    "maturity",
)


def last_day() -> str:
    return (datetime.now(UTC) + timedelta(days=21)).date().isoformat()


def ask_fields(roles: Sequence[Role] = EIGHT) -> dict[str, object]:
    """What is typed to ask somebody of each role."""
    fields: dict[str, object] = {
        "asker": "Ada Lovelace",
        "purpose": "To decide better.",
        "closes_on": last_day(),
    }
    for number in range(1, 9):
        named = number <= len(roles)
        fields[f"name_{number}"] = f"Person {number}" if named else ""
        fields[f"role_{number}"] = roles[number - 1] if named else "peer"
        fields[f"address_{number}"] = ""
    return fields


def ask_colleagues(asker: Sitter, roles: Sequence[Role] = EIGHT) -> tuple[str, str]:
    """Ask them; the round's id, and the id of the first who was asked."""
    round_id, _ = ask_for_links(asker, roles)
    rater = re.search(r"/raters/([0-9a-f]{32})/link", asker.text(f"/colleagues/{round_id}"))
    assert rater
    return round_id, rater[1]


def ask_for_links(asker: Sitter, roles: Sequence[Role] = EIGHT) -> tuple[str, list[str]]:
    """Ask them; the round's id, and the path of each one's link, in the order of roles."""
    made = asker.post("/colleagues/new", ask_fields(roles))
    assert made.status_code == 303, made.get_data(as_text=True)[:3000]
    page = asker.text(made.headers["Location"])
    links = re.findall(r'value="https?://[^/"]+(/asked/[\w-]{43})"', page)
    assert len(links) == len(roles)
    return made.headers["Location"].split("/")[2], links


class Rater:
    """A colleague in a browser of their own."""

    def __init__(self, app: Flask, asker: Sitter, link: str) -> None:
        self.browser = Sitter(app.test_client(), asker.catalog)
        self.link = link

    def begin(self) -> None:
        begun = self.browser.post(self.link, {})
        assert begun.headers["Location"] == "/rating"

    def rate(self, ratings: Mapping[str, int | None]) -> None:
        for area, value in ratings.items():
            path = f"/rating/areas/{area}"
            said = "cannot-say" if value is None else str(value)
            sent = self.browser.post(path, {"value": said, "go": "next"})
            assert sent.status_code == 303, sent.get_data(as_text=True)[:2000]

    def write(self, keep: str, change: str = "") -> None:
        sent = self.browser.post("/rating/words", {"keep": keep, "change": change})
        assert sent.headers["Location"] == "/rating"

    def submit(self) -> None:
        sent = self.browser.post("/rating/submit", {}, page=self.browser.text("/rating"))
        assert sent.status_code == 303

    def own_link(self) -> str:
        found = re.search(r'id="own-link"[^>]*value="https?://[^/"]+([^"]+)"', self.text())
        assert found
        return unescape(found[1])

    def text(self) -> str:
        return self.browser.text("/rating")

    def answer(self, ratings: Mapping[str, int | None], keep: str = "", change: str = "") -> None:
        self.begin()
        self.rate(ratings)
        self.write(keep, change)
        self.submit()


def close(asker: Sitter, round_id: str) -> str:
    """Close the round; its page afterwards."""
    path = f"/colleagues/{round_id}"
    assert asker.post(f"{path}/close", {}, page=asker.text(path)).status_code == 303
    return asker.text(path)
