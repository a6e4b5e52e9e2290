"""Is there enough content: can each form be filled, does each plan have its backbone?"""

from collections import Counter

from assessment.domain.areas import AreaId
from assessment.domain.catalog import Blueprint
from assessment.domain.items import (
    Claim,
    DemonstratedUnit,
    ExhibitItem,
    InstructedCheck,
    JudgementItem,
    SelfRating,
)
from assessment.domain.plans import TRACKS
from assessment.ingest.actions import MODES, READOUT_DAYS
from assessment.ingest.forms import STEPS_OF_SCALES
from assessment.ingest.item_kinds import kind_of
from assessment.ingest.problem_log import ProblemLog
from assessment.ingest.said import self_rating_id
from assessment.ingest.shelves import Shelved, Shelves
from assessment.ingest.situations import MANDATE_PATH, QUESTIONS_PATH

QUICK, FULL = "quick", "full"


def check_sufficiency(shelves: Shelves, log: ProblemLog) -> None:
    """Note what a complete catalogue must hold and this one lacks."""
    _check_required_files(shelves, log)
    _check_self_ratings(shelves, log)
    if any(log.is_broken(path) for path in shelves.declared.get("items", {}).values()):
        return  # what is missing cannot be told from what is broken
    for form in shelves.forms.values():
        _check_form(form, shelves, log)
    _check_openers(shelves, log)


def check_backbone(shelves: Shelves, log: ProblemLog) -> None:
    """In each mode every track has an action of the backbone, and each readout exists once."""
    if any(log.is_broken(path) for path in shelves.declared.get("actions", {}).values()):
        return
    live = [s.value for s in shelves.actions.values() if s.value.status == "live"]
    for mode in MODES:
        here = [action for action in live if mode in action.modes]
        tracks = {action.track for action in here if action.triggers.always}
        for track in TRACKS:
            if track not in tracks:
                log.error(
                    "actions",
                    1,
                    "no-backbone",
                    f"no backbone action in the track {track} for the mode {mode}",
                    "give one live action of it `triggers: {always: true}`",
                )
        days = Counter(action.readout_day for action in here if action.readout_day)
        for day in READOUT_DAYS:
            if days[day] != 1:
                log.error(
                    "actions",
                    1,
                    "readout-count",
                    f"{days[day]} readouts for day {day} in the mode {mode}",
                    f"exactly one live report with `readout_day: {day}`",
                )


def _check_required_files(shelves: Shelves, log: ProblemLog) -> None:
    wanted = [("scales", name) for name in STEPS_OF_SCALES]
    wanted += [("forms", QUICK), ("forms", FULL)]
    missing = [f"{kind}/{name}.md" for kind, name in wanted if not shelves.is_declared(kind, name)]
    missing += [path for path in (QUESTIONS_PATH, MANDATE_PATH) if path not in shelves.declared]
    for path in missing:
        log.error(path, 1, "missing-file", "this file is missing", "write it")
    for kind in ("areas", "situations", "profiles", "profiles/adjustments"):
        if not shelves.declared.get(kind):
            log.error(kind, 1, "missing-file", "this folder holds nothing", "write at least one")


def _check_self_ratings(shelves: Shelves, log: ProblemLog) -> None:
    live = Counter(
        shelved.value.area
        for shelved in shelves.items.values()
        if isinstance(shelved.value, SelfRating) and shelved.value.status == "live"
    )
    for name, path in shelves.declared.get("areas", {}).items():
        wanted = self_rating_id(name)
        broken = shelves.declared.get("items", {}).get(wanted, "")
        if not live[AreaId(name)] and not (broken and log.is_broken(broken)):
            log.error(
                path,
                1,
                "no-self-rating",
                f"the area {name} has no live self-rating",
                f"write items/{name}/{wanted}.md",
            )


def _live_units(shelves: Shelves) -> list[DemonstratedUnit]:
    return [
        shelved.value
        for shelved in shelves.items.values()
        if isinstance(shelved.value, DemonstratedUnit) and shelved.value.status == "live"
    ]


def _check_form(form: Shelved[Blueprint], shelves: Shelves, log: ProblemLog) -> None:
    blueprint = form.value
    units = Counter((unit.area, kind_of(unit)) for unit in _live_units(shelves))
    values = [shelved.value for shelved in shelves.items.values()]
    claims = Counter(v.area for v in values if isinstance(v, Claim) and v.status == "live")
    checks = sum(1 for v in values if isinstance(v, InstructedCheck) and v.status == "live")

    def lacks(key: str, what: str, wanted: int, there: int) -> None:
        if there < wanted:
            log.error(
                form.source.path,
                form.source.line_of(key),
                "form-cannot-be-filled",
                f"the form asks for {wanted} {what} and the bank has {there}",
                "write more of them or ask for fewer",
            )

    for area, kinds in blueprint.units.items():
        for kind, wanted in kinds.items():
            lacks("units", f"{kind} units of {area}", wanted, units[(area, kind)])
        lacks("claims_per_area", f"claims of {area}", blueprint.claims_per_area, claims[area])
    for area, kinds in blueprint.critical_units.items():
        for kind, wanted in kinds.items():
            lacks("critical_units", f"{kind} units of {area}", wanted, units[(area, kind)])
    lacks("checks", "instructed checks", blueprint.checks, checks)


def _check_openers(shelves: Shelves, log: ProblemLog) -> None:
    """The quick form shows short cuts only, and it is the first block of the full form."""
    quick, full = shelves.forms.get(QUICK), shelves.forms.get(FULL)
    if quick is None:
        return
    openers = Counter(
        (unit.area, kind_of(unit))
        for unit in _live_units(shelves)
        if isinstance(unit, JudgementItem | ExhibitItem) and unit.short
    )
    for area, kinds in quick.value.units.items():
        for kind, wanted in kinds.items():
            if openers[(area, kind)] < wanted:
                log.error(
                    quick.source.path,
                    quick.source.line_of("units"),
                    "no-opener",
                    f"no opener with a short cut in area {area} ({kind})",
                    f"give a live {kind} unit of {area} a `short:` list",
                )
            held = full.value.units.get(area, {}).get(kind, 0) if full is not None else wanted
            if held < wanted and full is not None:
                log.error(
                    full.source.path,
                    full.source.line_of("units"),
                    "quick-not-in-full",
                    f"{area} has {held} {kind} units and the quick form opens with {wanted}",
                    "the full form must hold the quick one",
                )
