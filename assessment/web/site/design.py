"""What are pages made of? Every part once, drawn by the macros and pictures the pages use.

All figures are invented. For whoever builds or runs an installation: in production the page is
there for operators alone.
"""

from dataclasses import dataclass

from flask import g, render_template
from werkzeug.exceptions import NotFound

from assessment.domain.language import gettext as _
from assessment.domain.readings import VERDICT_MARKS, Verdict
from assessment.services.pictures import (
    ChangeBar,
    ChangeRow,
    CohortRow,
    TimelineBar,
    TimelineTrack,
    area_bar,
    change_chart,
    cohort_chart,
    level_chart,
    share_chart,
    timeline,
)
from assessment.web.policy import signed_in
from assessment.web.site.sample import sample_rows
from assessment.web.state import settings, shelf


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelRow:
    """One line of the level table."""

    name: str
    level: str
    span: str
    target: str
    said: str
    verdict: str
    mark: str
    critical: bool
    provisional: bool


def design() -> str:
    """The page of parts.

    Raises:
        NotFound: in production, for everybody but operators.
    """
    if settings().production and not (g.account is not None and signed_in().operator):
        raise NotFound
    rows = sample_rows(shelf().current)
    return render_template(
        "site/design.html",
        inks=_inks(),
        verdicts=[(mark, str(word)) for word, mark in VERDICT_MARKS.items()],
        question={**_QUESTION, "scale": shelf().current.scales["effectiveness"]},
        steps=_STEPS,
        rows=[
            LevelRow(
                name=row.name,
                level=f"{row.level}",
                span=f"{row.low}–{row.high}",
                target=f"{row.target}",
                said=f"{row.said}",
                verdict=row.verdict or "",
                mark=_mark(row.verdict),
                critical=row.critical,
                provisional=row.provisional,
            )
            for row in rows
        ],
        wide=level_chart(rows, uid="wide"),
        narrow=level_chart(rows, uid="narrow", width="narrow"),
        one=area_bar(rows[0], uid="one"),
        change_wide=change_chart(_CHANGE, uid="change"),
        change_narrow=change_chart(_CHANGE, uid="change-narrow", width="narrow"),
        weeks_picture=timeline(_WEEKS, uid="weeks", listening_weeks=4),
        group=cohort_chart(_GROUP, uid="group", title=_("How many of eight show a gap")),
        shares=share_chart(
            [("CTO", 55), ("VP Engineering", 30), ("CIO", 15)],
            uid="shares",
            title=_("These duties are mostly those of a CTO (55 %)."),
        ),
    )


def _mark(verdict: Verdict | None) -> str:
    return "–" if verdict is None else VERDICT_MARKS[verdict]


def _inks() -> list[tuple[str, str]]:
    """The colour tokens and what each is for."""
    return [
        ("paper", _("the page")),
        ("card", _("what lies on it: cards, fields, notices")),
        ("ink", _("text")),
        ("muted", _("small print, edges of fields")),
        ("line", _("what only divides")),
        ("accent", _("links, buttons, the level shown, the focus")),
        ("range", _("the likely range, always outlined in accent")),
        ("target", _("the target, errors, what cannot be taken back; nothing else")),
    ]


_QUESTION = {
    "kind": "judgement",
    "title": "The dashboard nobody opens",
    "stem": None,
    "locked": False,
    "rows": [
        {"name": "a", "text": "Ask two of its readers what they decide by it.", "value": "4"},
        {"name": "b", "text": "Rebuild it on the newer platform.", "value": ""},
    ],
}
_STEPS = {
    "kind": "self-rating",
    "title": "Strategic thinking",
    "prompt": "Which of these comes nearest to what you do today?",
    "note": "",
    "locked": False,
    "rows": [
        {"name": "1", "text": "Foundation", "value": "", "more": "Knows the company’s goals."},
        {"name": "2", "text": "Developing", "value": "yes", "more": "Links own work to one goal."},
    ],
}
_CHANGE = [
    ChangeRow(
        name="Strategic thinking",
        bars=(
            ChangeBar(label="March", level=2.4, low=1.6, high=3.2),
            ChangeBar(label="November", level=3.1, low=2.4, high=3.8),
        ),
    ),
    ChangeRow(
        name="Team leadership",
        bars=(
            ChangeBar(label="March", level=None, low=None, high=None),
            ChangeBar(label="November", level=2.8, low=1.9, high=3.7),
        ),
    ),
]
_WEEKS = [
    TimelineTrack(
        title="Understand the business",
        bars=(
            TimelineBar(
                number=1, label="Hear ten customers", kind="listen", first_week=1, last_week=3
            ),
        ),
    ),
    TimelineTrack(
        title="Earn early credibility",
        bars=(
            TimelineBar(
                number=2,
                label="Change the release day",
                kind="change",
                first_week=5,
                last_week=8,
                gate_week=4,
            ),
        ),
    ),
]
_GROUP = [
    CohortRow(name="Strategic thinking", counts=(5, 2, 1), words="5 a gap, 2 cannot tell, 1 met"),
    CohortRow(name="Team leadership", counts=(2, 6, 0), words="2 a gap, 6 cannot tell, 0 met"),
    CohortRow(name="Governance & risk", counts=None, words="fewer than five have a level"),
]
