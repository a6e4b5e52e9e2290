"""The log of exercises a person has done."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

ROWS_CHANGE: frozenset[str] = frozenset()
"""Tables whose number of rows this migration means to change."""


def upgrade() -> None:
    op.create_table(
        "exercise_log",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("facet", sa.String(length=64), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("what <> ''", name=op.f("ck_exercise_log_says_what")),
        sa.CheckConstraint(
            "updated_at >= created_at", name=op.f("ck_exercise_log_updated_after_creation")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_exercise_log_person_id_people"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exercise_log")),
    )
    op.create_index(
        "ix_exercise_log_person_id_done_on", "exercise_log", ["person_id", "done_on"], unique=False
    )


def downgrade() -> None:
    op.drop_table("exercise_log")
