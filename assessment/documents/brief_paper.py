"""What stands in a brief as a document: the same headings, words and tables on page and paper?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assessment.documents.report import long_date
from assessment.domain.brief_levels import needed_target, reason_in_words
from assessment.domain.briefs import Brief
from assessment.domain.catalog import Catalog
from assessment.domain.findings_wording import target_figure
from assessment.domain.language import gettext as _
from assessment.domain.mandate import Mandate, check_mandate
from assessment.domain.ownership import holding_words, responsibilities
from assessment.domain.roles import (
    DUTIES,
    POINTS,
    ROLES,
    duty_title,
    role_sentence,
    role_shares,
    role_title,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperTable:
    """A table with a heading row; the first cell of each row heads it."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperSection:
    """A heading, its paragraphs and perhaps a table; ``chart`` says where shares are drawn."""

    part: str
    heading: str
    paragraphs: tuple[str, ...] = ()
    table: PaperTable | None = None
    chart: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefPaper:
    """A brief as a document."""

    title: str
    organisation: str
    made: date
    revision: int
    facts: str
    sections: tuple[PaperSection, ...]
    shares: tuple[tuple[str, int], ...]
    """Roles with their percentages; empty where no points are spent."""
    shares_say: str
    footnote: str


def brief_paper(
    brief: Brief, catalog: Catalog, *, organisation: str, revision: int, made: date
) -> BriefPaper:
    """The document of a brief; parts of which nothing was said are left out."""
    shares = role_shares(brief.points)
    sections = [
        PaperSection(
            part="challenge",
            heading=_("The challenge to be led"),
            paragraphs=_paragraphs(brief.challenge, brief.why_now),
        ),
        PaperSection(part="mission", heading=_("Mission"), paragraphs=_paragraphs(brief.mission)),
        _outcomes(brief),
        PaperSection(part="type", heading=_("The kind of CTO"), paragraphs=_kind(brief, catalog)),
        _ownership(brief),
        _duties(brief),
        _mandate(brief, catalog),
        _levels(brief, catalog),
        _expectations(brief),
        PaperSection(
            part="title",
            heading=_("Terms"),
            paragraphs=tuple(
                line
                for line in (
                    _("Place: %(place)s") % {"place": brief.place} if brief.place else "",
                    _("Pay: %(pay)s") % {"pay": brief.pay} if brief.pay else "",
                )
                if line
            ),
        ),
    ]
    facts = [
        _("Version %(n)d of %(day)s") % {"n": revision, "day": long_date(made)},
        _("kept until %(day)s") % {"day": long_date(brief.retention_until)}
        if brief.retention_until
        else "",
    ]
    return BriefPaper(
        title=brief.title or _("Hiring brief without a title yet"),
        organisation=organisation,
        made=made,
        revision=revision,
        facts=", ".join(fact for fact in facts if fact),
        sections=tuple(s for s in sections if s.paragraphs or s.table),
        shares=()
        if shares is None
        else tuple((role_title(role), shares.percents[role]) for role in ROLES),
        shares_say=role_sentence(shares, people=brief.people),
        footnote=_(
            "This brief describes a job and judges nobody. Levels are the authors’ proposal for "
            "the type, changed where a reason stands beside them."
        ),
    )


def _paragraphs(*texts: str) -> tuple[str, ...]:
    return tuple(line for text in texts for line in text.split("\n") if line.strip())


def _kind(brief: Brief, catalog: Catalog) -> tuple[str, ...]:
    lines = []
    first = catalog.profiles.get(brief.cto_type) if brief.cto_type else None
    second = catalog.profiles.get(brief.second_type) if brief.second_type else None
    if first is not None:
        named = first.title if second is None else f"{first.title}, {second.title}"
        lines.append(f"{named}. {brief.type_reason}".strip())
    context = [a.title for a in catalog.adjustments.values() if str(a.id) == brief.stage]
    if brief.people is not None:
        context.append(_("%(n)d people") % {"n": brief.people})
    context += [
        catalog.adjustments[c].title for c in brief.circumstances if c in catalog.adjustments
    ]
    if context:
        lines.append("; ".join(context) + ".")
    if brief.starts_on is not None:
        lines.append(_("Hoped-for first day: %(day)s.") % {"day": long_date(brief.starts_on)})
    return tuple(lines)


