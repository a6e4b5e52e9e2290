"""What a page shows its maker once lies sealed until then, and is in nobody's export."""

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from tests.web.hiring_house import WebHouse
from tests.web.mailbox import mailbox_of
from tests.web.shares import invite, make_link
from tests.web.signed_in import signed_in
from tests.web.sitter import Sitter
from tests.web.test_hire_briefs import CLEAN, imported

Made = tuple[Sitter, str]
"""Who made something, and the page that shows its link."""


def share_link(app: Flask) -> Made:
    maker = signed_in(app, "mia@example.org", "Mia")
    maker.finish(form="quick")
    link, _ = make_link(maker, maker.attempt)
    return maker, f"/share/links/{link}"


def coach(app: Flask) -> Made:
    maker = signed_in(app, "mia@example.org", "Mia")
    maker.finish(form="quick")
    grant, _ = invite(maker, maker.attempt)
    return maker, f"/share/grants/{grant}"


def candidate(app: Flask) -> Made:
    house = WebHouse(app)
    found, maker = house.candidate("Carla"), house.browsers["dana"]
    path = f"/interviews/candidates/{found}"
    assert maker.post(f"{path}/link", {}, page=maker.text(path)).status_code == 303
    return maker, path


def approver(app: Flask) -> Made:
    maker = signed_in(app, "mia@example.org", "Mia")
    maker.post("/hire", {"name": "Acme"})
    brief = imported(maker, Path(CLEAN).read_bytes())[1]
    maker.post(f"{brief}/approvers", {"name": "Joris", "seat": "ceo"})
    return maker, f"{brief}/approvers"


def invitation(app: Flask) -> Made:
    mailbox_of(app).broken = True
    maker = signed_in(app, "mia@example.org", "Mia")
    path = maker.post("/organisations", {"name": "Acme"}).headers["Location"]
    maker.post(path, {"email": "ben@example.org", "role": "coach"})
    return maker, path


@pytest.mark.parametrize("make", [share_link, coach, candidate, approver, invitation])
def test_a_link_lies_sealed_in_the_session_and_in_no_export(
    app: Flask, make: Callable[[Flask], Made]
) -> None:
    maker, path = make(app)
    with app.extensions["database"].reading() as store:
        kept = "\n".join(store.scalars(text("SELECT content FROM web_sessions")))
    export = maker.post("/mine/export", {}, page=maker.text("/mine")).get_data()
    shown = set(re.findall(r"https?://[^\s\"<]+/([\w-]{43})\b", maker.text(path)))
    assert len(shown) == 1
    (token,) = shown
    assert token not in kept
    with zipfile.ZipFile(io.BytesIO(export)) as files:
        for name in files.namelist():
            taken = files.read(name).decode()
            assert token not in taken, name
            assert "csrf_token" not in taken, name
