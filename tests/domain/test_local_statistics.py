"""Local statistics keep their thresholds, agree with hand-made examples, and find what is true."""

import math
from collections.abc import Iterable, Iterator, Mapping
from random import Random
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.domain.areas import AreaId
from assessment.domain.attempts import Mark, Response
from assessment.domain.bank import ExhibitKey, ItemBank, ItemId, UnitKey
from assessment.domain.scoring.grid import GRID
from assessment.domain.scoring.score import score
from assessment.domain.scoring.sheet import ScoreSheet
from assessment.domain.scoring.units import (
    DIFFICULTY_ERROR,
    response_curve,
    score_unit,
    unit_log_likelihood,
)
from assessment.domain.statistics.allowed import allowances
from assessment.domain.statistics.dif import Matched, dif_class, mantel_haenszel
from assessment.domain.statistics.difficulty import Answers, Estimate, combine, without_answer
from assessment.domain.statistics.item_analysis import Reply, analyse
from assessment.domain.statistics.norms import norm_text, quarters
from assessment.domain.statistics.reliability import alpha, correlation, covariances, omega
from assessment.domain.statistics.report import count_sittings
from assessment.domain.statistics.sittings import Answered, Sitting
from bench.study.answering import answer_form
from bench.study.forms import make_form
from bench.study.world import AREAS, DEFAULT, make_person
from tests.builders import make_choice, make_exhibit, make_judgement, make_number

NORMS = "There is no comparison group. Levels describe behaviour, not rank."


def replies(pairs: list[tuple[float, float]], **marks: str) -> list[Reply]:
    return [Reply(x=x, rest=rest, marks=marks) for x, rest in pairs]


def test_what_is_allowed_grows_with_the_sittings() -> None:
    reached = {n: sum(step.reached for step in allowances(n)) for n in (0, 29, 30, 99, 100, 199)}
    assert reached == {0: 1, 29: 1, 30: 2, 99: 2, 100: 3, 199: 3}
    assert sum(step.reached for step in allowances(500)) == 5


def test_before_two_hundred_sittings_the_norm_text_is_one_sentence() -> None:
    assert norm_text(0) == norm_text(199) == NORMS
    assert "Among people who took this here" in norm_text(200)
    assert quarters([3.0] * 199) is None


def test_alpha_and_omega_by_hand() -> None:
    # Two people's three parts: rows (1, 2, 3), (2, 3, 5), (3, 4, 4). Variances 1, 1, 1;
    # covariances 1, .5, .5. Sum 3 + 2 x 2 = 7; alpha 1.5 x (1 - 3/7) = .8571.
    matrix = covariances([(1, 2, 3), (2, 3, 5), (3, 4, 4)])
    assert matrix == [[1, 1, 0.5], [1, 1, 0.5], [0.5, 0.5, 1]]
    assert alpha(matrix) == pytest.approx(6 / 7)
    # One factor with loadings 1, 1, .5: (2.5)^2 / 7.
    assert omega(matrix) == pytest.approx(6.25 / 7, abs=1e-4)


@given(st.lists(st.floats(0.3, 0.9), min_size=3, max_size=9))
def test_omega_finds_the_loadings_it_was_made_of(loadings: list[float]) -> None:
    matrix = [
        [1.0 if i == j else a * b for j, b in enumerate(loadings)] for i, a in enumerate(loadings)
    ]
    total = sum(map(sum, matrix))
    assert omega(matrix) == pytest.approx(sum(loadings) ** 2 / total, abs=0.02)


def test_a_question_that_goes_against_the_rest_is_flagged_for_its_key() -> None:
    random = Random(3)
    pairs = [(1.0 - (rest > 0), rest) for rest in (random.gauss(0, 1) for _ in range(120))]
    found = analyse(make_number(), replies(pairs))
    assert found.item_rest is not None
    assert found.item_rest < -0.5
    assert found.flags == ("check the key",)


@pytest.mark.parametrize(("count", "said"), [(29, False), (30, True), (99, True)])
def test_below_its_threshold_nothing_is_computed(count: int, said: bool) -> None:
    pairs = [(float(i % 2), float(i % 3)) for i in range(count)]
    found = analyse(make_number(), replies(pairs))
    assert (found.difficulty is not None) == said
    assert found.item_rest is None


def test_easy_and_hard_questions_are_flagged_and_choices_are_corrected_for_guessing() -> None:
    easy = analyse(make_number(), replies([(1.0, 0.0)] * 40))
    assert easy.flags == ("too easy",)
    chance = analyse(make_choice(), replies([(float(i % 3 == 0), 0.0) for i in range(60)], a="x"))
    assert chance.difficulty == pytest.approx(0.0, abs=1e-9)
    assert "too hard" in chance.flags


def test_an_option_nobody_takes_does_no_work_and_one_the_able_take_is_suspect() -> None:
    item = make_choice()
    wrong = [o.letter for o in item.options if o.letter != item.correct]
    answers = [
        Reply(
            x=float(i % 2 == 0),
            rest=float(i % 2) + i / 1000,
            marks={(item.correct if i % 2 == 0 else wrong[0]): "chosen"},
        )
        for i in range(120)
    ]
    found = analyse(item, answers)
    assert {"idle distractor", "distractor of the able", "check the key"} <= set(found.flags)
    shares = {part.letter: part.shares["chosen"] for part in found.parts}
    assert shares[wrong[1]] == 0
    assert shares[item.correct] == pytest.approx(0.5)


