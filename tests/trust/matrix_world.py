"""Two homes that are alike in everything, whoever lives and works in them, and one operator.

Every name, note, comment, label and text is a canary: a word that says whose it is and what it
is, so that a page that holds it can be asked whether it may. What one home holds nobody of the
other may learn; within a home, VISIBLE says which kind of person may read which word.
"""

import io
import json
import logging
import re
import sqlite3
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path
from typing import Any, cast

import psycopg
import structlog
from flask import Flask
from sqlalchemy import select, text
from werkzeug.test import TestResponse

from assessment.documents.print_job import PrintJob
from assessment.documents.radar_values import Radar
from assessment.domain.accounts import Account, OrganisationId, Role
from assessment.domain.areas import AreaId, FacetId
from assessment.domain.attempts import AttemptId, FormId, PersonId
from assessment.domain.briefs import Brief, Outcome
from assessment.domain.coaching import AgreedDraft, NoteDraft
from assessment.domain.colleagues import Invited, check_round
from assessment.domain.editions import PIECES, Edition
from assessment.domain.exercises import Exercise
from assessment.domain.outside import AnchoredRating
from assessment.domain.plans import ActionId
from assessment.domain.profiles import ProfileId, StageId
from assessment.domain.sharing import Part, Terms
from assessment.services.accounts import create_account, note_sign_in
from assessment.services.agreed import propose_action
from assessment.services.answering import record_response
from assessment.services.archive_orders import order_archive
from assessment.services.archive_work import archive_path, make_archive
from assessment.services.attempts import start_attempt
from assessment.services.branding import save_brand, save_logo
from assessment.services.brief_voices import answer_question, ask_approver
from assessment.services.briefs import start_brief
from assessment.services.candidacies import confirm_notice, key_of, write_words
from assessment.services.candidate_agendas import share_agenda
from assessment.services.candidates import add_candidate, plan_interview
from assessment.services.caseload import change_client
from assessment.services.catalogs import CatalogShelf
from assessment.services.coach_notes import add_note
from assessment.services.colleagues import open_round
from assessment.services.credentials import begin_address_change, begin_reset, register
from assessment.services.grants import offer_grant
from assessment.services.hiring_decisions import decide
from assessment.services.interview_kits import set_contact
from assessment.services.interview_panels import join_panel
from assessment.services.invitations import accept_invitation
from assessment.services.learning import log_exercise
from assessment.services.organisation_invitations import invite_member as invite_to
from assessment.services.organisations import create_organisation
from assessment.services.outside import add_coach_rating
from assessment.services.panel_rounds import invite_member as invite_to_panel
from assessment.services.passwords import hash_password
from assessment.services.people import make_key_file, start_guest
from assessment.services.plans import PlanInputs, make_plan, move_step
from assessment.services.printing import Press
from assessment.services.rating import begin_rating, save_rating, save_words
from assessment.services.scorecards import save_card
from assessment.services.sealing import Sealer
from assessment.services.searches import open_search
from assessment.services.sessions import HANDLE_LENGTH, open_session
from assessment.services.settings import read_settings
from assessment.services.share_links import LinkWishes, make_link
from assessment.services.submission import submit_attempt
from assessment.services.targets import choose_target
from assessment.services.tokens import new_id, token_hash
from assessment.store.engine import Database
from assessment.store.records import BriefVoiceRecord, MembershipRecord, PanelMemberRecord
from assessment.web import create_app
from assessment.web.limits import Limits
from tests.builders import make_answer
from tests.documents.pictures import png
from tests.store.databases import migrated_file
from tests.web.signed_in import with_second_step

PASSWORD = "wide awake under green lamps"
AREAS = ("strategy", "communication", "team")
"""The critical ones of a scale-up CTO; ``tests/web/hiring_house.py`` knows them too."""
ALL_PARTS: frozenset[Part] = frozenset({"result", "answers", "plan", "exercises"})
CLEAN_BRIEF = Path(__file__).parents[1] / "briefs" / "clean" / "scale-up-freight.json"
MISSING_ID, MISSING_TOKEN = "0" * 32, "x" * 43


def missing(values: Mapping[str, str]) -> dict[str, str]:
    """The same shapes, with nothing behind them."""
    shapes = {32: MISSING_ID, 43: MISSING_TOKEN}
    made = {name: shapes.get(len(value), value) for name, value in values.items()}
    return {**made, "key_file": "a key file of nobody"}


LOOKED_AT = {
    "web_sessions": "id_hash, person_id, account_id",
    "catalog_snapshots": "revision",
}
"""The columns that tell whether a table says something else; all of them in every other."""

