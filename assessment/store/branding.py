"""Which rows hold how an organisation's reports look?"""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Integer, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from assessment.store.columns import OPAQUE_ID, Record, UtcTime
from assessment.store.holding import WITH_ORGANISATION, Holding

COLOUR = String(7)


class BrandingRecord(Record):
    """Logo, closing words and accent of one organisation."""

    __tablename__ = "organisation_branding"
    __holds__ = Holding(
        purpose="how the reports made for an organisation look",
        kept=WITH_ORGANISATION,
        takeout="no",
        deletion="stays",
        words=("closing",),
        identity=("logo",),
        technical=(
            "organisation_id",
            "accent",
            "accent_light",
            "accent_dark",
            "logo_width",
            "logo_height",
            "changed_at",
        ),
    )
    __table_args__ = (
        CheckConstraint(
            "(accent IS NULL) = (accent_light IS NULL) "
            "AND (accent IS NULL) = (accent_dark IS NULL)",
            name="accent_is_whole",
        ),
        CheckConstraint(
            "(logo IS NULL) = (logo_width IS NULL) AND (logo IS NULL) = (logo_height IS NULL)",
            name="logo_has_a_size",
        ),
    )

    organisation_id: Mapped[str] = mapped_column(
        OPAQUE_ID, ForeignKey("organisations.id", ondelete="CASCADE"), primary_key=True
    )
    closing: Mapped[str] = mapped_column(Text)
    accent: Mapped[str | None] = mapped_column(COLOUR)
    accent_light: Mapped[str | None] = mapped_column(COLOUR)
    accent_dark: Mapped[str | None] = mapped_column(COLOUR)
    logo: Mapped[bytes | None] = mapped_column(LargeBinary)
    logo_width: Mapped[int | None] = mapped_column(Integer)
    logo_height: Mapped[int | None] = mapped_column(Integer)
    changed_at: Mapped[datetime] = mapped_column(UtcTime)
