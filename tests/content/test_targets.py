"""The target levels that ship are those of the specification (MEASUREMENT.md 5.5 and 5.7)."""

import pytest

from tests.content import shipped

LEVELS = {
    "startup": "3.0 2.5 4.0* (2.5) 3.5* (2.5) 3.0* (2.5) 3.0",
    "scale-up": "3.5* 3.0 3.5 3.5* 3.5 3.5 4.0* 3.0 3.5",
    "enterprise": "4.5* 4.0 3.5 4.5* 4.0 4.5* 3.5 4.5* 4.0",
    "product-led": "4.0* 3.5 4.0* 3.5 4.0* 4.0 3.5 (3.0) 3.5",
    "platform": "3.5 3.5 4.5* (3.0) 3.5 (3.0) 3.5* 4.0* 3.0",
    "transformation": "4.0* 3.5 3.5 4.0 4.0 4.5* 4.0* 4.0 4.0*",
    "fractional": "4.0* 3.5 4.0* 4.0* 4.0 3.5 (2.5) 3.5 4.0*",
    "ai-focused": "4.0* 3.5 4.5* 3.5 4.0 3.5 3.5 4.5* 3.5",
    "cto": "4.0 3.5 4.0 4.0 4.0 4.0 3.5 3.5 3.5",
    "cio": "3.5 4.0 3.0 3.5 3.5 4.0 3.5 4.5 3.5",
    "vp-engineering": "3.0 3.0 3.5 3.0 3.5 3.5 4.5 3.0 3.5",
    "head-of-engineering": "2.5 2.0 3.5 2.5 3.0 3.0 4.0 2.5 3.0",
}
MONTHS = {"ST": 8, "BF": 4, "AT": 6, "EC": 5, "DU": 6, "SM": 8, "TL": 9, "GR": 5, "PM": 12}
LARGE = {"BF": 0.5, "EC": 0.5, "SM": 0.5, "GR": 0.5, "AT": -0.5}
CHANGES: dict[str, dict[str, float]] = {
    "founding": {"AT": 0.5, "ST": -0.5, "EC": -0.5, "SM": -0.5, "GR": -0.5},
    "growing": {},
    "large": LARGE,
    "very-large": {**LARGE, "PM": 0.5},
    "regulated": {"GR": 0.5},
    "investors": {"BF": 0.5, "EC": 0.5},
    "no-vp-engineering": {"TL": 0.5},
    "separate-ciso": {"GR": -0.5},
}


@pytest.mark.parametrize("name", LEVELS)
def test_a_profile_has_the_levels_weights_and_critical_marks(name: str) -> None:
    catalog = shipped.catalog()
    profile = next(p for p in catalog.profiles.values() if p.id == name)

    for area, mark in zip(catalog.areas, LEVELS[name].split(), strict=True):
        target = profile.levels[area]
        weight = 3 if mark.endswith("*") else 1 if mark.startswith("(") else 2
        assert (target.level, target.weight) == (float(mark.strip("()*")), weight)
        assert target.critical == mark.endswith("*")
        assert len(target.reason.split()) >= 5


def test_types_name_the_stages_they_already_contain() -> None:
    implied = {p.id: p.implied_stages for p in shipped.catalog().profiles.values()}

    assert implied.pop("startup") == ("founding",)  # type: ignore[call-overload]
    assert implied.pop("enterprise") == ("large", "very-large")  # type: ignore[call-overload]
    assert set(implied.values()) == {()}


@pytest.mark.parametrize("name", CHANGES)
def test_an_adjustment_moves_what_the_specification_says(name: str) -> None:
    catalog = shipped.catalog()
    adjustment = next(a for a in catalog.adjustments.values() if a.id == name)
    codes = {area.id: area.code for area in catalog.areas.values()}

    assert {codes[area]: change for area, change in adjustment.changes.items()} == CHANGES[name]
    floors = {codes[area]: floor for area, floor in adjustment.floors.items()}
    assert floors == ({"AT": 3.0} if name in {"large", "very-large"} else {})


def test_months_of_practice_are_those_of_the_specification() -> None:
    areas = shipped.catalog().areas.values()

    assert {area.code: area.months_per_level for area in areas} == MONTHS
