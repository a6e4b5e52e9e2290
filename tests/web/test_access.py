"""Who may open what: every route, for its owner, for a stranger and for nobody."""

import re

import pytest
from flask import Flask, request

from assessment.web.headers import SECURITY_HEADERS
from assessment.web.policy import Policy, UndeclaredPolicyError, enforce_policies, policy_of
from tests.web.coach_routes import COACH_PAGES, COACH_WRITES
from tests.web.hiring_routes import HIRING_GETS, HIRING_WRITES
from tests.web.rounds import ask_colleagues
from tests.web.shares import make_link
from tests.web.signed_in import signed_in
from tests.web.sitter import Sitter

PUBLIC = {
    "/brief-questions/<id:token>": 404,
    "/brief-panel/<id:token>": 404,
    "/offer": 200,
    "/schemas/brief-1.json": 200,
    "/": 200,
    "/begin": 200,
    "/pages/<id:page>": 200,
    "/design": 200,
    "/healthz": 200,
    "/readyz": 200,
    "/mine/restore": 200,
    "/gone": 200,
    "/learn": 200,
    "/learn/<id:facet>": 200,
    "/resume/<id:token>": 404,
    "/open-report": 200,
    "/asked/<id:token>": 404,
    "/share/invitation/<id:token>": 404,
    "/shared/<id:token>": 404,
    "/shared/<id:token>/report.pdf": 404,
    "/rating": 404,
    "/rating/areas/<id:area>": 404,
    "/rating/words": 404,
    "/rating/declined": 200,
    "/rating/back/<id:token>": 404,
    "/sign-in": 200,
    "/sign-in/code": 303,
    "/signed-out": 200,
    "/register": 200,
    "/register/sent": 303,
    "/verify/<id:token>": 404,
    "/forgotten": 200,
    "/reset/<id:token>": 404,
}
"""GET routes anybody may open, with the answer (a made-up token is no link)."""

OWNED = {
    "/mine": 200,
    "/mine/delete": 200,
    "/take/<id:attempt>": 303,
    "/take/<id:attempt>/review": 303,
    "/take/<id:attempt>/leave": 200,
    "/take/<id:attempt>/enough": 303,
    "/take/<id:attempt>/expect": 303,
    "/take/<id:attempt>/<id:item>": 303,
    "/results/<id:attempt>": 200,
    "/results/<id:attempt>/target": 200,
    "/results/<id:attempt>/answers": 200,
    "/results/<id:attempt>/trace": 200,
    "/results/<id:attempt>/types": 200,
    "/results/<id:attempt>/print": 200,
    "/results/<id:attempt>/change": 200,
    "/results/<id:attempt>/history": 200,
    "/results/<id:attempt>/result.json": 200,
    "/results/<id:attempt>/report.pdf": 200,
    "/results/<id:attempt>/radar.svg": 200,
    "/plan/new": 200,
    "/plan/brief": 200,
    "/plan/<id:plan>": 200,
    "/plan/<id:plan>/facts": 200,
    "/plan/<id:plan>/readout": 200,
    "/plan/<id:plan>/readout.pdf": 200,
    "/plan/<id:plan>/revisions/<place:number>": 200,
    "/plan/<id:plan>/plan.<any(pdf, md, ics, csv):kind>": 200,
    "/learn/log": 200,
    "/learn/log/<id:entry>": 200,
    "/colleagues": 200,
    "/colleagues/new": 200,
    "/colleagues/<id:round>": 200,
    "/share": 200,
    "/share/ledger": 200,
    "/share/result/<id:attempt>": 200,
    "/share/result/<id:attempt>/edition": 200,
    "/share/links/<id:link>": 200,
    "/share/links/<id:link>/end": 200,
    "/coaching": 200,
}
"""GET routes of a person's own things, with the owner's answer after submitting."""

