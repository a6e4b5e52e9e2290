"""How does a coach order many reports in one file?

An order names clients; each of its reports is fetched through the grant at the moment it is made.
"""

import re
import unicodedata
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assessment.documents.printing import PageSize
from assessment.domain.accounts import AccountId
from assessment.domain.attempts import PersonId
from assessment.domain.errors import CoachingInvalid
from assessment.domain.language import gettext as _
from assessment.domain.sharing import GrantId
from assessment.services.archives import KEPT, ArchiveId
from assessment.services.caseload import client_name
from assessment.services.granted import granted_attempts, load_granted
from assessment.services.preparing import latest_full
from assessment.services.tokens import new_id
from assessment.store.records import ArchiveEntryRecord, ArchiveRecord
from assessment.store.upsert import insert_once

MOST_REPORTS = 200
MOST_WAITING = 3
"""Orders of one coach that are not ready yet."""


def order_archive(
    session: Session,
    account: AccountId,
    grants: Sequence[GrantId],
    *,
    paper: PageSize,
    save_id: str,
    now: datetime,
) -> ArchiveId:
    """Order the latest shared report of each client; the same form sent twice orders once.

    Raises:
        NotFound: one of the grants is missing, somebody else's or over.
        CoachingInvalid: nobody chosen, too many, or too many orders waiting.
    """
    chosen = list(dict.fromkeys(grants))
    if not chosen:
        raise CoachingInvalid("clients", _("Choose at least one client."))
    if len(chosen) > MOST_REPORTS:
        raise CoachingInvalid(
            "clients", _("Choose at most %(n)d clients at once.") % {"n": MOST_REPORTS}
        )
    waiting = session.scalar(
        select(func.count()).where(
            ArchiveRecord.account_id == account, ArchiveRecord.state.in_(("waiting", "working"))
        )
    )
    sent_before = select(ArchiveRecord.id).where(
        ArchiveRecord.account_id == account, ArchiveRecord.save_id == save_id
    )
    known = session.scalar(sent_before)
    if known is not None:
        return ArchiveId(known)
    if (waiting or 0) >= MOST_WAITING:
        raise CoachingInvalid("clients", _("Wait until the archives you ordered before are ready."))
    archive = new_id()
    entries = _entries(session, account, archive, chosen, now)
    values = {
        "id": archive,
        "account_id": account,
        "state": "waiting",
        "paper": paper,
        "save_id": save_id,
        "ordered_at": now,
        "worked_at": now,
        "ready_at": None,
        "expires_at": now + KEPT,
        "size": 0,
        "places": len(entries),
    }
    if not insert_once(session, ArchiveRecord, values):  # sent twice at the same moment
        return ArchiveId(session.scalars(sent_before).one())
    session.add_all(entries)
    session.flush()
    return ArchiveId(archive)


def _entries(
    session: Session, account: AccountId, archive: str, grants: Sequence[GrantId], now: datetime
) -> list[ArchiveEntryRecord]:
    entries: list[ArchiveEntryRecord] = []
    names: set[str] = set()
    seen: set[PersonId] = set()
    for grant in grants:
        held = load_granted(session, account, grant, now=now)
        if held.owner in seen:
            continue
        seen.add(held.owner)
        name = client_name(session, account, held.owner)
        attempt, day = "", now.date()
        if "result" in held.terms.parts:
            shared = granted_attempts(session, account, grant, now=now)
            attempt = latest_full(shared) or ""
            day = next((a.submitted_at or now for a in shared if a.id == attempt), now).date()
        entries.append(
            ArchiveEntryRecord(
                archive_id=archive,
                place=len(entries) + 1,
                client_id=held.owner,
                grant_id=grant,
                attempt_id=attempt,
                name=name,
                file_name=unique_name(f"{slug(name)}-{day.isoformat()}", names),
                state="waiting",
                why="",
            )
        )
    return entries


def slug(name: str) -> str:
    """A name as part of a file name: plain letters and digits, nothing a shell would read.

    >>> slug("Zoë  O'Neill / ../etc"), slug("李雷")
    ('zoe-o-neill-etc', 'client')
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:60].strip("-") or "client"


def unique_name(stem: str, taken: set[str]) -> str:
    """The file name for a stem, numbered where it is taken; it is taken from now on.

    >>> taken: set[str] = set()
    >>> unique_name("ada", taken), unique_name("ada", taken)
    ('ada.pdf', 'ada-2.pdf')
    """
    name, number = f"{stem}.pdf", 1
    while name in taken:
        number += 1
        name = f"{stem}-{number}.pdf"
    taken.add(name)
    return name
