"""Does a list hold about as many lines as asked, and only plain words?"""

import re
from collections.abc import Sequence

from assessment.ingest.problem_log import ProblemLog
from assessment.ingest.source import SourceFile

_MARKUP = re.compile(r"\*\w|\w\*|`|\]\(")


def check_entries(
    source: SourceFile,
    heading: str,
    entries: Sequence[str],
    wanted: tuple[int, int] | None,
    log: ProblemLog,
) -> None:
    """Warn where a list is too short or long, or would print its markup as it stands."""
    section = source.sections.get(heading)
    if section is None or not entries:
        return
    if wanted is not None and not wanted[0] <= len(entries) <= wanted[1]:
        log.warning(
            source.path,
            section.line,
            "odd-count",
            f"{len(entries)} under {heading}",
            f"{wanted[0]} to {wanted[1]} are asked",
        )
    for entry in entries:
        if _MARKUP.search(entry):
            log.warning(
                source.path,
                section.line,
                "markup-in-list",
                f"markup under {heading}",
                "these lines are printed as they stand: use plain words",
            )
