"""What did one change of a brief change, in words?"""

from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from assessment.documents.brief_paper import PaperSection, brief_paper
from assessment.documents.report import long_date
from assessment.domain.briefs import PARTS, Brief, BriefId, changed_parts, part_title
from assessment.domain.catalog import Catalog
from assessment.domain.language import gettext as _
from assessment.store.plain import from_text
from assessment.store.records import BriefVersionRecord

LONGEST = 160
NOTHING = ("", "–")
"""What a cell without words holds."""


def describe_change(
    session: Session, brief_id: BriefId, number: int, catalog: Catalog
) -> tuple[str, ...]:
    """A line for every text or row that came, went or changed in a version just listed."""
    after = session.get_one(BriefVersionRecord, (brief_id, number))
    before = session.get(BriefVersionRecord, (brief_id, number - 1))
    old = Brief() if before is None else from_text(Brief, before.brief)
    return changes_in_words(old, from_text(Brief, after.brief), catalog)


def changes_in_words(before: Brief, after: Brief, catalog: Catalog) -> tuple[str, ...]:
    """What differs between two briefs, part by part in the order of the pages."""
    lines: list[str] = []
    old, new = _sections(before, catalog), _sections(after, catalog)
    for part in PARTS:
        if part not in changed_parts(before, after):
            continue
        found = _difference(part_title(part), old.get(part, ()), new.get(part, ()))
        if part == "title" and before.title != after.title:
            found = [*_difference(part_title(part), (before.title,), (after.title,)), *found]
        if part == "retention":
            found = [
                _("Kept until %(day)s.") % {"day": long_date(after.retention_until)}
                if after.retention_until
                else _("Kept without an end."),
            ]
        lines += found or [_("%(part)s: changed.") % {"part": part_title(part)}]
    return tuple(lines)


def _sections(brief: Brief, catalog: Catalog) -> dict[str, tuple[str, ...]]:
    shown = replace(brief, retention_until=None)
    paper = brief_paper(shown, catalog, organisation="", revision=1, made=date(2000, 1, 1))
    return {section.part: _texts(section) for section in paper.sections}


def _texts(section: PaperSection) -> tuple[str, ...]:
    rows = () if section.table is None else section.table.rows
    return (
        *section.paragraphs,
        *(" – ".join(cell for cell in row if cell not in NOTHING) for row in rows),
    )


def _difference(title: str, old: tuple[str, ...], new: tuple[str, ...]) -> list[str]:
    gone = [text for text in old if text and text not in new]
    come = [text for text in new if text and text not in old]
    lines = [_("%(part)s, gone: “%(text)s”") % {"part": title, "text": _short(t)} for t in gone]
    lines += [_("%(part)s, new: “%(text)s”") % {"part": title, "text": _short(t)} for t in come]
    return lines


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= LONGEST else flat[: LONGEST - 1].rstrip() + "…"
