"""How is a plan drawn to be read from a wall: thirteen dated weeks, every step by name?

The page's timeline has one height for a lane; this one has a height to keep to, and sets its
lanes as wide apart as that allows.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from assessment.documents.svg import Canvas, element, number, picture, shortened_to, text_width
from assessment.documents.timeline import (
    BAR_KIND_WORDS,
    WEEKS,
    TimelineBar,
    TimelineTrack,
    timeline_description,
    timeline_finding,
)
from assessment.domain.language import date_words
from assessment.domain.language import gettext as _

WIDTH = 1040.0
_LEFT = 168.0
_HEAD = 43.0
_FOOT = 24.0
_PAD = 3.0
_NAMED = (26.0, 20.0, 17.0, 15.0, 13.5, 12.0)
"""Heights of a lane at which every step is named, tried in turn; the first is the highest."""
_LOWEST = 11.0
"""Lanes shared more closely, names shortened, are never lower than this."""
_BESIDE = 7.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Placed:
    """A bar with the words beside it: where it and they begin and end."""

    bar: TimelineBar
    starts: float
    ends: float
    words: str
    words_at: float
    anchor: str
    takes: tuple[float, float]


def wall_chart(
    tracks: Sequence[TimelineTrack],
    *,
    uid: str,
    starts: Sequence[dt.date],
    listening_weeks: int,
    readouts: Sequence[tuple[int, int]],
    height: float,
) -> Markup:
    """The plan across its weeks in at most about ``height`` units (the width is 1040).

    ``starts`` are the weeks' first days; ``readouts`` are (day, week) of the checkpoints;
    ``listening_weeks`` is 0 where nothing waits for listening, as in exercises.
    """
    rows, lane, size = _rows(tracks, height - _HEAD - _FOOT)
    parts: list[str] = []
    y = _HEAD
    for track, lanes in zip(tracks, rows, strict=True):
        tall = 2 * _PAD + lane * len(lanes)
        parts += _track_title(track.title, y + tall / 2)
        for index, bars in enumerate(lanes):
            parts += [_bar(placed, y + _PAD + lane * index, lane, size) for placed in bars]
        y += tall
        parts.append(element("line", x1=0, x2=WIDTH, y1=y, y2=y, klass="rule"))
    return picture(
        Canvas(width=WIDTH, height=y + _FOOT),
        *_backdrop(y, starts, listening_weeks, readouts),
        *parts,
        _legend(y + _FOOT - 9, tracks, listening_weeks),
        uid=uid,
        title=_finding(tracks, listening_weeks),
        description=timeline_description(tracks),
        klass="timeline",
    )


def least_height(tracks: Sequence[TimelineTrack]) -> float:
    """The lowest the picture of these tracks can be."""
    lanes = sum(len(_lanes(track.bars, _text_size(_LOWEST), named=False)) for track in tracks)
    return _HEAD + _FOOT + 2 * _PAD * len(tracks) + _LOWEST * lanes


def _rows(
    tracks: Sequence[TimelineTrack], room: float
) -> tuple[list[list[list[_Placed]]], float, float]:
    """The lanes of each track, their height, the size of words: every name whole if that fits."""
    room -= 2 * _PAD * len(tracks)
    for lane in _NAMED:
        size = _text_size(lane)
        rows = [_lanes(track.bars, size, named=True) for track in tracks]
        fits = room / (sum(map(len, rows)) or 1)
        if fits >= lane:
            return rows, min(_NAMED[0], fits), size
    bare = [_lanes(track.bars, _text_size(_LOWEST), named=False) for track in tracks]
    lane = min(_NAMED[-1], max(_LOWEST, room / (sum(map(len, bare)) or 1)))
    size = _text_size(lane)
    return [[_shortened(each, size) for each in lanes] for lanes in bare], lane, size


def _text_size(lane: float) -> float:
    return min(12.0, lane * 0.8)


def _lanes(bars: Sequence[TimelineBar], size: float, *, named: bool) -> list[list[_Placed]]:
    """Bars on as few lines as keep them, and with ``named`` their words, apart."""
    lanes: list[list[_Placed]] = []
    for bar in sorted(bars, key=lambda b: (b.first_week, b.number)):
        placed = _place(bar, size, named=named)
        for lane in lanes:
            if all(_apart(placed.takes, other.takes) for other in lane):
                lane.append(placed)
                break
        else:
            lanes.append([placed])
    return lanes


def _apart(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return one[1] <= other[0] or other[1] <= one[0]


def _words(bar: TimelineBar) -> str:
    return f"{bar.number}{' ✓' if bar.done else ''} {bar.label}"


def _place(bar: TimelineBar, size: float, *, named: bool) -> _Placed:
    """Words go into the bar where they fit, else to its right, else to its left."""
    starts, ends = _x(bar.first_week) + 2, _x(bar.last_week + 1) - 2
    words = _words(bar)
    wide = text_width(words, size) + 4
    if wide <= ends - starts - 10:
        at, anchor, takes = starts + 6, "start", (starts - 2, ends + 2)
    elif not named:
        words, at, anchor, takes = str(bar.number), starts + 6, "start", (starts - 2, ends + 2)
    elif ends + _BESIDE + wide <= WIDTH:
        at, anchor, takes = ends + 4, "start", (starts - 2, ends + _BESIDE + wide)
    else:
        at, anchor, takes = starts - 9, "end", (starts - 9 - wide, ends + 2)
    return _Placed(
        bar=bar, starts=starts, ends=ends, words=words, words_at=at, anchor=anchor, takes=takes
    )


def _shortened(lane: Sequence[_Placed], size: float) -> list[_Placed]:
    """Close lanes: as much of a name as its bar holds, or the gap after it where that is wider."""
    after = [*(each.starts for each in lane[1:]), WIDTH]
    return [_named(placed, until, size) for placed, until in zip(lane, after, strict=True)]


def _named(placed: _Placed, until: float, size: float) -> _Placed:
    bar, words = placed.bar, _words(placed.bar)
    inside, beside = placed.ends - placed.starts - 10, until - placed.ends - 14
    room = max(inside, beside)
    if text_width(words, size) > inside and room < 6 * size:
        words, room = str(bar.number), inside
    elif text_width(words, size) <= inside:
        room = inside
    return _Placed(
        bar=bar,
        starts=placed.starts,
        ends=placed.ends,
        words=shortened_to(words, room, size),
        words_at=placed.starts + 6 if room == inside else placed.ends + 4,
        anchor="start",
        takes=placed.takes,
    )


def _x(week: float) -> float:
    """Where the start of a week lies; week 14 is the end of the picture."""
    return _LEFT + (WIDTH - _LEFT) * (week - 1) / WEEKS


def _bar(placed: _Placed, y: float, lane: float, size: float) -> str:
    bar = placed.bar
    tall = lane - (2.5 if lane > _NAMED[-1] else 1.4)
    inside = placed.starts < placed.words_at < placed.ends
    dark = inside and bar.kind == "change"
    parts = [
        element(
            "rect",
            x=placed.starts,
            y=y + (lane - tall) / 2,
            width=placed.ends - placed.starts,
            height=tall,
            rx=2.5,
            klass=f"bar bar-{bar.kind}{' bar-done' if bar.done else ''}",
        ),
        element(
            "text",
            placed.words,
            x=placed.words_at,
            y=y + lane / 2 + size * 0.34,
            font_size=size,
            text_anchor=placed.anchor,
            klass="on-change" if dark else "on-bar",
        ),
    ]
    if bar.gate_week is not None:
        parts.append(_gate_mark(placed.starts, y + lane / 2, min(6.0, tall * 0.36)))
    return "".join(parts)


def _gate_mark(x: float, y: float, r: float) -> str:
    path = f"M{number(x)} {number(y - r * 1.3)}l{number(r)} {number(r * 1.3)}"
    path += f"l{number(-r)} {number(r * 1.3)}l{number(-r)} {number(-r * 1.3)}z"
    return element("path", d=path, klass="gate")


def _track_title(title: str, middle: float) -> list[str]:
    """A track's name on one line, or on two where it is long."""
    size, room = 12.5, _LEFT - 10
    words, lines = title.split(), [""]
    for word in words:
        longer = f"{lines[-1]} {word}".strip()
        if text_width(longer, size, bold=True) > room and lines[-1]:
            lines.append(word)
        else:
            lines[-1] = longer
    top = middle + 4.2 - (len(lines) - 1) * 7
    return [
        element("text", line, x=0, y=top + 14 * i, font_size=size, klass="nm crit")
        for i, line in enumerate(lines)
    ]


