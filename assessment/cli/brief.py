"""``brief``: what is wrong with a hiring brief, where, and what would be right?"""

import argparse
import dataclasses
import json
import sys
from datetime import UTC, date, datetime
from pathlib import Path

from assessment.cli.files import reason
from assessment.cli.outcomes import DONE, FAILED, Stopped
from assessment.cli.places import installation
from assessment.domain.brief_rules.findings import Finding
from assessment.domain.brief_rules.rules import RULES
from assessment.domain.problems import ContentRefused
from assessment.services.brief_checking import find_faults
from assessment.services.brief_json import (
    LARGEST_FILE,
    BriefFileRefused,
    brief_from_json,
    brief_schema,
)
from assessment.services.catalogs import CatalogShelf


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``check``, ``rules`` and ``schema``."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    check = verbs.add_parser("check", help="find faults: 0 none, 1 some, 2 the file is no brief")
    check.add_argument("file", type=Path, metavar="FILE", help="a brief as JSON")
    check.add_argument("--json", action="store_true", help="findings as JSON, for programs")
    check.add_argument("--on", metavar="DATE", help="read dates as on this day, not today")
    verbs.add_parser("rules", help="print the table of rules")
    verbs.add_parser("schema", help="print the JSON Schema of a brief’s file")


def run(arguments: argparse.Namespace) -> int:
    """0 where nothing was found, 1 where something was, 2 where the file cannot be read."""
    if arguments.verb == "rules":
        sys.stdout.write(rule_table())
        return DONE
    if arguments.verb == "schema":
        sys.stdout.write(json.dumps(brief_schema(), indent=2, ensure_ascii=False) + "\n")
        return DONE
    return _check(arguments.file, on=arguments.on, as_json=arguments.json)


def _check(path: Path, *, on: str | None, as_json: bool) -> int:
    try:
        today = date.fromisoformat(on) if on else datetime.now(UTC).date()
    except ValueError:
        raise Stopped(f"--on: {on!r} is no day like 2026-11-30.") from None
    try:
        shelf = CatalogShelf.from_content(installation().content_dir)
    except ContentRefused as refused:
        raise Stopped(f"the content is not usable: {refused}", status=FAILED) from None
    try:
        with path.open("rb") as file:
            raw = file.read(LARGEST_FILE + 1)
    except OSError as fault:
        raise Stopped(f"{path} cannot be read: {reason(fault)}.") from None
    try:
        brief = brief_from_json(raw, shelf.current)
    except BriefFileRefused as refused:
        raise Stopped(f"{path}: {refused}") from None
    found = find_faults(brief, shelf.current, today=today)
    sys.stdout.write(_as_json(found) if as_json else _as_text(path, found))
    return FAILED if found else DONE


def _as_json(found: tuple[Finding, ...]) -> str:
    listed = [dataclasses.asdict(finding) for finding in found]
    return json.dumps({"findings": listed}, ensure_ascii=False, indent=2) + "\n"


def _as_text(path: Path, found: tuple[Finding, ...]) -> str:
    if not found:
        return f"{path}: nothing found\n"
    lines = [
        f"{path}:{f.place}: {f.rule} ({f.severity}, {f.seed}) {f.reason} {f.fix}" for f in found
    ]
    return "\n".join((*lines, f"{len(found)} found", ""))


def rule_table() -> str:
    """The rules as a table in markdown, as ``docs/briefs.md`` holds it."""
    rows = [f"| `{r.id}` | {r.title} | {r.severity} | {r.seed} |" for r in RULES]
    return "\n".join(("| Rule | Finds | Severity | Seed |", "| --- | --- | --- | --- |", *rows, ""))
