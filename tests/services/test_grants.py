"""What is shared is shared by an invitation that works once, and ends when its owner says so."""

import multiprocessing
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import cast

import pytest
from sqlalchemy.orm import Session

from assessment.domain.accounts import Account, AccountId
from assessment.domain.attempts import AttemptId, PersonId
from assessment.domain.errors import InvitationUnusable, NotFound, SharingInvalid, WrongAddress
from assessment.domain.sharing import (
    INVITATION_DAYS,
    LONGEST_DAYS,
    PURPOSE_LIMIT,
    GrantId,
    Part,
    Terms,
)
from assessment.services import grants
from assessment.services.accounts import create_account, set_active
from assessment.services.audit import list_ledger, verify_trail
from assessment.services.catalogs import CatalogShelf
from assessment.services.granted import (
    granted_attempts,
    granted_exercises,
    granted_plan,
    granted_plans,
    granted_result,
    leave_grant,
    load_granted,
)
from assessment.services.grants import list_grants, load_own_grant, offer_grant, revoke_grant
from assessment.services.invitations import (
    accept_invitation,
    accepted_with,
    is_usable,
    read_invitation,
    renew_invitation,
)
from assessment.services.plans import make_plan
from assessment.services.tokens import new_id, new_token
from assessment.store.engine import Database, open_database
from tests.builders import NOON
from tests.content.shipped import FILES, catalog
from tests.services.sittings import finish_sitting, open_sitting
from tests.services.test_plan_files import INPUTS

DAY = timedelta(days=1)
ALL_PARTS: frozenset[Part] = frozenset({"result", "answers", "plan", "exercises", "colleagues"})


def make_account(database: Database, email: str, *, verified: bool = True) -> Account:
    with database.writing() as session:
        return create_account(session, email=email, verified=verified, now=NOON)


@pytest.fixture
def coach(database: Database) -> Account:
    return make_account(database, "ben@example.org")


@pytest.fixture
def cleo(database: Database) -> Account:
    return make_account(database, "cleo@example.org")


@pytest.fixture
def attempt(database: Database, shelf: CatalogShelf, ada: PersonId) -> AttemptId:
    return finish_sitting(database, shelf, ada).id


def terms(attempt: AttemptId | None, **changes: object) -> Terms:
    usual = Terms(
        attempt=attempt,
        scope="one" if attempt else "all",
        parts=ALL_PARTS,
        purpose="Coaching towards a CTO role",
        until=NOON.date() + 90 * DAY,
    )
    return replace(usual, **changes)  # type: ignore[arg-type]


def offer(
    database: Database,
    owner: PersonId,
    what: Terms,
    *,
    address: str = "ben@example.org",
    save_id: str = "",
    now: datetime = NOON,
) -> tuple[GrantId, str]:
    with database.writing() as session:
        offered = offer_grant(session, owner, address, what, save_id=save_id or new_id(), now=now)
    assert offered.token is not None
    return offered.grant, offered.token


def accept(database: Database, account: Account, token: str, *, now: datetime = NOON) -> GrantId:
    with database.writing() as session:
        return accept_invitation(session, account, token, now=now)


def share(
    database: Database, owner: PersonId, coach: Account, what: Terms, now: datetime = NOON
) -> GrantId:
    grant, token = offer(database, owner, what, address=coach.email, now=now)
    assert accept(database, coach, token, now=now) == grant
    return grant


def test_an_accepted_grant_opens_the_result_and_its_offer_does_not(
    database: Database, shelf: CatalogShelf, ada: PersonId, coach: Account, attempt: AttemptId
) -> None:
    grant, token = offer(database, ada, terms(attempt))
    with database.reading() as session:
        assert load_own_grant(session, ada, grant).state(NOON) == "invited"
        with pytest.raises(NotFound):
            granted_result(session, shelf, coach.id, grant, attempt, now=NOON)
    accept(database, coach, token)
    with database.reading() as session:
        assert load_own_grant(session, ada, grant).state(NOON) == "active"
        opened = granted_result(session, shelf, coach.id, grant, attempt, now=NOON)
        assert opened.presented.result.attempt.id == attempt
        assert opened.with_answers
        assert [a.id for a in granted_attempts(session, coach.id, grant, now=NOON)] == [attempt]
        assert load_granted(session, coach.id, grant, now=NOON).id == grant