VISIBLE: Mapping[str, str] = {
    # an aspirant and their coach
    "aspirant-mail": "aspirant coach member operator",
    "aspirant-name": "aspirant coach member holder",
    "step-note": "aspirant coach",
    "exercise": "aspirant coach",
    "round-asker": "aspirant rater",
    "round-purpose": "aspirant rater",
    "rater-name": "aspirant",
    "rater-mail": "aspirant",
    "rater-words": "rater",
    "link-label": "aspirant",
    "link-purpose": "aspirant holder",
    "link-name": "aspirant holder",
    "grant-purpose": "aspirant coach",
    "coach-mail": "coach aspirant operator",
    "coach-name": "coach aspirant",
    "client-name": "coach",
    "note-private": "coach",
    "note-shared": "coach aspirant",
    "agreed-what": "coach aspirant",
    "agreed-done": "coach aspirant",
    "evidence": "coach aspirant",
    # an organisation
    "organisation": "member candidate approver aspirant panel",
    "admin-mail": "member operator candidate",
    "admin-name": "member candidate aspirant",
    "lead-mail": "member operator",
    "lead-name": "member",
    "interviewer-mail": "member operator",
    "interviewer-name": "member",
    "other-mail": "member operator",
    "other-name": "member",
    "invited-mail": "admin operator",
    "brand-closing": "admin",
    "brief-challenge": "reader approver panel",
    "brief-title": "reader approver candidate panel",
    "brief-outcome": "reader approver panel",
    "approver-name": "writer approver",
    "approver-words": "approver",
    "panel-name": "writer panel",
    "contact": "writer candidate",
    "candidate-name": "writer candidate",
    "candidate-mail": "writer candidate",
    "candidate-needs": "writer interviewer candidate",
    "candidate-words": "writer interviewer candidate",
    "card-note": "interviewer",
    "decided-note": "reader candidate",
    "decision-reason": "writer candidate",
    "decision-evidence": "writer candidate",
    # at the door
    "verify-mail": "holder operator",
    "verify-name": "operator",
    "changed-mail": "aspirant operator",
}
"""Which kinds of person may read a canary of their own home, by what it is."""

HIRING = ("/hire", "/interviews", "/organisations", "/account", "/brief", "/candidate")
ONLY = {
    "lena": HIRING,
    "iris": (*HIRING, "/mine", "/clients"),
    "fay": HIRING,
    "eve": ("/take", "/results", "/plan", "/learn", "/share", "/colleagues", "/coaching",
            "/clients", "/mine", "/organisations/join", "/account/address"),
    "nora": ("/share", "/account", "/mine", "/organisations", "/archives"),
}  # fmt: skip
"""Who has the rights of somebody else who tries every route, and their own besides."""

CANARY = re.compile(r"zq-([abc])-([a-z-]+?)-qz")


def word(home: str, what: str) -> str:
    """The canary of a home."""
    assert what in VISIBLE, what
    return f"zq-{home}-{what}-qz"


def mail(home: str, what: str) -> str:
    """A canary that is a mail address."""
    return f"{word(home, what)}@example.org"


class PaperPress(Press):
    """A press that prints nothing: what would stand in a document stays readable."""

    def make_pdf(self, job: PrintJob) -> bytes:
        attached = "\n".join(text.text for text in job.attachments)
        return f"%PDF-\n{job.html}\n{attached}".encode()

    def draw_radar(self, radar: Radar) -> str:
        return f"<svg>{json.dumps(radar.to_plain())}</svg>"

    def redraw_logo(self, picture: bytes) -> tuple[bytes, int, int]:
        del picture
        return png(), 8, 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Persona:
    """Somebody at a browser: what they are, and what fills in the addresses of their things."""

    name: str
    kinds: frozenset[str]
    home: str
    """``a``, ``b`` or ``c``; empty for somebody who has no home."""
    cookie: str
    csrf: str
    values: Mapping[str, str]

    only: tuple[str, ...] = ("/",)
    """Which rows they try, by how a rule begins; elsewhere they are like somebody who tries all."""

    def is_a(self, kinds: str) -> bool:
        return bool(self.kinds & set(kinds.split()))


