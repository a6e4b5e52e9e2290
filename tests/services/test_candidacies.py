"""A candidate is told first, shares by their own act alone, and can be gone for good."""

import json
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from assessment.domain.attempts import AttemptId, PersonId
from assessment.domain.errors import HiringInvalid, NotFound
from assessment.services.audit import list_ledger
from assessment.services.briefs import delete_brief
from assessment.services.candidacies import (
    confirm_notice,
    delete_candidacy,
    export_candidacy,
    key_of,
    load_candidacy,
    withdraw_candidacy,
    write_words,
)
from assessment.services.candidate_agendas import (
    open_agendas,
    own_shares,
    preview_agenda,
    share_agenda,
    take_back,
)
from assessment.services.candidates import managed_candidate, new_candidate_link
from assessment.services.catalogs import CatalogShelf
from assessment.services.hiring_decisions import decide
from assessment.services.impact import count_groups, group_questions, load_impact
from assessment.services.interview_kits import hold_search
from assessment.services.people import delete_person
from assessment.services.retention import Due, list_due, run_retention
from assessment.services.takeout import export_person
from assessment.services.tokens import token_hash
from assessment.store.engine import Database
from assessment.store.records import (
    AuditEventRecord,
    CandidateAgendaRecord,
    CandidateRecord,
    ErasureRecord,
    ImpactCountRecord,
    metadata,
)
from tests.builders import NOON
from tests.services.hiring import AREAS, LATER, House
from tests.services.sittings import finish_sitting

UNTIL = date(2026, 12, 24)
CANARIES = ("Ann Canary", "ann@mail.example", "CANARY needs", "CANARY own", "CANARY note",
            "CANARY talk", "CANARY reason", "CANARY evidence")  # fmt: skip


@pytest.fixture
def house(database: Database) -> House:
    house = House(database)
    house.seat("iris", "jo", "ravi")
    return house


def key_for(house: House, candidate: str) -> str:
    return key_of(house.tokens[candidate])


def decided(house: House, candidate: str, outcome: str = "offer") -> None:
    with house.database.writing() as session:
        decide(
            session, house.people["dana"], candidate, outcome,
            "CANARY reason", "CANARY evidence", now=LATER,
        )  # fmt: skip


def everything_about(house: House) -> str:
    """A candidate of whom every table says something."""
    candidate = house.candidate("Ann Canary")
    with house.database.writing() as session:
        write_words(session, key_for(house, candidate), "CANARY needs", "CANARY own", now=NOON)
    for who in ("iris", "jo", "ravi"):
        house.rate(who, candidate, dict.fromkeys(AREAS, "3"), note="CANARY note")
    decided(house, candidate)
    return candidate


@pytest.mark.parametrize(
    "token", ["", "x", "\x00" * 43, "a" * 43, "' OR 1=1 --", "Vb3-_x9QpL2" * 4]
)
def test_no_other_text_opens_a_case(house: House, token: str) -> None:
    house.invite("Ann Canary")
    with house.database.reading() as session, pytest.raises(NotFound):
        load_candidacy(session, key_of(token))


def test_a_new_link_makes_the_old_one_useless(house: House) -> None:
    candidate = house.invite("Ann Canary")
    old = key_for(house, candidate)
    with house.database.writing() as session:
        token = new_candidate_link(session, house.people["dana"], candidate, now=NOON)
    with house.database.reading() as session:
        with pytest.raises(NotFound):
            load_candidacy(session, old)
        assert load_candidacy(session, key_of(token)).candidate.id == candidate


def test_the_notice_comes_first_and_names_the_facts(house: House) -> None:
    candidate = house.invite("Ann Canary")
    key = key_for(house, candidate)
    with house.database.reading() as session:
        found = load_candidacy(session, key)
    assert not found.confirmed
    text = " ".join(point.text for point in found.notice)
    for words in ("Grocer Ltd", "CTO", "21 November 2027", "Lee, +49 30 1234", "Strategy, Team"):
        assert words in text
    with house.database.writing() as session, pytest.raises(HiringInvalid, match="confirm"):
        write_words(session, key, "Breaks", "", now=NOON)
    with house.database.writing() as session:
        confirm_notice(session, key, now=NOON)
        confirm_notice(session, key, now=LATER)
        assert load_candidacy(session, key).candidate.notice_confirmed_at == NOON


