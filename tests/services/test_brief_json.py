"""A brief's file is read whole or refused with a sentence; nothing is guessed."""

import json
from time import thread_time
from typing import Any

import pytest

from assessment.domain.catalog import Catalog
from assessment.services.brief_json import (
    BriefFileRefused,
    brief_from_json,
    brief_schema,
)
from assessment.services.catalogs import CatalogShelf
from assessment.services.settings import PROJECT
from tests.web.fuzzing import SLOWEST_SECONDS


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return CatalogShelf.from_content(PROJECT / "content").current


def file(version: object = 1, **brief: Any) -> str:  # noqa: ANN401 - any shape
    return json.dumps({"format": "cto-brief", "version": version, "brief": brief})


def test_the_published_schema_is_the_one_that_is_read_by() -> None:
    published = json.loads((PROJECT / "docs" / "schemas" / "brief-1.json").read_text("utf-8"))
    assert published == brief_schema()


def test_an_unfinished_brief_is_a_brief(catalog: Catalog) -> None:
    assert brief_from_json(file(), catalog).challenge == ""
    assert brief_from_json(b"\xef\xbb\xbf" + file(title="CTO").encode(), catalog).title == "CTO"


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("", "not JSON: line 1"),
        ("[]", "one object"),
        ("{}", "no hiring brief"),
        (b"\xff\xfe", "not UTF-8"),
        ("x" * 200_001, "larger than any brief"),
        ("[" * 100_000, "nested too deeply"),
        (file(version=0), "older than any"),
        (file(version=2), "newer release"),
        (file(version="1"), "whole number"),
        (file(version=True), "whole number"),
        (file(version=1.0), "whole number"),
        (file(salary=1), "brief.salary"),
        (file(people="many"), "brief.people"),
        (file(people=0), "brief.people"),
        (file(points={"golf": 5}), "brief.points"),
        (file(points={"writing-code": -5}), "brief.points"),
        (file(cto_type="wizard"), "does not know “wizard”"),
        (file(stage="galactic"), "does not know “galactic”"),
        (file(mandate={"corner-office": {"holds": True}}), "does not know “corner-office”"),
        (file(levels={"golf": {"level": 3, "critical": False}}), "does not know “golf”"),
        (file(levels={"team": {"level": 3.3, "critical": False}}), "brief.levels"),
        (file(starts_on="2027-02-30"), "is no day"),
        (file(starts_on="soon"), "brief.starts_on"),
        (file(challenge="x" * 1_501), "brief.challenge"),
        (file(outcomes=[{"result": "x" * 10_000}]), "brief.outcomes.0.result"),
        (file(outcomes=[{"result": "One"}] * 9), "brief.outcomes"),
        ('{"format": "cto-brief", "format": "cto-brief"}', "occurs twice"),
        ('{"format": "cto-brief", "version": NaN}', "no number"),
        ('{"format": "cto-brief", "version": ' + "9" * 5_000 + "}", "no number"),
    ],
)
def test_what_is_no_brief_is_refused_with_its_place(
    raw: str | bytes, words: str, catalog: Catalog
) -> None:
    with pytest.raises(BriefFileRefused) as refused:
        brief_from_json(raw, catalog)
    assert words in str(refused.value)


def test_a_file_of_many_keys_is_read_in_a_moment(catalog: Catalog) -> None:
    many = "{" + ",".join(f'"{number}":1' for number in range(20_000)) + "}"
    began = thread_time()
    with pytest.raises(BriefFileRefused, match="no hiring brief"):
        brief_from_json(many, catalog)
    assert thread_time() - began < SLOWEST_SECONDS
