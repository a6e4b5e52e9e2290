"""The offer to stop early, what was expected of a result, and how sure somebody was of an exhibit."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "endings"
down_revision: str | None = "erasures"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

ROWS_CHANGE: frozenset[str] = frozenset()
"""Tables whose number of rows this migration means to change."""


def upgrade() -> None:
    # In words that both databases know: a rebuilt table would lose its other named checks.
    op.execute(
        "ALTER TABLE responses ADD COLUMN confidence INTEGER"
        " CONSTRAINT ck_responses_confidence_in_range CHECK (confidence BETWEEN 50 AND 100)"
    )
    op.create_table(
        "stop_offers",
        sa.Column("attempt_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("answered", sa.Integer(), nullable=False),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("not_asked", sa.Integer(), nullable=True),
        sa.CheckConstraint("place >= 0", name=op.f("ck_stop_offers_place_counts_from_zero")),
        sa.CheckConstraint("answered >= 1", name=op.f("ck_stop_offers_something_answered")),
        sa.CheckConstraint("not_asked >= 1", name=op.f("ck_stop_offers_something_not_asked")),
        sa.ForeignKeyConstraint(
            ["attempt_id", "person_id"],
            ["attempts.id", "attempts.person_id"],
            name=op.f("fk_stop_offers_attempt_id_person_id_attempts"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("attempt_id", name=op.f("pk_stop_offers")),
    )
    op.create_table(
        "predictions",
        sa.Column("attempt_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("levels", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["attempt_id", "person_id"],
            ["attempts.id", "attempts.person_id"],
            name=op.f("fk_predictions_attempt_id_person_id_attempts"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("attempt_id", name=op.f("pk_predictions")),
    )


def downgrade() -> None:
    op.drop_table("predictions")
    op.drop_table("stop_offers")
    op.execute("ALTER TABLE responses DROP COLUMN confidence")
