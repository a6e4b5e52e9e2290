"""How does a brief leave as JSON that others can read, and come back from a file?

The shape is published as a JSON Schema (``docs/schemas/brief-1.json``, served at
``/schemas/brief-1.json``). A file of another version is refused with a sentence, never guessed at.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assessment.domain.areas import AreaId
from assessment.domain.brief_checks import check_kept
from assessment.domain.briefs import (
    LINE,
    MOST_PEOPLE,
    PARAGRAPH,
    SENTENCE,
    Brief,
    Expectations,
    MandateAnswer,
    NeededLevel,
    Outcome,
)
from assessment.domain.catalog import Catalog
from assessment.domain.errors import BriefInvalid
from assessment.domain.language import gettext as _
from assessment.domain.ownership import Ownership, ResponsibilityId
from assessment.domain.profiles import AdjustmentId, ProfileId, StageId
from assessment.domain.roles import MOST_POINTS, DutyId
from assessment.domain.text import UnusableText, clean_text

FORMAT = "cto-brief"
VERSION = 1
LARGEST_FILE = 200_000
"""Bytes; a brief with every field at its limit has about 60,000."""
MOST_DIGITS = 20
SCHEMA_ID = "cto-brief-1"


class BriefFileRefused(ValueError):  # noqa: N818 - reads as what is the case
    """A file that is no brief this release can read; the message says why, and where."""


class _Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


Line = Annotated[str, Field(max_length=LINE)]
Sentence = Annotated[str, Field(max_length=SENTENCE)]
Paragraph = Annotated[str, Field(max_length=PARAGRAPH)]
Day = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$", description="A day, YYYY-MM-DD.")]
Slug = Annotated[str, Field(max_length=64, pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$")]
ResponsibilityName = Literal[
    "technology-strategy",
    "architecture",
    "engineering-capability",
    "product-platform",
    "ai-adoption",
    "data-infrastructure",
    "security-resilience",
    "vendors",
    "executive-communication",
    "innovation",
    "risk-governance",
]
DutyName = Literal[
    "future-direction",
    "product-architecture",
    "ai-strategy",
    "explaining-to-board",
    "product-facing",
    "risk-framework",
    "internal-systems",
    "it-operations",
    "enterprise-software",
    "estate-compliance",
    "delivery-predictability",
    "engineering-structure",
    "engineering-process",
    "managing-managers",
    "sprint-delivery",
    "coaching-engineers",
    "group-standards",
    "writing-code",
]


class OwnershipShape(_Shape):
    """One row of the ownership map."""

    how: Literal["own", "share", "advise", "not"]
    partner: Line = Field("", description="With whom it is shared, or whose it is.")


class MandateShape(_Shape):
    """One fact about authority; null where nobody knows."""

    holds: bool | None = None
    detail: Sentence = Field("", description="The amount, name or rule that proves it.")


class OutcomeShape(_Shape):
    """What must be different, how it is measured, by when."""

    result: Sentence
    measure: Sentence = ""
    due: Day | None = None


class LevelShape(_Shape):
    """A needed level that differs from the type's."""

    level: float = Field(ge=1, le=5, multiple_of=0.5)
    critical: bool
    reason: Sentence = ""


class ExpectationsShape(_Shape):
    """What is expected by days 30, 60 and 90."""

    day_30: Paragraph = ""
    day_60: Paragraph = ""
    day_90: Paragraph = ""


class BriefShape(_Shape):
    """One hiring brief. Everything may be left out: an unfinished brief is a brief."""

    challenge: Paragraph = Field("", description="The challenge this CTO must lead.")
    why_now: Paragraph = ""
    cto_type: Slug | None = None
    second_type: Slug | None = None
    type_reason: Sentence = ""
    stage: Slug | None = None
    people: int | None = Field(None, ge=1, le=MOST_PEOPLE)
    circumstances: list[Slug] = Field(default_factory=list, max_length=40)
    starts_on: Day | None = None
    ownership: dict[ResponsibilityName, OwnershipShape] = Field(default_factory=dict)
    points: dict[DutyName, Annotated[int, Field(ge=0, le=MOST_POINTS)]] = Field(
        default_factory=dict, description="A hundred points over the duties."
    )
    mandate: dict[Slug, MandateShape] = Field(default_factory=dict, max_length=40)
    mission: Paragraph = ""
    outcomes: list[OutcomeShape] = Field(default_factory=list, max_length=8)
    levels: dict[Slug, LevelShape] = Field(default_factory=dict, max_length=40)
    expectations: ExpectationsShape = Field(default_factory=ExpectationsShape)
    title: Line = ""
    place: Line = ""
    pay: Line = ""
    retention_until: Day | None = None


