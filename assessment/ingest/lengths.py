"""Is a text of the length and wording its kind asks for?"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assessment.ingest.problem_log import ProblemLog
from assessment.ingest.source import Entry, Section, SourceFile

SPREAD_OF_ACTIONS = 0.20
"""Actions stay within this share of their mean length, so that length tells nothing (1.6)."""

ABSOLUTES = ("always", "never", "ensure", "ensures", "ensured", "ensuring")
MOST_TABLE_ROWS = 6

_WORD = re.compile(r"[^\W_]", re.UNICODE)
_TABLE_ROW = re.compile(r"\s*\|")
_TABLE_RULE = re.compile(r"\s*\|?[\s:|-]*-[\s:|-]*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Words a text should have (warned outside) and must have (refused outside)."""

    wanted: tuple[int, int]
    allowed: tuple[int, int]


STORY = Span(wanted=(45, 70), allowed=(35, 85))
ACTION = Span(wanted=(10, 18), allowed=(7, 22))
STATEMENT = Span(wanted=(3, 15), allowed=(2, 20))
EXHIBIT = Span(wanted=(0, 80), allowed=(0, 95))
NUMBER_STORY = Span(wanted=(12, 70), allowed=(8, 85))
CHOICE_STORY = Span(wanted=(5, 45), allowed=(3, 60))


def words_in(text: str) -> int:
    """Count words: runs between blanks that hold a letter or a digit.

    >>> words_in("Queues are down 40 %, and the COO wants it – kept on.")
    11
    """
    return sum(1 for run in text.split() if _WORD.search(run))


def table_rows(section: Section) -> int:
    """Rows of the longest table, its head not counted."""
    longest = rows = 0
    counting = False
    for line in section.lines:
        if not _TABLE_ROW.match(line):
            counting = False
        elif _TABLE_RULE.match(line):
            counting, rows = True, 0
        elif counting:
            rows += 1
            longest = max(longest, rows)
    return longest


def outside_tables(section: Section) -> str:
    """The text without the lines of its tables."""
    return "\n".join(line for line in section.lines if not _TABLE_ROW.match(line))


def check_span(
    source: SourceFile, line: int, what: str, text: str, span: Span, log: ProblemLog
) -> None:
    """Warn where a text leaves the wanted length, refuse where it leaves the allowed one."""
    count = words_in(text)
    low, high = span.wanted
    lowest, highest = span.allowed
    if not lowest <= count <= highest:
        log.error(
            source.path,
            line,
            "wrong-length",
            f"{what} has {count} words",
            f"write {low} to {high}; outside {lowest} to {highest} it is refused",
        )
    elif not low <= count <= high:
        log.warning(
            source.path,
            line,
            "odd-length",
            f"{what} has {count} words",
            f"{low} to {high} are asked",
        )


def check_story(source: SourceFile, span: Span, log: ProblemLog) -> None:
    """A story must be there, and neither too short nor too long."""
    opening = source.opening
    if not opening.text:
        log.error(
            source.path,
            source.title_line,
            "no-story",
            "the text under the title is missing",
            "add it",
        )
        return
    check_span(source, opening.text_line, "the text", outside_tables(opening), span, log)
    rows = table_rows(opening)
    if rows > MOST_TABLE_ROWS:
        log.error(
            source.path,
            opening.text_line,
            "long-table",
            f"a table of {rows} rows",
            f"at most {MOST_TABLE_ROWS}, the head not counted",
        )


def check_even_lengths(source: SourceFile, actions: Sequence[Entry], log: ProblemLog) -> None:
    """Actions must not give themselves away by their length."""
    counts = [words_in(action.text) for action in actions]
    if not counts:
        return
    mean = sum(counts) / len(counts)
    for action, count in zip(actions, counts, strict=True):
        if abs(count - mean) > SPREAD_OF_ACTIONS * mean + 1e-9:
            log.error(
                source.path,
                action.line,
                "uneven-length",
                f"action {action.key} has {count} words against a mean of {mean:.1f}",
                "keep every action within 20 % of the mean",
            )


def check_absolutes(source: SourceFile, entries: Sequence[Entry], log: ProblemLog) -> None:
    """Absolutes give a wrong action away."""
    for entry in entries:
        held = [word for word in re.findall(r"[a-z]+", entry.text.lower()) if word in ABSOLUTES]
        if held:
            log.error(
                source.path,
                entry.line,
                "absolute",
                f"{entry.key} says {held[0]}",
                "say what is done, without always, never or ensure",
            )
