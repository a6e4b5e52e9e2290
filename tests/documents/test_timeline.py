"""The plan's picture: tracks across thirteen weeks, change at its gate."""

from xml.etree import ElementTree

from assessment.documents.timeline import TimelineBar, TimelineTrack, timeline
from tests.documents.samples import TRACKS


def drawn(klass: str, markup: str) -> list[ElementTree.Element]:
    return [e for e in ElementTree.fromstring(markup).iter() if e.get("class") == klass]  # noqa: S314


def test_the_title_says_when_change_begins() -> None:
    markup = timeline(TRACKS, uid="p", listening_weeks=3)
    assert "4 actions on 3 tracks" in markup
    assert "the first change is in week 8" in markup


def test_the_description_names_every_action_with_weeks_and_gate() -> None:
    markup = timeline(TRACKS, uid="p", listening_weeks=3)
    assert (
        "4 Rework the cost of serving, change, weeks 8 to 12, opened by what is due in week 5"
        in markup
    )
    assert "Earn early credibility: nothing." in markup


def test_a_gate_is_drawn_for_what_is_held_back_only() -> None:
    markup = timeline(TRACKS, uid="p", listening_weeks=3)
    assert len(drawn("gate-line", markup)) == 1
    assert len(drawn("gate", markup)) == 2, "one on the bar, one in the legend"


def test_actions_of_one_track_never_cover_each_other() -> None:
    bars = tuple(
        TimelineBar(number=i, label="x", kind="listen", first_week=1 + i % 3, last_week=4 + i % 5)
        for i in range(12)
    )
    markup = timeline([TimelineTrack(title="t", bars=bars)], uid="p", listening_weeks=2)
    boxes = [
        (float(e.get("x") or 0), float(e.get("y") or 0), float(e.get("width") or 0))
        for e in drawn("bar bar-listen", markup)
    ][:12]
    for i, (x, y, w) in enumerate(boxes):
        for other_x, other_y, other_w in boxes[i + 1 :]:
            assert y != other_y or x + w <= other_x or other_x + other_w <= x


def test_no_style_and_no_colour() -> None:
    markup = timeline(TRACKS, uid="p", listening_weeks=3)
    assert "style" not in markup
    assert " fill=" not in markup


def test_hostile_labels_stay_text() -> None:
    bar = TimelineBar(number=1, label="<b>&", kind="change", first_week=1, last_week=1)
    markup = timeline([TimelineTrack(title="<i>", bars=(bar,))], uid="p", listening_weeks=1)
    assert "<b>" not in markup
    assert "<i>" not in markup
