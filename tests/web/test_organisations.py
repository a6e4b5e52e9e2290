"""An organisation's pages are its members', and only its administrators change anything."""

import re

import pytest
from flask import Flask

from assessment.web.account import organisations
from tests.web.mailbox import Mailbox, mailbox_of
from tests.web.signed_in import signed_in
from tests.web.sitter import Sitter


@pytest.fixture
def box(app: Flask) -> Mailbox:
    return mailbox_of(app)


@pytest.fixture
def acme(dana: Sitter) -> str:
    """The path of Dana's organisation."""
    made = dana.post("/organisations", {"name": "Acme <Works>"})
    assert made.status_code == 303
    return made.headers["Location"]


def invite(who: Sitter, acme: str, email: str, role: str = "interviewer") -> int:
    return who.post(acme, {"email": email, "role": role}).status_code


def test_an_invited_account_joins_by_the_button_and_sees_what_its_role_shows(
    dana: Sitter, ben: Sitter, cleo: Sitter, acme: str, box: Mailbox
) -> None:
    assert "Acme &lt;Works&gt;" in dana.text("/organisations")
    assert invite(dana, acme, "Ben@example.org") == 303
    path = box.last.path
    assert box.last.to == "ben@example.org"
    assert cleo.client.get(path).status_code == 404
    for _ in range(2):
        assert "Interviewer" in ben.text(path)
    assert ben.client.get(acme).status_code == 404, "looking accepts nothing"
    assert ben.post(path, {}).headers["Location"] == acme
    assert ben.client.get(path).status_code == 404
    page = ben.text(acme)
    assert "ben@example.org" in page
    assert "Invite somebody" not in page
    assert cleo.client.get(acme).status_code == 404


def test_a_member_who_is_no_administrator_invites_nobody_and_changes_nobody(
    dana: Sitter, ben: Sitter, acme: str, box: Mailbox
) -> None:
    invite(dana, acme, "ben@example.org")
    ben.post(box.last.path, {})
    page = ben.text(acme)
    forms = re.findall(rf'action="({acme}/members/[0-9a-f]{{32}})"', dana.text(acme))
    assert len(forms) == 2
    own = re.findall(rf'action="({acme}/members/[0-9a-f]{{32}})"', page)
    assert len(own) == 1
    others = next(path for path in forms if path not in own)
    assert (
        ben.post(acme, {"email": "eve@example.org", "role": "admin"}, page=page).status_code == 404
    )
    for path in forms:
        assert ben.post(path, {"role": "admin"}, page=page).status_code == 404
    assert ben.post(others, {"role": "out"}, page=page).status_code == 404
    assert ben.post(own[0], {"role": "out"}, page=page).headers["Location"] == "/organisations"
    assert ben.client.get(acme).status_code == 404


def test_an_administrator_renames_the_organisation(dana: Sitter, acme: str) -> None:
    page = dana.text(acme)
    assert 'value="Acme &lt;Works&gt;"' in page
    renamed = dana.post(f"{acme}/name", {"name": "  Acme   Mills "}, page=page)
    assert (renamed.status_code, renamed.headers["Location"]) == (303, acme)
    assert "<h1>Acme Mills</h1>" in dana.text(acme)
    assert "Acme Mills" in dana.text("/organisations")


def test_a_name_that_cannot_be_used_is_explained_and_stays_typed(dana: Sitter, acme: str) -> None:
    empty = dana.post(f"{acme}/name", {"name": " "}, page=dana.text(acme))
    assert empty.status_code == 422
    assert "Give the organisation a name." in empty.text
    long = dana.post(f"{acme}/name", {"name": "A" * 201}, page=dana.text(acme))
    assert long.status_code == 422
    assert "Keep this to 200 characters" in long.text
    assert "A" * 201 in long.text
    assert "<h1>Acme &lt;Works&gt;</h1>" in dana.text(acme)


def test_nobody_but_an_administrator_renames_it(
    dana: Sitter, ben: Sitter, cleo: Sitter, acme: str, box: Mailbox
) -> None:
    invite(dana, acme, "ben@example.org")
    ben.post(box.last.path, {})
    page = ben.text(acme)
    assert "Rename" not in page
    assert ben.post(f"{acme}/name", {"name": "Mine"}, page=page).status_code == 404
    away = cleo.post(f"{acme}/name", {"name": "Mine"}, page=cleo.text("/organisations"))
    assert away.status_code == 404
    assert "<h1>Acme &lt;Works&gt;</h1>" in dana.text(acme)


def test_the_last_administrator_is_told_that_one_stays(dana: Sitter, acme: str) -> None:
    page = dana.text(acme)
    path = re.search(rf'action="({acme}/members/[0-9a-f]{{32}})"', page)
    assert path
    for role in ("out", "coach"):
        assert dana.post(path[1], {"role": role}, page=page).status_code == 303
        assert "keeps an administrator" in dana.text(acme)
    assert dana.post(path[1], {"role": "emperor"}, page=page).status_code == 404


