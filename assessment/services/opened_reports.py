"""How is a report looked at that was only handed over as a file?

It is worked out again from the answers inside and compared with our content where that is known
here. Nothing of it is stored.
"""

import re
from dataclasses import dataclass
from typing import Literal

from sqlalchemy.orm import Session

from assessment.documents.keys_hash import keys_hash
from assessment.documents.no_report import NoReport
from assessment.documents.opened_values import OpenArea, OpenedReport, SeenDifferently
from assessment.documents.opener import LARGEST_REPORT, OpenerBusy, ReportOpener
from assessment.documents.result_record import keys_of
from assessment.domain.attempts import BookletEntry
from assessment.domain.bank import ItemId
from assessment.domain.errors import CatalogMissing
from assessment.domain.findings_gaps import STEP_WORDS
from assessment.services.catalogs import CatalogShelf

__all__ = [
    "LARGEST_REPORT",
    "STEP_WORDS",
    "HandedOver",
    "NoReport",
    "OpenArea",
    "OpenedReport",
    "OpenerBusy",
    "ReportOpener",
    "SeenDifferently",
    "open_report",
]

Origin = Literal["ours", "unknown", "altered"]
"""Are the questions and keys inside those of our content: yes, not known here, or no?"""

_REVISION = re.compile(r"[0-9A-Za-z-]{4,64}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedOver:
    """A report from outside: what its answers give, and whose questions they answer."""

    report: OpenedReport
    origin: Origin


def open_report(
    session: Session, shelf: CatalogShelf, opener: ReportOpener, pdf: bytes
) -> HandedOver:
    """Verify a report against its own answers, and its questions against ours.

    Raises:
        NoReport: it is no report of ours, or of another version; the message says why.
        OpenerBusy: others are being read.
    """
    report = opener.open(pdf)
    return HandedOver(report=report, origin=_origin(session, shelf, report))


def _origin(session: Session, shelf: CatalogShelf, report: OpenedReport) -> Origin:
    if _REVISION.fullmatch(report.revision) is None:
        return "unknown"
    try:
        catalog = shelf.at(session, report.revision)
    except CatalogMissing:
        return "unknown"
    entries = [BookletEntry(item=ItemId(p.item), short=p.short) for p in report.places]
    try:
        known = keys_hash(keys_of(catalog, entries))
    except (KeyError, AttributeError, TypeError):  # a question our content does not ask that way
        return "altered"
    return "ours" if known == report.keys_hash else "altered"
