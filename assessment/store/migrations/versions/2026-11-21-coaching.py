"""A coach's clients, notes, agreed actions and archives of reports."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "coaching"
down_revision: str | None = "account_links"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

ROWS_CHANGE: frozenset[str] = frozenset()
"""Tables whose number of rows this migration means to change."""


def upgrade() -> None:
    op.create_table('archives',
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('account_id', sa.String(length=32), nullable=False),
    sa.Column('state', sa.String(length=16), nullable=False),
    sa.Column('paper', sa.String(length=8), nullable=False),
    sa.Column('save_id', sa.String(length=64), nullable=False),
    sa.Column('ordered_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('worked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ready_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('places', sa.Integer(), nullable=False),
    sa.CheckConstraint("paper IN ('A4', 'Letter')", name=op.f('ck_archives_known_paper')),
    sa.CheckConstraint("state IN ('waiting', 'working', 'ready', 'empty', 'gone')", name=op.f('ck_archives_known_state')),
    sa.CheckConstraint('expires_at > ordered_at', name=op.f('ck_archives_expires_after_order')),
    sa.ForeignKeyConstraint(['account_id'], ['accounts.id'], name=op.f('fk_archives_account_id_accounts'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_archives')),
    sa.UniqueConstraint('account_id', 'save_id', name=op.f('uq_archives_account_id_save_id'))
    )
    op.create_index('ix_archives_account_id_ordered_at', 'archives', ['account_id', 'ordered_at'], unique=False)
    op.create_index('ix_archives_state', 'archives', ['state'], unique=False)
    op.create_table('clients',
    sa.Column('account_id', sa.String(length=32), nullable=False),
    sa.Column('client_id', sa.String(length=32), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('name_key', sa.String(length=200), nullable=False),
    sa.Column('last_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('next_on', sa.Date(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("name <> ''", name=op.f('ck_clients_has_a_name')),
    sa.ForeignKeyConstraint(['account_id'], ['accounts.id'], name=op.f('fk_clients_account_id_accounts'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['client_id'], ['people.id'], name=op.f('fk_clients_client_id_people'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('account_id', 'client_id', name=op.f('pk_clients'))
    )
    op.create_index('ix_clients_account_id_last_at', 'clients', ['account_id', 'last_at', 'client_id'], unique=False)
    op.create_index('ix_clients_account_id_name_key', 'clients', ['account_id', 'name_key', 'client_id'], unique=False)
    op.create_index('ix_clients_client_id', 'clients', ['client_id'], unique=False)
    op.create_table('coach_notes',
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('account_id', sa.String(length=32), nullable=False),
    sa.Column('client_id', sa.String(length=32), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('visibility', sa.String(length=16), nullable=False),
    sa.Column('session_on', sa.Date(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('save_id', sa.String(length=64), nullable=False),
    sa.Column('written_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("text <> ''", name=op.f('ck_coach_notes_says_something')),
    sa.CheckConstraint("visibility IN ('only-me', 'with-client')", name=op.f('ck_coach_notes_known_visibility')),
    sa.CheckConstraint('revision >= 1', name=op.f('ck_coach_notes_revision_counts_from_one')),
    sa.ForeignKeyConstraint(['account_id'], ['accounts.id'], name=op.f('fk_coach_notes_account_id_accounts'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['client_id'], ['people.id'], name=op.f('fk_coach_notes_client_id_people'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_coach_notes')),
    sa.UniqueConstraint('account_id', 'save_id', name=op.f('uq_coach_notes_account_id_save_id'))
    )
    op.create_index('ix_coach_notes_account_id_client_id', 'coach_notes', ['account_id', 'client_id', 'session_on'], unique=False)
    op.create_index('ix_coach_notes_client_id', 'coach_notes', ['client_id'], unique=False)
    op.create_table('archive_entries',
    sa.Column('archive_id', sa.String(length=32), nullable=False),
    sa.Column('place', sa.Integer(), nullable=False),
    sa.Column('client_id', sa.String(length=32), nullable=False),
    sa.Column('grant_id', sa.String(length=32), nullable=False),
    sa.Column('attempt_id', sa.String(length=32), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('file_name', sa.String(length=120), nullable=False),
    sa.Column('state', sa.String(length=16), nullable=False),
    sa.Column('why', sa.Text(), nullable=False),
    sa.CheckConstraint("state IN ('waiting', 'made', 'failed')", name=op.f('ck_archive_entries_known_state')),
    sa.CheckConstraint('place >= 1', name=op.f('ck_archive_entries_place_counts_from_one')),
    sa.ForeignKeyConstraint(['archive_id'], ['archives.id'], name=op.f('fk_archive_entries_archive_id_archives'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['grant_id', 'client_id'], ['grants.id', 'grants.person_id'], name=op.f('fk_archive_entries_grant_id_client_id_grants'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('archive_id', 'place', name=op.f('pk_archive_entries')),
    sa.UniqueConstraint('archive_id', 'file_name', name=op.f('uq_archive_entries_archive_id_file_name'))
    )
    op.create_index('ix_archive_entries_client_id', 'archive_entries', ['client_id'], unique=False)
    op.create_index('ix_archive_entries_grant_id', 'archive_entries', ['grant_id'], unique=False)
    op.create_table('agreed_actions',
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('person_id', sa.String(length=32), nullable=False),
    sa.Column('account_id', sa.String(length=32), nullable=True),
    sa.Column('author', sa.Text(), nullable=False),
    sa.Column('what', sa.Text(), nullable=False),
    sa.Column('done_when', sa.Text(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('hours', sa.Float(), nullable=False),
    sa.Column('state', sa.String(length=16), nullable=False),
    sa.Column('plan_id', sa.String(length=32), nullable=True),
    sa.Column('save_id', sa.String(length=64), nullable=False),
    sa.Column('agreed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("author <> ''", name=op.f('ck_agreed_actions_says_with_whom')),
    sa.CheckConstraint("state IN ('proposed', 'taken', 'done', 'declined', 'withdrawn')", name=op.f('ck_agreed_actions_known_state')),
    sa.CheckConstraint("what <> ''", name=op.f('ck_agreed_actions_says_what')),
    sa.CheckConstraint('hours > 0', name=op.f('ck_agreed_actions_takes_time')),
    sa.ForeignKeyConstraint(['account_id'], ['accounts.id'], name=op.f('fk_agreed_actions_account_id_accounts'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_agreed_actions_person_id_people'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['plan_id'], ['plans.id'], name=op.f('fk_agreed_actions_plan_id_plans'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_agreed_actions')),
    sa.UniqueConstraint('person_id', 'save_id', name=op.f('uq_agreed_actions_person_id_save_id'))
    )
    op.create_index('ix_agreed_actions_account_id_person_id', 'agreed_actions', ['account_id', 'person_id', 'due_on'], unique=False)
    op.create_index('ix_agreed_actions_person_id_due_on', 'agreed_actions', ['person_id', 'due_on'], unique=False)


def downgrade() -> None:
    op.drop_table("archive_entries")
    op.drop_table("archives")
    op.drop_table("agreed_actions")
    op.drop_table("coach_notes")
    op.drop_table("clients")
