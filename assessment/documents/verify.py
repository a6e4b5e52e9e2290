"""Do a report's figures follow from the answers inside it, and are they the ones it prints?

Needs neither our content nor our database: the attachment holds the keys of the questions asked.
It cannot tell a record that was made up as a whole; there is no signature.
"""

import json
import warnings
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO

import pikepdf

from assessment.documents.no_report import NoReport as NoReport  # raised here
from assessment.documents.pdf_text import page_texts, without_spaces
from assessment.documents.printing import RECORD_NAME
from assessment.documents.result_record import (
    FORMAT,
    bank_from_plain,
    clusters_from_plain,
    figures,
    outside_from_plain,
    responses_from_plain,
    target_from_plain,
)
from assessment.domain.areas import CLUSTER_TITLES, AreaId
from assessment.domain.findings_wording import figure, target_figure
from assessment.domain.readings import VERDICT_MARKS
from assessment.domain.scoring.reading import read_sheet
from assessment.domain.scoring.score import score
from assessment.domain.scoring.sheet import SCORING_VERSION

_DAMAGED = (ValueError, TypeError, AttributeError, LookupError, ArithmeticError, RecursionError)
"""What reading a damaged file comes to: its objects are of any kind, anywhere."""


def verify_report(pdf_path: Path) -> tuple[str, ...]:
    """What differs between a report's answers, its figures and its print; nothing if all agree.

    The first line is the first difference found. Raises NoReport where the file is no report of
    ours, or was scored by another version.
    """
    record, printed = read_inside(pdf_path)
    return differences_in(record, printed)


def read_inside(pdf: Path | BinaryIO) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The record inside a report, and the characters printed on each page.

    Raises NoReport as ``verify_report``.
    """
    try:
        with warnings.catch_warnings(action="ignore"), pikepdf.open(pdf) as opened:
            attached = opened.attachments.get(RECORD_NAME)
            if attached is None:
                raise NoReport(f"there is no {RECORD_NAME} in this file")
            record = json.loads(attached.get_file().read_bytes())
            printed = page_texts(opened)
    except (OSError, pikepdf.PdfError, pikepdf.PasswordError, *_DAMAGED) as error:
        raise NoReport(f"this file cannot be read as a report: {_why(error)}") from None
    _refuse_other_kinds(record)
    return record, printed


def differences_in(record: Mapping[str, Any], printed: tuple[str, ...]) -> tuple[str, ...]:
    """What differs between a record's answers, its figures and the print around it."""
    try:
        redone = recompute(record)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        return (f"the record inside cannot be scored: {type(error).__name__} {error}",)
    differences = list(_different(record.get("figures"), redone, "figures"))
    return (*differences, *_missing_from_print(record, redone, printed))


def _why(error: Exception) -> str:
    """The system's reason, or what the reader could make nothing of."""
    if isinstance(error, OSError) and error.strerror:
        return error.strerror.lower()
    if isinstance(error, pikepdf.PasswordError):
        return "it is locked with a password"
    if isinstance(error, pikepdf.PdfError):
        return "it is no PDF"
    return "its record is no JSON" if isinstance(error, ValueError) else "it is damaged"


def _refuse_other_kinds(record: object) -> None:
    if not isinstance(record, dict) or record.get("format") != FORMAT:
        raise NoReport("the record inside is of another kind")
    version = record.get("scoring_version")
    if version != SCORING_VERSION:
        raise NoReport(f"scored by version {version}; this is version {SCORING_VERSION}")


def recompute(record: Mapping[str, Any]) -> dict[str, Any]:
    """The figures that follow from a record's answers, keys and target."""
    clusters = clusters_from_plain(record["areas"])
    months = {AreaId(area["id"]): area["months_per_level"] for area in record["areas"]}
    sheet = score(
        bank_from_plain(record["keys"]),
        responses_from_plain(record["responses"]),
        areas=list(clusters),
        clusters=clusters,
        outside=outside_from_plain(record.get("outside", ())),
    )
    reading = read_sheet(sheet, target_from_plain(record["target"]), months)
    redone: dict[str, Any] = json.loads(json.dumps(figures(sheet, reading)))
    return redone


def _different(found: object, right: object, place: str) -> Iterator[str]:
    """Every place where two trees of plain values part, with both values."""
    if isinstance(found, dict) and isinstance(right, dict):
        for name in sorted({*found, *right}):
            yield from _different(found.get(name), right.get(name), f"{place}.{name}")
    elif found != right:
        yield f"{place}: the file says {_short(found)}, its answers give {_short(right)}"


def _short(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)[:80]


def _missing_from_print(
    record: Mapping[str, Any], redone: Mapping[str, Any], printed: tuple[str, ...]
) -> Iterator[str]:
    """Rows of figures that follow from the answers and stand on no page."""
    pages = "\n".join(printed)
    for row in printed_rows(record, redone):
        if without_spaces(row) not in pages:
            yield f"not printed: {row}"


def printed_rows(record: Mapping[str, Any], redone: Mapping[str, Any]) -> Iterator[str]:
    """The rows of the figures table as they must stand on a page."""
    if redone["quality"]["points"] >= 2:
        return
    if record["form"] == "quick":
        for cluster, group in redone["clusters"].items():
            yield _group_row(CLUSTER_TITLES[cluster], group)
        yield _group_row("Overall", redone["overall"])
        return
    titles = {area["id"]: area["title"] for area in record["areas"]}
    for wanted in record["target"]["levels"]:
        found = redone["areas"][wanted["area"]]
        name = titles[wanted["area"]] + (" critical" if wanted["critical"] else "")
        if found["level"] is None:
            counted = f"{found['units_scored']} of {found['units_offered']} counted"
            yield f"{name} – – {target_figure(wanted['level'])} not enough answers: {counted}"
        else:
            low, high = found["likely_range"]
            yield (
                f"{name} {figure(found['level'])} {figure(low)}–{figure(high)}"
                f" {target_figure(wanted['level'])}"
                f" {VERDICT_MARKS[found['verdict']]} {found['verdict']}"
            )


def _group_row(title: str, group: list[float] | None) -> str:
    if group is None:
        return ""
    level, low, high = group
    return f"{title} {figure(level)} {figure(low)}–{figure(high)}"
