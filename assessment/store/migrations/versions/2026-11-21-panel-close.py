"""When the present round of the panel for a brief's targets was closed."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "panel_close"
down_revision: str | None = "branding"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

ROWS_CHANGE: frozenset[str] = frozenset()
"""Tables whose number of rows this migration means to change."""


def upgrade() -> None:
    with op.batch_alter_table("briefs") as table:
        table.add_column(sa.Column("panel_closed_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("briefs") as table:
        table.drop_column("panel_closed_at")