class FileShape(_Shape):
    """A hiring brief as a file."""

    format: Literal["cto-brief"]
    version: Literal[1]
    brief: BriefShape


def brief_schema() -> dict[str, Any]:
    """The published JSON Schema of a brief's file."""
    schema = FileShape.model_json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": SCHEMA_ID, **schema}


def brief_to_json(brief: Brief) -> str:
    """The brief as a file: stable order, readable by people."""
    shape = {
        "challenge": brief.challenge,
        "why_now": brief.why_now,
        "cto_type": brief.cto_type,
        "second_type": brief.second_type,
        "type_reason": brief.type_reason,
        "stage": brief.stage,
        "people": brief.people,
        "circumstances": list(brief.circumstances),
        "starts_on": _day_text(brief.starts_on),
        "ownership": {r: {"how": o.how, "partner": o.partner} for r, o in brief.ownership.items()},
        "points": dict(brief.points),
        "mandate": {f: {"holds": a.holds, "detail": a.detail} for f, a in brief.mandate.items()},
        "mission": brief.mission,
        "outcomes": [
            {"result": o.result, "measure": o.measure, "due": _day_text(o.due)}
            for o in brief.outcomes
        ],
        "levels": {
            a: {"level": n.level, "critical": n.critical, "reason": n.reason}
            for a, n in brief.levels.items()
        },
        "expectations": {
            "day_30": brief.expectations.day_30,
            "day_60": brief.expectations.day_60,
            "day_90": brief.expectations.day_90,
        },
        "title": brief.title,
        "place": brief.place,
        "pay": brief.pay,
        "retention_until": _day_text(brief.retention_until),
    }
    file = {"format": FORMAT, "version": VERSION, "brief": shape}
    return json.dumps(file, ensure_ascii=False, allow_nan=False, indent=2) + "\n"


