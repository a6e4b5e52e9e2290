"""Dana's organisation on the real app: a search, a panel and candidates, each in a browser."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import cast

from flask import Flask

from assessment.domain.accounts import Account, OrganisationId, Role
from assessment.domain.briefs import Brief, BriefId, Outcome
from assessment.domain.profiles import ProfileId
from assessment.services.briefs import start_brief
from assessment.services.candidacies import confirm_notice, key_of
from assessment.services.candidates import add_candidate, plan_interview
from assessment.services.interview_kits import set_contact
from assessment.services.interview_panels import join_panel
from assessment.services.organisations import create_organisation
from assessment.services.scorecards import save_card
from assessment.services.searches import open_search
from assessment.store.engine import Database
from assessment.store.records import MembershipRecord
from tests.web.hiring_routes import MANAGED, ON_THE_PANEL, WORKED_IN
from tests.web.signed_in import make_account, sign_in
from tests.web.sitter import Sitter

AREAS = ("strategy", "communication", "team")
"""The critical ones of a scale-up CTO."""
BRIEF = Brief(
    challenge="Move billing off the mainframe before its contract ends.",
    cto_type=ProfileId("scale-up"),
    title="CTO of a grocer",
    outcomes=(Outcome(result="Billing runs on the new platform", measure="all customers"),),
)


@dataclass
class WebHouse:
    """Dana administers, Iris, Jo and Ravi interview; Eve runs another organisation."""

    app: Flask
    tag: str = ""
    """What tells one house's addresses from another's in the same database."""
    browsers: dict[str, Sitter] = field(default_factory=dict)
    accounts: dict[str, Account] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.database = cast(Database, self.app.extensions["database"])
        self.now = datetime.now(UTC)
        for name in ("dana", "iris", "jo", "ravi", "eve"):
            self.accounts[name] = make_account(
                self.app, f"{name}{self.tag}@example.org", name.title()
            )
            self.browsers[name] = sign_in(self.app, self.accounts[name])
        self.organisation = self.found("dana", "Grocer Ltd")
        self.other = self.found("eve", "Rival Ltd")
        for name in ("iris", "jo", "ravi"):
            self.employ(name, "interviewer")
        self.brief: BriefId = self.database.write(
            lambda s: start_brief(
                s, self.accounts["dana"].id, self.organisation, BRIEF, now=self.now
            )
        )
        self.search = self.database.write(
            lambda s: open_search(
                s, self.app.extensions["shelf"], self.accounts["dana"].id,
                self.organisation, self.brief, now=self.now,
            )
        )  # fmt: skip
        dana = self.accounts["dana"].id
        self.database.write(lambda s: set_contact(s, dana, self.search, "Lee, +49 30 1234"))
        for name in ("iris", "jo", "ravi"):
            who = self.accounts[name].id
            self.database.write(
                lambda s, who=who: join_panel(s, dana, self.search, who, now=self.now)  # type: ignore[misc]
            )

    def found(self, name: str, called: str) -> OrganisationId:
        return self.database.write(
            lambda s: create_organisation(s, self.accounts[name].id, called, now=self.now)
        ).id

    def employ(self, name: str, role: Role) -> None:
        with self.database.writing() as session:
            session.add(
                MembershipRecord(
                    organisation_id=self.organisation,
                    account_id=self.accounts[name].id,
                    role=role,
                    created_at=self.now,
                )
            )

    def candidate(self, name: str, day: date | None = None) -> str:
        """Somebody told and planned for today."""
        dana = self.accounts["dana"].id
        email = f"{name.split()[0].lower()}@mail.example"
        candidate, token = self.database.write(
            lambda s: add_candidate(s, dana, self.search, name, email, now=self.now)
        )
        self.tokens[candidate] = token
        self.database.write(lambda s: confirm_notice(s, key_of(token), now=self.now))
        self.database.write(
            lambda s: plan_interview(s, dana, candidate, day or self.now.date(), now=self.now)
        )
        return candidate

    def rate(self, who: str, candidate: str, value: str, note: str, *, submit: bool = True) -> None:
        typed = dict.fromkeys(AREAS, (note, value))
        self.database.write(
            lambda s: save_card(
                s, self.accounts[who].id, candidate, typed, submit=submit, now=self.now  # type: ignore[arg-type]
            )
        )  # fmt: skip

    def values(self, candidate: str, member: str = "") -> dict[str, str]:
        """What fills in the addresses of interviewing."""
        return {
            "search": self.search,
            "candidate": candidate,
            "member": member or "0" * 32,
            "organisation": self.organisation,
            "kind": "docx",
        }

    def pages(self, who: str, candidates: list[str]) -> Iterator[tuple[str, str]]:
        """Every page, file and list of interviewing this account may open, with what it says."""
        rules = sorted({*MANAGED, *WORKED_IN, *ON_THE_PANEL, "/interviews"})
        for candidate in candidates:
            for rule in rules:
                path = filled(rule, self.values(candidate))
                answer = self.browsers[who].client.get(path, follow_redirects=True)
                if answer.status_code == 200 and path.endswith(".docx"):
                    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
                        yield path, archive.read("word/document.xml").decode()
                elif answer.status_code == 200:
                    yield path, answer.get_data(as_text=True)
        for path in ("/mine", "/mine/delete"):
            yield path, self.browsers[who].client.get(path).get_data(as_text=True)


def filled(rule: str, values: dict[str, str]) -> str:
    """A rule with its values in place."""
    parts = []
    for part in rule.split("<"):
        if ">" in part:
            inner, rest = part.split(">", 1)
            parts.append(values[inner.rsplit(":", 1)[1]] + rest)
        else:
            parts.append(part)
    return "".join(parts)