def test_an_export_holds_everything_and_no_rating_before_the_decision(house: House) -> None:
    candidate = house.candidate("Ann Canary")
    key = key_for(house, candidate)
    with house.database.writing() as session:
        write_words(session, key, "CANARY needs", "CANARY own", now=NOON)
    house.rate("iris", candidate, dict.fromkeys(AREAS, "2"), note="CANARY note")
    with house.database.writing() as session:
        early = json.dumps(export_candidacy(session, key, now=LATER))
    for words in ("Ann Canary", "CANARY needs", "CANARY own"):
        assert words in early
    assert "CANARY note" not in early
    assert json.loads(early)["cards_handed_in"] == 1
    for who in ("jo", "ravi"):
        house.rate(who, candidate, dict.fromkeys(AREAS, "3"), note="CANARY note")
    decided(house, candidate)
    with house.database.writing() as session:
        late = json.dumps(export_candidacy(session, key, now=LATER))
    for words in ("CANARY note", "CANARY reason", "CANARY evidence"):
        assert words in late
    for name in ("Iris", "Jo", "Ravi", house.people["iris"]):
        assert name not in late, "who noted what stays with the panel"


def test_withdrawing_ends_it_and_takes_topics_back(
    house: House, ada: PersonId, shelf: CatalogShelf
) -> None:
    candidate = house.candidate("Ann Canary")
    share(house, ada, shelf, candidate)
    key = key_for(house, candidate)
    with house.database.writing() as session:
        withdraw_candidacy(session, key, now=LATER)
        assert load_candidacy(session, key).candidate.withdrawn_at == LATER
        assert open_agendas(session, house.people["dana"], candidate, now=LATER) == []


def test_what_a_candidate_deletes_is_in_no_file(sqlite_database: Database, tmp_path: Path) -> None:
    house = House(sqlite_database)
    house.seat("iris", "jo", "ravi")
    candidate = everything_about(house)
    files = [path for path in tmp_path.iterdir() if path.name.startswith("test.db")]
    stored = b"".join(path.read_bytes() for path in files)
    for words in CANARIES:
        if words != "CANARY talk":
            assert words.encode() in stored, words
    delete_candidacy(sqlite_database, key_for(house, candidate), now=LATER)
    after = b"".join(path.read_bytes() for path in files if path.exists())
    for words in CANARIES:
        assert words.encode() not in after, words
    with sqlite_database.reading() as session:
        assert session.scalars(select(ErasureRecord.kind)).all() == ["candidates"]


def test_deleting_leaves_no_row_of_the_candidate_on_either_database(house: House) -> None:
    candidate = everything_about(house)
    delete_candidacy(house.database, key_for(house, candidate), now=LATER)
    with house.database.reading() as session:
        for name in ("candidates", "scorecards", "scorecard_ratings", "panel_talks",
                     "hiring_decisions", "candidate_agendas"):  # fmt: skip
            assert session.execute(select(metadata.tables[name])).all() == [], name


def due_candidates(session: Session, now: datetime) -> Due:
    """What the rule for candidates would delete."""
    return next(due for due in list_due(session, now=now) if due.rule.id == "candidates")


def test_a_hold_stops_deletion_and_says_whom_to_ask(house: House) -> None:
    candidate = house.candidate("Ann Canary")
    dana = house.people["dana"]
    with house.database.writing() as session:
        hold_search(session, dana, house.search, "A dispute is open.", now=NOON)
    with pytest.raises(HiringInvalid, match="Lee, "):
        delete_candidacy(house.database, key_for(house, candidate), now=LATER)
    long_after = NOON + timedelta(days=800)
    with house.database.reading() as session:
        assert due_candidates(session, long_after).count == 0
    with house.database.writing() as session:
        hold_search(session, dana, house.search, "", now=NOON)
    delete_candidacy(house.database, key_for(house, candidate), now=LATER)


def test_a_candidate_goes_the_day_after_the_one_they_were_told(house: House) -> None:
    candidate = house.candidate("Ann Canary")
    last = NOON + timedelta(days=365)
    with house.database.reading() as session:
        assert due_candidates(session, last).count == 0
        [due] = due_candidates(session, last + timedelta(days=1)).rows
    assert candidate.startswith(due.key)
    assert run_retention(house.database, now=last)["candidates"] == 0
    assert run_retention(house.database, now=last + timedelta(days=1))["candidates"] == 1
    with house.database.reading() as session:
        assert session.scalars(select(CandidateRecord)).all() == []


