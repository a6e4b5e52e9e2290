"""Administrators set how reports look; nobody else does, and no page needs a line of style."""

import io
import re
from html import unescape

import pikepdf
import pytest
from flask import Flask
from werkzeug.test import TestResponse

from assessment.documents.pdf_text import page_texts, without_spaces
from assessment.domain.accounts import Account, OrganisationId
from assessment.services.branding import brand_for
from assessment.services.databases import Database
from assessment.services.organisations import create_organisation
from assessment.web.state import now
from tests.documents.pictures import CANARY, bomb, png
from tests.documents.printing import needs_pango
from tests.web.coaching import pair
from tests.web.signed_in import make_account, sign_in
from tests.web.sitter import Sitter


@pytest.fixture
def dana(app: Flask) -> Account:
    return make_account(app, "dana@example.org", "Dana")


@pytest.fixture
def oak(app: Flask, dana: Account) -> OrganisationId:
    """Dana's organisation."""
    database: Database = app.extensions["database"]
    made = database.write(
        lambda store: create_organisation(store, dana.id, "Oak & Partners", now=now())
    )
    return made.id


@pytest.fixture
def admin(app: Flask, dana: Account) -> Sitter:
    return sign_in(app, dana)


def path(oak: OrganisationId, rest: str = "/branding") -> str:
    return f"/organisations/{oak}{rest}"


def send_logo(browser: Sitter, oak: OrganisationId, raw: bytes) -> TestResponse:
    return browser.post(
        path(oak, "/branding/logo"),
        {"logo": (io.BytesIO(raw), "../../logo.svg")},
        page=browser.text(path(oak)),
    )


class TestWho:
    def test_an_administrator_sets_them(self, admin: Sitter, oak: OrganisationId) -> None:
        sent = admin.post(path(oak), {"accent": "#FFCC00", "closing": "Ask <b>Ben</b>.\nOak"})
        assert sent.status_code == 303
        page = unescape(admin.text(path(oak)))
        assert "has a contrast of 1.4 to 1" in page
        assert "Ask <b>Ben</b>." in page
        assert "<b>Ben</b>" not in admin.text(path(oak))

    def test_nobody_else_is_told_that_it_is_there(
        self, app: Flask, admin: Sitter, oak: OrganisationId, nobody: Sitter, eve: Sitter
    ) -> None:
        admin.post(path(oak), {"accent": "#0f5b5f", "closing": "Oak"})
        stranger = sign_in(app, make_account(app, "cleo@example.org", "Cleo"))
        for rest in ("/branding", "/branding/sample.pdf", "/logo.png", "/accent.css"):
            assert stranger.client.get(path(oak, rest)).status_code == 404
            assert stranger.client.get(path(OrganisationId("0" * 32), rest)).status_code == 404
            for guest in (nobody, eve):
                asked = guest.client.get(path(oak, rest))
                assert asked.status_code == 303
                assert asked.headers["Location"].startswith("/sign-in?next=")
        page = stranger.text("/begin")
        for rest in ("/branding", "/branding/logo", "/branding/logo/remove"):
            assert stranger.post(path(oak, rest), {}, page=page).status_code == 404


class TestAccent:
    def test_the_page_wears_it_as_a_file_with_a_tag(
        self, admin: Sitter, oak: OrganisationId
    ) -> None:
        admin.post(path(oak), {"accent": "#ffcc00", "closing": ""})
        page = admin.text(path(oak))
        assert "style=" not in page
        link = re.search(rf'href="({path(oak)[:-9]}/accent\.css\?v=[0-9a-f]+)"', page)
        assert link
        sheet = admin.client.get(link[1])
        assert sheet.mimetype == "text/css"
        assert "--accent: #8c7000" in sheet.get_data(as_text=True)
        assert sheet.headers["Cache-Control"] == "private, no-cache"
        again = admin.client.get(link[1], headers={"If-None-Match": sheet.headers["ETag"]})
        assert again.status_code == 304

    @pytest.mark.parametrize("accent", ["red", "#fff", "#0f5b5f;} body{display:none"])
    def test_what_is_no_colour_is_refused_and_shown_again(
        self, admin: Sitter, oak: OrganisationId, accent: str
    ) -> None:
        sent = admin.post(path(oak), {"accent": accent, "closing": "Oak closing words"})
        page = unescape(sent.get_data(as_text=True))
        assert sent.status_code == 422
        assert "Give a colour like" in page
        assert accent in page
        assert "Oak closing words" in page


