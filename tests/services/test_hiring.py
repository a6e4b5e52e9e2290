"""From an open search to a recorded decision: alone first, together then, in words at last."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from itertools import permutations
from random import Random

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from assessment.domain.areas import AreaId
from assessment.domain.briefs import Brief
from assessment.domain.errors import HiringInvalid, NotFound
from assessment.domain.hiring.scorecards import NO_EVIDENCE
from assessment.services import candidates as candidates_module
from assessment.services.briefs import load_brief, save_part
from assessment.services.candidates import (
    add_candidate,
    candidates_of,
    delete_candidate,
    managed_candidate,
    new_candidate_link,
    plan_interview,
    withdraw_for,
)
from assessment.services.hiring_decisions import decide, decisions_on, looks_at, record_talk
from assessment.services.interview_kits import hold_search, make_kit_anew, set_weights
from assessment.services.interview_panels import join_panel, leave_panel, load_panel, may_join
from assessment.services.organisations import remove_member
from assessment.services.ratings import TogetherOn, open_comparison, open_ratings, ratings_of
from assessment.services.scorecards import list_own_cards, load_card
from assessment.services.searches import list_searches, load_search, open_search
from assessment.services.tokens import new_id
from assessment.store.engine import Database
from assessment.store.records import AuditEventRecord, CandidateRecord
from tests.builders import NOON
from tests.services.hiring import AREAS, INTERVIEW, LATER, House

STRATEGY, TEAM = AREAS


@pytest.fixture
def house(database: Database) -> House:
    return House(database)


@pytest.fixture
def panel(house: House) -> House:
    house.seat("iris", "jo", "ravi")
    return house


def together_on(house: House, who: str, candidate: str) -> TogetherOn:
    with house.database.reading() as session:
        return ratings_of(session, house.people[who], candidate)[1]


def member_called(session: Session, house: House, name: str) -> str:
    found = load_panel(session, house.people["dana"], house.search)
    return next(member.id for member in found.members if member.name == name)


def test_a_search_has_the_briefs_critical_areas_and_three_questions_each(house: House) -> None:
    with house.database.reading() as session:
        search = load_search(session, house.people["dana"], house.search).search
    assert [a.area for a in search.kit.areas] == list(AREAS)
    assert [len(a.questions) for a in search.kit.areas] == [3, 3]
    assert search.title == "CTO"
    assert (search.frozen_at, search.outdated) == (None, False)


def test_the_same_version_of_a_brief_has_one_search(house: House) -> None:
    assert house.open() == house.search
    assert house.open("lee") == house.search


def test_a_brief_without_a_type_opens_no_search(house: House) -> None:
    brief = house.write_brief(Brief(challenge="Something hard."))
    with house.database.writing() as session, pytest.raises(HiringInvalid, match="which kind"):
        open_search(session, house.shelf, house.people["dana"], house.organisation, brief, now=NOON)


def test_strangers_coaches_and_interviewers_without_a_seat_find_nothing(panel: House) -> None:
    candidate = panel.candidate("Ann Canary")
    asked: list[Callable[[Session, House, str], object]] = [
        lambda s, h, w: load_search(s, h.people[w], h.search),
        lambda s, h, w: load_panel(s, h.people[w], h.search),
        lambda s, h, w: managed_candidate(s, h.people[w], candidate),
        lambda s, h, w: load_card(s, h.people[w], candidate),
        lambda s, h, w: ratings_of(s, h.people[w], candidate),
        lambda s, h, w: open_comparison(s, h.people[w], h.search, now=NOON),
        lambda s, h, w: decide(s, h.people[w], candidate, "offer", "r", "e", now=NOON),
        lambda s, h, w: record_talk(s, h.people[w], candidate, TEAM, "w", now=NOON),
        lambda s, h, w: looks_at(s, h.people[w], candidate, page=1),
        lambda s, h, w: withdraw_for(s, h.people[w], candidate, now=NOON),
        lambda s, h, w: new_candidate_link(s, h.people[w], candidate, now=NOON),
        lambda s, h, w: may_join(s, h.people[w], h.search),
        lambda s, h, w: hold_search(s, h.people[w], h.search, "x", now=NOON),
    ]
    for name in ("eve", "cora"):
        for ask in asked:
            with panel.database.writing() as session, pytest.raises(NotFound):
                ask(session, panel, name)
        with panel.database.reading() as session:
            assert list_own_cards(session, panel.people[name]) == []
            assert list_searches(session, panel.people[name])[0] == []


def test_an_interviewer_does_not_manage(panel: House) -> None:
    candidate = panel.candidate("Ann Canary")
    asked: list[Callable[[Session, House], object]] = [
        lambda s, h: managed_candidate(s, h.people["iris"], candidate),
        lambda s, h: add_candidate(s, h.people["iris"], h.search, "Bo", "b@c.example", now=NOON),
        lambda s, h: plan_interview(s, h.people["iris"], candidate, INTERVIEW, now=NOON),
        lambda s, h: decide(s, h.people["iris"], candidate, "offer", "r", "e", now=NOON),
        lambda s, h: join_panel(s, h.people["iris"], h.search, h.people["lee"], now=NOON),
        lambda s, h: looks_at(s, h.people["iris"], candidate, page=1),
    ]
    for ask in asked:
        with panel.database.writing() as session, pytest.raises(NotFound):
            ask(session, panel)


def test_the_day_of_an_interview_stays_once_a_card_is_in(panel: House) -> None:
    candidate = panel.candidate("Ann Canary")
    dana, late = panel.people["dana"], NOON + timedelta(days=3)

    def plan(day: date) -> None:
        with panel.database.writing() as session:
            plan_interview(session, dana, candidate, day, now=late)

    plan(INTERVIEW - timedelta(days=1))
    plan(INTERVIEW)  # nothing is in yet
    panel.rate("iris", candidate, {STRATEGY: "3", TEAM: "3"}, submit=True)
    with pytest.raises(HiringInvalid, match="A card on this candidate is in") as refused:
        plan(NOON.date() - timedelta(days=30))  # before anybody joined: nobody would be asked
    assert refused.value.field == "interview_on"
    plan(INTERVIEW)  # the same day again is no change


def test_a_member_who_left_the_organisation_is_out_at_once(panel: House) -> None:
    candidate = panel.candidate("Ann Canary")
    with panel.database.writing() as session:
        remove_member(session, panel.people["dana"], panel.organisation, panel.people["iris"])
    with panel.database.reading() as session:
        with pytest.raises(NotFound):
            load_card(session, panel.people["iris"], candidate)
        assert list_own_cards(session, panel.people["iris"]) == []


def test_nothing_is_planned_before_the_notice_is_confirmed(panel: House) -> None:
    candidate = panel.invite("Ann Canary")
    with pytest.raises(HiringInvalid, match="has not confirmed"):
        panel.plan(candidate)
    panel.confirm(candidate)
    panel.plan(candidate)


def test_nobody_is_interviewed_by_one_person(house: House) -> None:
    candidate = house.invite("Ann Canary")
    house.confirm(candidate)
    house.seat("iris")
    with pytest.raises(HiringInvalid, match="At least two people"):
        house.plan(candidate)
    house.seat("jo")
    house.plan(candidate)
    with house.database.reading() as session:
        found = load_panel(session, house.people["dana"], house.search)
    assert found.plan.shortages[0] == "The panel is one interviewer short."


def test_the_first_planned_interview_freezes_the_kit(panel: House) -> None:
    with panel.database.writing() as session:
        make_kit_anew(
            session, panel.shelf, panel.people["dana"], panel.search, [AreaId("finance")], now=NOON
        )
    panel.candidate("Ann Canary")
    with panel.database.writing() as session, pytest.raises(HiringInvalid, match="frozen"):
        make_kit_anew(session, panel.shelf, panel.people["dana"], panel.search, [], now=NOON)
    with panel.database.reading() as session:
        search = load_search(session, panel.people["iris"], panel.search).search
    assert [a.area for a in search.kit.areas] == ["strategy", "team", "finance"]
    assert search.frozen_at == NOON


def test_a_brief_that_changes_leaves_the_frozen_kit_alone_and_is_said(panel: House) -> None:
    panel.candidate("Ann Canary")
    dana, organisation = panel.people["dana"], panel.organisation
    with panel.database.writing() as session:
        stored = load_brief(session, dana, organisation, panel.brief)
        save_part(
            session, dana, organisation, panel.brief, "mission", Brief(mission="Steady billing."),
            revision=stored.revision, now=NOON,
        )  # fmt: skip
    with panel.database.reading() as session:
        search = load_search(session, dana, panel.search).search
    assert search.outdated
    assert search.brief_revision == 1
    assert panel.open() != panel.search, "a search of its own for the new version"


def test_letters_are_nobodys_turn(panel: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(candidates_module, "SystemRandom", lambda: Random(3))
    invited = [panel.invite(name) for name in ("Zoe Adams", "Abe Zorn", "Mia Moss")]
    with panel.database.reading() as session:
        access = load_search(session, panel.people["dana"], panel.search)
        found = candidates_of(session, access)
    assert [c.letter for c in found] == sorted(c.letter for c in found)
    assert {c.id for c in found} == set(invited)


def test_names_dates_and_results_move_nobody_in_any_list(panel: House) -> None:
    """The same letters in the same order, whoever is called what and rated how."""
    letters: set[tuple[str, ...]] = set()
    invited = [panel.candidate(name) for name in ("Ann A", "Bob B", "Cid C")]
    for candidate, value in zip(invited, ("1", "5", "3"), strict=True):
        panel.rate_all(candidate, value, value, value)
    with panel.database.writing() as session:
        _access, before = open_comparison(session, panel.people["dana"], panel.search, now=LATER)
    by_letter = [t.letter for t in before]
    assert by_letter == sorted(by_letter)
    for order in permutations(invited):
        with panel.database.writing() as session:
            rename = [(c, f"{n} {c[:4]}") for n, c in zip("xyz", order, strict=True)]
            for place, (candidate, name) in enumerate(rename):
                record = session.get_one(CandidateRecord, candidate)
                record.name = name
                record.created_at = NOON - timedelta(days=place)
        with panel.database.writing() as session:
            _a, found = open_comparison(session, panel.people["dana"], panel.search, now=LATER)
        letters.add(tuple(t.candidate for t in found))
    assert len(letters) == 1


def test_a_card_opens_on_the_day_of_the_interview(panel: House) -> None:
    candidate = panel.candidate("Ann Canary")
    with pytest.raises(HiringInvalid, match="still to come"):
        panel.rate("iris", candidate, {TEAM: "3"}, submit=False, now=NOON)


def test_a_number_without_a_note_changes_nothing(panel: House) -> None:
    candidate = panel.candidate("Ann Canary")
    panel.rate("iris", candidate, {TEAM: ""}, note="First words.", submit=False)
    with pytest.raises(HiringInvalid, match="before you give a number"):
        panel.rate("iris", candidate, {TEAM: "4"}, note="", submit=False)
    with panel.database.reading() as session:
        card = load_card(session, panel.people["iris"], candidate)[2]
    assert (card.drafts[TEAM].note, card.drafts[TEAM].choice) == ("First words.", "")


def test_a_card_is_handed_in_whole_and_once(panel: House) -> None:
    candidate = panel.candidate("Ann Canary")
    with pytest.raises(HiringInvalid, match="for Team"):
        panel.rate("iris", candidate, {STRATEGY: "4"})
    card = panel.rate("iris", candidate, {STRATEGY: "4", TEAM: NO_EVIDENCE})
    assert card.submitted_at == LATER
    for submit in (True, False):
        with pytest.raises(HiringInvalid, match="This card is in"):
            panel.rate("iris", candidate, {STRATEGY: "2", TEAM: "2"}, submit=submit)


def test_others_numbers_open_after_ones_own(panel: House) -> None:
    candidate = panel.candidate("Ann Canary")
    panel.rate("jo", candidate, dict.fromkeys(AREAS, "2"), note="CANARY of jo")
    before = together_on(panel, "iris", candidate)
    assert not before.open
    assert (before.cards_in, before.cards_wanted) == (1, 3)
    assert "CANARY" not in repr(before)
    panel.rate("iris", candidate, dict.fromkeys(AREAS, "5"))
    after = together_on(panel, "iris", candidate)
    assert after.open
    assert "CANARY of jo" in repr(after)
    assert {a.area: (a.lowest, a.highest, a.must_discuss) for a in after.areas} == {
        STRATEGY: (2, 5, True), TEAM: (2, 5, True),
    }  # fmt: skip


def test_who_does_not_interview_waits_for_all_and_a_draft_is_never_shown(panel: House) -> None:
    candidate = panel.candidate("Ann Canary")
    panel.rate("iris", candidate, dict.fromkeys(AREAS, "4"), note="CANARY one")
    panel.rate("jo", candidate, dict.fromkeys(AREAS, "4"), note="CANARY two")
    panel.rate("ravi", candidate, dict.fromkeys(AREAS, "1"), note="CANARY draft", submit=False)
    for name in ("dana", "lee"):
        assert not together_on(panel, name, candidate).open
    assert "CANARY draft" not in repr(together_on(panel, "iris", candidate))
    panel.rate("ravi", candidate, dict.fromkeys(AREAS, "4"))
    for name in ("dana", "lee"):
        assert together_on(panel, name, candidate).open


def test_names_are_hidden_until_all_ratings_are_in(panel: House) -> None:
    one, other = panel.candidate("Ann Canary"), panel.candidate("Bob Canary")
    panel.rate_all(one, "3", "3", "3")
    assert "Canary" not in repr(together_on(panel, "dana", one))
    panel.rate_all(other, "4", "4", "4")
    assert together_on(panel, "dana", one).name == "Ann Canary"
    assert together_on(panel, "iris", other).name == "Bob Canary"


def test_a_decision_waits_for_every_card_and_every_talk(panel: House) -> None:
    candidate = panel.candidate("Ann Canary")
    dana = panel.people["dana"]

    def attempt() -> None:
        with panel.database.writing() as session:
            decide(session, dana, candidate, "offer", "Because.", "The paper.", now=LATER)

    with pytest.raises(HiringInvalid, match="0 of 3 cards"):
        attempt()
    panel.rate("iris", candidate, dict.fromkeys(AREAS, "2"))
    panel.rate("jo", candidate, dict.fromkeys(AREAS, "4"))
    panel.rate("ravi", candidate, dict.fromkeys(AREAS, "3"))
    with pytest.raises(HiringInvalid, match="Talk first about Strategy, Team"):
        attempt()
    for area in AREAS:
        with panel.database.writing() as session:
            record_talk(session, panel.people["jo"], candidate, area, "We differ.", now=LATER)
    attempt()
    with panel.database.reading() as session:
        [decision] = decisions_on(session, candidate)
    assert (decision.outcome, decision.reason, decision.author) == ("offer", "Because.", "Dana")
    found = together_on(panel, "dana", candidate)
    assert sorted(g.value or 0 for g in found.areas[0].given) == [2, 3, 4], "both numbers stay"


@pytest.mark.parametrize(
    ("outcome", "reason", "evidence", "field"),
    [
        ("hire", "r", "e", "outcome"),
        ("offer", " ", "e", "reason"),
        ("offer", "r", "", "evidence"),
        ("offer", "x" * 10_000, "e", "reason"),
    ],
)
def test_a_decision_is_in_words_and_within_bounds(
    panel: House, outcome: str, reason: str, evidence: str, field: str
) -> None:
    candidate = panel.candidate("Ann Canary")
    panel.rate_all(candidate, "3", "3", "3")
    with panel.database.writing() as session, pytest.raises(HiringInvalid) as refused:
        decide(session, panel.people["lee"], candidate, outcome, reason, evidence, now=LATER)
    assert refused.value.field == field


def test_an_interviewer_who_leaves_passes_on_what_is_to_come(panel: House) -> None:
    held, coming = panel.candidate("Ann Canary"), panel.candidate("Bob Canary")
    panel.rate("iris", held, dict.fromkeys(AREAS, "4"), note="stays")
    panel.rate("jo", held, dict.fromkeys(AREAS, "1"), note="draft", submit=False)
    with panel.database.writing() as session:
        panel_now = load_panel(session, panel.people["dana"], panel.search)
        member = {m.name: m.id for m in panel_now.members}
        for name in ("Iris", "Jo"):
            leave_panel(
                session, panel.people["dana"], panel.search, member[name], "Moved on",
                withdraw=False, now=LATER,
            )  # fmt: skip
    panel.seat("lee", now=LATER)
    with panel.database.reading() as session:
        after = load_panel(session, panel.people["dana"], panel.search)
        assert all(set(a.interviewers) <= {m.id for m in after.present} for a in after.plan.areas)
        with pytest.raises(NotFound):
            load_card(session, panel.people["iris"], held)
        with pytest.raises(NotFound):
            load_card(session, panel.people["lee"], held)  # did not hear it
    panel.rate("ravi", held, dict.fromkeys(AREAS, "4"))
    found = together_on(panel, "dana", held)
    assert (found.cards_in, found.cards_wanted) == (2, 2)
    assert {(g.interviewer, g.left, g.value) for g in found.areas[0].given} == {
        ("Iris", True, 4), ("Ravi", False, 4),
    }  # fmt: skip
    del coming


def test_ratings_are_withdrawn_for_a_reason_and_stay_in_sight(panel: House) -> None:
    candidate = panel.candidate("Ann Canary")
    panel.rate_all(candidate, "1", "4", "4")
    with panel.database.reading() as session:
        iris = member_called(session, panel, "Iris")
    for reason, refused in ((" ", True), ("Is the candidate’s cousin", False)):
        with panel.database.writing() as session:
            if refused:
                with pytest.raises(HiringInvalid, match="in words"):
                    leave_panel(
                        session, panel.people["dana"], panel.search, iris, reason,
                        withdraw=True, now=LATER,
                    )  # fmt: skip
            else:
                leave_panel(
                    session, panel.people["dana"], panel.search, iris, reason,
                    withdraw=True, now=LATER,
                )  # fmt: skip
    area = together_on(panel, "dana", candidate).areas[0]
    assert (area.mean, area.raters, area.must_discuss) == (4.0, 2, False)
    assert [g.value for g in area.given if g.withdrawn] == [1]


def test_who_left_after_interviews_were_planned_does_not_come_back(panel: House) -> None:
    panel.candidate("Ann Canary")
    with panel.database.writing() as session:
        iris = member_called(session, panel, "Iris")
        leave_panel(
            session, panel.people["dana"], panel.search, iris, "", withdraw=False, now=LATER
        )
    with pytest.raises(HiringInvalid, match="does not come back"):
        panel.seat("iris", now=LATER)


def test_weights_are_settled_before_a_number_is_known_and_with_a_reason(panel: House) -> None:
    dana = panel.people["dana"]

    def weigh(weights: dict[str, int], reason: str) -> None:
        with panel.database.writing() as session:
            set_weights(session, dana, panel.search, weights, reason, now=LATER)  # type: ignore[arg-type]

    with pytest.raises(HiringInvalid, match="in words"):
        weigh({"team": 2}, "")
    with pytest.raises(HiringInvalid, match="from 1 to 3"):
        weigh({"team": 4}, "x")
    weigh({"team": 2}, "The team is the bottleneck.")
    with panel.database.reading() as session:
        search = load_search(session, dana, panel.search).search
    assert (search.weights, search.weights_reason) == ({"team": 2}, "The team is the bottleneck.")
    weigh({"team": 2, "strategy": 2}, "All alike again.")
    with panel.database.reading() as session:
        assert load_search(session, dana, panel.search).search.weights == {}
    candidate = panel.candidate("Ann Canary")
    panel.rate("iris", candidate, dict.fromkeys(AREAS, "3"))
    with pytest.raises(HiringInvalid, match="A scorecard is in"):
        weigh({"team": 2}, "Now that we know.")


def test_the_log_says_who_did_what(panel: House) -> None:
    candidate = panel.candidate("Ann Canary")
    panel.rate_all(candidate, "3", "3", "3")
    with panel.database.writing() as session:
        open_ratings(session, panel.people["lee"], candidate, now=LATER)
    with panel.database.reading() as session:
        _access, _found, looks, more = looks_at(session, panel.people["dana"], candidate, page=1)
        events = session.scalars(select(AuditEventRecord)).all()
    assert ("Lee", "ratings.opened") in {(look.who, look.action) for look in looks}
    assert ("candidate", "notice.confirmed") in {(look.who, look.action) for look in looks}
    assert not more
    assert "Canary" not in json.dumps([repr(vars(e)) for e in events])


def test_a_withdrawn_candidate_is_rated_and_decided_on_no_more(panel: House) -> None:
    candidate = panel.candidate("Ann Canary")
    panel.rate("iris", candidate, dict.fromkeys(AREAS, "3"))
    with panel.database.writing() as session:
        withdraw_for(session, panel.people["dana"], candidate, now=LATER)
    with pytest.raises(NotFound):
        panel.rate("jo", candidate, dict.fromkeys(AREAS, "3"))
    with panel.database.writing() as session, pytest.raises(HiringInvalid, match="withdrawn"):
        decide(session, panel.people["dana"], candidate, "offer", "r", "e", now=LATER)
    with pytest.raises(HiringInvalid, match="has withdrawn"):
        panel.plan(candidate)


def test_somebody_is_invited_once_and_properly(panel: House) -> None:
    panel.invite("Ann Canary", "ann@mail.example")
    for name, email, field in (
        ("Ann Again", "ANN@mail.example", "email"),
        ("", "bo@mail.example", "name"),
        ("Bo", "no address", "email"),
        ("x" * 10_000, "bo@mail.example", "name"),
    ):
        with pytest.raises(HiringInvalid) as refused:
            panel.invite(name or " ", email)
        assert refused.value.field == field, name[:20]


def test_an_id_nobody_has_is_not_found(panel: House) -> None:
    for name in (new_id(), "' OR 1=1 --", ""):
        with panel.database.reading() as session:
            with pytest.raises(NotFound):
                load_search(session, panel.people["dana"], name)
            with pytest.raises(NotFound):
                managed_candidate(session, panel.people["dana"], name)


def test_deletion_by_a_member_is_for_good(panel: House) -> None:
    candidate = panel.candidate("Ann Canary")
    panel.rate_all(candidate, "3", "3", "3")
    delete_candidate(panel.database, panel.people["dana"], candidate, now=LATER)
    with panel.database.reading() as session, pytest.raises(NotFound):
        managed_candidate(session, panel.people["dana"], candidate)
