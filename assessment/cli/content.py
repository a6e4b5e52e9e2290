"""``content``: is the content folder right, what is in it, and what does scoring need of it?"""

import argparse
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from assessment.cli.files import write_whole
from assessment.cli.outcomes import DONE, FAILED, Stopped
from assessment.cli.places import installation, shown
from assessment.domain.catalog import Catalog
from assessment.domain.problems import ContentProblem, ContentRefused
from assessment.ingest.bank_export import export_bank
from assessment.ingest.catalog import CatalogResult, check_content, load_catalog
from assessment.ingest.stats import content_stats
from assessment.ingest.translations import draft
from assessment.ingest.tree import survey_tree
from assessment.services.languages import content_languages


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``check``, ``draft``, ``stats`` and ``export-bank``."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    check = verbs.add_parser("check", help="print every problem as file:line: what is wrong")
    check.add_argument("path", nargs="?", type=Path, metavar="PATH", help="the content folder")
    begun = verbs.add_parser(
        "draft", help="the words of one file, for its translator to begin with"
    )
    begun.add_argument("file", metavar="FILE", help="its path below the content folder")
    stats = verbs.add_parser("stats", help="count what is there")
    stats.add_argument("--json", action="store_true", help="everything, as one JSON object")
    export = verbs.add_parser("export-bank", help="the items stripped of words, as JSON for score")
    export.add_argument("--out", type=Path, metavar="FILE", help="instead of standard output")


def run(arguments: argparse.Namespace) -> int:
    """0; 1 where the content has errors."""
    if arguments.verb == "check":
        return _check(arguments.path or installation().content_dir)
    if arguments.verb == "draft":
        return _draft(arguments.file)
    catalog = current_catalog()
    if arguments.verb == "stats":
        return _stats(catalog, as_json=arguments.json)
    return _export(catalog, arguments.out)


def current_catalog() -> Catalog:
    """The installation's content; raises Stopped where it holds errors."""
    root = installation().content_dir
    try:
        return load_catalog(root)
    except ContentRefused as refused:
        errors = [problem for problem in refused.problems if problem.severity == "error"]
        raise Stopped(
            f"The content in {shown(root)} has {counted(len(errors), 'error')}, the first at "
            f"{errors[0].path}:{errors[0].line}. python -m assessment content check lists them.",
            status=FAILED,
        ) from None


def counted(number: int, noun: str) -> str:
    """A number with its noun.

    >>> counted(1, "error"), counted(0, "warning")
    ('1 error', '0 warnings')
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _check(root: Path) -> int:
    if not root.is_dir():
        raise Stopped(f"{root} is not a folder: name the folder that holds areas/ and items/.")
    result = check_content(root, content_languages())
    for problem in result.problems:
        sys.stdout.write(f"{_line(shown(root), problem)}\n")
    sys.stdout.write(f"{_summary(shown(root), result)}\n")
    return FAILED if result.errors else DONE


def _draft(path: str) -> int:
    """Print the file a translator begins with."""
    root = installation().content_dir
    try:
        sys.stdout.write(draft(path, survey_tree(root)[0]))
    except KeyError:
        raise Stopped(f"{shown(root)} holds no readable file {path}.", status=FAILED) from None
    return DONE


def _line(root: str, problem: ContentProblem) -> str:
    mark = "warning: " if problem.severity == "warning" else ""
    place = f"{Path(root, problem.path).as_posix()}:{problem.line}"
    return f"{place}: {mark}{problem.message}, {problem.hint}"


def _summary(root: str, result: CatalogResult) -> str:
    counts = f"{counted(len(result.errors), 'error')}, {counted(len(result.warnings), 'warning')}"
    if result.catalog is None:
        return f"{root}: {counts}"
    items = counted(len(result.catalog.items), "item")
    actions = counted(len(result.catalog.actions), "action")
    return f"{root}: {counts}; {items}, {actions}, revision {result.catalog.revision}"


def _stats(catalog: Catalog, *, as_json: bool) -> int:
    stats = content_stats(catalog)
    text = json.dumps(stats, indent=2, ensure_ascii=False) if as_json else _table(stats)
    sys.stdout.write(f"{text}\n")
    return DONE


def _table(stats: Mapping[str, Any]) -> str:
    """The counts a person asks for first; ``--json`` has the rest."""
    counts = stats["counts"]
    lines = [f"revision {stats['revision']}", ""]
    lines += [f"{name:<14} {value:>5}" for name, value in counts.items() if isinstance(value, int)]
    lines += ["", f"{'area':<14} {'units':>5} {'claims':>6} {'actions':>7}  by kind"]
    for area, row in stats["areas"].items():
        kinds = ", ".join(f"{number} {kind}" for kind, number in row["units_by_kind"].items())
        lines.append(
            f"{area:<14} {row['units']:>5} {row['claims']:>6} {row['actions']:>7}  {kinds}"
        )
    return "\n".join(lines)


def _export(catalog: Catalog, out: Path | None) -> int:
    text = (
        json.dumps(export_bank(catalog), ensure_ascii=False) + "\n"
    )  # one line, as ``score`` reads
    if out is None:
        sys.stdout.write(text)
    else:
        write_whole(out, text.encode())
    return DONE
