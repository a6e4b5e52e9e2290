"""The radar: inline, named, without styles, and honest about areas without a level."""

import json
import re
from xml.etree import ElementTree

from assessment.documents.radar import draw_radar
from assessment.documents.radar_values import Radar, Spoke

AREAS = ("Strategy", "Finance", "AI and technology fluency", "Team")


def make_radar(*, uid: str = "r", themed: bool = False, first: float | None = 2.5) -> Radar:
    spokes = tuple(
        Spoke(label=name, level=first if i == 0 else 3.0, target=3.5)
        for i, name in enumerate(AREAS)
    )
    return Radar(uid=uid, title="Level against target", spokes=spokes, themed=themed)


def test_the_radar_is_an_image_with_its_finding_and_every_number() -> None:
    root = ElementTree.fromstring(draw_radar(make_radar()))  # noqa: S314 - our own
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "r-t r-d"
    assert root[0].text == "Level against target"
    assert "AI and technology fluency: level 3.0, target 3.5." in (root[1].text or "")


def test_no_style_survives_and_ids_are_its_own() -> None:
    markup = draw_radar(make_radar(uid="own"))
    assert "style" not in markup
    assert "svg:" not in markup
    assert all(i.startswith("own-") for i in re.findall(r' id="([^"]+)"', markup))
    assert all(i.startswith("own-") for i in re.findall(r"url\(#([^)]+)\)", markup))


def test_a_themed_radar_takes_its_inks_from_the_page() -> None:
    themed, plain = draw_radar(make_radar(themed=True)), draw_radar(make_radar())
    assert "var(--accent)" in themed
    assert "#0f5b5f" not in themed
    assert "#0f5b5f" in plain
    assert "var(" not in plain


def test_the_same_values_draw_the_same_bytes() -> None:
    assert draw_radar(make_radar()) == draw_radar(make_radar())


def test_a_withheld_area_has_no_dot() -> None:
    def dots(markup: str) -> int:
        return markup.count("<use ")

    assert dots(draw_radar(make_radar(first=None))) < dots(draw_radar(make_radar()))
    assert "Strategy: not enough answers, target 3.5." in draw_radar(make_radar(first=None))


def test_labels_are_never_read_as_formulas() -> None:
    spokes = tuple(Spoke(label=f"$x_{i}^2$ & <b>", level=2.0, target=None) for i in range(3))
    markup = draw_radar(Radar(uid="m", title="t", spokes=spokes))
    assert "$x_1^2$" in markup
    assert "<b>" not in markup


def test_a_radar_survives_the_way_to_the_worker() -> None:
    radar = make_radar()
    assert Radar.from_plain(json.loads(json.dumps(radar.to_plain()))) == radar
