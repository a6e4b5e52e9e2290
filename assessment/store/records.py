"""Which tables are there? Importing this module registers them all."""

from assessment.store.accounts import (
    AccountLinkRecord,
    AccountRecord,
    MembershipRecord,
    OrganisationInvitationRecord,
    OrganisationRecord,
    PasskeyRecord,
)
from assessment.store.attempts import (
    AttemptRecord,
    CatalogSnapshotRecord,
    ReadingRecord,
    ResponseRecord,
    ScoreSheetRecord,
)
from assessment.store.audit import AuditEventRecord, AuditHeadRecord
from assessment.store.branding import BrandingRecord
from assessment.store.briefs import BriefRecord, BriefVersionRecord, BriefVoiceRecord
from assessment.store.coaching import (
    AgreedActionRecord,
    ArchiveEntryRecord,
    ArchiveRecord,
    ClientRecord,
    CoachNoteRecord,
)
from assessment.store.colleagues import (
    RaterAnswerRecord,
    RaterLinkRecord,
    RaterRecord,
    RaterRoundRecord,
    RaterWordsRecord,
)
from assessment.store.columns import Record
from assessment.store.endings import PredictionRecord, StopOfferRecord
from assessment.store.erasures import ErasureRecord
from assessment.store.hiring import (
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
from assessment.store.learning import ExerciseRecord
from assessment.store.outside import OutsideRatingRecord
from assessment.store.people import PersonRecord, WebSessionRecord
from assessment.store.plans import PlanRecord, PlanRevisionRecord, PlanStepRecord
from assessment.store.sharing import GrantInvitationRecord, GrantRecord, ShareLinkRecord

metadata = Record.metadata

__all__ = [
    "BrandingRecord",
    "AccountLinkRecord",
    "AccountRecord",
    "AgreedActionRecord",
    "ArchiveEntryRecord",
    "ArchiveRecord",
    "ClientRecord",
    "CoachNoteRecord",
    "AttemptRecord",
    "AuditEventRecord",
    "AuditHeadRecord",
    "BriefRecord",
    "BriefVersionRecord",
    "BriefVoiceRecord",
    "CandidateAgendaRecord",
    "CandidateRecord",
    "CatalogSnapshotRecord",
    "ErasureRecord",
    "ExerciseRecord",
    "GrantInvitationRecord",
    "GrantRecord",
    "HiringDecisionRecord",
    "ImpactCountRecord",
    "MembershipRecord",
    "OrganisationInvitationRecord",
    "OrganisationRecord",
    "OutsideRatingRecord",
    "PanelMemberRecord",
    "PanelTalkRecord",
    "PasskeyRecord",
    "PersonRecord",
    "PlanRecord",
    "PlanRevisionRecord",
    "PlanStepRecord",
    "PredictionRecord",
    "RaterAnswerRecord",
    "RaterLinkRecord",
    "RaterRecord",
    "RaterRoundRecord",
    "RaterWordsRecord",
    "ReadingRecord",
    "Record",
    "ResponseRecord",
    "ScoreSheetRecord",
    "ScorecardRatingRecord",
    "ScorecardRecord",
    "SearchRecord",
    "ShareLinkRecord",
    "StopOfferRecord",
    "WebSessionRecord",
    "metadata",
]
