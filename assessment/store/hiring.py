"""Which rows hold the interviews for a brief: the panel, the candidates and what was said of them?

Everything hangs on an organisation and goes with its search. No row knows an aspirant's person
but a candidate's own consented share.
"""

from datetime import date, datetime

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from assessment.store.columns import OPAQUE_ID, SLUG, TOKEN_HASH, Record, UtcTime
from assessment.store.holding import WITH_ORGANISATION, WITH_PERSON, Holding

KEPT_SEARCH = "until its brief’s last day, unless a reason to hold it longer is written down"
KEPT_CANDIDATE = "until the day the candidate was told, or until the candidate deletes it"


class SearchRecord(Record):
    """The interviews for one version of a brief; its kit is frozen with the first one planned."""

    __tablename__ = "searches"
    __holds__ = Holding(
        purpose="the interviews for one version of a brief, with the questions everybody is asked",
        kept=KEPT_SEARCH,
        takeout="no",
        deletion="own time",
        words=("title", "contact", "weights_reason", "hold_reason"),
        derived=("kit",),
        technical=(
            "id",
            "organisation_id",
            "brief_id",
            "brief_revision",
            "others",
            "weights",
            "frozen_at",
            "created_at",
        ),
    )
    __table_args__ = (
        UniqueConstraint("brief_id", "brief_revision"),
        Index("ix_searches_organisation_id", "organisation_id"),
    )

    id: Mapped[str] = mapped_column(OPAQUE_ID, primary_key=True)
    organisation_id: Mapped[str] = mapped_column(
        OPAQUE_ID, ForeignKey("organisations.id", ondelete="CASCADE")
    )
    brief_id: Mapped[str] = mapped_column(OPAQUE_ID, ForeignKey("briefs.id", ondelete="CASCADE"))
    brief_revision: Mapped[int] = mapped_column(Integer)
    title: Mapped[str] = mapped_column(String(200))
    contact: Mapped[str] = mapped_column(String(200))
    """Whom candidates may ask."""
    others: Mapped[str] = mapped_column(Text)
    """Areas heard beside the critical ones, as a JSON list."""
    kit: Mapped[str] = mapped_column(Text)
    weights: Mapped[str] = mapped_column(Text)
    """A JSON object of areas; empty where all count alike."""
    weights_reason: Mapped[str] = mapped_column(Text)
    hold_reason: Mapped[str] = mapped_column(Text)
    """Not empty: nothing of this search is deleted by its date."""
    frozen_at: Mapped[datetime | None] = mapped_column(UtcTime)
    created_at: Mapped[datetime] = mapped_column(UtcTime)


class PanelMemberRecord(Record):
    """An interviewer of one search, also after they left it."""

    __tablename__ = "panel_members"
    __holds__ = Holding(
        purpose="who interviews for a search, and which areas they rate",
        kept=KEPT_SEARCH,
        takeout="no",
        deletion="own time",
        identity=("name",),
        words=("left_reason",),
        technical=(
            "id",
            "organisation_id",
            "search_id",
            "account_id",
            "areas",
            "asks",
            "joined_at",
            "left_at",
        ),
    )
    __table_args__ = (
        UniqueConstraint("search_id", "account_id"),
        Index("ix_panel_members_account_id", "account_id"),
    )

    id: Mapped[str] = mapped_column(OPAQUE_ID, primary_key=True)
    organisation_id: Mapped[str] = mapped_column(
        OPAQUE_ID, ForeignKey("organisations.id", ondelete="CASCADE")
    )
    search_id: Mapped[str] = mapped_column(OPAQUE_ID, ForeignKey("searches.id", ondelete="CASCADE"))
    account_id: Mapped[str | None] = mapped_column(
        OPAQUE_ID, ForeignKey("accounts.id", ondelete="SET NULL")
    )
    name: Mapped[str] = mapped_column(String(254))
    areas: Mapped[str] = mapped_column(Text)
    asks: Mapped[str] = mapped_column(Text)
    joined_at: Mapped[datetime] = mapped_column(UtcTime)
    left_at: Mapped[datetime | None] = mapped_column(UtcTime)
    left_reason: Mapped[str] = mapped_column(Text)