def test_a_brief_goes_after_its_last_day_unless_a_search_of_it_is_held(house: House) -> None:
    everything_about(house)
    dana, after = house.people["dana"], NOON + timedelta(days=366)
    with house.database.writing() as session:
        hold_search(session, dana, house.search, "A dispute is open.", now=NOON)
    held = run_retention(house.database, now=after)
    assert (held["briefs"], held["candidates"]) == (0, 0)
    with house.database.writing() as session:
        hold_search(session, dana, house.search, "", now=NOON)
    gone = run_retention(house.database, now=after)
    assert (gone["briefs"], gone["candidates"]) == (1, 1)
    with house.database.reading() as session:
        for name in ("briefs", "searches", "panel_members", "candidates"):
            assert session.execute(select(metadata.tables[name])).all() == [], name


def test_with_its_brief_everything_of_a_search_goes(house: House) -> None:
    everything_about(house)
    with house.database.reading() as session:
        candidates = session.scalars(select(CandidateRecord.id)).all()
    forgotten: list[bool] = []
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(house.database, "forget_deleted", lambda: forgotten.append(True))
        delete_brief(
            house.database, house.people["dana"], house.organisation, house.brief, now=NOON
        )
    assert forgotten
    with house.database.reading() as session:
        for name in ("searches", "panel_members", "candidates", "scorecards"):
            assert session.execute(select(metadata.tables[name])).all() == [], name
        remembered = {row.key_hash: row.kind for row in session.scalars(select(ErasureRecord))}
        deeds = session.scalars(select(AuditEventRecord.action)).all()
    assert candidates
    assert remembered == {
        token_hash(house.brief): "briefs", **{token_hash(c): "candidates" for c in candidates}
    }  # fmt: skip
    assert deeds.count("brief.deleted") == 1


def share(
    house: House, person: PersonId, shelf: CatalogShelf, candidate: str
) -> tuple[str, AttemptId]:
    attempt = finish_sitting(house.database, shelf, person, "full").id
    with house.database.writing() as session:
        shared = share_agenda(
            session, shelf, key_for(house, candidate), person, attempt, AREAS, UNTIL, now=NOON
        )
    return shared, attempt


def test_topics_are_open_until_the_day_or_until_taken_back(
    house: House, ada: PersonId, shelf: CatalogShelf
) -> None:
    candidate = house.candidate("Ann Canary")
    shared, _ = share(house, ada, shelf, candidate)
    dana, key = house.people["dana"], key_for(house, candidate)
    after = NOON + timedelta(days=40)
    with house.database.writing() as session:
        [seen] = open_agendas(session, dana, candidate, now=LATER)
        assert [a.area for a in seen.agenda.areas] == list(AREAS)
        assert open_agendas(session, dana, candidate, now=after) == []
        take_back(session, key, shared, now=LATER)
        take_back(session, key, shared, now=LATER)
        assert open_agendas(session, dana, candidate, now=LATER) == []
        assert own_shares(session, key)[0].withdrawn_at == LATER
        lines, total = list_ledger(session, ada, page=1, size=10)
    assert total == 3
    assert {line.event.action for line in lines} == {
        "agenda.shared", "agenda.opened", "agenda.withdrawn",
    }  # fmt: skip


def test_only_ones_own_result_and_only_for_ones_own_case(
    house: House, ada: PersonId, ben: PersonId, shelf: CatalogShelf
) -> None:
    candidate = house.candidate("Ann Canary")
    shared, attempt = share(house, ada, shelf, candidate)
    other = house.candidate("Bob Canary")
    with house.database.writing() as session:
        with pytest.raises(NotFound):
            preview_agenda(session, shelf, ben, attempt, None)
        with pytest.raises(NotFound):
            share_agenda(
                session, shelf, key_for(house, other), ben, attempt, AREAS, UNTIL, now=NOON
            )
        take_back(session, key_for(house, other), shared, now=NOON)
        assert own_shares(session, key_for(house, candidate))[0].withdrawn_at is None


@pytest.mark.parametrize(
    ("until", "areas", "field"),
    [
        (date(2026, 11, 20), AREAS, "until"),
        (date(2029, 1, 1), AREAS, "until"),
        (UNTIL, (), "areas"),
    ],
)
def test_a_share_without_a_day_or_a_topic_is_none(
    house: House,
    ada: PersonId,
    shelf: CatalogShelf,
    until: date,
    areas: tuple[str, ...],
    field: str,
) -> None:
    candidate = house.candidate("Ann Canary")
    attempt = finish_sitting(house.database, shelf, ada, "full").id
    with house.database.writing() as session, pytest.raises(HiringInvalid) as refused:
        share_agenda(
            session, shelf, key_for(house, candidate), ada, attempt, areas, until, now=NOON  # type: ignore[arg-type]
        )  # fmt: skip
    assert refused.value.field == field


