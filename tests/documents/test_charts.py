"""The level charts: complete in words, apart in marks, without colours of their own."""

import re
from random import Random
from xml.etree import ElementTree

import pytest

from assessment.documents.chart_layout import Width
from assessment.documents.chart_words import ChartRow, chart_finding
from assessment.documents.charts import area_bar, group_chart, level_chart
from assessment.domain.readings import VERDICTS
from tests.documents.samples import GROUPS, ROWS

SVG = "{http://www.w3.org/2000/svg}"


def parsed(markup: str) -> ElementTree.Element:
    return ElementTree.fromstring(markup)  # noqa: S314 - our own


def texts(markup: str) -> list[str]:
    return [t.text or "" for t in parsed(markup).iter(f"{SVG}text")]


@pytest.mark.parametrize("width", ["wide", "print", "narrow"])
def test_a_chart_is_one_image_named_by_its_finding_with_all_numbers(width: Width) -> None:
    root = parsed(level_chart(ROWS, uid="lead", width=width))
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "lead-t lead-d"
    title, description = root[0], root[1]
    assert title.get("id") == "lead-t"
    assert (title.text or "").startswith("Clear gap: Team leadership.")
    said = description.text or ""
    for number in ("2.8", "1.9 to 3.7", "target 4,", "you said 5", "target 3.5"):
        assert number in said
    assert "Team leadership (critical)" in said


@pytest.mark.parametrize("width", ["wide", "print", "narrow"])
def test_every_row_says_name_and_verdict_in_words(width: Width) -> None:
    words = texts(level_chart(ROWS, uid="lead", width=width))
    for row in ROWS:
        assert row.name in words
        assert row.ending in words
    assert words.count("provisional") == 1
    assert "not enough answers" in words


def test_charts_carry_classes_and_neither_styles_nor_colours() -> None:
    for markup in (
        level_chart(ROWS, uid="a"),
        area_bar(ROWS[0], uid="b"),
        group_chart(GROUPS, uid="c"),
    ):
        assert "style" not in markup
        assert "#" not in markup
        assert " fill=" not in markup
        assert " stroke=" not in markup


def test_ids_begin_with_the_charts_own_so_that_two_can_share_a_page() -> None:
    both = level_chart(ROWS, uid="one") + level_chart(ROWS, uid="two", width="narrow")
    ids = re.findall(r' id="([^"]+)"', both)
    assert len(ids) == len(set(ids)) == 4
    assert all(i.startswith(("one-", "two-")) for i in ids)


def test_hostile_names_stay_text() -> None:
    row = ChartRow(name='<img src=x onerror="a">&', level=2.0, low=1.5, high=2.5, target=3.0)
    markup = level_chart([row], uid='a"b')
    assert "<img" not in markup
    assert parsed(markup).get("aria-labelledby") == 'a"b-t a"b-d'


def test_a_withheld_row_has_no_level_no_range_and_no_filled_mark() -> None:
    root = parsed(level_chart([ROWS[-1]], uid="a"))
    drawn = [
        e.get("class") for e in root if (e.get("class") or "") in ("lvl", "range", "range prov")
    ]
    assert drawn == []
    assert any(e.get("class") == "unknown" for e in root.iter())


def test_a_cross_gives_way_where_another_mark_stands() -> None:
    def cross_height(said: float) -> float:
        row = ChartRow(name="a", level=2.0, low=1.5, high=3.5, target=3.0, said=said)
        path = next(
            e for e in parsed(level_chart([row], uid="a")).iter() if e.get("class") == "self"
        ).get("d")
        assert path is not None
        return float(path.split("L")[0].split()[1])

    free = cross_height(4.0)
    assert cross_height(2.0) > free, "below the dot"
    assert cross_height(3.0) > free, "below the stem"
    assert cross_height(2.5) == free


def test_further_right_is_higher() -> None:
    def x(level: float) -> float:
        row = ChartRow(name="a", level=level, low=1.0, high=5.0)
        dot = next(e for e in parsed(level_chart([row], uid="a")).iter() if e.get("class") == "lvl")
        return float(dot.get("cx") or "nan")

    assert x(1.0) == 262.0
    assert x(5.0) == 846.0
    assert x(3.0) == pytest.approx(554.0)


def test_the_quick_form_draws_level_and_range_and_nothing_else() -> None:
    markup = group_chart(GROUPS, uid="g")
    assert "2.6 (1.8–3.5)" in texts(markup)
    assert "target" not in markup
    assert "what you said" not in markup
    assert chart_finding(GROUPS).startswith("Levels with likely ranges: Business 2.6 (1.8–3.5)")


def test_a_narrow_chart_is_no_wider_than_a_phone() -> None:
    box = parsed(level_chart(ROWS, uid="a", width="narrow")).get("viewBox") or ""
    assert float(box.split()[2]) <= 360


@pytest.mark.parametrize("width", ["wide", "print", "narrow"])
def test_whatever_the_values_every_mark_lies_inside_the_picture(width: Width) -> None:
    luck = Random(1)
    for _ in range(40):
        ends = sorted(luck.uniform(1, 5) for _ in range(3))
        row = ChartRow(
            name="w" * luck.randint(1, 90),
            level=ends[1],
            low=ends[0],
            high=ends[2],
            target=luck.choice([1.0, 3.5, 5.0, None]),
            said=luck.choice([1.0, 5.0, None]),
            verdict=luck.choice(VERDICTS),
            provisional=luck.random() < 0.5,
        )
        markup = level_chart([row], uid="a", width=width)
        root = parsed(markup)
        right = float((root.get("viewBox") or "").split()[2])
        for node in root.iter():
            for name in ("x", "x1", "x2", "cx"):
                assert 0 <= float(node.get(name) or 0) <= right
        assert all(len(word) < 60 for word in texts(markup))
