import json
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from assessment.domain.answers import SavedAnswer, response_for_scoring, value_to_plain
from assessment.domain.attempts import Booklet, FormId
from assessment.domain.bank import ItemId
from assessment.domain.booklets import assemble_booklet
from assessment.services.answers_file import MOST_BYTES, AnswersRefused, read_answers_file
from assessment.services.scoring import score_booklet
from tests.builders import make_answer, make_catalog

CATALOG = make_catalog()


def written(booklet: Booklet, **fields: object) -> bytes:
    """The answers file of a booklet that was answered throughout."""
    answers = {
        entry.item: {"value": value_to_plain(make_answer(CATALOG, entry)), "seconds": 40.5}
        for entry in booklet.entries
    }
    return json.dumps({"answers": answers, **fields}).encode()


def one(item: str, value: object, **fields: object) -> bytes:
    return json.dumps({"answers": {item: {"value": value, **fields}}}).encode()


def refusal(raw: bytes) -> str:
    with pytest.raises(AnswersRefused) as caught:
        read_answers_file(raw, CATALOG)
    return str(caught.value)


@pytest.mark.parametrize("form", ["quick", "full"])
def test_the_items_of_the_file_are_the_form_that_was_given(form: FormId) -> None:
    given = assemble_booklet(CATALOG, form, seed=7)
    read = read_answers_file(written(given), CATALOG)
    assert read.booklet.form == form
    assert read.booklet.revision == CATALOG.revision
    assert read.booklet.entries == given.entries


def test_the_answers_score_as_they_would_have_in_the_app() -> None:
    given = assemble_booklet(CATALOG, "full", seed=7)
    responses = {
        entry.item: response_for_scoring(
            SavedAnswer(
                item=entry.item,
                value=make_answer(CATALOG, entry),
                skip_reason=None,
                seconds=40.5,
                revision=1,
            )
        )
        for entry in given.entries
    }
    read = read_answers_file(written(given), CATALOG)
    assert score_booklet(CATALOG, read.booklet, read.responses) == score_booklet(
        CATALOG, given, responses
    )


def test_a_null_value_is_an_item_that_was_offered_and_skipped() -> None:
    read = read_answers_file(one("strategy-j0", None), CATALOG)
    assert [entry.item for entry in read.booklet.entries] == ["strategy-j0"]
    assert read.responses[ItemId("strategy-j0")].value is None
    sheet = score_booklet(CATALOG, read.booklet, read.responses)
    offered = {area: found.units_offered for area, found in sheet.areas.items()}
    assert offered == {area: int(area == "strategy") for area in CATALOG.areas}


@pytest.mark.parametrize(
    ("item", "value", "short"),
    [
        ("strategy-j0", [1, 2, 3, 4], True),
        ("strategy-j0", [1, 2, 3, 4, 5], False),
        ("strategy-e0", ["T", "F", "?"], True),
        ("strategy-e0", ["T", "F", "?", "T", "F"], False),
    ],
)
def test_the_length_of_a_value_tells_the_short_cut_from_the_whole_item(
    item: str, value: list[object], short: bool
) -> None:
    read = read_answers_file(one(item, value), CATALOG)
    assert read.booklet.entries[0].short is short
    assert read.responses[ItemId(item)].value == tuple(value)


def test_two_short_cuts_of_one_area_are_no_quick_form() -> None:
    answers = {"strategy-j0": {"value": [1, 2, 3, 4]}, "strategy-j1": {"value": [1, 2, 3, 4]}}
    read = read_answers_file(json.dumps({"answers": answers}).encode(), CATALOG)
    assert read.booklet.form == "full"


def test_a_skipped_unit_of_a_quick_form_was_offered_in_its_short_cut() -> None:
    answers: Mapping[str, Any] = {
        "strategy-j0": {"value": [1, 2, 3, 4]},
        "finance-j0": {"value": None},
    }
    read = read_answers_file(json.dumps({"answers": answers}).encode(), CATALOG)
    assert read.booklet.form == "quick"
    assert [entry.short for entry in read.booklet.entries] == [True, True]


