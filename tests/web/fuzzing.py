"""How are pages attacked with thousands of hostile requests, and what counts as broken?

The dice are seeded: a failure names the request, and the same seed sends it again. FUZZ_REQUESTS
(of each role, from each seed) and FUZZ_SEEDS (with commas) make a longer or another run.
"""

import gc
import io
import os
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from html.parser import HTMLParser
from random import Random
from typing import Any
from urllib.parse import quote, urlsplit

from flask import Flask
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from tests.promises import SIZE, Promises, resident_bytes, sized
from tests.web.sitter import Sitter, field_of

SEEDS = [
    int(seed)
    for seed in os.environ.get(
        "FUZZ_SEEDS", "20261121" if SIZE == "gate" else "20261121,31,337,65537,271828"
    ).split(",")
]
SLOWEST_SECONDS = 2.0
MOST_MORE_BYTES = 100_000_000
"""What the requests of one attack may leave behind in the process that answered them."""
MOST_MEMORY_BYTES = 400_000_000
"""What a worker may hold. Looked at where each file has a process of its own: at release size."""
PRODUCT = str(31337 * 31337)

Target = tuple[Rule, str]
"""A route and the method it is asked by."""

PAYLOADS: dict[str, tuple[str, ...]] = {
    "markup": (
        "<script>fz31337</script>",
        '"><img src=x onerror=fz31337>',
        "'><svg/onload=fz31337>",
        "<fz31337>",
        "</textarea><fz31337>",
        "</title><fz31337>",
        "javascript:fz31337",
        "<!--fz31337",
        "]]><fz31337>",
    ),
    "template": ("{{31337*31337}}", "${31337*31337}", "{%print(31337*31337)%}", "{0.__class__}"),
    "formula": ("=1+1", "+1+1", "-1+1", "@SUM(1)", "\t=1", "\uff1d1+1"),
    "number": (
        "0", "-0", "-1", "1e400", "-1e400", "nan", "inf", "0x10", "1_0", "\u0661\u0662", "9" * 40,
        "9" * 5_000, str(2**63), str(2**64), "1.5", "1,000", "\u00bd", "true", "null",
    ),
    "text": (
        "", " ", "a" * 65, "a" * 20_001, "\x00", "a\x00b", "\ud800", "\u202etxet", "\u200b\ufeff",
        "e" + "\u0301" * 500, "a" + "\u0301\u0316" * 20_000,
        "\U0001f468\u200d\U0001f469", "\r\nX-Injected: 1", "%0d%0aX: 1",
        "\x1b[31m",
        "\ufffe\uffff", "' or 1=1--", "%' escape '", "../../etc/passwd", "a,b;c\n" * 500,
    ),
    "date": (
        "2026-11-23", "0001-01-01", "9999-12-31", "2026-02-30", "2026-11-23T00:00", "-1-1-1",
        "2026-12-24 to 2026-12-01", "0001-01-01 to 9999-12-31", "2026-01-01\n" * 2_000,
    ),
    "address": ("//evil.example", "https://evil.example/", "/\\evil.example", "\\\\evil.example"),
}  # fmt: skip
CLASSES = sorted(PAYLOADS)
FIELDS = (
    "profile", "stage", "circumstances", "suspected_gap", "form", "answer", "answer-A", "answer-B",
    "answer-C", "revision", "seconds", "save_id", "go", "area", "attempt", "start", "hours", "mode",
    "situation", "mandate", "days_off", "state", "note", "what", "done_on", "outcome", "q", "next",
    "person_id", "level", "__proto__", "csrf_token",
)  # fmt: skip
HEADERS = ("Referer", "X-Forwarded-For", "X-Forwarded-Host", "Accept-Language", "Range", "Origin",
           "If-None-Match", "X-HTTP-Method-Override", "User-Agent", "X-CSRFToken")  # fmt: skip
WRITTEN = {"text/html", "text/plain", "text/csv", "text/markdown", "text/calendar",
           "application/json", "application/problem+json", "image/svg+xml"}  # fmt: skip
MARKUP_MADE = re.compile(r"<(?:!--|script>)?fz31337|<svg/onload", re.I)
HANDLER_SUSPECTED = re.compile(r"<(?:img|svg)[^>]*onerror", re.I)
"""May stand escaped in the ``alt`` of a picture of ours; what is suspected is parsed."""


class _Handlers(HTMLParser):
    """Keeps the first tag that has an event handler; pages of ours have none."""

    def __init__(self) -> None:
        super().__init__()
        self.first = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del tag  # of any element
        if any(name.startswith("on") for name, _ in attrs):
            self.first = self.first or str(self.get_starttag_text())


def markup_made(page: str) -> str:
    """The markup that a payload became in a page; empty where all of it stayed text."""
    if made := MARKUP_MADE.search(page):
        return page[max(0, made.start() - 80) : made.end()]
    if HANDLER_SUSPECTED.search(page) is None:
        return ""
    handlers = _Handlers()
    handlers.feed(page)
    return handlers.first


