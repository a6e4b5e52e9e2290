"""What does a template see of a round, of its results, and of one colleague's own answers?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from assessment.domain.areas import Area, AreaId
from assessment.domain.colleagues import MOST_REMINDERS, Question, Role
from assessment.domain.language import gettext as _
from assessment.domain.language import ngettext
from assessment.domain.round_results import AreaShown, GroupShown, RoundShown
from assessment.services.colleague_results import shown_of
from assessment.services.colleagues import Round
from assessment.services.rating import Asked, RatingSheet
from assessment.web.words import day_words


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedEntry:
    """Somebody who was asked, as the asker's own list shows them."""

    id: str
    name: str
    role: str
    said: str
    """Of the manager alone whether they have answered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupEntry:
    """A group's rating in words."""

    who: str
    mean: str
    spread: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaEntry:
    """One area of a closed round."""

    title: str
    groups: tuple[GroupEntry, ...]
    manager: str
    nothing: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsEntry:
    """What was written to one question."""

    question: str
    colleagues: tuple[str, ...]
    manager: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundPage:
    """A round, open or closed."""

    id: str
    attempt: str
    is_open: bool
    count: str
    begun: str
    closes: str
    purpose: str
    asked: tuple[AskedEntry, ...]
    no_reminder: str
    reminders_left: int
    areas: tuple[AreaEntry, ...]
    words: tuple[WordsEntry, ...]
    words_closed: str
    counts_in_level: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundLine:
    """One round in the list."""

    id: str
    title: str
    about: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticePage:
    """What somebody is told before they decide."""

    asker: str
    purpose: tuple[str, ...]
    closes: str
    as_manager: bool
    role: str
    areas: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetLine:
    """One area on a colleague's own overview."""

    id: str
    title: str
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPage:
    """A colleague's own answers so far."""

    asker: str
    closes: str
    as_manager: bool
    state: str
    state_words: str
    is_open: bool
    lines: tuple[SheetLine, ...]
    words: tuple[tuple[str, str], ...]
    rated: int
    next_area: str
    """The first area that has no answer yet; empty where all have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaPage:
    """One area to be rated."""

    id: str
    title: str
    definition: str
    asker: str
    place: int
    of: int
    steps: tuple[tuple[str, str], ...]
    before: str


def group_words(roles: Sequence[Role]) -> str:
    """Who stands in a group, as a heading.

    >>> group_words(("peer",)), group_words(("other", "report"))
    ('Peers', 'People you lead and others')
    """
    names = {
        "peer": _("peers"),
        "report": _("people you lead"),
        "other": _("others"),
        "manager": _("manager"),
    }
    listed = [names[role] for role in ("peer", "report", "other") if role in roles]
    if len(listed) > 1:
        text = _("%(first)s and %(last)s") % {
            "first": ", ".join(listed[:-1]),
            "last": listed[-1],
        }
    else:
        text = listed[0]
    return text[0].upper() + text[1:]


def role_noun(role: Role) -> str:
    """A role as the asker's list shows it."""
    return {
        "manager": _("manager"),
        "peer": _("peer"),
        "report": _("somebody you lead"),
        "other": _("other"),
    }[role]


def question_words() -> dict[Question, str]:
    """The two open questions, about whoever asks."""
    return {
        "keep": _("What should they keep doing, because it helps you or others?"),
        "change": _("What one change would help most?"),
    }


def make_round_page(found: Round, areas: Mapping[AreaId, Area], *, now: datetime) -> RoundPage:
    """The page of one's own round."""
    shown = shown_of(found)
    return RoundPage(
        id=found.id,
        attempt=found.attempt,
        is_open=shown is None,
        count=_count_words(found, shown),
        begun=day_words(found.created_at),
        closes=day_words(found.closed_at or found.closes_at),
        purpose=found.purpose,
        asked=tuple(
            AskedEntry(id=each.id, name=each.name, role=role_noun(each.role), said=_said(each))
            for each in found.asked
        ),
        no_reminder=found.no_reminder(now),
        reminders_left=max(0, MOST_REMINDERS - found.reminders),
        areas=() if shown is None else tuple(_area(area, areas) for area in shown.areas),
        words=() if shown is None else _words(shown),
        words_closed=""
        if shown is None or shown.words_open
        else _(
            "What colleagues wrote is shown when five or more have answered; fewer could be told "
            "apart by their words."
        ),
        counts_in_level=shown is not None and bool(shown.colleague_means or shown.manager_ratings),
    )


def _said(each: object) -> str:
    answered = getattr(each, "answered", None)
    if answered is None:
        return ""
    return _("has answered") if answered else _("has not answered yet")


