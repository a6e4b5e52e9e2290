"""Every rule finds its planted fault and nothing else; clean briefs of every type stay clean."""

import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from assessment.cli.brief import rule_table
from assessment.domain.brief_rules.reader import reader_of
from assessment.domain.brief_rules.rules import RULES
from assessment.domain.briefs import Brief
from assessment.domain.catalog import Catalog
from assessment.services.brief_checking import find_faults
from assessment.services.brief_json import brief_from_json, brief_to_json
from assessment.services.catalogs import CatalogShelf
from assessment.services.settings import PROJECT

HERE = Path(__file__).parent
CLEAN = sorted((HERE / "clean").glob("*.json"))
TODAY = date(2026, 11, 21)

PLACES: Mapping[str, str] = {
    "BR-TITLE-ONLY": "challenge",
    "BR-NO-CHALLENGE": "challenge",
    "BR-GENERIC": "challenge",
    "BR-ADVERT": "mission",
    "BR-CLASHING-TYPES": "type/second_type",
    "BR-STAGE": "context/stage",
    "BR-OWNS-ALL": "ownership",
    "BR-SHARED-ALONE": "ownership/vendors/partner",
    "BR-AI-UNOWNED": "ownership/data-infrastructure",
    "BR-OTHER-ROLE": "duties",
    "BR-MIXED-ROLE": "duties",
    "BR-POINTS": "duties",
    "BR-POINTS-MAP": "duties/ai-strategy",
    "BR-NO-MANDATE": "mandate",
    "BR-NO-AUTHORITY": "mandate",
    "BR-HOLLOW": "mandate/budget-named",
    "BR-NO-MISSION": "mission",
    "BR-OUTCOMES": "outcomes",
    "BR-ACTIVITY": "outcomes/2/result",
    "BR-NO-MEASURE": "outcomes/3/measure",
    "BR-EFFORT": "outcomes/3/measure",
    "BR-NO-DATE": "outcomes/4/due",
    "BR-PAST": "outcomes/1/due",
    "BR-FAR": "outcomes/4/due",
    "BR-TOO-SOON": "outcomes/2/due",
    "BR-CRITICAL": "levels",
    "BR-LEVEL-REASON": "levels/communication/reason",
    "BR-NO-90-DAYS": "expectations",
    "BR-HASTE": "expectations/30",
    "BR-BEYOND-MANDATE": "expectations/60",
    "BR-RETENTION": "retention/until",
}
"""Where each planted fault lies."""


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return CatalogShelf.from_content(PROJECT / "content").current


def read(path: Path, catalog: Catalog) -> Brief:
    return brief_from_json(path.read_bytes(), catalog)


def test_every_rule_has_a_planted_fault() -> None:
    assert {rule.id for rule in RULES} == set(PLACES)
    planted = {path.stem.upper() for path in (HERE / "planted").glob("*.json")}
    assert planted == set(PLACES)
    assert len(RULES) >= 14


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_planted_fault_is_found_by_its_rule_at_its_place_and_by_no_other(
    rule: object, catalog: Catalog
) -> None:
    name = rule.id  # type: ignore[attr-defined]
    brief = read(HERE / "planted" / f"{name.lower()}.json", catalog)
    found = find_faults(brief, catalog, today=TODAY)
    assert [(f.rule, f.place) for f in found] == [(name, PLACES[name])]
    assert found[0].reason.endswith(".")
    assert found[0].fix.endswith(".") or found[0].fix.endswith("?")
    assert found[0].seed


@pytest.mark.parametrize("path", CLEAN, ids=lambda path: path.stem)
def test_nothing_is_found_in_a_clean_brief(path: Path, catalog: Catalog) -> None:
    assert find_faults(read(path, catalog), catalog, today=TODAY) == ()


def test_the_clean_briefs_are_ten_and_of_every_type(catalog: Catalog) -> None:
    types = {profile.id for profile in catalog.profiles.values() if profile.kind == "type"}
    assert len(CLEAN) == 10
    assert {read(path, catalog).cto_type for path in CLEAN} == types


def test_an_empty_brief_is_only_told_what_is_missing(catalog: Catalog) -> None:
    found = find_faults(Brief(), catalog, today=TODAY)
    assert found
    assert all(finding.missing for finding in found)


def lines(name: str) -> list[str]:
    return (HERE / name).read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("text", lines("activities.txt"))
def test_what_somebody_does_is_no_outcome(text: str) -> None:
    assert reader_of("activity").finds(text)


@pytest.mark.parametrize("text", lines("outcomes.txt"))
def test_what_is_then_different_is_an_outcome(text: str) -> None:
    assert not reader_of("activity").finds(text)


@pytest.mark.parametrize("path", CLEAN, ids=lambda path: path.stem)
def test_a_brief_comes_back_from_its_file_as_it_was(path: Path, catalog: Catalog) -> None:
    brief = read(path, catalog)
    assert brief_from_json(brief_to_json(brief), catalog) == brief


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "assessment", "brief", *arguments],
        capture_output=True,
        text=True,
        check=False,
        cwd=PROJECT,
    )


def test_the_command_says_by_its_status_what_it_found(tmp_path: Path) -> None:
    clean = run("check", str(CLEAN[0]), "--on", "2026-11-21")
    assert (clean.returncode, clean.stdout) == (0, f"{CLEAN[0]}: nothing found\n")
    faulty = HERE / "planted" / "br-no-measure.json"
    found = run("check", str(faulty), "--json", "--on", "2026-11-21")
    assert found.returncode == 1
    finding = json.loads(found.stdout)["findings"][0]
    assert (finding["rule"], finding["place"]) == ("BR-NO-MEASURE", "outcomes/3/measure")
    broken = tmp_path / "brief.json"
    broken.write_text('{"format": "cto-brief", "version": 9, "brief": {}}')
    refused = run("check", str(broken))
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "newer release" in refused.stderr
    missing = run("check", str(tmp_path / "no.json"))
    assert missing.returncode == 2


def test_a_fault_does_not_hide_another(catalog: Catalog) -> None:
    brief = replace(read(CLEAN[0], catalog), mission="", challenge="Hire a CTO")
    rules = {finding.rule for finding in find_faults(brief, catalog, today=TODAY)}
    assert {"BR-NO-MISSION", "BR-TITLE-ONLY"} <= rules


def test_the_manual_shows_the_table_of_rules() -> None:
    manual = (PROJECT / "docs" / "briefs.md").read_text(encoding="utf-8")
    assert f"<!-- rules -->\n{rule_table()}<!-- /rules -->" in manual
