"""A brief is saved part by part; nothing anybody typed or saved is lost to somebody else's save."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from assessment.domain.accounts import AccountId, OrganisationId
from assessment.domain.briefs import Brief, BriefId, Outcome, Part
from assessment.domain.errors import BriefChanged, BriefInvalid, NotFound
from assessment.domain.profiles import ProfileId
from assessment.services.accounts import create_account
from assessment.services.briefs import (
    StoredBrief,
    delete_brief,
    list_briefs,
    list_versions,
    load_brief,
    save_part,
    start_brief,
)
from assessment.services.organisations import create_organisation, remove_member
from assessment.services.retention import run_retention
from assessment.services.tokens import new_id
from assessment.store.engine import Database
from assessment.store.records import MembershipRecord
from tests.builders import NOON

CHALLENGE = Brief(challenge="Move billing off the 2009 mainframe before its contract ends.")


@dataclass(frozen=True)
class Team:
    """An organisation with Dana and Dora, who may write, Ivo, who may read, and Eve outside."""

    database: Database
    organisation: OrganisationId
    dana: AccountId
    dora: AccountId
    ivo: AccountId
    eve: AccountId

    def start(self, brief: Brief = CHALLENGE, *, at: datetime = NOON) -> BriefId:
        return self.database.write(
            lambda s: start_brief(s, self.dana, self.organisation, brief, now=at)
        )

    def save(
        self,
        brief: BriefId,
        part: Part,
        typed: Brief,
        *,
        revision: int,
        by: AccountId | None = None,
    ) -> int:
        return self.database.write(
            lambda s: save_part(
                s, by or self.dana, self.organisation, brief, part, typed,
                revision=revision, now=NOON,
            )
        ).revision  # fmt: skip

    def load(self, brief: BriefId, number: int | None = None) -> StoredBrief:
        with self.database.reading() as session:
            return load_brief(session, self.dana, self.organisation, brief, number)


@pytest.fixture
def team(database: Database) -> Team:
    def join(session: Session) -> Team:
        dana, dora, ivo, eve = (
            create_account(session, email=f"{name}@example.org", verified=True, now=NOON).id
            for name in ("dana", "dora", "ivo", "eve")
        )
        organisation = create_organisation(session, dana, "Acme", now=NOON).id
        for account, role in ((dora, "hiring-lead"), (ivo, "interviewer")):
            session.add(
                MembershipRecord(
                    organisation_id=organisation, account_id=account, role=role, created_at=NOON
                )
            )
        return Team(database, organisation, dana, dora, ivo, eve)

    return database.write(join)


@pytest.fixture
def brief(team: Team) -> BriefId:
    return team.start()


def test_a_brief_begins_with_its_challenge_and_a_last_day(team: Team, brief: BriefId) -> None:
    stored = team.load(brief)
    assert stored.brief.challenge == CHALLENGE.challenge
    assert stored.brief.retention_until == date(2027, 11, 21)
    assert (stored.revision, stored.author) == (1, team.dana)


def test_an_empty_challenge_begins_nothing(team: Team) -> None:
    with pytest.raises(BriefInvalid, match="starts from its challenge"):
        team.start(Brief(title="CTO"))


def test_every_save_keeps_a_version_with_its_author_and_parts(team: Team, brief: BriefId) -> None:
    team.save(brief, "mission", Brief(mission="Make billing boring."), revision=1)
    team.save(brief, "title", Brief(title="CTO"), revision=2, by=team.dora)
    with team.database.reading() as session:
        versions = list_versions(session, team.dana, team.organisation, brief)
    assert [(v.number, v.parts, v.author) for v in versions] == [
        (3, ("title",), "dora@example.org"),
        (2, ("mission",), "dana@example.org"),
        (1, ("challenge", "retention"), "dana@example.org"),
    ]
    assert team.load(brief, 2).brief.title == ""
    assert team.load(brief, 3).brief.mission == "Make billing boring."


def test_a_save_that_changes_nothing_adds_no_version(team: Team, brief: BriefId) -> None:
    assert team.save(brief, "challenge", CHALLENGE, revision=1) == 1


def test_two_people_on_different_parts_do_not_disturb_each_other(
    team: Team, brief: BriefId
) -> None:
    team.save(brief, "mission", Brief(mission="Make billing boring."), revision=1)
    team.save(brief, "type", Brief(cto_type=ProfileId("transformation")), revision=1, by=team.dora)
    both = team.load(brief).brief
    assert (both.mission, both.cto_type) == ("Make billing boring.", "transformation")


def test_two_people_on_one_part_are_told_and_nothing_is_overwritten(
    team: Team, brief: BriefId
) -> None:
    team.save(brief, "mission", Brief(mission="Hers."), revision=1, by=team.dora)
    with pytest.raises(BriefChanged) as refused:
        team.save(brief, "mission", Brief(mission="His."), revision=1)
    assert refused.value.current.mission == "Hers."
    assert refused.value.revision == 2
    assert team.load(brief).brief.mission == "Hers."
    team.save(brief, "mission", Brief(mission="His, knowing hers."), revision=2)
    assert team.load(brief).brief.mission == "His, knowing hers."


def test_what_cannot_be_kept_changes_nothing(team: Team, brief: BriefId) -> None:
    with pytest.raises(BriefInvalid):
        team.save(brief, "outcomes", Brief(outcomes=(Outcome(result="x" * 10_000),)), revision=1)
    with pytest.raises(BriefInvalid):
        team.save(brief, "challenge", Brief(), revision=1)
    with pytest.raises(BriefInvalid):
        team.save(brief, "retention", Brief(), revision=1)
    with team.database.reading() as session:
        assert load_brief(session, team.dana, team.organisation, brief).latest == 1


def test_another_organisations_brief_is_a_missing_one(team: Team, brief: BriefId) -> None:
    other = team.database.write(
        lambda s: create_organisation(s, team.eve, "Elsewhere", now=NOON).id
    )
    with team.database.reading() as session:
        for account, organisation, wanted in (
            (team.eve, team.organisation, brief),
            (team.eve, other, brief),
            (team.dana, other, brief),
            (team.dana, team.organisation, BriefId(new_id())),
        ):
            with pytest.raises(NotFound):
                load_brief(session, account, organisation, wanted)
        with pytest.raises(NotFound):
            load_brief(session, team.dana, team.organisation, brief, 9)
        assert not list_briefs(session, team.eve, team.organisation)


def test_an_interviewer_reads_and_does_not_write(team: Team, brief: BriefId) -> None:
    with team.database.reading() as session:
        assert load_brief(session, team.ivo, team.organisation, brief).latest == 1
    for by in (team.ivo, team.eve):
        with pytest.raises(NotFound):
            team.save(brief, "mission", Brief(mission="Mine."), revision=1, by=by)
        with pytest.raises(NotFound):
            delete_brief(team.database, by, team.organisation, brief, now=NOON)
        with pytest.raises(NotFound):
            team.database.write(
                lambda s, by=by: start_brief(s, by, team.organisation, CHALLENGE, now=NOON)  # type: ignore[misc]
            )


def test_who_left_no_longer_opens_anything_and_what_they_wrote_stays(
    team: Team, brief: BriefId
) -> None:
    team.save(brief, "mission", Brief(mission="Dora’s."), revision=1, by=team.dora)
    team.database.write(lambda s: remove_member(s, team.dana, team.organisation, team.dora))
    with team.database.reading() as session, pytest.raises(NotFound):
        load_brief(session, team.dora, team.organisation, brief)
    assert team.load(brief).brief.mission == "Dora’s."


def test_the_list_shows_what_changed_last_first(team: Team, brief: BriefId) -> None:
    later = NOON + timedelta(hours=1)
    second = team.start(replace(CHALLENGE, title="CTO, Payments"), at=later)
    with team.database.reading() as session:
        listed = list_briefs(session, team.dana, team.organisation)
    assert [line.id for line in listed] == [second, brief]
    assert listed[0].title == "CTO, Payments"


def test_a_deleted_brief_leaves_no_version(team: Team, brief: BriefId) -> None:
    delete_brief(team.database, team.dana, team.organisation, brief, now=NOON)
    with team.database.reading() as session, pytest.raises(NotFound):
        load_brief(session, team.dana, team.organisation, brief)
    with team.database.reading() as session, pytest.raises(NotFound):
        list_versions(session, team.dana, team.organisation, brief)


@pytest.mark.usefixtures("brief")
def test_a_brief_goes_the_day_after_its_last_one(team: Team) -> None:
    last = datetime(2027, 11, 21, 23, 59, tzinfo=UTC)
    assert run_retention(team.database, now=last)["briefs"] == 0
    assert run_retention(team.database, now=last + timedelta(minutes=1))["briefs"] == 1
