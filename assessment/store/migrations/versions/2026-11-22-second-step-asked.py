"""Whether an organisation asks whoever works in it for a second step."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "second_step_asked"
down_revision: str | None = "account_language"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

ROWS_CHANGE: frozenset[str] = frozenset()
"""Tables whose number of rows this migration means to change."""


def upgrade() -> None:
    with op.batch_alter_table("organisations") as table:
        table.add_column(
            sa.Column("asks_second_step", sa.Boolean(), nullable=False, server_default=sa.false())
        )


def downgrade() -> None:
    with op.batch_alter_table("organisations") as table:
        table.drop_column("asks_second_step")