def test_high_scorers_who_turn_a_clear_pair_round_are_named() -> None:
    item = make_judgement()
    ordered = sorted(item.actions, key=lambda action: action.effectiveness)
    turned = {a.letter: str(5 - round(4 * i / (len(ordered) - 1))) for i, a in enumerate(ordered)}
    answers = [Reply(x=0.5 + i / 1000, rest=i / 100, marks=turned) for i in range(120)]
    assert "high scorers disagree" in analyse(item, answers).flags
    exhibit = make_exhibit()
    false = {s.letter: "F" if s.truth else "T" for s in exhibit.statements}
    answers = [Reply(x=0.5 + i / 1000, rest=i / 100, marks=false) for i in range(120)]
    assert "high scorers disagree" in analyse(exhibit, answers).flags


def test_groups_are_compared_from_two_hundred_people_with_a_hundred_in_the_smaller() -> None:
    people = [Matched(focal=i % 2 == 0, x=float(i % 3), rest=i / 100) for i in range(199)]
    assert mantel_haenszel(people) is None
    few = [Matched(focal=i < 99, x=float(i % 3), rest=i / 100) for i in range(400)]
    assert mantel_haenszel(few) is None
    with pytest.raises(ValueError, match="5 strata"):
        mantel_haenszel(people, strata=4)


def test_a_question_that_is_harder_for_one_group_of_the_same_level_is_found() -> None:
    random = Random(1)
    fair, unfair = [], []
    for i in range(1200):
        focal, rest = i % 2 == 0, random.gauss(0, 1)
        fair.append(Matched(focal=focal, x=float(random.gauss(rest, 1) > 0), rest=rest))
        shift = 1.2 if focal else 0.0
        unfair.append(Matched(focal=focal, x=float(random.gauss(rest - shift, 1) > 0), rest=rest))
    one, other = mantel_haenszel(fair), mantel_haenszel(unfair)
    assert one is not None
    assert one.dif_class == "A"
    assert other is not None
    assert other.dif_class == "C"
    assert other.delta < 0
    assert other.smaller_group == 600
    assert dif_class(1.6, 5.0) == "A"


def test_an_answer_divided_out_leaves_the_level_of_the_others() -> None:
    random = Random("out")
    form = make_form(DEFAULT, random)
    answers = answer_form(DEFAULT, make_person(DEFAULT, random), form)
    whole = score(form.bank, answers)
    unit = next(u for u in whole.units if u.x is not None)
    key = next(k.key for k in form.units if k.key.id == unit.item)
    said = unit_log_likelihood(key, unit)
    assert said is not None
    level = whole.areas[unit.area].distribution
    assert level is not None
    rest = score(form.bank, {name: r for name, r in answers.items() if name != unit.item})
    expected = rest.areas[unit.area].distribution
    assert expected is not None
    assert without_answer(level, said) == pytest.approx(expected, abs=1e-9)


def by_the_curve(people: int, seed: int) -> Iterator[tuple[float, float, Estimate | None]]:
    """True difficulty, the experts', and that of the answers, where the response curve holds.

    27 exhibits of five statements; experts misjudge difficulties with an SD of 0.6.
    """
    random = Random(f"curve/{seed}")
    truth = {ItemId(f"{area}-{i}"): random.uniform(1.9, 4.3) for area in AREAS for i in range(3)}
    keys = {
        name: ExhibitKey(
            id=name,
            area=AreaId(name.rsplit("-", 1)[0]),
            difficulty=min(5.0, max(1.0, b + random.gauss(0, 0.6))),
            seconds=65.0,
            key_status="panel",
            truth=(True, False, True, False, True),
        )
        for name, b in truth.items()
    }
    bank = ItemBank(items=tuple(keys.values()))
    counted = {name: Answers() for name in truth}
    for _ in range(people):
        levels = make_person(DEFAULT, random).levels
        answers = {}
        for name, key in keys.items():
            chance = 0.49 + 0.49 / (1 + math.exp(-0.9 * (levels[key.area] - truth[name])))
            right = [random.random() < chance for _ in key.truth]
            marks: tuple[Mark, ...] = tuple(
                "T" if t == r else "F" for t, r in zip(key.truth, right, strict=True)
            )
            answers[name] = Response(item=name, value=marks)
        count(counted, keys, score(bank, answers))
    for name, b in truth.items():
        yield b, keys[name].difficulty, counted[name].estimate(response_curve(keys[name]))


def count(
    counted: Mapping[ItemId, Answers], keys: Mapping[ItemId, UnitKey], sheet: ScoreSheet
) -> None:
    for unit in sheet.units:
        level = sheet.areas[unit.area].distribution
        said = unit_log_likelihood(keys[unit.item], unit)
        if level is not None and said is not None and unit.x is not None:
            counted[unit.item].add(without_answer(level, said), unit.x, unit.weight)


