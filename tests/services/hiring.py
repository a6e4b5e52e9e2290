"""Two organisations that hire: Dana's with a search, a panel and candidates, and Eve's."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from assessment.domain.accounts import AccountId, OrganisationId, Role
from assessment.domain.areas import AreaId, FacetId
from assessment.domain.briefs import Brief, BriefId, Outcome
from assessment.domain.catalog import Catalog
from assessment.domain.interviews import InterviewKind, InterviewQuestion, InterviewQuestionId
from assessment.domain.profiles import ProfileId
from assessment.services.accounts import create_account
from assessment.services.briefs import start_brief
from assessment.services.candidacies import confirm_notice, key_of
from assessment.services.candidates import add_candidate, plan_interview
from assessment.services.catalogs import CatalogShelf
from assessment.services.interview_kits import set_contact
from assessment.services.interview_panels import join_panel
from assessment.services.organisations import create_organisation
from assessment.services.scorecards import Card, save_card
from assessment.services.searches import open_search
from assessment.store.engine import Database
from assessment.store.records import MembershipRecord
from tests.builders import NOON, make_catalog, make_prose

LATER = NOON + timedelta(days=2)
INTERVIEW = date(2026, 11, 22)
AREAS = (AreaId("strategy"), AreaId("team"))
BRIEF = Brief(
    challenge="Move billing off the mainframe before its contract ends.",
    cto_type=ProfileId("scale-up"),
    title="CTO",
    outcomes=(Outcome(result="Billing runs on the new platform", measure="all customers"),),
)


def make_question(area: str, kind: InterviewKind, number: int) -> InterviewQuestion:
    return InterviewQuestion(
        id=InterviewQuestionId(f"{area}-{kind}-{number}"),
        version=1,
        area=AreaId(area),
        facet=FacetId(f"{area}-f{number}"),
        kind=kind,
        status="live",
        title=f"Question {number} on {area}",
        minutes=8,
        question=make_prose("What did you do?"),
        probes=("Who?", "When?", "Why?"),
        signs={2: "Says little.", 3: "Says more.", 4: "Says what changed."},
        red_flags=("Nobody else.", "No date."),
        evidence=make_prose("A paper."),
        seeds=(),
    )


def interviewing_catalog(revision: str = "r1") -> Catalog:
    plain = make_catalog(revision=revision)
    kinds: tuple[InterviewKind, ...] = ("past-behaviour", "past-behaviour", "situational")
    questions = [
        make_question(area, kind, number)
        for area in plain.areas
        for number, kind in enumerate(kinds, start=1)
    ]
    return replace(plain, questions={q.id: q for q in questions})


def interviewing_shelf() -> CatalogShelf:
    return CatalogShelf(
        lambda: {"revision.md": "r1"}, lambda files: interviewing_catalog(files["revision.md"])
    )


@dataclass
class House:
    """Dana's organisation: she administers, Lee leads hiring, Iris, Jo and Ravi interview."""

    database: Database
    shelf: CatalogShelf = field(default_factory=interviewing_shelf)
    people: dict[str, AccountId] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name in ("dana", "lee", "iris", "jo", "ravi", "eve", "cora"):
            self.people[name] = self.account(name)
        self.organisation = self.found("dana", "Grocer Ltd")
        self.other = self.found("eve", "Rival Ltd")
        for name, role in (
            ("lee", "hiring-lead"), ("iris", "interviewer"), ("jo", "interviewer"),
            ("ravi", "interviewer"), ("cora", "coach"),
        ):  # fmt: skip
            self.employ(name, role)  # type: ignore[arg-type]
        self.brief = self.write_brief()
        self.search = self.open()

    def account(self, name: str) -> AccountId:
        return self.database.write(
            lambda s: create_account(
                s, email=f"{name}@example.org", name=name.title(), verified=True, now=NOON
            )
        ).id

    def found(self, name: str, called: str) -> OrganisationId:
        return self.database.write(
            lambda s: create_organisation(s, self.people[name], called, now=NOON)
        ).id

    def employ(self, name: str, role: Role) -> None:
        with self.database.writing() as session:
            session.add(
                MembershipRecord(
                    organisation_id=self.organisation,
                    account_id=self.people[name],
                    role=role,
                    created_at=NOON,
                )
            )

    def write_brief(self, brief: Brief = BRIEF) -> BriefId:
        return self.database.write(
            lambda s: start_brief(s, self.people["dana"], self.organisation, brief, now=NOON)
        )

    def open(self, by: str = "dana") -> str:
        found = self.database.write(
            lambda s: open_search(
                s, self.shelf, self.people[by], self.organisation, self.brief, now=NOON
            )
        )
        self.database.write(lambda s: set_contact(s, self.people[by], found, "Lee, +49 30 1234"))
        return found

    def seat(self, *names: str, now: datetime = NOON) -> None:
        for name in names:
            self.database.write(
                lambda s, name=name: join_panel(  # type: ignore[misc]
                    s, self.people["dana"], self.search, self.people[name], now=now
                )
            )

    def invite(self, name: str, email: str = "") -> str:
        candidate, token = self.database.write(
            lambda s: add_candidate(
                s,
                self.people["dana"],
                self.search,
                name,
                email or f"{name.split()[0].lower()}@mail.example",
                now=NOON,
            )
        )
        self.tokens[candidate] = token
        return candidate

    def confirm(self, candidate: str) -> None:
        key = key_of(self.tokens[candidate])
        self.database.write(lambda s: confirm_notice(s, key, now=NOON))

    def plan(self, candidate: str, day: date = INTERVIEW) -> None:
        self.database.write(
            lambda s: plan_interview(s, self.people["dana"], candidate, day, now=NOON)
        )

    def candidate(self, name: str) -> str:
        """Somebody who was told, and whose interview is planned."""
        candidate = self.invite(name)
        self.confirm(candidate)
        self.plan(candidate)
        return candidate

    def rate(
        self,
        who: str,
        candidate: str,
        values: Mapping[AreaId, str],
        *,
        note: str = "Heard it.",
        submit: bool = True,
        now: datetime = LATER,
    ) -> Card:
        typed = {area: (note, value) for area, value in values.items()}
        return self.database.write(
            lambda s: save_card(s, self.people[who], candidate, typed, submit=submit, now=now)
        )

    def rate_all(self, candidate: str, *values: str) -> None:
        """Everybody on the panel gives both areas the same of ``values``, in turn."""
        for who, value in zip(("iris", "jo", "ravi"), values, strict=True):
            self.rate(who, candidate, dict.fromkeys(AREAS, value), note=f"note of {who}")
