"""No organisation is left without an administrator by somebody who deletes themselves."""

import pytest
from sqlalchemy import func, select

from assessment.domain.accounts import AccountId, OrganisationId
from assessment.domain.attempts import PersonId
from assessment.domain.errors import OrganisationsLeft
from assessment.services.accounts import load_account, set_active
from assessment.services.dissolving import left_behind
from assessment.services.interview_kits import hold_search
from assessment.services.organisations import change_role, create_organisation, membership_of
from assessment.services.people import delete_person
from assessment.services.tokens import token_hash
from assessment.store.engine import Database
from assessment.store.records import (
    AccountRecord,
    BriefRecord,
    CandidateRecord,
    ErasureRecord,
    MembershipRecord,
    OrganisationRecord,
)
from tests.builders import NOON
from tests.services.hiring import House


@pytest.fixture
def house(database: Database) -> House:
    return House(database)


def person_of(house: House, name: str) -> PersonId:
    with house.database.reading() as session:
        return load_account(session, house.people[name]).person


def alone(house: House) -> None:
    """Nobody but Dana works in her organisation."""
    with house.database.writing() as session:
        for member in session.scalars(
            select(MembershipRecord).where(
                MembershipRecord.organisation_id == house.organisation,
                MembershipRecord.account_id != house.people["dana"],
            )
        ):
            session.delete(member)


def counts(house: House, organisation: OrganisationId) -> tuple[int, int, int]:
    """How many organisations, briefs and candidates are there under this id."""
    with house.database.reading() as session:
        return (
            session.scalar(
                select(func.count()).where(OrganisationRecord.id == organisation)
            ) or 0,
            session.scalar(
                select(func.count()).where(BriefRecord.organisation_id == organisation)
            ) or 0,
            session.scalar(
                select(func.count()).where(CandidateRecord.organisation_id == organisation)
            ) or 0,
        )  # fmt: skip


def test_where_others_work_the_only_administrator_hands_over_first(house: House) -> None:
    house.invite("Carla")
    dana, before = person_of(house, "dana"), counts(house, house.organisation)
    with house.database.reading() as session:
        [left] = left_behind(session, dana)
    assert (left.name, left.others, left.briefs, left.stops) == ("Grocer Ltd", 5, 1, True)
    with pytest.raises(OrganisationsLeft):
        delete_person(house.database, dana, now=NOON)
    assert counts(house, house.organisation) == before == (1, 1, 1)
    with house.database.writing() as session:
        lee = house.people["lee"]
        change_role(session, house.people["dana"], house.organisation, lee, "admin")
    assert delete_person(house.database, dana, now=NOON)
    assert counts(house, house.organisation) == before
    with house.database.reading() as session:
        assert membership_of(session, lee, house.organisation) == "admin"


def test_a_closed_account_is_no_administrator_to_leave_it_to(house: House) -> None:
    lee: AccountId = house.people["lee"]
    with house.database.writing() as session:
        change_role(session, house.people["dana"], house.organisation, lee, "admin")
        set_active(session, lee, active=False)
    with pytest.raises(OrganisationsLeft):
        delete_person(house.database, person_of(house, "dana"), now=NOON)


def test_where_nobody_else_works_it_goes_with_its_briefs_and_candidates_for_good(
    house: House,
) -> None:
    candidate = house.invite("Carla")
    alone(house)
    rival = counts(house, house.other)
    assert delete_person(house.database, person_of(house, "dana"), now=NOON)
    assert counts(house, house.organisation) == (0, 0, 0)
    assert counts(house, house.other) == rival == (1, 0, 0)
    with house.database.reading() as session:
        remembered = {
            row.kind: row.key_hash
            for row in session.execute(select(ErasureRecord.kind, ErasureRecord.key_hash))
        }
    assert remembered["organisations"] == token_hash(house.organisation)
    assert remembered["briefs"] == token_hash(house.brief)
    assert remembered["candidates"] == token_hash(candidate)


def test_a_hold_is_ended_before_its_organisation_goes(house: House) -> None:
    alone(house)
    dana = house.people["dana"]
    with house.database.writing() as session:
        hold_search(session, dana, house.search, "A court asks for it.", now=NOON)
    with pytest.raises(OrganisationsLeft):
        delete_person(house.database, person_of(house, "dana"), now=NOON)
    assert counts(house, house.organisation)[:2] == (1, 1)
    with house.database.writing() as session:
        hold_search(session, dana, house.search, "", now=NOON)
    assert delete_person(house.database, person_of(house, "dana"), now=NOON)
    assert counts(house, house.organisation) == (0, 0, 0)


def test_one_organisation_that_stops_them_keeps_everything(house: House) -> None:
    with house.database.writing() as session:
        own = create_organisation(session, house.people["dana"], "Alone Ltd", now=NOON).id
    with pytest.raises(OrganisationsLeft):
        delete_person(house.database, person_of(house, "dana"), now=NOON)
    assert counts(house, own) == (1, 0, 0)
    with house.database.reading() as session:
        assert session.get(AccountRecord, house.people["dana"]) is not None


def test_who_administers_nothing_or_not_alone_goes_freely(house: House) -> None:
    for name in ("iris", "lee"):
        with house.database.reading() as session:
            assert left_behind(session, person_of(house, name)) == []
        assert delete_person(house.database, person_of(house, name), now=NOON)