def _backdrop(
    bottom: float,
    starts: Sequence[dt.date],
    listening_weeks: int,
    readouts: Sequence[tuple[int, int]],
) -> list[str]:
    parts = [
        element("text", _("Week"), x=0, y=21, font_size=12, klass="ax"),
        element("text", "begins", x=0, y=35, font_size=11, klass="ax"),
    ]
    if listening_weeks:
        wide, tall = _x(listening_weeks + 1) - _LEFT, bottom - _HEAD + 4
        parts.append(element("rect", x=_LEFT, y=_HEAD - 4, width=wide, height=tall, klass="phase"))
    for week, day in enumerate(starts, start=1):
        x, middle = _x(week), (_x(week) + _x(week + 1)) / 2
        parts.append(element("line", x1=x, x2=x, y1=_HEAD - 4, y2=bottom, klass="grid"))
        for words, at, size, klass in (
            (str(week), 21, 12.5, "nm crit"),
            (date_words(day, "day-and-month"), 35, 11, "ax"),
        ):
            parts.append(
                element("text", words, x=middle, y=at, text_anchor="middle", font_size=size,
                        klass=klass)
            )  # fmt: skip
    for day_number, week in readouts:
        x = _x(week + 1)
        parts.append(element("line", x1=x, x2=x, y1=3, y2=bottom, klass="readout"))
        parts.append(
            element(
                "text",
                _("day %(number)s") % {"number": day_number},
                x=x - 3,
                y=9,
                text_anchor="end",
                font_size=10,
                klass="ax",
            )
        )
    return parts


