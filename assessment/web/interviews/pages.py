"""What do the templates of interviewing see?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assessment.domain.areas import LEVEL_NAMES, AreaId
from assessment.domain.hiring.kit import InterviewKit
from assessment.domain.hiring.scorecards import NO_EVIDENCE
from assessment.domain.language import gettext as _
from assessment.services.hiring_decisions import Decision, Look
from assessment.services.interview_panels import Panel, PanelMember
from assessment.services.ratings import TogetherOn
from assessment.web.words import day_words


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaLine:
    """One area of the kit in a list."""

    id: AreaId
    title: str
    critical: bool
    needed: str
    asks: str
    rates: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CardArea:
    """One area of a card to be filled in."""

    id: AreaId
    title: str
    anchors: tuple[tuple[str, str], ...]
    questions: tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...]
    """Title, question and signs of each."""
    note: str
    choice: str
    error: str
    """What is wrong with the note."""
    choice_error: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenLine:
    """One interviewer's word on one area."""

    who: str
    value: str
    note: str
    remark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaTogetherLine:
    """One area of one candidate as it is shown: the spread first."""

    id: AreaId
    title: str
    spread: str
    mean: str
    given: tuple[GivenLine, ...]
    must_discuss: bool
    talks: tuple[tuple[str, str], ...]
    """Words, and who noted them when."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateLine:
    """One candidate in the comparison, by letter."""

    id: str
    letter: str
    name: str
    state: str
    open: bool
    outcome: str
    areas: Mapping[AreaId, AreaTogetherLine]


def called(letter: str) -> str:
    """What a candidate is called while a letter stands for them."""
    return _("Candidate %(letter)s") % {"letter": letter}


def area_lines(kit: InterviewKit, panel: Panel) -> list[AreaLine]:
    """The areas of a kit with who asks and who rates."""
    names = {m.id: m.name for m in panel.members}
    rated = {p.area: [names[i] for i in p.interviewers] for p in panel.plan.areas}
    return [
        AreaLine(
            id=area.area,
            title=area.title,
            critical=area.critical,
            needed=f"{area.level:g}" if area.level else "",
            asks=next(iter(rated.get(area.area, [])), ""),
            rates=", ".join(rated.get(area.area, [])),
        )
        for area in kit.areas
    ]


def member_words(member: PanelMember, kit: InterviewKit) -> str:
    """What an interviewer does, or how they left."""
    titles = {a.area: a.title for a in kit.areas}
    if member.left_at is not None:
        words = _("Left on %(day)s.") % {"day": day_words(member.left_at)}
        return f"{words} {member.left_reason}".strip()
    rated = [titles[a] for a in member.areas if a in titles]
    if not rated:
        return _("In reserve: every area has its interviewers.")
    return _("Rates %(areas)s.") % {"areas": ", ".join(rated)}


def card_areas(
    kit: InterviewKit,
    areas: Sequence[AreaId],
    typed: Mapping[AreaId, tuple[str, str]],
    refused: tuple[str, str] | None,
) -> list[CardArea]:
    """The areas of a card with what was typed and what was refused."""
    field, reason = refused or ("", "")
    return [
        CardArea(
            id=area.area,
            title=area.title,
            anchors=tuple(
                (f"{level} · {LEVEL_NAMES[level - 1]}", text)
                for level, text in enumerate(area.anchors, start=1)
            ),
            questions=tuple(
                (
                    question.title,
                    " ".join(question.question.source.split()),
                    tuple((str(level), text) for level, text in question.signs.items()),
                )
                for question in area.questions
            ),
            note=typed.get(area.area, ("", ""))[0],
            choice=typed.get(area.area, ("", ""))[1],
            error=reason if field == f"note-{area.area}" else "",
            choice_error=reason if field == f"value-{area.area}" else "",
        )
        for area in kit.areas
        if area.area in areas
    ]


def choice_list() -> list[tuple[str, str]]:
    """What a card offers, in the order of the scale."""
    return [
        *((str(level), str(level)) for level in range(1, 6)),
        (NO_EVIDENCE, _("No evidence")),
    ]


def together_lines(kit: InterviewKit, found: TogetherOn) -> list[AreaTogetherLine]:
    """Every area of a candidate, in the kit's order: the spread before the mean."""
    titles = {a.area: a.title for a in kit.areas}
    return [
        AreaTogetherLine(
            id=area.area,
            title=titles[area.area],
            spread=_spread(area.lowest, area.highest, area.raters),
            mean=_("Mean %(mean).1f, likely between %(low).1f and %(high).1f")
            % {"mean": area.mean, "low": area.low, "high": area.high}
            if area.mean is not None
            else "",
            given=tuple(
                GivenLine(
                    who=given.interviewer,
                    value=str(given.value) if given.value is not None else _("no evidence"),
                    note=given.note,
                    remark=_remark(left=given.left, withdrawn=given.withdrawn),
                )
                for given in area.given
            ),
            must_discuss=area.must_discuss,
            talks=tuple(
                (
                    talk.words,
                    _("%(who)s, %(day)s") % {"who": talk.author, "day": day_words(talk.at)},
                )
                for talk in found.talks
                if talk.area == area.area
            ),
        )
        for area in found.areas
    ]