def test_the_last_administrator_hands_over_before_deleting_everything(
    dana: Sitter, ben: Sitter, acme: str, box: Mailbox
) -> None:
    invite(dana, acme, "ben@example.org")
    ben.post(box.last.path, {})
    page = dana.text("/mine/delete")
    assert "Make one of them an administrator first" in page
    assert "Acme &lt;Works&gt;" in page
    assert "Delete everything now" not in page
    assert dana.post("/mine/delete", {}, page=dana.text(acme)).status_code == 409
    assert dana.client.get(acme).status_code == 200
    for path in re.findall(rf'action="({acme}/members/[0-9a-f]{{32}})"', dana.text(acme)):
        dana.post(path, {"role": "admin"}, page=dana.text(acme))
    assert "What only you administer" not in dana.text("/mine/delete")
    assert dana.post("/mine/delete", {}).status_code == 303
    assert "Invite somebody" in ben.text(acme)


def test_an_organisation_nobody_else_works_in_goes_with_its_administrator(
    dana: Sitter, acme: str
) -> None:
    assert "it goes with you: 0 briefs" in dana.text("/mine/delete")
    assert dana.post("/mine/delete", {}).status_code == 303
    assert dana.client.get(acme).status_code in (303, 404)


def test_a_withdrawn_invitation_opens_nothing(
    dana: Sitter, ben: Sitter, acme: str, box: Mailbox
) -> None:
    invite(dana, acme, "ben@example.org")
    path = box.last.path
    page = dana.text(acme)
    form = re.search(rf'action="({acme}/invitations/[0-9a-f]{{32}}/withdraw)"', page)
    assert form
    assert ben.post(form[1], {}, page=ben.text("/organisations")).status_code == 404
    assert dana.post(form[1], {}, page=page).status_code == 303
    assert ben.client.get(path).status_code == 404


def test_without_mail_the_link_is_shown_to_who_invites(
    dana: Sitter, ben: Sitter, acme: str, box: Mailbox
) -> None:
    box.broken = True
    invite(dana, acme, "ben@example.org")
    shown = re.search(r"/organisations/join/[\w-]{43}", dana.text(acme))
    assert shown
    assert ben.post(shown[0], {}).status_code == 303


def test_no_mailbox_is_flooded_by_invitations_whoever_invites(
    app: Flask, dana: Sitter, acme: str, box: Mailbox
) -> None:
    assert [invite(dana, acme, "ben@example.org") for _ in range(8)] == [303] * 8
    assert [letter.to for letter in box.letters] == ["ben@example.org"] * 6
    link = re.search(r"/organisations/join/[\w-]{43}", dana.text(acme))
    assert link, "there is a link to copy instead"
    other = signed_in(app, "otto@example.org", "Otto")
    theirs = other.post("/organisations", {"name": "Beta"}).headers["Location"]
    assert invite(other, theirs, "Ben@Example.org") == 303
    assert len(box.letters) == 6
    assert invite(other, theirs, "eve@example.org") == 303
    assert box.last.to == "eve@example.org"


def test_one_organisation_and_one_account_have_a_number_of_invitations_mailed_a_day(
    dana: Sitter, acme: str, box: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(organisations, "_INVITATIONS_OF_ONE_ORGANISATION", "2 per day")
    monkeypatch.setattr(organisations, "_INVITATIONS_BY_ONE", "3 per day")
    for number in range(4):
        assert invite(dana, acme, f"person-{number}@example.org") == 303
    assert len(box.letters) == 2
    other = dana.post("/organisations", {"name": "Beta"}).headers["Location"]
    for number in range(4, 6):
        assert invite(dana, other, f"person-{number}@example.org") == 303
    assert [letter.to for letter in box.letters[2:]] == ["person-4@example.org"]
    assert re.search(r"/organisations/join/[\w-]{43}", dana.text(other))


def test_no_words_of_who_invites_are_in_the_mail(app: Flask, box: Mailbox) -> None:
    lure = "YOUR ACCOUNT IS LOCKED http://evil.example/open"
    eve = signed_in(app, "eve@example.org", lure)
    place = eve.post("/organisations", {"name": lure}).headers["Location"]
    assert invite(eve, place, "ben@example.org") == 303
    said = f"{box.last.subject}\n{box.last.text}"
    assert "LOCKED" not in said
    assert "evil" not in said
    assert re.findall(r"https?://[^/\s]+", said) == ["http://localhost"]
    assert "eve@example.org invites you" in said, "who invites is known by an address of theirs"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"email": "nobody", "role": "coach"}, "Enter a mail address"),
        ({"email": "ben@example.org", "role": "emperor"}, "Choose what they will be"),
        ({"email": "ben@example.org\nBcc: x@example.org", "role": "coach"}, "one line"),
    ],
)
def test_an_invitation_that_cannot_be_sent_is_explained(
    dana: Sitter, acme: str, fields: dict[str, str], said: str
) -> None:
    refused = dana.post(acme, fields)
    assert refused.status_code == 422
    assert said in refused.get_data(as_text=True)
