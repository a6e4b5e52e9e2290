"""Briefs belong to organisations and versions to accounts by key; those asked by link."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "brief_voices"
down_revision: str | None = "hiring"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

ROWS_CHANGE: frozenset[str] = frozenset()
"""Tables whose number of rows this migration means to change."""


def upgrade() -> None:
    with op.batch_alter_table("briefs") as table:
        table.add_column(sa.Column("questions_closed_at", sa.DateTime(timezone=True), nullable=True))
        table.add_column(sa.Column("panel_round", sa.Integer(), nullable=False, server_default="0"))
        table.create_foreign_key(
            op.f("fk_briefs_organisation_id_organisations"),
            "organisations",
            ["organisation_id"],
            ["id"],
            ondelete="CASCADE",
        )
        table.create_check_constraint(
            op.f("ck_briefs_known_panel_round"), "panel_round BETWEEN 0 AND 3"
        )
    with op.batch_alter_table("briefs") as table:
        table.alter_column("panel_round", server_default=None)
    with op.batch_alter_table("brief_versions") as table:
        table.drop_column("organisation_id")
        table.create_foreign_key(
            op.f("fk_brief_versions_author_id_accounts"),
            "accounts",
            ["author_id"],
            ["id"],
            ondelete="SET NULL",
        )
    op.create_table(
        "brief_voices",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("brief_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("seat", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("asked_at_revision", sa.Integer(), nullable=False),
        sa.Column("answers", sa.Text(), nullable=True),
        sa.Column("answered_revision", sa.Integer(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("second_answers", sa.Text(), nullable=True),
        sa.Column("second_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind IN ('approver', 'panel')", name=op.f("ck_brief_voices_known_kind")),
        sa.CheckConstraint(
            "expires_at > created_at", name=op.f("ck_brief_voices_expires_after_creation")
        ),
        sa.CheckConstraint(
            "(answers IS NULL) = (answered_at IS NULL)",
            name=op.f("ck_brief_voices_answered_with_answers"),
        ),
        sa.CheckConstraint(
            "(second_answers IS NULL) = (second_at IS NULL)",
            name=op.f("ck_brief_voices_second_with_answers"),
        ),
        sa.ForeignKeyConstraint(
            ["brief_id"],
            ["briefs.id"],
            name=op.f("fk_brief_voices_brief_id_briefs"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_brief_voices")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_brief_voices_token_hash")),
    )
    op.create_index("ix_brief_voices_brief_id", "brief_voices", ["brief_id"], unique=False)


def downgrade() -> None:
    op.drop_table("brief_voices")
    with op.batch_alter_table("brief_versions") as table:
        table.drop_constraint(op.f("fk_brief_versions_author_id_accounts"), type_="foreignkey")
        table.add_column(
            sa.Column("organisation_id", sa.String(length=32), nullable=False, server_default="")
        )
    with op.batch_alter_table("briefs") as table:
        table.drop_constraint(op.f("fk_briefs_organisation_id_organisations"), type_="foreignkey")
        table.drop_constraint(op.f("ck_briefs_known_panel_round"), type_="check")
        table.drop_column("panel_round")
        table.drop_column("questions_closed_at")
