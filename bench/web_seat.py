"""Who sits in the middle of a form, so that pages and saves can be measured?"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from flask import Flask

from assessment.domain.items import JudgementItem
from assessment.services.settings import read_settings
from assessment.web import create_app
from bench.web_floors import Markup
from tests.web.sitter import Sitter, field_of

HOST = "localhost"
COOKIE = "__Host-cto"
PLACES_TO_ANSWER = 20
"""Enough of the form that judgement questions are among them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """Somebody's browser at a question that is answered, with a result submitted before."""

    app: Flask
    environ: Mapping[str, str]
    """The settings the same installation can be served with."""
    cookie: str
    csrf: str
    question: str
    result: str
    revision: int
    markup: Markup
    """The question page as a floor draws it."""

    def close(self) -> None:
        self.app.extensions["press"].close()
        self.app.extensions["database"].close()


def take_seat(folder: Path) -> Seat:
    """Submit one form, answer half of another, and stop at its largest judgement question."""
    environ = {
        "CTO_ENV": "production",
        "CTO_PUBLIC_URL": f"https://{HOST}",
        "CTO_VAR_DIR": str(folder / "var"),
        "CTO_SECRET_KEY": secrets.token_hex(32),
    }
    app = create_app(read_settings(environ))
    app.config["PREFERRED_URL_SCHEME"] = "https"  # the test client's, or it keeps no cookie
    sitter = Sitter(app.test_client(), app.extensions["shelf"].current)
    client = sitter.client
    result = sitter.finish()
    attempt = sitter.begin()
    path = client.get(f"/take/{attempt}").headers["Location"]
    seen: list[tuple[str, JudgementItem]] = []
    for _ in range(PLACES_TO_ANSWER):
        item = sitter.catalog.items[path.rsplit("/", 1)[-1]]  # type: ignore[index]
        if isinstance(item, JudgementItem):
            seen.append((path, item))
        path = sitter.answer(path).headers["Location"]
    question, item = max(seen, key=lambda place: len(client.get(place[0]).data))
    html = client.get(question).get_data(as_text=True)
    cookie = client.get_cookie(COOKIE)
    assert cookie is not None
    return Seat(
        app=app,
        environ=environ,
        cookie=f"{COOKIE}={cookie.value}",
        csrf=field_of(html, "csrf_token"),
        question=question,
        result=result,
        revision=int(field_of(html, "revision")),
        markup=_same_markup(html, item, sitter),
    )


def _same_markup(html: str, item: JudgementItem, sitter: Sitter) -> Markup:
    """The page cut into what stands still and its rows of radio buttons as plain values."""
    shown = [a for a in item.actions if f'name="answer-{a.letter}"' in html]
    return Markup(
        before=html[: html.index('<div class="act"')],
        after=html[html.index('<div class="turn">') :],
        rows=[{"name": a.letter, "text": a.text, "value": "3"} for a in shown],
        steps=[
            {"value": step.value, "label": step.label}
            for step in sitter.catalog.scales["effectiveness"].steps
        ],
    )
