"""The score program: what it answers, and every input it refuses."""

import io
import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from assessment.services.score_program import run
from tests.domain import scoring_by_the_book as book

SJT = {
    "id": "j",
    "area": "finance",
    "format": "sjt",
    "difficulty": 3.0,
    "seconds": 60,
    "options": [4.5, 1.5, 4.0, 2.0, 3.0],
}
EXHIBIT = {
    "id": "e",
    "area": "finance",
    "format": "exhibit",
    "difficulty": 3.5,
    "seconds": 65,
    "truth": [True, False, True],
}
NUMERIC = {
    "id": "n",
    "area": "finance",
    "format": "numeric",
    "difficulty": 2.5,
    "seconds": 70,
    "correct": 120.0,
    "tolerance": 0.05,
    "key_status": "author",
}
MCQ = {
    "id": "m",
    "area": "team",
    "format": "mcq",
    "difficulty": 2.0,
    "seconds": 38,
    "options": 3,
    "correct": 1,
}
EVIDENCE = {"id": "v", "area": "team", "format": "evidence"}
SELF = {"id": "s", "area": "finance", "format": "self"}
CHECK = {"id": "c", "area": None, "format": "check", "correct": 2}
LIKERT = {"id": "l", "area": "team", "format": "likert", "steps": 7}
BANK = [SJT, EXHIBIT, NUMERIC, MCQ, EVIDENCE, SELF, CHECK, LIKERT]
TARGET = {"finance": {"level": 3.5, "weight": 3, "critical": True}}
ANSWERS: dict[str, Any] = {
    "j": {"value": [5, 1, 4, 3, 2], "seconds": 50},
    "e": {"value": ["T", "F", "?"], "seconds": 40.5},
    "n": {"value": 121.0},
    "m": {"value": 1, "seconds": 20},
    "v": {"value": 4},
    "s": {"value": 5},
    "c": {"value": 2},
    "l": {"value": "strongly agree"},
}


def first_line(bank: object = None, target: object = None) -> dict[str, Any]:
    return {
        "bank": BANK if bank is None else bank,
        "target": TARGET if target is None else target,
    }


def run_on(*lines: object) -> tuple[int, list[str], str]:
    """Exit status, lines written and message, for lines given as values, text or bytes."""
    raw = b"".join(
        (line if isinstance(line, bytes) else _text(line).encode("utf-8")) + b"\n" for line in lines
    )
    out, err = io.StringIO(), io.StringIO()
    status = run(io.BytesIO(raw), out, err)
    return status, out.getvalue().splitlines(), err.getvalue()


def _text(line: object) -> str:
    return line if isinstance(line, str) else json.dumps(line)


def answered(**changes: object) -> dict[str, Any]:
    return {"answers": {**ANSWERS, **changes}}


def result_of(*lines: object) -> dict[str, Any]:
    status, written, message = run_on(*lines)
    assert (status, message) == (0, "")
    result: dict[str, Any] = json.loads(written[-1])
    return result


def refusal(*lines: object) -> str:
    """The message for input whose last line is refused; earlier sheets must stay answered."""
    status, written, message = run_on(*lines)
    assert status == 2
    assert message.count("\n") == 1
    assert message.endswith("\n")
    assert message.isascii()
    assert len(written) == max(0, len(lines) - 2)
    return message.strip()


def test_every_sheet_is_answered_by_one_line_in_order() -> None:
    status, written, message = run_on(
        first_line(), answered(), answered(n={"value": 1.0}), {"answers": {}}
    )
    assert (status, message) == (0, "")
    results = [json.loads(line) for line in written]
    levels = [result["areas"]["finance"]["level"] for result in results]
    assert levels[1] < levels[0]
    assert levels[2] is None


def test_a_line_has_the_fixed_shape() -> None:
    result = result_of(first_line(), answered())
    assert list(result) == ["areas", "p_ready", "priority", "careless", "stage"]
    assert list(result["areas"]) == ["finance", "team"]
    assert list(result["areas"]["finance"]) == [
        "level",
        "low",
        "high",
        "p_gap",
        "p_blind",
        "p_hidden",
        "status",
    ]


