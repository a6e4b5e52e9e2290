"""Every file that ships can be read, and nothing that was promised is missing."""

from collections import Counter

import pytest

from assessment.domain.items import Claim, DemonstratedUnit, NumberItem, SelfRating
from assessment.domain.plans import TRACKS
from assessment.ingest.formula import compute
from assessment.ingest.item_kinds import kind_of
from assessment.ingest.stats import content_stats
from tests.content import shipped

AREAS = (
    "strategy",
    "finance",
    "ai-technology",
    "communication",
    "decisions",
    "stakeholders",
    "team",
    "governance",
    "maturity",
)
UNITS_PER_AREA = 12
CLAIMS_PER_AREA = 4


def test_the_content_check_finds_nothing() -> None:
    assert [str(problem) for problem in shipped.result().problems] == []


@pytest.mark.parametrize("path", shipped.PATHS)
def test_a_file_has_no_problem(path: str) -> None:
    assert [str(p) for p in shipped.result().problems if p.path == path] == []


def test_the_expected_number_of_files_is_found() -> None:
    folders = Counter(path.split("/")[0] for path in shipped.PATHS)

    assert folders["areas"] == 9
    assert folders["profiles"] == 8 + 4 + 8
    assert folders["scales"] == 4
    assert folders["forms"] == 3
    assert folders["situations"] == 5 + 2
    assert folders["items"] >= 9 * (UNITS_PER_AREA + CLAIMS_PER_AREA + 1) + 2
    assert folders["actions"] >= 70
    assert folders["pages"] >= 3


def test_areas_and_clusters_are_those_that_links_rely_on() -> None:
    areas = shipped.catalog().areas
    clusters: dict[str, list[str]] = {}
    for area in areas.values():
        clusters.setdefault(area.cluster, []).append(area.code)

    assert tuple(areas) == AREAS
    assert clusters == {
        "business": ["ST", "BF", "DU"],
        "people": ["EC", "SM", "TL", "PM"],
        "technology-risk": ["AT", "GR"],
    }
    assert len(shipped.catalog().facets) == 36


def test_types_roles_stages_and_situations_are_those_that_links_rely_on() -> None:
    catalog = shipped.catalog()

    assert [p.id for p in catalog.profiles.values() if p.kind == "type"] == [
        "startup",
        "scale-up",
        "enterprise",
        "product-led",
        "platform",
        "transformation",
        "fractional",
        "ai-focused",
    ]
    assert {p.id for p in catalog.profiles.values() if p.kind == "role"} == {
        "cto",
        "cio",
        "vp-engineering",
        "head-of-engineering",
    }
    assert [a.id for a in catalog.adjustments.values() if a.kind == "stage"] == [
        "founding",
        "growing",
        "large",
        "very-large",
    ]
    assert [a.id for a in catalog.adjustments.values() if a.kind == "circumstance"] == [
        "regulated",
        "investors",
        "no-vp-engineering",
        "separate-ciso",
    ]
    assert list(catalog.situations) == [
        "start-up",
        "turnaround",
        "fast-growth",
        "realignment",
        "sustained-success",
    ]


@pytest.mark.parametrize("area", AREAS)
def test_an_area_has_two_disjoint_full_forms_and_a_deep_dive(area: str) -> None:
    catalog = shipped.catalog()
    of_area = next(a for a in catalog.areas if a == area)
    units = catalog.units_of(of_area)
    kinds = Counter(kind_of(unit) for unit in units)
    items = [i for i in catalog.items.values() if i.status == "live"]

    assert len(units) >= UNITS_PER_AREA
    per_facet = Counter(unit.facet for unit in units)
    assert per_facet.keys() == {f.id for f in catalog.areas[of_area].facets}
    assert min(per_facet.values()) >= 2
    for kind, wanted in catalog.blueprints["full"].units[of_area].items():
        assert kinds[kind] >= 2 * wanted
    assert min(unit.difficulty for unit in units) <= 2.5
    assert max(unit.difficulty for unit in units) >= 3.8
    assert sum(isinstance(i, Claim) and i.area == area for i in items) >= CLAIMS_PER_AREA
    assert sum(isinstance(i, SelfRating) and i.area == area for i in items) == 1
    called = [
        action
        for action in catalog.actions.values()
        if area in action.triggers.areas
        or not {f.id for f in catalog.areas[of_area].facets}.isdisjoint(action.triggers.facets)
    ]
    assert len(called) >= 6


def test_the_full_form_is_the_mix_of_the_specification() -> None:
    full = shipped.catalog().blueprints["full"]
    numbers = [units.get("number", 0) for units in full.units.values()]

    assert sum(sum(units.values()) for units in full.units.values()) == 27
    assert sum(numbers) == 2
    assert all(sum(units.values()) == 3 for units in full.units.values())
    assert (full.claims_per_area, full.checks) == (2, 2)


def test_every_number_key_follows_from_its_formula() -> None:
    numbers = [i for i in shipped.catalog().items.values() if isinstance(i, NumberItem)]

    assert len(numbers) >= 8
    for item in numbers:
        assert compute(item.formula) == pytest.approx(item.correct, rel=max(item.tolerance, 1e-6))
        for turn in item.wrong_turns:
            assert abs(float(turn.answer) - item.correct) > item.tolerance * abs(item.correct)


def test_every_track_has_actions_in_every_phase_it_should() -> None:
    live = [a for a in shipped.catalog().actions.values() if a.status == "live"]

    assert {action.track for action in live} == set(TRACKS)
    for phase in (1, 2, 3):
        assert sum(action.phase == phase for action in live) >= 15


def test_every_key_says_that_it_is_the_authors() -> None:
    units = [i for i in shipped.catalog().items.values() if isinstance(i, DemonstratedUnit)]

    assert units
    assert {unit.key_status for unit in units} == {"author"}


def test_nothing_but_the_skill_gives_the_best_action_away() -> None:
    stats = content_stats(shipped.catalog())
    judgement = stats["judgement"]
    positions = judgement["best_position"]

    assert judgement["best_is_longest"]["words"] <= 1 / 3
    assert judgement["best_is_longest"]["characters"] <= 1 / 3
    assert set(positions) == set("abcde")
    assert max(positions.values()) <= 0.30 * judgement["items"]
    assert 0.4 <= stats["exhibit"]["true_share"] <= 0.6


def _light(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_the_colour_of_every_area_can_be_read_on_paper() -> None:
    paper = _light("#fbfaf7")
    colours = [area.colour for area in shipped.catalog().areas.values()]

    assert len(set(colours)) == 9
    for colour in colours:
        assert (paper + 0.05) / (_light(colour) + 0.05) >= 4.5
