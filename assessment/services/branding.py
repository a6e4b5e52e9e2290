"""How does an organisation set the looks of its reports, and which looks has a report?"""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessment.documents.logos import LogoRefused
from assessment.documents.pdf import Press
from assessment.documents.printing import gap_report_job
from assessment.documents.report_json import read_sample
from assessment.domain.accounts import AccountId, OrganisationId
from assessment.domain.branding import Accent, Brand, clean_closing, fit_accent
from assessment.domain.errors import BrandingInvalid
from assessment.services.organisations import membership_of, require_role
from assessment.store.records import BrandingRecord, MembershipRecord, OrganisationRecord

__all__ = [
    "Brand",
    "brand_for",
    "load_brand",
    "make_logo",
    "remove_logo",
    "sample_report",
    "save_brand",
    "save_logo",
]


def load_brand(session: Session, account: AccountId, organisation: OrganisationId) -> Brand:
    """How reports made for an organisation look; for its members.

    Raises:
        NotFound: no such organisation of this account.
    """
    membership_of(session, account, organisation)
    name = session.scalars(
        select(OrganisationRecord.name).where(OrganisationRecord.id == organisation)
    ).one()
    return _to_domain(name, session.get(BrandingRecord, organisation))


def brand_for(session: Session, account: AccountId) -> tuple[OrganisationId, Brand] | None:
    """The looks of what an account makes for others: those of the organisation it coaches in.

    Of several the one it joined first; None for somebody who works for nobody, or whose
    organisation has set nothing.
    """
    row = session.execute(
        select(OrganisationRecord.id, OrganisationRecord.name, BrandingRecord)
        .join(MembershipRecord, MembershipRecord.organisation_id == OrganisationRecord.id)
        .join(BrandingRecord, BrandingRecord.organisation_id == OrganisationRecord.id)
        .where(
            MembershipRecord.account_id == account, MembershipRecord.role.in_(("coach", "admin"))
        )
        .order_by(MembershipRecord.role.desc(), MembershipRecord.created_at, OrganisationRecord.id)
        .limit(1)
    ).one_or_none()
    if row is None:
        return None
    return OrganisationId(row.id), _to_domain(row.name, row.BrandingRecord)


def save_brand(
    session: Session,
    account: AccountId,
    organisation: OrganisationId,
    *,
    closing: str,
    accent: str,
    now: datetime,
) -> Accent | None:
    """Set closing words and accent; for administrators. The accent as it is used.

    Raises:
        NotFound: the account is no administrator there.
        BrandingInvalid: too long, or not a colour.
    """
    require_role(session, account, organisation, "admin")
    words, fitted = clean_closing(closing), fit_accent(accent)
    record = _record(session, organisation, now)
    record.closing = words
    record.accent = None if fitted is None else fitted.chosen
    record.accent_light = None if fitted is None else fitted.light
    record.accent_dark = None if fitted is None else fitted.dark
    session.flush()
    return fitted


def make_logo(press: Press, raw: bytes) -> tuple[bytes, int, int]:
    """A picture of ours from an upload, drawn in the press's process. Outside any transaction.

    Raises:
        BrandingInvalid: no PNG or JPEG, broken, or too large.
        PdfUnavailable, PdfBusy, PdfFailed: the process cannot do it now.
    """
    try:
        return press.redraw_logo(raw)
    except LogoRefused as refused:
        raise BrandingInvalid("logo", str(refused)) from refused


def save_logo(
    session: Session,
    account: AccountId,
    organisation: OrganisationId,
    logo: tuple[bytes, int, int],
    *,
    now: datetime,
) -> None:
    """Set the logo that ``make_logo`` drew; for administrators. Raises as ``save_brand``."""
    require_role(session, account, organisation, "admin")
    record = _record(session, organisation, now)
    record.logo, record.logo_width, record.logo_height = logo
    session.flush()


def remove_logo(
    session: Session, account: AccountId, organisation: OrganisationId, *, now: datetime
) -> None:
    """Have no logo any more; for administrators. Raises as ``save_brand``."""
    require_role(session, account, organisation, "admin")
    record = _record(session, organisation, now)
    record.logo = record.logo_width = record.logo_height = None
    session.flush()


def sample_report(press: Press, brand: Brand) -> bytes:
    """The report of a made-up person in these looks.

    Raises:
        PdfUnavailable, PdfBusy, PdfFailed: it cannot be made here or now.
    """
    return press.make_pdf(gap_report_job(read_sample(), brand=brand))


def _record(session: Session, organisation: OrganisationId, now: datetime) -> BrandingRecord:
    record = session.get(BrandingRecord, organisation, with_for_update=True)
    if record is None:
        record = BrandingRecord(organisation_id=organisation, closing="", changed_at=now)
        session.add(record)
    record.changed_at = now
    return record


def _to_domain(name: str, record: BrandingRecord | None) -> Brand:
    if record is None:
        return Brand(organisation=name, closing="", accent=None, logo=None, logo_size=None)
    accent = None
    if record.accent and record.accent_light and record.accent_dark:
        accent = Accent(chosen=record.accent, light=record.accent_light, dark=record.accent_dark)
    size = None
    if record.logo_width is not None and record.logo_height is not None:
        size = (record.logo_width, record.logo_height)
    return Brand(
        organisation=name, closing=record.closing, accent=accent, logo=record.logo, logo_size=size
    )
