"""Hostile requests over the pages of accounts: who shares, who coaches, who hires, who operates."""

import re
from random import Random

import pytest
from flask import Flask

from tests.promises import Promises
from tests.web.fuzzing import (
    SEEDS,
    Visitor,
    attack,
    is_left_out,
    note,
    requests_a_role,
    targets_of,
)
from tests.web.hiring_house import WebHouse
from tests.web.rounds import ask_colleagues
from tests.web.shares import accept, invite, make_link
from tests.web.signed_in import signed_in
from tests.web.sitter import Sitter

pytestmark = pytest.mark.promise

REQUESTS = requests_a_role(gate=1_500, release=5_000)
"""A release sends 100,000: from 4 roles, by 5 seeds."""
ENDS_IT = (
    "/delete", "/end", "/leave", "/withdraw", "/sign-out", "/remove", "/password", "/address",
    "/off", "/close", "/others", "/sessions",
)  # fmt: skip
"""What leaves nothing to attack, or nobody signed in."""


@pytest.fixture
def visitors(app: Flask, seed: int) -> list[Visitor]:
    """Ada shares with Ben, Dana hires in her organisation, Olga operates."""
    house = WebHouse(app)
    ada = signed_in(app, "ada@example.org", "Ada Aspirant")
    result = ada.finish()
    attempt = result.split("/")[2]
    ben = signed_in(app, "ben@example.org", "Ben Coach")
    grant, invitation = invite(ada, attempt)
    accept(ben, invitation)
    link, _ = make_link(ada, attempt)
    round_id, rater = ask_colleagues(ada)
    olga = signed_in(app, "olga@example.org", "Olga Operator", operator=True)
    known: dict[str, list[str]] = {
        "attempt": [attempt],
        "other": [attempt],
        "area": ["strategy", "finance"],
        "grant": [grant],
        "link": [link],
        "round": [round_id],
        "rater": [rater],
        "organisation": [house.organisation],
        "brief": [str(house.brief)],
        "part": ["challenge", "outcomes", "mandate", "duties", "levels"],
        "search": [house.search],
        "number": ["1"],
        "kind": ["docx", "json", "md"],
        "token": ["x" * 43],
    }
    sound: dict[str, dict[str, str]] = {
        "/clients/<id:grant>/notes": {"text": "<fz31337>", "visibility": "mine"},
        "/clients/<id:grant>/agreed": {"what": "<fz31337>", "due": "2026-12-24"},
        "/clients/<id:grant>/results/<id:attempt>/rate/<id:area>": {
            "evidence": "<fz31337> seen in the steering group", "level": "3",
        },
        "/share/links/<id:link>": {"label": "<fz31337>"},
        "/hire": {"name": "<fz31337>"},
        "/offer": {"points-technology-direction": "40"},
        "/hire/<id:organisation>/briefs/<id:brief>/<id:part>": {
            "challenge": "<fz31337>", "revision": "1",
        },
        "/organisations/<id:organisation>/name": {"name": "<fz31337>"},
        "/organisations/<id:organisation>/branding": {"closing": "<fz31337>", "accent": "#0f5b5f"},
    }  # fmt: skip
    sitters = (ada, ben, house.browsers["dana"], olga)
    return [Visitor(s, known, Random(seed + n), sound) for n, s in enumerate(sitters)]


@pytest.mark.parametrize("seed", SEEDS)
def test_no_request_breaks_a_page_of_an_account(
    app: Flask, seed: int, visitors: list[Visitor], promises: Promises
) -> None:
    targets = targets_of(
        app,
        lambda rule, method: (
            not is_left_out(rule) and not (method == "POST" and rule.rule.endswith(ENDS_IT))
        ),
    )
    seen = attack(visitors, targets, REQUESTS)
    assert all(still_signed_in(visitor.sitter) for visitor in visitors)
    surfaces = (
        "/clients",
        "/share",
        "/colleagues",
        "/hire",
        "/organisations",
        "/account",
        "/offer",
    )
    reached = {
        rule
        for (rule, _method), count in seen.accepted.items()
        if count and rule.startswith(surfaces)
    }
    assert [s for s in surfaces if not any(rule.startswith(s) for rule in reached)] == []
    who = f"4 roles with accounts, {len(reached)} addresses of their own taken"
    note(promises, seen, who, seed, REQUESTS * len(visitors))


def still_signed_in(sitter: Sitter) -> bool:
    return re.search(r'href="/account"', sitter.text("/")) is not None
