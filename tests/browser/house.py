"""Which people with accounts have their pages looked at? The demo's, and a few states beside it.

Everything is made once, in the server's own database, through the services.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cached_property
from http import HTTPStatus
from pathlib import Path
from typing import TypeVar

from passlib.totp import TOTP
from sqlalchemy.orm import Session

from assessment.domain.accounts import Account, OrganisationId
from assessment.domain.attempts import AttemptId
from assessment.domain.briefs import Brief, BriefId, Outcome
from assessment.domain.catalog import Catalog
from assessment.domain.editions import Edition
from assessment.domain.language import gettext as _
from assessment.domain.profiles import ProfileId
from assessment.domain.samples import is_sample
from assessment.services.accounts import account_by_email, create_account, note_sign_in
from assessment.services.agreed import list_agreed
from assessment.services.attempts import list_attempts, start_attempt
from assessment.services.brief_voices import ask_approver
from assessment.services.briefs import list_briefs, start_brief
from assessment.services.candidacies import confirm_notice, key_of
from assessment.services.candidates import (
    add_candidate,
    candidates_of,
    new_candidate_link,
    plan_interview,
)
from assessment.services.catalogs import CatalogShelf
from assessment.services.coach_notes import list_notes
from assessment.services.colleagues import list_rounds, load_round, new_link
from assessment.services.credentials import begin_address_change, begin_reset, register
from assessment.services.demo.cast import EVERYBODY
from assessment.services.demo.presence import add_demo
from assessment.services.grants import list_grants
from assessment.services.hiring_decisions import decide
from assessment.services.interview_panels import load_panel
from assessment.services.invitations import renew_invitation
from assessment.services.learning import list_exercises
from assessment.services.organisation_invitations import accept_invitation, invite_member
from assessment.services.organisations import (
    ask_second_step,
    create_organisation,
    list_organisations,
)
from assessment.services.panel_marks import keep_marks
from assessment.services.panel_rounds import close_round
from assessment.services.panel_rounds import invite_member as invite_marker
from assessment.services.passwords import hash_password
from assessment.services.people import start_guest
from assessment.services.plans import list_plans
from assessment.services.rating import begin_rating, save_rating, submit_rating
from assessment.services.scorecards import load_card, save_card
from assessment.services.sealing import Sealer
from assessment.services.searches import list_searches, managed_search
from assessment.services.second_step import new_secret, turn_on
from assessment.services.sessions import open_session
from assessment.services.settings import PROJECT, read_settings
from assessment.services.share_links import LinkWishes, list_links, make_link
from assessment.services.targets import choose_target
from assessment.services.tokens import new_id
from assessment.store.engine import Database, open_database
from tests.browser.app_process import PATIENCE_SECONDS
from tests.browser.http_client import HttpClient
from tests.browser.seeding import Seeded, reader
from tests.web.sitter import field_of

PASSWORD = "nine warm stones in the river"  # noqa: S105 - of people who are made up


Found = TypeVar("Found")


class House:
    """The people with accounts, each signed in in a browser of their own."""

    def __init__(self, address: str, catalog: Catalog, var_dir: Path) -> None:
        self.address = address
        self.catalog = catalog
        self.var_dir = var_dir
        self.now = datetime.now(UTC)
        self._seen: dict[str, Seeded] = {}
        self.database: Database = open_database(f"sqlite:///{var_dir / 'cto-readiness.db'}")
        self.shelf = CatalogShelf.from_content(PROJECT / "content")
        add_demo(self.database, self.shelf, PASSWORD, beside_others=True, now=self.now)

    def read(self, work: Callable[[Session], Found]) -> Found:
        with self.database.reading() as session:
            return work(session)

    def account(self, key: str) -> Account:
        found = self.read(lambda s: account_by_email(s, f"{key}@demo.example.org"))
        assert found is not None, key
        return found

    def signed_in(self, account: Account) -> Seeded:
        """A browser in which the password was given just now."""
        at = datetime.now(UTC)
        self.database.write(lambda s: note_sign_in(s, account.id, now=at))
        raw_id = self.database.write(
            lambda s: open_session(
                s,
                person=account.person,
                account=account.id,
                device="Chromium on Linux",
                content={"proved_at": at.timestamp(), "sample": is_sample(account.email)},
                now=at,
            )
        )
        return Seeded(address=self.address, cookies=self._of(raw_id), attempt="")

    def sample(self, key: str) -> Seeded:
        """A sample person at their desk; the aspirants with what they did last."""
        account = self.account(key)
        sittings = self.read(lambda s: list_attempts(s, account.person))
        plans = self.read(lambda s: list_plans(s, account.person))
        return replace(
            self.signed_in(account),
            attempt=sittings[0].id if sittings else "",
            plan=plans[0].id if plans else "",
        )

    def person(self, name: str) -> Seeded:
        """One of those below by name, or a sample person; each has one browser."""
        if name not in self._seen:
            own = name not in {role.key for role in EVERYBODY}
            self._seen[name] = getattr(self, name) if own else self.sample(name)
        return self._seen[name]

    @cached_property
    def operator(self) -> Seeded:
        """Somebody who runs the installation, with a second step."""
        return self.signed_in(self._olga)

    @cached_property
    def owing(self) -> Seeded:
        """Somebody in an organisation that asks for a second step, and without one."""
        at, asking = datetime.now(UTC), OrganisationId(self.values["asking"])
        nils = self.database.write(
            lambda s: create_account(
                s, email=f"nils-{new_id()[:8]}@example.org", name="Nils", verified=True, now=at
            )
        )
        _, token = self.database.write(
            lambda s: invite_member(s, self._olga.id, asking, nils.email, "hiring-lead", now=at)
        )
        self.database.write(lambda s: accept_invitation(s, nils.id, token, now=at))
        return self.signed_in(nils)

    @cached_property
    def _asking(self) -> dict[str, str]:
        """An organisation whose pages open with a second step alone."""
        olga, at = self._olga.id, datetime.now(UTC)
        made = self._write(lambda s: create_organisation(s, olga, ASKING, now=at))
        self.database.write(lambda s: ask_second_step(s, olga, made.id, asked=True))
        return {"asking": made.id}

    @cached_property
    def _olga(self) -> Account:
        at = datetime.now(UTC)
        olga = self.database.write(
            lambda s: create_account(
                s,
                email=f"olga-{new_id()[:8]}@example.org",
                name="Olga Operator",
                verified=True,
                operator=True,
                now=at,
            )
        )
        sealer = Sealer(read_settings({"CTO_VAR_DIR": str(self.var_dir)}).secret_key)
        secret = new_secret(sealer, olga.email)
        code = TOTP(key=secret.typed.replace(" ", "")).generate().token
        assert self._write(lambda s: turn_on(s, sealer, olga.id, secret.sealed, code, now=at))
        return olga

    @cached_property
    def half_in(self) -> Seeded:
        """Somebody whose password was right and whose code is still asked for."""
        at, email = datetime.now(UTC), f"otto-{new_id()[:8]}@example.org"
        hashed = hash_password(PASSWORD)
        otto = self.database.write(
            lambda s: create_account(
                s, email=email, name="Otto", password_hash=hashed, verified=True, now=at
            )
        )
        sealer = Sealer(read_settings({"CTO_VAR_DIR": str(self.var_dir)}).secret_key)
        secret = new_secret(sealer, email)
        code = TOTP(key=secret.typed.replace(" ", "")).generate().token
        assert self._write(lambda s: turn_on(s, sealer, otto.id, secret.sealed, code, now=at))
        client = reader(self.address)
        page = str(client.get("/sign-in").get_data(as_text=True))
        fields = {"email": email, "password": PASSWORD, "next": ""}
        client.post("/sign-in", data={"csrf_token": field_of(page, "csrf_token"), **fields})
        return Seeded(address=self.address, cookies=dict(client.cookies), attempt="")

    @cached_property
    def newcomer(self) -> Seeded:
        """Somebody who has just begun an account, and whose mail is under way."""
        client = reader(self.address)
        page = str(client.get("/register").get_data(as_text=True))
        fields = {"email": f"new-{new_id()[:8]}@example.org", "password": PASSWORD, "name": ""}
        sent = client.post("/register", data={"csrf_token": field_of(page, "csrf_token"), **fields})
        assert sent.headers["Location"] == "/register/sent", sent.get_data(as_text=True)
        return Seeded(address=self.address, cookies=dict(client.cookies), attempt="")

    @cached_property
    def brought(self) -> Seeded:
        """Somebody who answered as a guest in this browser before signing in."""
        owner = self.account("luca")
        guest, _ = self.database.write(lambda s: start_guest(s, now=self.now))
        target = choose_target(self.catalog, profile=None)
        self.database.write(
            lambda s: start_attempt(
                s, self.shelf, guest.id, form="quick", target=target, now=self.now
            )
        )
        at = datetime.now(UTC)
        content = {"proved_at": at.timestamp(), "guest": guest.id}
        raw_id = self.database.write(
            lambda s: open_session(
                s, person=owner.person, account=owner.id, content=content, now=at
            )
        )
        return Seeded(address=self.address, cookies=self._of(raw_id), attempt="")

    @cached_property
    def rater(self) -> Seeded:
        """A colleague who has begun to answer."""
        client = reader(self.address)
        link = f"/asked/{self._rater_token(3)}"
        page = str(client.get(link).get_data(as_text=True))
        client.post(link, data={"csrf_token": field_of(page, "csrf_token")})
        return Seeded(address=self.address, cookies=dict(client.cookies), attempt="")

    @cached_property
    def candidate(self) -> Seeded:
        """A candidate who has confirmed the notice, in the browser their link was opened in."""
        return self._arrived("candidate_planned", told=True)

    @cached_property
    def invited(self) -> Seeded:
        """A candidate who has not read the notice yet."""
        return self._arrived("candidate_invited", told=False)

    @cached_property
    def decided(self) -> Seeded:
        """A candidate on whom a decision was recorded, who may now be counted by group."""
        client = reader(self.address)
        client.get(f"/candidate/{self._decided[1]}", follow_redirects=True)
        return Seeded(address=self.address, cookies=dict(client.cookies), attempt="")

    @property
    def decided_on(self) -> str:
        """Who that is, for those who decided."""
        return self._decided[0]

    @cached_property
    def _decided(self) -> tuple[str, str]:
        """The candidate and the key of their link."""
        carmen, search, at = self.account("carmen").id, self._hired["search"], self.now
        candidate, token = self._write(
            lambda s: add_candidate(s, carmen, search, "Dita", "dita@demo.example.org", now=at)
        )
        with self.database.writing() as session:
            confirm_notice(session, key_of(token), now=at)
            plan_interview(session, carmen, candidate, at.date(), now=at)
        for key in ("ines", "oskar", "ravi"):
            who = self.account(key).id
            with self.database.writing() as session:
                areas = load_card(session, who, candidate)[2].areas
                typed = dict.fromkeys(areas, ("Heard it.", "3"))
                save_card(session, who, candidate, typed, submit=True, now=at)
        self._write(
            lambda s: decide(s, carmen, candidate, "no-offer", "Another.", "The cards.", now=at)
        )
        return candidate, token

    def _arrived(self, which: str, *, told: bool) -> Seeded:
        carmen, id = self.account("carmen").id, self.values[which]
        token = self.database.write(lambda s: new_candidate_link(s, carmen, id, now=self.now))
        if told:
            self.database.write(lambda s: confirm_notice(s, key_of(token), now=self.now))
        client = reader(self.address)
        assert client.get(f"/candidate/{token}", follow_redirects=True).status_code == HTTPStatus.OK
        return Seeded(address=self.address, cookies=dict(client.cookies), attempt="")

    def _rater_token(self, number: int) -> str:
        tomas = self.account("tomas").person
        rater = self.read(lambda s: load_round(s, tomas, list_rounds(s, tomas)[0].id))
        asked = rater.asked[number]
        invitation = self.database.write(
            lambda s: new_link(s, tomas, rater.id, asked.id, now=self.now)
        )
        return invitation.token or ""

    @cached_property
    def values(self) -> Mapping[str, str]:
        """What fills in the addresses of everybody's pages."""
        return {**self._coached, **self._hired, **self._tokens, **self._asking}

    @cached_property
    def _coached(self) -> dict[str, str]:
        mara, tomas, hana, ruth = (self.account(key) for key in ("mara", "tomas", "hana", "ruth"))

        def read(s: Session) -> dict[str, str]:
            sittings = list_attempts(s, mara.person)
            active, ended = list_grants(s, mara.person)
            return {
                "latest": sittings[0].id,
                "first": sittings[1].id,
                "his_latest": list_attempts(s, tomas.person)[0].id,
                "plan_of_hers": list_plans(s, mara.person)[0].id,
                "entry": list_exercises(s, mara.person)[0].id,
                "grant": active.id,
                "grant_ended": ended.id,
                "grant_waiting": list_grants(s, hana.person)[0].id,
                "link": list_links(s, mara.person)[0].id,
                "round_closed": list_rounds(s, mara.person)[0].id,
                "round_open": list_rounds(s, tomas.person)[0].id,
                "note": list_notes(s, ruth.id, active.id, now=self.now)[0].id,
                "proposed": list_agreed(s, mara.person)[0].id,
            }

        return self.read(read)

    @cached_property
    def _hired(self) -> dict[str, str]:
        carmen, ines = self.account("carmen"), self.account("ines")

        def read(s: Session) -> dict[str, str]:
            [(organisation, _)] = list_organisations(s, carmen.id)
            briefs = list_briefs(s, carmen.id, organisation.id)
            [search] = list_searches(s, carmen.id)[0]
            letters = candidates_of(s, managed_search(s, carmen.id, search.id))
            by_name = {each.name.split()[0]: each.id for each in letters}
            members = load_panel(s, carmen.id, search.id).members
            return {
                "organisation": organisation.id,
                "brief": next(b.id for b in briefs if b.title == "CTO"),
                "search": search.id,
                "candidate_heard": by_name["Leonie"],
                "candidate_half": by_name["Samir"],
                "candidate_planned": by_name["Grace"],
                "candidate_invited": by_name["Pavel"],
                "member": next(m.id for m in members if m.account == ines.id),
            }

        return self.read(read)

    @cached_property
    def _tokens(self) -> dict[str, str]:
        """Links that somebody was sent and has not used."""
        organisation = OrganisationId(self._hired["organisation"])
        carmen, ruth, niels = (self.account(key) for key in ("carmen", "ruth", "niels"))
        mara, hana, at = self.account("mara"), self.account("hana"), self.now
        draft = self._write(lambda s: start_brief(s, carmen.id, organisation, DRAFT, now=at))
        panel = self._write(lambda s: start_brief(s, carmen.id, organisation, DRAFT, now=at))
        wishes = LinkWishes(
            attempt=AttemptId(self._coached["latest"]),
            edition=Edition(kind="coach", pieces=("name", "numbers", "gaps"), areas=None),
            label="",
            purpose="",
            name="Mara",
            with_pdf=True,
            until=(at + timedelta(days=9)).date(),
        )
        shared = self._write(lambda s: make_link(s, mara.person, wishes, save_id=new_id(), now=at))
        email = f"vera-{new_id()[:8]}@example.org"
        hashed = hash_password(PASSWORD)
        waiting = self._coached["grant_waiting"]
        return {
            "draft": draft,
            "panelled": panel,
            "verify": self._write(
                lambda s: register(
                    s, email=email, name="", password_hash=hashed, person=None, now=at
                )
            ).token
            or "",
            "reset": self._write(lambda s: begin_reset(s, hana.email, now=at)) or "",
            "new_address": self._write(
                lambda s: begin_address_change(s, ruth.id, f"r-{email}", now=at)
            )
            or "",
            "join": self._write(
                lambda s: invite_member(
                    s, carmen.id, organisation, niels.email, "hiring-lead", now=at
                )
            )[1],
            "invitation": self._write(
                lambda s: renew_invitation(s, hana.person, waiting, now=at)  # type: ignore[arg-type]
            ),
            "shared": shared.token or "",
            "resume": self._write(lambda s: start_guest(s, now=at))[1],
            "asked": self._rater_token(4),
            "question": self._write(
                lambda s: ask_approver(s, carmen.id, organisation, draft, "ceo", "Judith", now=at)
            ),
            "marks": self._panel(organisation, panel),
            "closed": self._closed_panel(organisation),
            "archive": self._archive(),
            "back": self._answered(),
            "candidate_link": self._write(
                lambda s: new_candidate_link(s, carmen.id, self._hired["candidate_half"], now=at)
            ),
        }

    def _panel(self, organisation: OrganisationId, brief: BriefId) -> str:
        """Five who marked apart, so that a round could be closed; one of their links."""
        carmen = self.account("carmen").id
        tokens = [
            self._write(
                lambda s, name=name: invite_marker(  # type: ignore[misc]
                    s, carmen, organisation, brief, name, now=self.now
                )
            )
            for name in MARKERS
        ]
        for number, token in enumerate(tokens):
            typed = {f"day-{area}": str(2 + number % 2) for area in self.catalog.areas}
            typed |= {f"year-{area}": "4" for area in self.catalog.areas}
            self._write(
                lambda s, token=token, typed=typed: keep_marks(  # type: ignore[misc]
                    s, token, typed, self.catalog, round=1, now=self.now
                )
            )
        return tokens[0]

    def _closed_panel(self, organisation: OrganisationId) -> BriefId:
        carmen = self.account("carmen").id
        brief = self._write(lambda s: start_brief(s, carmen, organisation, DRAFT, now=self.now))
        self._panel(organisation, brief)
        self._write(lambda s: close_round(s, carmen, organisation, brief, now=self.now))
        return brief

    def _answered(self) -> str:
        """The way back of a colleague who has answered."""
        token = self._rater_token(0)
        key = self._write(lambda s: begin_rating(s, token, now=self.now))
        with self.database.writing() as session:
            for area in self.catalog.areas:
                save_rating(session, self.shelf, key, area, 4, now=self.now)
            submit_rating(session, key, now=self.now)
        return key

    def _archive(self) -> str:
        """An archive that the server has made."""
        client = HttpClient(self.address)
        client.cookies.update(self.person("ruth").cookies)
        page = str(client.get("/archives").get_data(as_text=True))
        ordered = client.post(
            "/archives",
            data={
                "csrf_token": field_of(page, "csrf_token"),
                "save_id": field_of(page, "save_id"),
                "clients": [self._coached["grant"]],
                "paper": "A4",
            },
        )
        path = ordered.headers["Location"]
        until = time.monotonic() + 3 * PATIENCE_SECONDS
        while _("The archive is ready") not in str(client.get(path).get_data(as_text=True)):
            assert time.monotonic() < until, "the archive is not made"
            time.sleep(0.5)
        return str(path).rsplit("/", 1)[1]

    def _of(self, raw_id: str) -> dict[str, str]:
        """The cookies of a browser that speaks for a session, in the language of the test."""
        return dict(reader(self.address, {"cto": raw_id}).cookies)

    def _write(self, work: Callable[[Session], Found]) -> Found:
        return self.database.write(work)


DRAFT = Brief(
    challenge="We need AI.",
    cto_type=ProfileId("ai-focused"),
    title="Chief Technology Officer",
    outcomes=(Outcome(result="Run the weekly meeting of the teams"),),
)
"""A brief in which the rules find much."""
ASKING = "Harbour Rail"
"""The organisation that asks for a second step."""
MARKERS = ("Ada", "Bo", "Cem", "Dora", "Emil")
WROTE = (
    *MARKERS, "Judith", "Dita", "Otto", "Nils", "Olga Operator", ASKING,
    "Heard it.", "Another.", "The cards.",
    DRAFT.challenge, DRAFT.title, *(outcome.result for outcome in DRAFT.outcomes),
    "Chromium on Linux",
)  # fmt: skip
"""What the people of the house typed, beside the sample people."""