@needs_pango
class TestLogo:
    def test_it_is_redrawn_kept_and_removed(
        self, app: Flask, admin: Sitter, oak: OrganisationId, dana: Account
    ) -> None:
        raw = png(text=CANARY)
        assert send_logo(admin, oak, raw).status_code == 303
        shown = admin.client.get(path(oak, "/logo.png"))
        assert shown.mimetype == "image/png"
        assert shown.data != raw
        assert CANARY.encode() not in shown.data
        assert shown.headers["X-Content-Type-Options"] == "nosniff"
        with app.extensions["database"].reading() as store:
            found = brand_for(store, dana.id)
        assert found is not None
        assert found[1].logo == shown.data
        assert 'class="brand-mark"' in admin.text(path(oak))
        removed = admin.post(path(oak, "/branding/logo/remove"), {}, page=admin.text(path(oak)))
        assert removed.status_code == 303
        assert admin.client.get(path(oak, "/logo.png")).status_code == 404

    def test_a_sample_report_wears_them(self, admin: Sitter, oak: OrganisationId) -> None:
        admin.post(path(oak), {"accent": "#ffcc00", "closing": "Ask Ben of Oak."})
        assert send_logo(admin, oak, png()).status_code == 303
        sample = admin.client.get(path(oak, "/branding/sample.pdf"))
        assert sample.mimetype == "application/pdf"
        with pikepdf.open(io.BytesIO(sample.data)) as pdf:
            text = "".join(without_spaces(page) for page in page_texts(pdf))
        assert "AskBenofOak." in text

    @pytest.mark.parametrize("raw", [b"<svg onload=alert(1)/>", bomb(), png()[:40], b""])
    def test_another_file_is_refused_and_changes_nothing(
        self, admin: Sitter, oak: OrganisationId, raw: bytes
    ) -> None:
        sent = send_logo(admin, oak, raw)
        assert sent.status_code == 422
        assert 'id="logo-error"' in sent.get_data(as_text=True)
        assert admin.client.get(path(oak, "/logo.png")).status_code == 404


@needs_pango
def test_what_a_coach_makes_wears_the_looks_of_their_organisation(app: Flask, ada: Sitter) -> None:
    ben = pair(app, ada)
    page = f"{ben.home}/results/{ben.attempt}"
    assert "brand-mark" not in ben.coach.text(page)
    database: Database = app.extensions["database"]
    oak = database.write(
        lambda store: create_organisation(store, ben.account.id, "Oak & Partners", now=now())
    ).id
    ben.coach.post(path(oak), {"accent": "#ffcc00", "closing": "Ask Ben of Oak."})
    assert send_logo(ben.coach, oak, png()).status_code == 303
    shown = unescape(ben.coach.text(page))
    assert re.search(rf'class="brand-mark" src="/organisations/{oak}/logo\.png', shown)
    assert f"/organisations/{oak}/accent.css" in shown
    assert "Ask Ben of Oak." in shown
    report = ben.coach.client.get(f"{page}/report.pdf")
    with pikepdf.open(io.BytesIO(report.data)) as pdf:
        text = "".join(without_spaces(each) for each in page_texts(pdf))
    assert "AskBenofOak." in text
    assert "brand-mark" not in ada.text(f"/results/{ben.attempt}")
