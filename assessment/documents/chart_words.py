"""What does a level chart say in words: its finding in one line, and every number in it?"""

from collections.abc import Sequence
from dataclasses import dataclass

from assessment.domain.findings_wording import figure, listed, sentence_start, target_figure
from assessment.domain.language import gettext as _
from assessment.domain.language import marked
from assessment.domain.readings import VERDICTS, Verdict

WITHHELD = marked("not enough answers")
NAMED_AT_MOST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartRow:
    """One row of a level chart: plain values, levels 1 to 5, None where there is nothing to show.

    ``level``, ``low`` and ``high`` are None together where the area is withheld.
    ``verdict`` is None where there is no target to be read against, or no level.
    """

    name: str
    level: float | None
    low: float | None
    high: float | None
    target: float | None = None
    said: float | None = None
    verdict: Verdict | None = None
    critical: bool = False
    provisional: bool = False

    @property
    def ending(self) -> str:
        """The words at the end of the row."""
        if self.level is None:
            return _(WITHHELD)
        return (self.verdict and _(self.verdict)) or f"{figure(self.level)} ({_range(self)})"


def _range(row: ChartRow) -> str:
    if row.low is None or row.high is None:
        return ""
    return f"{figure(row.low)}–{figure(row.high)}"


def chart_finding(rows: Sequence[ChartRow]) -> str:
    """What the chart shows, in one sentence for each verdict that occurs."""
    if not any(row.verdict for row in rows):
        return _without_target(rows)
    parts = []
    for verdict in VERDICTS:
        names = [row.name for row in rows if row.verdict == verdict]
        if names:
            parts.append(f"{sentence_start(_(verdict))}: {_named(names)}.")
    withheld = [row.name for row in rows if row.level is None]
    if withheld:
        parts.append(f"{sentence_start(_(WITHHELD))}: {_named(withheld)}.")
    return " ".join(parts)


def _named(names: Sequence[str]) -> str:
    return (
        listed(names)
        if len(names) <= NAMED_AT_MOST
        else (_("%(names)s areas") % {"names": len(names)})
    )


def _without_target(rows: Sequence[ChartRow]) -> str:
    shown = [
        f"{row.name} {figure(row.level)} ({_range(row)})" for row in rows if row.level is not None
    ]
    return (
        (_("Levels with likely ranges: %(shown)s.") % {"shown": "; ".join(shown)})
        if shown
        else _("Not enough answers.")
    )


def row_description(row: ChartRow) -> str:
    """Every number of a row, in words."""
    name = _("%(area)s (critical)") % {"area": row.name} if row.critical else row.name
    facts = []
    if row.level is not None:
        facts.append(
            _("level %(figure)s, likely range %(low)s to %(high)s")
            % {
                "figure": figure(row.level),
                "low": figure(row.low or 0),
                "high": figure(row.high or 0),
            }
        )
    if row.target is not None:
        facts.append(_("target %(target_figure)s") % {"target_figure": target_figure(row.target)})
    if row.said is not None:
        facts.append(_("you said %(target_figure)s") % {"target_figure": target_figure(row.said)})
    if row.verdict is not None or row.level is None:
        facts.append(row.ending)
    if row.provisional and row.level is not None:
        facts.append(_("provisional"))
    return f"{name}: {', '.join(facts)}."


def chart_description(rows: Sequence[ChartRow]) -> str:
    """Every number of the chart, in words."""
    return " ".join(row_description(row) for row in rows)
