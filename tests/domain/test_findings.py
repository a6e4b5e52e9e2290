"""Findings: no sentence about a person without answers behind it."""

from dataclasses import replace
from random import Random

import pytest

from assessment.domain.areas import AreaId
from assessment.domain.attempts import Response
from assessment.domain.bank import ItemId
from assessment.domain.findings import Finding, wrong_turns_taken
from assessment.domain.findings_limits import key_status
from assessment.domain.items import ChoiceItem, Option
from tests.domain.findings_people import (
    AREAS,
    CATALOG,
    CHECK,
    ENTRIES,
    NO_PROSE,
    SCALE_UP,
    Sitting,
    answer,
    make_exhibit,
    make_judgement,
    make_number,
    make_target,
    person,
    sit,
    without,
)

PEOPLE = range(24)


def said(sitting: Sitting) -> set[tuple[str, AreaId | None, str]]:
    return {(f.kind, f.area, f.text) for f in sitting.findings.sentences()}


@pytest.mark.parametrize("seed", PEOPLE)
def test_a_sentence_goes_with_the_answers_it_rests_on(seed: int) -> None:
    sitting = person(seed)
    for finding in sitting.findings.sentences():
        if finding.rests_on:
            assert (finding.kind, finding.area, finding.text) not in said(
                without(sitting, finding.rests_on)
            ), finding


@pytest.mark.parametrize("seed", range(8))
def test_the_same_holds_for_the_quick_form_and_for_careless_answers(seed: int) -> None:
    for sitting in (person(seed, form="quick"), careless(seed)):
        for finding in sitting.findings.sentences():
            if finding.rests_on:
                assert (finding.kind, finding.area, finding.text) not in said(
                    without(sitting, finding.rests_on)
                ), finding


@pytest.mark.parametrize("seed", PEOPLE)
def test_sentences_rest_on_answers_that_were_given(seed: int) -> None:
    sitting = person(seed)
    for finding in sitting.findings.sentences():
        for item in finding.rests_on:
            assert sitting.responses[item].value is not None, finding


def test_only_sentences_of_absence_or_of_everybody_rest_on_nothing() -> None:
    for seed in PEOPLE:
        for finding in person(seed).findings.sentences():
            if not finding.rests_on:
                assert finding.kind in ("fixed", "cannot-tell", "cannot-say", "stage"), finding


def careless(seed: int) -> Sitting:
    base = person(seed)
    flat: dict[ItemId, Response] = {
        item: replace(r, value=(3,) * len(r.value))
        if "scenario" in item and isinstance(r.value, tuple)
        else r
        for item, r in base.responses.items()
    }
    flat[CHECK] = Response(item=CHECK, value=1, seconds=30)
    return sit(flat)


def as_keyed() -> dict[ItemId, Response]:
    return {
        item.id: Response(item=item.id, value=answer(item, 1.0, Random(1)), seconds=40)
        for item in CATALOG.items.values()
    }


def test_careless_answers_get_reasons_and_no_reading() -> None:
    found = careless(3).findings
    assert not found.interpretable
    assert found.headline_text == "These answers should not be read as a result."
    assert found.priorities == ()
    assert found.types == ()
    assert found.because == {}
    reasons = [f.text for f in found.quality]
    assert any("the same mark on every line" in text for text in reasons)
    assert "One line that asked for one named answer got another." in reasons


def test_the_headline_names_nearest_type_and_first_priority_and_no_number() -> None:
    found = person(1, skill=0.35).findings
    assert found.headline_text == (
        "Your answers come nearest to a startup CTO."
        f" For a scale-up CTO, {first_area(found.headline[1])} comes first."
    )
    assert not any(character.isdigit() for character in found.headline_text)


def first_area(finding: Finding) -> str:
    title = next(title for area, title, _, _ in AREAS if area == finding.area)
    return title[0].lower() + title[1:]