def test_the_figures_are_those_of_the_book() -> None:
    finance = [
        book.log_likelihood(item, ANSWERS[str(item["id"])]["value"])
        for item in (SJT, EXHIBIT, NUMERIC)
    ]
    logs = {
        "finance": [sum(terms) for terms in zip(*finance, strict=True)],
        "team": book.log_likelihood(MCQ, 1),
    }
    _, marginal, _ = book.posterior(logs)
    there = marginal["finance"]
    result = result_of(first_line(), answered())
    found = result["areas"]["finance"]
    mean = sum(p * t for p, t in zip(there, book.THETA, strict=True))
    assert found["level"] == pytest.approx(mean, abs=1e-6)
    assert found["low"] == pytest.approx(book.quantile(there, 0.05), abs=1e-6)
    assert found["high"] == pytest.approx(min(5.0, book.quantile(there, 0.95)), abs=1e-6)
    assert found["p_gap"] == pytest.approx(book.cdf(there, 3.5), abs=1e-6)
    assert found["p_blind"] == pytest.approx(book.cdf(there, 4.0), abs=1e-6)
    assert found["p_hidden"] == 0.0
    assert result["p_ready"] == pytest.approx(1 - found["p_gap"], abs=2e-6)


GOLDEN = [
    (
        '{"areas": {"finance": {"level": 3.454381, "low": 2.048954, "high": 4.804965, '
        '"p_gap": 0.513183, "p_blind": 0.737554, "p_hidden": 0.0, "status": "reported"}, '
        '"team": {"level": null, "low": null, "high": null, "p_gap": null, "p_blind": null, '
        '"p_hidden": null, "status": "withheld"}}, "p_ready": 0.486817, '
        '"priority": ["finance"], "careless": 0.0, "stage": "Not enough evidence"}'
    ),
    (
        '{"areas": {"finance": {"level": 1.586357, "low": 1.0, "high": 2.671268, '
        '"p_gap": 0.997724, "p_blind": 0.999795, "p_hidden": 0.0, "status": "reported"}, '
        '"team": {"level": null, "low": null, "high": null, "p_gap": null, "p_blind": null, '
        '"p_hidden": null, "status": "withheld"}}, "p_ready": null, "priority": [], '
        '"careless": 0.5, "stage": null}'
    ),
    (
        '{"areas": {"finance": {"level": null, "low": null, "high": null, "p_gap": null, '
        '"p_blind": null, "p_hidden": null, "status": "withheld"}, "team": {"level": null, '
        '"low": null, "high": null, "p_gap": null, "p_blind": null, "p_hidden": null, '
        '"status": "withheld"}}, "p_ready": null, "priority": [], "careless": 0.0, '
        '"stage": "Not enough evidence"}'
    ),
]


def test_golden_lines() -> None:
    """Figures as first released; a difference needs a new scoring version."""
    _, written, _ = run_on(
        first_line(target={**TARGET, "team": {"level": 3.0, "weight": 2, "critical": False}}),
        answered(),
        answered(j={"value": [1, 5, 2, 3, 4]}, e={"value": ["F", "T", "F"]}, n={"value": 0}),
        {"answers": {"m": {"value": 0}}},
    )
    assert written == GOLDEN


def test_an_area_with_one_unit_is_withheld_with_every_figure_null() -> None:
    team = result_of(first_line(), answered())["areas"]["team"]
    assert team.pop("status") == "withheld"
    assert set(team.values()) == {None}


def test_an_area_without_target_has_no_gap_and_no_place_in_the_priority() -> None:
    result = result_of(first_line(target={}), answered())
    assert result["areas"]["finance"]["p_gap"] is None
    assert result["areas"]["finance"]["level"] is not None
    assert result["priority"] == []
    assert result["p_ready"] is None


