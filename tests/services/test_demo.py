"""The sample people come by the services of everybody, and go without touching anybody else's."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from assessment.domain.accounts import Account
from assessment.services.accounts import account_by_email, create_account
from assessment.services.attempts import list_attempts
from assessment.services.audit import verify_trail
from assessment.services.brief_checking import find_faults
from assessment.services.brief_voices import see_approvals
from assessment.services.briefs import list_briefs, load_brief
from assessment.services.caseload import list_clients
from assessment.services.catalogs import CatalogShelf
from assessment.services.cohorts import load_cohort
from assessment.services.colleagues import list_rounds
from assessment.services.credentials import credentials_of
from assessment.services.demo.cast import ASPIRANTS, EVERYBODY, LAST, OPERATOR
from assessment.services.demo.presence import DemoRefused, add_demo, look, remove_demo
from assessment.services.grants import list_grants
from assessment.services.organisation_invitations import accept_invitation, invite_member
from assessment.services.organisations import create_organisation, list_organisations
from assessment.services.passwords import password_fits
from assessment.services.people import delete_person, start_guest
from assessment.services.plans import list_plans, load_plan
from assessment.services.results import load_result
from assessment.services.scorecards import list_own_cards
from assessment.services.settings import PROJECT
from assessment.store.engine import Database, open_database
from assessment.store.records import metadata
from tests.store.databases import migrated_file

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
PASSWORD = "abcd-efgh-ijkl-mnop"  # noqa: S105 - of people who are made up
STAY = {"audit_events", "audit_head", "erasures", "catalog_snapshots"}
"""What is appended and never taken back; it holds nobody's answers and nobody's name."""


@pytest.fixture(scope="module")
def shipped() -> CatalogShelf:
    return CatalogShelf.from_content(PROJECT / "content")


@pytest.fixture(scope="module")
def made(shipped: CatalogShelf, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file with the sample people alone; tests work on copies."""
    path = tmp_path_factory.mktemp("demo") / "made.db"
    path.write_bytes(migrated_file())
    database = open_database(f"sqlite:///{path}")
    told: list[str] = []
    assert add_demo(database, shipped, PASSWORD, tell=told.append, now=NOW).roles == EVERYBODY
    assert len(told) == len(ASPIRANTS) + 2
    database.forget_deleted()
    database.close()
    return path


@pytest.fixture
def demo(made: Path, tmp_path: Path) -> Iterator[Database]:
    copy = tmp_path / "copy.db"
    shutil.copy(made, copy)
    database = open_database(f"sqlite:///{copy}")
    yield database
    database.close()


def account(database: Database, key: str) -> Account:
    with database.reading() as session:
        found = account_by_email(session, f"{key}@demo.example.org")
    assert found is not None
    return found


def everything(database: Database) -> dict[str, list[str]]:
    """Every row of every table as it stands."""
    with database.reading() as session:
        return {
            table.name: sorted(map(repr, session.execute(select(table)).all()))
            for table in metadata.sorted_tables
        }


def test_everybody_the_page_needs_is_there(demo: Database, shipped: CatalogShelf) -> None:
    database = demo
    mara, ruth, carmen, sam = (account(database, k) for k in ("mara", "ruth", "carmen", "sam"))
    with database.reading() as session:
        sittings = list_attempts(session, mara.person)
        assert [(NOW - s.started_at).days for s in sittings] == [50, 165]
        assert [r.closed_at is not None for r in list_rounds(session, mara.person)] == [True]
        plan = load_plan(session, mara.person, list_plans(session, mara.person)[0].id)
        said = [step.state for step in plan.steps.values()]
        assert said.count("done") == 5  # four of her own, and one she agreed on with her coach
        assert [g.state(NOW) for g in list_grants(session, mara.person)] == ["active", "ended"]
        for role in ASPIRANTS[1:6]:
            person = account(database, role.key).person
            result = load_result(session, shipped, person, list_attempts(session, person)[0].id)
            assert all(area.level is not None for area in result.sheet.areas.values()), role.key
        assert len(list_clients(session, ruth.id, now=NOW).lines) == 6
        assert [g.size for g in load_cohort(session, ruth.id, shipped.current, now=NOW)] == [6]
        [(organisation, role_there)] = list_organisations(session, carmen.id)
        assert role_there == "admin"
        [summary] = list_briefs(session, carmen.id, organisation.id)
        brief = load_brief(session, carmen.id, organisation.id, summary.id)
        assert find_faults(brief.brief, shipped.current, today=NOW.date()) == ()
        seen = see_approvals(session, carmen.id, organisation.id, summary.id, shipped.current)
        assert [c.question.id for c in seen.compared if c.agree is False] == ["strongest"]
        cards = {
            key: [card.submitted for card in list_own_cards(session, who.id)]
            for key in ("ines", "oskar", "ravi")
            for who in [account(database, key)]
        }
        assert {key: sum(handed_in) for key, handed_in in cards.items()} == {
            "ines": 2,
            "oskar": 1,
            "ravi": 1,
        }
        assert sam.operator
        assert password_fits(credentials_of(session, sam.id).password, PASSWORD)


