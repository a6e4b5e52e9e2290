"""Hostile requests over the pages of accounts: who shares, who coaches, who hires, who operates.

They are people of the access matrix's world, and its table says which forms are in order: every
field of every form is attacked beside others that are right, so that most get past the first check.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random

import pytest
from flask import Flask

from assessment.services.catalogs import CatalogShelf
from assessment.web.limits import Limits
from tests.promises import Promises
from tests.trust.matrix_table import TABLE
from tests.trust.matrix_world import Persona, World, build_world
from tests.web.fuzzing import (
    SEEDS,
    Visitor,
    attack,
    is_left_out,
    note,
    requests_a_role,
    targets_of,
)
from tests.web.sitter import Sitter

pytestmark = pytest.mark.promise

REQUESTS = requests_a_role(gate=1_500, release=5_000)
"""A release sends 100,000: from 4 roles, by 5 seeds."""
ROLES = ("ada", "ben", "dana", "olga")
"""Who shares, who coaches, who administers an organisation that hires, who operates."""
ENDS_IT = (
    "/delete", "/end", "/leave", "/withdraw", "/sign-out", "/remove", "/password", "/address",
    "/off", "/close", "/end-others", "/dissolve", "/verify/<id:token>", "/reset/<id:token>",
    "/sign-in", "/resume/<id:token>", "/restore",
)  # fmt: skip
"""What leaves nothing to attack, or somebody else signed in or nobody."""


@pytest.fixture
def world(tmp_path: Path, shipped_shelf: CatalogShelf) -> Iterator[World]:
    yield from build_world(tmp_path / "world", shipped_shelf)


def known_to(who: Persona) -> dict[str, list[str]]:
    """What fills in addresses, by the names that rules have for it."""
    known: dict[str, set[str]] = {}
    for row in TABLE:
        for name in re.findall(r"<(?:[^<>]*:)?(\w+)>", row.rule):
            value = row.keys.get(name, name)
            known.setdefault(name, set()).add(
                value if name in {"kind", "act"} else who.values[value]
            )
    known["account"] = {who.values["interviewer_account"]}  # none of those who attack
    return {name: sorted(values) for name, values in known.items()}


def sound_for(who: Persona) -> Mapping[str, Mapping[str, object]]:
    """For each rule, the form that the table sends it."""
    return {row.rule: row.fields(who.values) for row in reversed(TABLE) if row.method == "POST"}


def browser(app: Flask, who: Persona) -> Sitter:
    client = app.test_client()
    client.set_cookie("cto", who.cookie)
    return Sitter(client, app.extensions["shelf"].current)


@pytest.mark.parametrize("seed", SEEDS)
def test_no_request_breaks_a_page_of_an_account(
    world: World, seed: int, promises: Promises
) -> None:
    app = world.app
    people = [world.personas[name] for name in ROLES]
    visitors = [
        Visitor(browser(app, who), known_to(who), Random(seed + n), sound_for(who))
        for n, who in enumerate(people)
    ]
    targets = targets_of(
        app,
        lambda rule, method: (
            not is_left_out(rule) and not (method == "POST" and rule.rule.endswith(ENDS_IT))
        ),
    )

    def forget_counts() -> None:
        app.extensions["limits"] = Limits("memory://")

    seen = attack(visitors, targets, REQUESTS, now_and_then=forget_counts)
    assert all(still_signed_in(visitor.sitter) for visitor in visitors)
    never = {f"{m} {rule}" for (rule, m), count in seen.accepted.items() if not count}
    print(*sorted(never), sep="\n")  # noqa: T201 - for whoever finds too many
    assert len(never) < len(seen.accepted) / 4, "too many never get past the first check"
    who = f"4 roles with accounts, {len(seen.accepted) - len(never)} routes and methods taken"
    note(promises, seen, who, seed, REQUESTS * len(visitors))


def still_signed_in(sitter: Sitter) -> bool:
    return re.search(r'href="/account"', sitter.text("/")) is not None