def test_nobody_else_opens_anything_with_it(
    database: Database, shelf: CatalogShelf, ada: PersonId, coach: Account, cleo: Account,
    attempt: AttemptId,
) -> None:  # fmt: skip
    grant = share(database, ada, coach, terms(attempt))
    with database.reading() as session:
        for account in (cleo.id, AccountId(ada)):
            with pytest.raises(NotFound):
                load_granted(session, account, grant, now=NOON)
            with pytest.raises(NotFound):
                granted_result(session, shelf, account, grant, attempt, now=NOON)


def test_taken_back_it_opens_nothing_from_the_next_question_on(
    database: Database, shelf: CatalogShelf, ada: PersonId, coach: Account, attempt: AttemptId
) -> None:
    grant = share(database, ada, coach, terms(attempt))
    with database.writing() as session:
        revoke_grant(session, ada, grant, now=NOON + DAY)
    with database.reading() as session:
        for ask in everything(session, shelf, coach, grant, attempt, NOON + DAY):
            with pytest.raises(NotFound):
                ask()
        assert load_own_grant(session, ada, grant).state(NOON + DAY) == "ended"


def everything(
    session: Session,
    shelf: CatalogShelf,
    coach: Account,
    grant: GrantId,
    attempt: AttemptId,
    now: datetime,
) -> list[Callable[[], object]]:
    return [
        lambda: load_granted(session, coach.id, grant, now=now),
        lambda: granted_attempts(session, coach.id, grant, now=now),
        lambda: granted_result(session, shelf, coach.id, grant, attempt, now=now),
        lambda: granted_plans(session, coach.id, grant, now=now),
        lambda: granted_plan(session, coach.id, grant, "p", now=now),
        lambda: granted_exercises(session, coach.id, grant, now=now),
    ]


def test_it_holds_through_its_last_day_and_not_a_day_longer(
    database: Database, shelf: CatalogShelf, ada: PersonId, coach: Account, attempt: AttemptId
) -> None:
    until = NOON.date() + 30 * DAY
    grant = share(database, ada, coach, terms(attempt, until=until))
    last = datetime.combine(until, NOON.time(), NOON.tzinfo).replace(hour=23, minute=59)
    with database.reading() as session:
        granted_result(session, shelf, coach.id, grant, attempt, now=last)
        for ask in everything(session, shelf, coach, grant, attempt, last + timedelta(minutes=1)):
            with pytest.raises(NotFound):
                ask()
        lapsed = load_own_grant(session, ada, grant)
        assert (lapsed.state(last), lapsed.state(last + DAY)) == ("active", "lapsed")


def test_what_was_taken_back_can_be_granted_anew(
    database: Database, shelf: CatalogShelf, ada: PersonId, coach: Account, attempt: AttemptId
) -> None:
    first = share(database, ada, coach, terms(attempt))
    with database.writing() as session:
        revoke_grant(session, ada, first, now=NOON)
    second = share(database, ada, coach, terms(attempt))
    with database.reading() as session:
        granted_result(session, shelf, coach.id, second, attempt, now=NOON)
        with pytest.raises(NotFound):
            load_granted(session, coach.id, first, now=NOON)


def test_each_part_opens_only_what_was_ticked(
    database: Database, shelf: CatalogShelf, ada: PersonId, coach: Account, attempt: AttemptId
) -> None:
    only_plan = share(database, ada, coach, terms(attempt, parts=frozenset({"plan"})))
    only_result = share(database, ada, coach, terms(attempt, parts=frozenset({"result"})))
    with database.reading() as session:
        granted_plans(session, coach.id, only_plan, now=NOON)
        opened = granted_result(session, shelf, coach.id, only_result, attempt, now=NOON)
        assert not opened.with_answers
        for refused in (
            lambda: granted_result(session, shelf, coach.id, only_plan, attempt, now=NOON),
            lambda: granted_result(
                session, shelf, coach.id, only_result, attempt, "answers", now=NOON
            ),
            lambda: granted_plans(session, coach.id, only_result, now=NOON),
            lambda: granted_exercises(session, coach.id, only_result, now=NOON),
            lambda: granted_exercises(session, coach.id, only_plan, now=NOON),
        ):
            with pytest.raises(NotFound):
                refused()


