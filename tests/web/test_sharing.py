"""Sharing by the pages: who opens what, when it ends, and what is written down of it."""

import re
from typing import cast

import pytest
from flask import Flask
from markupsafe import escape

from assessment.services.audit import verify_trail
from assessment.services.databases import Database
from assessment.services.printing import pdf_available
from assessment.web.share import views as share_views
from tests.web.mailbox import mailbox_of
from tests.web.shares import GRANT, accept, edition_path, invite, make_link
from tests.web.signed_in import make_account, sign_in
from tests.web.sitter import Sitter, field_of
from tests.web.test_access import OF_AN_ACCOUNT, fill

needs_pdf = pytest.mark.skipif(pdf_available() is not None, reason="no PDFs here")


@pytest.fixture
def shared(ada_with_account: Sitter, ben: Sitter) -> tuple[Sitter, Sitter, dict[str, str]]:
    """Ada, Ben who accepted her invitation, and the values that fill in addresses."""
    attempt = ada_with_account.finish(form="quick").split("/")[2]
    grant, invitation = invite(ada_with_account, attempt)
    accept(ben, invitation)
    return ada_with_account, ben, {"attempt": attempt, "grant": grant, "invitation": invitation}


def status(visitor: Sitter, path: str) -> int:
    return visitor.client.get(path).status_code


def test_who_may_open_which_page_of_a_grant(
    shared: tuple[Sitter, Sitter, dict[str, str]], cleo: Sitter, dana: Sitter, operator: Sitter,
    eve: Sitter, nobody: Sitter,
) -> None:  # fmt: skip
    ada, ben, values = shared
    foreign, missing = values, values | {"attempt": "0" * 32, "grant": "0" * 32}
    for rule in sorted(rule for rule in OF_AN_ACCOUNT if rule.startswith("/share/")):
        path = fill(rule, foreign)
        of_the_coach = "/held/" in rule
        assert status(ada, path) == (404 if of_the_coach else 200), rule
        assert status(ben, path) == (200 if of_the_coach else 404), rule
        for stranger in (cleo, dana, operator):
            assert status(stranger, path) == 404, rule
            assert status(stranger, fill(rule, missing)) == 404, rule
        for guest in (eve, nobody):
            answer = guest.client.get(path)
            assert (answer.status_code, answer.headers["Location"][:9]) == (303, "/sign-in?")


def test_taken_back_the_coachs_next_click_is_not_found(
    shared: tuple[Sitter, Sitter, dict[str, str]], app: Flask
) -> None:
    ada, ben, values = shared
    held = f"/share/held/{values['grant']}"
    assert status(ben, held) == 200
    page = ada.text(f"/share/grants/{values['grant']}/end")
    ended = ada.post(f"/share/grants/{values['grant']}/end", {}, page=page)
    assert ended.status_code == 303
    assert status(ben, held) == 404
    assert status(ben, values["invitation"]) == 404 or status(ben, held) == 404
    assert "opens nothing any more" in ada.text("/share")
    database = cast(Database, app.extensions["database"])
    with database.reading() as store:
        assert verify_trail(store) is None


def test_nobody_but_the_invited_address_learns_what_is_offered(
    ada_with_account: Sitter, ben: Sitter, cleo: Sitter, nobody: Sitter
) -> None:
    attempt = ada_with_account.finish(form="quick").split("/")[2]
    _, invitation = invite(ada_with_account, attempt, purpose="A canary purpose")
    signed_out = nobody.text(invitation)
    assert "sign in" in signed_out.lower()
    assert "A canary purpose" not in signed_out
    assert nobody.client.get_cookie("cto") is None
    refused = cleo.client.get(invitation)
    assert refused.status_code == 403
    assert "ben@example.org" not in refused.get_data(as_text=True)
    assert "A canary purpose" not in refused.get_data(as_text=True)
    token = field_of(cleo.text("/begin"), "csrf_token")
    tried = cleo.client.post(f"{invitation}/accept", data={"csrf_token": token})
    assert tried.status_code == 403
    assert "A canary purpose" in ben.text(invitation)
    held = accept(ben, invitation)
    again = ben.client.post(
        f"{invitation}/accept", data={"csrf_token": field_of(ben.text("/begin"), "csrf_token")}
    )
    assert again.headers["Location"] == held