def test_a_person_takes_along_what_they_shared_and_it_goes_with_them(
    house: House, ada: PersonId, shelf: CatalogShelf
) -> None:
    candidate = house.candidate("Ann Canary")
    share(house, ada, shelf, candidate)
    with house.database.reading() as session:
        [taken] = export_person(session, ada)["candidate_agendas"]
    assert taken["agenda"]["areas"]
    delete_person(house.database, ada, now=LATER)
    with house.database.reading() as session:
        assert session.scalars(select(CandidateAgendaRecord)).all() == []
        assert managed_candidate(session, house.people["dana"], candidate)


def test_groups_are_counted_after_the_decision_once_and_nowhere_else(house: House) -> None:
    candidate = house.candidate("Ann Canary")
    key = key_for(house, candidate)
    answers = {"gender": "woman", "age": "", "minority": "no", "disability": ""}
    with house.database.writing() as session, pytest.raises(HiringInvalid, match="after the"):
        count_groups(session, key, answers, now=LATER)
    house.rate_all(candidate, "3", "3", "3")
    decided(house, candidate)
    with house.database.writing() as session, pytest.raises(HiringInvalid, match="one of the"):
        count_groups(session, key, {"gender": "CANARY"}, now=LATER)
    with house.database.writing() as session:
        count_groups(session, key, answers, now=LATER)
    with house.database.writing() as session, pytest.raises(HiringInvalid, match="already"):
        count_groups(session, key, answers, now=LATER)
    with house.database.reading() as session:
        rows = session.scalars(select(ImpactCountRecord)).all()
    assert {(r.question, r.answer, r.selected, r.others, r.year) for r in rows} == {
        ("gender", "woman", 1, 0, 2026), ("minority", "no", 1, 0, 2026),
    }  # fmt: skip


def test_the_counts_have_no_key_to_anybody() -> None:
    table = metadata.tables["impact_counts"]
    assert set(table.columns.keys()) == {
        "organisation_id", "year", "question", "answer", "selected", "others",
    }  # fmt: skip
    assert {key.column.table.name for key in table.foreign_keys} == {"organisations"}


YEAR_AFTER = LATER + timedelta(days=365)


@pytest.mark.parametrize("before", [5, 29])
def test_no_answer_is_told_by_looking_before_and_after_it(house: House, before: int) -> None:
    def gender(now: datetime) -> list[tuple[str, int | None]]:
        with house.database.writing() as session:
            found = load_impact(session, house.people["dana"], house.organisation, now=now)
        return [(group.group, group.people) for group in found[0].groups]

    def answered(year: int, woman: int) -> None:
        with house.database.writing() as session:
            session.merge(
                ImpactCountRecord(
                    organisation_id=house.organisation, year=year, question="gender",
                    answer="woman", selected=0, others=woman,
                )
            )  # fmt: skip

    year = LATER.year
    answered(year - 1, before)
    seen = [("Woman", before)]
    assert gender(LATER) == seen
    for new in (1, 5):  # of this year nothing is told, be it one answer or five
        answered(year, new)
        assert gender(LATER) == seen
    answered(year, 4)  # and of a finished one not before five are new
    assert gender(YEAR_AFTER) == seen
    answered(year + 1, 1)
    assert gender(YEAR_AFTER + timedelta(days=366)) == [("Woman", before + 5)]


def test_the_counts_are_for_the_administrator_and_small_ones_are_hidden(house: House) -> None:
    with house.database.writing() as session:
        for answer, selected, others in (("woman", 8, 32), ("man", 22, 18), ("another", 1, 2)):
            session.add(
                ImpactCountRecord(
                    organisation_id=house.organisation, year=2026, question="gender",
                    answer=answer, selected=selected, others=others,
                )
            )  # fmt: skip
    with house.database.writing() as session:
        found = load_impact(session, house.people["dana"], house.organisation, now=YEAR_AFTER)
        for name in ("lee", "iris", "eve", "cora"):
            with pytest.raises(NotFound):
                load_impact(session, house.people[name], house.organisation, now=LATER)
    gender = found[0]
    assert gender.judged
    assert [(g.people, g.flagged) for g in gender.groups] == [
        (40, True),
        (40, False),
        (None, False),
    ]
    assert [q.question.id for q in found] == [q.id for q in group_questions()]
