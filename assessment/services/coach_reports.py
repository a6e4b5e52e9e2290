"""What does a coach see of a shared result: which pieces on the page, and which report?

The owner ticked the pieces when they shared. What was not ticked is neither on the page nor in
the file nor in what travels inside the file; what others said is a tick of its own.
"""

from dataclasses import replace

from assessment.documents.edition_print import edition_job
from assessment.documents.edition_values import EditionReport, redact
from assessment.documents.pdf import Press
from assessment.documents.print_job import PrintJob
from assessment.documents.printing import PageSize, gap_report_job
from assessment.domain.branding import Brand
from assessment.domain.editions import PIECES, Edition
from assessment.domain.findings import Findings
from assessment.domain.findings_others import OthersSection
from assessment.domain.sharing import Grant
from assessment.services.granted import GrantedResult
from assessment.services.printing import GUEST, GapReport, gap_report


def coach_edition(grant: Grant) -> Edition:
    """The pieces a coach may see; the answers go with their own tick, whenever it was set."""
    held = set(grant.edition.pieces) - {"answers"}
    if "answers" in grant.terms.parts:
        held.add("answers")
    return replace(grant.edition, pieces=tuple(piece for piece in PIECES if piece in held))


def coach_findings(found: GrantedResult) -> Findings:
    """What the result says, without the pieces its owner left out."""
    said, edition = found.presented.findings, coach_edition(found.grant)
    cards = said.priorities if edition.holds("gaps") else ()
    if not edition.holds("reasons"):
        cards = tuple(replace(card, because=()) for card in cards)
    return replace(
        said,
        priorities=cards,
        because=said.because if edition.holds("reasons") else {},
        cannot_tell=said.cannot_tell if edition.holds("unknowns") else (),
        said_shown=said.said_shown if edition.holds("self-ratings") else (),
        tilt=said.tilt if edition.holds("self-ratings") else None,
        confidence=said.confidence if edition.holds("self-ratings") else None,
        types=said.types if edition.holds("types") else (),
        quality=said.quality if edition.holds("quality") else (),
    )


def coach_view(found: GrantedResult) -> EditionReport:
    """The result as plain values that hold nothing but what was ticked.

    Raises:
        ValueError: the result cannot be interpreted.
    """
    return _redacted(found, gap_report(found.presented))


def coach_others(found: GrantedResult) -> OthersSection | None:
    """What others said, where that is shared; its figures are numbers like any other."""
    if not shares_others(found) or not coach_edition(found.grant).holds("numbers"):
        return None
    return gap_report(found.presented).others


def shares_others(found: GrantedResult) -> bool:
    """Whether what others said was ticked."""
    return "colleagues" in found.grant.terms.parts


def coach_report_job(
    found: GrantedResult,
    *,
    name: str,
    page_size: PageSize = "A4",
    brand: Brand | None = None,
) -> PrintJob:
    """The print job of a shared result, in the looks of the coach's organisation.

    It is the report itself only where nothing at all was left out of it.
    """
    edition = coach_edition(found.grant)
    report = gap_report(found.presented, name=name if edition.holds("name") else GUEST)
    if edition.whole and (shares_others(found) or not found.presented.result.sheet.outside):
        return gap_report_job(report, page_size=page_size, brand=brand)
    if not report.interpretable:
        return _unread_job(found, report, page_size, brand)
    return edition_job(_redacted(found, report), page_size=page_size, brand=brand)


def _redacted(found: GrantedResult, report: GapReport) -> EditionReport:
    return redact(report, coach_edition(found.grant), with_others=shares_others(found))


def _unread_job(
    found: GrantedResult, report: GapReport, page_size: PageSize, brand: Brand | None
) -> PrintJob:
    """Of answers no level is read from: that this is so, and what was ticked besides."""
    edition = coach_edition(found.grant)
    bare = replace(
        report,
        answers=report.answers if edition.holds("answers") else (),
        said=report.said if edition.holds("self-ratings") else (),
        quality=report.quality if edition.holds("quality") else (),
        record="{}",
    )
    return replace(gap_report_job(bare, page_size=page_size, brand=brand), attachments=())


def coach_report_pdf(
    press: Press,
    found: GrantedResult,
    *,
    name: str,
    page_size: PageSize = "A4",
    brand: Brand | None = None,
) -> bytes:
    """The report as a PDF. Raises as ``Press.make_pdf``."""
    return press.make_pdf(coach_report_job(found, name=name, page_size=page_size, brand=brand))