def _finding(tracks: Sequence[TimelineTrack], listening_weeks: int) -> str:
    if listening_weeks:
        return timeline_finding(tracks, listening_weeks)
    return _("%(sum)s exercises on %(tracks)s tracks over %(weeks)s weeks.") % {
        "sum": sum(len(t.bars) for t in tracks),
        "tracks": len(tracks),
        "weeks": WEEKS,
    }


def _legend(y: float, tracks: Sequence[TimelineTrack], listening_weeks: int) -> str:
    """What is in the picture, and nothing that is not."""
    bars = [bar for track in tracks for bar in track.bars]
    kinds = {bar.kind for bar in bars}
    marks: list[tuple[str, str]] = [
        (f"bar bar-{kind}", words) for kind, words in BAR_KIND_WORDS.items() if kind in kinds
    ]
    if listening_weeks:
        marks.append(("phase", _("listening comes first")))
    parts, x, size = [], 0.0, 11.0
    for klass, words in marks:
        parts.append(element("rect", x=x, y=y - 5, width=18, height=10, rx=2, klass=klass))
        parts.append(element("text", words, x=x + 24, y=y + 4, font_size=size, klass="ax"))
        x += 24 + text_width(words, size) + 20
    if any(bar.gate_week is not None for bar in bars):
        parts.append(_gate_mark(x + 6, y, 4.5))
        gate = _("opens when another step’s deliverable exists")
        parts.append(element("text", gate, x=x + 16, y=y + 4, font_size=size, klass="ax"))
    return "".join(parts)
