"""How the reports made for an organisation look."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "branding"
down_revision: str | None = "brief_voices"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

ROWS_CHANGE: frozenset[str] = frozenset()
"""Tables whose number of rows this migration means to change."""


def upgrade() -> None:
    op.create_table(
        "organisation_branding",
        sa.Column("organisation_id", sa.String(length=32), nullable=False),
        sa.Column("closing", sa.Text(), nullable=False),
        sa.Column("accent", sa.String(length=7), nullable=True),
        sa.Column("accent_light", sa.String(length=7), nullable=True),
        sa.Column("accent_dark", sa.String(length=7), nullable=True),
        sa.Column("logo", sa.LargeBinary(), nullable=True),
        sa.Column("logo_width", sa.Integer(), nullable=True),
        sa.Column("logo_height", sa.Integer(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(accent IS NULL) = (accent_light IS NULL) AND (accent IS NULL) = (accent_dark IS NULL)",
            name=op.f("ck_organisation_branding_accent_is_whole"),
        ),
        sa.CheckConstraint(
            "(logo IS NULL) = (logo_width IS NULL) AND (logo IS NULL) = (logo_height IS NULL)",
            name=op.f("ck_organisation_branding_logo_has_a_size"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_organisation_branding_organisation_id_organisations"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("organisation_id", name=op.f("pk_organisation_branding")),
    )


def downgrade() -> None:
    op.drop_table("organisation_branding")
