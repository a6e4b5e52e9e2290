"""What does a template see of what is shared, and of who opened it?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from flask import url_for

from assessment.domain.audit import AuditLine
from assessment.domain.editions import Edition, kind_words, piece_words
from assessment.domain.language import gettext as _
from assessment.domain.language import ngettext
from assessment.domain.sharing import PARTS, Grant, GrantState, ShareLink
from assessment.services.attempts import AttemptSummary
from assessment.web.share.forms import part_words, scope_choices, until_words
from assessment.web.words import FORM_WORDS, day_words


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedLine:
    """One act of sharing in the overview."""

    title: str
    about: str
    state: str
    purpose: str
    address: str
    end: str
    """Where it is taken back; empty where it is over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """Everything shared: what holds, what waits, what is over."""

    active: tuple[SharedLine, ...]
    waiting: tuple[SharedLine, ...]
    ended: tuple[SharedLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerLine:
    """Something that was done with one's things, once or several times in a row."""

    day: str
    last: str
    who: str
    what: str
    times: str


def state_words(state: GrantState, grant: Grant) -> str:
    """How a grant stands, in words."""
    match state:
        case "invited":
            return _("invited, not accepted yet; the invitation works until %(day)s") % {
                "day": day_words(grant.invited_until)
            }
        case "active":
            return until_words(grant.terms.until)
        case "lapsed":
            return _("over since its last day, %(day)s") % {
                "day": day_words(min(grant.terms.until, _last_day(grant)))
            }
        case "ended":
            if grant.ended_at is None:
                return _("over: their account is gone")
            by = (
                _("ended by you on %(day)s")
                if grant.ended_by == "owner"
                else _("given back on %(day)s")
            )
            return by % {"day": day_words(grant.ended_at)}


def _last_day(grant: Grant) -> date:
    return grant.terms.until if grant.accepted_at else grant.invited_until.date()


def grant_words(grant: Grant) -> str:
    """What a grant covers, in one line."""
    words = part_words()
    parts = ", ".join(words[part][0] for part in PARTS if part in grant.terms.parts)
    scope = {value: title for value, title, _text in scope_choices()}[grant.terms.scope]
    return f"{parts} · {scope}"


def edition_words(edition: Edition) -> tuple[str, list[str]]:
    """What an edition is called, and what it holds."""
    words = piece_words()
    return kind_words()[edition.kind][0], [words[piece] for piece in edition.pieces]


def make_overview(
    grants: Sequence[Grant], links: Sequence[ShareLink], attempts: Sequence[AttemptSummary],
    now: datetime,
) -> Overview:  # fmt: skip
    """The overview of one's own sharing."""
    titles = {attempt.id: attempt_title(attempt) for attempt in attempts}
    parts: dict[str, list[SharedLine]] = {"active": [], "waiting": [], "ended": []}
    for grant in grants:
        state = grant.state(now)
        place = {"active": "active", "invited": "waiting"}.get(state, "ended")
        parts[place].append(
            SharedLine(
                title=grant.address,
                about=grant_words(grant),
                state=state_words(state, grant),
                purpose=grant.terms.purpose,
                address=url_for("share.grant", grant=grant.id),
                end="" if place == "ended" else url_for("share.end", grant=grant.id),
            )
        )
    for link in links:
        is_open = link.is_open(now.date())
        parts["active" if is_open else "ended"].append(
            SharedLine(
                title=link.label or _("A link"),
                about=f"{edition_words(link.edition)[0]} · {titles.get(link.attempt, '')}",
                state=link_state(link, now),
                purpose=link.purpose,
                address=url_for("share_links.link", link=link.id),
                end=url_for("share_links.end", link=link.id) if is_open else "",
            )
        )
    return Overview(**{name: tuple(lines) for name, lines in parts.items()})


def link_state(link: ShareLink, now: datetime) -> str:
    """How a link stands, in words."""
    if link.ended_at is not None:
        return _("ended by you on %(day)s") % {"day": day_words(link.ended_at)}
    if not link.is_open(now.date()):
        return _("over since its last day, %(day)s") % {"day": day_words(link.until)}
    return until_words(link.until)


def attempt_title(attempt: AttemptSummary) -> str:
    """A result in one line."""
    day = "" if attempt.submitted_at is None else day_words(attempt.submitted_at)
    return f"{FORM_WORDS[attempt.form]}, {day}"


def action_words() -> dict[str, str]:
    """What each action of the trail is called, as the owner of the things reads it."""
    return {
        "grant.offered": _("invited somebody to see what you chose"),
        "grant.accepted": _("accepted your invitation"),
        "grant.revoked": _("ended what was shared"),
        "grant.left": _("gave back what you shared"),
        "link.made": _("made a link"),
        "link.ended": _("ended a link"),
        "link.opened": _("opened the result behind your link"),
        "link.downloaded": _("downloaded the result behind your link as a PDF"),
        "result.opened": _("opened a result"),
        "result.downloaded": _("downloaded a report"),
        "answers.opened": _("opened your answers"),
        "change.opened": _("compared two of your results"),
        "plan.opened": _("opened your plan"),
        "exercises.opened": _("opened your exercise log"),
        "colleagues.opened": _("opened what colleagues said"),
        "client.opened": _("opened your page among their clients"),
        "preparation.opened": _("opened a preparation sheet about your result"),
    }


def ledger_lines(
    lines: Sequence[AuditLine], grants: Sequence[Grant], links: Sequence[ShareLink]
) -> list[LedgerLine]:
    """The trail in words; the same deed several times in a row on a day is one line."""
    people: dict[str, str] = {
        grant.account: grant.address for grant in grants if grant.account is not None
    }
    labels: dict[str, str] = {link.id: link.label or _("without a label") for link in links}
    words = action_words()
    told = []
    for _key, group in groupby(lines, key=_same_deed):
        deeds = list(group)
        event = deeds[0].event
        told.append(
            LedgerLine(
                day=day_words(event.at),
                last=f"{event.at:%H:%M} UTC",
                who=_who(event.actor.kind, event.actor.id, people, labels),
                what=words.get(event.action, _("opened something of yours")),
                times=""
                if len(deeds) == 1
                else ngettext("%(n)d time", "%(n)d times", len(deeds)) % {"n": len(deeds)},
            )
        )
    return told


def _same_deed(line: AuditLine) -> tuple[object, ...]:
    event = line.event
    return event.at.date(), event.actor, event.action, event.object_id


def _who(kind: str, actor: str, people: Mapping[str, str], labels: Mapping[str, str]) -> str:
    match kind:
        case "person":
            return _("You")
        case "account":
            return people.get(actor, _("an account you no longer share with"))
        case "link":
            if (label := labels.get(actor)) is None:  # it is over, and was forgotten
                return _("Whoever held a link that you made long ago")
            return _("Whoever holds the link “%(label)s”") % {"label": label}
        case "token":
            return _("A program with a token")
        case "rater":
            return _("A colleague")
        case "operator":
            return _("Whoever runs this site")
        case _:
            return _("This site itself")
