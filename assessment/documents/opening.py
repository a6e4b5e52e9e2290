"""The process that reads one report somebody handed over, within limits, and then ends.

``python -m assessment.documents.opening`` reads a PDF from standard input and answers in JSON on
standard output. The file may be hostile: this process holds no secrets and no database, writes no
file, opens no address (``documents.walls``), and is killed by its limits or by
``documents.opener``. It never serves a second file.
"""

import io
import os
import sys
from collections.abc import Mapping
from typing import Any, cast

from assessment.documents.chart_words import ChartRow
from assessment.documents.keys_hash import keys_hash
from assessment.documents.opened_values import (
    FormPlace,
    OpenArea,
    OpenedReport,
    SeenDifferently,
    opened_to_json,
)
from assessment.documents.verify import NoReport, differences_in, read_inside, recompute
from assessment.documents.walls import stay_inside
from assessment.domain.areas import CLUSTER_TITLES, CLUSTERS
from assessment.domain.findings_selfview import WHISPER_FROM
from assessment.domain.text import UnusableText, clean_text

try:
    import resource
except ImportError:  # pragma: no cover - Windows has no limits of this kind
    resource = None  # type: ignore[assignment]

MOST_PLACES = 400
MOST_AREAS = 40
MOST_DIFFERENCES = 12
LONGEST_TITLE = 120
LONGEST_DIFFERENCE = 300


def main() -> int:
    """Read one file, answer, end."""
    limit_everything(
        megabytes=int(os.environ.get("OPENING_MEMORY_MB", "0")),
        seconds=int(os.environ.get("OPENING_SECONDS", "0")),
    )
    stay_inside()
    pdf = sys.stdin.buffer.read()
    try:
        answer = b"+" + opened_to_json(open_report(pdf))
    except NoReport as refused:
        answer = b"-" + str(refused).encode("utf-8", "replace")
    except MemoryError:
        answer = b"-reading it takes more memory than any report of ours does"
    except Exception as error:  # noqa: BLE001 - whatever a made-up file leads to, it is no report
        answer = b"-the record inside is damaged: " + type(error).__name__.encode()
    sys.stdout.buffer.write(answer)
    sys.stdout.buffer.flush()
    return 0


def limit_everything(*, megabytes: int, seconds: int) -> None:
    """Bound memory, CPU time, files and what is written; 0 means no limit."""
    if resource is not None:
        limits = {resource.RLIMIT_FSIZE: 0, resource.RLIMIT_CORE: 0, resource.RLIMIT_NOFILE: 64}
        if megabytes:
            limits[resource.RLIMIT_AS] = megabytes * 1024 * 1024
        if seconds:
            limits[resource.RLIMIT_CPU] = seconds
        for kind, most in limits.items():
            resource.setrlimit(kind, (most, most))


def open_report(pdf: bytes) -> OpenedReport:
    """What a report's answers give, worked out again.

    Raises:
        NoReport: the file is no report, or one of another version.
    """
    record, printed = read_inside(io.BytesIO(pdf))
    _refuse_giants(record)
    differences = differences_in(record, printed)
    figures = {} if differences else recompute(record)
    return OpenedReport(
        differences=tuple(
            _line(text, LONGEST_DIFFERENCE) for text in differences[:MOST_DIFFERENCES]
        ),
        form=_line(record.get("form"), 20),
        date=_line(record.get("date") or "", 10),
        target=_line(record["target"].get("title"), LONGEST_TITLE),
        revision=_line(record.get("catalog_revision"), 64),
        scoring_version=_line(record.get("scoring_version"), 20),
        places=tuple(
            FormPlace(item=_line(place["item"], 64), short=bool(place["short"]))
            for place in record["booklet"]
        ),
        keys_hash=keys_hash(record["keys"]),
        asked=len(record["booklet"]),
        answered=sum(given.get("value") is not None for given in record["responses"].values()),
        interpretable=bool(figures) and figures["quality"]["points"] < 2,
        stage=_line(figures.get("stage") or "", LONGEST_TITLE),
        rows=_rows(record, figures) if figures else (),
        develop=_titles(record, figures.get("develop", ())),
        open_areas=_open_areas(record, figures) if figures else (),
        seen_differently=_seen(record, figures) if figures else (),
    )


