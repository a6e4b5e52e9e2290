"""What was deleted, remembered for as long as a backup may hold it."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "erasures"
down_revision: str | None = "accounts"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

ROWS_CHANGE: frozenset[str] = frozenset()
"""Tables whose number of rows this migration means to change."""


def upgrade() -> None:
    op.create_table(
        "erasures",
        sa.Column("key_hash", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind <> ''", name=op.f("ck_erasures_names_a_kind")),
        sa.PrimaryKeyConstraint("key_hash", name=op.f("pk_erasures")),
    )


def downgrade() -> None:
    op.drop_table("erasures")
