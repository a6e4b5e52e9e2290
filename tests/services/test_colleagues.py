"""Colleagues answer for themselves alone, and whoever asks learns counts until the round closes."""

import dataclasses
from datetime import date, timedelta

import pytest
from sqlalchemy import select, text

from assessment.domain.areas import AreaId
from assessment.domain.attempts import AttemptId, PersonId
from assessment.domain.colleagues import (
    BETWEEN_ROUNDS,
    FORGET_RATERS,
    LONGEST_ROUND,
    MOST_RATERS,
    REMINDER_GAP,
    SHORTEST_ROUND,
    WORDS_LIMIT,
    RaterId,
    RoundId,
    check_invited,
    check_round,
)
from assessment.domain.errors import (
    AttemptStillOpen,
    LinkUsed,
    NotFound,
    RoundClosed,
    RoundInvalid,
)
from assessment.services.catalogs import CatalogShelf
from assessment.services.colleague_results import close_due_rounds, close_round
from assessment.services.colleagues import (
    MOST_LINKS,
    list_rounds,
    load_round,
    new_link,
    remind,
)
from assessment.services.rating import (
    begin_rating,
    decline_rating,
    load_sheet,
    read_notice,
    save_rating,
    save_words,
    submit_rating,
    withdraw_rating,
)
from assessment.services.retention import run_retention
from assessment.services.tokens import token_hash
from assessment.store.engine import Database
from assessment.store.records import RaterAnswerRecord, RaterLinkRecord, RaterRecord
from tests.builders import NOON
from tests.services.rounds import LAST_DAY, answer, ask, invited
from tests.services.sittings import finish_sitting, open_sitting

FINANCE = AreaId("finance")
LATE = NOON + timedelta(days=22)


@pytest.fixture
def attempt(database: Database, shelf: CatalogShelf, ada: PersonId) -> AttemptId:
    return finish_sitting(database, shelf, ada, "quick").id


class TestWhomToAsk:
    @pytest.mark.parametrize("count", [0, 2, MOST_RATERS + 1])
    def test_three_to_eight_people_are_asked(self, count: int) -> None:
        with pytest.raises(RoundInvalid, match="raters"):
            check_invited(invited(["peer"] * count))

    def test_one_manager_at_most(self) -> None:
        check_invited(invited(["manager", "peer", "peer"]))
        with pytest.raises(RoundInvalid, match="one manager"):
            check_invited(invited(["manager", "manager", "peer"]))

    @pytest.mark.parametrize(
        ("field", "value"),
        [("name", "PEER 2"), ("address", "Peer2@example.org"), ("name", " "), ("address", "x@y")],
    )
    def test_nobody_is_asked_twice_or_without_a_name(self, field: str, value: str) -> None:
        first, *others = invited(["peer"] * 4)
        wrong = dataclasses.replace(first, **{field: value})  # type: ignore[arg-type]
        with pytest.raises(RoundInvalid, match="raters"):
            check_invited([wrong, *others])

    @pytest.mark.parametrize("days", [-1, 0, SHORTEST_ROUND.days - 1, LONGEST_ROUND.days + 2])
    def test_a_round_lasts_a_sensible_time(self, days: int) -> None:
        day = (NOON + timedelta(days=days)).date()
        with pytest.raises(RoundInvalid, match="closes_on"):
            check_round("Ada", "", day, invited(["peer"] * 3), now=NOON)

    def test_whoever_asks_has_a_name(self) -> None:
        with pytest.raises(RoundInvalid, match="asker"):
            check_round(" ", "", LAST_DAY, invited(["peer"] * 3), now=NOON)

    def test_a_name_is_kept_as_text(self) -> None:
        plan = check_round(" Ada\x00 ", "<b>", LAST_DAY, invited(["peer"] * 3), now=NOON)
        assert (plan.asker, plan.purpose) == ("Ada", "<b>")

    def test_a_day_that_no_calendar_has_an_end_of_is_refused(self) -> None:
        with pytest.raises(RoundInvalid, match="closes_on"):
            check_round("Ada", "", date.max, invited(["peer"] * 3), now=NOON)