def test_an_exhibit_left_half_marked_counts_as_skipped() -> None:
    read = read_answers_file(one("strategy-e0", ["T", None, "F", "T", "F"]), CATALOG)
    assert read.responses[ItemId("strategy-e0")].value is None


def test_name_and_date_are_read_where_they_are_there() -> None:
    booklet = assemble_booklet(CATALOG, "quick", seed=1)
    read = read_answers_file(
        written(booklet, name=" Zoë\u00a0\n Łukasz ", date="2026-11-21"), CATALOG
    )
    assert (read.name, read.date) == ("Zoë Łukasz", date(2026, 11, 21))
    without = read_answers_file(written(booklet), CATALOG)
    assert (without.name, without.date) == ("", None)


def test_a_byte_order_mark_in_front_is_passed_over() -> None:
    raw = one("strategy-j0", [1, 2, 3, 4])
    assert read_answers_file(b"\xef\xbb\xbf" + raw, CATALOG) == read_answers_file(raw, CATALOG)


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b"", "broken JSON"),
        (b'{"answers":\n  {"strategy-j0"}}', "broken JSON at line 2, column 17"),
        (b"\xff", "not UTF-8"),
        (b"[]", "the file must be an object"),
        (b"{}", "there are no answers"),
        (b'{"answers": []}', "answers must be an object"),
        (b'{"answers": {}}', "the answers are empty"),
        (b'{"answers": {"strategy-j0": 3}}', "must be an object"),
        (b'{"answers": {}, "answers": {}}', "there twice"),
        (b'{"answers": {"strategy-j0": {"value": NaN}}}', "NaN is not a number"),
        (b"[" * 100_000, "nested too deeply"),
        (b" " * (MOST_BYTES + 1), "larger than 1,000,000 bytes"),
        (one("nobody-knows", 3), "there is no item 'nobody-knows'"),
        (one("strategy-j0", [1, 2, 3]), "There are 5 actions; 3 were answered"),
        (one("strategy-j0", [1, 2, 3, 4, 6]), "whole number from 1 to 5"),
        (one("strategy-j0", [1, 2, 3, 4, True]), "whole number from 1 to 5"),
        (one("strategy-j0", "5"), "one entry for each action"),
        (one("strategy-e0", ["T", "F", "yes"]), "T, F or ?"),
        (one("strategy-n0", "much"), "Give a number"),
        (one("strategy-n0", 10**300), "too large"),
        (one("strategy-claim-1", 5), "whole number from 0 to 4"),
        (one("strategy-self-rating", 0), "whole number from 1 to 5"),
        (one("check-1", 6), "whole number from 1 to 5"),
        (one("strategy-j0", [1, 2, 3, 4], seconds=-1), "seconds of item 'strategy-j0'"),
        (one("strategy-j0", [1, 2, 3, 4], seconds="10"), "must be a number"),
    ],
)
def test_what_cannot_be_used_is_refused_in_one_sentence(raw: bytes, sentence: str) -> None:
    reason = refusal(raw)
    assert sentence in reason
    assert reason.endswith(".")
    assert "\n" not in reason
    assert len(reason) < 300


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"name": 5}, "the name must be a text"),
        ({"name": "x" * 121}, "more than 120 characters"),
        ({"name": "Ada\u0007"}, "cannot be printed"),
        ({"name": "\ud800"}, "cannot be printed"),
        ({"name": "Ada \u202elove"}, "cannot be printed"),
        ({"date": "yesterday"}, "the date must be a date"),
        ({"date": "2026-02-30"}, "the date must be a date"),
        ({"date": "20261121"}, "the date must be a date"),
        ({"date": "0001-01-01"}, "the date must be a date"),
        ({"date": 20261121}, "the date must be a date"),
    ],
)
def test_a_name_or_a_date_that_is_none_is_refused(fields: dict[str, object], sentence: str) -> None:
    booklet = assemble_booklet(CATALOG, "quick", seed=1)
    assert sentence in refusal(written(booklet, **fields))