ACCOUNTS = {
    "/hire": 200,
    "/hire/<id:organisation>/briefs/new": 404,
    "/hire/<id:organisation>/briefs/import": 404,
    "/hire/<id:organisation>/briefs/<id:brief>": 404,
    "/hire/<id:organisation>/briefs/<id:brief>/<id:part>": 404,
    "/hire/<id:organisation>/briefs/<id:brief>/versions": 404,
    "/hire/<id:organisation>/briefs/<id:brief>/versions/<place:number>": 404,
    "/hire/<id:organisation>/briefs/<id:brief>/brief.<any(pdf, docx, json, md):kind>": 404,
    "/hire/<id:organisation>/briefs/<id:brief>/delete": 404,
    "/hire/<id:organisation>/briefs/<id:brief>/approvers": 404,
    "/hire/<id:organisation>/briefs/<id:brief>/panel": 404,
    "/account": 200,
    "/account/prove": 200,
    "/account/password": 200,
    "/account/address": 303,
    "/account/address/<id:token>": 404,
    "/account/sessions": 200,
    "/account/second-step": 200,
    "/account/second-step/new": 303,
    "/account/bring-in": 303,
    "/organisations": 200,
    "/organisations/<id:organisation>": 404,
    "/organisations/join/<id:token>": 404,
}
"""GET routes of whoever is signed in; where the password was not given lately, it is asked for."""

OPERATORS = {"/operate/accounts": 200}
"""GET routes of operators; without a second step they are led to it."""

DOORS = {"/sign-in", "/sign-in/code", "/sign-out", "/register", "/forgotten", "/offer"}
"""Writes anybody may send."""

OF_AN_ACCOUNT = {
    "/share/result/<id:attempt>/coach",
    "/share/grants/<id:grant>",
    "/share/grants/<id:grant>/end",
    "/share/held/<id:grant>",
}
"""GET routes for who has signed in; tests/web/test_sharing.py says who may open which."""

OPERATED = {"/operate/statistics", "/operate/statistics.json", "/operate/difficulties.md"}
"""GET routes of whoever runs the installation; nobody else learns that they are there."""

WRITES = {
    "/language",
    *DOORS,
    "/hire",
    "/hire/<id:organisation>/briefs/new",
    "/hire/<id:organisation>/briefs/import",
    "/hire/<id:organisation>/briefs/<id:brief>/<id:part>",
    "/hire/<id:organisation>/briefs/<id:brief>/<id:part>/check",
    "/hire/<id:organisation>/briefs/<id:brief>/delete",
    "/hire/<id:organisation>/briefs/<id:brief>/approvers",
    "/hire/<id:organisation>/briefs/<id:brief>/approvers/end",
    "/hire/<id:organisation>/briefs/<id:brief>/approvers/<id:voice>/withdraw",
    "/hire/<id:organisation>/briefs/<id:brief>/panel",
    "/hire/<id:organisation>/briefs/<id:brief>/panel/close",
    "/hire/<id:organisation>/briefs/<id:brief>/panel/second",
    "/hire/<id:organisation>/briefs/<id:brief>/panel/take",
    "/hire/<id:organisation>/briefs/<id:brief>/panel/dissolve",
    "/hire/<id:organisation>/briefs/<id:brief>/panel/<id:member>/withdraw",
    "/hire/<id:organisation>/briefs/<id:brief>/panel/<id:member>/link",
    "/brief-panel/<id:token>",
    "/brief-questions/<id:token>",
    "/plan/brief",
    "/verify/<id:token>",
    "/reset/<id:token>",
    "/account",
    "/account/prove",
    "/account/password",
    "/account/address",
    "/account/address/<id:token>",
    "/account/sessions/<id:handle>/end",
    "/account/sessions/end-others",
    "/account/second-step/new",
    "/account/second-step/codes",
    "/account/second-step/off",
    "/account/bring-in",
    "/operate/accounts/<id:account>/<any('deactivate', 'activate', 'end', 'reset'):act>",
    "/organisations",
    "/organisations/<id:organisation>",
    "/organisations/<id:organisation>/invitations/<id:invitation>/withdraw",
    "/organisations/<id:organisation>/members/<id:member>",
    "/organisations/<id:organisation>/name",
    "/organisations/<id:organisation>/second-step",
    "/organisations/join/<id:token>",
    "/resume/<id:token>",
    "/begin",
    "/open-report",
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
    "/results/<id:attempt>/recompute",
    "/plan/new",
    "/plan/<id:plan>/facts",
    "/plan/<id:plan>/steps/<id:action>",
    "/learn/<id:facet>/log",
    "/learn/log/<id:entry>",
    "/learn/log/<id:entry>/delete",
    "/share/result/<id:attempt>/coach",
    "/share/result/<id:attempt>/edition.pdf",
    "/share/result/<id:attempt>/link",
    "/share/grants/<id:grant>/renew",
    "/share/grants/<id:grant>/end",
    "/share/links/<id:link>/end",
    "/share/invitation/<id:token>/accept",
    "/share/held/<id:grant>/leave",
    "/colleagues/new",
    "/colleagues/<id:round>/remind",
    "/colleagues/<id:round>/raters/<id:rater>/link",
    "/colleagues/<id:round>/close",
    "/asked/<id:token>",
    "/asked/<id:token>/decline",
    "/rating/areas/<id:area>",
    "/rating/words",
    "/rating/submit",
    "/rating/withdraw",
    "/rating/back/<id:token>",
    "/coaching/agreed/<id:action>",
}


