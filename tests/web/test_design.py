"""The page of parts shows every part there is, and in production to operators alone."""

import re
from dataclasses import replace

from flask import Flask

from tests.browser.app_process import PROJECT
from tests.web.sitter import Sitter

PARTS = (PROJECT / "templates" / "parts" / "pieces.html").read_text(encoding="utf-8")
SHOWN_BY_OTHERS = {"just_done": "notice_box"}
"""Parts that are another part with a condition."""


def test_every_part_is_on_the_page() -> None:
    page = (PROJECT / "templates" / "site" / "design.html").read_text(encoding="utf-8")
    parts = re.findall(r"\{% macro (\w+)", PARTS)
    assert len(parts) > 8
    missing = [p for p in parts if not re.search(rf"\b{SHOWN_BY_OTHERS.get(p, p)}\(", page)]
    assert missing == []


def test_every_part_is_used_by_a_page() -> None:
    pages = [
        path.read_text(encoding="utf-8")
        for path in (PROJECT / "templates").rglob("*.html")
        if path.name not in ("pieces.html", "design.html")
    ]
    for part in re.findall(r"\{% macro (\w+)", PARTS):
        used_by_parts = len(re.findall(rf"\b{part}\(", PARTS)) > 1
        assert used_by_parts or any(f"{part}(" in page for page in pages), part


def test_no_page_draws_a_part_by_hand() -> None:
    """A verdict with its shape and a pair of charts have their macros."""
    by_hand = re.compile(r'class="verdict"|class="chart-wide"')
    for path in (PROJECT / "templates").rglob("*.html"):
        if path.name != "pieces.html" and "print" not in path.parts:
            assert not by_hand.search(path.read_text(encoding="utf-8")), path


def test_in_production_it_is_there_for_operators_alone(
    app: Flask, nobody: Sitter, eve: Sitter, ben: Sitter, operator: Sitter
) -> None:
    app.extensions["settings"] = replace(app.extensions["settings"], production=True)
    assert [who.client.get("/design").status_code for who in (nobody, eve, ben)] == [404] * 3
    assert operator.client.get("/design").status_code == 200