class TestAsking:
    def test_only_a_submitted_result_of_ones_own(
        self,
        database: Database,
        shelf: CatalogShelf,
        ada: PersonId,
        ben: PersonId,
        attempt: AttemptId,
    ) -> None:
        with pytest.raises(NotFound):
            ask(database, ben, attempt)
        still = open_sitting(database, shelf, ben, "quick")
        with pytest.raises(AttemptStillOpen):
            ask(database, ben, still.id)
        assert ask(database, ada, attempt)[1]

    def test_one_round_at_a_time_and_a_pause_between(
        self, database: Database, shelf: CatalogShelf, ada: PersonId, attempt: AttemptId
    ) -> None:
        first, _ = ask(database, ada, attempt)
        with pytest.raises(RoundInvalid, match="open"):
            ask(database, ada, attempt)
        with database.writing() as session:
            close_round(session, shelf, ada, first, now=NOON)
        with pytest.raises(RoundInvalid, match="Ask again from"):
            ask(database, ada, attempt, now=NOON + BETWEEN_ROUNDS - timedelta(seconds=1))
        second, _ = ask(database, ada, attempt, now=NOON + BETWEEN_ROUNDS)
        with database.reading() as session:
            assert [found.id for found in list_rounds(session, ada)] == [second, first]

    def test_somebody_elses_round_is_not_there(
        self,
        database: Database,
        shelf: CatalogShelf,
        ada: PersonId,
        ben: PersonId,
        attempt: AttemptId,
    ) -> None:
        round_id, colleagues = ask(database, ada, attempt)
        rater = colleagues[0].id
        for person, found in ((ben, round_id), (ada, RoundId("0" * 32)), (ada, RoundId("'"))):
            with database.writing() as session:
                with pytest.raises(NotFound):
                    load_round(session, person, found)
                with pytest.raises(NotFound):
                    remind(session, person, found, now=NOON + REMINDER_GAP)
                with pytest.raises(NotFound):
                    new_link(session, person, found, rater, now=NOON)
                with pytest.raises(NotFound):
                    close_round(session, shelf, person, found, now=NOON)
        with database.writing() as session, pytest.raises(NotFound):
            new_link(session, ada, round_id, RaterId("0" * 32), now=NOON)

    def test_only_hashes_of_links_and_keys_are_stored(
        self, database: Database, shelf: CatalogShelf, ada: PersonId, attempt: AttemptId
    ) -> None:
        _, colleagues = ask(database, ada, attempt)
        key = answer(database, shelf, colleagues[0], {FINANCE: 4})
        with database.reading() as session:
            links = set(session.scalars(select(RaterLinkRecord.token_hash)))
            keys = set(session.scalars(select(RaterRecord.key_hash)))
        assert links == {token_hash(each.token) for each in colleagues}
        assert keys == {token_hash(key), None}


def counts(database: Database, person: PersonId, round_id: RoundId) -> int:
    with database.reading() as session:
        return load_round(session, person, round_id).answered


class TestWhatTheAskerLearns:
    def test_counts_and_of_the_manager_whether(
        self, database: Database, shelf: CatalogShelf, ada: PersonId, attempt: AttemptId
    ) -> None:
        round_id, colleagues = ask(database, ada, attempt)
        answer(database, shelf, colleagues[3], {FINANCE: 4})
        answer(database, shelf, colleagues[4], {FINANCE: 2}, submit=False)
        with database.reading() as session:
            found = load_round(session, ada, round_id)
        assert found.answered == 1
        assert {each.role: each.answered for each in found.asked} == {
            "manager": False,
            "peer": None,
            "report": None,
            "other": None,
        }
        answer(database, shelf, colleagues[0], {FINANCE: 4})
        with database.reading() as session:
            found = load_round(session, ada, round_id)
        assert found.answered == 2
        assert [each.answered for each in found.asked if each.role == "manager"] == [True]
        assert found.disclosed is None

    def test_everybody_looks_the_same_but_for_what_the_asker_typed(
        self, database: Database, shelf: CatalogShelf, ada: PersonId, attempt: AttemptId
    ) -> None:
        round_id, colleagues = ask(database, ada, attempt)
        with database.reading() as session:
            before = load_round(session, ada, round_id)
        answer(database, shelf, colleagues[1], {FINANCE: 4})
        with database.writing() as session:
            decline_rating(session, colleagues[2].token, now=NOON)
        withdrawn = answer(database, shelf, colleagues[5], {FINANCE: 1})
        with database.writing() as session:
            withdraw_rating(session, withdrawn, now=NOON)
        with database.reading() as session:
            after = load_round(session, ada, round_id)
        assert dataclasses.replace(after, answered=0) == dataclasses.replace(before, answered=0)