def in_the_study(people: int, seed: int) -> Iterator[tuple[float, float, Estimate | None]]:
    """The same for the study's people, who do not answer by the curve.

    There a question's difficulty is what the scale says it is: the one whose curve fits best the
    answers of very many people whose true levels are known.
    """
    random = Random(f"difficulty/{seed}")
    form = make_form(DEFAULT, random)
    keys: dict[ItemId, UnitKey] = {unit.key.id: unit.key for unit in form.units}
    counted = {name: Answers() for name in keys}
    known = {name: Answers() for name in keys}
    careful = [p for p in (make_person(DEFAULT, random) for _ in range(1200)) if not p.careless]
    for number, person in enumerate(careful):
        answers = answer_form(DEFAULT, person, form)
        for name, key in keys.items():
            result = score_unit(key, answers.get(name))
            if result.x is not None:
                known[name].add(at_level(person.levels[key.area]), result.x, result.weight)
        if number < people:
            count(counted, keys, score(form.bank, answers))
    for name, key in keys.items():
        true = known[name].estimate(response_curve(key))
        if true is not None:
            yield true.difficulty, key.difficulty, counted[name].estimate(response_curve(key))


def at_level(level: float) -> tuple[float, ...]:
    nearest = min(GRID, key=lambda point: abs(point - level))
    return tuple(float(point == nearest) for point in GRID)


def root_mean_square(errors: list[float]) -> float:
    return math.sqrt(fmean(error * error for error in errors))


def errors_of(
    found: Iterable[tuple[float, float, Estimate | None]], expert_error: float
) -> tuple[float, float]:
    """RMSE of the experts' difficulties and of the combined ones."""
    experts, combined = [], []
    for true, expert, estimate in found:
        both = expert if estimate is None else combine(expert, expert_error, estimate).difficulty
        experts.append(expert - true)
        combined.append(both - true)
    return root_mean_square(experts), root_mean_square(combined)


@pytest.mark.slow
@pytest.mark.parametrize(("people", "published"), [(30, 0.43), (100, 0.31), (200, 0.22)])
def test_the_updates_error_is_about_the_published_one_where_the_curve_holds(
    people: int, published: float
) -> None:
    experts, combined = errors_of(
        (row for seed in range(2) for row in by_the_curve(people, seed)), 0.6
    )
    assert experts == pytest.approx(0.6, abs=0.12)
    assert combined == pytest.approx(published, abs=0.10)


@pytest.mark.slow
def test_answers_of_people_who_do_not_follow_the_curve_still_bring_difficulties_nearer() -> None:
    experts, combined = errors_of(in_the_study(150, 0), 0.9)
    assert combined < 0.7 * experts


def test_a_surer_source_weighs_more() -> None:
    found = Estimate(difficulty=4.0, standard_error=0.3)
    assert combine(2.0, 0.9, found).difficulty > combine(2.0, 0.3, found).difficulty
    assert combine(2.0, DIFFICULTY_ERROR["author"], found).standard_error < 0.3


def sitting(number: int) -> Sitting:
    able = (number % 10) / 10
    return Sitting(
        overall=1 + 4 * able,
        answers=tuple(
            Answered(
                item=ItemId(name),
                area=make_number(name, area).area,
                format="number",
                x=None if number % 20 == 0 and name == "b" else min(1.0, able + place / 10),
                weight=0.95,
                seconds=70.0,
                expected_seconds=70.0,
                marks={},
                skip_reason="not-my-context" if number % 20 == 0 and name == "b" else None,
                level=None,
            )
            for place, (name, area) in enumerate((("a", "finance"), ("b", "team")))
        ),
    )


def test_counts_and_times_stand_from_the_first_sitting_and_figures_from_their_thresholds() -> None:
    bank = {ItemId(n): make_number(n, a) for n, a in (("a", "finance"), ("b", "team"))}
    few = count_sittings(sitting(i) for i in range(20)).statistics(bank)
    assert few.sittings == 20
    assert [item.offered for item in few.items] == [20, 20]
    assert few.items[1].not_my_context == 1
    assert few.items[0].median_seconds == 70
    assert few.items[0].difficulty is None
    assert few.reliability is None
    assert few.norm_text == NORMS
    many = count_sittings(sitting(i) for i in range(220)).statistics(bank)
    assert many.items[0].item_rest is not None
    assert many.items[0].item_rest > 0.9
    assert many.reliability is not None
    assert many.quarters is not None
    assert many.quarters.people == 220


def test_a_question_the_content_has_no_more_is_left_out() -> None:
    found = count_sittings(sitting(i) for i in range(40)).statistics({})
    assert found.items == ()
    assert found.proposals == ()


def test_a_correlation_needs_something_that_varies() -> None:
    assert correlation([1.0] * 5, [1.0, 2.0, 3.0, 4.0, 5.0]) is None
    assert correlation([1.0, 2.0], [1.0, 2.0]) is None


def test_responses_hold_their_confidence() -> None:
    assert Response(item=ItemId("i"), value=None).confidence is None