def test_the_scope_says_which_results_are_shared(
    database: Database, shelf: CatalogShelf, ada: PersonId, coach: Account
) -> None:
    first, second, third = (
        finish_sitting(database, shelf, ada, seed=i, now=NOON + i * 70 * DAY).id for i in range(3)
    )
    later = NOON + 141 * DAY
    until = later.date() + DAY
    expected = {
        "one": ({second}, terms(second, scope="one", until=until)),
        "later": ({second, third}, terms(second, scope="later", until=until)),
        "all": ({first, second, third}, terms(None, scope="all", until=until)),
    }
    for covered, what in expected.values():
        grant = share(database, ada, coach, what, now=later)
        with database.reading() as session:
            listed = {a.id for a in granted_attempts(session, coach.id, grant, now=later)}
            assert listed == covered
            for attempt in (first, second, third):
                if attempt in covered:
                    granted_result(session, shelf, coach.id, grant, attempt, now=later)
                else:
                    with pytest.raises(NotFound):
                        granted_result(session, shelf, coach.id, grant, attempt, now=later)


def test_an_open_attempt_and_somebody_elses_are_never_covered(
    database: Database, shelf: CatalogShelf, ada: PersonId, ben: PersonId, coach: Account,
    attempt: AttemptId,
) -> None:  # fmt: skip
    grant = share(database, ada, coach, terms(None))
    unfinished = open_sitting(database, shelf, ada, "quick").id
    foreign = finish_sitting(database, shelf, ben).id
    with database.reading() as session:
        assert [a.id for a in granted_attempts(session, coach.id, grant, now=NOON)] == [attempt]
        for other in (unfinished, foreign):
            with pytest.raises(NotFound):
                granted_result(session, shelf, coach.id, grant, other, now=NOON)


def test_a_plan_is_shared_with_the_result_it_was_made_from(
    database: Database, ada: PersonId, coach: Account
) -> None:
    shipped = CatalogShelf(lambda: FILES, lambda _: catalog())
    attempt = finish_sitting(database, shipped, ada).id
    inputs = replace(INPUTS, start=NOON.date())
    with database.writing() as session:
        made = make_plan(session, shipped, ada, attempt, inputs, now=NOON)
        alone = make_plan(session, shipped, ada, None, inputs, now=NOON)
    one = share(database, ada, coach, terms(attempt))
    all_of_them = share(database, ada, coach, terms(None))
    with database.reading() as session:
        assert {p.id for p in granted_plans(session, coach.id, one, now=NOON)} == {made}
        assert granted_plan(session, coach.id, one, made, now=NOON).id == made
        with pytest.raises(NotFound):
            granted_plan(session, coach.id, one, alone, now=NOON)
        listed = {p.id for p in granted_plans(session, coach.id, all_of_them, now=NOON)}
        assert listed == {made, alone}


def test_a_grant_of_later_results_opens_no_earlier_plan(
    database: Database, ada: PersonId, coach: Account
) -> None:
    shipped = CatalogShelf(lambda: FILES, lambda _: catalog())
    at = [NOON, NOON + 70 * DAY, NOON + 140 * DAY]
    attempts = [finish_sitting(database, shipped, ada, seed=i, now=t).id for i, t in enumerate(at)]
    made, alone = [], []
    for attempt, moment in zip(attempts, at, strict=True):
        inputs = replace(INPUTS, start=moment.date())
        with database.writing() as session:
            made.append(make_plan(session, shipped, ada, attempt, inputs, now=moment))
            alone.append(make_plan(session, shipped, ada, None, inputs, now=moment))
    now = at[2] + DAY
    what = terms(attempts[1], scope="later", until=now.date() + DAY)
    grant = share(database, ada, coach, what, now=now)
    with database.reading() as session:
        listed = {p.id for p in granted_plans(session, coach.id, grant, now=now)}
        assert listed == {*made[1:], *alone[1:]}
        for earlier in (made[0], alone[0]):
            with pytest.raises(NotFound):
                granted_plan(session, coach.id, grant, earlier, now=now)


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("parts", {"parts": frozenset()}),
        ("parts", {"parts": frozenset({"answers"})}),
        ("purpose", {"purpose": "  "}),
        ("purpose", {"purpose": "x" * (PURPOSE_LIMIT + 1)}),
        ("until", {"until": NOON.date() - DAY}),
        ("until", {"until": NOON.date() + (LONGEST_DAYS + 1) * DAY}),
        ("until", {"until": date.max}),
        ("scope", {"scope": "all"}),
    ],
)
def test_terms_nobody_can_keep_are_refused_with_the_field(
    database: Database, ada: PersonId, attempt: AttemptId, field: str, changes: dict[str, object]
) -> None:
    with pytest.raises(SharingInvalid) as refused:
        offer(database, ada, terms(attempt, **changes))
    assert refused.value.field == field


