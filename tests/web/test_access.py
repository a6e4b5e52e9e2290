"""Who may open what: every route, for its owner, for a stranger and for nobody."""

import re

import pytest
from flask import Flask

from assessment.web.headers import SECURITY_HEADERS
from assessment.web.policy import Policy, UndeclaredPolicyError, enforce_policies, policy_of
from tests.web.sitter import Sitter

PUBLIC = {
    "/": 200,
    "/begin": 200,
    "/pages/<id:page>": 200,
    "/healthz": 200,
    "/readyz": 200,
    "/mine/restore": 200,
    "/gone": 200,
    "/learn": 200,
    "/learn/<id:facet>": 200,
    "/resume/<id:token>": 404,
}
"""GET routes anybody may open, with the answer (a made-up token is no link)."""

OWNED = {
    "/mine": 200,
    "/mine/delete": 200,
    "/take/<id:attempt>": 303,
    "/take/<id:attempt>/review": 303,
    "/take/<id:attempt>/leave": 200,
    "/take/<id:attempt>/<id:item>": 303,
    "/results/<id:attempt>": 200,
    "/results/<id:attempt>/target": 200,
    "/results/<id:attempt>/answers": 200,
    "/results/<id:attempt>/trace": 200,
    "/results/<id:attempt>/print": 200,
    "/results/<id:attempt>/change": 200,
    "/results/<id:attempt>/result.json": 200,
    "/results/<id:attempt>/report.pdf": 200,
    "/results/<id:attempt>/radar.svg": 200,
    "/plan/new": 200,
    "/plan/<id:plan>": 200,
    "/plan/<id:plan>/facts": 200,
    "/plan/<id:plan>/readout": 200,
    "/plan/<id:plan>/readout.pdf": 200,
    "/plan/<id:plan>/revisions/<place:number>": 200,
    "/plan/<id:plan>/plan.<any(pdf, md, ics, csv):kind>": 200,
    "/learn/log": 200,
    "/learn/log/<id:entry>": 200,
}
"""GET routes of a person's own things, with the owner's answer after submitting."""

WRITES = {
    "/resume/<id:token>",
    "/begin",
    "/mine/new-link",
    "/mine/key",
    "/mine/restore",
    "/mine/export",
    "/mine/delete",
    "/take/<id:attempt>/<id:item>",
    "/take/<id:attempt>/<id:item>/save",
    "/take/<id:attempt>/submit",
    "/take/<id:attempt>/go-on",
    "/take/<id:attempt>/deeper",
    "/results/<id:attempt>/target",
    "/plan/new",
    "/plan/<id:plan>/facts",
    "/plan/<id:plan>/steps/<id:action>",
    "/learn/<id:facet>/log",
    "/learn/log/<id:entry>",
    "/learn/log/<id:entry>/delete",
}


def rules(app: Flask, method: str) -> set[str]:
    return {rule.rule for rule in app.url_map.iter_rules() if method in (rule.methods or ())}


def test_the_tables_name_every_route(app: Flask) -> None:
    assert rules(app, "GET") == set(PUBLIC) | set(OWNED)
    assert rules(app, "POST") == WRITES


def test_every_view_declares_a_policy(app: Flask) -> None:
    assert {policy_of(app, endpoint) for endpoint in app.view_functions} == set(Policy)


def test_a_view_without_a_policy_stops_the_start(app: Flask) -> None:
    app.view_functions["undeclared"] = lambda: ""
    with pytest.raises(UndeclaredPolicyError, match="undeclared"):
        enforce_policies(app)


