"""The pages of all clients together: the list, and what they show as groups."""

from dataclasses import dataclass
from datetime import date

from flask import g, render_template, request, url_for
from markupsafe import Markup

from assessment.domain.cohort import OTHERS, AreaCount, CohortGroup
from assessment.domain.language import gettext as _
from assessment.domain.text import LINE_LIMIT
from assessment.services.caseload import (
    CaseLine,
    Order,
    Place,
    list_clients,
    list_ended,
)
from assessment.services.cohorts import load_cohort
from assessment.services.pictures import CohortRow, cohort_chart
from assessment.web.coach.blueprint import blueprint
from assessment.web.policy import Policy, admits
from assessment.web.state import content, database, now, shelf
from assessment.web.words import FORM_WORDS, day_words


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientLine:
    """One client in the list."""

    grant: str
    name: str
    target: str
    last: str
    step: str
    late: bool
    until: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupTable:
    """One group of clients: areas and counts."""

    title: str
    size: int
    rows: tuple[tuple[str, str], ...]
    chart: Markup


@blueprint.get("/clients")
@admits(Policy.ACCOUNT)
def clients() -> str:
    """Who shares with you: by name or by date."""
    order: Order = "date" if request.args.get("order") == "date" else "name"
    search = request.args.get("q", "")[:LINE_LIMIT]
    after = None
    if (key := request.args.get("after")) is not None:
        after = Place(key=key[:LINE_LIMIT], client=request.args.get("client", "")[:32])
    at = now()
    with database().reading() as session:
        page = list_clients(session, g.account, order=order, search=search, after=after, now=at)
    following = ""
    if page.next is not None:
        following = url_for(
            "coach.clients", order=order, q=search or None, after=page.next.key,
            client=page.next.client,
        )  # fmt: skip
    return render_template(
        "coach/clients.html",
        lines=[_line(line, at.date()) for line in page.lines],
        order=order,
        search=search,
        paged=after is not None,
        following=following,
    )


@blueprint.get("/clients/ended")
@admits(Policy.ACCOUNT)
def ended() -> str:
    """Who shared with you once: who and when, and nothing else."""
    with database().reading() as session:
        lines = list_ended(session, g.account, now=now())
    return render_template(
        "coach/ended.html", lines=[(line.name, day_words(line.last_at)) for line in lines]
    )


@blueprint.get("/clients/together")
@admits(Policy.ACCOUNT)
def together() -> str:
    """What your clients show as groups of five and more."""
    with database().reading() as session:
        groups = load_cohort(session, g.account, shelf().current, now=now())
    return render_template(
        "coach/together.html", groups=[_group(group, place) for place, group in enumerate(groups)]
    )


def _line(line: CaseLine, today: date) -> ClientLine:
    step, late = _("nothing agreed yet"), False
    if line.next_due is not None:
        late = line.next_due < today
        step = _("%(what)s By %(day)s.") % {
            "what": line.next_step if line.next_step.endswith(".") else f"{line.next_step}.",
            "day": day_words(line.next_due),
        }
    if line.next_on is not None and line.next_on >= today:
        meet = _("Next conversation on %(day)s.") % {"day": day_words(line.next_on)}
        step = meet if line.next_due is None else f"{meet} {step}"
    target = _("no result shared yet")
    if line.form is not None and line.taken_at is not None:
        target = f"{line.target}, {FORM_WORDS[line.form].lower()}, {day_words(line.taken_at)}"
    return ClientLine(
        grant=line.grant,
        name=line.name,
        target=target,
        last=day_words(line.last_at),
        step=step,
        late=late,
        until=day_words(line.until),
    )


def _group(group: CohortGroup, place: int) -> GroupTable:
    titles = {area.id: area.title for area in content().areas.values()}
    title = group.group if group.group != OTHERS else _("All others together")
    rows = [
        CohortRow(
            name=titles.get(row.area, row.area),
            counts=None
            if row.counts is None
            else (row.counts["gap"], row.counts["open"], row.counts["met"]),
            words=_counts(row),
        )
        for row in group.areas
    ]
    return GroupTable(
        title=title,
        size=group.size,
        rows=tuple((row.name, row.words) for row in rows),
        chart=cohort_chart(
            rows,
            uid=f"group-{place}",
            title=_("How many of %(n)d show a gap, area by area") % {"n": group.size},
        ),
    )


def _counts(row: AreaCount) -> str:
    if row.all_alike:
        return _("nearly all show the same")
    if row.counts is None:
        return _("fewer than five have a level")
    return _("gap: %(gap)d · cannot tell yet: %(open)d · met: %(met)d") % {
        name: row.counts[name] for name in ("gap", "open", "met")
    }