class CandidateRecord(Record):
    """Somebody who is interviewed, shown by a letter until all ratings are in."""

    __tablename__ = "candidates"
    __holds__ = Holding(
        purpose="somebody an organisation interviews, and what they agreed to",
        kept=KEPT_CANDIDATE,
        takeout="no",
        deletion="own time",
        identity=("name", "email"),
        words=("needs", "own_words"),
        secret=("link_hash",),
        technical=(
            "id",
            "organisation_id",
            "search_id",
            "letter",
            "notice_version",
            "notice_confirmed_at",
            "interview_on",
            "withdrawn_at",
            "asked_groups",
            "delete_on",
            "created_at",
        ),
    )
    __table_args__ = (
        UniqueConstraint("search_id", "letter"),
        Index("ix_candidates_organisation_id", "organisation_id"),
        Index("ix_candidates_delete_on", "delete_on"),
    )

    id: Mapped[str] = mapped_column(OPAQUE_ID, primary_key=True)
    organisation_id: Mapped[str] = mapped_column(
        OPAQUE_ID, ForeignKey("organisations.id", ondelete="CASCADE")
    )
    search_id: Mapped[str] = mapped_column(OPAQUE_ID, ForeignKey("searches.id", ondelete="CASCADE"))
    letter: Mapped[str] = mapped_column(String(1))
    name: Mapped[str] = mapped_column(String(200))
    email: Mapped[str] = mapped_column(String(254))
    link_hash: Mapped[str] = mapped_column(TOKEN_HASH, unique=True)
    notice_version: Mapped[int | None] = mapped_column(Integer)
    notice_confirmed_at: Mapped[datetime | None] = mapped_column(UtcTime)
    needs: Mapped[str] = mapped_column(Text)
    """What they need to take part on equal terms; for whoever plans, not for whoever rates."""
    own_words: Mapped[str] = mapped_column(Text)
    """Their own words beside what is kept about them."""
    interview_on: Mapped[date | None] = mapped_column(Date)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcTime)
    asked_groups: Mapped[bool] = mapped_column(Boolean)
    """Whether they were asked, after the decision, which groups they belong to; not the answer."""
    delete_on: Mapped[date] = mapped_column(Date)
    created_at: Mapped[datetime] = mapped_column(UtcTime)


class ScorecardRecord(Record):
    """One interviewer's card on one candidate."""

    __tablename__ = "scorecards"
    __holds__ = Holding(
        purpose="one interviewer’s card on one candidate",
        kept=KEPT_CANDIDATE,
        takeout="no",
        deletion="own time",
        words=("withdrawn_reason",),
        technical=(
            "id",
            "organisation_id",
            "candidate_id",
            "member_id",
            "areas",
            "created_at",
            "submitted_at",
            "withdrawn_at",
        ),
    )
    __table_args__ = (
        UniqueConstraint("candidate_id", "member_id"),
        Index("ix_scorecards_member_id", "member_id"),
    )

    id: Mapped[str] = mapped_column(OPAQUE_ID, primary_key=True)
    organisation_id: Mapped[str] = mapped_column(
        OPAQUE_ID, ForeignKey("organisations.id", ondelete="CASCADE")
    )
    candidate_id: Mapped[str] = mapped_column(
        OPAQUE_ID, ForeignKey("candidates.id", ondelete="CASCADE")
    )
    member_id: Mapped[str] = mapped_column(
        OPAQUE_ID, ForeignKey("panel_members.id", ondelete="CASCADE")
    )
    areas: Mapped[str] = mapped_column(Text)
    """What this card is on, as a JSON list; a later change of the panel does not change it."""
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    submitted_at: Mapped[datetime | None] = mapped_column(UtcTime)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcTime)
    withdrawn_reason: Mapped[str] = mapped_column(Text)


class ScorecardRatingRecord(Record):
    """What one card says of one area. A number never stands without its note."""

    __tablename__ = "scorecard_ratings"
    __holds__ = Holding(
        purpose="what an interviewer heard in one area, and the number it was given",
        kept=KEPT_CANDIDATE,
        takeout="no",
        deletion="own time",
        opinion=("note", "value"),
        technical=("scorecard_id", "area", "organisation_id", "decided", "changed_at"),
    )
    __table_args__ = (
        CheckConstraint("value IS NULL OR (value BETWEEN 1 AND 5)", name="value_on_the_card"),
        CheckConstraint("value IS NULL OR (note <> '' AND decided)", name="note_before_number"),
    )

    scorecard_id: Mapped[str] = mapped_column(
        OPAQUE_ID, ForeignKey("scorecards.id", ondelete="CASCADE"), primary_key=True
    )
    area: Mapped[str] = mapped_column(SLUG, primary_key=True)
    organisation_id: Mapped[str] = mapped_column(
        OPAQUE_ID, ForeignKey("organisations.id", ondelete="CASCADE")
    )
    note: Mapped[str] = mapped_column(Text)
    value: Mapped[int | None] = mapped_column(Integer)
    decided: Mapped[bool] = mapped_column(Boolean)
    """Whether a number or "no evidence" was chosen; a note may wait for it."""
    changed_at: Mapped[datetime] = mapped_column(UtcTime)


