"""Can every plan action be reached: do prerequisites and gates exist, fit and never go round?"""

from collections.abc import Iterator

from assessment.domain.plans import PlanAction
from assessment.ingest.problem_log import ProblemLog
from assessment.ingest.shelves import Shelved, Shelves

GATE_KINDS = ("listen", "agree", "learn", "find-out")


def check_action_graph(shelves: Shelves, log: ProblemLog) -> None:
    """Note every prerequisite or gate that cannot come first."""
    for shelved in shelves.actions.values():
        for key, name in _links(shelved.value):
            _check_link(shelved, key, name, shelves, log)
    _check_rounds(shelves, log)


def _links(action: PlanAction) -> Iterator[tuple[str, str]]:
    """The header key and the id of everything that must come before an action."""
    for name in action.requires:
        yield "requires", name
    if action.gate is not None:
        yield "gate", action.gate


def _check_link(
    shelved: Shelved[PlanAction], key: str, name: str, shelves: Shelves, log: ProblemLog
) -> None:
    action, path, line = shelved.value, shelved.source.path, shelved.source.line_of(key)
    if not shelves.is_declared("actions", name):
        log.error(
            path,
            line,
            f"unknown-{key}",
            f"{key} names {name}, which is not there",
            "name an action",
        )
        return
    if name not in shelves.actions:
        return
    earlier = shelves.actions[name].value
    if earlier.status == "retired" and action.status == "live":
        log.error(
            path, line, "retired-link", f"{key} names {name}, which is retired", "name another"
        )
    if earlier.phase > action.phase:
        log.error(
            path,
            line,
            "later-phase",
            f"{key} names {name} of phase {earlier.phase}",
            f"what comes first must be of phase {action.phase} or earlier",
        )
    missing = [mode for mode in action.modes if mode not in earlier.modes]
    if missing:
        log.error(
            path,
            line,
            "other-mode",
            f"{key} names {name}, which has no mode {', '.join(missing)}",
            "what comes first must exist in every mode of this action",
        )
    if key == "gate" and earlier.kind not in GATE_KINDS:
        log.error(
            path,
            line,
            "gate-kind",
            f"the gate {name} is of kind {earlier.kind}",
            f"a gate is of kind {', '.join(GATE_KINDS)}",
        )


def _check_rounds(shelves: Shelves, log: ProblemLog) -> None:
    """Take away what waits for nothing until nothing is left, or only what goes round."""
    waiting = {
        name: {link for _, link in _links(shelved.value) if link in shelves.actions}
        for name, shelved in shelves.actions.items()
    }
    while free := [name for name, links in waiting.items() if not links]:
        for name in free:
            del waiting[name]
        for links in waiting.values():
            links.difference_update(free)
    for name in _on_a_round(waiting):
        shelved = shelves.actions[name]
        key = "requires" if shelved.value.requires else "gate"
        log.error(
            shelved.source.path,
            shelved.source.line_of(key),
            "cycle",
            f"{name} waits for itself by way of {', '.join(sorted(waiting[name]))}",
            "take one of these links away",
        )


def _on_a_round(waiting: dict[str, set[str]]) -> list[str]:
    """Of what is left, leave out what only waits for a round without being part of it."""
    left = {name: set(links) for name, links in waiting.items()}
    while True:
        wanted = {link for links in left.values() for link in links}
        idle = [name for name in left if name not in wanted]
        if not idle:
            return sorted(left)
        for name in idle:
            del left[name]