def test_a_coach_gives_back_what_was_shared(
    shared: tuple[Sitter, Sitter, dict[str, str]],
) -> None:
    ada, ben, values = shared
    held = f"/share/held/{values['grant']}"
    assert ben.post(f"{held}/leave", {}, page=ben.text(held)).status_code == 303
    assert status(ben, held) == 404
    assert "given back on" in ada.text("/share")


def test_a_stranger_cannot_end_renew_or_give_back(
    shared: tuple[Sitter, Sitter, dict[str, str]], cleo: Sitter
) -> None:
    _, ben, values = shared
    token = field_of(cleo.text("/begin"), "csrf_token")
    for path in (
        f"/share/grants/{values['grant']}/end",
        f"/share/grants/{values['grant']}/renew",
        f"/share/held/{values['grant']}/leave",
    ):
        assert cleo.client.post(path, data={"csrf_token": token}).status_code == 404, path
    assert status(ben, f"/share/held/{values['grant']}") == 200


def test_the_form_sent_twice_makes_one_invitation(ada_with_account: Sitter) -> None:
    attempt = ada_with_account.finish(form="quick").split("/")[2]
    path = f"/share/result/{attempt}/coach"
    page = ada_with_account.text(path)
    fields = {**GRANT, "save_id": field_of(page, "save_id")}
    first = ada_with_account.post(path, fields, page=page)
    second = ada_with_account.post(path, fields, page=page)
    assert first.headers["Location"] == second.headers["Location"]
    assert ada_with_account.text("/share").count("ben@example.org</b>") == 1


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"address": "ben"}, "mail address"),
        ({"parts": []}, "Tick at least one thing"),
        ({"parts": ["answers"]}, "tick the result too"),
        ({"parts": ["salary"]}, "not a valid choice"),
        ({"offered": "own"}, "Say what it is for"),
        ({"until": "2020-01-01"}, "This day is over"),
        ({"until": "9999-12-31"}, "twelve months"),
        ({"until": "soon"}, "Not a valid date"),
        ({"purpose": "x" * 301}, "Keep this to 300"),
    ],
)
def test_what_cannot_be_shared_is_said_beside_its_field_and_nothing_typed_is_lost(
    ada_with_account: Sitter, changes: dict[str, object], said: str
) -> None:
    attempt = ada_with_account.finish(form="quick").split("/")[2]
    path = f"/share/result/{attempt}/coach"
    page = ada_with_account.text(path)
    typed = {**GRANT, "save_id": field_of(page, "save_id"), "purpose": "Kept words", **changes}
    if changes.get("offered") == "own":
        typed["purpose"] = ""
    answer = ada_with_account.post(path, typed, page=page)
    text = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert said in text
    assert "data-error-summary" in text
    if "Kept words" in typed.values():
        assert 'value="Kept words"' in text


def test_a_guest_is_told_why_a_coach_needs_an_account_and_can_share_by_link(ada: Sitter) -> None:
    attempt = ada.finish(form="quick").split("/")[2]
    page = ada.text(f"/share/result/{attempt}")
    assert "This needs an account, so that you can come back" in page
    _, address = make_link(ada, attempt)
    assert status(ada, address) == 200


def test_a_links_holder_sees_the_edition_and_begins_no_session(ada: Sitter, nobody: Sitter) -> None:
    attempt = ada.finish().split("/")[2]
    link, address = make_link(
        ada, attempt, "public", hold=(), areas=("finance",), label="For the board",
        purpose="A talk about budgets",
    )  # fmt: skip
    answer = nobody.client.get(address)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers
    assert nobody.client.get_cookie("cto") is None
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert "A talk about budgets" in page
    assert "chose not to be named" in page
    assert "For the board" not in page
    body = page.split("<main")[1].split("</main>")[0]
    titles = {str(area.id): str(escape(area.title)) for area in ada.catalog.areas.values()}
    assert titles.pop("finance") in body
    for hidden in titles.values():
        assert hidden not in body
    assert not re.search(r"\d\.\d", body)
    assert nobody.client.get(f"{address}/report.pdf").status_code == 404
    ledger = ada.text("/share/ledger")
    assert "opened the result behind your link" in ledger
    assert "For the board" in ledger
    assert ada.post(f"/share/links/{link}/end", {}).status_code == 303
    assert nobody.client.get(address).status_code == 404


