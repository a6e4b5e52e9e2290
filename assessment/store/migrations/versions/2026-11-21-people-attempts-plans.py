"""People, their attempts and results, and their plans."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0001"
down_revision: str | None = None
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

ROWS_CHANGE: frozenset[str] = frozenset()
"""Tables whose number of rows this migration means to change."""


def upgrade() -> None:
    op.create_table(
        "catalog_snapshots",
        sa.Column("revision", sa.String(length=64), nullable=False),
        sa.Column("files", sa.LargeBinary(), nullable=False),
        sa.Column("stored_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("revision", name=op.f("pk_catalog_snapshots")),
    )
    op.create_table(
        "people",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("link_hash", sa.String(length=64), nullable=True),
        sa.Column("key_hash", sa.String(length=64), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_visit_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
        sa.UniqueConstraint("key_hash", name=op.f("uq_people_key_hash")),
        sa.UniqueConstraint("link_hash", name=op.f("uq_people_link_hash")),
    )
    op.create_index("ix_people_last_visit_at", "people", ["last_visit_at"], unique=False)

    op.create_table(
        "attempts",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("form", sa.String(length=16), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("revision", sa.String(length=64), nullable=False),
        sa.Column("seed", sa.BigInteger(), nullable=False),
        sa.Column("booklet", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("suspected_gap", sa.String(length=64), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("continues", sa.String(length=32), nullable=True),
        sa.CheckConstraint(
            "(status = 'submitted') = (submitted_at IS NOT NULL)",
            name=op.f("ck_attempts_submitted_has_time"),
        ),
        sa.CheckConstraint(
            "form IN ('quick', 'full', 'deep-dive')", name=op.f("ck_attempts_known_form")
        ),
        sa.CheckConstraint(
            "status IN ('open', 'submitted')", name=op.f("ck_attempts_known_status")
        ),
        sa.ForeignKeyConstraint(
            ["continues"],
            ["attempts.id"],
            name=op.f("fk_attempts_continues_attempts"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_attempts_person_id_people"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["revision"],
            ["catalog_snapshots.revision"],
            name=op.f("fk_attempts_revision_catalog_snapshots"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempts")),
        sa.UniqueConstraint("id", "person_id", name=op.f("uq_attempts_id_person_id")),
    )
    op.create_index("ix_attempts_continues", "attempts", ["continues"], unique=False)
    op.create_index(
        "ix_attempts_person_id_started_at", "attempts", ["person_id", "started_at"], unique=False
    )
    op.create_index(
        "uq_attempts_open",
        "attempts",
        ["person_id", "form"],
        unique=True,
        sqlite_where=sa.text("status = 'open'"),
        postgresql_where=sa.text("status = 'open'"),
    )

    op.create_table(
        "web_sessions",
        sa.Column("id_hash", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=True),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "expires_at > created_at", name=op.f("ck_web_sessions_expires_after_creation")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_web_sessions_person_id_people"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id_hash", name=op.f("pk_web_sessions")),
    )
    op.create_index("ix_web_sessions_expires_at", "web_sessions", ["expires_at"], unique=False)
    op.create_index("ix_web_sessions_person_id", "web_sessions", ["person_id"], unique=False)

    op.create_table(
        "responses",
        sa.Column("attempt_id", sa.String(length=32), nullable=False),
        sa.Column("item", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("skip_reason", sa.String(length=16), nullable=True),
        sa.Column("seconds", sa.Float(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("save_id", sa.String(length=64), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "skip_reason IN ('skipped', 'not-my-context')",
            name=op.f("ck_responses_known_skip_reason"),
        ),
        sa.CheckConstraint(
            "(value IS NULL) = (skip_reason IS NOT NULL)",
            name=op.f("ck_responses_skipped_has_reason"),
        ),
        sa.CheckConstraint("revision >= 1", name=op.f("ck_responses_revision_counts_from_one")),
        sa.CheckConstraint("seconds >= 0", name=op.f("ck_responses_seconds_not_negative")),
        sa.ForeignKeyConstraint(
            ["attempt_id", "person_id"],
            ["attempts.id", "attempts.person_id"],
            name=op.f("fk_responses_attempt_id_person_id_attempts"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("attempt_id", "item", name=op.f("pk_responses")),
    )
    op.create_table(
        "score_sheets",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("attempt_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("scoring_version", sa.String(length=16), nullable=False),
        sa.Column("overall_level", sa.Float(), nullable=True),
        sa.Column("quality_points", sa.Integer(), nullable=False),
        sa.Column("sheet", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "overall_level BETWEEN 1 AND 5", name=op.f("ck_score_sheets_level_in_range")
        ),
        sa.CheckConstraint("quality_points >= 0", name=op.f("ck_score_sheets_points_not_negative")),
        sa.ForeignKeyConstraint(
            ["attempt_id", "person_id"],
            ["attempts.id", "attempts.person_id"],
            name=op.f("fk_score_sheets_attempt_id_person_id_attempts"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_score_sheets")),
        sa.UniqueConstraint(
            "attempt_id", "scoring_version", name=op.f("uq_score_sheets_attempt_id_scoring_version")
        ),
        sa.UniqueConstraint("id", "person_id", name=op.f("uq_score_sheets_id_person_id")),
    )
    op.create_table(
        "readings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sheet_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("reading", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["sheet_id", "person_id"],
            ["score_sheets.id", "score_sheets.person_id"],
            name=op.f("fk_readings_sheet_id_person_id_score_sheets"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_readings")),
        sa.UniqueConstraint("id", "person_id", name=op.f("uq_readings_id_person_id")),
    )
    op.create_index("ix_readings_sheet_id", "readings", ["sheet_id"], unique=False)

    op.create_table(
        "plans",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("reading_id", sa.Integer(), nullable=True),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_plans_person_id_people"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["reading_id"],
            ["readings.id"],
            name=op.f("fk_plans_reading_id_readings"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plans")),
        sa.UniqueConstraint("id", "person_id", name=op.f("uq_plans_id_person_id")),
    )
    op.create_index(
        "ix_plans_person_id_created_at", "plans", ["person_id", "created_at"], unique=False
    )
    op.create_index("ix_plans_reading_id", "plans", ["reading_id"], unique=False)

    op.create_table(
        "plan_revisions",
        sa.Column("plan_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("catalog_revision", sa.String(length=64), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("plan", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("number >= 1", name=op.f("ck_plan_revisions_number_counts_from_one")),
        sa.ForeignKeyConstraint(
            ["catalog_revision"],
            ["catalog_snapshots.revision"],
            name=op.f("fk_plan_revisions_catalog_revision_catalog_snapshots"),
        ),
        sa.ForeignKeyConstraint(
            ["plan_id", "person_id"],
            ["plans.id", "plans.person_id"],
            name=op.f("fk_plan_revisions_plan_id_person_id_plans"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("plan_id", "number", name=op.f("pk_plan_revisions")),
    )
    op.create_table(
        "plan_steps",
        sa.Column("plan_id", sa.String(length=32), nullable=False),
        sa.Column("action_id", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("evidence", sa.Text(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state IN ('open', 'locked', 'doing', 'done', 'dropped')",
            name=op.f("ck_plan_steps_known_state"),
        ),
        sa.ForeignKeyConstraint(
            ["plan_id", "person_id"],
            ["plans.id", "plans.person_id"],
            name=op.f("fk_plan_steps_plan_id_person_id_plans"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("plan_id", "action_id", name=op.f("pk_plan_steps")),
    )


def downgrade() -> None:
    op.drop_table("plan_steps")
    op.drop_table("plan_revisions")
    op.drop_table("plans")
    op.drop_table("readings")
    op.drop_table("score_sheets")
    op.drop_table("responses")
    op.drop_table("web_sessions")
    op.drop_table("attempts")
    op.drop_table("people")
    op.drop_table("catalog_snapshots")
