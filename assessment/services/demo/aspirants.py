"""What have the sample aspirants done: sittings over months, a plan, a log, colleagues' answers?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from assessment.domain.areas import AreaId, FacetId
from assessment.domain.attempts import Attempt, AttemptId, FormId
from assessment.domain.catalog import Catalog
from assessment.domain.colleagues import Invited, Question, check_round
from assessment.domain.colleagues import Role as Colleague
from assessment.domain.exercises import check_exercise
from assessment.domain.planning.progress import Move, state_of
from assessment.domain.plans import SituationId
from assessment.domain.profiles import AdjustmentId, ProfileId, StageId
from assessment.services.colleague_results import close_round
from assessment.services.colleagues import open_round
from assessment.services.demo.cast import ASPIRANTS, LAST, SKILLS, Role
from assessment.services.demo.sitting import Sitting, sit
from assessment.services.demo.stage import Stage
from assessment.services.learning import log_exercise
from assessment.services.plans import PlanInputs, load_plan, make_plan, move_step
from assessment.services.rating import begin_rating, save_rating, save_words, submit_rating
from assessment.services.targets import choose_target


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """Results that others are shown."""

    results: Mapping[str, AttemptId]
    """Of each aspirant with one, the latest."""
    first: AttemptId
    """Mara's first."""


def make_aspirants(stage: Stage) -> Made:
    """Everybody but the one who comes last, with what they did alone."""
    mara, *others = (role for role in ASPIRANTS if role != LAST)
    stage.tell(f"{mara.name}: {mara.shows}")
    stage.join(mara, stage.ago(166))
    first = _full(stage, "mara", "mara-first", days=165, seed=11, gap="finance")
    latest = _full(stage, "mara", "mara", days=50, seed=12, gap="finance")
    results = {"mara": latest}
    for number, role in enumerate(others):
        stage.tell(f"{role.name}: {role.shows}")
        days = 9 + 13 * (len(others) - number)
        stage.join(role, stage.ago(days + 1))
        seed = 30 + number
        if role.key == "hana":
            results[role.key] = _full(stage, role.key, role.key, days=3, seed=seed, form="quick")
        else:
            results[role.key] = _full(stage, role.key, role.key, days=days, seed=seed)
    _live_with_a_plan(stage, latest)
    _log(stage)
    _hear_colleagues(stage, latest)
    _ask_colleagues(stage, results["tomas"])
    _plan(stage, "priya", results["priya"], start=stage.ago(-9), at=stage.ago(6), hours=4)
    return Made(results=results, first=first)


def make_last(stage: Stage) -> None:
    """Somebody in the middle of the full form."""
    stage.tell(f"{LAST.name}: {LAST.shows}")
    stage.join(LAST, stage.ago(2))
    sit(
        stage.database,
        stage.shelf,
        stage.person(LAST.key),
        SKILLS[LAST.key],
        _sitting(stage.shelf.current, LAST, seed=41),
        most=16,
        now=stage.ago(1),
    )


def _full(
    stage: Stage,
    key: str,
    skill: str,
    *,
    days: float,
    seed: int,
    form: FormId = "full",
    gap: str | None = None,
) -> AttemptId:
    role = next(r for r in ASPIRANTS if r.key == key)
    attempt: Attempt = sit(
        stage.database,
        stage.shelf,
        stage.person(key),
        SKILLS[skill],
        _sitting(stage.shelf.current, role, seed=seed, form=form, gap=gap),
        prediction={AreaId("finance"): 3, AreaId("team"): 4} if key == "mara" else None,
        now=stage.ago(days),
    )
    return attempt.id


def _sitting(
    catalog: Catalog, role: Role, *, seed: int, form: FormId = "full", gap: str | None = None
) -> Sitting:
    kind, stage = ("startup", "founding") if role.key == "hana" else ("scale-up", "growing")
    return Sitting(
        form=form,
        target=choose_target(
            catalog,
            profile=ProfileId(kind),
            stage=StageId(stage),
            circumstances=[AdjustmentId("investors")] if role.key == "mara" else [],
        ),
        suspected_gap=None if gap is None else AreaId(gap),
        seed=seed,
    )


def _plan(
    stage: Stage, key: str, attempt: AttemptId, *, start: datetime, at: datetime, hours: int
) -> str:
    inputs = PlanInputs(
        start=start.date(),
        hours_per_week=hours,
        mode="in-role",
        situation=SituationId("realignment"),
        situation_source="chosen",
        mandate_held=tuple(f.id for f in stage.shelf.current.mandate_facts[:5]),
        days_off=(),
    )
    return stage.database.write(
        lambda s: make_plan(s, stage.shelf, stage.person(key), attempt, inputs, now=at)
    )


_SAID = (
    "Nine conversations of forty minutes; two people named the same release as the turning point.",
    "The controller drew the cash cycle on one page. I had the payment terms wrong.",
    "Written down and sent to the CEO; she changed one line.",
)