MEMBERS = {
    "/organisations/<id:organisation>/branding",
    "/organisations/<id:organisation>/branding/sample.pdf",
    "/organisations/<id:organisation>/logo.png",
    "/organisations/<id:organisation>/accent.css",
}
"""GET routes of organisations; who of their members opens which is for ``test_branding``."""

MEMBERS_WRITE = {
    "/organisations/<id:organisation>/branding",
    "/organisations/<id:organisation>/branding/logo",
    "/organisations/<id:organisation>/branding/logo/remove",
}

OF_AN_ACCOUNT |= MEMBERS
WRITES |= MEMBERS_WRITE


def rules(app: Flask, method: str) -> set[str]:
    return {rule.rule for rule in app.url_map.iter_rules() if method in (rule.methods or ())}


def test_the_tables_name_every_route(app: Flask) -> None:
    everything = set(PUBLIC) | set(OWNED) | set(ACCOUNTS) | OF_AN_ACCOUNT | OPERATED
    everything |= set(COACH_PAGES) | HIRING_GETS
    assert rules(app, "GET") == everything | set(OPERATORS)
    assert rules(app, "POST") == WRITES | COACH_WRITES | HIRING_WRITES


def test_every_view_declares_a_policy(app: Flask) -> None:
    assert {policy_of(app, endpoint) for endpoint in app.view_functions} <= set(Policy)


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
    round_id, rater = ask_colleagues(ada)
    values = {
        "round": round_id,
        "rater": rater,
        "area": "finance",
        "attempt": attempt,
        "item": "strategy-self-rating",
        "plan": plan,
        "action": "agree-authority",
        "page": "method",
        "facet": "ec1",
        "entry": logged.headers["Location"].split("#entry-")[1],
        "link": make_link(ada, attempt)[0],
        "grant": "0" * 32,
        "token": "x" * 43,
        "number": "1",
        "kind": "md",
        "handle": "0" * 32,
        "organisation": "0" * 32,
        "brief": "0" * 32,
        "part": "mission",
        "voice": "0" * 32,
        "account": "0" * 32,
        "act": "end",
        "invitation": "0" * 32,
        "member": "0" * 32,
    }
    return ada, values


def fill(rule: str, values: dict[str, str]) -> str:
    return re.sub(r"<[^>]*:(\w+)>", lambda found: values[found[1]], rule)


def test_the_owner_opens_everything_a_stranger_and_nobody_nothing(
    owner: tuple[Sitter, dict[str, str]], eve: Sitter, nobody: Sitter
) -> None:
    ada, values = owner
    theirs_too = {
        "/coaching",
        "/colleagues",
        "/mine",
        "/mine/delete",
        "/plan/new",
        "/plan/brief",
        "/learn/log",
        "/share",
        "/share/ledger",
    }
    for rule, expected in OWNED.items():
        path = fill(rule, values)
        assert ada.client.get(path).status_code == expected, rule
        assert nobody.client.get(path).status_code == 404, rule
        if rule not in theirs_too:
            assert eve.client.get(path).status_code == 404, rule
    for rule, expected in PUBLIC.items():
        for visitor in (ada, eve, nobody):
            assert visitor.client.get(fill(rule, values)).status_code == expected, rule


