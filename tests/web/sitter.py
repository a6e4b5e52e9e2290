"""How do tests sit through the form as a browser without JavaScript does?"""

import io
import json
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape
from random import Random
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from assessment.domain.bank import ItemId
from assessment.domain.catalog import Catalog
from assessment.domain.items import (
    ChoiceItem,
    Claim,
    ExhibitItem,
    InstructedCheck,
    Item,
    JudgementItem,
    NumberItem,
    SelfRating,
)
from assessment.services.languages import PSEUDO

CHOICES = {
    "profile": "scale-up",
    "stage": "growing",
    "suspected_gap": "finance",
    "form": "full",
}


def field_of(page: str, name: str) -> str:
    """The value of a hidden field."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, f"the page has no field {name}"
    return unescape(found[1])


def speak_pseudo(client: FlaskClient) -> None:
    """Choose the pseudo-language in a browser, as by the list at the foot of a page."""
    page = client.get("/begin").get_data(as_text=True)
    answer = client.post(
        "/language", data={"csrf_token": field_of(page, "csrf_token"), "language": PSEUDO}
    )
    assert answer.status_code == 303


@dataclass
class Sitter:
    """One browser, and a person with some skill who answers honestly but not perfectly."""

    client: FlaskClient
    catalog: Catalog
    skill: float = 3.0
    seed: int = 5
    attempt: str = ""
    dice: Random = field(init=False)

    def __post_init__(self) -> None:
        self.dice = Random(self.seed)

    def text(self, path: str) -> str:
        """A page that must be there."""
        response = self.client.get(path, follow_redirects=True)
        assert response.status_code == 200, (path, response.status_code)
        return response.get_data(as_text=True)

    def post(
        self, path: str, fields: Mapping[str, object], *, page: str | None = None
    ) -> TestResponse:
        """Send a form with the token of the page it stands on."""
        source = page if page is not None else self.text(path)
        return self.client.post(path, data={"csrf_token": field_of(source, "csrf_token"), **fields})

    def everything(self, *, page: str | None = None) -> dict[str, Any]:
        """The takeout's JSON file; the page beside it must be there too."""
        response = self.post("/mine/export", {}, page=page or self.text("/mine"))
        assert response.mimetype == "application/zip"
        with zipfile.ZipFile(io.BytesIO(response.data)) as archive:
            assert archive.namelist() == ["everything.json", "everything.html"]
            read: dict[str, Any] = json.loads(archive.read("everything.json"))
        return read

    def begin(self, **choices: str) -> str:
        """Choose a target and a form; the attempt's id."""
        response = self.post("/begin", {**CHOICES, **choices})
        assert response.status_code == 303, response.get_data(as_text=True)[:400]
        self.attempt = response.headers["Location"].split("/")[2]
        return self.attempt

    def answer_all(self) -> int:
        """Answer question after question until the review; how many there were."""
        response = self.client.get(f"/take/{self.attempt}")
        count = 0
        while not response.headers["Location"].endswith("/review"):
            response = self.answer(self.past_the_offer(response.headers["Location"]))
            count += 1
            assert count < 100, "the form does not end"
        return count

    def past_the_offer(self, path: str) -> str:
        """The path of the next question: where stopping is offered, this person goes on."""
        if not path.endswith("/enough"):
            return path
        found = re.search(r'class="btn" href="([^"]+)"', self.text(path))
        assert found, "the offer has no way on"
        return found[1]

    def item_at(self, path: str) -> Item:
        """The item a question's path asks."""
        return self.catalog.items[ItemId(path.rstrip("/").rsplit("/", 1)[-1])]

    def answer(self, path: str) -> TestResponse:
        """Answer one question; the redirect to the next."""
        page = self.text(path)
        item = self.item_at(path)
        response = self.post(path, self.fields(item, page), page=page)
        assert response.status_code == 303, (path, response.get_data(as_text=True)[:600])
        return response

    def fields(self, item: Item, page: str) -> dict[str, object]:
        """What the person fills in on this page."""
        common: dict[str, object] = {
            "revision": field_of(page, "revision"),
            "seconds": 55,
            "save_id": field_of(page, "save_id"),
            "go": "next",
        }
        return common | self._answer(item, page)

    def _answer(self, item: Item, page: str) -> dict[str, object]:
        match item:
            case JudgementItem():
                return {
                    f"answer-{a.letter}": min(5, max(1, round(self._near(a.effectiveness))))
                    for a in item.actions
                    if f'name="answer-{a.letter}"' in page
                }
            case ExhibitItem():
                return {
                    f"answer-{s.letter}": "T" if s.truth == self._knows() else "F"
                    for s in item.statements
                    if f'name="answer-{s.letter}"' in page
                }
            case NumberItem():
                return {"answer": f"{item.correct if self._knows() else item.correct * 1.7:g}"}
            case ChoiceItem():
                return {"answer": "0"}
            case SelfRating():
                return {"answer": str(self.dice.randint(2, 4))}
            case Claim():
                return {"answer": str(self.dice.randint(0, 3))}
            case InstructedCheck():
                return {"answer": str(item.correct)}

    def _near(self, key: float) -> float:
        return key + self.dice.gauss(0, max(0.2, 2.0 - 0.45 * self.skill))

    def _knows(self) -> bool:
        return self.dice.random() < 0.35 + 0.12 * self.skill

    def submit(self, **expected: int) -> str:
        """Submit, with the levels expected of some areas; the result's path."""
        page = self.text(f"/take/{self.attempt}/expect")
        fields = {f"expected-{area}": level for area, level in expected.items()}
        response = self.post(f"/take/{self.attempt}/submit", fields, page=page)
        assert response.status_code == 303
        return response.headers["Location"]

    def finish(self, **choices: str) -> str:
        """From the first page to the result; the result's path."""
        self.begin(**choices)
        self.answer_all()
        return self.submit()
