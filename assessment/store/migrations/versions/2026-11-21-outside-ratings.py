"""What others say of a person, and several sheets an attempt: with it, and under later versions."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "outside_ratings"
down_revision: str | None = "endings"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

ROWS_CHANGE: frozenset[str] = frozenset()
"""Tables whose number of rows this migration means to change."""


def upgrade() -> None:
    op.create_table(
        "outside_ratings",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("attempt_id", sa.String(length=32), nullable=False),
        sa.Column("area", sa.String(length=64), nullable=False),
        sa.Column("source", sa.String(length=16), nullable=False),
        sa.Column("author", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("level", sa.Float(), nullable=False),
        sa.Column("raters", sa.Integer(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "source IN ('coach', 'manager', 'colleagues')",
            name=op.f("ck_outside_ratings_known_source"),
        ),
        sa.CheckConstraint(
            "level BETWEEN 1 AND 5", name=op.f("ck_outside_ratings_level_in_range")
        ),
        sa.CheckConstraint(
            "(source = 'colleagues' AND raters >= 3) OR (source <> 'colleagues' AND raters = 1)",
            name=op.f("ck_outside_ratings_groups_of_three"),
        ),
        sa.CheckConstraint(
            "(source = 'colleagues') = (name = '')",
            name=op.f("ck_outside_ratings_named_unless_a_group"),
        ),
        sa.CheckConstraint(
            "withdrawn_at >= given_at", name=op.f("ck_outside_ratings_withdrawn_after_given")
        ),
        sa.ForeignKeyConstraint(
            ["attempt_id", "person_id"],
            ["attempts.id", "attempts.person_id"],
            name=op.f("fk_outside_ratings_attempt_id_person_id_attempts"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outside_ratings")),
    )
    op.create_index(
        "ix_outside_ratings_person_id_given_at",
        "outside_ratings",
        ["person_id", "given_at"],
        unique=False,
    )
    op.create_index(
        "uq_outside_ratings_counting",
        "outside_ratings",
        ["attempt_id", "area", "source", "author"],
        unique=True,
        sqlite_where=sa.text("withdrawn_at IS NULL"),
        postgresql_where=sa.text("withdrawn_at IS NULL"),
    )
    with op.batch_alter_table("score_sheets") as sheets:
        sheets.add_column(sa.Column("number", sa.Integer(), nullable=True))
        sheets.add_column(sa.Column("revision", sa.String(length=64), nullable=True))
        sheets.drop_constraint(op.f("uq_score_sheets_attempt_id_scoring_version"), type_="unique")
    op.execute(
        "UPDATE score_sheets SET"
        " number = (SELECT count(*) FROM score_sheets AS before"
        " WHERE before.attempt_id = score_sheets.attempt_id AND before.id <= score_sheets.id),"
        " revision = (SELECT attempts.revision FROM attempts"
        " WHERE attempts.id = score_sheets.attempt_id)"
    )
    with op.batch_alter_table("score_sheets") as sheets:
        sheets.alter_column("number", existing_type=sa.Integer(), nullable=False)
        sheets.alter_column("revision", existing_type=sa.String(length=64), nullable=False)
        sheets.create_unique_constraint(
            op.f("uq_score_sheets_attempt_id_number"), ["attempt_id", "number"]
        )
        sheets.create_check_constraint(
            op.f("ck_score_sheets_number_counts_from_one"), "number >= 1"
        )
        sheets.create_foreign_key(
            op.f("fk_score_sheets_revision_catalog_snapshots"),
            "catalog_snapshots",
            ["revision"],
            ["revision"],
        )


def downgrade() -> None:
    op.drop_table("outside_ratings")
    with op.batch_alter_table("score_sheets") as sheets:
        sheets.drop_constraint(
            op.f("fk_score_sheets_revision_catalog_snapshots"), type_="foreignkey"
        )
        sheets.drop_constraint(op.f("ck_score_sheets_number_counts_from_one"), type_="check")
        sheets.drop_constraint(op.f("uq_score_sheets_attempt_id_number"), type_="unique")
        sheets.drop_column("revision")
        sheets.drop_column("number")
        sheets.create_unique_constraint(
            op.f("uq_score_sheets_attempt_id_scoring_version"), ["attempt_id", "scoring_version"]
        )
