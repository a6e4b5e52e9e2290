"""What stands on the pages of an interview kit and of its scorecard sheets, in words?

One set of values for the PDF, the DOCX and nothing else: no candidate and no rating is in it.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assessment.documents.plan_words import plain
from assessment.documents.report import long_date
from assessment.domain.areas import LEVEL_NAMES
from assessment.domain.hiring.kit import InterviewKit, KitArea, KitQuestion
from assessment.domain.hiring.panel import PanelPlan
from assessment.domain.hiring.reminders import (
    AS_OF,
    Reminder,
    fairness_reminders,
    legal_reminders,
)
from assessment.domain.hiring.timing import planned_minutes, time_plan
from assessment.domain.language import date_words
from assessment.domain.language import gettext as _


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionPage:
    """One question as it is asked and listened to."""

    number: str
    kind: str
    title: str
    facet: str
    text: str
    minutes: str
    because: str
    probes: tuple[str, ...]
    signs: tuple[tuple[str, str], ...]
    red_flags: tuple[str, ...]
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaPage:
    """One area: who asks and rates, the anchors, the questions."""

    title: str
    critical: bool
    needed: str
    reason: str
    asks: str
    rates: str
    minutes: str
    anchors: tuple[tuple[str, str], ...]
    """Level with its name, and the description."""
    questions: tuple[QuestionPage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KitPages:
    """Everything printed of a kit."""

    title: str
    subtitle: str
    made: str
    created: dt.date
    standing: str
    """Whether the kit is frozen or a draft."""
    areas: tuple[AreaPage, ...]
    timetable: tuple[tuple[str, str, str], ...]
    """Minute, what, who asks."""
    time_words: str
    shortages: tuple[str, ...]
    fairness: tuple[Reminder, ...]
    legal: tuple[Reminder, ...]
    legal_note: str
    small_print: str


def kit_pages(
    kit: InterviewKit,
    panel: PanelPlan,
    names: Mapping[str, str],
    *,
    organisation: str,
    made: dt.date,
    frozen: bool,
) -> KitPages:
    """The words of a kit; ``names`` says what the panel's interviewers are called."""
    found = time_plan(kit)
    rated = {area.area: area for area in panel.areas}
    return KitPages(
        title=kit.title,
        subtitle=f"{organisation} · {kit.type_title}",
        made=long_date(made),
        created=made,
        standing=_("Frozen: every candidate is asked exactly this.")
        if frozen
        else _("Draft: it is frozen when the first interview is planned."),
        areas=tuple(
            _area_page(
                area,
                place,
                [names.get(n, _("a former interviewer")) for n in rated[area.area].interviewers]
                if area.area in rated
                else [],
            )
            for place, area in enumerate(kit.areas, start=1)
        ),
        timetable=_timetable(kit, {a: p.asks for a, p in rated.items()}, names),
        time_words=_(
            "%(planned)d minutes of questions, %(longest)d if every probe is asked. Welcome and "
            "the candidate’s own questions are on top."
        )
        % {"planned": found.question_minutes, "longest": found.longest_minutes},
        shortages=(*kit.missing, *panel.shortages),
        fairness=fairness_reminders(),
        legal=legal_reminders(),
        legal_note=_("Not legal advice; as of %(when)s.") % {"when": date_words(AS_OF, "month")},
        small_print=_(
            "Questions and signs are the authors’ proposals, not confirmed by a panel. They "
            "predict nothing about a person. Content %(revision)s."
        )
        % {"revision": kit.revision[:12]},
    )


def _area_page(area: KitArea, place: int, names: Sequence[str]) -> AreaPage:
    minutes = sum(planned_minutes(q) for q in area.questions)
    return AreaPage(
        title=area.title,
        critical=area.critical,
        needed=f"{area.level:g}" if area.level else "",
        reason=area.reason,
        asks=names[0] if names else "",
        rates=", ".join(names),
        minutes=_("%(minutes)d minutes") % {"minutes": minutes},
        anchors=tuple(
            (f"{level} · {LEVEL_NAMES[level - 1]}", text)
            for level, text in enumerate(area.anchors, start=1)
        ),
        questions=tuple(
            _question_page(question, f"{place}.{number}")
            for number, question in enumerate(area.questions, start=1)
        ),
    )


def kind_words(kind: str) -> str:
    """What a kind of question is called on pages."""
    return _("What they did") if kind == "past-behaviour" else _("What they would do")


def _question_page(question: KitQuestion, number: str) -> QuestionPage:
    return QuestionPage(
        number=number,
        kind=kind_words(question.kind),
        title=question.title,
        facet=question.facet_title,
        text=plain(question.question.source),
        minutes=_("%(planned)d to %(longest)d minutes")
        % {"planned": planned_minutes(question), "longest": question.minutes},
        because=question.because,
        probes=tuple(plain(probe) for probe in question.probes),
        signs=tuple((str(level), plain(text)) for level, text in question.signs.items()),
        red_flags=tuple(plain(flag) for flag in question.red_flags),
        evidence=plain(question.evidence.source),
    )


def _timetable(
    kit: InterviewKit, asks: Mapping[str, str | None], names: Mapping[str, str]
) -> tuple[tuple[str, str, str], ...]:
    plan = time_plan(kit)
    rows: list[tuple[str, str, str]] = []
    for number, conversation in enumerate(plan.sessions, start=1):
        which = (
            _("Conversation %(number)d: ") % {"number": number} if len(plan.sessions) > 1 else ""
        )
        rows.append(("0", which + _("Welcome, what is noted and who sees it"), ""))
        rows += [
            (str(slot.starts), slot.title, names.get(asks.get(slot.area) or "", ""))
            for slot in conversation.slots
        ]
        rows.append(
            (str(conversation.closing_starts), _("The candidate’s own questions, what is next"), "")
        )
        rows.append((str(conversation.minutes), _("End; each rates alone, from the notes"), ""))
    return tuple(rows)
