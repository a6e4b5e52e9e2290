"""How are thirteen weeks of a plan drawn: tracks, actions, and the gates that hold change back?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup

from assessment.documents.svg import (
    Canvas,
    element,
    number,
    picture,
    shortened_to,
    text_width,
    two_lines,
)
from assessment.domain.language import WordTable, marked
from assessment.domain.language import gettext as _

WEEKS = 13
BarKind = Literal["listen", "prepare", "change", "report"]
BAR_KIND_WORDS: WordTable[BarKind] = WordTable(
    {
        "listen": marked("listening"),
        "prepare": marked("agreeing, learning, finding out"),
        "change": marked("change"),
        "report": marked("readout"),
    }
)

_WIDTH = 1040.0
_LEFT = 210.0
_HEAD = 46.0
_LANE = 26.0
_PAD = 7.0
_BAR = 18.0
_TEXT = 13.0


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineBar:
    """One action: its number in the plan's list, its words, and the weeks it takes (1 to 13).

    ``gate_week`` is the week in which the deliverable that opens it is due; None where nothing
    holds it back.
    """

    number: int
    label: str
    kind: BarKind
    first_week: int
    last_week: int
    gate_week: int | None = None
    done: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineTrack:
    """One line of work and its actions, in the order they should be read."""

    title: str
    bars: tuple[TimelineBar, ...]


def timeline(
    tracks: Sequence[TimelineTrack],
    *,
    uid: str,
    listening_weeks: int,
    readout_weeks: Sequence[int] = (5, 9, 13),
) -> Markup:
    """The plan across thirteen weeks; change starts at its gate and never left of it."""
    parts: list[str] = []
    y = _HEAD
    for track in tracks:
        lanes = _lanes(track.bars)
        height = 2 * _PAD + _LANE * max(1, len(lanes))
        parts.append(_track_title(track.title, y, height))
        for index, lane in enumerate(lanes):
            parts += _lane(lane, y + _PAD + _LANE * index + (_LANE - _BAR) / 2)
        y += height
        parts.append(element("line", x1=0, x2=_WIDTH, y1=y, y2=y, klass="rule"))
    backdrop = _backdrop(y, listening_weeks, readout_weeks)
    return picture(
        Canvas(width=_WIDTH, height=y + 40),
        *backdrop,
        *parts,
        _legend(y + 24),
        uid=uid,
        title=timeline_finding(tracks, listening_weeks),
        description=timeline_description(tracks),
        klass="timeline",
    )


def timeline_finding(tracks: Sequence[TimelineTrack], listening_weeks: int) -> str:
    """What the picture shows, in one sentence."""
    bars = [bar for track in tracks for bar in track.bars]
    changes = [bar.first_week for bar in bars if bar.kind == "change"]
    start = (
        (_("the first change is in week %(min)s") % {"min": min(changes)})
        if changes
        else _("no change is planned")
    )
    return _(
        "%(bars)s actions on %(tracks)s tracks over %(weeks)s weeks: listening "
        "leads until week %(listening_weeks)s, %(start)s."
    ) % {
        "bars": len(bars),
        "tracks": len(tracks),
        "weeks": WEEKS,
        "listening_weeks": listening_weeks,
        "start": start,
    }


def timeline_description(tracks: Sequence[TimelineTrack]) -> str:
    """Every action with its weeks and gate, in words."""
    return " ".join(
        f"{track.title}: {'; '.join(_bar_words(bar) for bar in track.bars) or _('nothing')}."
        for track in tracks
    )


def _bar_words(bar: TimelineBar) -> str:
    weeks = (
        (_("week %(first_week)s") % {"first_week": bar.first_week})
        if bar.first_week == bar.last_week
        else (
            _("weeks %(first_week)s to %(last_week)s")
            % {"first_week": bar.first_week, "last_week": bar.last_week}
        )
    )
    gate = (
        ""
        if bar.gate_week is None
        else (_(", opened by what is due in week %(gate_week)s") % {"gate_week": bar.gate_week})
    )
    done = _(", done") if bar.done else ""
    return f"{bar.number} {bar.label}, {BAR_KIND_WORDS[bar.kind]}, {weeks}{gate}{done}"


def _x(week: float) -> float:
    """Where the start of a week lies; week 14 is the end of the picture."""
    return _LEFT + (_WIDTH - _LEFT) * (week - 1) / WEEKS


def _lanes(bars: Sequence[TimelineBar]) -> list[list[TimelineBar]]:
    """The bars of a track laid on as few lines as keep them apart, order kept."""
    lanes: list[list[TimelineBar]] = []
    for bar in sorted(bars, key=lambda b: (b.first_week, b.number)):
        for lane in lanes:
            if lane[-1].last_week < bar.first_week:
                lane.append(bar)
                break
        else:
            lanes.append([bar])
    return lanes


def _track_title(title: str, y: float, height: float) -> str:
    lines = two_lines(title, _LEFT - 16, 15)
    first = y + height / 2 + 5 - (len(lines) - 1) * 8.5
    return "".join(
        element("text", line, x=0, y=first + i * 17, font_size=15, klass="nm")
        for i, line in enumerate(lines)
    )


def _lane(lane: Sequence[TimelineBar], y: float) -> list[str]:
    parts = []
    for bar, after in zip(lane, [*lane[1:], None], strict=True):
        ends = _x(bar.last_week + 1) - 3
        free = (_x(after.first_week) if after else _WIDTH) - 6
        parts += _bar(bar, y, ends=ends, free=free)
    return parts


def _bar(bar: TimelineBar, y: float, *, ends: float, free: float) -> list[str]:
    start = _x(bar.first_week) + 3
    state = " bar-done" if bar.done else ""
    words = f"{bar.number} {bar.label}"
    inside = text_width(words, _TEXT) <= ends - start - 12
    text = words if inside else str(bar.number)
    parts = [
        element(
            "rect",
            x=start,
            y=y,
            width=max(_BAR, ends - start),
            height=_BAR,
            rx=3,
            klass=f"bar bar-{bar.kind}{state}",
        ),
        element(
            "text",
            text,
            x=start + 6,
            y=y + _BAR * 0.72,
            font_size=_TEXT,
            klass="on-change" if bar.kind == "change" else "on-bar",
        ),
    ]
    if not inside and free - ends > 40:
        parts.append(
            element(
                "text",
                shortened_to(bar.label, free - ends - 8, _TEXT),
                x=max(ends, start + _BAR) + 6,
                y=y + _BAR * 0.72,
                font_size=_TEXT,
                klass="on-bar",
            )
        )
    if bar.gate_week is not None:
        parts = [_gate(bar, start, y), *parts, _gate_mark(start, y + _BAR / 2)]
    return parts


def _gate(bar: TimelineBar, start: float, y: float) -> str:
    """A broken line below the words, from where the gate's deliverable is due to the gate."""
    due = _x((bar.gate_week or bar.first_week) + 1) - 3
    if due >= start - 8:
        return ""
    low, middle = number(y + _BAR + 3.5), number(y + _BAR / 2)
    path = f"M{number(due)} {low}H{number(start)}V{middle}"
    return element("path", d=path, klass="gate-line")


