"""How is a plan written as a table, one step a row?"""

from assessment.documents.csv_cells import Cell, csv_text
from assessment.documents.plan_words import KIND_WORDS, gate_words, hours_of, plain
from assessment.domain.planning.plan import NinetyDayPlan, PlannedAction
from assessment.domain.planning.progress import NOTHING_SAID, Steps, state_of
from assessment.domain.plans import TRACK_TITLES

NO_STEPS: Steps = {}
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
    "meet first",
    "deliverable",
    "done when",
    "why",
    "what came of it",
    "why opened early",
)


def plan_csv(plan: NinetyDayPlan, steps: Steps = NO_STEPS) -> str:
    """The plan as CSV: its steps in order, then what was done before, then what is left out.

    Steps that are not planned have no number, weeks or hours; ``why`` of what is left out is the
    reason it is.
    """
    rows = [_row(plan, n, planned, steps) for n, planned in enumerate(plan.actions, start=1)]
    planned_ids = {planned.action.id for planned in plan.actions}
    rows += [
        _short_row(
            id=action.id,
            step=action.title,
            track=TRACK_TITLES[action.track],
            kind=KIND_WORDS[action.kind],
            state="done",
            deliverable=plain(action.deliverable.source),
            what_came_of_it=steps.get(action.id, NOTHING_SAID).note,
        )
        for action in plan.done
        if action.id not in planned_ids
    ]
    rows += [
        _short_row(id=left.action, step=left.title, state="left out", why=left.reason)
        for left in plan.left_out
    ]
    return csv_text(COLUMNS, rows)


def _row(plan: NinetyDayPlan, number: int, planned: PlannedAction, steps: Steps) -> list[Cell]:
    action = planned.action
    step = steps.get(action.id, NOTHING_SAID)
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
        ", ".join(f"{who} (week {week})" for week, who in planned.meetings),
        plain(action.deliverable.source),
        plain(action.done_when.source),
        " ".join(reason.text for reason in planned.because),
        step.note,
        step.opened_early,
    ]


def _short_row(**known: str) -> list[Cell]:
    """A row that knows only some columns."""
    return [known.get(column.replace(" ", "_")) for column in COLUMNS]
