"""Links sent by mail, known by their hash."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "account_links"
down_revision: str | None = "sharing"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

ROWS_CHANGE: frozenset[str] = frozenset()
"""Tables whose number of rows this migration means to change."""


def upgrade() -> None:
    op.create_table(
        "account_links",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("purpose", sa.String(length=16), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "purpose IN ('verify', 'reset', 'address')",
            name=op.f("ck_account_links_known_purpose"),
        ),
        sa.CheckConstraint(
            "expires_at > created_at", name=op.f("ck_account_links_expires_after_creation")
        ),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["accounts.id"],
            name=op.f("fk_account_links_account_id_accounts"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_account_links")),
    )
    op.create_index("ix_account_links_account_id", "account_links", ["account_id"], unique=False)
    op.create_index("ix_account_links_expires_at", "account_links", ["expires_at"], unique=False)


def downgrade() -> None:
    op.drop_table("account_links")
