"""How is a plan written as a table, one step a row?"""

from collections.abc import Mapping

from assessment.documents.csv_cells import Cell, csv_text
from assessment.documents.plan_words import KIND_WORDS, gate_words, hours_of, plain
from assessment.domain.planning.plan import NinetyDayPlan, PlannedAction
from assessment.domain.planning.progress import NOTHING_SAID, Step, Steps, state_of
from assessment.domain.plans import TRACK_TITLES, ActionId

NO_STEPS: Mapping[ActionId, Step] = {}
COLUMNS = (
    "number",
    "id",
    "step",
    "track",
    "kind",
    "state",
    "first week",
    "last week",
    "from",
    "until",
    "hours",
    "opens when",
    "people",
    "deliverable",
    "done when",
    "why",
    "what came of it",
)


def plan_csv(plan: NinetyDayPlan, steps: Steps = NO_STEPS) -> str:
    """The plan as CSV: its steps in order, and what was done before this revision at the end."""
    rows = [_row(plan, n, planned, steps) for n, planned in enumerate(plan.actions, start=1)]
    planned_ids = {planned.action.id for planned in plan.actions}
    for action in plan.done:
        if action.id not in planned_ids:
            note = steps.get(action.id, NOTHING_SAID).note
            middle: list[Cell] = [None] * 9
            rows.append(
                [None, action.id, action.title, TRACK_TITLES[action.track],
                 KIND_WORDS[action.kind], "done", *middle, None, note]
            )  # fmt: skip
    return csv_text(COLUMNS, rows)


def _row(plan: NinetyDayPlan, number: int, planned: PlannedAction, steps: Steps) -> list[Cell]:
    action = planned.action
    return [
        number,
        action.id,
        action.title,
        TRACK_TITLES[action.track],
        KIND_WORDS[action.kind],
        state_of(planned, steps),
        planned.first_week,
        planned.last_week,
        plan.weeks[planned.first_week - 1].starts.isoformat(),
        plan.weeks[planned.last_week - 1].ends.isoformat(),
        hours_of(planned),
        gate_words(plan, planned),
        ", ".join(action.people),
        plain(action.deliverable.source),
        plain(action.done_when.source),
        " ".join(reason.text for reason in planned.because),
        steps.get(action.id, NOTHING_SAID).note,
    ]
