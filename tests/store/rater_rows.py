"""One row of each table of colleagues and of looks, and what the database refuses of them."""

from datetime import timedelta

from assessment.store.columns import Record
from assessment.store.records import (
    BrandingRecord,
    RaterAnswerRecord,
    RaterLinkRecord,
    RaterRecord,
    RaterRoundRecord,
    RaterWordsRecord,
)
from tests.builders import NOON

LATER = NOON + timedelta(days=21)

ROUND: dict[str, object] = {
    "id": "round1",
    "person_id": "ada",
    "attempt_id": "a1",
    "asker": "Ada",
    "purpose": "",
    "created_at": NOON,
    "closes_at": LATER,
    "reminders": 0,
}
RATER: dict[str, object] = {
    "id": "rater1",
    "round_id": "round1",
    "person_id": "ada",
    "role": "manager",
    "name": "Max",
    "address": "max@example.org",
    "state": "begun",
    "key_hash": "2" * 64,
    "created_at": NOON,
}
LINK: dict[str, object] = {
    "token_hash": "3" * 64,
    "rater_id": "rater1",
    "person_id": "ada",
    "created_at": NOON,
}
ANSWER: dict[str, object] = {
    "rater_id": "rater1",
    "area": "finance",
    "person_id": "ada",
    "value": 4,
}
WORDS: dict[str, object] = {
    "rater_id": "rater1",
    "question": "keep",
    "person_id": "ada",
    "text": "Listens.",
}
BRANDING: dict[str, object] = {
    "organisation_id": "o1",
    "closing": "Oak",
    "accent": "#0f5b5f",
    "accent_light": "#0f5b5f",
    "accent_dark": "#7cc4c3",
    "logo": b"png",
    "logo_width": 1,
    "logo_height": 1,
    "changed_at": NOON,
}

RATER_ROWS: list[tuple[type[Record], dict[str, object]]] = [
    (RaterRoundRecord, ROUND),
    (RaterRecord, RATER),
    (RaterLinkRecord, LINK),
    (RaterAnswerRecord, ANSWER),
    (RaterWordsRecord, WORDS),
    (BrandingRecord, BRANDING),
]

WRONG_RATER_ROWS: list[tuple[str, type[Record], dict[str, object]]] = [
    ("uq_rater_rounds_open", RaterRoundRecord, ROUND | {"id": "round2"}),
    (
        "ck_rater_rounds_closes_after_creation",
        RaterRoundRecord,
        ROUND | {"id": "round2", "closes_at": NOON, "closed_at": NOON, "disclosed": "{}"},
    ),
    (
        "ck_rater_rounds_disclosed_when_closed",
        RaterRoundRecord,
        ROUND | {"id": "round2", "closed_at": LATER},
    ),
    (
        "ck_rater_rounds_two_reminders",
        RaterRoundRecord,
        ROUND | {"id": "round2", "closed_at": NOON, "disclosed": "{}", "reminders": 3},
    ),
    (
        "fk_rater_rounds_attempt_id_person_id_attempts",
        RaterRoundRecord,
        ROUND | {"id": "round2", "person_id": "ben"},
    ),
    ("uq_raters_manager", RaterRecord, RATER | {"id": "rater2", "key_hash": None}),
    ("uq_raters_key_hash", RaterRecord, RATER | {"id": "rater2", "role": "peer"}),
    (
        "ck_raters_known_role",
        RaterRecord,
        RATER | {"id": "rater2", "role": "boss", "key_hash": None},
    ),
    (
        "ck_raters_known_state",
        RaterRecord,
        RATER | {"id": "rater2", "role": "peer", "state": "bored", "key_hash": None},
    ),
    (
        "fk_raters_round_id_person_id_rater_rounds",
        RaterRecord,
        RATER | {"id": "rater2", "role": "peer", "person_id": "ben", "key_hash": None},
    ),
    ("ck_rater_answers_value_in_range", RaterAnswerRecord, ANSWER | {"area": "x", "value": 6}),
    (
        "fk_rater_answers_rater_id_person_id_raters",
        RaterAnswerRecord,
        ANSWER | {"area": "y", "person_id": "ben"},
    ),
    ("ck_rater_words_known_question", RaterWordsRecord, WORDS | {"question": "why"}),
    ("ck_rater_words_says_something", RaterWordsRecord, WORDS | {"question": "change", "text": ""}),
    (
        "fk_rater_links_rater_id_person_id_raters",
        RaterLinkRecord,
        LINK | {"token_hash": "4" * 64, "person_id": "ben"},
    ),
]