def _table(
    part: str,
    heading: str,
    head: Sequence[str],
    rows: Sequence[tuple[str, ...]],
    *,
    paragraphs: Sequence[str] = (),
    chart: bool = False,
) -> PaperSection:
    table = PaperTable(caption=heading, head=tuple(head), rows=tuple(rows)) if rows else None
    return PaperSection(
        part=part,
        heading=heading,
        paragraphs=tuple(paragraphs) if rows else (),
        table=table,
        chart=chart,
    )


def _outcomes(brief: Brief) -> PaperSection:
    rows = [
        (
            outcome.result,
            outcome.measure or _("no measure yet"),
            long_date(outcome.due) if outcome.due else _("no date yet"),
        )
        for outcome in brief.outcomes
    ]
    return _table("outcomes", _("Outcomes"), (_("What is then true"), _("Measure"), _("By")), rows)


def _ownership(brief: Brief) -> PaperSection:
    rows = []
    for row in responsibilities():
        held = brief.ownership.get(row.id)
        if held is not None:
            rows.append((row.title, holding_words(held.how), held.partner or "–"))
    head = (_("Responsibility"), _("This role"), _("With, or whose"))
    return _table("ownership", _("Who owns what"), head, rows)


def _duties(brief: Brief) -> PaperSection:
    rows = [
        (duty_title(duty), str(brief.points[duty]))
        for duty in sorted(DUTIES, key=lambda d: -brief.points.get(d, 0))
        if brief.points.get(duty)
    ]
    said = [role_sentence(role_shares(brief.points), people=brief.people)]
    if brief.points_spent != POINTS:
        said.append(
            _("%(n)d points were spent; shares are in proportion.") % {"n": brief.points_spent}
        )
    return _table(
        "duties", _("Where the time goes"), (_("Duty"), _("Points")), rows,
        paragraphs=said, chart=True,
    )  # fmt: skip


def mandate_words(mandate: Mandate) -> str:
    """What a mandate is called on a page."""
    return {
        "title without authority": _("a title without authority"),
        "partial mandate": _("a partial mandate"),
        "mandate in hand": _("a mandate in hand"),
    }[mandate]


def _mandate(brief: Brief, catalog: Catalog) -> PaperSection:
    check = check_mandate(catalog.mandate_facts, brief.mandate_said)
    words = {True: _("yes"), False: _("no"), None: _("not answered")}
    rows = []
    if not check.is_empty:
        for fact in catalog.mandate_facts:
            answer = brief.mandate.get(fact.id)
            holds = None if answer is None else answer.holds
            rows.append((fact.text, words[holds], (answer.detail if answer else "") or "–"))
    said = _("%(n)d of %(all)d facts hold: %(mandate)s.") % {
        "n": len(check.held),
        "all": check.asked,
        "mandate": mandate_words(check.mandate),
    }
    head = (_("Fact"), _("Holds"), _("Proof"))
    return _table("mandate", _("The mandate"), head, rows, paragraphs=[said])


def _levels(brief: Brief, catalog: Catalog) -> PaperSection:
    target = needed_target(brief, catalog.profiles, catalog.adjustments)
    rows = []
    if target is not None:
        for area in sorted(catalog.areas.values(), key=lambda a: a.order):
            level = target.levels.get(area.id)
            if level is not None:
                named = _("%(level)s, critical") if level.critical else "%(level)s"
                rows.append(
                    (
                        area.title,
                        named % {"level": target_figure(level.level)},
                        reason_in_words(level.reason),
                    )
                )
    head = (_("Area"), _("Level, 1 to 5"), _("Why"))
    return _table("levels", _("Levels needed"), head, rows)


def _expectations(brief: Brief) -> PaperSection:
    days = zip((30, 60, 90), brief.expectations.texts, strict=True)
    rows = [(_("By day %(n)d") % {"n": day}, text) for day, text in days if text]
    return _table("expectations", _("The first ninety days"), (_("Day"), _("Expected")), rows)
