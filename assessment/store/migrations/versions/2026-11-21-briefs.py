"""Hiring briefs of organisations, with every version of them."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "briefs"
down_revision: str | None = "0002"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

ROWS_CHANGE: frozenset[str] = frozenset()
"""Tables whose number of rows this migration means to change."""


def upgrade() -> None:
    op.create_table(
        "briefs",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("organisation_id", sa.String(length=32), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("brief", sa.Text(), nullable=False),
        sa.Column("retention_until", sa.Date(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("revision >= 1", name=op.f("ck_briefs_revision_counts_from_one")),
        sa.CheckConstraint(
            "changed_at >= created_at", name=op.f("ck_briefs_changed_after_creation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_briefs")),
    )
    op.create_index(
        "ix_briefs_organisation_id_changed_at",
        "briefs",
        ["organisation_id", "changed_at"],
        unique=False,
    )
    op.create_index("ix_briefs_retention_until", "briefs", ["retention_until"], unique=False)
    op.create_table(
        "brief_versions",
        sa.Column("brief_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.String(length=32), nullable=False),
        sa.Column("author_id", sa.String(length=32), nullable=True),
        sa.Column("parts", sa.String(length=200), nullable=False),
        sa.Column("brief", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("number >= 1", name=op.f("ck_brief_versions_number_counts_from_one")),
        sa.ForeignKeyConstraint(
            ["brief_id"],
            ["briefs.id"],
            name=op.f("fk_brief_versions_brief_id_briefs"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("brief_id", "number", name=op.f("pk_brief_versions")),
    )


def downgrade() -> None:
    op.drop_table("brief_versions")
    op.drop_table("briefs")