def test_the_priority_is_the_full_order_most_worth_developing_first() -> None:
    bank = [{**NUMERIC, "id": f"{area}{i}", "area": area} for area in "xyz" for i in range(3)] + [
        SJT
    ]
    target = {
        "x": {"level": 2.0, "weight": 1, "critical": False},
        "y": {"level": 4.0, "weight": 3, "critical": True},
        "z": {"level": 3.0, "weight": 2, "critical": False},
    }
    numbers = {f"{area}{i}": {"value": 120} for area in "xyz" for i in range(3)}
    judged = {"j": {"value": [5, 1, 4, 3, 2]}}
    result = result_of({"bank": bank, "target": target}, {"answers": {**numbers, **judged}})
    assert result["priority"] == ["y", "z", "x"]
    only_two = {**numbers, **judged, "z0": {"value": None}, "z1": {"value": None}}
    result = result_of({"bank": bank, "target": target}, {"answers": only_two})
    assert result["priority"] == ["y", "x"]


def test_careless_answers_keep_area_figures_and_lose_stage_ready_and_priority() -> None:
    result = result_of(first_line(), answered(j={"value": [3] * 5}, e={"value": ["T"] * 3}))
    assert result["careless"] >= 0.5
    assert result["stage"] is None
    assert result["p_ready"] is None
    assert result["priority"] == []
    assert result["areas"]["finance"]["p_gap"] is not None


def test_careless_is_null_when_no_unit_was_answered() -> None:
    result = result_of(first_line(), {"answers": {"s": {"value": 3}, "c": {"value": 5}}})
    assert result["careless"] is None
    assert result["stage"] == "Not enough evidence"


def test_skipped_left_out_and_null_are_the_same() -> None:
    left_out = deepcopy(ANSWERS)
    del left_out["e"]
    results = [
        result_of(first_line(), {"answers": left_out}),
        result_of(first_line(), answered(e={"value": None})),
        result_of(first_line(), answered(e={"value": None, "seconds": 12})),
        result_of(first_line(), answered(e={"seconds": 12})),
    ]
    assert all(result == results[0] for result in results)


def test_an_unrated_action_is_null_within_its_list() -> None:
    result = result_of(first_line(), answered(j={"value": [5, 1, None, None, 3]}))
    assert (
        result["areas"]["finance"]["status"] == "provisional" or result["areas"]["finance"]["level"]
    )
    too_few = result_of(first_line(), answered(j={"value": [5, 1, None, None, None]}))
    skipped = result_of(first_line(), answered(j={"value": None}))
    assert too_few["areas"] == skipped["areas"]


def test_the_order_of_items_and_answers_cannot_show() -> None:
    straight = run_on(first_line(), answered())
    turned = run_on(first_line(bank=BANK[::-1]), {"answers": dict(reversed(list(ANSWERS.items())))})
    assert straight == turned


def test_figures_are_rounded_to_six_decimals() -> None:
    finance = result_of(first_line(), answered())["areas"]["finance"]
    figures = [value for value in finance.values() if isinstance(value, float)]
    assert figures
    assert all(round(value, 6) == value for value in figures)


def test_unknown_formats_are_ignored_with_their_answers() -> None:
    without = [item for item in BANK if item is not LIKERT]
    kept = {item: value for item, value in ANSWERS.items() if item != "l"}
    ignored = result_of(first_line(), answered(l={"value": {"any": ["thing"]}, "seconds": -1}))
    assert ignored == result_of(first_line(bank=without), {"answers": kept})
    bare = {"id": "l", "format": "likert"}
    assert result_of(first_line(bank=[*without, bare]), answered()) == ignored


def test_an_area_named_only_by_an_ignored_item_is_on_the_sheet() -> None:
    bank = [SJT, {**LIKERT, "area": "maturity"}]
    target = {"maturity": {"level": 3, "weight": 1, "critical": True}}
    result = result_of({"bank": bank, "target": target}, {"answers": {}})
    assert result["areas"]["maturity"]["status"] == "withheld"


