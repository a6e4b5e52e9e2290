"""Which wordings is each reader taught from, and who wrote them?

`wordings/` holds what language models wrote in the voice of people who hire: each was told the
kinds of fault in a sentence and saw neither rules nor readers nor one another. `tests/briefs` holds
the sets of before there were readers, and whole briefs without a fault. A voice is one file.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from assessment.domain.brief_rules.duties import names_ai
from assessment.domain.brief_rules.reader import BEYOND, Fault

HERE = Path(__file__).parent
EARLIER = HERE.parents[1] / "tests" / "briefs"
SOON_MONTHS = 6
DAYS_A_MONTH = 30

Entry = str | Mapping[str, Any]
Kinds = Mapping[str, list[Entry]]

_OLD_NAMES = {
    "BR-ACTIVITY": "activity",
    "BR-AI-UNOWNED": "ai_unowned",
    "BR-CLASHING-TYPES": "clashing",
    "BR-EFFORT": "effort",
    "BR-HOLLOW": "hollow",
    "BR-ADVERT": "advert",
    "BR-BEYOND-MANDATE": "beyond",
    "BR-GENERIC": "generic",
    "BR-HASTE": "haste",
    "BR-NO-MEASURE": "vague",
    "BR-TITLE-ONLY": "title_only",
    "BR-TOO-SOON": "too_soon",
    "by_day_30": "sound_day_30",
    "by_day_90": "sound_day_60",
    "challenges": "sound_challenges",
    "measures": "measures",
    "outcomes": "sound_outcomes",
    "proofs": "sound_proofs",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """Texts with a fault and sound ones, of one voice and for one reader."""

    faulty: tuple[str, ...]
    sound: tuple[str, ...]


def voices() -> dict[str, Kinds]:
    """What each voice wrote, by the name of its file; the earlier sets count as one voice."""
    found: dict[str, Kinds] = {"earlier": _earlier()}
    for path in sorted((HERE / "wordings").glob("*.json")):
        found[path.stem] = json.loads(path.read_text(encoding="utf-8"))
    return found


def _earlier() -> Kinds:
    found: dict[str, list[Entry]] = {}
    for path in sorted(EARLIER.glob("wordings*.json")):
        stored = json.loads(path.read_text(encoding="utf-8"))
        for part in ("faults", "clean"):
            for name, wordings in stored[part].items():
                flat = wordings if isinstance(wordings, list) else sum(wordings.values(), [])
                if name in _OLD_NAMES:
                    found.setdefault(_OLD_NAMES[name], []).extend(flat)
    for path in sorted((EARLIER / "clean").glob("*.json")):
        for kind, entries in _of_a_sound_brief(json.loads(path.read_bytes())["brief"]).items():
            found.setdefault(kind, []).extend(entries)
    for name, kind in (("activities.txt", "activity"), ("outcomes.txt", "results")):
        lines = (EARLIER / name).read_text(encoding="utf-8").splitlines()
        found.setdefault(kind, []).extend(line for line in lines if line.strip())
    return found


def _of_a_sound_brief(brief: Mapping[str, Any]) -> Kinds:
    """What a whole brief without a fault says, in the kinds of the voices."""
    start = date.fromisoformat(brief["starts_on"])
    outcomes: list[Entry] = [
        {
            "outcome": outcome["result"],
            "measure": outcome["measure"],
            "months": (date.fromisoformat(outcome["due"]) - start).days // DAYS_A_MONTH,
        }
        for outcome in brief["outcomes"]
    ]
    proofs: list[Entry] = [
        {"fact": fact, "proof": answer["detail"]}
        for fact, answer in brief["mandate"].items()
        if answer["holds"]
    ]
    return {
        "sound_challenges": [brief["challenge"]],
        "sound_outcomes": outcomes,
        "sound_proofs": proofs,
    }


def _texts(kinds: Kinds, *sources: str) -> list[str]:
    """The texts of kinds; a source may name the field, as in "effort.measure"."""
    found = []
    for source in sources:
        kind, _dot, field = source.partition(".")
        for entry in kinds.get(kind, []):
            text = entry if isinstance(entry, str) else str(entry.get(field, ""))
            if text:
                found.append(text)
    return found


def _soon_enough(kinds: Kinds) -> list[str]:
    """Sound outcomes that are due within half a year, or with no day told."""
    return [
        str(entry["outcome"])
        for entry in kinds.get("sound_outcomes", [])
        if not isinstance(entry, str) and entry.get("months", SOON_MONTHS) <= SOON_MONTHS
    ]


def _beyond(kinds: Kinds, fact: str, *, needed: bool) -> list[str]:
    """Expectations that need this authority, or those that need another."""
    return [
        str(entry["expectation"])
        for entry in kinds.get("beyond", [])
        if not isinstance(entry, str) and (entry["fact"] == fact) == needed
    ]


_SOURCES: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "advert": (
        ("advert",),
        ("sound_challenges", "ai_unowned", "clashing", "generic", "title_only"),
    ),
    "activity": (
        ("activity",),
        ("sound_outcomes.outcome", "results", "too_soon.outcome", "effort.outcome"),
    ),
    "clash": (
        ("clashing",),
        ("sound_challenges", "ai_unowned", "advert", "generic", "title_only"),
    ),
    "effort": (
        ("effort.measure",),
        ("sound_outcomes.measure", "measures", "sound_measures"),
    ),
    "generic": (("generic",), ("sound_challenges", "ai_unowned", "clashing")),
    "haste": (("haste",), ("sound_day_30",)),
    "hollow": (("hollow.proof",), ("sound_proofs.proof",)),
    "too-soon": (("too_soon.outcome",), ("effort.outcome",)),
    "vacancy": (
        ("title_only",),
        ("sound_challenges", "ai_unowned", "clashing", "generic"),
    ),
}
"""Which kinds have a reader's fault and which have not."""


def lesson(fault: Fault, kinds: Kinds) -> Lesson:
    """What a voice has to teach a reader."""
    if fault == "ai":
        unsaid = [t for t in _texts(kinds, "sound_challenges", "clashing") if not names_ai(t)]
        named = [t for t in _texts(kinds, "sound_challenges") if names_ai(t)]
        return Lesson(faulty=(*_texts(kinds, "ai_unowned"), *named), sound=tuple(unsaid))
    if fault.startswith(BEYOND):
        fact = fault.removeprefix(BEYOND)
        other = _beyond(kinds, fact, needed=False)
        modest = _texts(kinds, "sound_day_60", "sound_day_30")
        return Lesson(faulty=tuple(_beyond(kinds, fact, needed=True)), sound=(*other, *modest))
    faulty, sound = _SOURCES[fault]
    early = _soon_enough(kinds) if fault == "too-soon" else []
    return Lesson(faulty=tuple(_texts(kinds, *faulty)), sound=(*_texts(kinds, *sound), *early))