def test_the_headline_never_says_that_somebody_is_something() -> None:
    for seed in PEOPLE:
        assert "you are" not in person(seed).findings.headline_text.lower()


def test_a_person_without_gaps_hears_what_is_open_instead_of_praise() -> None:
    easy = make_target(
        "easy", "Easy CTO", {area: (1.5, 2, area == "team") for area, _, _, _ in AREAS}
    )
    sitting = sit(as_keyed(), target=easy)
    assert sitting.findings.headline[-1].text == (
        "For an easy CTO no gap is shown; somebody who has seen your work should confirm it."
    )
    assert "!" not in " ".join(f.text for f in sitting.findings.sentences())


def test_nothing_answered_says_nothing_of_the_person() -> None:
    found = sit({}).findings
    assert found.headline_text == "Too few answers were given to say where you stand."
    assert found.lede[0].text == "No answer was scored."
    assert found.priorities == ()
    assert all(
        row.why.text == "No answer counted here; two are needed." for row in found.cannot_tell
    )
    assert len(found.cannot_tell) == len(AREAS)


def test_a_priority_card_quotes_the_wrong_turns_and_calls_its_assumption_one() -> None:
    sitting = person(1, skill=0.3)
    card = sitting.findings.priorities[0]
    assert card.rank == 1
    assert card.area == sitting.reading.develop[0]
    assert card.because
    assert all(str(card.area) in turn.text for turn in card.because if turn.kind == "wrong-turn")
    assert "our assumption" in card.practice
    assert card.summary.text.startswith("Target ")


def test_the_counts_add_up_to_the_areas() -> None:
    sitting = person(2, skill=0.5)
    verdicts = [gap.verdict for gap in sitting.reading.gaps.values()]
    text = sitting.findings.lede[0].text
    if "clear gap" in verdicts:
        assert "clear gap" in text
    if verdicts.count("cannot tell yet") == 1:
        assert "one area these" in text


def test_a_range_on_both_sides_is_why_nothing_can_be_told() -> None:
    rows = [row for seed in PEOPLE for row in person(seed).findings.cannot_tell]
    open_rows = [row for row in rows if "both sides" in row.why.text]
    assert open_rows
    for row in open_rows:
        low, high = row.why.text.split(", ")[1].split("–")
        target = SCALE_UP.levels[row.area].level
        assert float(low) <= target <= float(high)
        assert row.minutes > 0


def test_a_difference_below_the_threshold_is_silence() -> None:
    for seed in PEOPLE:
        sitting = person(seed)
        called = {row.area: row for row in sitting.findings.said_shown}
        for area, found in sitting.sheet.areas.items():
            largest = max(found.p_blind_spot or 0, found.p_hidden_strength or 0)
            assert (area in called) == (largest >= 0.65)
            if area in called:
                assert (called[area].strength == "call") == (largest >= 0.80)


def test_a_call_names_both_levels_in_words() -> None:
    rows = [
        row
        for seed in PEOPLE
        for row in person(seed, skill=0.2).findings.said_shown
        if row.strength == "call"
    ]
    assert rows
    for row in rows:
        assert row.finding.text.startswith(f"You said {row.said_name}; your answers showed about")
        assert "in 100" in row.finding.text


def test_the_quick_form_speaks_of_clusters_only() -> None:
    found = person(4, form="quick").findings
    assert found.priorities == ()
    assert found.types == ()
    assert found.cannot_tell == ()
    assert found.stage is None
    assert any(f.text.startswith("Overall: about ") for f in found.clusters)


def test_types_say_through_which_areas_they_differ() -> None:
    sitting = person(6, skill=0.4)
    types = sitting.findings.types
    assert [t.nearest for t in types] == [True, False, False]
    assert [t.profile for t in types if t.chosen] == [SCALE_UP.profile]
    farther = next(t for t in types if t.profile == "enterprise")
    assert "because more hangs on" in farther.finding.text
    assert sum(c for _, c in farther.largest) > 0