@pytest.mark.parametrize("address", ["", "ben", "ben@", "a@b.example, c@d.example", "b\ud800@c.de"])
def test_an_address_no_mail_reaches_is_refused(
    database: Database, ada: PersonId, attempt: AttemptId, address: str
) -> None:
    with pytest.raises(SharingInvalid) as refused:
        offer(database, ada, terms(attempt), address=address)
    assert refused.value.field == "address"


def test_only_ones_own_submitted_result_can_be_shared(
    database: Database, shelf: CatalogShelf, ada: PersonId, ben: PersonId, attempt: AttemptId
) -> None:
    unfinished = open_sitting(database, shelf, ada, "quick").id
    for owner, what in ((ben, attempt), (ada, unfinished), (ada, AttemptId("0" * 32))):
        with pytest.raises(NotFound):
            offer(database, owner, terms(what))


def test_the_same_form_sent_twice_shares_once(
    database: Database, ada: PersonId, attempt: AttemptId
) -> None:
    grant, _ = offer(database, ada, terms(attempt), save_id="once")
    with database.writing() as session:
        again = offer_grant(
            session, ada, "ben@example.org", terms(attempt), save_id="once", now=NOON
        )
        assert (again.grant, again.token) == (grant, None)
        assert len(list_grants(session, ada)) == 1


def test_the_same_form_sent_by_many_at_once_shares_once(
    database: Database, ada: PersonId, attempt: AttemptId
) -> None:
    tokens: list[str | None] = []

    def work() -> None:
        offered = database.write(
            lambda s: offer_grant(
                s, ada, "ben@example.org", terms(attempt), save_id="once", now=NOON
            )
        )
        tokens.append(offered.token)

    run_at_once(work, 10)
    assert len(tokens) == 10
    assert len([token for token in tokens if token]) == 1
    with database.reading() as session:
        assert len(list_grants(session, ada)) == 1


def run_at_once(work: Callable[[], None], how_many: int) -> None:
    crew = [threading.Thread(target=work) for _ in range(how_many)]
    for thread in crew:
        thread.start()
    for thread in crew:
        thread.join()


def test_an_invitation_works_once(
    database: Database, ada: PersonId, coach: Account, attempt: AttemptId
) -> None:
    grant, token = offer(database, ada, terms(attempt))
    accept(database, coach, token)
    with pytest.raises(InvitationUnusable):
        accept(database, coach, token)
    with database.reading() as session:
        assert accepted_with(session, coach.id, token) == grant
        assert not is_usable(session, token, now=NOON)


def test_reading_an_invitation_does_not_use_it(
    database: Database, ada: PersonId, coach: Account, attempt: AttemptId
) -> None:
    grant, token = offer(database, ada, terms(attempt))
    for _ in range(3):
        with database.reading() as session:
            assert is_usable(session, token, now=NOON)
            assert read_invitation(session, coach, token, now=NOON).id == grant
    assert accept(database, coach, token) == grant


def test_an_invitation_is_for_its_address_alone_and_stays_unused_by_others(
    database: Database, ada: PersonId, coach: Account, cleo: Account, attempt: AttemptId
) -> None:
    _, token = offer(database, ada, terms(attempt), address=" Ben@Example.ORG ")
    with pytest.raises(WrongAddress) as refused:
        accept(database, cleo, token)
    assert "ben" not in str(refused.value)
    accept(database, coach, token)


def test_an_unverified_address_accepts_nothing(
    database: Database, ada: PersonId, attempt: AttemptId
) -> None:
    _, token = offer(database, ada, terms(attempt))
    pretender = make_account(database, "ben@example.org", verified=False)
    with pytest.raises(WrongAddress):
        accept(database, pretender, token)


