"""How is one page of a brief filled in, and read back, without losing anything that was typed?

The pages draw from a flat mapping of names to text, which is what a form sends; a stored brief
becomes one too. What cannot be read is named with its field, and everything typed is shown again.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from werkzeug.datastructures import MultiDict

from assessment.domain.areas import AreaId
from assessment.domain.brief_levels import starting_target
from assessment.domain.briefs import (
    LINE,
    MOST_OUTCOMES,
    MOST_PEOPLE,
    PARAGRAPH,
    SENTENCE,
    Brief,
    Expectations,
    MandateAnswer,
    NeededLevel,
    Outcome,
    Part,
)
from assessment.domain.catalog import Catalog
from assessment.domain.language import gettext as _
from assessment.domain.ownership import HOLDINGS, RESPONSIBILITIES, Ownership
from assessment.domain.profiles import AdjustmentId, ProfileId, StageId
from assessment.domain.roles import DUTIES, MOST_POINTS
from assessment.domain.text import UnusableText, clean_text

Fields = Mapping[str, Sequence[str]]
"""Names and what was typed under each."""
YES_NO = {"yes": True, "no": False}


@dataclass(slots=True, kw_only=True)
class Reader:
    """Reads typed fields one by one and remembers what could not be read."""

    typed: Fields
    errors: list[tuple[str, str]] = field(default_factory=list)

    def raw(self, name: str) -> str:
        values = self.typed.get(name) or [""]
        return values[0]

    def text(self, name: str, limit: int, *, lines: bool = False) -> str:
        try:
            return clean_text(self.raw(name), limit=limit, lines=lines)
        except UnusableText as refused:
            self.errors.append((name, str(refused)))
            return ""

    def choice(self, name: str, allowed: Sequence[str]) -> str:
        value = self.raw(name)
        if value and value not in allowed:
            self.errors.append((name, _("Choose one of the answers on the page.")))
            return ""
        return value

    def number(self, name: str, low: int, high: int, words: str) -> int | None:
        value = self.raw(name).strip()
        if not value:
            return None
        if not (
            value.isascii() and value.isdigit() and len(value) < 9 and low <= int(value) <= high
        ):
            self.errors.append((name, words))
            return None
        return int(value)

    def day(self, name: str) -> date | None:
        value = self.raw(name).strip()
        if not value:
            return None
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.errors.append((name, _("Give the day like 2027-03-31.")))
            return None


def fields_of(typed: MultiDict[str, str]) -> dict[str, list[str]]:
    """What a form sent."""
    return {name: typed.getlist(name) for name in typed}


def read_part(part: Part, typed: Fields, before: Brief, catalog: Catalog) -> tuple[Brief, Reader]:
    """The part as it was typed, in a brief that holds nothing else, and what could not be read."""
    reader = Reader(typed=typed)
    return _READERS[part](reader, before, catalog), reader


def _read_challenge(r: Reader, before: Brief, catalog: Catalog) -> Brief:
    del before, catalog
    brief = Brief(
        challenge=r.text("challenge", PARAGRAPH, lines=True),
        why_now=r.text("why_now", PARAGRAPH, lines=True),
    )
    if not brief.challenge and not r.errors:
        r.errors.append(("challenge", _("A brief starts from its challenge: say what it is.")))
    return brief


def _read_type(r: Reader, before: Brief, catalog: Catalog) -> Brief:
    del before
    types = [p.id for p in catalog.profiles.values() if p.kind == "type"]
    first, second = r.choice("cto_type", [*types, "not-sure"]), r.choice("second_type", types)
    return Brief(
        cto_type=ProfileId(first) if first in types else None,
        second_type=ProfileId(second) if second and second != first else None,
        type_reason=r.text("type_reason", SENTENCE, lines=True),
    )


def _read_context(r: Reader, before: Brief, catalog: Catalog) -> Brief:
    del before
    stages = [str(a.id) for a in catalog.adjustments.values() if a.kind == "stage"]
    known = [a.id for a in catalog.adjustments.values() if a.kind == "circumstance"]
    stage = r.choice("stage", stages)
    return Brief(
        stage=StageId(stage) if stage else None,
        people=r.number(
            "people", 1, MOST_PEOPLE, _("Give the number of people as a whole number from 1.")
        ),
        circumstances=tuple(
            AdjustmentId(c) for c in r.typed.get("circumstances", ()) if AdjustmentId(c) in known
        ),
        starts_on=r.day("starts_on"),
    )


def _read_ownership(r: Reader, before: Brief, catalog: Catalog) -> Brief:
    del before, catalog
    held = {}
    for row in RESPONSIBILITIES:
        how = r.choice(f"own-{row}", HOLDINGS)
        partner = r.text(f"partner-{row}", LINE)
        chosen = next((h for h in HOLDINGS if h == how), None)
        if chosen is not None:
            held[row] = Ownership(how=chosen, partner=partner)
        elif partner:
            words = _("Say how this role holds it; the name is kept here until then.")
            r.errors.append((f"own-{row}", words))
    return Brief(ownership=held)


def _read_duties(r: Reader, before: Brief, catalog: Catalog) -> Brief:
    del before, catalog
    words = _("Give points as whole numbers from 0 to 100.")
    spent = {duty: r.number(f"points-{duty}", 0, MOST_POINTS, words) for duty in DUTIES}
    return Brief(points={duty: points for duty, points in spent.items() if points})


def _read_mandate(r: Reader, before: Brief, catalog: Catalog) -> Brief:
    del before
    said = {}
    for fact in catalog.mandate_facts:
        holds = YES_NO.get(r.choice(f"mandate-{fact.id}", ("yes", "no")))
        detail = r.text(f"detail-{fact.id}", SENTENCE, lines=True)
        if holds is not None or detail:
            said[fact.id] = MandateAnswer(holds=holds, detail=detail)
    return Brief(mandate=said)


def _read_mission(r: Reader, before: Brief, catalog: Catalog) -> Brief:
    del before, catalog
    return Brief(mission=r.text("mission", PARAGRAPH, lines=True))


def _read_outcomes(r: Reader, before: Brief, catalog: Catalog) -> Brief:
    del before, catalog
    found = []
    for n in range(1, MOST_OUTCOMES + 1):
        result = r.text(f"outcome-{n}-result", SENTENCE, lines=True)
        measure = r.text(f"outcome-{n}-measure", SENTENCE, lines=True)
        due = r.day(f"outcome-{n}-due")
        if result:
            found.append(Outcome(result=result, measure=measure, due=due))
        elif (measure or due) and not r.raw(f"outcome-{n}-result").strip():
            words = _("An outcome needs words for what will be different.")
            r.errors.append((f"outcome-{n}-result", words))
    return Brief(outcomes=tuple(found))


def _read_levels(r: Reader, before: Brief, catalog: Catalog) -> Brief:
    start = starting_target(before, catalog.profiles, catalog.adjustments)
    halves = [f"{step / 2:g}" for step in range(2, 11)]
    changed = {}
    for area in catalog.areas:
        value = r.choice(f"level-{area}", halves)
        reason = r.text(f"reason-{area}", SENTENCE, lines=True)
        if not value:
            continue
        needed = NeededLevel(
            level=float(value), critical=bool(r.raw(f"critical-{area}")), reason=reason
        )
        usual = None if start is None else start.levels.get(area)
        same = usual is not None and (usual.level, usual.critical) == (
            needed.level,
            needed.critical,
        )
        if not same or reason:
            changed[AreaId(area)] = needed
    return Brief(levels=changed)


def _read_expectations(r: Reader, before: Brief, catalog: Catalog) -> Brief:
    del before, catalog
    return Brief(
        expectations=Expectations(
            day_30=r.text("day_30", PARAGRAPH, lines=True),
            day_60=r.text("day_60", PARAGRAPH, lines=True),
            day_90=r.text("day_90", PARAGRAPH, lines=True),
        )
    )


def _read_retention(r: Reader, before: Brief, catalog: Catalog) -> Brief:
    del before, catalog
    day = r.day("retention_until")
    if day is None and not r.errors:
        r.errors.append(("retention_until", _("Say until which day this brief is kept.")))
    return Brief(retention_until=day)


def _read_title(r: Reader, before: Brief, catalog: Catalog) -> Brief:
    del before, catalog
    return Brief(title=r.text("title", LINE), place=r.text("place", LINE), pay=r.text("pay", LINE))


_READERS: Mapping[Part, Callable[[Reader, Brief, Catalog], Brief]] = {
    "challenge": _read_challenge,
    "type": _read_type,
    "context": _read_context,
    "ownership": _read_ownership,
    "duties": _read_duties,
    "mandate": _read_mandate,
    "mission": _read_mission,
    "outcomes": _read_outcomes,
    "levels": _read_levels,
    "expectations": _read_expectations,
    "retention": _read_retention,
    "title": _read_title,
}


def fields_from(brief: Brief, catalog: Catalog) -> dict[str, list[str]]:
    """A stored brief as what a form would have sent, for every page."""
    one: dict[str, str] = {
        "challenge": brief.challenge,
        "why_now": brief.why_now,
        "cto_type": brief.cto_type or "",
        "second_type": brief.second_type or "",
        "type_reason": brief.type_reason,
        "stage": brief.stage or "",
        "people": "" if brief.people is None else str(brief.people),
        "starts_on": _day(brief.starts_on),
        "mission": brief.mission,
        "day_30": brief.expectations.day_30,
        "day_60": brief.expectations.day_60,
        "day_90": brief.expectations.day_90,
        "retention_until": _day(brief.retention_until),
        "title": brief.title,
        "place": brief.place,
        "pay": brief.pay,
    }
    for row, held in brief.ownership.items():
        one |= {f"own-{row}": held.how, f"partner-{row}": held.partner}
    one |= {f"points-{duty}": str(points) for duty, points in brief.points.items()}
    words = {True: "yes", False: "no", None: ""}
    for fact, answer in brief.mandate.items():
        one |= {f"mandate-{fact}": words[answer.holds], f"detail-{fact}": answer.detail}
    for n, outcome in enumerate(brief.outcomes, 1):
        one |= {
            f"outcome-{n}-result": outcome.result,
            f"outcome-{n}-measure": outcome.measure,
            f"outcome-{n}-due": _day(outcome.due),
        }
    one |= _level_fields(brief, catalog)
    return {name: [value] for name, value in one.items()} | {
        "circumstances": [str(c) for c in brief.circumstances]
    }


def _level_fields(brief: Brief, catalog: Catalog) -> dict[str, str]:
    start = starting_target(brief, catalog.profiles, catalog.adjustments)
    fields = {}
    for area in catalog.areas:
        usual = None if start is None else start.levels.get(area)
        needed = brief.levels.get(area)
        level = needed.level if needed else usual.level if usual else None
        critical = needed.critical if needed else usual.critical if usual else False
        fields[f"level-{area}"] = "" if level is None else f"{level:g}"
        fields[f"critical-{area}"] = "yes" if critical else ""
        fields[f"reason-{area}"] = needed.reason if needed else ""
    return fields


def _day(day: date | None) -> str:
    return "" if day is None else day.isoformat()
