"""The picture on a printed plan's first page: everything in it, nothing on anything else."""

import re
from datetime import date, timedelta
from xml.etree import ElementTree

import pytest

from assessment.documents.plan_wallchart import WIDTH, least_height, wall_chart
from assessment.documents.plan_words import timeline_tracks
from assessment.documents.svg import text_width
from assessment.documents.timeline import TimelineTrack
from assessment.domain.planning.plan import NinetyDayPlan
from tests.documents.plan_samples import hostile_plan, plan_of

SVG = "{http://www.w3.org/2000/svg}"
PLANS = ((0, None), (1, None), (2, None), (3, 20))
STARTS = [date(2026, 9, 7) + timedelta(days=7 * n) for n in range(13)]


def drawn(plan: NinetyDayPlan, height: float, listening: int = 4) -> ElementTree.Element:
    made = wall_chart(
        timeline_tracks(plan),
        uid="w",
        starts=STARTS,
        listening_weeks=listening,
        readouts=[(30, 5), (60, 9), (90, 13)],
        height=height,
    )
    return ElementTree.fromstring(made)  # noqa: S314 - our own picture


def words(chart: ElementTree.Element) -> list[tuple[float, float, float, str]]:
    """(left, right, height on the page, text) of everything written on or beside a bar."""
    found = []
    for each in chart.iter(f"{SVG}text"):
        if each.get("class") not in ("on-bar", "on-change"):
            continue
        text, at = each.text or "", float(each.get("x", 0))
        wide = text_width(text, float(each.get("font-size", 0)))
        left = at - wide if each.get("text-anchor") == "end" else at
        found.append((left, left + wide, float(each.get("y", 0)), text))
    return found


def tall(chart: ElementTree.Element) -> float:
    return float(chart.get("viewBox", "").split()[3])


@pytest.mark.parametrize(("number", "hours"), PLANS)
@pytest.mark.parametrize("room", [380.0, 460.0, 600.0])
def test_every_step_is_in_the_picture_by_its_number(
    number: int, hours: int | None, room: float
) -> None:
    plan = plan_of(number, hours)
    said = {re.match(r"\d*", text)[0] for *_, text in words(drawn(plan, room))}  # type: ignore[index]
    assert said >= {str(n) for n in range(1, len(plan.actions) + 1)}


@pytest.mark.parametrize(("number", "hours"), PLANS)
@pytest.mark.parametrize("room", [380.0, 460.0, 600.0])
def test_words_stay_in_the_picture_and_off_each_other(
    number: int, hours: int | None, room: float
) -> None:
    found = words(drawn(plan_of(number, hours), room))
    assert all(left >= 0 and right <= WIDTH for left, right, *_ in found)
    for one in found:
        for other in found:
            if one is not other and abs(one[2] - other[2]) < 5:
                assert one[1] <= other[0] or other[1] <= one[0], (one[3], other[3])


@pytest.mark.parametrize(("number", "hours"), PLANS)
def test_the_picture_keeps_to_its_height_where_that_can_be(number: int, hours: int | None) -> None:
    plan = plan_of(number, hours)
    least = least_height(timeline_tracks(plan))
    for room in (least, least + 40, least + 150):
        assert tall(drawn(plan, room)) <= room + 0.2
    assert tall(drawn(plan, 10)) == pytest.approx(least, abs=0.2)


def test_names_are_whole_where_there_is_room() -> None:
    plan = plan_of(1)
    said = [text for *_, text in words(drawn(plan, 600))]
    assert said.count("") == 0
    assert set(said) == {f"{n} {p.action.title}" for n, p in enumerate(plan.actions, start=1)}


def test_the_legend_names_what_is_drawn_and_nothing_else() -> None:
    in_role, exercises = (
        [each.text for each in chart.iter(f"{SVG}text") if each.get("class") == "ax"]
        for chart in (drawn(plan_of(0), 460), drawn(plan_of(2), 460, listening=0))
    )
    assert {"change", "listening comes first"} <= set(in_role)
    assert not {"change", "listening comes first"} & set(exercises)


def test_an_empty_plan_is_an_empty_picture() -> None:
    nothing: list[TimelineTrack] = []
    made = wall_chart(nothing, uid="w", starts=STARTS, listening_weeks=4, readouts=[], height=300)
    assert "0 actions" in made


def test_hostile_words_are_escaped() -> None:
    chart = drawn(hostile_plan(), 600)
    assert not list(chart.iter(f"{SVG}script"))