class KeptFile:
    """A SQLite file as it was when it was kept, put back whenever something was written to it."""

    def __init__(self, database: Database) -> None:
        place = database.engine.url.database
        assert place is not None
        self._own = sqlite3.connect(place, isolation_level=None)
        self._own.execute("PRAGMA synchronous=0")
        self._kept = sqlite3.connect(":memory:")
        self._own.backup(self._kept)
        self._seen = self._version()
        self._state = self.state()

    def _version(self) -> int:
        return int(self._own.execute("PRAGMA data_version").fetchone()[0])

    def touched(self) -> bool:
        """Whether anything at all was written since it was kept or put back."""
        return self._version() != self._seen

    def state(self) -> dict[str, object]:
        """What every table says, but for what a browser's session carries from page to page."""
        found: dict[str, object] = {}
        for (table,) in self._own.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
        ).fetchall():
            columns = LOOKED_AT.get(table, "*")
            rows = self._own.execute(f"SELECT {columns} FROM {table}").fetchall()  # noqa: S608
            found[table] = hash((len(rows), frozenset(rows)))
        return found

    def changed(self) -> list[str]:
        """The tables that say something else, but for what a session carries between pages."""
        if not self.touched():
            return []
        return [table for table, rows in self.state().items() if rows != self._state.get(table)]

    def put_back(self) -> None:
        self._kept.backup(self._own)
        # One's own writes do not move data_version: nothing else has to be noted.
        self._seen = self._version()

    def close(self) -> None:
        self._own.close()
        self._kept.close()


class KeptSchema:
    """The same for a schema of a PostgreSQL server: copies of its tables stand beside it."""

    def __init__(self, database: Database) -> None:
        url = database.engine.url
        plain = url.set(drivername="postgresql", query={}).render_as_string(hide_password=False)
        with database.reading() as session:
            its_own = session.scalar(text("SELECT current_schema()"))
        self._own = psycopg.connect(plain, autocommit=True, options=f"-c search_path={its_own}")
        self._own.execute("SET session_replication_role = replica")  # no triggers, no references
        found = self._own.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = current_schema ORDER BY 1"
        )
        self._names = [str(name) for (name,) in found.fetchall()]
        for name in self._names:
            self._own.execute(f"CREATE TEMP TABLE kept_{name} AS TABLE {name}")
        every = " UNION ALL ".join(
            f"SELECT '{name}', count(*), sum(hashtextextended(t::text, 0)) "  # noqa: S608
            f"FROM (SELECT {LOOKED_AT.get(name, '*')} FROM {name}) t"
            for name in self._names
        )
        whole = " UNION ALL ".join(
            f"SELECT '{name}', count(*), sum(hashtextextended(t::text, 0)) FROM {name} t"  # noqa: S608
            for name in self._names
        )
        self._every, self._whole = every, whole
        self._state, self._rows = self.state(), self._tables(whole)
        self._seen = self._version()

    def _version(self) -> int:
        """Which transaction would be the next to write."""
        found = self._own.execute("SELECT pg_snapshot_xmax(pg_current_snapshot())::text").fetchone()
        assert found is not None
        return int(found[0])

    def touched(self) -> bool:
        return self._version() != self._seen

    def state(self) -> dict[str, object]:
        return self._tables(self._every)

    def _tables(self, query: str) -> dict[str, object]:
        return {name: rest for name, *rest in self._own.execute(query).fetchall()}

    def changed(self) -> list[str]:
        if not self.touched():
            return []
        now = self.state()
        return [name for name in self._names if now[name] != self._state[name]]

    def put_back(self) -> None:
        now = self._tables(self._whole)
        with self._own.transaction():
            for name in self._names:
                if now[name] != self._rows[name]:
                    self._own.execute(f"DELETE FROM {name}")  # noqa: S608
                    self._own.execute(f"INSERT INTO {name} TABLE kept_{name}")  # noqa: S608
        self._seen = self._version()

    def close(self) -> None:
        self._own.close()