def test_a_name_is_shown_only_where_it_is_ticked(ada: Sitter, nobody: Sitter) -> None:
    attempt = ada.finish(form="quick").split("/")[2]
    _, named = make_link(ada, attempt, hold=("name", "numbers"), name="Ada Lovelace")
    _, unnamed = make_link(ada, attempt, hold=("numbers",), name="Ada Lovelace")
    assert "Ada Lovelace" in nobody.text(named)
    assert "Ada Lovelace" not in nobody.text(unnamed)


@needs_pdf
def test_a_link_offers_the_pdf_where_its_owner_ticked_that(ada: Sitter, nobody: Sitter) -> None:
    attempt = ada.finish().split("/")[2]
    _, address = make_link(ada, attempt, with_pdf="y")
    answer = nobody.client.get(f"{address}/report.pdf")
    assert answer.status_code == 200
    assert answer.data.startswith(b"%PDF")
    assert "downloaded the result behind your link as a PDF" in ada.text("/share/ledger")


@needs_pdf
def test_an_edition_can_be_downloaded_by_its_owner(ada: Sitter) -> None:
    attempt = ada.finish().split("/")[2]
    page = ada.text(edition_path(attempt, "sponsor", "gaps", areas=("finance", "strategy")))
    fields = {"kind": "sponsor", "hold": ["gaps"], "areas": ["finance", "strategy"]}
    answer = ada.post(f"/share/result/{attempt}/edition.pdf", fields, page=page)
    assert answer.data.startswith(b"%PDF")


def test_what_is_left_out_is_listed_before_an_edition_is_made(ada: Sitter) -> None:
    attempt = ada.finish().split("/")[2]
    page = ada.text(edition_path(attempt, "sponsor", "gaps", areas=("finance", "strategy")))
    listed = page.split('id="listed"')[1].split("<section")[0]
    for left_out in (
        "your name", "as numbers", "every question with your answer", "self-ratings",
        "how the form was answered", "the other areas",
    ):  # fmt: skip
        assert left_out in listed
    assert "the gaps in their order" not in listed


@pytest.mark.parametrize(
    ("ticks", "said"),
    [
        (("sponsor", "answers"), "This edition never holds"),
        (("sponsor", "gaps"), "Choose at least one area"),
        (("public", "secrets"), "not a valid choice"),
        (("king", "gaps"), "Not a valid choice"),
    ],
)
def test_ticks_that_no_edition_can_have_are_refused(
    ada: Sitter, ticks: tuple[str, str], said: str
) -> None:
    attempt = ada.finish().split("/")[2]
    areas = ("finance",) if said != "Choose at least one area" else ()
    answer = ada.client.get(edition_path(attempt, *ticks, areas=areas))
    assert answer.status_code == 422
    assert said in answer.get_data(as_text=True)
    assert ada.client.get(edition_path("0" * 32, *ticks)).status_code == 404


def test_an_empty_overview_and_an_empty_ledger_say_so_kindly(ada: Sitter) -> None:
    ada.begin(form="quick")
    assert "Nobody but you sees anything of yours" in ada.text("/share")
    assert "nobody has opened anything of yours" in ada.text("/share/ledger")


@pytest.mark.parametrize("page", ["0", "-1", "x", "99999", "9" * 40, "٣"])
def test_the_ledger_takes_any_page_number(ada: Sitter, page: str) -> None:
    ada.begin(form="quick")
    assert status(ada, f"/share/ledger?page={page}") == 200


def test_a_deleted_account_of_a_coach_ends_what_was_shared(app: Flask, ben: Sitter) -> None:
    ada = sign_in(app, make_account(app, "ada2@example.org", "Ada"))
    attempt = ada.finish(form="quick").split("/")[2]
    _, invitation = invite(ada, attempt)
    held = accept(ben, invitation)
    assert ben.post("/mine/delete", {}).status_code == 303
    assert status(ben, held) in (303, 404)
    assert "their account is gone" in ada.text("/share")


def test_an_invitation_is_mailed_where_mail_leaves_and_says_nothing_of_what_is_shared(
    app: Flask, ada_with_account: Sitter, ben: Sitter
) -> None:
    box = mailbox_of(app)
    attempt = ada_with_account.finish(form="quick").split("/")[2]
    grant, invitation = invite(ada_with_account, attempt, purpose="A second opinion on the gaps.")
    assert [(letter.to, letter.path) for letter in box.letters] == [("ben@example.org", invitation)]
    assert "second opinion" not in box.last.text
    accept(ben, box.last.path)
    assert status(ben, f"/share/held/{grant}") == 200