@pytest.fixture
def owner(ada: Sitter) -> tuple[Sitter, dict[str, str]]:
    """Ada with a result, a plan and a log, and the values that fill in her addresses."""
    result = ada.finish()
    attempt = result.split("/")[2]
    made = ada.post(
        f"/plan/new?attempt={attempt}",
        {
            "start": "2026-11-23",
            "hours": "6",
            "mode": "in-role",
            "situation": "realignment",
            "attempt": attempt,
        },
    )
    assert made.status_code == 303, made.get_data(as_text=True)[:500]
    plan = made.headers["Location"].split("/")[2]
    logged = ada.post(
        "/learn/ec1/log",
        {"what": "Wrote the chain.", "done_on": "2026-11-20", "outcome": ""},
        page=ada.text("/learn/ec1"),
    )
    assert logged.status_code == 303
    values = {
        "attempt": attempt,
        "item": "strategy-self-rating",
        "plan": plan,
        "action": "agree-authority",
        "page": "method",
        "facet": "ec1",
        "entry": logged.headers["Location"].split("#entry-")[1],
        "token": "x" * 43,
        "number": "1",
        "kind": "md",
    }
    return ada, values


def fill(rule: str, values: dict[str, str]) -> str:
    return re.sub(r"<[^>]*:(\w+)>", lambda found: values[found[1]], rule)


def test_the_owner_opens_everything_a_stranger_and_nobody_nothing(
    owner: tuple[Sitter, dict[str, str]], eve: Sitter, nobody: Sitter
) -> None:
    ada, values = owner
    theirs_too = {"/mine", "/mine/delete", "/plan/new", "/learn/log"}
    for rule, expected in OWNED.items():
        path = fill(rule, values)
        assert ada.client.get(path).status_code == expected, rule
        assert nobody.client.get(path).status_code == 404, rule
        if rule not in theirs_too:
            assert eve.client.get(path).status_code == 404, rule
    for rule, expected in PUBLIC.items():
        for visitor in (ada, eve, nobody):
            assert visitor.client.get(fill(rule, values)).status_code == expected, rule


def test_a_strangers_write_changes_nothing_and_teaches_nothing(
    owner: tuple[Sitter, dict[str, str]], eve: Sitter
) -> None:
    _, values = owner
    token = re.search(r'csrf_token" value="([^"]+)"', eve.text("/begin"))
    assert token
    for rule in sorted(WRITES - {"/begin", "/mine/new-link", "/mine/key", "/mine/restore",
                                 "/mine/export", "/mine/delete", "/plan/new",
                                 "/learn/<id:facet>/log"}):  # fmt: skip
        path = fill(rule, values)
        if rule.endswith("/save"):
            answer = eve.client.post(
                path, json={"answer": {"answer": "3"}}, headers={"X-CSRFToken": token[1]}
            )
        else:
            answer = eve.client.post(path, data={"csrf_token": token[1], "area": "finance"})
        assert answer.status_code == 404, (rule, answer.status_code)


def test_every_write_needs_its_token(owner: tuple[Sitter, dict[str, str]]) -> None:
    ada, values = owner
    for rule in sorted(WRITES):
        assert ada.client.post(fill(rule, values), data={}).status_code == 400, rule


def test_every_answer_carries_the_security_headers(
    owner: tuple[Sitter, dict[str, str]], nobody: Sitter
) -> None:
    ada, values = owner
    for rule in [*PUBLIC, *OWNED, "/nowhere"]:
        for visitor in (ada, nobody):
            headers = visitor.client.get(fill(rule, values)).headers
            for name, value in SECURITY_HEADERS.items():
                assert headers.get(name) == value, (rule, name)
            assert headers["Cache-Control"] == "no-store", rule


def test_unused_methods_are_refused(owner: tuple[Sitter, dict[str, str]]) -> None:
    ada, values = owner
    for rule in OWNED:
        assert ada.client.delete(fill(rule, values)).status_code == 405, rule
        assert ada.client.put(fill(rule, values)).status_code == 405, rule


def test_a_copied_cookie_is_dead_after_deletion(ada: Sitter, app: Flask) -> None:
    ada.begin(form="quick")
    cookie = ada.client.get_cookie("cto")
    assert cookie is not None
    assert ada.post("/mine/delete", {}).status_code == 303
    copied = app.test_client()
    copied.set_cookie("cto", cookie.value)
    assert copied.get("/mine").status_code == 404
