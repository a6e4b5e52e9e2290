"""How does the file of a plan action become an action?"""

from typing import Literal, get_args

from assessment.domain.areas import AreaId, FacetId
from assessment.domain.plans import (
    TRACKS,
    ActionId,
    ActionKind,
    Mode,
    Phase,
    PlanAction,
    SituationId,
    Triggers,
)
from assessment.domain.profiles import ProfileId, StageId
from assessment.ingest.fields import Fields
from assessment.ingest.item_parts import STATUSES, read_heading_title, read_own_id
from assessment.ingest.problem_log import ProblemLog
from assessment.ingest.prose import make_prose
from assessment.ingest.source import SourceFile, allow_headings, bullets, section_text

ACTION_KINDS: tuple[ActionKind, ...] = get_args(ActionKind)
MODES: tuple[Mode, ...] = get_args(Mode)
EARLY_KINDS = ("protect", "relieve-constraint")
PHASES: tuple[Phase, ...] = get_args(Phase)
LIGHTEST_TRIGGER, HEAVIEST_TRIGGER = 0.05, 3.0
MANDATE_FACTS = 8

ReadoutDay = Literal[30, 60, 90]
READOUT_DAYS: tuple[ReadoutDay, ...] = get_args(ReadoutDay)


def read_action(source: SourceFile, fields: Fields, log: ProblemLog) -> PlanAction:
    """Read one step of the ninety days."""
    allow_headings(source, ("Deliverable", "Done when"), log, optional=("Questions to ask",))
    if not source.opening.text:
        log.error(
            source.path,
            source.title_line,
            "no-story",
            "the text under the title is missing",
            "add it",
        )
    phase = fields.integer("phase", 1, 3)
    gate = fields.identifier("gate", required=False)
    action = PlanAction(
        id=ActionId(read_own_id(source, fields)),
        version=fields.integer("version", 1, 999),
        status=fields.word("status", STATUSES),
        title=read_heading_title(source, log),
        track=fields.word("track", TRACKS),
        phase=next(known for known in PHASES if known == phase),
        kind=fields.word("kind", ACTION_KINDS),
        effort_hours=fields.number("effort_hours", 0.25, 60.0),
        weeks=fields.integer("weeks", 1, 13),
        requires=tuple(ActionId(i) for i in fields.identifiers("requires", required=False)),
        gate=ActionId(gate) if gate else None,
        triggers=_read_triggers(fields),
        modes=fields.words("modes", MODES),
        reversible=fields.boolean("reversible", default=False),
        early_kinds=fields.words("early_kinds", EARLY_KINDS, required=False),
        readout_day=_read_readout_day(fields),
        people=fields.texts("people", required=False),
        questions=bullets(source, "Questions to ask", log),
        body=make_prose(source.opening.text),
        deliverable=make_prose(section_text(source, "Deliverable")),
        done_when=make_prose(section_text(source, "Done when")),
        seeds=fields.seeds(),
    )
    fields.finish()
    _check_sense(action, fields)
    return action


def _read_triggers(fields: Fields) -> Triggers:
    table = fields.table("triggers")
    if table is None:
        return Triggers(areas={}, facets={}, types={}, stages={}, situations={})

    def weights(name: str) -> dict[str, float]:
        return table.weights(name, LIGHTEST_TRIGGER, HEAVIEST_TRIGGER)

    at_most = None
    if table.has("mandate_at_most"):
        at_most = table.integer("mandate_at_most", 0, MANDATE_FACTS)
    triggers = Triggers(
        always=table.boolean("always", default=False),
        areas={AreaId(key): weight for key, weight in weights("areas").items()},
        facets={FacetId(key): weight for key, weight in weights("facets").items()},
        types={ProfileId(key): weight for key, weight in weights("types").items()},
        stages={StageId(key): weight for key, weight in weights("stages").items()},
        situations={SituationId(key): weight for key, weight in weights("situations").items()},
        mandate_at_most=at_most,
    )
    table.finish()
    return triggers


def _read_readout_day(fields: Fields) -> ReadoutDay | None:
    if not fields.has("readout_day"):
        return None
    day = fields.integer("readout_day", 30, 90)
    for known in READOUT_DAYS:
        if day == known:
            return known
    fields.error("readout_day", "out-of-range", f"readout_day is {day}", "write 30, 60 or 90")
    return None


def _check_sense(action: PlanAction, fields: Fields) -> None:
    """Rules that need nothing but the action itself."""
    triggers = action.triggers
    called = (
        triggers.always
        or triggers.mandate_at_most is not None
        or any((triggers.areas, triggers.facets, triggers.types, triggers.stages))
        or triggers.situations
    )
    if fields.has("triggers") and not called:
        fields.error(
            "triggers", "no-trigger", "nothing calls for this action", "name at least one trigger"
        )
    if fields.has("modes") and not action.modes:
        fields.error("modes", "no-mode", "no mode is named", "write in-role, preparing or both")
    if action.kind == "change" and action.gate is None:
        fields.error(
            "kind",
            "change-without-gate",
            "a change without a gate",
            "add `gate:` with the listening or agreement that opens it",
        )
    if action.readout_day is not None and action.kind != "report":
        fields.error(
            "readout_day", "readout-kind", "a readout that is no report", "write `kind: report`"
        )