def _live_with_a_plan(stage: Stage, attempt: AttemptId) -> None:
    """Five weeks into a plan: some steps done with a word on what came of it, one in hand."""
    mara = stage.person("mara")
    plan = _plan(stage, "mara", attempt, start=stage.ago(36), at=stage.ago(44), hours=6)
    moves: tuple[tuple[Move, str, float], ...] = (
        ("done", _SAID[0], 29),
        ("done", _SAID[1], 24),
        ("done", "", 19),
        ("done", _SAID[2], 11),
        ("doing", "", 4),
    )
    for move, note, days in moves:
        with stage.database.writing() as session:
            stored = load_plan(session, mara, plan)
            planned = next(p for p in stored.plan.actions if state_of(p, stored.steps) == "open")
            move_step(session, mara, plan, planned.action.id, move, note, now=stage.ago(days))


_EXERCISES = (
    (
        "bf1",
        33,
        "Went through last quarter’s profit and loss with the controller, line by line.",
        "I can say now which four lines my decisions move, and by when.",
    ),
    (
        "bf2",
        21,
        "Rewrote the data centre proposal as three options, one of which can be stopped in June.",
        "The CFO asked for the second. It is the first proposal of mine he did not send back.",
    ),
    ("ec1", 8, "Told the incident of the third in five sentences to somebody from sales.", ""),
)


def _log(stage: Stage) -> None:
    for facet, days, what, outcome in _EXERCISES:
        at = stage.ago(days)
        exercise = check_exercise(what, at.date(), outcome, now=at)
        with stage.database.writing() as session:
            log_exercise(
                session,
                stage.shelf.current,
                stage.person("mara"),
                FacetId(facet),
                exercise,
                now=at,
            )


_ASKED: tuple[tuple[str, Colleague, str], ...] = (
    ("Elin, whom I report to", "manager", "3344334543"),
    ("Piotr", "peer", "334435443"),
    ("Sunita", "peer", "324434343"),
    ("Wale", "peer", "344534444"),
    ("Katja", "report", "345533243"),
    ("Ben", "report", "335543254"),
    ("Yara", "report", "344432243"),
    ("Gustav, of the works council", "other", ""),
)
"""Who is asked, as what, and what they say of the areas in their order; empty: never answers."""
_WORDS: Mapping[int, Mapping[Question, str]] = {
    1: {"keep": "You tell us early when a date will not hold."},
    4: {
        "keep": "You explain why, not only what.",
        "change": "Let the leads decide who joins their team before you do.",
    },
    5: {"change": "Come to the budget talks with the options, not with the answer."},
}


def _hear_colleagues(stage: Stage, attempt: AttemptId) -> None:
    """A round that seven of eight answered, and that closed."""
    mara, opened, closed = stage.person("mara"), stage.ago(47), stage.ago(27)
    plan = check_round(
        "Mara Lindqvist",
        "To know before spring where my picture of myself is wrong.",
        (opened + timedelta(days=21)).date(),
        [Invited(name=name, role=role, address=None) for name, role, _ in _ASKED],
        now=opened,
    )
    with stage.database.writing() as session:
        found, invitations = open_round(session, mara, attempt, plan, now=opened)
    for number, (invitation, (_, _, said)) in enumerate(zip(invitations, _ASKED, strict=True)):
        if said:
            _rate(stage, invitation.token or "", said, _WORDS.get(number, {}), opened)
    with stage.database.writing() as session:
        close_round(session, stage.shelf, mara, found, now=closed)


def _ask_colleagues(stage: Stage, attempt: AttemptId) -> None:
    """A round that is open: two of five have answered, so that nothing is shown yet."""
    opened = stage.ago(5)
    names: tuple[tuple[str, Colleague], ...] = (
        ("Clara", "manager"),
        ("Dov", "peer"),
        ("Ines from product", "peer"),
        ("Matteo", "report"),
        ("Zoe", "report"),
    )
    plan = check_round(
        "Tomas Ferreira",
        "To hear what I do not see.",
        (opened + timedelta(days=21)).date(),
        [Invited(name=name, role=role, address=None) for name, role in names],
        now=opened,
    )
    with stage.database.writing() as session:
        _, invitations = open_round(session, stage.person("tomas"), attempt, plan, now=opened)
    for invitation, said in zip(invitations[1:3], ("445444545", "454545444"), strict=True):
        _rate(stage, invitation.token or "", said, {}, opened)


def _rate(
    stage: Stage, token: str, said: str, words: Mapping[Question, str], opened: datetime
) -> None:
    at = opened + timedelta(days=2)
    areas = sorted(stage.shelf.current.areas.values(), key=lambda area: area.order)
    with stage.database.writing() as session:
        key = begin_rating(session, token, now=at)
        for area, value in zip(areas, said, strict=False):
            save_rating(session, stage.shelf, key, area.id, int(value), now=at)
        save_words(session, key, words, now=at)
        submit_rating(session, key, now=at)