def test_empty_lines_are_passed_over_but_counted() -> None:
    assert result_of(first_line(), "", "  \t", answered())["areas"]
    status, written, message = run_on("", first_line(), "", answered(), "", "{")
    assert status == 2
    assert len(written) == 1
    assert message.startswith("line 6: ")


def test_a_form_without_sheets_is_answered_by_nothing() -> None:
    assert run_on(first_line()) == (0, [], "")


def test_answers_already_written_stay_and_the_program_stops() -> None:
    status, written, message = run_on(first_line(), answered(), "not json", answered())
    assert status == 2
    assert len(written) == 1
    assert message.startswith("line 3: ")


def test_a_carriage_return_before_the_line_end_does_no_harm() -> None:
    crlf = _text(first_line()).encode() + b"\r"
    assert run_on(crlf, _text(answered()).encode() + b"\r")[0] == 0


def test_whole_numbers_may_be_written_with_a_point() -> None:
    whole = result_of(first_line(), answered(s={"value": 5.0}, j={"value": [5.0, 1, 4, 3, 2]}))
    assert whole == result_of(first_line(), answered())


@pytest.mark.parametrize("raw", [b"", b"\n\n", b"  \n"])
def test_no_bank_at_all_is_refused(raw: bytes) -> None:
    out, err = io.StringIO(), io.StringIO()
    assert run(io.BytesIO(raw), out, err) == 2
    assert err.getvalue() == "line 1: there is no bank\n"
    assert out.getvalue() == ""


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "broken JSON"),
        ("[]", "must be an object"),
        ("null", "must be an object"),
        ('{"answers": {}}', "no bank"),
        ('{"bank": [], "target": {}}', "no bank"),
        ('{"bank": {}, "target": {}}', "must be a list"),
        ('{"bank": [3], "target": {}}', "must be an object"),
        ('{"bank": [], "bank": []}', "is there twice"),
        ("[" * 100_000, "nested too deeply"),
        ('{"a":' * 100_000, "nested too deeply"),
        ('{"bank": NaN}', "NaN is not a number"),
        ('{"bank": [-Infinity]}', "-Infinity is not a number"),
        ("9" * 5000, "too many digits"),
        (b'{"bank": "\xff"}', "not UTF-8"),
        (b"\xef\xbb\xbf{}", "broken JSON"),
    ],
)
def test_broken_first_lines_are_refused(line: str | bytes, reason: str) -> None:
    message = refusal(line)
    assert message.startswith("line 1: ")
    assert reason in message


def item(base: dict[str, Any], *, drop: str = "", **changes: object) -> dict[str, Any]:
    return {key: value for key, value in {**base, **changes}.items() if key != drop}


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (item(SJT, drop="id"), "has no id"),
        (item(SJT, id=""), "must be a text"),
        (item(SJT, id=7), "must be a text"),
        (item(SJT, drop="format"), "has no format"),
        (item(SJT, format=None), "must be a text"),
        (item(SJT, drop="area"), "has no area"),
        (item(SJT, area=None), "must be a text"),
        (item(SELF, area=3), "must be a text"),
        (item(EVIDENCE, drop="area"), "has no area"),
        (item(SJT, drop="difficulty"), "has no difficulty"),
        (item(SJT, difficulty=0.99), "must be 1 to 5"),
        (item(SJT, difficulty=5.01), "must be 1 to 5"),
        (item(SJT, difficulty=True), "must be a number"),
        (item(SJT, difficulty="3"), "must be a number"),
        (item(SJT, difficulty=None), "must be a number"),
        (item(SJT, difficulty=10**400), "is not finite"),
        (item(SJT, drop="seconds"), "has no seconds"),
        (item(SJT, seconds=-1), "must be 0 or more"),
        (item(SJT, seconds=0), "must be more than 0"),
        (item(SJT, key_status="guess"), "panel or author"),
        (item(SJT, drop="options"), "has no options"),
        (item(SJT, options=[]), "must not be empty"),
        (item(SJT, options=5), "must be a list"),
        (item(SJT, options=[1, 2, 5.5]), "must be 1 to 5"),
        (item(SJT, options=[1, 2, False]), "must be a number"),
        (item(EXHIBIT, truth=[]), "must not be empty"),
        (item(EXHIBIT, truth=[True, 1]), "must be true or false"),
        (item(EXHIBIT, truth="TF"), "must be a list"),
        (item(MCQ, options=1), "must be 2 or more"),
        (item(MCQ, options=2.5), "must be a whole number"),
        (item(MCQ, correct=3), "must be 0 to 2"),
        (item(MCQ, correct=-1), "must be 0 to 2"),
        (item(MCQ, correct=True), "must be a number"),
        (item(NUMERIC, drop="correct"), "has no correct"),
        (item(NUMERIC, tolerance=-0.1), "must be 0 or more"),
        (item(CHECK, correct=6), "must be 1 to 5"),
        (item(CHECK, drop="correct"), "has no correct"),
    ],
)
def test_bad_items_are_refused(bad: dict[str, Any], reason: str) -> None:
    message = refusal(first_line(bank=[bad], target={}))
    assert message.startswith("line 1: ")
    assert reason in message