class TestReminding:
    def test_twice_at_most_with_days_between(
        self, database: Database, ada: PersonId, attempt: AttemptId
    ) -> None:
        round_id, _ = ask(database, ada, attempt)
        moment = timedelta(seconds=1)
        for early, due in ((REMINDER_GAP, 1), (REMINDER_GAP * 2, 2)):
            with database.writing() as session, pytest.raises(RoundInvalid, match="reminder"):
                remind(session, ada, round_id, now=NOON + early - moment)
            with database.writing() as session:
                assert len(remind(session, ada, round_id, now=NOON + early)) == 8
            with database.reading() as session:
                assert load_round(session, ada, round_id).reminders == due
        with database.writing() as session, pytest.raises(RoundInvalid, match="Two reminders"):
            remind(session, ada, round_id, now=NOON + REMINDER_GAP * 4)

    def test_only_those_who_have_said_nothing_yet(
        self, database: Database, shelf: CatalogShelf, ada: PersonId, attempt: AttemptId
    ) -> None:
        round_id, colleagues = ask(database, ada, attempt)
        answer(database, shelf, colleagues[0], {FINANCE: 4})
        answer(database, shelf, colleagues[1], {FINANCE: 4}, submit=False)
        with database.writing() as session:
            decline_rating(session, colleagues[2].token, now=NOON)
            sent = remind(session, ada, round_id, now=NOON + REMINDER_GAP)
        by_rater = {each.rater: each.token for each in sent}
        assert set(by_rater) == {colleagues[n].id for n in (1, 3, 4, 5, 6, 7)}
        assert by_rater[colleagues[1].id] is None
        with database.reading() as session:
            for n in (3, 4, 5, 6, 7):
                for token in (colleagues[n].token, by_rater[colleagues[n].id] or ""):
                    assert read_notice(session, token, now=NOON).rater == colleagues[n].id

    def test_another_link_can_be_made_some_times(
        self, database: Database, ada: PersonId, attempt: AttemptId
    ) -> None:
        round_id, colleagues = ask(database, ada, attempt)
        for _ in range(MOST_LINKS - 1):
            with database.writing() as session:
                made = new_link(session, ada, round_id, colleagues[0].id, now=NOON)
        with database.reading() as session:
            assert read_notice(session, made.token or "", now=NOON).rater == colleagues[0].id
        with database.writing() as session, pytest.raises(RoundInvalid, match="No more links"):
            new_link(session, ada, round_id, colleagues[0].id, now=NOON)

    def test_how_many_links_are_left_tells_nobody_who_has_answered(
        self, database: Database, shelf: CatalogShelf, ada: PersonId, attempt: AttemptId
    ) -> None:
        round_id, colleagues = ask(database, ada, attempt)
        answer(database, shelf, colleagues[1], {FINANCE: 4})
        with database.writing() as session:
            decline_rating(session, colleagues[2].token, now=NOON)
            remind(session, ada, round_id, now=NOON + REMINDER_GAP)
        for each in colleagues[:4]:
            with database.writing() as session:
                for _ in range(MOST_LINKS - 1):
                    new_link(session, ada, round_id, each.id, now=NOON)
            with database.writing() as session, pytest.raises(RoundInvalid, match="No more links"):
                new_link(session, ada, round_id, each.id, now=NOON)


