"""What colleagues are asked about a person, and what they answer."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "colleagues"
down_revision: str | None = "outside_ratings"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

ROWS_CHANGE: frozenset[str] = frozenset()
"""Tables whose number of rows this migration means to change."""


def upgrade() -> None:
    op.create_table(
        "rater_rounds",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("attempt_id", sa.String(length=32), nullable=False),
        sa.Column("asker", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reminders", sa.Integer(), nullable=False),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("disclosed", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(closed_at IS NULL) = (disclosed IS NULL)",
            name=op.f("ck_rater_rounds_disclosed_when_closed"),
        ),
        sa.CheckConstraint(
            "closes_at > created_at", name=op.f("ck_rater_rounds_closes_after_creation")
        ),
        sa.CheckConstraint("reminders BETWEEN 0 AND 2", name=op.f("ck_rater_rounds_two_reminders")),
        sa.ForeignKeyConstraint(
            ["attempt_id", "person_id"],
            ["attempts.id", "attempts.person_id"],
            name=op.f("fk_rater_rounds_attempt_id_person_id_attempts"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_rater_rounds_person_id_people"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rater_rounds")),
        sa.UniqueConstraint("id", "person_id", name=op.f("uq_rater_rounds_id_person_id")),
    )
    op.create_index("ix_rater_rounds_attempt_id", "rater_rounds", ["attempt_id"], unique=False)
    op.create_index("ix_rater_rounds_closes_at", "rater_rounds", ["closes_at"], unique=False)
    op.create_index(
        "ix_rater_rounds_person_id_created_at",
        "rater_rounds",
        ["person_id", "created_at"],
        unique=False,
    )
    op.create_index(
        "uq_rater_rounds_open",
        "rater_rounds",
        ["person_id"],
        unique=True,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_table(
        "raters",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("round_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("key_hash", sa.String(length=64), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "role IN ('manager', 'peer', 'report', 'other')", name=op.f("ck_raters_known_role")
        ),
        sa.CheckConstraint(
            "state IN ('invited', 'begun', 'submitted', 'declined', 'withdrawn')",
            name=op.f("ck_raters_known_state"),
        ),
        sa.ForeignKeyConstraint(
            ["round_id", "person_id"],
            ["rater_rounds.id", "rater_rounds.person_id"],
            name=op.f("fk_raters_round_id_person_id_rater_rounds"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_raters")),
        sa.UniqueConstraint("id", "person_id", name=op.f("uq_raters_id_person_id")),
        sa.UniqueConstraint("key_hash", name=op.f("uq_raters_key_hash")),
    )
    op.create_index("ix_raters_round_id", "raters", ["round_id"], unique=False)
    op.create_index(
        "uq_raters_manager",
        "raters",
        ["round_id"],
        unique=True,
        sqlite_where=sa.text("role = 'manager'"),
        postgresql_where=sa.text("role = 'manager'"),
    )
    op.create_table(
        "rater_answers",
        sa.Column("rater_id", sa.String(length=32), nullable=False),
        sa.Column("area", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("value", sa.Integer(), nullable=True),
        sa.CheckConstraint("value BETWEEN 1 AND 5", name=op.f("ck_rater_answers_value_in_range")),
        sa.ForeignKeyConstraint(
            ["rater_id", "person_id"],
            ["raters.id", "raters.person_id"],
            name=op.f("fk_rater_answers_rater_id_person_id_raters"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("rater_id", "area", name=op.f("pk_rater_answers")),
    )
    op.create_table(
        "rater_links",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("rater_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["rater_id", "person_id"],
            ["raters.id", "raters.person_id"],
            name=op.f("fk_rater_links_rater_id_person_id_raters"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_rater_links")),
    )
    op.create_index("ix_rater_links_rater_id", "rater_links", ["rater_id"], unique=False)
    op.create_table(
        "rater_words",
        sa.Column("rater_id", sa.String(length=32), nullable=False),
        sa.Column("question", sa.String(length=16), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "question IN ('keep', 'change')", name=op.f("ck_rater_words_known_question")
        ),
        sa.CheckConstraint("text <> ''", name=op.f("ck_rater_words_says_something")),
        sa.ForeignKeyConstraint(
            ["rater_id", "person_id"],
            ["raters.id", "raters.person_id"],
            name=op.f("fk_rater_words_rater_id_person_id_raters"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("rater_id", "question", name=op.f("pk_rater_words")),
    )


def downgrade() -> None:
    op.drop_table("rater_words")
    op.drop_table("rater_links")
    op.drop_table("rater_answers")
    op.drop_table("raters")
    op.drop_table("rater_rounds")
