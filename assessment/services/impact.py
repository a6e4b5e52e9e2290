"""How are counts for the impact monitor gathered, and who reads them?

A volunteer's answer is added to a count and is nowhere kept with the candidate: there is no row
about a person and no key from a count to anybody. It is asked for after the decision, which it
therefore cannot touch.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from assessment.domain.accounts import AccountId, OrganisationId
from assessment.domain.audit import Actor
from assessment.domain.errors import HiringInvalid
from assessment.domain.hiring.impact import SMALLEST_CELL, GroupImpact, Tally, read_impact
from assessment.domain.language import gettext as _
from assessment.services.audit import note
from assessment.services.candidacies import load_candidacy
from assessment.services.organisations import require_role
from assessment.store.records import CandidateRecord, ImpactCountRecord
from assessment.store.upsert import insert_once, rows_changed


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupQuestion:
    """One voluntary question and the groups it offers."""

    id: str
    title: str
    answers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionImpact:
    """What the counts of one question say."""

    question: GroupQuestion
    groups: tuple[GroupImpact, ...]
    """In the question's own order; those nobody chose are left out."""

    @property
    def judged(self) -> bool:
        """Whether two groups are large enough for a rate."""
        return sum(group.rate is not None for group in self.groups) >= 2


def group_questions() -> tuple[GroupQuestion, ...]:
    """The voluntary questions. Each may be left out; nothing else about a person is asked."""
    yes_no = (("yes", _("Yes")), ("no", _("No")))
    return (
        GroupQuestion(
            id="gender",
            title=_("What is your gender?"),
            answers=(
                ("woman", _("Woman")),
                ("man", _("Man")),
                ("another", _("Another, or I use another word")),
            ),
        ),
        GroupQuestion(
            id="age",
            title=_("How old are you?"),
            answers=(("under-40", _("Under 40")), ("40-and-over", _("40 or over"))),
        ),
        GroupQuestion(
            id="minority",
            title=_("Do you belong to an ethnic minority where you would work?"),
            answers=yes_no,
        ),
        GroupQuestion(id="disability", title=_("Do you live with a disability?"), answers=yes_no),
    )


def count_groups(session: Session, key: str, answers: Mapping[str, str], *, now: datetime) -> None:
    """Add a candidate's voluntary answers to the counts, once; an empty answer counts nowhere.

    Raises:
        NotFound: no such link.
        HiringInvalid: no decision yet, asked before, or an answer that is not offered.
    """
    found = load_candidacy(session, key)
    if not found.decided:
        raise HiringInvalid("groups", _("This is asked after the decision only."))
    chosen = {question: answer for question, answer in answers.items() if answer}
    offered = {q.id: {value for value, _title in q.answers} for q in group_questions()}
    if any(answer not in offered.get(question, ()) for question, answer in chosen.items()):
        raise HiringInvalid("groups", _("Choose one of the answers, or none."))
    marked = session.execute(
        update(CandidateRecord)
        .where(CandidateRecord.link_hash == key, CandidateRecord.asked_groups.is_(False))
        .values(asked_groups=True)
        .execution_options(preserve_rowcount=True)
    )
    if rows_changed(marked) != 1:
        raise HiringInvalid("groups", _("You have answered this already. Thank you."))
    column = ImpactCountRecord.selected if found.selected else ImpactCountRecord.others
    for question, answer in sorted(chosen.items()):
        where = {
            "organisation_id": found.organisation,
            "year": now.year,
            "question": question,
            "answer": answer,
        }
        insert_once(session, ImpactCountRecord, {**where, "selected": 0, "others": 0})
        session.execute(update(ImpactCountRecord).filter_by(**where).values({column: column + 1}))


def _told(rows: Sequence[ImpactCountRecord]) -> Sequence[ImpactCountRecord]:
    """The finished years that are told: a year with few answers waits for the next ones.

    Figures that moved with each answer would tell one person's by their difference.
    """
    told: list[ImpactCountRecord] = []
    waiting: list[ImpactCountRecord] = []
    for _year, counts in groupby(sorted(rows, key=lambda r: r.year), key=lambda r: r.year):
        waiting += counts
        if sum(row.selected + row.others for row in waiting) >= SMALLEST_CELL:
            told += waiting
            waiting = []
    return told


def load_impact(
    session: Session, account: AccountId, organisation: OrganisationId, *, now: datetime
) -> tuple[QuestionImpact, ...]:
    """What the counts of finished years say, for the owner of an organisation's process.

    Raises:
        NotFound: the account is no administrator there.
    """
    require_role(session, account, organisation, "admin")
    rows = session.scalars(
        select(ImpactCountRecord).where(
            ImpactCountRecord.organisation_id == organisation, ImpactCountRecord.year < now.year
        )
    ).all()
    found = []
    for question in group_questions():
        told = _told([r for r in rows if r.question == question.id])
        tallies: dict[str, Tally] = {}
        for answer, title in question.answers:
            mine = [r for r in told if r.answer == answer]
            if mine:
                tallies[title] = Tally(
                    selected=sum(r.selected for r in mine), others=sum(r.others for r in mine)
                )
        found.append(QuestionImpact(question=question, groups=read_impact(tallies)))
    note(
        session,
        actor=Actor(kind="account", id=account),
        action="impact.opened",
        owner=None,
        organisation=organisation,
        kind="organisation",
        object_id=organisation,
        now=now,
    )
    return tuple(found)
