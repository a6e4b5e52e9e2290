"""Grants, invitations to them, share links, and the append-only trail of who opened what."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "sharing"
down_revision: str | None = "colleagues"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

ROWS_CHANGE: frozenset[str] = frozenset()
"""Tables whose number of rows this migration means to change."""

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _grants()
    _invitations()
    _links()
    _trail()
    _forbid_changes()


def _grants() -> None:
    op.create_table(
        "grants",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=True),
        sa.Column("address", sa.String(length=254), nullable=False),
        sa.Column("attempt_id", sa.String(length=32), nullable=True),
        sa.Column("scope", sa.String(length=16), nullable=False),
        sa.Column("shares_result", sa.Boolean(), nullable=False),
        sa.Column("shares_answers", sa.Boolean(), nullable=False),
        sa.Column("shares_plan", sa.Boolean(), nullable=False),
        sa.Column("shares_exercises", sa.Boolean(), nullable=False),
        sa.Column("shares_colleagues", sa.Boolean(), nullable=False),
        sa.Column("edition", sa.Text(), nullable=True),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("save_id", sa.String(length=64), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("accepted_at", MOMENT, nullable=True),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("ended_by", sa.String(length=16), nullable=True),
        sa.CheckConstraint("scope IN ('one', 'later', 'all')", name=op.f("ck_grants_known_scope")),
        sa.CheckConstraint(
            "(scope = 'all') = (attempt_id IS NULL)", name=op.f("ck_grants_scope_has_its_result")
        ),
        sa.CheckConstraint("purpose <> ''", name=op.f("ck_grants_says_what_for")),
        sa.CheckConstraint(
            "shares_result OR shares_plan OR shares_exercises OR shares_colleagues",
            name=op.f("ck_grants_shares_something"),
        ),
        sa.CheckConstraint(
            "shares_result OR NOT shares_answers", name=op.f("ck_grants_answers_with_result")
        ),
        sa.CheckConstraint(
            "account_id IS NULL OR accepted_at IS NOT NULL", name=op.f("ck_grants_accepted_by_whom")
        ),
        sa.CheckConstraint(
            "(ended_at IS NULL) = (ended_by IS NULL)", name=op.f("ck_grants_ended_by_whom")
        ),
        sa.CheckConstraint("ended_by IN ('owner', 'coach')", name=op.f("ck_grants_known_end")),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_grants_person_id_people"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["accounts.id"],
            name=op.f("fk_grants_account_id_accounts"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["attempt_id", "person_id"],
            ["attempts.id", "attempts.person_id"],
            name=op.f("fk_grants_attempt_id_person_id_attempts"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grants")),
        sa.UniqueConstraint("id", "person_id", name=op.f("uq_grants_id_person_id")),
        sa.UniqueConstraint("person_id", "save_id", name=op.f("uq_grants_person_id_save_id")),
    )
    op.create_index("ix_grants_person_id_created_at", "grants", ["person_id", "created_at"])
    op.create_index("ix_grants_account_id_person_id", "grants", ["account_id", "person_id"])
    op.create_index("ix_grants_attempt_id", "grants", ["attempt_id"])


def _invitations() -> None:
    op.create_table(
        "grant_invitations",
        sa.Column("grant_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("used_at", MOMENT, nullable=True),
        sa.CheckConstraint(
            "expires_at > created_at", name=op.f("ck_grant_invitations_expires_after_creation")
        ),
        sa.ForeignKeyConstraint(
            ["grant_id", "person_id"],
            ["grants.id", "grants.person_id"],
            name=op.f("fk_grant_invitations_grant_id_person_id_grants"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("grant_id", name=op.f("pk_grant_invitations")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_grant_invitations_token_hash")),
    )


def _links() -> None:
    op.create_table(
        "share_links",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("attempt_id", sa.String(length=32), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("shown_name", sa.Text(), nullable=False),
        sa.Column("edition", sa.Text(), nullable=False),
        sa.Column("with_pdf", sa.Boolean(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("save_id", sa.String(length=64), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_share_links_person_id_people"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["attempt_id", "person_id"],
            ["attempts.id", "attempts.person_id"],
            name=op.f("fk_share_links_attempt_id_person_id_attempts"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_share_links")),
        sa.UniqueConstraint("id", "person_id", name=op.f("uq_share_links_id_person_id")),
        sa.UniqueConstraint("person_id", "save_id", name=op.f("uq_share_links_person_id_save_id")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_share_links_token_hash")),
    )
    op.create_index(
        "ix_share_links_person_id_created_at", "share_links", ["person_id", "created_at"]
    )
    op.create_index("ix_share_links_attempt_id", "share_links", ["attempt_id"])


def _trail() -> None:
    op.create_table(
        "audit_events",
        sa.Column(
            "sequence",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("actor_kind", sa.String(length=16), nullable=False),
        sa.Column("actor_id", sa.String(length=64), nullable=False),
        sa.Column("action", sa.String(length=64), nullable=False),
        sa.Column("owner_id", sa.String(length=64), nullable=True),
        sa.Column("organisation_id", sa.String(length=64), nullable=True),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("object_id", sa.String(length=64), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.CheckConstraint(
            "sequence >= 1", name=op.f("ck_audit_events_sequence_counts_from_one")
        ),
        sa.PrimaryKeyConstraint("sequence", name=op.f("pk_audit_events")),
    )
    for column in ("owner_id", "actor_id", "organisation_id"):
        op.create_index(
            f"ix_audit_events_{column}_sequence", "audit_events", [column, "sequence"]
        )
    op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_audit_head_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_head")),
    )


def _forbid_changes() -> None:
    """Let nobody change or delete a line of the trail by a statement, ours included."""
    if op.get_context().dialect.name == "sqlite":
        for deed in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER audit_events_refuse_{deed.lower()} BEFORE {deed} "
                "ON audit_events BEGIN "
                "SELECT RAISE(ABORT, 'the audit trail is append-only'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION audit_events_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the audit trail is append-only'; END $$"
    )
    op.execute(
        "CREATE TRIGGER audit_events_refuse_change BEFORE UPDATE OR DELETE ON audit_events "
        "FOR EACH ROW EXECUTE FUNCTION audit_events_refuse()"
    )
    op.execute(
        "CREATE TRIGGER audit_events_refuse_truncate BEFORE TRUNCATE ON audit_events "
        "FOR EACH STATEMENT EXECUTE FUNCTION audit_events_refuse()"
    )


def downgrade() -> None:
    for table in ("audit_head", "audit_events", "share_links", "grant_invitations", "grants"):
        op.drop_table(table)
    if op.get_context().dialect.name == "postgresql":
        op.execute("DROP FUNCTION audit_events_refuse()")