def test_nobody_accepts_their_own_invitation(
    database: Database, shelf: CatalogShelf, coach: Account
) -> None:
    attempt = finish_sitting(database, shelf, coach.person).id
    _, token = offer(database, coach.person, terms(attempt))
    with pytest.raises(SharingInvalid):
        accept(database, coach, token)


def test_unknown_over_and_withdrawn_invitations_look_the_same(
    database: Database, ada: PersonId, coach: Account, attempt: AttemptId
) -> None:
    _, token = offer(database, ada, terms(attempt))
    withdrawn, taken_back = offer(database, ada, terms(attempt))
    with database.writing() as session:
        revoke_grant(session, ada, withdrawn, now=NOON)
    _, lapsed = offer(database, ada, terms(attempt, until=NOON.date()))
    over = NOON + timedelta(days=INVITATION_DAYS)
    for attempted, now in (
        (token, over),
        (taken_back, NOON),
        (lapsed, NOON + DAY),
        (new_token(), NOON),
        ("", NOON),
        ("\x00" * 43, NOON),
    ):
        with pytest.raises(InvitationUnusable):
            accept(database, coach, attempted, now=now)
        with database.reading() as session:
            assert not is_usable(session, attempted, now=now)
    accept(database, coach, token, now=over - timedelta(seconds=1))


def test_a_new_link_ends_the_old_one_and_begins_its_time_anew(
    database: Database, ada: PersonId, coach: Account, attempt: AttemptId
) -> None:
    grant, old = offer(database, ada, terms(attempt))
    later = NOON + timedelta(days=INVITATION_DAYS + 1)
    with database.writing() as session:
        token = renew_invitation(session, ada, grant, now=later)
    with pytest.raises(InvitationUnusable):
        accept(database, coach, old)
    assert accept(database, coach, token, now=later) == grant
    with pytest.raises(NotFound), database.writing() as session:
        renew_invitation(session, ada, grant, now=later)


def test_strangers_cannot_take_back_renew_or_give_back(
    database: Database, ada: PersonId, ben: PersonId, coach: Account, cleo: Account,
    attempt: AttemptId,
) -> None:  # fmt: skip
    grant, token = offer(database, ada, terms(attempt))
    with database.writing() as session:
        for refused in (
            lambda: revoke_grant(session, ben, grant, now=NOON),
            lambda: renew_invitation(session, ben, grant, now=NOON),
            lambda: load_own_grant(session, ben, grant),
            lambda: leave_grant(session, cleo.id, grant, now=NOON),
            lambda: leave_grant(session, coach.id, grant, now=NOON),
        ):
            with pytest.raises(NotFound):
                refused()
    assert accept(database, coach, token) == grant


def test_a_coach_can_give_back_what_was_shared(
    database: Database, ada: PersonId, coach: Account, attempt: AttemptId
) -> None:
    grant = share(database, ada, coach, terms(attempt))
    with database.writing() as session:
        leave_grant(session, coach.id, grant, now=NOON)
        revoke_grant(session, ada, grant, now=NOON + DAY)
    with database.reading() as session:
        ended = load_own_grant(session, ada, grant)
    assert (ended.ended_by, ended.ended_at) == ("coach", NOON)


def test_every_act_of_sharing_is_in_the_owners_ledger(
    database: Database, ada: PersonId, coach: Account, attempt: AttemptId
) -> None:
    grant = share(database, ada, coach, terms(attempt))
    with database.writing() as session:
        revoke_grant(session, ada, grant, now=NOON)
        revoke_grant(session, ada, grant, now=NOON)
    with database.reading() as session:
        lines, total = list_ledger(session, ada, page=1, size=10)
    said = [(line.event.actor.kind, line.event.action, line.event.object_id) for line in lines]
    assert said == [
        ("person", "grant.revoked", grant),
        ("account", "grant.accepted", grant),
        ("person", "grant.offered", grant),
    ]
    assert total == 3


def test_of_twenty_acceptances_by_threads_one_succeeds(
    database: Database, ada: PersonId, coach: Account, attempt: AttemptId
) -> None:
    grant, token = offer(database, ada, terms(attempt))
    outcomes: list[str] = []
    start = threading.Barrier(20)

    def work() -> None:
        start.wait()
        outcomes.append(attempt_acceptance(database, coach, token))

    run_at_once(work, 20)
    assert sorted(outcomes) == sorted([grant] + ["refused"] * 19)