def test_who_stands_behind_the_keys_is_always_said() -> None:
    assert "written by the project's authors" in key_status(CATALOG, ENTRIES)
    for seed in (0, 1):
        limits = person(seed).findings.limits
        assert "Taken alone and unsupervised. Not for hiring decisions." in limits
        assert any(line.startswith("Answer keys: ") for line in limits)


class TestWrongTurns:
    def test_a_judgement_takes_a_turn_where_the_worse_action_is_rated_higher(self) -> None:
        item = make_judgement("team", 1)
        response = Response(item=item.id, value=(5, 2, 4, 1, 1))
        assert wrong_turns_taken(item, response) == ("You put c before b in team-scenario-1.",)

    def test_equal_or_missing_ratings_take_none(self) -> None:
        item = make_judgement("team", 1)
        for value in ((3, 3, 3, 3, 3), (None, 2, None, 1, 5), (5, None, 4, 1, 1)):
            assert wrong_turns_taken(item, Response(item=item.id, value=value)) == ()

    def test_the_short_cut_counts_the_actions_shown(self) -> None:
        item = replace(make_judgement("team", 1), short=("a", "c", "d", "e"))
        response = Response(item=item.id, value=(1, 2, 3, 4))
        assert wrong_turns_taken(item, response, short=True) == (
            "You put e before a in team-scenario-1.",
        )

    def test_an_exhibit_takes_a_turn_on_the_mark_itself_and_not_on_cannot_tell(self) -> None:
        item = make_exhibit("team")
        taken = Response(item=item.id, value=("T", "T", "T", "F", "T"))
        unsure = Response(item=item.id, value=("T", "?", "T", "F", "T"))
        assert wrong_turns_taken(item, taken) == ("You read b into team-exhibit.",)
        assert wrong_turns_taken(item, unsure) == ()

    def test_a_number_takes_a_turn_within_its_tolerance(self) -> None:
        item = make_number("team")
        near = Response(item=item.id, value=6.1)
        assert wrong_turns_taken(item, near) == ("You left the cache out of team-number.",)
        assert wrong_turns_taken(item, Response(item=item.id, value=4.06)) == ()
        assert wrong_turns_taken(item, Response(item=item.id, value=9.0)) == ()

    def test_a_choice_takes_the_turn_of_its_letter(self) -> None:
        number = make_number("team")
        item = ChoiceItem(
            id=ItemId("c"),
            version=1,
            area=AreaId("team"),
            facet=number.facet,
            status="live",
            title="c",
            stem=NO_PROSE,
            difficulty=3,
            seconds=38,
            key_status="author",
            faces=(),
            seeds=(),
            options=tuple(Option(letter=x, text=x, rationale="") for x in "abc"),
            correct="b",
            wrong_turns=(replace(number.wrong_turns[0], answer="a", sentence="You took a."),),
            why_it_needs_the_skill=NO_PROSE,
        )
        assert wrong_turns_taken(item, Response(item=item.id, value=0)) == ("You took a.",)
        assert wrong_turns_taken(item, Response(item=item.id, value=1)) == ()

    def test_a_skipped_unit_takes_none(self) -> None:
        item = make_judgement("team", 1)
        assert wrong_turns_taken(item, Response(item=item.id, value=None)) == ()

    def test_answers_given_faster_than_reading_are_never_quoted(self) -> None:
        sitting = person(1, skill=0.3)
        card = sitting.findings.priorities[0]
        turn = next(t for t in card.because if t.kind == "wrong-turn")
        hasty = dict(sitting.responses)
        hasty[turn.rests_on[0]] = replace(hasty[turn.rests_on[0]], seconds=1.0)
        assert turn.text not in {f.text for f in sit(hasty).findings.sentences()}


def test_a_deep_dive_speaks_of_areas_as_the_full_form_does() -> None:
    whole = person(2, skill=0.4)
    deeper = sit(whole.responses, form="deep-dive")
    assert deeper.findings == whole.findings