def _refuse_giants(record: Mapping[str, Any]) -> None:
    """A record larger than any form is made to cost time, not to be read."""
    try:
        sizes = (
            (len(record["booklet"]), MOST_PLACES),
            (len(record["keys"]), MOST_PLACES),
            (len(record["responses"]), MOST_PLACES),
            (len(record["areas"]), MOST_AREAS),
            (len(record["target"]["levels"]), MOST_AREAS),
        )
    except (LookupError, TypeError):
        raise NoReport("the record inside lacks a part of a result") from None
    if any(size > most for size, most in sizes):
        raise NoReport("the record inside is larger than any form")
    levels = [level["level"] for level in record["target"]["levels"]]
    if not all(isinstance(level, int | float) and 1 <= level <= 5 for level in levels):
        raise NoReport("the target inside is not on the five levels")


def _line(value: object, limit: int) -> str:
    """A value out of the file as one clean line, cut: whatever it is, it is only shown."""
    try:
        return clean_text(str(value)[: limit * 4], limit=limit * 4)[:limit]
    except UnusableText:
        return "?"


def _names(record: Mapping[str, Any]) -> dict[str, str]:
    return {str(area["id"]): _line(area["title"], LONGEST_TITLE) for area in record["areas"]}


def _titles(record: Mapping[str, Any], areas: Any) -> tuple[str, ...]:  # noqa: ANN401 - from JSON
    names = _names(record)
    return tuple(names.get(area, _line(area, LONGEST_TITLE)) for area in areas)


def _rows(record: Mapping[str, Any], figures: Mapping[str, Any]) -> tuple[ChartRow, ...]:
    if figures["quality"]["points"] >= 2:
        return ()
    if record["form"] == "quick":
        return _group_rows(figures)
    names = _names(record)
    wanted = {level["area"]: level for level in record["target"]["levels"]}
    open_areas = [found["area"] for found in figures["find_out"]]
    ordered = dict.fromkeys((*figures["develop"], *open_areas, *figures["keep"], *wanted))
    rows = []
    for area in ordered:
        found, target = figures["areas"][area], wanted[area]
        low, high = found["likely_range"] or (None, None)
        rows.append(
            ChartRow(
                name=names.get(area, _line(area, LONGEST_TITLE)),
                level=found["level"],
                low=low,
                high=high,
                target=target["level"],
                said=found["said"],
                verdict=found["verdict"],
                critical=bool(target["critical"]),
                provisional=found["status"] == "provisional",
            )
        )
    return tuple(rows)


def _group_rows(figures: Mapping[str, Any]) -> tuple[ChartRow, ...]:
    named = [(CLUSTER_TITLES[name], figures["clusters"].get(name)) for name in CLUSTERS]
    named.append(("Overall", figures["overall"]))
    return tuple(
        ChartRow(
            name=title, level=group[0], low=group[1], high=group[2], critical=title == "Overall"
        )
        for title, group in named
        if group is not None
    )


def _open_areas(record: Mapping[str, Any], figures: Mapping[str, Any]) -> tuple[OpenArea, ...]:
    if record["form"] == "quick" or figures["quality"]["points"] >= 2:
        return ()
    names = _names(record)
    return tuple(
        OpenArea(
            title=names.get(found["area"], ""),
            step=_line(found["step"], 40),
            minutes=int(found["minutes"]),
        )
        for found in figures["find_out"]
    )


def _seen(record: Mapping[str, Any], figures: Mapping[str, Any]) -> tuple[SeenDifferently, ...]:
    if record["form"] == "quick" or figures["quality"]["points"] >= 2:
        return ()
    names, rows = _names(record), []
    for area, found in figures["areas"].items():
        blind, hidden = found["p_blind_spot"] or 0.0, found["p_hidden_strength"] or 0.0
        if found["level"] is None or found["said"] is None or max(blind, hidden) < WHISPER_FROM:
            continue
        rows.append(
            SeenDifferently(
                title=names.get(area, ""),
                said=found["said"],
                level=found["level"],
                direction=cast("Any", "blind-spot" if blind >= hidden else "hidden-strength"),
                probability=max(blind, hidden),
            )
        )
    return tuple(sorted(rows, key=lambda row: (-row.probability, row.title)))


if __name__ == "__main__":
    sys.exit(main())