class PanelTalkRecord(Record):
    """What was said where two interviewers were far apart. Both numbers stay."""

    __tablename__ = "panel_talks"
    __holds__ = Holding(
        purpose="what was said where interviewers’ numbers were far apart",
        kept=KEPT_CANDIDATE,
        takeout="no",
        deletion="own time",
        identity=("author_name",),
        opinion=("words",),
        technical=("id", "organisation_id", "candidate_id", "area", "created_at"),
    )
    __table_args__ = (
        CheckConstraint("words <> ''", name="says_something"),
        Index("ix_panel_talks_candidate_id", "candidate_id"),
    )

    id: Mapped[str] = mapped_column(OPAQUE_ID, primary_key=True)
    organisation_id: Mapped[str] = mapped_column(
        OPAQUE_ID, ForeignKey("organisations.id", ondelete="CASCADE")
    )
    candidate_id: Mapped[str] = mapped_column(
        OPAQUE_ID, ForeignKey("candidates.id", ondelete="CASCADE")
    )
    area: Mapped[str] = mapped_column(SLUG)
    words: Mapped[str] = mapped_column(Text)
    author_name: Mapped[str] = mapped_column(String(254))
    created_at: Mapped[datetime] = mapped_column(UtcTime)


class HiringDecisionRecord(Record):
    """A person's decision on a candidate, in words; an earlier one stays beside a later one."""

    __tablename__ = "hiring_decisions"
    __holds__ = Holding(
        purpose="who decided what on a candidate, in words and with evidence",
        kept=KEPT_CANDIDATE,
        takeout="no",
        deletion="own time",
        identity=("author_name",),
        opinion=("outcome", "reason", "evidence"),
        technical=("id", "organisation_id", "candidate_id", "number", "created_at"),
    )
    __table_args__ = (
        CheckConstraint("outcome IN ('offer', 'no-offer', 'further')", name="known_outcome"),
        CheckConstraint("reason <> '' AND evidence <> ''", name="reason_and_evidence"),
        UniqueConstraint("candidate_id", "number"),
    )

    id: Mapped[str] = mapped_column(OPAQUE_ID, primary_key=True)
    organisation_id: Mapped[str] = mapped_column(
        OPAQUE_ID, ForeignKey("organisations.id", ondelete="CASCADE")
    )
    candidate_id: Mapped[str] = mapped_column(
        OPAQUE_ID, ForeignKey("candidates.id", ondelete="CASCADE")
    )
    number: Mapped[int] = mapped_column(Integer)
    outcome: Mapped[str] = mapped_column(String(16))
    reason: Mapped[str] = mapped_column(Text)
    evidence: Mapped[str] = mapped_column(Text)
    author_name: Mapped[str] = mapped_column(String(254))
    created_at: Mapped[datetime] = mapped_column(UtcTime)


class CandidateAgendaRecord(Record):
    """Topics of their own report a candidate handed over, by their own act, until a day."""

    __tablename__ = "candidate_agendas"
    __holds__ = Holding(
        purpose="topics of their own report that somebody handed to an employer",
        kept=f"{WITH_PERSON}, or until the candidate’s records go",
        derived=("agenda",),
        technical=(
            "id",
            "organisation_id",
            "candidate_id",
            "person_id",
            "consent_version",
            "shared_at",
            "until",
            "withdrawn_at",
        ),
    )
    __table_args__ = (
        Index("ix_candidate_agendas_candidate_id", "candidate_id"),
        Index("ix_candidate_agendas_person_id", "person_id"),
    )

    id: Mapped[str] = mapped_column(OPAQUE_ID, primary_key=True)
    organisation_id: Mapped[str] = mapped_column(
        OPAQUE_ID, ForeignKey("organisations.id", ondelete="CASCADE")
    )
    candidate_id: Mapped[str] = mapped_column(
        OPAQUE_ID, ForeignKey("candidates.id", ondelete="CASCADE")
    )
    person_id: Mapped[str] = mapped_column(OPAQUE_ID, ForeignKey("people.id", ondelete="CASCADE"))
    consent_version: Mapped[int] = mapped_column(Integer)
    agenda: Mapped[str] = mapped_column(Text)
    shared_at: Mapped[datetime] = mapped_column(UtcTime)
    until: Mapped[date] = mapped_column(Date)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcTime)


class ImpactCountRecord(Record):
    """How many people of a group were selected, and how many were not. Nobody's row."""

    __tablename__ = "impact_counts"
    __holds__ = Holding(
        purpose="whether selection falls differently on groups; counts of volunteers, no person",
        kept=WITH_ORGANISATION,
        takeout="no",
        deletion="stays",
        technical=("organisation_id", "year", "question", "answer", "selected", "others"),
    )
    __table_args__ = (CheckConstraint("selected >= 0 AND others >= 0", name="counts"),)

    organisation_id: Mapped[str] = mapped_column(
        OPAQUE_ID, ForeignKey("organisations.id", ondelete="CASCADE"), primary_key=True
    )
    year: Mapped[int] = mapped_column(Integer, primary_key=True)
    question: Mapped[str] = mapped_column(SLUG, primary_key=True)
    answer: Mapped[str] = mapped_column(SLUG, primary_key=True)
    selected: Mapped[int] = mapped_column(Integer)
    others: Mapped[int] = mapped_column(Integer)
