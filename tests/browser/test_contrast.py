"""Every text pair reaches 4.5 : 1 and every mark and control edge 3 : 1, in light and dark."""

import re

import pytest

from assessment.web.results.views import INKS
from tests.browser.app_process import PROJECT

APP = (PROJECT / "static" / "app.css").read_text(encoding="utf-8")
CHART = (PROJECT / "static" / "chart.css").read_text(encoding="utf-8")
PRINTED = (PROJECT / "templates" / "print" / "base.css").read_text(encoding="utf-8")

Tokens = dict[str, str]

TEXT = [
    *[
        (ink, ground)
        for ink in ("ink", "muted", "accent", "target")
        for ground in ("paper", "card")
    ],
    ("on-accent", "accent"),
    ("ink", "range"),
    ("paper", "accent"),
]
"""Words on what they stand on: text, links, errors, buttons, numbers on the timeline's bars."""

MARKS = [
    *[(mark, ground) for mark in ("accent", "target", "muted") for ground in ("paper", "card")],
    ("accent", "range"),
    ("target", "range"),
    ("ink", "range"),
    ("muted", "paper"),
]
"""Marks, edges of controls, focus rings, and what lies on the range bar."""

CONTROLS = (
    ".choice",
    ".seg span",
    "input:not([type=radio], [type=checkbox])",
    ".btn.second",
    ".btn.grave",
)
"""Parts whose edge alone says that they can be used."""


def tokens(css: str) -> Tokens:
    """The colours a block of custom properties sets."""
    return dict(re.findall(r"--([a-z-]+):\s*(#[0-9a-f]{3,6})\b", css))


def schemes() -> dict[str, Tokens]:
    light_block = APP[APP.index(":root {") : APP.index("@media (prefers-color-scheme: dark)")]
    dark_block = APP[APP.index("@media (prefers-color-scheme: dark)") : APP.index("@layer reset {")]
    light = tokens(light_block)
    return {"light": light, "dark": light | tokens(dark_block)}


def luminance(colour: str) -> float:
    """Relative luminance, 0 to 1 (WCAG 2.2)."""
    digits = colour.removeprefix("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    channels = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def ratio(one: str, other: str) -> float:
    """Contrast ratio, 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_the_ratio_is_that_of_the_recommendation() -> None:
    assert ratio("#000", "#ffffff") == 21
    assert ratio("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_text_reaches_four_and_a_half(scheme: str, ink: str, ground: str) -> None:
    colours = schemes()[scheme]
    assert ratio(colours[ink], colours[ground]) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("mark", "ground"), MARKS)
def test_marks_and_edges_reach_three(scheme: str, mark: str, ground: str) -> None:
    colours = schemes()[scheme]
    assert ratio(colours[mark], colours[ground]) >= 3


@pytest.mark.parametrize("control", CONTROLS)
def test_controls_are_edged_in_a_colour_that_can_be_seen(control: str) -> None:
    rule = next(
        body
        for selector, body in re.findall(r"([^{}]+)\{([^{}]*)\}", APP)
        if control in [part.strip() for part in re.split(r",(?![^(]*\))", selector)]
        and ("border:" in body or "box-shadow:" in body)
    )
    assert re.search(r"1\.5px (solid )?var\(--(muted|accent|target)\)", rule), rule


def test_the_range_bar_is_outlined_because_its_fill_alone_is_too_pale() -> None:
    colours = schemes()["light"]
    assert ratio(colours["range"], colours["paper"]) < 3
    assert re.search(r"\.range \{[^}]*stroke: var\(--accent\)", CHART)


def test_no_colour_is_written_outside_the_tokens() -> None:
    rules = APP[APP.index("@layer reset {") : APP.index("@layer print {\n")]
    assert re.findall(r"#[0-9a-f]{3,8}\b", rules) == []
    assert re.findall(r"#[0-9a-f]{3,8}\b", CHART) == []


def test_pictures_that_are_files_of_their_own_use_the_same_inks() -> None:
    for name, colours in schemes().items():
        assert {key: colours[key] for key in INKS[name]} == INKS[name]


@pytest.mark.parametrize("css", [APP[APP.index("@layer print {\n") :]], ids=["app.css"])
def test_on_paper_text_and_marks_hold_too(css: str) -> None:
    colours = tokens(css)
    for ink in ("ink", "muted", "accent", "target"):
        assert ratio(colours[ink], colours["paper"]) >= 4.5
