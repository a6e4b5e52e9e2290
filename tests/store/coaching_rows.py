"""A row of each of a coach's tables, and rows that break a rule."""

from datetime import timedelta

from assessment.store.columns import Record
from assessment.store.records import (
    AgreedActionRecord,
    ArchiveEntryRecord,
    ArchiveRecord,
    ClientRecord,
    CoachNoteRecord,
)
from tests.builders import NOON

CLIENT: dict[str, object] = {
    "account_id": "acc1",
    "client_id": "ada",
    "name": "Ada",
    "name_key": "ada",
    "last_at": NOON,
    "created_at": NOON,
}
NOTE: dict[str, object] = {
    "id": "n1",
    "account_id": "acc1",
    "client_id": "ada",
    "text": "Ask about the board.",
    "visibility": "only-me",
    "session_on": NOON.date(),
    "revision": 1,
    "save_id": "s1",
    "written_at": NOON,
    "changed_at": NOON,
}
AGREED: dict[str, object] = {
    "id": "ag1",
    "person_id": "ada",
    "account_id": "acc1",
    "author": "Ben",
    "what": "Write the case.",
    "done_when": "The CFO has read it.",
    "due_on": NOON.date(),
    "hours": 2.0,
    "state": "proposed",
    "save_id": "s1",
    "agreed_at": NOON,
    "changed_at": NOON,
}
ARCHIVE: dict[str, object] = {
    "id": "ar1",
    "account_id": "acc1",
    "state": "waiting",
    "paper": "A4",
    "save_id": "s1",
    "ordered_at": NOON,
    "worked_at": NOON,
    "expires_at": NOON + timedelta(days=1),
    "size": 0,
    "places": 1,
}
ENTRY: dict[str, object] = {
    "archive_id": "ar1",
    "place": 1,
    "client_id": "ada",
    "grant_id": "g1",
    "attempt_id": "a1",
    "name": "Ada",
    "file_name": "ada.pdf",
    "state": "waiting",
    "why": "",
}
COACH_ROWS: list[tuple[type[Record], dict[str, object]]] = [
    (ClientRecord, CLIENT),
    (CoachNoteRecord, NOTE),
    (AgreedActionRecord, AGREED),
    (ArchiveRecord, ARCHIVE),
    (ArchiveEntryRecord, ENTRY),
]
WRONG_COACH_ROWS: list[tuple[str, type[Record], dict[str, object]]] = [
    ("ck_clients_has_a_name", ClientRecord, CLIENT | {"client_id": "ben", "name": ""}),
    ("fk_clients_client_id_people", ClientRecord, CLIENT | {"client_id": "eve"}),
    ("pk_clients", ClientRecord, CLIENT),
    ("ck_coach_notes_known_visibility", CoachNoteRecord, NOTE | {"visibility": "all"}),
    ("ck_coach_notes_says_something", CoachNoteRecord, NOTE | {"text": ""}),
    ("ck_coach_notes_revision_counts_from_one", CoachNoteRecord, NOTE | {"revision": 0}),
    ("uq_coach_notes_account_id_save_id", CoachNoteRecord, NOTE | {"save_id": "s1"}),
    ("ck_agreed_actions_known_state", AgreedActionRecord, AGREED | {"state": "lost"}),
    ("ck_agreed_actions_says_what", AgreedActionRecord, AGREED | {"what": ""}),
    ("ck_agreed_actions_says_with_whom", AgreedActionRecord, AGREED | {"author": ""}),
    ("ck_agreed_actions_takes_time", AgreedActionRecord, AGREED | {"hours": 0}),
    ("uq_agreed_actions_person_id_save_id", AgreedActionRecord, AGREED),
    ("ck_archives_known_state", ArchiveRecord, ARCHIVE | {"state": "lost"}),
    ("ck_archives_known_paper", ArchiveRecord, ARCHIVE | {"paper": "A3"}),
    ("ck_archives_expires_after_order", ArchiveRecord, ARCHIVE | {"expires_at": NOON}),
    ("uq_archives_account_id_save_id", ArchiveRecord, ARCHIVE),
    ("ck_archive_entries_known_state", ArchiveEntryRecord, ENTRY | {"state": "lost"}),
    ("ck_archive_entries_place_counts_from_one", ArchiveEntryRecord, ENTRY | {"place": 0}),
    ("uq_archive_entries_archive_id_file_name", ArchiveEntryRecord, ENTRY),
    (
        "fk_archive_entries_grant_id_client_id_grants",
        ArchiveEntryRecord,
        ENTRY | {"client_id": "ben"},
    ),
]
FRESH_COACH_KEYS: dict[type[Record], dict[str, object]] = {
    CoachNoteRecord: {"id": "n9", "save_id": "s9"},
    AgreedActionRecord: {"id": "ag9", "save_id": "s9"},
    ArchiveRecord: {"id": "ar9", "save_id": "s9"},
    ArchiveEntryRecord: {"place": 9, "file_name": "other.pdf"},
}
ONLY_THE_ID_OF_A_COACH = (
    "uq_coach_notes_account_id_save_id",
    "uq_agreed_actions_person_id_save_id",
    "uq_archives_account_id_save_id",
)
