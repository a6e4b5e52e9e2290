"""The pages of one client: everything they share, over time."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import g, redirect, render_template, request, url_for
from markupsafe import Markup
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as BaseResponse

from assessment.domain.areas import AreaId
from assessment.domain.findings_wording import figure
from assessment.domain.learning import areas_in_order
from assessment.domain.planning.progress import state_of
from assessment.domain.sharing import Grant, GrantId
from assessment.domain.text import UnusableText
from assessment.domain.translations import retold
from assessment.services.agreed import list_proposed
from assessment.services.attempts import AttemptSummary
from assessment.services.caseload import change_client, client_name, next_meeting
from assessment.services.change import to_compare_with
from assessment.services.coach_notes import list_notes
from assessment.services.coach_reports import coach_edition
from assessment.services.granted import (
    GrantedResult,
    granted_attempts,
    granted_exercises,
    granted_plan,
    granted_plans,
    granted_result,
    leave_grant,
    load_granted,
)
from assessment.services.pictures import (
    ChangeBar,
    ChangeRow,
    change_chart,
)
from assessment.web.coach.blueprint import blueprint
from assessment.web.coach.forms import ClientForm
from assessment.web.coach.lines import agreed_entry, note_entry
from assessment.web.coach.openings import opened
from assessment.web.policy import Policy, admits
from assessment.web.state import database, now, shelf
from assessment.web.words import FORM_WORDS, STEP_WORDS, day_words

MOST_DRAWN = 4
"""Sittings drawn in one chart; the table has all of them."""
MOST_EXERCISES = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class SittingLine:
    """One result that is shared."""

    attempt: str
    date: str
    form: str
    compare: str
    """The result to lay it beside; empty where there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OverTime:
    """Levels at several dates: the chart and its table."""

    dates: tuple[str, ...]
    chart_wide: Markup
    chart_narrow: Markup
    rows: tuple[tuple[str, tuple[str, ...]], ...]


@blueprint.route("/clients/<id:grant>", methods=["GET", "POST"])
@admits(Policy.ACCOUNT)
def client(grant: str) -> BaseResponse | str | tuple[str, int]:
    """One client: results over time, plan and log where shared, notes, what was agreed."""
    at = now()
    with database().reading() as session:
        held = load_granted(session, g.account, GrantId(grant), now=at)
        form = ClientForm(
            name=client_name(session, g.account, held.owner),
            next_on=next_meeting(session, g.account, held.owner),
        )
    if request.method == "POST" and form.validate():
        name, next_on = form.name.data or "", form.next_on.data
        try:
            database().write(
                lambda s: change_client(s, g.account, held.id, name=name, next_on=next_on, now=at)
            )
        except UnusableText as refused:
            form.put_error("name", str(refused))
        else:
            return redirect(url_for("coach.client", grant=grant), 303)
    opened(held, kind="grant", object_id=held.id)
    page = _client_page(held, form)
    return (page, 422) if request.method == "POST" else page


def _client_page(held: Grant, form: ClientForm) -> str:
    at, parts = now(), held.terms.parts
    with database().reading() as session:
        shared = granted_attempts(session, g.account, held.id, now=at) if "result" in parts else []
        results = _results_over_time(session, held.id, shared)
        plans = granted_plans(session, g.account, held.id, now=at) if "plan" in parts else []
        log = granted_exercises(session, g.account, held.id, now=at) if "exercises" in parts else []
        notes = list_notes(session, g.account, held.id, now=at, limit=5)
        agreed = list_proposed(session, g.account, held.id, now=at)
        name = client_name(session, g.account, held.owner)
    pairs = to_compare_with(shared) if coach_edition(held).holds("numbers") else {}
    return render_template(
        "coach/client.html",
        grant=held.id,
        name=name,
        form=form,
        errors=form.error_list,
        purpose=held.terms.purpose,
        until=day_words(held.terms.until),
        parts=parts,
        sittings=[
            SittingLine(
                attempt=a.id,
                date=day_words(a.submitted_at or a.started_at),
                form=FORM_WORDS[a.form],
                compare=pairs[a.id].id if a.id in pairs else "",
            )
            for a in shared
        ],
        over_time=_over_time(results) if coach_edition(held).holds("numbers") else None,
        plans=[(p.id, day_words(p.start), p.about) for p in plans],
        log=[(e.exercise.what, day_words(e.exercise.done_on), e.exercise.outcome)
             for e in log[:MOST_EXERCISES]],
        logged=len(log),
        notes=[note_entry(note) for note in notes],
        agreed=[agreed_entry(line, at.date()) for line in agreed],
    )  # fmt: skip


def _results_over_time(
    session: Session, grant: GrantId, shared: Sequence[AttemptSummary]
) -> list[GrantedResult]:
    """The latest full forms and deep dives, the earliest first."""
    full = sorted(
        (a for a in shared if a.form != "quick"), key=lambda a: a.submitted_at or a.started_at
    )
    return [
        granted_result(session, shelf(), g.account, grant, a.id, now=now())
        for a in full[-MOST_DRAWN:]
    ]


def _over_time(results: list[GrantedResult]) -> OverTime | None:
    """The latest sittings side by side, the earliest first; None for fewer than two."""
    if len(results) < 2:
        return None
    sheets = [found.presented.result for found in results]
    dates = tuple(day_words(r.attempt.submitted_at or r.scored_at) for r in sheets)
    areas = [a for a in areas_in_order(sheets[-1].catalog) if a.id in sheets[-1].sheet.areas]

    def bars(area: AreaId) -> tuple[ChangeBar, ...]:
        made = []
        for date, result in zip(dates, sheets, strict=True):
            score = result.sheet.areas.get(area)
            span = None if score is None else score.likely_range
            made.append(
                ChangeBar(
                    label=date,
                    level=None if score is None else score.level,
                    low=None if span is None else span.low,
                    high=None if span is None else span.high,
                )
            )
        return tuple(made)

    rows = [ChangeRow(name=area.title, bars=bars(area.id)) for area in areas]
    return OverTime(
        dates=dates,
        chart_wide=change_chart(rows, uid="over-time"),
        chart_narrow=change_chart(rows, uid="over-time-narrow", width="narrow"),
        rows=tuple((row.name, tuple(_cell(bar) for bar in row.bars)) for row in rows),
    )


def _cell(bar: ChangeBar) -> str:
    if bar.level is None or bar.low is None or bar.high is None:
        return "–"
    return f"{figure(bar.level)} ({figure(bar.low)}–{figure(bar.high)})"


@blueprint.get("/clients/<id:grant>/plan/<id:plan>")
@admits(Policy.ACCOUNT)
def plan(grant: str, plan: str) -> str:
    """A client's plan, to be read."""
    with database().reading() as session:
        held = load_granted(session, g.account, GrantId(grant), "plan", now=now())
        stored = granted_plan(session, g.account, GrantId(grant), plan, now=now())
        name = client_name(session, g.account, held.owner)
    opened(held, kind="plan", object_id=plan)
    return render_template(
        "coach/plan.html",
        grant=grant,
        name=name,
        plan=retold(stored.plan),
        steps=stored.steps,
        states={p.action.id: STEP_WORDS[state_of(p, stored.steps)] for p in stored.plan.actions},
        start=day_words(stored.plan.facts.start),
    )


@blueprint.post("/clients/<id:grant>/leave")
@admits(Policy.ACCOUNT)
def leave(grant: str) -> BaseResponse:
    """Give back what was shared."""
    database().write(lambda s: leave_grant(s, g.account, GrantId(grant), now=now()))
    return redirect(url_for("coach.clients"), 303)