def test_an_item_id_used_twice_is_refused() -> None:
    assert "there twice" in refusal(first_line(bank=[*BANK, SJT]))
    assert "there twice" in refusal(first_line(bank=[*BANK, {**LIKERT, "id": "j"}]))


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ({"law": TARGET["finance"]}, "'law'"),
        ({"finance": 3.5}, "must be an object"),
        ([], "must be an object"),
        ({"finance": {"weight": 3, "critical": True}}, "has no level"),
        ({"finance": {"level": 3, "critical": True}}, "has no weight"),
        ({"finance": {"level": 3, "weight": 3}}, "has no critical"),
        ({"finance": {"level": 0.5, "weight": 3, "critical": True}}, "must be 1 to 5"),
        ({"finance": {"level": True, "weight": 3, "critical": True}}, "must be a number"),
        ({"finance": {"level": 3, "weight": -1, "critical": True}}, "must be 0 to"),
        ({"finance": {"level": 3, "weight": 1e308, "critical": True}}, "must be 0 to"),
        ({"finance": {"level": 3, "weight": 3, "critical": 1}}, "must be true or false"),
        ({"finance": {"level": 3, "weight": 3, "critical": None}}, "must be true or false"),
    ],
)
def test_bad_targets_are_refused(target: object, reason: str) -> None:
    message = refusal({"bank": BANK, "target": target})
    assert message.startswith("line 1: ")
    assert reason in message


