"""How do tests share as a browser without JavaScript does?"""

import re
from datetime import UTC, datetime, timedelta
from html import unescape

from tests.web.sitter import Sitter, field_of

UNTIL = (datetime.now(UTC) + timedelta(days=20)).date().isoformat()


def edition_path(attempt: str, kind: str, *hold: str, areas: tuple[str, ...] = ()) -> str:
    """The address of an edition with these ticks."""
    ticks = "".join(f"&hold={piece}" for piece in hold) + "".join(f"&areas={a}" for a in areas)
    return f"/share/result/{attempt}/edition?ticked=1&kind={kind}{ticks}"


def make_link(
    owner: Sitter,
    attempt: str,
    kind: str = "coach",
    hold: tuple[str, ...] = ("numbers", "gaps"),
    areas: tuple[str, ...] = (),
    **fields: str,
) -> tuple[str, str]:
    """Make a link by the pages; its id and the path its holder opens."""
    page = owner.text(edition_path(attempt, kind, *hold, areas=areas))
    made = owner.post(
        f"/share/result/{attempt}/link",
        {
            "kind": kind,
            "hold": list(hold),
            "areas": list(areas),
            "save_id": field_of(page, "save_id"),
            "until": UNTIL,
            "label": "",
            "purpose": "",
            **fields,
        },
        page=page,
    )
    assert made.status_code == 303, made.get_data(as_text=True)[:1500]
    shown = owner.text(made.headers["Location"])
    return made.headers["Location"].split("/")[3], link_in(shown)


def link_in(page: str) -> str:
    """The path of the link that a page shows to its maker."""
    found = re.search(r'id="share-link" readonly value="https?://[^/]+([^"]+)"', page)
    assert found, "the page shows no link"
    return unescape(found[1])


GRANT = {
    "address": "ben@example.org",
    "parts": ["result", "answers", "plan"],
    "scope": "later",
    "offered": "coaching",
    "purpose": "",
    "hold": ["numbers", "gaps"],
    "until": UNTIL,
}


def invite(owner: Sitter, attempt: str, **changes: object) -> tuple[str, str]:
    """Invite a coach by the pages; the grant's id and the path of the invitation."""
    path = f"/share/result/{attempt}/coach"
    page = owner.text(path)
    fields = {**GRANT, "save_id": field_of(page, "save_id"), **changes}
    made = owner.post(path, fields, page=page)
    assert made.status_code == 303, made.get_data(as_text=True)[:1500]
    shown = owner.text(made.headers["Location"])
    return made.headers["Location"].split("/")[3], link_in(shown)


def accept(coach: Sitter, invitation: str) -> str:
    """Accept by the pages; the path of what is held then."""
    taken = coach.post(f"{invitation}/accept", {}, page=coach.text(invitation))
    assert taken.status_code == 303, taken.status_code
    return taken.headers["Location"]