def _day_text(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    profiles: frozenset[str]
    adjustments: frozenset[str]
    facts: frozenset[str]
    areas: frozenset[str]


def brief_from_json(raw: bytes | str, catalog: Catalog) -> Brief:
    """Read a brief's file.

    Raises:
        BriefFileRefused: no JSON, another format or version, a field nobody knows, a value out of
            bounds, or an id this installation's content does not hold.
    """
    found = _read_object(raw)
    _check_version(found)
    try:
        shape = FileShape.model_validate(found).brief
    except ValidationError as refused:
        raise BriefFileRefused(_first_problem(refused)) from None
    known = _Known(
        profiles=frozenset(p for p, profile in catalog.profiles.items() if profile.kind == "type"),
        adjustments=frozenset(catalog.adjustments),
        facts=frozenset(fact.id for fact in catalog.mandate_facts),
        areas=frozenset(catalog.areas),
    )
    try:
        brief = _to_brief(shape, known)
        check_kept(brief)
    except BriefInvalid as refused:
        raise BriefFileRefused(f"brief.{refused.field}: {refused.reason}") from None
    return brief


def _read_object(raw: bytes | str) -> Mapping[str, Any]:
    if len(raw) > LARGEST_FILE:
        raise BriefFileRefused(_("The file is larger than any brief."))
    try:
        text = raw if isinstance(raw, str) else raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BriefFileRefused(_("The file is not UTF-8 text.")) from None
    try:
        found = json.loads(
            text, object_pairs_hook=_once, parse_int=_whole, parse_constant=_no_constant
        )
    except RecursionError:
        raise BriefFileRefused(_("The file is nested too deeply.")) from None
    except json.JSONDecodeError as broken:
        raise BriefFileRefused(
            _("This is not JSON: line %(line)d, column %(column)d.")
            % {"line": broken.lineno, "column": broken.colno}
        ) from None
    if not isinstance(found, dict):
        raise BriefFileRefused(_("A brief’s file holds one object with format, version and brief."))
    return found


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise BriefFileRefused(_("“%(key)s” occurs twice.") % {"key": key[:60]})
        found[key] = value
    return found


def _whole(digits: str) -> int:
    if len(digits) > MOST_DIGITS:
        raise BriefFileRefused(_("%(word)s is no number a brief can hold.") % {"word": digits[:20]})
    return int(digits)


def _no_constant(word: str) -> float:
    raise BriefFileRefused(_("%(word)s is no number a brief can hold.") % {"word": word})


def _check_version(found: Mapping[str, Any]) -> None:
    if found.get("format") != FORMAT:
        raise BriefFileRefused(
            _("This is no hiring brief: its “format” is not “%(format)s”.") % {"format": FORMAT}
        )
    version = found.get("version")
    if version == VERSION and not isinstance(version, bool | float):
        return
    if isinstance(version, int) and not isinstance(version, bool):
        if version > VERSION:
            raise BriefFileRefused(
                _("This brief has version %(found)d, made by a newer release; this one reads "
                  "version %(known)d. Ask for the file in version %(known)d, or update.")
                % {"found": version, "known": VERSION}
            )  # fmt: skip
        raise BriefFileRefused(
            _("This brief has version %(found)d, which is older than any that was published; "
              "this release reads version %(known)d. Export it again from where it was made.")
            % {"found": version, "known": VERSION}
        )  # fmt: skip
    raise BriefFileRefused(_("The file does not say its version as a whole number."))


def _first_problem(refused: ValidationError) -> str:
    first = refused.errors(include_url=False, include_context=False, include_input=False)[0]
    where = ".".join(str(step) for step in first["loc"] if step != "[key]")
    more = refused.error_count() - 1
    said = f"{where}: {first['msg']}."
    return said if not more else said + " " + _("%(n)d more problems follow.") % {"n": more}


def _to_brief(shape: BriefShape, known: _Known) -> Brief:
    chosen = [t for t in (shape.cto_type, shape.second_type) if t is not None]
    _all_known("cto_type", chosen, known.profiles)
    stages = [] if shape.stage is None else [shape.stage]
    _all_known("stage", [*stages, *shape.circumstances], known.adjustments)
    _all_known("mandate", shape.mandate, known.facts)
    _all_known("levels", shape.levels, known.areas)
    return Brief(
        challenge=_lines("challenge", shape.challenge, PARAGRAPH),
        why_now=_lines("why_now", shape.why_now, PARAGRAPH),
        cto_type=None if shape.cto_type is None else ProfileId(shape.cto_type),
        second_type=None if shape.second_type is None else ProfileId(shape.second_type),
        type_reason=_lines("type_reason", shape.type_reason, SENTENCE),
        stage=None if shape.stage is None else StageId(shape.stage),
        people=shape.people,
        circumstances=tuple(AdjustmentId(c) for c in dict.fromkeys(shape.circumstances)),
        starts_on=_day("starts_on", shape.starts_on),
        ownership={
            ResponsibilityId(r): Ownership(how=o.how, partner=_line("ownership", o.partner))
            for r, o in shape.ownership.items()
        },
        points={DutyId(duty): spent for duty, spent in shape.points.items()},
        mandate={
            fact: MandateAnswer(holds=a.holds, detail=_lines("mandate", a.detail, SENTENCE))
            for fact, a in shape.mandate.items()
        },
        mission=_lines("mission", shape.mission, PARAGRAPH),
        outcomes=tuple(
            Outcome(
                result=_lines("outcomes", o.result, SENTENCE),
                measure=_lines("outcomes", o.measure, SENTENCE),
                due=_day("outcomes", o.due),
            )
            for o in shape.outcomes
        ),
        levels={
            AreaId(area): NeededLevel(
                level=n.level, critical=n.critical, reason=_lines("levels", n.reason, SENTENCE)
            )
            for area, n in shape.levels.items()
        },
        expectations=Expectations(
            day_30=_lines("expectations", shape.expectations.day_30, PARAGRAPH),
            day_60=_lines("expectations", shape.expectations.day_60, PARAGRAPH),
            day_90=_lines("expectations", shape.expectations.day_90, PARAGRAPH),
        ),
        title=_line("title", shape.title),
        place=_line("place", shape.place),
        pay=_line("pay", shape.pay),
        retention_until=_day("retention_until", shape.retention_until),
    )


def _all_known(field: str, ids: Any, known: frozenset[str]) -> None:  # noqa: ANN401 - any ids
    stranger = next((each for each in ids if each not in known), None)
    if stranger is not None:
        raise BriefInvalid(
            field, _("This installation does not know “%(id)s”.") % {"id": str(stranger)}
        )


def _line(field: str, text: str) -> str:
    return _cleaned(field, text, LINE, lines=False)


def _lines(field: str, text: str, limit: int) -> str:
    return _cleaned(field, text, limit, lines=True)


def _cleaned(field: str, text: str, limit: int, *, lines: bool) -> str:
    try:
        return clean_text(text, limit=limit, lines=lines)
    except UnusableText as refused:
        raise BriefInvalid(field, str(refused)) from None


def _day(field: str, text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BriefInvalid(field, _("“%(day)s” is no day.") % {"day": text}) from None