def test_an_accounts_pages_are_for_who_signed_in(
    owner: tuple[Sitter, dict[str, str]], ben: Sitter, nobody: Sitter
) -> None:
    guest, values = owner
    for rule, expected in ACCOUNTS.items():
        path = fill(rule, values)
        assert ben.client.get(path).status_code == expected, rule
        for visitor in (guest, nobody):
            answer = visitor.client.get(path)
            assert answer.status_code == 303, rule
            assert answer.headers["Location"].startswith(f"/sign-in?next={path}"), rule


def test_the_operators_pages_are_there_for_the_operator_alone(
    operator: Sitter, dana: Sitter, eve: Sitter, nobody: Sitter
) -> None:
    for rule in OPERATED:
        assert operator.client.get(rule).status_code == 200, rule
        for visitor in (dana, eve, nobody):
            assert visitor.client.get(rule).status_code == 404, rule


def test_no_operators_page_opens_by_a_password_alone(app: Flask) -> None:
    otto = signed_in(app, "otto@example.org", "Otto", operator=True)
    for rule in OPERATED | set(OPERATORS):
        answer = otto.client.get(rule)
        assert answer.status_code == 303, rule
        assert answer.headers["Location"] == "/account/second-step", rule


def test_an_operators_pages_are_for_operators(
    owner: tuple[Sitter, dict[str, str]], ben: Sitter, nobody: Sitter, operator: Sitter
) -> None:
    guest, values = owner
    for rule, expected in OPERATORS.items():
        path = fill(rule, values)
        assert operator.client.get(path).status_code == expected, rule
        for visitor in (guest, ben, nobody):
            assert visitor.client.get(path).status_code == 404, rule


def test_a_strangers_write_changes_nothing_and_teaches_nothing(
    owner: tuple[Sitter, dict[str, str]], eve: Sitter
) -> None:
    _, values = owner
    token = re.search(r'csrf_token" value="([^"]+)"', eve.text("/begin"))
    assert token
    for rule in sorted(WRITES - DOORS - {"/begin", "/language", "/open-report", "/mine/new-link",
                                 "/mine/key", "/mine/restore",
                                 "/mine/export", "/mine/delete", "/plan/new", "/plan/brief",
                                 "/learn/<id:facet>/log"}):  # fmt: skip
        path = fill(rule, values)
        if rule.endswith("/save"):
            answer = eve.client.post(
                path, json={"answer": {"answer": "3"}}, headers={"X-CSRFToken": token[1]}
            )
        else:
            answer = eve.client.post(
                path, data={"csrf_token": token[1], "area": "finance", "state": "done"}
            )
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


def test_a_head_request_is_a_get_without_a_body_and_takes_no_step(
    owner: tuple[Sitter, dict[str, str]], app: Flask
) -> None:
    ada, values = owner
    seen: list[str] = []

    def note() -> None:
        seen.append(request.method)

    app.before_request_funcs.setdefault(None, []).append(note)
    for rule in sorted(set(PUBLIC) | set(OWNED)):
        path = fill(rule, values)
        asked = ada.client.head(path)
        assert asked.data == b"", rule
        assert asked.status_code == ada.client.get(path).status_code, rule
    assert set(seen) == {"GET"}
    assert ada.client.get("/mine").status_code == 200


def test_a_copied_cookie_is_dead_after_deletion(ada: Sitter, app: Flask) -> None:
    ada.begin(form="quick")
    cookie = ada.client.get_cookie("cto")
    assert cookie is not None
    assert ada.post("/mine/delete", {}).status_code == 303
    copied = app.test_client()
    copied.set_cookie("cto", cookie.value)
    assert copied.get("/mine").status_code == 404
