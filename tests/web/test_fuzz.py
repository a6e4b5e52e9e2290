"""Thousands of hostile requests over every route, from nobody and from an owner."""

import re
from random import Random

import pytest
from flask import Flask

from assessment.domain.catalog import Catalog
from tests.promises import Promises
from tests.web.fuzzing import (
    SEEDS,
    Visitor,
    attack,
    is_left_out,
    markup_made,
    note,
    requests_a_role,
    targets_of,
)
from tests.web.sitter import Sitter

pytestmark = pytest.mark.promise

REQUESTS = requests_a_role(gate=2_500, release=2_500)
HELD_ELSEWHERE = (
    "/account", "/archives", "/asked", "/brief", "/candidate", "/clients", "/coaching",
    "/colleagues", "/forgotten", "/hire", "/interviews", "/invitation", "/operate",
    "/organisations", "/plan/brief", "/rating", "/register", "/reset", "/share", "/sign",
    "/verify", "/offer",
)  # fmt: skip
"""Where a request is taken from people with accounts or links: test_fuzz_workspaces and others."""


@pytest.fixture
def visitors(ada: Sitter, nobody: Sitter, catalog: Catalog, seed: int) -> list[Visitor]:
    """Nobody, and an owner with an open and a finished sitting, a plan and a logged exercise."""
    ada.finish()
    finished = ada.attempt
    ada.finish(form="quick")
    quick = ada.attempt
    page = ada.text("/plan/new")
    facts = {"start": "2026-11-23", "hours": "6", "mode": "in-role", "situation": "realignment"}
    made = ada.post("/plan/new", {**facts, "attempt": finished}, page=page)
    plan = made.headers["Location"].split("/")[2]
    facet = next(iter(catalog.lessons))
    exercise = {"what": "Asked five people.", "done_on": "2026-11-20", "outcome": ""}
    logged = ada.post(f"/learn/{facet}/log", dict(exercise), page=page)
    opened = ada.begin()
    items = re.findall(rf"/take/{opened}/([a-z0-9-]+)", ada.text(f"/take/{opened}/review"))
    steps = re.findall(rf"/plan/{plan}/steps/([a-z0-9-]+)", ada.text(f"/plan/{plan}"))
    known = {
        "attempt": [opened, opened, finished, quick],
        "closed": [finished, quick],
        "item": [item for item in items if item in catalog.items],
        "plan": [plan],
        "action": steps,
        "number": ["1"],
        "kind": ["md", "ics", "csv"],
        "page": list(catalog.pages),
        "facet": [facet],
        "entry": [logged.headers["Location"].rsplit("-", 1)[1]],
        "token": ["x" * 43],
    }
    sound = {
        "/begin": {"profile": "startup", "stage": "growing", "suspected_gap": "finance",
                   "form": "full"},
        "/plan/new": facts,
        "/plan/<id:plan>/facts": facts,
        "/plan/<id:plan>/steps/<id:action>": {"state": "doing", "note": "<fz31337>"},
        "/learn/<id:facet>/log": exercise,
        "/learn/log/<id:entry>": exercise,
        "/results/<id:attempt>/target": {"profile": "startup", "stage": "growing"},
        "/take/<id:attempt>/<id:item>": {"save_id": "a", "revision": "0", "go": "skip"},
        "/take/<id:attempt>/deeper": {"area": "finance"},
    }  # fmt: skip
    return [
        Visitor(nobody, {**known, "entry": list(known["entry"])}, Random(seed), sound),
        Visitor(ada, known, Random(seed + 1), sound),
    ]


@pytest.mark.parametrize("seed", SEEDS)
def test_no_request_breaks_a_page_and_every_route_takes_one(
    app: Flask, seed: int, visitors: list[Visitor], promises: Promises
) -> None:
    targets = [
        (rule, method)
        for rule, method in targets_of(app, lambda rule, _method: not is_left_out(rule))
        if not rule.rule.startswith(HELD_ELSEWHERE)
        for _ in range(4 if rule.rule.endswith("/save") else 1)
    ]
    seen = attack(visitors, targets, REQUESTS)
    note(promises, seen, "a guest and nobody", seed, REQUESTS * len(visitors))
    unreached = {
        f"{method} {rule}" for rule, method in targets if not seen.accepted[rule.rule, method]
    }
    needs_what_dice_do_not_have = {
        "POST /language",  # the code of a second language, which no installation has yet
        "GET /resume/<id:token>",
        "POST /resume/<id:token>",
        "POST /mine/restore",
        "POST /open-report",
    }
    assert unreached <= needs_what_dice_do_not_have


@pytest.mark.parametrize(
    "page",
    [
        "<p><fz31337></p>",
        "<p><script>fz31337</script></p>",
        '<input value=""><img src=x onerror=fz31337>">',
        "<p>''><svg/onload=fz31337></p>",
        "<p><!--fz31337</p>",
    ],
)
def test_a_payload_that_became_markup_is_seen(page: str) -> None:
    assert markup_made(page)


@pytest.mark.parametrize(
    "page",
    [
        "<p>&lt;fz31337&gt; &lt;script&gt;fz31337&lt;/script&gt;</p>",
        '<img src="/logo.png" alt="&#34;&gt;&lt;img src=x onerror=fz31337&gt;">',
        '<a title="onerror=fz31337">a</a><script src="/static/page.js"></script>',
    ],
)
def test_a_payload_that_stayed_text_is_no_complaint(page: str) -> None:
    assert not markup_made(page)
