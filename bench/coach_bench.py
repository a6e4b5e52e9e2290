"""Do many reports disturb the web, is their time linear, and what does a long caseload cost?

    .venv/bin/python bench/coach_bench.py archive      40 reports; also 10 and 20; web meanwhile
    .venv/bin/python bench/coach_bench.py caseload     500 against 10,000 clients

The targets: time linear in the number of reports; the web's p99 while they are made at most four
times its idle p95; a caseload page of at most four queries whose cost at 10,000 clients is at
most 1.5 times that at 500.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from datetime import UTC, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from sqlalchemy import event, insert  # noqa: E402

from assessment.domain.accounts import Account  # noqa: E402
from assessment.domain.sharing import GrantId, Terms  # noqa: E402
from assessment.services.accounts import create_account, note_sign_in  # noqa: E402
from assessment.services.archive_orders import order_archive  # noqa: E402
from assessment.services.archives import ArchiveId, load_archive  # noqa: E402
from assessment.services.caseload import list_clients  # noqa: E402
from assessment.services.catalogs import CatalogShelf  # noqa: E402
from assessment.services.databases import open_ready  # noqa: E402
from assessment.services.grants import offer_grant  # noqa: E402
from assessment.services.invitations import accept_invitation  # noqa: E402
from assessment.services.people import start_guest  # noqa: E402
from assessment.services.sessions import open_session  # noqa: E402
from assessment.services.settings import PROJECT, read_settings  # noqa: E402
from assessment.services.tokens import new_id  # noqa: E402
from assessment.store.engine import Database  # noqa: E402
from assessment.store.records import AgreedActionRecord, ClientRecord, GrantRecord, PersonRecord  # noqa: E402
from assessment.store.upsert import table_of  # noqa: E402
from tests.services.sittings import finish_sitting  # noqa: E402

PORT = 8105
PAGES = 25


def sharing(database: Database, coach: Account, owner: object, now: datetime) -> GrantId:
    terms = Terms(attempt=None, scope="all", parts=frozenset({"result", "answers"}),
                  purpose="Coaching", until=now.date() + timedelta(days=90))  # fmt: skip
    with database.writing() as session:
        offered = offer_grant(
            session,
            owner,
            coach.email,
            terms,
            save_id=new_id(),
            now=now,  # type: ignore[arg-type]
        )
    token = offered.token or ""
    with database.writing() as session:
        return accept_invitation(session, coach, token, now=now)


def make_coach(database: Database, now: datetime) -> Account:
    with database.writing() as session:
        return create_account(session, email="ben@example.org", name="Ben", verified=True, now=now)


def archive(reports: list[int]) -> dict[str, object]:
    """Orders of several sizes in a served app, with and without pages being asked for."""
    with tempfile.TemporaryDirectory() as folder:
        env = {"CTO_VAR_DIR": folder, "CTO_SECRET_KEY": "k" * 40}
        database = open_ready(read_settings(env))
        shelf = CatalogShelf.from_content(PROJECT / "content")
        now = datetime.now(UTC)
        coach = make_coach(database, now)
        grants = []
        for number in range(sum(reports) + 1):
            with database.writing() as session:
                owner = start_guest(session, now=now)[0].id
            finish_sitting(database, shelf, owner, seed=number, now=now)
            grants.append(sharing(database, coach, owner, now))
        with database.writing() as session:
            note_sign_in(session, coach.id, now=now)
            cookie = open_session(
                session, person=coach.person, account=coach.id, device="bench", now=now
            )
        log = (Path(folder) / "log").open("w")
        server = subprocess.Popen(
            [sys.executable, "app.py", "--port", str(PORT)],
            cwd=PROJECT,
            stdout=log,
            stderr=log,
            env={**os.environ, **env},
        )
        try:
            wait_for_start()
            press_once(database, coach, grants.pop())
            idle = ask(cookie, stop=lambda: False, most=400)
            made: dict[str, object] = {"idle_p95_ms": quantile(idle, 95)}
            for size in reports:
                batch, grants = grants[:size], grants[size:]
                seconds, times = timed(database, coach, batch, cookie)
                made[str(size)] = {
                    "seconds": round(seconds, 1),
                    "seconds_each": round(seconds / size, 2),
                    "pages": len(times),
                    "p50_ms": quantile(times, 50),
                    "p99_ms": quantile(times, 99),
                    "p99_over_idle_p95": round(quantile(times, 99) / quantile(idle, 95), 2),
                }
            return made
        finally:
            server.terminate()
            server.wait(timeout=20)
            log.close()
            database.close()


def wait_for_start() -> None:
    for _ in range(200):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{PORT}/healthz", timeout=1).read()
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the app did not start")


def order(database: Database, coach: Account, grants: list[GrantId]) -> ArchiveId:
    """As the page does it: on record, and a word to the queue of the process that serves."""
    with database.writing() as session:
        return order_archive(
            session, coach.id, grants, paper="A4", save_id=new_id(), now=datetime.now(UTC)
        )


def wake(database: Database, archive: ArchiveId) -> None:
    """Put the order into the queue file that the served app looks into."""
    from assessment.documents.pdf import Press
    from assessment.services.jobs import Jobs

    var = Path(str(database.engine.url.database)).parent
    shelf = CatalogShelf.from_content(PROJECT / "content")
    Jobs(database, shelf, Press(var / "bench"), var, clock=lambda: datetime.now(UTC)).start(archive)


def press_once(database: Database, coach: Account, grant: GrantId) -> None:
    """Warm the worker, so that its start is not counted as a report."""
    first = order(database, coach, [grant])
    wake(database, first)
    wait_for(database, coach, first)


def wait_for(database: Database, coach: Account, archive: ArchiveId) -> None:
    while True:
        with database.reading() as session:
            if load_archive(session, coach.id, archive).state == "ready":
                return
        time.sleep(0.2)


def timed(
    database: Database, coach: Account, grants: list[GrantId], cookie: str
) -> tuple[float, list[float]]:
    done = threading.Event()
    times: list[float] = []
    asking = threading.Thread(target=lambda: times.extend(ask(cookie, stop=done.is_set)))
    archive = order(database, coach, grants)
    wake(database, archive)
    asking.start()
    while True:  # from the first sign of work, so that the queue's own clock is not counted
        with database.reading() as session:
            if load_archive(session, coach.id, archive).state != "waiting":
                break
        time.sleep(0.02)
    begun = time.monotonic()
    wait_for(database, coach, archive)
    seconds = time.monotonic() - begun
    done.set()
    asking.join()
    return seconds, times


def ask(cookie: str, *, stop: object, most: int = 100_000) -> list[float]:
    """Times of pages asked one after the other, a little apart as one reader is."""
    times = []
    paths = ("/", "/learn", "/clients", "/pages/method", "/mine")
    for number in range(most):
        if stop():  # type: ignore[operator]
            break
        request = urllib.request.Request(  # noqa: S310 - our own address
            f"http://127.0.0.1:{PORT}{paths[number % len(paths)]}",
            headers={"Cookie": f"cto={cookie}"},
        )
        begun = time.perf_counter()
        urllib.request.urlopen(request, timeout=30).read()  # noqa: S310
        times.append((time.perf_counter() - begun) * 1000)
        time.sleep(0.01)
    return times


def quantile(times: list[float], percent: int) -> float:
    return round(statistics.quantiles(times, n=100)[percent - 1], 2)


def caseload() -> dict[str, object]:
    """The same page of fifty at 500 and at 10,000 clients, in CPU time of this process."""
    with tempfile.TemporaryDirectory() as folder:
        found = {}
        opened = {}
        for count in (500, 10_000):
            env = {"CTO_VAR_DIR": f"{folder}/{count}", "CTO_SECRET_KEY": "k" * 40}
            database = open_ready(read_settings(env))
            opened[count] = (database, fill(database, count))
        for name, options in {
            "by_name": {"order": "name"},
            "by_date": {"order": "date"},
            "search": {"order": "name", "search": "person 0001"},
        }.items():
            times: dict[int, list[float]] = {500: [], 10_000: []}
            for _ in range(PAGES):  # interleaved, so that other load hits both alike
                for count, (database, coach) in opened.items():
                    begun = time.process_time()
                    with database.reading() as session:
                        list_clients(session, coach.id, now=datetime.now(UTC), **options)  # type: ignore[arg-type]
                    times[count].append((time.process_time() - begun) * 1000)
            few, many = (statistics.median(times[count]) for count in (500, 10_000))
            found[name] = {"ms_500": round(few, 2), "ms_10000": round(many, 2),
                           "ratio": round(many / few, 2)}  # fmt: skip
        database, coach = opened[10_000]
        asked: list[str] = []
        event.listen(database.reader, "before_cursor_execute", lambda *a: asked.append(a[2]))
        with database.reading() as session:
            list_clients(session, coach.id, now=datetime.now(UTC))
        found["queries_of_the_list"] = len([a for a in asked if a.startswith("SELECT")])
        for database, _ in opened.values():
            database.close()
        return found


def fill(database: Database, count: int) -> Account:
    """Rows as the services write them; the sittings are those of the first fifty."""
    now = datetime.now(UTC)
    coach = make_coach(database, now)
    shelf = CatalogShelf.from_content(PROJECT / "content")
    real = []
    for number in range(60):
        with database.writing() as session:
            owner = start_guest(session, now=now)[0].id
        finish_sitting(database, shelf, owner, seed=number, now=now)
        sharing(database, coach, owner, now)
        real.append(owner)
    with database.writing() as session:
        template = session.query(GrantRecord).first()
        assert template is not None
        plain = {c.name: getattr(template, c.name) for c in table_of(GrantRecord).columns}
        people = [new_id() for _ in range(count - len(real))]
        stamps = [now - timedelta(minutes=n) for n in range(len(people))]
        session.execute(
            insert(table_of(PersonRecord)),
            [{"id": p, "link_hash": None, "key_hash": None, "created_at": now,
              "last_visit_at": now} for p in people],
        )  # fmt: skip
        session.execute(
            insert(table_of(GrantRecord)),
            [plain | {"id": new_id(), "person_id": p, "save_id": new_id()} for p in people],
        )
        session.execute(
            insert(table_of(ClientRecord)),
            [{"account_id": coach.id, "client_id": p, "name": f"Person {n:05}",
              "name_key": f"person {n:05}", "last_at": at, "next_on": None, "created_at": now}
             for n, (p, at) in enumerate(zip(people, stamps, strict=True))],
        )  # fmt: skip
        session.execute(
            insert(table_of(AgreedActionRecord)),
            [{"id": new_id(), "person_id": p, "account_id": coach.id, "author": "Ben",
              "what": "Do it", "done_when": "Done", "due_on": now.date(), "hours": 1.0,
              "state": "taken", "plan_id": None, "save_id": new_id(), "agreed_at": now,
              "changed_at": now} for p in people[::2]],
        )  # fmt: skip
    with database.connected() as connection:
        connection.exec_driver_sql("ANALYZE")
        connection.commit()
    return coach


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", nargs="?", choices=("archive", "caseload"))
    parser.add_argument("--reports", type=int, nargs="*", default=[10, 20, 40])
    options = parser.parse_args()
    if options.what != "caseload":
        print(json.dumps(archive(options.reports), indent=1))
    if options.what != "archive":
        print(json.dumps(caseload(), indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
