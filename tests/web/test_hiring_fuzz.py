"""Hostile requests against interviewing, as its administrator, an interviewer and a candidate."""

from random import Random

import pytest
from flask import Flask

from tests.promises import Promises
from tests.web.fuzzing import SEEDS, Visitor, attack, note, requests_a_role, targets_of
from tests.web.hiring_house import AREAS, WebHouse
from tests.web.hiring_routes import HIRING_GETS, HIRING_WRITES
from tests.web.sitter import Sitter

pytestmark = pytest.mark.promise

REQUESTS = requests_a_role(gate=1_700, release=1_700)
ENDS_IT = ("/delete", "/withdraw", "/link", ".pdf")
"""What leaves nothing to attack, or takes a renderer."""


@pytest.fixture
def visitors(app: Flask, seed: int) -> list[Visitor]:
    house = WebHouse(app)
    candidates = [house.candidate("Ann Example"), house.candidate("Bob Example")]
    for who in ("iris", "jo", "ravi"):
        house.rate(who, candidates[0], "3", "Heard it.")
    client = app.test_client()
    client.get(f"/candidate/{house.tokens[candidates[1]]}")
    link = Sitter(client, app.extensions["shelf"].current)
    card = {f"note-{a}": "<fz31337>" for a in AREAS} | {f"value-{a}": "3" for a in AREAS}
    sound = {
        "/interviews": {"organisation": house.organisation, "brief": house.brief},
        "/interviews/<id:search>/areas": {"contact": "<fz31337>"},
        "/interviews/<id:search>/weights": {"weights_reason": "<fz31337>"},
        "/interviews/<id:search>/hold": {"hold_reason": "<fz31337>"},
        "/interviews/<id:search>/candidates": {"name": "<fz31337>", "email": "x@example.org"},
        "/interviews/candidates/<id:candidate>": {"interview_on": house.now.date().isoformat()},
        "/interviews/candidates/<id:candidate>/card": {**card, "go": "save"},
        "/interviews/candidates/<id:candidate>/ratings": {"area": "team", "words": "<fz31337>"},
        "/interviews/candidates/<id:candidate>/decision": {
            "outcome": "further", "reason": "<fz31337>", "evidence": "<fz31337>",
        },
        "/candidate/confirm": {"read": "yes"},
        "/candidate/words": {"needs": "<fz31337>", "own_words": "<fz31337>"},
    }  # fmt: skip
    known: dict[str, list[str]] = {
        "search": [house.search],
        "candidate": candidates,
        "organisation": [house.organisation],
        "member": ["0" * 32],
        "share": ["0" * 32],
        "kind": ["docx"],
        "token": ["x" * 43],
    }
    sitters = (house.browsers["dana"], house.browsers["iris"], link)
    return [Visitor(s, known, Random(seed + n), sound) for n, s in enumerate(sitters)]


@pytest.mark.parametrize("seed", SEEDS)
def test_no_request_breaks_a_page_of_interviewing(
    app: Flask, seed: int, visitors: list[Visitor], promises: Promises
) -> None:
    ours = HIRING_GETS | HIRING_WRITES
    targets = targets_of(
        app,
        lambda rule, method: (
            rule.rule in ours and not (method == "POST" and rule.rule.endswith(ENDS_IT))
        ),
    )
    seen = attack(visitors, targets, REQUESTS)
    who = "an administrator, an interviewer and a candidate"
    note(promises, seen, who, seed, REQUESTS * len(visitors))
    needs_more = {
        "GET /candidate/<id:token>",
        "POST /candidate/<id:token>",
        "GET /candidate/groups",
        "POST /candidate/groups",
        "POST /candidate/share",
        "POST /interviews/<id:search>/panel",
        "POST /interviews/<id:search>/weights",  # settled: cards are in
    }
    never = {f"{method} {rule}" for (rule, method), count in seen.accepted.items() if count == 0}
    assert never <= needs_more, never
