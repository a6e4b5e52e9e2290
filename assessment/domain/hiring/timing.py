"""How long does an interview with this kit take, and what is said when?"""

from collections.abc import Sequence
from dataclasses import dataclass

from assessment.domain.hiring.kit import InterviewKit, KitArea, KitQuestion

OPENING_MINUTES = 5
CLOSING_MINUTES = 10
"""Welcome and notice before, the candidate's own questions after (editorial assumptions)."""

PROBING_MINUTES = 2
"""What the later probes of a question add where the first answers have said enough. Without
them twelve questions on four areas take about 75 minutes (MEASUREMENT.md 6.2)."""

SHORTEST_MINUTES = 3
LONGEST_SESSION = 90
"""Minutes of questions in one sitting; more is split, so that the last answer is heard as well
as the first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeSlot:
    """One area's time in a session, in minutes from its beginning."""

    area: str
    title: str
    starts: int
    minutes: int
    longest: int
    """With every probe asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InterviewSession:
    """One conversation, opening and closing included."""

    slots: tuple[TimeSlot, ...]
    minutes: int
    closing_starts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TimePlan:
    """All conversations with one candidate; the same for every candidate."""

    sessions: tuple[InterviewSession, ...]
    question_minutes: int
    longest_minutes: int
    """Minutes of questions with every probe asked."""


def planned_minutes(question: KitQuestion) -> int:
    """Minutes set aside for one question: the author's, less the later probes."""
    return max(SHORTEST_MINUTES, question.minutes - PROBING_MINUTES)


def time_plan(kit: InterviewKit) -> TimePlan:
    """The time plan of a kit, its areas in their order, split where one sitting is too long."""
    groups: list[list[KitArea]] = []
    room = 0
    for area in kit.areas:
        needed = sum(planned_minutes(q) for q in area.questions)
        if not groups or needed > room:
            groups.append([])
            room = LONGEST_SESSION
        groups[-1].append(area)
        room -= needed
    return TimePlan(
        sessions=tuple(_session(group) for group in groups),
        question_minutes=sum(planned_minutes(q) for q in kit.questions),
        longest_minutes=sum(q.minutes for q in kit.questions),
    )


def _session(areas: Sequence[KitArea]) -> InterviewSession:
    slots: list[TimeSlot] = []
    at = OPENING_MINUTES
    for area in areas:
        minutes = sum(planned_minutes(q) for q in area.questions)
        slots.append(
            TimeSlot(
                area=area.area,
                title=area.title,
                starts=at,
                minutes=minutes,
                longest=sum(q.minutes for q in area.questions),
            )
        )
        at += minutes
    return InterviewSession(slots=tuple(slots), minutes=at + CLOSING_MINUTES, closing_starts=at)