def test_a_missing_target_and_numbers_that_overflow_are_refused() -> None:
    assert "no target" in refusal({"bank": BANK})
    huge = _text(first_line()).replace('"level": 3.5', '"level": 1e999')
    assert "not finite" in refusal(huge)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"x": {"value": 1}}, "'x' is not in the bank"),
        ({"j": 3}, "must be an object"),
        ({"j": {"value": 3}}, "must be a list"),
        ({"j": {"value": [5, 1, 4, 3]}}, "must have 5 entries, not 4"),
        ({"j": {"value": [5, 1, 4, 3, 2, 1]}}, "must have 5 entries, not 6"),
        ({"j": {"value": [5, 1, 4, 3, 6]}}, "must be 1 to 5, not 6"),
        ({"j": {"value": [5, 1, 4, 3, 0]}}, "must be 1 to 5, not 0"),
        ({"j": {"value": [5, 1, 4, 3, 2.5]}}, "must be a whole number"),
        ({"j": {"value": [5, 1, 4, 3, True]}}, "must be a number"),
        ({"j": {"value": [5, 1, 4, 3, "2"]}}, "must be a number"),
        ({"e": {"value": ["T", "F"]}}, "must have 3 entries, not 2"),
        ({"e": {"value": ["T", "F", "t"]}}, "is made of"),
        ({"e": {"value": ["T", "F", None]}}, "is made of"),
        ({"e": {"value": [True, False, True]}}, "is made of"),
        ({"e": {"value": "TFT"}}, "must be a list"),
        ({"m": {"value": 3}}, "must be 0 to 2"),
        ({"m": {"value": -1}}, "must be 0 to 2"),
        ({"m": {"value": True}}, "must be a number"),
        ({"n": {"value": "120"}}, "must be a number"),
        ({"n": {"value": False}}, "must be a number"),
        ({"n": {"value": 10**400}}, "is not finite"),
        ({"n": {"value": [120]}}, "must be a number"),
        ({"v": {"value": 5}}, "must be 0 to 4"),
        ({"v": {"value": -1}}, "must be 0 to 4"),
        ({"s": {"value": 0}}, "must be 1 to 5"),
        ({"s": {"value": 3.5}}, "must be a whole number"),
        ({"c": {"value": 6}}, "must be 1 to 5"),
        ({"j": {"value": None, "seconds": -1}}, "must be 0 or more"),
        ({"n": {"value": 120, "seconds": True}}, "must be a number"),
        ({"n": {"value": 120, "seconds": "9"}}, "must be a number"),
    ],
)
def test_bad_answers_are_refused(changes: dict[str, Any], reason: str) -> None:
    message = refusal(first_line(), answered(), answered(**changes))
    assert message.startswith("line 3: ")
    assert reason in message


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{}", "no answers"),
        ("[]", "must be an object"),
        ('{"answers": []}', "must be an object"),
        ('{"answers": {"n": {"value": NaN}}}', "NaN is not a number"),
        ('{"answers": {"n": {"value": 1e999}}}', "not finite"),
        ('{"answers": {"n": {"value": 1}, "n": {"value": 2}}}', "'n' is there twice"),
        ('{"answers": {"n": {"value": 1, "value": 2}}}', "'value' is there twice"),
        ('{"answers": {"j": {"value": ' + "[" * 100_000, "nested too deeply"),
        (b'{"answers": {"\xe9": {}}}', "not UTF-8"),
        ('{"answers": {}} {"answers": {}}', "broken JSON"),
        ('{"answers": {"\\ud800\\n": {}}}', "not in the bank"),
    ],
)
def test_bad_answer_lines_are_refused(line: str | bytes, reason: str) -> None:
    message = refusal(first_line(), line)
    assert message.startswith("line 2: ")
    assert reason in message


def test_nothing_is_written_of_a_refused_line() -> None:
    bad = {"answers": {**ANSWERS, "unknown": {"value": 1}}}
    assert run_on(first_line(), bad)[1] == []


class FlushCounter(io.StringIO):
    """Remembers what had been written at each flush."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[int] = []

    def flush(self) -> None:
        self.seen.append(self.getvalue().count("\n"))


def test_every_answer_is_flushed_as_it_is_written() -> None:
    raw = "\n".join(_text(line) for line in (first_line(), answered(), answered())).encode()
    out = FlushCounter()
    assert run(io.BytesIO(raw), out, io.StringIO()) == 0
    assert out.seen == [1, 2]


def test_names_in_any_script_pass_through() -> None:
    bank = [{**NUMERIC, "id": f"数{i}", "area": "財務"} for i in range(2)] + [SJT]
    result = result_of(
        {"bank": bank, "target": {"財務": {"level": 3, "weight": 1, "critical": False}}},
        {"answers": {"数0": {"value": 120}, "数1": {"value": 120}}},
    )
    assert result["areas"]["財務"]["status"] == "provisional"
    assert result["priority"] == ["財務"]


def test_the_example_of_the_scoring_document_is_true() -> None:
    document = (Path(__file__).parents[2] / "docs" / "scoring.md").read_text(encoding="utf-8")
    example = document.split("```jsonl\n")[1].split("\n```")[0].splitlines()
    promised = document.split("```json\n")[1].split("\n```")[0].splitlines()
    assert run_on(*example) == (0, promised, "")
