"""How does a person carry everything away: for machines, and to be read without us?"""

import io
import json
import zipfile
from datetime import datetime

from sqlalchemy.orm import Session

from assessment.documents.everything import everything_page
from assessment.domain.attempts import PersonId
from assessment.domain.catalog import Catalog
from assessment.domain.language import gettext as _
from assessment.services.takeout import export_person
from assessment.store.data_map import purposes

JSON_NAME = "everything.json"
PAGE_NAME = "everything.html"


def take_everything(
    session: Session, catalog: Catalog, person: PersonId, *, now: datetime
) -> bytes:
    """A ZIP of one JSON file and one readable page that hold the same.

    Raises:
        NotFound: no such person.
    """
    export = export_person(session, person)
    page = everything_page(
        export,
        titles=_titles(),
        purposes={name: _sentence(purpose) for name, purpose in purposes().items()},
        words=_words(catalog),
        made_at=now,
    )
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in (
            (JSON_NAME, json.dumps(export, ensure_ascii=False, allow_nan=False, indent=1)),
            (PAGE_NAME, page),
        ):
            entry = zipfile.ZipInfo(name, now.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            archive.writestr(entry, text)
    return body.getvalue()


def _words(catalog: Catalog) -> dict[str, str]:
    """The titles of authored things, by their ids."""
    return {
        **{item.id: item.title for item in catalog.items.values()},
        **{action.id: action.title for action in catalog.actions.values()},
        **{situation.id: situation.title for situation in catalog.situations.values()},
        **{profile.id: profile.title for profile in catalog.profiles.values()},
        **{facet.id: facet.title for area in catalog.areas.values() for facet in area.facets},
        **{area.id: area.title for area in catalog.areas.values()},
    }


def _titles() -> dict[str, str]:
    return {
        "person": _("You"),
        "web_sessions": _("Browsers that are open for you"),
        "attempts": _("Your sittings"),
        "responses": _("Your answers"),
        "score_sheets": _("Your results"),
        "readings": _("Your results, read for a target"),
        "plans": _("Your plans"),
        "plan_revisions": _("Your plans, as they were made"),
        "plan_steps": _("How far your plans have come"),
        "exercise_log": _("Your exercise log"),
        "stop_offers": _("Where stopping early was offered"),
        "predictions": _("What you expected of your results"),
        "accounts": _("Your account"),
        "passkeys": _("Your passkeys"),
        "memberships": _("Organisations you work in"),
        "organisation_invitations": _("Invitations you sent into organisations"),
        "rater_rounds": _("What colleagues said, as far as it may be shown"),
        "raters": _("Whom you asked"),
        "outside_ratings": _("What others rated, as it counts"),
        "grants": _("What you share, and with whom"),
        "grant_invitations": _("Invitations to coaches"),
        "share_links": _("Links that show a result"),
        "audit_events": _("Who saw or did what"),
        "agreed_actions": _("What you agreed with a coach"),
        "account_links": _("Links sent to your address"),
        "clients": _("Your list of clients"),
        "coach_notes": _("Notes: your own as a coach, and those written for you"),
        "archives": _("Archives you ordered"),
    }


def _sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}." if words else ""