@dataclass
class Visitor:
    """One role: a browser, its form token, what fills in its addresses, and its dice."""

    sitter: Sitter
    known: dict[str, list[str]]
    dice: Random
    sound: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    """For some rules, fields that are in order: most payloads should get past the first check.
    Bytes are sent as a file."""

    def payload(self) -> str:
        return self.dice.choice(PAYLOADS[self.dice.choice(CLASSES)])

    def path(self, rule: Rule) -> str:
        """The rule's address, mostly with ids that exist."""

        def fill(found: re.Match[str]) -> str:
            # Only what is closed is submitted: an open sitting must stay to be attacked.
            name = "closed" if rule.rule.endswith("/submit") else found[1]
            known = self.known.get(name, [])
            if known and self.dice.random() < 0.9:
                return self.dice.choice(known)
            return quote(self.payload()[:300].encode("utf-8", "replace"), safe="")

        return re.sub(r"<(?:[^:>]*:)?(\w+)>", fill, rule.rule)

    def fields(self, rule: Rule) -> dict[str, list[object]]:
        """What is in order, with some of its own fields and of other pages' fields attacked."""
        own = self.sound.get(rule.rule, {})
        sent = {name: _each(value) for name, value in own.items()}
        attacked = self.dice.sample(sorted(own), self.dice.randint(0, min(2, len(own))))
        attacked += self.dice.sample(FIELDS, self.dice.randint(0, 4 - len(attacked)))
        for name in attacked:
            sent[name] = [_sendable(self.payload()) for _ in range(self.dice.choice((1, 1, 1, 3)))]
        return sent

    def headers(self, token: str) -> dict[str, str]:
        sent = {"X-CSRFToken": token} if self.dice.random() < 0.95 else {}
        if self.dice.random() < 0.3:
            value = self.payload()[:500].encode("latin-1", "replace").decode("latin-1")
            sent[self.dice.choice(HEADERS)] = re.sub(r"[\r\n\x00]", " ", value)
        return sent

    def send(self, rule: Rule, method: str, token: str) -> tuple[str, TestResponse]:
        path, headers = self.path(rule), self.headers(token)
        query = {n: v[0] for n, v in self.fields(rule).items()} if method == "GET" else None
        match self.dice.random() if method == "POST" else 1.0:
            case chance if chance < 0.15 or (rule.rule.endswith("/save") and chance < 0.8):
                sent: dict[str, Any] = {"data": self.json(), "content_type": "application/json"}
            case chance if chance < 0.2:
                text = self.payload().encode("utf-8", "replace")
                sent = {"data": text, "content_type": "text/plain"}
            case chance if chance < 0.3:
                file = (io.BytesIO(self.payload().encode("utf-8", "replace")), "x")
                sent = {"data": {**self.fields(rule), "key": file}}
            case _:
                sent = {"data": self.fields(rule)} if method == "POST" else {}
        answer = self.sitter.client.open(
            path, method=method, headers=headers, query_string=query, **sent
        )
        return path, answer

    def json(self) -> str:
        """A body for the autosave: sound, odd, or no JSON at all."""
        value = self.dice.choice(
            ('"1"', "1", "1e400", "NaN", "null", "true", "[]", "{}", '"\\ud800"', '"\\u0000"',
             '"<fz31337>"', "9" * 400, "-0", '{"answer":"1"}', '{"answer":3,"answer-A":"2"}',
             "[" * 40 + "]" * 40)
        )  # fmt: skip
        names = self.dice.sample(["answer", "seconds", "revision", "save_id", "person_id"], 2)
        body = ",".join(f'"{name}":{value}' for name in [*names, "answer"])
        if self.dice.random() < 0.5:  # one that may be saved
            mark, seen = self.dice.choice("2T"), self.dice.choice(["0", "1", "2", value])
            answers = ",".join(f'"answer-{letter}":"{mark}"' for letter in "ABCDEFGH")
            return f'{{"answer":{{"answer":"2",{answers}}},"save_id":"s","revision":{seen}}}'
        return self.dice.choice([f"{{{body}}}"] * 6 + [value, "[" * 5_000, "{", "", '{"a":1}'])


def _each(value: object) -> list[object]:
    """A field's values as they are sent."""
    if isinstance(value, bytes):
        return [(io.BytesIO(value), "file")]
    return list(value) if isinstance(value, list) else [value]


def _sendable(text: str) -> str:
    return text.encode("utf-8", "replace").decode()


def is_left_out(rule: Rule) -> bool:
    """Drawing and printing take a renderer; ending everything would leave nothing to attack."""
    return rule.rule == "/mine/delete" or rule.rule.endswith((".pdf", ".svg"))