def attempt_acceptance(database: Database, coach: Account, token: str) -> str:
    try:
        return database.write(lambda s: accept_invitation(s, coach, token, now=NOON))
    except InvitationUnusable:
        return "refused"


def in_a_process(url: str, coach: Account, token: str, outcomes: object) -> None:
    """What each of the processes below does."""
    database = open_database(url)
    outcomes.put(attempt_acceptance(database, coach, token))  # type: ignore[attr-defined]
    database.close()


@pytest.fixture
def url(database: Database, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where another process finds the same database."""
    if database.dialect == "sqlite":
        return f"sqlite:///{tmp_path / 'test.db'}"
    return cast(str, request.getfixturevalue("postgres_url"))


def test_of_twenty_acceptances_by_four_processes_one_succeeds(
    database: Database, url: str, ada: PersonId, coach: Account, attempt: AttemptId
) -> None:
    grant, token = offer(database, ada, terms(attempt))
    context = multiprocessing.get_context("spawn")
    outcomes = context.Queue()
    found = []
    for _ in range(5):
        crew = [
            context.Process(target=in_a_process, args=(url, coach, token, outcomes))
            for _ in range(4)
        ]
        for process in crew:
            process.start()
        found += [outcomes.get(timeout=60) for _ in crew]
        for process in crew:
            process.join()
    assert sorted(found) == sorted([grant] + ["refused"] * 19)


def test_only_the_hash_of_an_invitation_is_kept(
    tmp_path: Path, sqlite_database: Database, shelf: CatalogShelf
) -> None:
    owner = make_account(sqlite_database, "ada@example.org").person
    attempt = finish_sitting(sqlite_database, shelf, owner).id
    _, token = offer(sqlite_database, owner, terms(attempt))
    stored = b"".join(path.read_bytes() for path in tmp_path.iterdir() if path.is_file())
    assert token.encode() not in stored
    assert b"ben@example.org" in stored


def test_an_invitation_opens_nothing_while_its_owners_account_is_closed(
    database: Database, coach: Account
) -> None:
    owner = make_account(database, "ada@example.org")
    grant, token = offer(database, owner.person, terms(None))
    _held, other = offer(database, owner.person, terms(None))
    held = accept(database, coach, other)
    with database.writing() as session:
        set_active(session, owner.id, active=False)
    with database.reading() as session:
        assert not is_usable(session, token, now=NOON)
        assert load_granted(session, coach.id, held, now=NOON).id == held, "taken up before"
    with pytest.raises(InvitationUnusable):
        accept(database, coach, token)
    with database.writing() as session:
        set_active(session, owner.id, active=True)
    assert accept(database, coach, token) == grant


def test_of_grants_that_are_over_those_nobody_accepted_go_first_then_the_oldest(
    database: Database,
    ada: PersonId,
    coach: Account,
    attempt: AttemptId,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(grants, "MOST_KEPT", 4)
    stands = share(database, ada, coach, terms(attempt), now=NOON)
    accepted = [share(database, ada, coach, terms(attempt), now=NOON + DAY) for _ in range(2)]
    offered, token = offer(database, ada, terms(attempt), now=NOON + 2 * DAY)
    for each in (*accepted, offered):
        with database.writing() as session:
            revoke_grant(session, ada, each, now=NOON + 2 * DAY)

    def kept() -> set[GrantId]:
        with database.reading() as session:
            return {grant.id for grant in list_grants(session, ada)}

    assert kept() == {stands, *accepted, offered}
    fresh, _ = offer(database, ada, terms(attempt), now=NOON + 3 * DAY)
    assert kept() == {stands, *accepted, fresh}
    with pytest.raises(InvitationUnusable):
        accept(database, coach, token, now=NOON + 3 * DAY)
    offer(database, ada, terms(attempt), now=NOON + 3 * DAY)
    assert stands in kept()
    assert len(kept() & set(accepted)) == 1
    with database.reading() as session:
        lines, _ = list_ledger(session, ada, page=1, size=30)
        assert verify_trail(session) is None
    assert {line.event.object_id for line in lines} >= {stands, *accepted, offered}