def test_they_come_beside_others_only_when_asked_and_go_without_them(
    database: Database, shipped: CatalogShelf
) -> None:
    with database.writing() as session:
        start_guest(session, now=NOW)
        dana = create_account(
            session, email="dana@example.org", name="Dana", verified=True, now=NOW
        )
        create_organisation(session, dana.id, "Grocer Ltd", now=NOW)
    before = everything(database)
    with pytest.raises(DemoRefused, match="--yes"):
        add_demo(database, shipped, PASSWORD, now=NOW)
    assert everything(database) == before
    there = add_demo(database, shipped, PASSWORD, beside_others=True, now=NOW)
    assert OPERATOR not in there.roles, "an operator would see the others' addresses"
    gone = remove_demo(database, now=NOW)
    assert len(gone.roles) == len(EVERYBODY) - 1
    assert gone.others == 2
    after = everything(database)
    changed = {name for name in before if before[name] != after[name]}
    assert changed <= STAY, changed - STAY
    trail = " ".join(row for name in STAY & set(after) for row in after[name])
    assert not any(role.name in trail or role.email in trail for role in EVERYBODY)
    with database.reading() as session:
        assert verify_trail(session) is None
        assert look(session).gone


def test_an_add_that_was_broken_off_is_begun_again_and_gives_the_same_results(
    demo: Database, shipped: CatalogShelf
) -> None:
    def levels() -> list[float | None]:
        mara = account(demo, "mara").person
        with demo.reading() as session:
            latest = list_attempts(session, mara)[0].id
            sheet = load_result(session, shipped, mara, latest).sheet
        return [area.level for area in sheet.areas.values()]

    half, before = account(demo, "mara"), levels()
    delete_person(demo, account(demo, LAST.key).person, now=NOW)
    assert add_demo(demo, shipped, PASSWORD, now=NOW).roles == EVERYBODY
    assert account(demo, "mara").id != half.id
    assert levels() == before


def test_adding_twice_adds_nothing_and_follows_the_installations_key(
    demo: Database, shipped: CatalogShelf
) -> None:
    mara = account(demo, "mara")
    add_demo(demo, shipped, "another-word-of-today", now=NOW)
    assert account(demo, "mara") == mara
    with demo.reading() as session:
        kept = credentials_of(session, mara.id).password
    assert password_fits(kept, "another-word-of-today")
    assert not password_fits(kept, PASSWORD)


def test_they_stay_while_somebody_else_works_with_them(demo: Database) -> None:
    database = demo
    carmen = account(database, "carmen")
    with database.writing() as session:
        dana = create_account(
            session, email="dana@example.org", name="Dana", verified=True, now=NOW
        )
        [(organisation, _)] = list_organisations(session, carmen.id)
        _, token = invite_member(
            session, carmen.id, organisation.id, dana.email, "interviewer", now=NOW
        )
        accept_invitation(session, dana.id, token, now=NOW)
    before = everything(database)
    with pytest.raises(DemoRefused, match="Linden Pharmacies"):
        remove_demo(database, now=NOW)
    assert everything(database) == before