class TestAnswering:
    def test_the_notice_says_who_asks_what_for_and_as_whom(
        self, database: Database, ada: PersonId, attempt: AttemptId
    ) -> None:
        _, colleagues = ask(database, ada, attempt)
        with database.reading() as session:
            notice = read_notice(session, colleagues[0].token, now=NOON)
        assert (notice.asker, notice.purpose, notice.role) == ("Ada", "To grow.", "manager")

    def test_a_link_begins_once_and_shows_nobody_what_was_answered(
        self, database: Database, shelf: CatalogShelf, ada: PersonId, attempt: AttemptId
    ) -> None:
        round_id, colleagues = ask(database, ada, attempt)
        answer(database, shelf, colleagues[1], {FINANCE: 4})
        with database.writing() as session:
            again = new_link(session, ada, round_id, colleagues[1].id, now=NOON)
        for token in (colleagues[1].token, again.token or ""):
            with database.writing() as session, pytest.raises(LinkUsed):
                begin_rating(session, token, now=NOON)
            with database.reading() as session, pytest.raises(NotFound):
                load_sheet(session, shelf, token)

    def test_declining_for_another_tells_nobody_who_has_answered(
        self, database: Database, shelf: CatalogShelf, ada: PersonId, attempt: AttemptId
    ) -> None:
        round_id, colleagues = ask(database, ada, attempt)
        key = answer(database, shelf, colleagues[1], {FINANCE: 4})
        for each in colleagues[1:3]:  # one has answered, one has not
            with database.writing() as session:
                decline_rating(session, each.token, now=NOON)
        with database.reading() as session:
            assert load_round(session, ada, round_id).answered == 1
            assert load_sheet(session, shelf, key).answers == {FINANCE: 4}

    @pytest.mark.parametrize("token", ["", "x", "' OR 1=1 --", "\x00" * 43, "Vb3-_x9QpL2" * 4])
    def test_no_other_text_opens_anything(
        self, database: Database, shelf: CatalogShelf, token: str
    ) -> None:
        with database.writing() as session:
            for use in (read_notice, begin_rating, decline_rating, submit_rating, withdraw_rating):
                with pytest.raises(NotFound):
                    use(session, token, now=NOON)
            with pytest.raises(NotFound):
                load_sheet(session, shelf, token)
            with pytest.raises(NotFound):
                save_rating(session, shelf, token, FINANCE, 3, now=NOON)

    def test_answers_are_kept_as_they_come_and_can_be_changed_after_submitting(
        self, database: Database, shelf: CatalogShelf, ada: PersonId, attempt: AttemptId
    ) -> None:
        round_id, colleagues = ask(database, ada, attempt)
        key = answer(database, shelf, colleagues[1], {FINANCE: None}, submit=False)
        with database.reading() as session:
            sheet = load_sheet(session, shelf, key)
        assert (sheet.answers, sheet.rated, sheet.asked.state) == ({FINANCE: None}, 0, "begun")
        with database.writing() as session, pytest.raises(RoundInvalid, match="at least one"):
            submit_rating(session, key, now=NOON)
        with database.writing() as session:
            save_rating(session, shelf, key, FINANCE, 5, now=NOON)
            submit_rating(session, key, now=NOON)
            save_rating(session, shelf, key, FINANCE, 2, now=NOON)
            save_words(session, key, {"keep": " Listens. ", "change": ""}, now=NOON)
        with database.reading() as session:
            sheet = load_sheet(session, shelf, key)
        assert sheet.answers == {FINANCE: 2}
        assert sheet.words == {"keep": "Listens."}
        assert counts(database, ada, round_id) == 1

    @pytest.mark.parametrize("value", [0, 6, -1, 10**9])
    def test_a_rating_is_one_of_five_steps(
        self, database: Database, shelf: CatalogShelf, ada: PersonId, attempt: AttemptId, value: int
    ) -> None:
        key = answer(database, shelf, ask(database, ada, attempt)[1][1], {}, submit=False)
        with database.writing() as session, pytest.raises(RoundInvalid):
            save_rating(session, shelf, key, FINANCE, value, now=NOON)
        with database.writing() as session, pytest.raises(NotFound):
            save_rating(session, shelf, key, AreaId("charm"), 3, now=NOON)
        with database.writing() as session, pytest.raises(RoundInvalid, match="Keep this"):
            save_words(session, key, {"keep": "x" * (WORDS_LIMIT + 1)}, now=NOON)

    def test_withdrawing_deletes_what_was_said_and_leaves_the_way_back_open(
        self, database: Database, shelf: CatalogShelf, ada: PersonId, attempt: AttemptId
    ) -> None:
        round_id, colleagues = ask(database, ada, attempt)
        key = answer(database, shelf, colleagues[1], {FINANCE: 4}, {"keep": "Listens."})
        with database.writing() as session:
            withdraw_rating(session, key, now=NOON)
        with database.reading() as session:
            assert session.scalars(select(RaterAnswerRecord.area)).all() == []
            sheet = load_sheet(session, shelf, key)
        assert (sheet.answers, sheet.words, sheet.asked.state) == ({}, {}, "withdrawn")
        assert counts(database, ada, round_id) == 0
        with database.writing() as session:
            save_rating(session, shelf, key, FINANCE, 3, now=NOON)
            submit_rating(session, key, now=NOON)
        assert counts(database, ada, round_id) == 1

    def test_whoever_declined_may_think_again(
        self, database: Database, shelf: CatalogShelf, ada: PersonId, attempt: AttemptId
    ) -> None:
        _, colleagues = ask(database, ada, attempt)
        with database.writing() as session:
            decline_rating(session, colleagues[1].token, now=NOON)
            decline_rating(session, colleagues[1].token, now=NOON)
        assert answer(database, shelf, colleagues[1], {FINANCE: 4})

    @pytest.mark.parametrize("early", [True, False])
    def test_nothing_changes_once_the_round_is_over(
        self,
        database: Database,
        shelf: CatalogShelf,
        ada: PersonId,
        attempt: AttemptId,
        early: bool,
    ) -> None:
        round_id, colleagues = ask(database, ada, attempt)
        key = answer(database, shelf, colleagues[1], {FINANCE: 4})
        now = NOON if early else LATE
        if early:
            with database.writing() as session:
                close_round(session, shelf, ada, round_id, now=NOON)
        with database.writing() as session:
            for use in (read_notice, begin_rating, decline_rating):
                with pytest.raises(RoundClosed):
                    use(session, colleagues[2].token, now=now)
            for change in (submit_rating, withdraw_rating):
                with pytest.raises(RoundClosed):
                    change(session, key, now=now)
            with pytest.raises(RoundClosed):
                save_rating(session, shelf, key, FINANCE, 1, now=now)
            with pytest.raises(RoundClosed):
                remind(session, ada, round_id, now=now)
            with pytest.raises(RoundClosed):
                new_link(session, ada, round_id, colleagues[2].id, now=now)
        with database.reading() as session:
            assert load_sheet(session, shelf, key).answers == {FINANCE: 4}