@dataclass
class World:
    """The app with both homes, put back as it was whenever something was done to it."""

    app: Flask
    database: Database
    folder: Path
    personas: dict[str, Persona] = field(default_factory=dict)
    values: dict[str, dict[str, str]] = field(default_factory=dict)
    """What fills in addresses, by home."""

    def __post_init__(self) -> None:
        self._client = self.app.test_client(use_cookies=False)
        self._kept: KeptFile | KeptSchema | None = None
        self._files: dict[Path, bytes] = {}

    def keep(self) -> None:
        """Keep everything as it is now."""
        sqlite = self.database.dialect == "sqlite"
        self._kept = KeptFile(self.database) if sqlite else KeptSchema(self.database)
        self._files = {p: p.read_bytes() for p in self.folder.glob("archives/**/*") if p.is_file()}

    @property
    def kept(self) -> KeptFile | KeptSchema:
        assert self._kept is not None
        return self._kept

    def changed(self) -> list[str]:
        """The tables that say something else than when everything was kept."""
        return self.kept.changed()

    def put_back(self) -> None:
        """Make everything as it was kept, where it is not."""
        self.app.extensions["limits"] = Limits("memory://")
        if not self.kept.touched():
            return
        self.kept.put_back()
        for path, content in self._files.items():
            if not path.is_file():
                path.write_bytes(content)

    def ask(
        self,
        who: Persona,
        method: str,
        path: str,
        fields: Mapping[str, object] | None = None,
        *,
        token: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> TestResponse:
        """One request as this persona's browser sends it; ``token`` instead of its own."""
        given = {"Cookie": f"cto={who.cookie}", **(headers or {})}
        if method != "POST":
            return read(self._client.open(path, method=method, headers=given))
        csrf = who.csrf if token is None else token
        if path.endswith("/save"):
            given |= {"X-CSRFToken": csrf} if csrf else {}
            return read(self._client.post(path, json=dict(fields or {}), headers=given))
        data: dict[str, object] = {"csrf_token": csrf} if csrf else {}
        for name, value in (fields or {}).items():
            data[name] = (io.BytesIO(value), "file") if isinstance(value, bytes) else value
        return read(self._client.post(path, data=data, headers=given))

    def close(self) -> None:
        if self._kept is not None:
            self._kept.close()
        self.app.extensions["press"].close()
        self.database.close()


def read(answer: TestResponse) -> TestResponse:
    """An answer read to its end, its files closed."""
    answer.get_data()
    answer.close()
    return answer


def said(answer: TestResponse) -> str:
    """Everything an answer says: headers, body, and what is inside a file."""
    body = answer.data
    if body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            body = b"\n".join([b"", *(archive.read(n) for n in archive.namelist())])
    headers = "\n".join(f"{name}: {value}" for name, value in answer.headers)
    return f"{headers}\n\n{body.decode('utf-8', 'replace')}"


def canaries(text: str) -> set[tuple[str, str]]:
    """Home and kind of every canary in a text."""
    return set(CANARY.findall(text))


class Builder:
    """Builds the world through the product's own services."""

    def __init__(self, folder: Path, shelf: CatalogShelf, url: str | None) -> None:
        (folder / "cto-readiness.db").write_bytes(migrated_file())
        settings = read_settings({"CTO_VAR_DIR": str(folder), "CTO_SECRET_KEY": "k" * 40})
        if url is not None:
            settings = replace(settings, database_url=url)
        self.app = create_app(settings, shelf=shelf, immediate_jobs=True)
        # Some ten thousand requests: a line for each would be a third of the work of some.
        structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
        self.press = PaperPress(folder / "printed")
        self.app.extensions["press"] = self.press
        self.app.extensions["jobs"]._press = self.press
        self.shelf, self.catalog = shelf, shelf.current
        self.database = cast(Database, self.app.extensions["database"])
        self.world = World(self.app, self.database, folder)
        self.hash = hash_password(PASSWORD)
        self.now = datetime.now(UTC)
        self.today = self.now.date()
        self.accounts: dict[str, Account] = {}

    def build(self) -> World:
        for home in ("a", "b"):
            self.world.values[home] = self.home(home)
        guest = self.of_a_guest("c")
        for values in self.world.values.values():
            values |= {name: guest[name] for name in ("private_token", "key_file")}
        self.world.values["c"] = guest
        self.people()
        self.world.keep()
        return self.world

    # --- who

    def account(self, home: str, kind: str, *, operator: bool = False) -> Account:
        made = self.database.write(
            lambda s: create_account(
                s,
                email=mail(home, f"{kind}-mail") if home else f"{kind}@example.org",
                name=word(home, f"{kind}-name") if home else kind.title(),
                password_hash=self.hash,
                verified=True,
                operator=operator,
                now=self.now,
            )
        )
        self.database.write(lambda s: note_sign_in(s, made.id, now=self.now))
        self.accounts[home + kind] = made
        return made

    def session(
        self, person: PersonId | None = None, account: Account | None = None, **content: object
    ) -> str:
        if account is not None:
            person, content = account.person, {"proved_at": self.now.timestamp(), **content}
        return self.database.write(
            lambda s: open_session(
                s,
                person=person,
                account=None if account is None else account.id,
                device="Firefox on Linux",
                content=content,
                now=self.now,
            )
        )

    def persona(
        self,
        name: str,
        kinds: str,
        home: str,
        cookie: str,
        values: Mapping[str, str],
        only: tuple[str, ...] = ("/",),
    ) -> Persona:
        client = self.app.test_client(use_cookies=False)
        page = client.get("/begin", headers={"Cookie": f"cto={cookie}"}).get_data(as_text=True)
        found = re.search(r'csrf_token"[^>]*value="([^"]+)"', page)
        assert found
        made = Persona(
            name=name,
            kinds=frozenset(kinds.split()),
            home=home,
            cookie=cookie,
            csrf=unescape(found[1]),
            values=values,
            only=only,
        )
        self.world.personas[name] = made
        return made

    def people(self) -> None:
        values = self.world.values
        named = {
            "ada": ("a", "aspirant", "aspirant coached"),
            "ben": ("a", "coach", "coach"),
            "dana": ("a", "admin", "admin writer reader member"),
            "lena": ("a", "lead", "writer reader member"),
            "iris": ("a", "interviewer", "interviewer reader member"),
            "eve": ("b", "aspirant", "aspirant coached"),
            "cleo": ("b", "coach", "coach"),
            "fay": ("b", "admin", "admin writer reader member"),
        }
        for name, (home, kind, kinds) in named.items():
            account = self.accounts[home + kind]
            second = self.session(account=account)
            own = {
                **values[home],
                "handle": token_hash(second)[:HANDLE_LENGTH],
                "second_session": second,
            }
            values[home].setdefault("handle", own["handle"])
            cookie = self.session(account=account)
            self.persona(name, f"{kinds} twice account person", home, cookie, own,
                         ONLY.get(name, ("/",)))  # fmt: skip
        olga = with_second_step(self.app, self.account("", "olga", operator=True))
        self.persona("olga", "operator account person", "", self.session(account=olga), values["a"])
        otto = self.account("", "otto", operator=True)
        self.persona(
            "otto",
            "half-operator account person",
            "",
            self.session(account=otto),
            values["a"],
            ("/operate",),
        )
        # Somebody with an account, and nothing given to them or made by them.
        nora = self.account("", "nora")
        self.persona("nora", "account person", "", self.session(account=nora), values["a"],
                     ONLY["nora"])  # fmt: skip
        gus = PersonId(values["c"]["person"])
        self.persona("gus", "guest aspirant person", "c", self.session(gus),
                     {**values["a"], **values["c"]})  # fmt: skip
        self.persona("nobody", "", "", self.session(seen=True), values["a"])
        self.persona("holder", "holder approver panel", "a", self.session(seen=True), values["a"])
        sealer = cast(Sealer, self.app.extensions["sealer"])
        key = sealer.seal("rater key", values["a"]["rater_key"])
        self.persona("rita", "rater", "a", self.session(rater=key), values["a"],
                     ("/rating", "/asked"))  # fmt: skip
        for name, which, kind in (
            ("kim", "candidate", "undecided"),
            ("kai", "decided_candidate", "decided"),
        ):
            link = values["a"][f"{which}_token"]
            self.persona(name, f"candidate {kind} guest person aspirant", "a",
                         self.session(PersonId(values["c"]["person"]), candidate=key_of(link)),
                         {**values["a"], **values["c"], "share": values["a"]["share"]},
                         ("/candidate",))  # fmt: skip

    # --- an aspirant's things

    def sitting(
        self, person: PersonId, form: FormId, seed: int, *, submit: bool = True, days: int = 0
    ) -> str:
        at = self.now - timedelta(days=days)
        target = choose_target(
            self.catalog, profile=ProfileId("scale-up"), stage=StageId("growing")
        )
        with self.database.writing() as session:
            attempt = start_attempt(
                session, self.shelf, person, form=form, blueprint=form, target=target, seed=seed,
                now=at,
            )  # fmt: skip
            for entry in attempt.booklet.entries if submit else ():
                record_response(
                    session, self.shelf, person, attempt.id, entry.item,
                    make_answer(self.catalog, entry, seed),
                    save_id=f"save-{entry.item}"[:64], seen_revision=0, seconds=40.5, now=at,
                )  # fmt: skip
        if submit:
            submit_attempt(self.database, self.shelf, person, attempt.id, now=at)
        return attempt.id

    def own_things(self, home: str, person: PersonId) -> dict[str, str]:
        """What an aspirant makes, with or without an account."""
        write, now = self.database.write, self.now
        attempt = self.sitting(person, "full", 5, days=1)
        values = {
            "person": person,
            "attempt": attempt,
            "quick": self.sitting(person, "quick", 8),
        }
        item = f"{AREAS[0]}-self-rating"
        inputs = PlanInputs(
            start=self.today + timedelta(days=9), hours_per_week=6, mode="in-role",
            situation=next(iter(self.catalog.situations)), situation_source="chosen",
            mandate_held=None, days_off=(),
        )  # fmt: skip
        plan = write(
            lambda s: make_plan(s, self.shelf, person, AttemptId(attempt),
                                replace(inputs, mandate_held=()), now=now)
        )  # fmt: skip
        note = word(home, "step-note") if home != "c" else "A note of a guest."
        write(lambda s: move_step(s, person, plan, ActionId("agree-authority"), "done", note,
                                  now=now))  # fmt: skip
        did = Exercise(
            what=word(home, "exercise") if home != "c" else "Read it.",
            done_on=self.today, outcome="",
        )  # fmt: skip
        entry = write(lambda s: log_exercise(s, self.catalog, person, FacetId("ec1"), did, now=now))
        values |= {"item": item, "plan": plan, "entry": entry}
        return {**values, **self.round(home, person, attempt), **self.link(home, person, attempt)}

    def round(self, home: str, person: PersonId, attempt: str) -> dict[str, str]:
        def named(what: str, n: int) -> str:
            return f"{word(home, what)} {n}" if home != "c" else f"Colleague {n}"

        roles: tuple[Any, ...] = ("peer", "peer", "peer", "report")
        asked = tuple(
            Invited(
                name=named("rater-name", n),
                role=role,
                address=f"n{n}.{word(home, 'rater-mail')}@example.org" if home != "c" else None,
            )
            for n, role in enumerate(roles, start=1)
        )
        plan = check_round(
            word(home, "round-asker") if home != "c" else "Gus",
            word(home, "round-purpose") if home != "c" else "To grow.",
            self.today + timedelta(days=21), asked, now=self.now,
        )  # fmt: skip
        round_id, sent = self.database.write(
            lambda s: open_round(s, person, AttemptId(attempt), plan, now=self.now)
        )
        begun, fresh = str(sent[0].token), str(sent[1].token)
        key = self.database.write(lambda s: begin_rating(s, begun, now=self.now))
        self.database.write(
            lambda s: save_rating(s, self.shelf, key, AreaId("strategy"), 3, now=self.now)
        )
        if home != "c":
            self.database.write(
                lambda s: save_words(s, key, {"keep": word(home, "rater-words")}, now=self.now)
            )
        return {"round": round_id, "rater": sent[1].rater, "asked_token": fresh, "rater_key": key}

    def link(self, home: str, person: PersonId, attempt: str) -> dict[str, str]:
        held = Edition(
            kind="coach", areas=None,
            pieces=tuple(p for p in PIECES if p in {"name", "numbers", "gaps"}),
        )  # fmt: skip
        wishes = LinkWishes(
            attempt=AttemptId(attempt),
            edition=held,
            label=word(home, "link-label") if home != "c" else "For a friend",
            purpose=word(home, "link-purpose") if home != "c" else "To show",
            name=word(home, "link-name") if home != "c" else "Gus",
            with_pdf=True,
            until=self.today + timedelta(days=20),
        )
        made = self.database.write(
            lambda s: make_link(s, person, wishes, save_id=new_id(), now=self.now)
        )
        return {"link": made.link, "link_token": str(made.token)}

    def of_a_guest(self, home: str) -> dict[str, str]:
        guest, token = self.database.write(lambda s: start_guest(s, now=self.now))
        key = self.database.write(lambda s: make_key_file(s, guest.id))
        values = {**self.own_things(home, guest.id), "private_token": token, "key_file": key}
        return {**values, "open": self.sitting(guest.id, "full", 7, submit=False)}

    # --- a home

    def home(self, home: str) -> dict[str, str]:
        ada, ben = self.account(home, "aspirant"), self.account(home, "coach")
        values = self.own_things(home, ada.person)
        values["other"] = self.sitting(ada.person, "full", 6)
        values |= {"account": ada.id, "area": "strategy", "facet": "ec1", "page": "method"}
        values |= {"number": "1", "action": "agree-authority", "part": "mission"}
        values |= {"part_in_need": "challenge", "password": PASSWORD}
        values |= {"today": self.today.isoformat(), "brief_file": CLEAN_BRIEF.read_text("utf-8")}
        values["soon"] = (self.today + timedelta(days=4)).isoformat()
        values["monday"] = (self.today + timedelta(days=14)).isoformat()
        values |= self.coached(home, ada, ben, values["attempt"])
        values |= self.house(home, ada)
        values |= self.at_the_door(home, ada)
        # The last of all: whoever begins a full form goes on with the one that is open.
        return {**values, "open": self.sitting(ada.person, "full", 7, submit=False)}

    def coached(self, home: str, ada: Account, ben: Account, attempt: str) -> dict[str, str]:
        write, now = self.database.write, self.now
        terms = Terms(
            attempt=None, scope="all", parts=ALL_PARTS, purpose=word(home, "grant-purpose"),
            until=self.today + timedelta(days=90),
        )  # fmt: skip
        offers = [
            write(lambda s: offer_grant(s, ada.person, ben.email, terms, save_id=new_id(), now=now))
            for _ in range(2)
        ]
        grant = write(lambda s: accept_invitation(s, ben, str(offers[0].token), now=now))
        write(lambda s: change_client(s, ben.id, grant, name=word(home, "client-name"),
                                      next_on=None, now=now))  # fmt: skip
        private = NoteDraft(
            text=word(home, "note-private"), visibility="only-me", session_on=self.today
        )
        note = write(lambda s: add_note(s, ben.id, grant, private, save_id=new_id(), now=now))
        shared = replace(private, text=word(home, "note-shared"), visibility="with-client")
        write(lambda s: add_note(s, ben.id, grant, shared, save_id=new_id(), now=now))
        draft = AgreedDraft(
            what=word(home, "agreed-what"), done_when=word(home, "agreed-done"),
            due_on=self.today + timedelta(days=10), hours=2.0,
        )  # fmt: skip
        agreed = write(
            lambda s: propose_action(s, ben.id, ben.called, grant, draft, save_id=new_id(), now=now)
        )
        rated = {AreaId("team"): AnchoredRating(value=3.0, evidence=word(home, "evidence"))}
        rating = write(
            lambda s: add_coach_rating(
                s, self.shelf, ada.person, AttemptId(attempt), rated, author=ben.id,
                name=ben.called, now=now,
            )
        )[0].id  # fmt: skip
        archive = write(
            lambda s: order_archive(s, ben.id, [grant], paper="A4", save_id=new_id(), now=now)
        )
        assert make_archive(
            self.database, self.shelf, self.press, self.world.folder, archive,
            clock=lambda: datetime.now(UTC),
        )  # fmt: skip
        assert archive_path(self.world.folder, archive).is_file()
        return {
            "grant": grant,
            "offered_grant": offers[1].grant,
            "invitation_token": str(offers[1].token),
            "note": note,
            "agreed": agreed,
            "rating": rating,
            "archive": archive,
        }

    def house(self, home: str, ada: Account) -> dict[str, str]:
        write, now = self.database.write, self.now
        roles: dict[str, Role] = {
            "lead": "hiring-lead",
            "interviewer": "interviewer",
            "other": "interviewer",
        }
        dana = self.account(home, "admin")
        people = {kind: self.account(home, kind) for kind in roles}
        organisation = write(
            lambda s: create_organisation(s, dana.id, word(home, "organisation"), now=now)
        ).id
        with self.database.writing() as session:
            for kind, role in roles.items():
                session.add(
                    MembershipRecord(
                        organisation_id=organisation, account_id=people[kind].id, role=role,
                        created_at=now,
                    )
                )  # fmt: skip
        write(lambda s: save_brand(s, dana.id, organisation, closing=word(home, "brand-closing"),
                                   accent="#0f5b5f", now=now))  # fmt: skip
        write(lambda s: save_logo(s, dana.id, organisation, (png(), 8, 8), now=now))
        invited, _ = write(
            lambda s: invite_to(s, dana.id, organisation, mail(home, "invited-mail"), "coach",
                                now=now)
        )  # fmt: skip
        asked, join = write(
            lambda s: invite_to(s, dana.id, organisation, ada.email, "coach", now=now)
        )
        values = {
            "organisation": organisation,
            "member": people["other"].id,
            "invitation": invited.id,
            "join_token": join,
            "join_invitation": asked.id,
        }
        values |= self.brief(home, dana, organisation)
        return values | self.search(home, dana, people, organisation, values["brief"])

    def brief(self, home: str, dana: Account, organisation: OrganisationId) -> dict[str, str]:
        write, now = self.database.write, self.now
        said = Brief(
            challenge=word(home, "brief-challenge"),
            title=word(home, "brief-title"),
            cto_type=ProfileId("scale-up"),
            outcomes=(Outcome(result=word(home, "brief-outcome"), measure="all customers"),),
        )
        brief, other = (
            write(lambda s: start_brief(s, dana.id, organisation, said, now=now)) for _ in range(2)
        )
        tokens = [
            write(lambda s, n=n: ask_approver(s, dana.id, organisation, brief, "ceo",  # type: ignore[misc]
                                              f"{word(home, 'approver-name')} {n}", now=now))
            for n in range(2)
        ]  # fmt: skip
        answers = {"challenge": word(home, "approver-words"), "type": "scale-up",
                   "first-outcome": "1", "strongest": "team", "weakest": "finance", "budget": "yes",
                   "leaders": "yes", "stop": "yes", "untouched": "It.",
                   "approve": "yes"}  # fmt: skip
        write(lambda s: answer_question(s, tokens[0], answers, 1, self.catalog, now=now))
        panel = write(
            lambda s: invite_to_panel(s, dana.id, organisation, brief, word(home, "panel-name"),
                                      now=now)
        )  # fmt: skip
        with self.database.reading() as session:
            ids = {
                row.token_hash: row.id for row in session.scalars(select(BriefVoiceRecord)).all()
            }
        return {
            "brief": brief,
            "other_brief": other,
            "voice": ids[token_hash(tokens[1])],
            "voice_token": tokens[1],
            "answered_token": tokens[0],
            "panellist": ids[token_hash(panel)],
            "panel_token": panel,
        }

    def search(
        self,
        home: str,
        dana: Account,
        people: Mapping[str, Account],
        organisation: OrganisationId,
        brief: str,
    ) -> dict[str, str]:
        write, now = self.database.write, self.now
        search = write(
            lambda s: open_search(s, self.shelf, dana.id, organisation, brief, now=now)  # type: ignore[arg-type]
        )
        write(lambda s: set_contact(s, dana.id, search, word(home, "contact")))
        for who in ("interviewer", "other"):
            write(lambda s, who=who: join_panel(s, dana.id, search, people[who].id, now=now))  # type: ignore[misc]
        candidates, tokens = [], []
        for n in range(2):
            name, at = f"{word(home, 'candidate-name')} {n}", mail(home, "candidate-mail")
            candidate, token = write(
                lambda s, name=name, at=at, n=n: add_candidate(s, dana.id, search, name,  # type: ignore[misc]
                                                               f"n{n}.{at}", now=now)
            )  # fmt: skip
            write(lambda s, token=token: confirm_notice(s, key_of(token), now=now))  # type: ignore[misc]
            write(lambda s, candidate=candidate: plan_interview(s, dana.id, candidate, self.today,  # type: ignore[misc]
                                                                now=now))  # fmt: skip
            candidates.append(candidate)
            tokens.append(token)
        write(lambda s: write_words(s, key_of(tokens[0]), word(home, "candidate-needs"),
                                    word(home, "candidate-words"), now=now))  # fmt: skip
        heard = {AreaId(a): (word(home, "card-note"), "3") for a in AREAS}
        write(lambda s: save_card(s, people["interviewer"].id, candidates[0], heard, submit=False,
                                  now=now))  # fmt: skip
        rated = {AreaId(a): (word(home, "decided-note"), "3") for a in AREAS}
        for who in ("interviewer", "other"):
            write(lambda s, who=who: save_card(s, people[who].id, candidates[1], rated,  # type: ignore[misc]
                                               submit=True, now=now))  # fmt: skip
        write(lambda s: decide(s, dana.id, candidates[1], "no-offer",
                               word(home, "decision-reason"), word(home, "decision-evidence"),
                               now=now))  # fmt: skip
        ada = self.accounts[home + "aspirant"]
        with self.database.reading() as session:
            seats = {
                seat.account_id: seat.id
                for seat in session.scalars(
                    select(PanelMemberRecord).where(PanelMemberRecord.search_id == search)
                )
            }
        attempt = self.sitting(ada.person, "full", 9, days=2)
        share = write(
            lambda s: share_agenda(s, self.shelf, key_of(tokens[0]), ada.person,
                                   AttemptId(attempt), [AreaId("team")],
                                   self.today + timedelta(days=5), now=now)
        )  # fmt: skip
        return {
            "search": search,
            "interviewer": seats[people["other"].id],
            "iris_seat": seats[people["interviewer"].id],
            "interviewer_account": people["interviewer"].id,
            "lead_account": people["lead"].id,
            "candidate": candidates[0],
            "decided_candidate": candidates[1],
            "candidate_token": tokens[0],
            "decided_candidate_token": tokens[1],
            "share": share,
        }

    def at_the_door(self, home: str, ada: Account) -> dict[str, str]:
        write, now = self.database.write, self.now
        begun = write(
            lambda s: register(s, email=mail(home, "verify-mail"), name=word(home, "verify-name"),
                               password_hash=self.hash, person=None, now=now)
        )  # fmt: skip
        return {
            "verify_token": str(begun.token),
            "reset_token": str(write(lambda s: begin_reset(s, ada.email, now=now))),
            "address_token": str(
                write(lambda s: begin_address_change(s, ada.id, mail(home, "changed-mail"),
                                                     now=now))
            ),
        }  # fmt: skip


def build_world(folder: Path, shelf: CatalogShelf, url: str | None = None) -> Iterator[World]:
    """The world, and its end; on a SQLite file, or on an empty PostgreSQL schema at ``url``."""
    folder.mkdir(parents=True)
    logs = structlog.get_config()
    world = Builder(folder, shelf, url).build()
    yield world
    world.close()
    structlog.configure(**logs)
