"""Which addresses do people meet on their own pages, and what is behind them for everybody else?

The table is written by hand, and so are the things it tries. Here every page that leads to another
is followed as its reader follows it, and every address with somebody's id in it, wherever it was
met, is then asked for by all the others.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from typing import cast
from urllib.parse import parse_qsl, urlsplit

from werkzeug.exceptions import HTTPException
from werkzeug.routing import MapAdapter, Rule
from werkzeug.test import TestResponse

from tests.trust.matrix_table import TABLE, Row
from tests.trust.matrix_world import Persona, World

DOORS = ("/", "/mine", "/rating", "/candidate", "/account", "/operate/accounts")
"""Where people begin; everything else they have a link to."""
MOST_PAGES = 400
"""Of one visitor; nobody of the world has so many, and a crawl that does goes in circles."""
LINK = re.compile(r'\b(?:href|src)="(/[^"#]*)')
SOMEBODYS = re.compile(r"[0-9a-f]{32}|[\w-]{43}")
"""An id or a key; whatever else fills in an address says nothing of whose it is."""

Place = tuple[str, tuple[str, ...]]
"""A rule, and the ids that were filled in: pages about the same things are one place."""


@dataclass(kw_only=True)
class Met:
    """An address, and who met it on a page of their own."""

    address: str
    row: Row
    by: set[str] = field(default_factory=set)


@dataclass
class Crawl:
    """What was found by following every link."""

    met: dict[Place, Met] = field(default_factory=dict)
    """Addresses with somebody's id."""
    dead: list[str] = field(default_factory=list)
    """Links that lead their own reader nowhere."""
    pages: int = 0


def crawl(world: World) -> Crawl:
    """Follow every link of everybody's pages."""
    found = Crawl()
    adapter = world.app.url_map.bind("localhost")
    for who in world.personas.values():
        _follow(world, adapter, who, found)
        world.put_back()
    return found


def _follow(world: World, adapter: MapAdapter, who: Persona, found: Crawl) -> None:
    waiting = [(door, "the door") for door in DOORS]
    seen: set[Place] = set()
    while waiting:
        address, source = waiting.pop()
        place = place_of(adapter, address)
        if place is None or place in seen:
            continue
        seen.add(place)
        assert len(seen) < MOST_PAGES, f"{who.name} finds no end: {sorted(seen)[-20:]}"
        answer = world.ask(who, "GET", address)
        found.pages += 1
        if answer.status_code >= 400 and source != "the door":
            found.dead.append(f"{who.name}, from {source}: {address}: {answer.status_code}")
        elif answer.status_code < 400:
            if place[1]:
                row = row_of(place[0], address)
                found.met.setdefault(place, Met(address=address, row=row)).by.add(who.name)
            waiting += [(link, address) for link in links(answer)]


def links(answer: TestResponse) -> Iterator[str]:
    """Where an answer leads, but for what is the same for everybody."""
    if location := answer.headers.get("Location", ""):
        yield location
    if answer.mimetype == "text/html":
        for found in LINK.findall(answer.get_data(as_text=True)):
            if not found.startswith("/static/"):
                yield unescape(found)


def place_of(adapter: MapAdapter, address: str) -> Place | None:
    """Which page this is, and about whose things; None where no page is there."""
    parts = urlsplit(address)
    try:
        rule, filled = cast("tuple[Rule, Mapping[str, object]]",
                            adapter.match(parts.path, "GET", return_rule=True))  # fmt: skip
    except HTTPException:
        return None
    values = [str(value) for value in {**filled, **dict(parse_qsl(parts.query))}.values()]
    return rule.rule, tuple(value for value in values if SOMEBODYS.fullmatch(value))


def row_of(rule: str, address: str) -> Row:
    """The line of the table that speaks of this address."""
    rows = [row for row in TABLE if (row.method, row.rule) == ("GET", rule)]
    queried = [row for row in rows if bool(row.query) == ("?" in address)]
    kind = [row for row in rows if address.partition("?")[0].endswith(row.keys.get("kind", "\0"))]
    return (kind or queried or rows)[0]
