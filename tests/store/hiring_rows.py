"""One row of every table of interviewing, and rows that break its rules."""

from assessment.store.columns import Record
from assessment.store.records import (
    CandidateAgendaRecord,
    CandidateRecord,
    HiringDecisionRecord,
    ImpactCountRecord,
    PanelMemberRecord,
    PanelTalkRecord,
    ScorecardRatingRecord,
    ScorecardRecord,
    SearchRecord,
)
from tests.builders import NOON

SEARCH: dict[str, object] = {
    "id": "s1",
    "organisation_id": "o1",
    "brief_id": "b1",
    "brief_revision": 1,
    "title": "CTO",
    "contact": "Dana",
    "others": "[]",
    "kit": "{}",
    "weights": "",
    "weights_reason": "",
    "hold_reason": "",
    "created_at": NOON,
}
MEMBER: dict[str, object] = {
    "id": "m1",
    "organisation_id": "o1",
    "search_id": "s1",
    "account_id": "acc1",
    "name": "Ada",
    "areas": '["team"]',
    "asks": "[]",
    "joined_at": NOON,
    "left_reason": "",
}
CANDIDATE: dict[str, object] = {
    "id": "c1",
    "organisation_id": "o1",
    "search_id": "s1",
    "letter": "K",
    "name": "Ann",
    "email": "ann@example.org",
    "link_hash": "5" * 64,
    "needs": "",
    "own_words": "",
    "asked_groups": False,
    "delete_on": NOON.date(),
    "created_at": NOON,
}
CARD: dict[str, object] = {
    "id": "k1",
    "organisation_id": "o1",
    "candidate_id": "c1",
    "member_id": "m1",
    "areas": '["team"]',
    "created_at": NOON,
    "withdrawn_reason": "",
}
RATING: dict[str, object] = {
    "scorecard_id": "k1",
    "area": "team",
    "organisation_id": "o1",
    "note": "Heard it.",
    "value": 3,
    "decided": True,
    "changed_at": NOON,
}
TALK: dict[str, object] = {
    "id": "t1",
    "organisation_id": "o1",
    "candidate_id": "c1",
    "area": "team",
    "words": "We differ.",
    "author_name": "Ada",
    "created_at": NOON,
}
DECISION: dict[str, object] = {
    "id": "d1",
    "organisation_id": "o1",
    "candidate_id": "c1",
    "number": 1,
    "outcome": "offer",
    "reason": "Because.",
    "evidence": "The paper.",
    "author_name": "Ada",
    "created_at": NOON,
}
AGENDA: dict[str, object] = {
    "id": "ag1",
    "organisation_id": "o1",
    "candidate_id": "c1",
    "person_id": "ada",
    "consent_version": 1,
    "agenda": "{}",
    "shared_at": NOON,
    "until": NOON.date(),
}
COUNT: dict[str, object] = {
    "organisation_id": "o1",
    "year": 2026,
    "question": "age",
    "answer": "under-40",
    "selected": 1,
    "others": 0,
}

HIRING_ROWS: list[tuple[type[Record], dict[str, object]]] = [
    (SearchRecord, SEARCH),
    (PanelMemberRecord, MEMBER),
    (CandidateRecord, CANDIDATE),
    (ScorecardRecord, CARD),
    (ScorecardRatingRecord, RATING),
    (PanelTalkRecord, TALK),
    (HiringDecisionRecord, DECISION),
    (CandidateAgendaRecord, AGENDA),
    (ImpactCountRecord, COUNT),
]

WRONG_HIRING_ROWS: list[tuple[str, type[Record], dict[str, object]]] = [
    ("uq_searches_brief_id_brief_revision", SearchRecord, SEARCH | {"id": "s2"}),
    ("uq_panel_members_search_id_account_id", PanelMemberRecord, MEMBER | {"id": "m2"}),
    (
        "uq_candidates_search_id_letter",
        CandidateRecord,
        CANDIDATE | {"id": "c2", "link_hash": "6" * 64},
    ),
    ("uq_candidates_link_hash", CandidateRecord, CANDIDATE | {"id": "c2", "letter": "L"}),
    ("uq_scorecards_candidate_id_member_id", ScorecardRecord, CARD | {"id": "k2"}),
    (
        "ck_scorecard_ratings_value_on_the_card",
        ScorecardRatingRecord,
        RATING | {"area": "x", "value": 6},
    ),
    (
        "ck_scorecard_ratings_note_before_number",
        ScorecardRatingRecord,
        RATING | {"area": "x", "note": ""},
    ),
    (
        "ck_scorecard_ratings_note_before_number",
        ScorecardRatingRecord,
        RATING | {"area": "x", "decided": False},
    ),
    ("ck_panel_talks_says_something", PanelTalkRecord, TALK | {"id": "t2", "words": ""}),
    (
        "ck_hiring_decisions_known_outcome",
        HiringDecisionRecord,
        DECISION | {"id": "d2", "number": 2, "outcome": "hire"},
    ),
    (
        "ck_hiring_decisions_reason_and_evidence",
        HiringDecisionRecord,
        DECISION | {"id": "d2", "number": 2, "evidence": ""},
    ),
    (
        "uq_hiring_decisions_candidate_id_number",
        HiringDecisionRecord,
        DECISION | {"id": "d2"},
    ),
    ("ck_impact_counts_counts", ImpactCountRecord, COUNT | {"answer": "x", "others": -1}),
]