def test_a_new_link_is_mailed_too_and_nothing_is_promised_where_mail_fails(
    app: Flask, ada_with_account: Sitter
) -> None:
    box = mailbox_of(app)
    attempt = ada_with_account.finish(form="quick").split("/")[2]
    grant, _invitation = invite(ada_with_account, attempt)
    path = f"/share/grants/{grant}"
    page = ada_with_account.text(f"{path}/end")
    renewed = ada_with_account.post(f"{path}/renew", {}, page=page)
    assert "went to ben@example.org by mail" in ada_with_account.text(renewed.headers["Location"])
    assert len({letter.path for letter in box.letters}) == 2
    box.broken = True
    ada_with_account.post(f"{path}/renew", {}, page=page)
    shown = ada_with_account.text(path)
    assert "by mail" not in shown
    assert "Send this link to ben@example.org yourself" in shown


def test_no_more_than_twenty_invitations_of_one_person_are_mailed_a_day(
    app: Flask, ada_with_account: Sitter
) -> None:
    box = mailbox_of(app)
    attempt = ada_with_account.finish(form="quick").split("/")[2]
    for number in range(25):
        invite(ada_with_account, attempt, address=f"coach-{number}@example.org")
    assert len(box.letters) == 20


def test_one_address_gets_no_more_than_six_a_day_whoever_asks(
    app: Flask, ada_with_account: Sitter
) -> None:
    box = mailbox_of(app)
    attempt = ada_with_account.finish(form="quick").split("/")[2]
    grant, _invitation = invite(ada_with_account, attempt)
    page = ada_with_account.text(f"/share/grants/{grant}/end")
    for _try in range(8):
        ada_with_account.post(f"/share/grants/{grant}/renew", {}, page=page)
    assert len(box.letters) == 6


def end_link(owner: Sitter, link: str) -> None:
    ended = owner.post(f"/share/links/{link}/end", {}, page=owner.text(f"/share/links/{link}/end"))
    assert ended.status_code == 303


def test_what_is_over_comes_by_pages(ada: Sitter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(share_views, "OVER_PAGE", 2)
    attempt = ada.finish().split("/")[2]
    for label in ("First", "Second", "Third", "Open"):
        link, _ = make_link(ada, attempt, label=f"Label {label}")
        if label != "Open":
            end_link(ada, link)
    pages = {page: ada.text(f"/share{page}") for page in ("", "?page=2", "?page=99", "?page=x")}
    shown = {page: re.findall(r"<b>Label (\w+)</b>", text) for page, text in pages.items()}
    assert shown == {
        "": ["Open", "Third", "Second"],
        "?page=2": ["Open", "First"],
        "?page=99": ["Open", "First"],
        "?page=x": ["Open", "Third", "Second"],
    }
    assert 'href="/share?page=2"' in pages[""]
    assert 'href="/share?page=1"' in pages["?page=2"]
    monkeypatch.undo()
    assert "?page=" not in ada.text("/share")


def test_the_ledger_keeps_what_a_forgotten_link_opened(
    ada: Sitter, nobody: Sitter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assessment.services.share_links.MOST_KEPT", 1)
    attempt = ada.finish().split("/")[2]
    link, address = make_link(ada, attempt, label="For the board")
    nobody.text(address)
    assert "“For the board”" in ada.text("/share/ledger")
    end_link(ada, link)
    make_link(ada, attempt)
    told = ada.text("/share/ledger")
    assert "Whoever held a link that you made long ago" in told
    assert "opened the result behind your link" in told
    assert status(ada, f"/share/links/{link}") == 404
    assert nobody.client.get(address).status_code == 404


def test_the_sixty_first_link_in_an_hour_waits(ada: Sitter, eve: Sitter) -> None:
    attempt = ada.finish().split("/")[2]
    page = ada.text(edition_path(attempt, "coach", "gaps"))
    path = f"/share/result/{attempt}/link"
    statuses = [ada.post(path, {}, page=page).status_code for _ in range(61)]
    assert statuses == [422] * 60 + [429]
    assert status(ada, "/share") == 200
    assert make_link(eve, eve.finish().split("/")[2])