class TestForgetting:
    def test_names_addresses_and_answers_go_thirty_days_after_the_round(
        self, database: Database, shelf: CatalogShelf, ada: PersonId, attempt: AttemptId
    ) -> None:
        round_id, colleagues = ask(database, ada, attempt)
        for each in colleagues:
            answer(database, shelf, each, {FINANCE: 4}, {"keep": "Listens."})
        assert close_due_rounds(database, shelf, now=LATE) == 1
        with database.reading() as session:
            shown = load_round(session, ada, round_id).disclosed
        moment = timedelta(seconds=1)
        assert run_retention(database, now=LATE + FORGET_RATERS - moment)["raters"] == 0
        assert run_retention(database, now=LATE + FORGET_RATERS)["raters"] == 8
        with database.reading() as session:
            for table in ("raters", "rater_links", "rater_answers", "rater_words"):
                assert session.scalar(text(f"SELECT count(*) FROM {table}")) == 0  # noqa: S608
            assert load_round(session, ada, round_id).disclosed == shown

    def test_they_go_even_where_nobody_closes_the_round(
        self, database: Database, shelf: CatalogShelf, ada: PersonId, attempt: AttemptId
    ) -> None:
        answer(database, shelf, ask(database, ada, attempt)[1][1], {FINANCE: 4})
        assert run_retention(database, now=LATE + FORGET_RATERS)["raters"] == 8

    def test_a_round_closes_by_itself_once(
        self, database: Database, shelf: CatalogShelf, ada: PersonId, attempt: AttemptId
    ) -> None:
        round_id, _ = ask(database, ada, attempt)
        assert close_due_rounds(database, shelf, now=NOON) == 0
        assert close_due_rounds(database, shelf, now=LATE) == 1
        assert close_due_rounds(database, shelf, now=LATE) == 0
        with database.reading() as session:
            assert load_round(session, ada, round_id).closed_at == LATE
