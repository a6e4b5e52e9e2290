"""What does a coach need on one page, two minutes before the next conversation?

Everything is taken from what the result already says, from what was agreed, and from the
content's own questions and anchors; no figure and no judgement is made here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assessment.domain.areas import AreaId
from assessment.domain.catalog import Catalog
from assessment.domain.coaching import AgreedLine, AgreedState
from assessment.domain.editions import PIECES, Piece
from assessment.domain.findings import Findings, SaidShown
from assessment.domain.findings_wording import (
    counted,
    figure,
    in_hundred,
    range_text,
    target_figure,
)
from assessment.domain.language import gettext as _
from assessment.domain.preparation_questions import QuestionLine, questions_to_ask
from assessment.domain.readings import Reading, Verdict
from assessment.domain.scoring.change import Change
from assessment.domain.scoring.sheet import ScoreSheet

MOST_GAPS = 3
MOST_DIFFERENCES = 3
MOST_ACTIONS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class GapLine:
    """One gap, its figures, and what in the answers led to it, in the report's own words."""

    area: AreaId
    title: str
    verdict: Verdict
    critical: bool
    figures: str
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenLine:
    """One area the answers cannot decide."""

    title: str
    critical: bool
    way: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferenceLine:
    """One area the client sees differently."""

    title: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeLine:
    """One area that moved, or perhaps did."""

    title: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionLine:
    """One thing agreed on, and its state."""

    text: str
    due_on: date
    state: AgreedState
    late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Preparation:
    """The preparation sheet as one value: the page and the PDF read this."""

    who: str
    target: str
    form: str
    taken_on: date
    prepared_on: date
    interpretable: bool
    summary: str
    holds: frozenset[Piece] = frozenset(PIECES)
    """The pieces its owner shares: of the others the sheet says nothing."""
    gaps: tuple[GapLine, ...]
    gaps_left: int
    open_areas: tuple[OpenLine, ...]
    differences: tuple[DifferenceLine, ...]
    since: date | None
    """The sitting it is compared with; None for a first one."""
    changes: tuple[ChangeLine, ...]
    change_words: str
    questions: tuple[QuestionLine, ...]
    actions: tuple[ActionLine, ...]
    note: str
    """The coach's own last note."""
    note_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """The sitting before, and what lies between the two."""

    taken_on: date
    change: Change | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LastNote:
    """What the coach wrote last."""

    text: str
    session_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """One result with what is said of it."""

    catalog: Catalog
    """The content it was asked from."""
    sheet: ScoreSheet
    reading: Reading
    findings: Findings
    form: str
    taken_on: date


def prepare(
    current: Catalog,
    sitting: Sitting,
    *,
    who: str,
    today: date,
    earlier: Earlier | None = None,
    actions: Sequence[AgreedLine] = (),
    note: LastNote | None = None,
    holds: frozenset[Piece] = frozenset(PIECES),
) -> Preparation:
    """The sheet for the next conversation. ``current`` is today's content: it has the questions.

    ``sitting`` already lacks what its owner does not share; ``holds`` says which pieces are there.
    """
    found = sitting.findings
    clear = [card for card in found.priorities if card.verdict == "clear gap"]
    cards = clear or list(found.priorities)
    return Preparation(
        who=who,
        target=sitting.reading.target.title,
        form=sitting.form,
        taken_on=sitting.taken_on,
        prepared_on=today,
        interpretable=found.interpretable,
        summary=_summary(sitting),
        holds=holds,
        gaps=tuple(
            GapLine(
                area=card.area,
                title=card.title,
                verdict=card.verdict,
                critical=card.critical,
                figures=""
                if "numbers" not in holds
                else _("level %(level)s (%(range)s), target %(target)s")
                % {
                    "level": figure(card.level),
                    "range": range_text(card.likely_range),
                    "target": target_figure(card.target),
                },
                because=next((r.text for r in card.because if r.kind == "wrong-turn"), ""),
            )
            for card in cards[:MOST_GAPS]
        ),
        gaps_left=max(0, len(found.priorities) - MOST_GAPS)
        if not clear
        else len(found.priorities) - min(len(clear), MOST_GAPS),
        open_areas=tuple(
            OpenLine(title=row.title, critical=row.critical, way=row.way)
            for row in found.cannot_tell
        ),
        differences=tuple(_difference(row) for row in found.said_shown[:MOST_DIFFERENCES]),
        since=None if earlier is None else earlier.taken_on,
        changes=_changes(sitting.catalog, earlier),
        change_words=_change_words(earlier),
        questions=questions_to_ask(
            current,
            sitting.catalog,
            found,
            sitting.reading,
            next((a for a in _latest(actions) if a.is_late(today)), None),
            in_order="gaps" in holds,
        ),
        actions=tuple(
            ActionLine(
                text=line.what, due_on=line.due_on, state=line.state, late=line.is_late(today)
            )
            for line in _latest(actions)
        ),
        note="" if note is None else note.text,
        note_on=None if note is None else note.session_on,
    )


def _summary(sitting: Sitting) -> str:
    if not sitting.findings.interpretable:
        return _("These answers are not interpreted, so there is no level to talk about.")
    stage = sitting.reading.stage
    return _(stage) if stage else ""


def _difference(row: SaidShown) -> DifferenceLine:
    words = {"said": row.said_name, "shown": row.level_name, "odds": in_hundred(row.probability)}
    text = _("said %(said)s, showed about %(shown)s (%(odds)s)") % words
    return DifferenceLine(title=row.title, text=text)


def _changes(catalog: Catalog, earlier: Earlier | None) -> tuple[ChangeLine, ...]:
    if earlier is None or earlier.change is None or earlier.change.why_not is not None:
        return ()
    lines = []
    for area, change in earlier.change.areas.items():
        if change.word not in ("real change", "perhaps") or area not in catalog.areas:
            continue
        higher = change.direction == "higher"
        if change.word == "real change":
            text = _("really higher") if higher else _("really lower")
        else:
            text = _("perhaps higher") if higher else _("perhaps lower")
        lines.append(ChangeLine(title=catalog.areas[area].title, text=text))
    return tuple(sorted(lines, key=lambda line: (not line.text.startswith("r"), line.title)))


def _change_words(earlier: Earlier | None) -> str:
    """What the areas that are not named show."""
    if earlier is None:
        return _("This is the first sitting you may see.")
    if earlier.change is None:
        return _("The later result adds to the same answers: more evidence, not change.")
    if earlier.change.why_not is not None:
        return _("The two sittings cannot be compared.")
    words = [area.word for area in earlier.change.areas.values()]
    noise, silent = words.count("noise"), words.count("not comparable")
    parts = []
    if noise:
        parts.append(
            _("%(areas)s: no change that can be told from chance.")
            % {"areas": counted(noise, "area", "areas").capitalize()}
        )
    if silent:
        parts.append(
            _("%(areas)s: not comparable.")
            % {"areas": counted(silent, "area", "areas").capitalize()}
        )
    return " ".join(parts)


def _latest(actions: Sequence[AgreedLine]) -> list[AgreedLine]:
    """Open ones by their day, then what was settled last; nothing that was taken back."""
    waiting = sorted(
        (a for a in actions if a.state in ("proposed", "taken")), key=lambda a: (a.due_on, a.id)
    )
    settled = sorted(
        (a for a in actions if a.state in ("done", "declined")),
        key=lambda a: (a.changed_at, a.id),
        reverse=True,
    )
    return [*waiting, *settled][:MOST_ACTIONS]