def _count_words(found: Round, shown: RoundShown | None) -> str:
    answered = found.answered if shown is None else shown.answered
    asked = len(found.asked) if shown is None else shown.asked
    return _("%(answered)d of %(asked)d have answered.") % {"answered": answered, "asked": asked}


def _area(area: AreaShown, areas: Mapping[AreaId, Area]) -> AreaEntry:
    known = areas.get(area.area)
    return AreaEntry(
        title=known.title if known is not None else area.area,
        groups=tuple(_group(group) for group in area.groups),
        manager="" if area.manager is None else str(area.manager),
        nothing="" if area.groups else _("Too few could say."),
    )


def _group(group: GroupShown) -> GroupEntry:
    people = ngettext("%(n)d person", "%(n)d people", group.raters) % {"n": group.raters}
    who = f"{group_words(group.roles)}, {people}"
    if group.agreement is None:
        return GroupEntry(who=who, mean=_figure(group.mean), spread="")
    spread = _("from %(low)d to %(high)d") % {"low": group.lowest, "high": group.highest}
    words = {
        "alike": _("They see this alike, %(spread)s."),
        "partly": _("They partly agree, %(spread)s."),
        "differently": _(
            "Colleagues see this differently, %(spread)s. A mean would stand for nobody’s view, "
            "so none is given and none counts."
        ),
    }[group.agreement]
    return GroupEntry(who=who, mean=_figure(group.mean), spread=words % {"spread": spread})


def _figure(mean: float | None) -> str:
    return "" if mean is None else f"{mean:.1f}"


def _words(shown: RoundShown) -> tuple[WordsEntry, ...]:
    return tuple(
        WordsEntry(
            question=question_words()[words.question],
            colleagues=words.colleagues,
            manager=words.manager,
        )
        for words in shown.words
    )


def round_lines(rounds: Sequence[Round]) -> list[RoundLine]:
    """One's own rounds in the order given."""
    return [
        RoundLine(
            id=found.id,
            title=_("Asked on %(day)s") % {"day": day_words(found.created_at)},
            about=_("open until %(day)s") % {"day": day_words(found.closes_at)}
            if found.closed_at is None
            else _("closed on %(day)s") % {"day": day_words(found.closed_at)},
        )
        for found in rounds
    ]


def make_notice_page(asked: Asked, areas: int) -> NoticePage:
    """What a link's holder is told."""
    return NoticePage(
        asker=asked.asker,
        purpose=tuple(asked.purpose.splitlines()),
        closes=day_words(asked.closes_at),
        as_manager=asked.role == "manager",
        role={
            "manager": _("as their manager"),
            "peer": _("as a peer"),
            "report": _("as somebody they lead"),
            "other": _("as somebody who works with them"),
        }[asked.role],
        areas=areas,
    )


def make_sheet_page(sheet: RatingSheet, *, now: datetime) -> SheetPage:
    """A colleague's own overview."""
    asked = sheet.asked
    is_open = not asked.closed and asked.closes_at > now
    missing = [area.id for area in sheet.areas if area.id not in sheet.answers]
    return SheetPage(
        asker=asked.asker,
        closes=day_words(asked.closes_at),
        as_manager=asked.role == "manager",
        state=asked.state,
        state_words={
            "submitted": _("Submitted. You can change it until the round closes."),
            "withdrawn": _("You have withdrawn. Nothing of what you said is kept."),
        }.get(asked.state, _("Saved, not submitted yet.")),
        is_open=is_open,
        lines=tuple(
            SheetLine(id=area.id, title=area.title, said=_own(sheet, area)) for area in sheet.areas
        ),
        words=tuple(
            (words, sheet.words.get(question, "")) for question, words in question_words().items()
        ),
        rated=sheet.rated,
        next_area=missing[0] if missing else "",
    )


def _own(sheet: RatingSheet, area: Area) -> str:
    if area.id not in sheet.answers:
        return _("not answered yet")
    value = sheet.answers[area.id]
    if value is None:
        return _("I cannot say")
    return f"{value} · {area.anchors[value - 1]}"


def make_area_page(sheet: RatingSheet, area: Area) -> AreaPage:
    """One area with its five anchors."""
    order = [each.id for each in sheet.areas]
    place = order.index(area.id)
    return AreaPage(
        id=area.id,
        title=area.title,
        definition=area.definition,
        asker=sheet.asked.asker,
        place=place + 1,
        of=len(order),
        steps=tuple((str(step), anchor) for step, anchor in enumerate(area.anchors, start=1)),
        before=order[place - 1] if place else "",
    )