def _remark(*, left: bool, withdrawn: bool) -> str:
    if withdrawn:
        return _("withdrawn; not in the mean")
    return _("has left the panel since") if left else ""


def _spread(lowest: int | None, highest: int | None, raters: int) -> str:
    if lowest is None or highest is None:
        return _("No evidence was heard.")
    if lowest == highest:
        return (
            _("All %(raters)d say %(value)d") % {"raters": raters, "value": lowest}
            if (raters > 1)
            else _("One says %(value)d") % {"value": lowest}
        )
    return _("From %(lowest)d to %(highest)d") % {"lowest": lowest, "highest": highest}


def candidate_line(kit: InterviewKit, found: TogetherOn, outcome: str | None) -> CandidateLine:
    """One candidate for the comparison."""
    return CandidateLine(
        id=found.candidate,
        letter=found.letter,
        name=found.name or "",
        state=state_words(found),
        open=found.open,
        outcome=outcome_words(outcome) if outcome and found.open else "",
        areas={line.id: line for line in together_lines(kit, found)},
    )


def state_words(found: TogetherOn) -> str:
    """How far the interviewing of a candidate has come, without a word on how it went."""
    if found.withdrawn:
        return _("Has withdrawn.")
    if found.interview_on is None:
        return _("No interview is planned yet.")
    return _("Interview on %(day)s; %(have)d of %(want)d cards are in.") % {
        "day": day_words(found.interview_on),
        "have": found.cards_in,
        "want": found.cards_wanted,
    }


def outcome_words(outcome: str) -> str:
    """A decision in a few words."""
    return {
        "offer": _("An offer is made"),
        "further": _("Another conversation"),
        "no-offer": _("No offer"),
    }[outcome]


def decision_lines(decisions: Sequence[Decision]) -> list[tuple[str, str, str, str]]:
    """Outcome, reason, evidence, and who decided when."""
    return [
        (
            outcome_words(d.outcome),
            d.reason,
            d.evidence,
            _("%(who)s, %(day)s") % {"who": d.author, "day": day_words(d.at)},
        )
        for d in decisions
    ]


def look_lines(looks: Sequence[Look]) -> list[tuple[str, str, str]]:
    """Who, what, and when to the minute."""
    deeds = {
        "candidate.invited": _("invited the candidate"),
        "candidate.opened": _("opened name and state"),
        "candidate.link-renewed": _("made a new link"),
        "candidate.planned": _("planned the interview"),
        "candidate.withdrawn": _("noted the withdrawal"),
        "candidate.corrected": _("wrote needs or own words"),
        "candidate.exported": _("took everything away as a file"),
        "notice.confirmed": _("confirmed the notice"),
        "scorecard.saved": _("saved their own card"),
        "scorecard.submitted": _("handed in their own card"),
        "ratings.opened": _("read the ratings"),
        "talk.recorded": _("noted a talk"),
        "decision.recorded": _("recorded a decision"),
    }
    return [
        (
            _("the candidate") if look.who == "candidate" else look.who,
            deeds.get(look.action, look.action),
            f"{day_words(look.at)}, {look.at:%H:%M} UTC",
        )
        for look in looks
    ]