def _gate_mark(x: float, y: float) -> str:
    return element("path", d=f"M{number(x)} {number(y - 7)}l5 7l-5 7l-5 -7z", klass="gate")


def _backdrop(bottom: float, listening_weeks: int, readouts: Sequence[int]) -> list[str]:
    listening = element(
        "rect",
        x=_LEFT,
        y=_HEAD - 6,
        width=_x(listening_weeks + 1) - _LEFT,
        height=bottom - _HEAD + 6,
        klass="phase",
    )
    parts = [listening, element("text", _("week"), x=0, y=30, font_size=_TEXT, klass="ax")]
    for week in range(1, WEEKS + 1):
        x = _x(week)
        parts.append(element("line", x1=x, x2=x, y1=_HEAD - 6, y2=bottom, klass="grid"))
        parts.append(
            element(
                "text",
                str(week),
                x=(x + _x(week + 1)) / 2,
                y=30,
                text_anchor="middle",
                font_size=_TEXT,
                klass="ax",
            )
        )
    for week in readouts:
        x = _x(week + 1)
        parts.append(element("line", x1=x, x2=x, y1=_HEAD - 10, y2=bottom, klass="readout"))
    return parts


def _legend(y: float) -> str:
    parts, x = [], 0.0
    for kind, words in BAR_KIND_WORDS.items():
        parts.append(
            element("rect", x=x, y=y - 6, width=20, height=12, rx=3, klass=f"bar bar-{kind}")
        )
        parts.append(element("text", words, x=x + 27, y=y + 4.5, font_size=_TEXT, klass="ax"))
        x += 27 + text_width(words, _TEXT) + 26
    parts.append(_gate_mark(x + 6, y))
    gate = _("gate: opens when its deliverable exists")
    parts.append(element("text", gate, x=x + 18, y=y + 4.5, font_size=_TEXT, klass="ax"))
    x += 18 + text_width(gate, _TEXT) + 26
    parts.append(element("rect", x=x, y=y - 6, width=20, height=12, klass="phase"))
    parts.append(
        element("text", _("listening leads"), x=x + 27, y=y + 4.5, font_size=_TEXT, klass="ax")
    )
    return "".join(parts)
