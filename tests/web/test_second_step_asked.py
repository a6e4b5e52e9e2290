"""An organisation that asks for a second step opens nothing to who signs in by a password alone."""

import pytest
from flask import Flask
from werkzeug.routing import MapAdapter

from assessment.web.policy import Policy, policy_of
from tests.web.mailbox import Mailbox, mailbox_of
from tests.web.signed_in import make_account, sign_in, with_second_step
from tests.web.sitter import Sitter

LED_TO = "/account/second-step"


@pytest.fixture
def box(app: Flask) -> Mailbox:
    return mailbox_of(app)


@pytest.fixture
def hanna(app: Flask) -> Sitter:
    """An administrator who signs in by two steps."""
    account = make_account(app, "hanna@example.org", "Hanna Head")
    return sign_in(app, with_second_step(app, account))


@pytest.fixture
def acme(hanna: Sitter, ben: Sitter, box: Mailbox) -> str:
    """The path of Hanna's organisation, in which Ben leads searches by a password alone."""
    path = hanna.post("/organisations", {"name": "Acme"}).headers["Location"]
    hanna.post(path, {"email": "ben@example.org", "role": "hiring-lead"})
    assert ben.post(box.last.path, {}).headers["Location"] == path
    return path


def ask(who: Sitter, acme: str, asked: str) -> str:
    answer = who.post(f"{acme}/second-step", {"asked": asked}, page=who.text(acme))
    assert answer.status_code == 303
    return answer.headers["Location"]


def test_who_has_none_is_led_to_it_and_works_on_once_it_is_on_or_asked_no_longer(
    hanna: Sitter, ben: Sitter, acme: str
) -> None:
    assert "no second step yet" in hanna.text(acme)
    assert ben.client.get("/hire").status_code == 200
    assert ask(hanna, acme, "yes") == acme
    assert "open with a second step alone" in hanna.text(acme)
    for path in ("/hire", "/interviews", acme):
        led = ben.client.get(path)
        assert (led.status_code, led.headers.get("Location")) == (303, LED_TO), path
    assert "opens its pages to those alone who sign in by two steps" in ben.text(LED_TO)
    for path in ("/account", "/organisations", "/mine", "/learn"):
        assert ben.client.get(path).status_code == 200, path
    assert hanna.client.get("/hire").status_code == 200
    assert "stay closed to you" in hanna.text(LED_TO)
    assert ask(hanna, acme, "no") == acme
    assert ben.client.get("/hire").status_code == 200
    assert "stay closed to you" not in hanna.text(LED_TO)


def test_a_form_that_was_open_is_refused_and_gives_back_what_was_written(
    hanna: Sitter, ben: Sitter, acme: str
) -> None:
    new = acme.replace("/organisations/", "/hire/") + "/briefs/new"
    page = ben.text(new)
    ask(hanna, acme, "yes")
    refused = ben.post(new, {"challenge": "Two plants, one platform, by May."}, page=page)
    assert refused.status_code == 403
    text = refused.get_data(as_text=True)
    assert "Two plants, one platform, by May." in text
    assert f'href="{LED_TO}"' in text
    ask(hanna, acme, "no")
    assert "Two plants" not in ben.text("/hire"), "nothing was kept of it"


def test_who_asks_others_has_one(ben: Sitter, dana: Sitter, box: Mailbox) -> None:
    path = dana.post("/organisations", {"name": "Mills"}).headers["Location"]
    assert ask(dana, path, "yes") == LED_TO
    assert "Turn your own second step on first" in dana.text(LED_TO)
    assert dana.client.get("/hire").status_code == 200
    dana.post(path, {"email": "ben@example.org", "role": "hiring-lead"})
    ben.post(box.last.path, {})
    page = ben.text(path)
    assert "second-step" not in page
    assert ben.post(f"{path}/second-step", {"asked": "yes"}, page=page).status_code == 404


def test_no_page_of_an_organisation_is_left_out(
    app: Flask, hanna: Sitter, ben: Sitter, acme: str
) -> None:
    page = ben.text(acme)
    ask(hanna, acme, "yes")
    tried = 0
    for rule in app.url_map.iter_rules():
        if policy_of(app, rule.endpoint) is not Policy.MEMBER:
            continue
        path = address(app.url_map.bind("localhost"), rule.endpoint, rule.arguments)
        if "GET" in (rule.methods or ()):
            assert ben.client.get(path).headers.get("Location") == LED_TO, path
            tried += 1
        if "POST" in (rule.methods or ()):
            assert ben.post(path, {}, page=page).status_code == 403, path
            tried += 1
    assert tried > 60
    assert {
        "hire_briefs",
        "hire_panel",
        "hire_voices",
        "interviews",
        "organisations",
        "branding",
    } <= {
        rule.endpoint.split(".")[0]
        for rule in app.url_map.iter_rules()
        if policy_of(app, rule.endpoint) is Policy.MEMBER
    }


def address(urls: MapAdapter, endpoint: str, arguments: set[str]) -> str:
    """Some address of a rule; whether anything lies there is asked after the second step."""
    known: dict[str, object] = {"kind": "pdf", "place": 1, "number": 1}
    return urls.build(endpoint, {name: known.get(name, "0" * 32) for name in arguments})