def complaint(answer: TestResponse, seconds: float) -> str:
    """What is wrong with an answer; empty where nothing is."""
    body = answer.get_data(as_text=True) if answer.mimetype in WRITTEN else ""
    location = urlsplit(answer.headers.get("Location", ""))
    if answer.status_code >= 500:
        return f"status {answer.status_code}"
    if "Traceback (most recent call last)" in body:
        return "a traceback"
    if PRODUCT in body:
        return "a template that was calculated"
    if answer.mimetype == "text/html" and (made := markup_made(body)):
        return f"markup: {made}"
    if location.scheme or location.netloc or location.path.startswith(("//", "/\\")):
        return f"a redirect to {answer.headers['Location']}"
    if "X-Injected" in answer.headers:
        return "a header"
    if answer.mimetype == "text/csv" and re.search(r'(?:^|,)"?[=+@]', body, re.MULTILINE):
        return "a formula in a table"
    if "Content-Security-Policy" not in answer.headers:
        return "no content security policy"
    return "" if seconds < SLOWEST_SECONDS else f"{seconds:.1f} s"


@dataclass(frozen=True, kw_only=True)
class Attack:
    """What came of the requests."""

    broken: list[str]
    """Which request, and what was wrong with the answer."""
    accepted: Counter[tuple[str, str]]
    """How many requests each route and method took, also where it took none."""
    slowest: float
    """Seconds of processor time of the slowest."""
    more_bytes: int
    """Memory the process held afterwards over what it held after the first fifty requests."""


def targets_of(app: Flask, wanted: Callable[[Rule, str], bool]) -> list[Target]:
    """Every route by each method it takes, as far as it is wanted."""
    return [
        (rule, method)
        for rule in sorted(app.url_map.iter_rules(), key=str)
        for method in ("GET", "POST")
        if method in (rule.methods or ()) and wanted(rule, method)
    ]


def attack(
    visitors: Sequence[Visitor],
    targets: Sequence[Target],
    requests: int,
    *,
    now_and_then: Callable[[], None] = lambda: None,
) -> Attack:
    """Let each visitor send so many requests to the targets in turn.

    ``now_and_then`` is called after every fifty, for whatever would stand in the way of the next.
    """
    broken: list[str] = []
    accepted: Counter[tuple[str, str]] = Counter()
    slowest, held = 0.0, 0
    with _old_heap_set_aside():
        for visitor in visitors:
            token = field_of(visitor.sitter.text("/begin"), "csrf_token")
            for number in range(requests):
                if number % 50 == 49:
                    now_and_then()
                    held = held or resident_bytes()
                rule, method = targets[number % len(targets)]
                began = time.thread_time()  # what others do on this machine does not count
                path, answer = visitor.send(rule, method, token)
                seconds = time.thread_time() - began
                slowest = max(slowest, seconds)
                if wrong := complaint(answer, seconds):
                    broken.append(f"{method} {path[:120]} (request {number}): {wrong}")
                accepted[rule.rule, method] += answer.status_code < 400
                logged = re.search(r"#entry-([0-9a-f]{32})", answer.headers.get("Location", ""))
                visitor.known.setdefault("entry", []).extend(logged.groups() if logged else ())
                answer.close()
    sys.stdout.write("".join(f"{line}\n" for line in broken[:20]))  # shown where it fails
    more = resident_bytes() - held
    return Attack(broken=broken, accepted=accepted, slowest=slowest, more_bytes=more)


def requests_a_role(*, gate: int, release: int) -> int:
    """How many requests each role sends from each seed."""
    return int(os.environ.get("FUZZ_REQUESTS") or sized(gate=gate, release=release))


def note(promises: Promises, seen: Attack, who: str, seed: int, requests: int) -> None:
    """Keep what came of it for the table of promises; fail where something broke."""
    alone, memory = SIZE == "release", resident_bytes()
    promises.note(
        "P5",
        f"hostile requests of {who}, seed {seed}",
        f"{requests:,} requests over {len(seen.accepted)} routes and methods: "
        f"{len(seen.broken)} broken, slowest {seen.slowest:.2f} s, "
        f"{seen.more_bytes / 1e6:.0f} MB more than before"
        + (f", {memory / 1e6:.0f} MB in all" if alone else ""),
        target=f"0 answers of 500, tracebacks, markup, foreign redirects, formulas or "
        f"over {SLOWEST_SECONDS:.0f} s; < {MOST_MORE_BYTES / 1e6:.0f} MB more"
        + (f", < {MOST_MEMORY_BYTES / 1e6:.0f} MB in all" if alone else ""),
        held=seen.broken == []
        and seen.more_bytes < MOST_MORE_BYTES
        and (not alone or memory < MOST_MEMORY_BYTES),
    )


@contextmanager
def _old_heap_set_aside() -> Iterator[None]:
    """Keep the collector off what earlier tests left.

    A full collection of a heap grown by thousands of tests once took three seconds inside one
    request, which was then called slow. Collections of what the requests make still count.
    """
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
