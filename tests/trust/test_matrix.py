"""P4: nobody sees what the rules do not give them, and everybody gets what is theirs."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

import pytest
from werkzeug.test import TestResponse

from assessment.services.catalogs import CatalogShelf
from assessment.services.settings import PROJECT
from assessment.store.engine import Database
from tests.promises import SIZE, Promises
from tests.store.databases import empty_tables, migrated_postgres, postgres_server, postgres_url
from tests.trust.matrix_crawl import crawl
from tests.trust.matrix_table import NOBODYS, TABLE, Row, told
from tests.trust.matrix_world import (
    VISIBLE,
    Persona,
    World,
    build_world,
    canaries,
    missing,
    said,
)

__all__ = ["migrated_postgres", "postgres_server", "postgres_url"]

pytestmark = [pytest.mark.promise]

FOREIGN = {"a": "b", "b": "a", "c": "b", "": "b"}
HOMES = {"a", "b", "c"}
NONSENSE = "\x00=1+1 <zq31337> " * 400
"""No form takes this in any field."""


@pytest.fixture(scope="module", params=["sqlite"] if SIZE == "gate" else ["sqlite", "postgresql"])
def world(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    """On PostgreSQL too, where a release is tried: who may what is asked by the same queries."""
    shelf = CatalogShelf.from_content(PROJECT / "content")
    folder = tmp_path_factory.mktemp("matrix") / "var"
    if request.param == "sqlite":
        yield from build_world(folder, shelf)
        return
    shared: Database = request.getfixturevalue("migrated_postgres")
    yield from build_world(folder, shelf, request.getfixturevalue("postgres_url"))
    empty_tables(shared)


@dataclass
class Found:
    """What was tried, and everything that was not as the table says."""

    checks: int = 0
    leaks: list[str] = field(default_factory=list)
    blocked: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    """Refusals that tell something, answers that did what they should not."""

    def note(self, promises: Promises, world: World, what: str) -> None:
        print(*self.leaks, *self.blocked, *self.wrong, sep="\n")  # noqa: T201 - for whoever mends it
        promises.note(
            "P4",
            f"{what}, {world.database.dialect}",
            f"{self.checks:,} checks: {len(self.leaks)} leaks, {len(self.blocked)} over-blocked, "
            f"{len(self.wrong)} refusals that tell more",
            target="0, 0, 0",
            held=not (self.leaks or self.blocked or self.wrong),
        )


def test_the_table_names_every_route_once(world: World) -> None:
    mapped = {
        (method, rule.rule)
        for rule in world.app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    named = {(row.method, row.rule) for row in TABLE}
    assert mapped - named == set(), "routes without a row"
    assert named - mapped == set(), "rows without a route"
    told_twice = [(row.name, str(row.keys), str(row.send)) for row in TABLE]
    assert len(set(told_twice)) == len(told_twice)
    for row in TABLE:
        status = row.ok if isinstance(row.ok, int) else max(row.ok.values())
        if status >= 400 or row.others or row.anywhere:
            assert len(row.why) > 20, f"{row.name}: an exemption says why"


def values_of(world: World, who: Persona, row: Row) -> Iterator[tuple[str, dict[str, str]]]:
    """What fills in an address: what is not there, the other home's, each alone among one's own."""
    own, other = dict(who.values), dict(world.values[FOREIGN[who.home]])
    nothing = missing(own)
    if not row.objects:
        return
    yield "missing", nothing
    if row.bearer:
        return  # a link is let in wherever it comes from: test_a_token_opens_its_own_door_only
    yield "foreign", {**own, **other}
    if len(row.objects) > 1 and row.lets_in(who.kinds):
        for name in row.objects:
            yield f"missing {name}", {**own, name: nothing[name]}
            yield f"foreign {name}", {**own, name: other[name]}


def shape(answer: TestResponse, values: Mapping[str, str]) -> str:
    """Everything an answer says, without what was in its own address and what is new each time."""
    text = said(answer)
    text = re.sub(r"(?m)^(X-Request-Id|Set-Cookie|Content-Length|ETag): .*$", "", text)
    text = re.sub(r'csrf_token"[^>]*value="[^"]+"', "", text)
    for name in sorted(values, key=lambda n: -len(values[n])):
        if name not in NOBODYS and len(values[name]) >= 20:
            text = text.replace(values[name], "ID")
    return text


def leaks(world: World, who: Persona, row: Row, answer: TestResponse, sent: str) -> list[str]:
    """Canaries and ids in an answer that this persona may not see."""
    text = said(answer)
    kinds = who.kinds | set(row.bearer.split())
    home = "b" if who.home == "b" else "a" if row.bearer else who.home
    found = [
        f"zq-{of}-{what}"
        for of, what in sorted(canaries(text))
        if not (
            (of == home and kinds & set(VISIBLE[what].split()))
            or (of == who.home and who.kinds & set(VISIBLE[what].split()))
            or ("operator" in who.kinds and "operator" in VISIBLE[what].split())
        )
    ]
    if not row.anywhere and not row.rule.startswith("/operate"):
        for of in {"a", "b"} - {home, who.home}:
            found += [
                f"the id of {of}'s {name}"
                for name, value in world.values[of].items()
                if len(value) in {32, 43} and name not in NOBODYS and value in text
                and value not in sent and value not in who.values.values()
            ]  # fmt: skip
    return found


def right_place(row: Row, answer: TestResponse, values: Mapping[str, str]) -> bool:
    if answer.status_code != 303 or not row.to:
        return True
    return answer.headers["Location"].startswith(row.to.format(**values))


class Trial:
    """One row, tried by one persona."""

    def __init__(self, world: World, found: Found, row: Row, who: Persona) -> None:
        self.world, self.found, self.row, self.who = world, found, row, who

    def ask(self, values: Mapping[str, str], what: str) -> TestResponse:
        path, fields = self.row.path(values), self.row.fields(values)
        answer = self.world.ask(self.who, self.row.method, path, fields)
        self.found.checks += 1
        if answer.status_code >= 500:
            self.say(self.found.wrong, what, f"{answer.status_code}")
        sent = f"{path} {fields}"
        for leak in leaks(self.world, self.who, self.row, answer, sent):
            self.say(self.found.leaks, what, leak)
        return answer

    def say(self, where: list[str], what: str, words: str) -> None:
        where.append(f"{self.row.name} as {self.who.name}, {what}: {words}")

    def refused(self) -> int:
        """What somebody gets who may not, or for what is not there."""
        row, kinds = self.row, self.who.kinds
        if row.sign_in and "account" not in kinds:
            return 303
        if row.rule.endswith("/save") and "person" not in kinds:
            return 401  # a script that saves learns that the browser speaks for nobody, and no more
        return row.refused if row.lets_in(kinds) or row.bearer else 404

    def run(self) -> None:
        seen: dict[str, str] = {}
        for what, values in values_of(self.world, self.who, self.row):
            answer = self.ask(values, what)
            told_others = self.told_others() if what == "foreign" or self.row.ahead else None
            if what == "foreign" and self.row.anywhere and self.row.lets_in(self.who.kinds):
                self.allowed(answer, values, what)
            elif told_others is not None:
                self.status(answer, told_others, what, self.found.wrong)
                self.unchanged(what)
            else:
                self.as_missing(answer, values, what, seen)
            self.world.put_back()
        self.own(seen)
        self.world.put_back()

    def with_nonsense(self) -> None:
        """Who may not is refused before anybody looks at what they sent."""
        row, may = self.row, self.row.lets_in(self.who.kinds)
        foreign = {**self.who.values, **self.world.values[FOREIGN[self.who.home]]}
        values, what = (foreign, "foreign") if may else (self.who.values, "own home's")
        wanted = self.refused() if (status := self.told_others()) is None else status
        if not may and status is not None and self.who.is_a(" ".join(row.makers)):
            wanted = told(row.makers, self.who.kinds)
        for sent in ({}, dict.fromkeys(row.send, NONSENSE)):
            answer = self.world.ask(self.who, "POST", row.path(values), sent)
            self.found.checks += 1
            self.status(answer, wanted, f"{what}, {len(sent)} odd fields", self.found.wrong)
            self.unchanged(what)
            self.world.put_back()

    def told_others(self) -> int | None:
        """What somebody gets who is told more than nothing."""
        others = self.row.others
        if any(kind == "*" or kind in self.who.kinds for kind in others):
            return told(others, self.who.kinds)
        return None

    def own(self, seen: dict[str, str]) -> None:
        row, values = self.row, self.who.values
        if row.bearer and not self.who.kinds - {"holder"} and self.who.name == "nobody":
            return  # holds no link: that is what missing tried
        answer = self.ask(values, "own")
        if row.lets_in(self.who.kinds) or row.bearer:
            self.allowed(answer, values, "own")
        elif (status := self.told_others()) is not None:
            if self.who.is_a(" ".join(row.makers)):
                status = told(row.makers, self.who.kinds)
            self.status(answer, status, "own home's", self.found.wrong)
            self.unchanged("own home's")
        else:
            self.as_missing(answer, values, "own home's", seen)

    def allowed(self, answer: TestResponse, values: Mapping[str, str], what: str) -> None:
        wanted = self.row.answer(self.who.kinds)
        self.status(answer, wanted, what, self.found.blocked)
        if answer.status_code == wanted and not right_place(self.row, answer, values):
            self.say(self.found.blocked, what, f"leads to {answer.headers['Location']}")
        changed = self.world.changed()
        if self.row.method == "POST" and wanted < 400:
            if not changed and not self.row.same:
                self.say(self.found.blocked, what, "nothing was done")
        elif set(changed) - {"audit_events", "audit_head", "web_sessions"}:
            self.say(self.found.wrong, what, f"changed {changed}")

    def as_missing(
        self, answer: TestResponse, values: Mapping[str, str], what: str, seen: dict[str, str]
    ) -> None:
        """A refusal is what a missing thing gets, to the letter."""
        alone = what.startswith(("missing ", "foreign "))
        if not alone:
            self.status(answer, self.refused(), what, self.found.wrong)
        which = what.split(" ")[1] if alone else ""
        looks = f"{answer.status_code}\n{shape(answer, values)}"
        first = seen.setdefault(which, looks)
        if looks != first:
            self.say(self.found.wrong, what, "looks otherwise than what is missing")
        if answer.status_code == 200 and alone:
            self.say(self.found.wrong, what, "opens")
        self.unchanged(what)

    def unchanged(self, what: str) -> None:
        if changed := set(self.world.changed()) - {"web_sessions"}:
            self.say(self.found.wrong, what, f"changed {sorted(changed)}")

    def status(self, answer: TestResponse, wanted: int, what: str, where: list[str]) -> None:
        if answer.status_code != wanted:
            self.say(where, what, f"{answer.status_code}, not {wanted}")
        if wanted == 303 == answer.status_code and "account" not in self.who.kinds:
            to = answer.headers["Location"]
            if self.row.sign_in and not to.startswith("/sign-in?next="):
                self.say(where, what, f"leads to {to}")


def test_everybody_gets_what_is_theirs_and_nobody_anything_else(
    world: World, promises: Promises
) -> None:
    found = Found()
    for row in TABLE:
        for who in world.personas.values():
            if row.rule.startswith(who.only):
                Trial(world, found, row, who).run()
    routes = len({(row.method, row.rule) for row in TABLE})
    found.note(
        promises, world, f"{routes} routes, {len(world.personas)} visitors, own, foreign, missing"
    )


def test_no_form_is_looked_at_before_the_right_to_send_it(world: World, promises: Promises) -> None:
    found = Found()
    for row in TABLE:
        named = {row.keys.get(name, name) for name in re.findall(r":(\w+)>", row.rule)}
        its_own = named & set(row.objects)
        if row.method != "POST" or row.bearer or (row.objects and not its_own):
            continue  # a right to what only the form names is not asked for by another form
        beside = [other for other in TABLE if (other.method, other.rule) == ("POST", row.rule)]
        for who in world.personas.values():
            may = any(other.lets_in(who.kinds) for other in beside)
            foreign = may and bool(its_own) and not row.anywhere
            if (foreign or not may) and row.rule.startswith(who.only):
                Trial(world, found, row, who).with_nonsense()
    found.note(promises, world, "empty and odd forms of those who may not send any")


WITHOUT_A_LINK = {
    "/account/address/<id:token>": "by mail",
    "/organisations/join/<id:token>": "by mail",
    "/share/invitation/<id:token>": "by mail",
    "/share/held/<id:grant>": "after an invitation is accepted",
    "/colleagues/new": "where no round is open",
    "/plan/<id:plan>/revisions/<place:number>": "where there are two revisions",
    "/results/<id:attempt>/print": "where no PDF can be made",
    "/take/<id:attempt>/enough": "when enough is answered to stop",
    "/take/<id:attempt>/expect": "after the last answer",
}
"""Pages about somebody's things that nobody of the world has a link to, and when one would."""


def test_no_address_on_ones_own_pages_opens_more_to_anybody_else(
    world: World, promises: Promises
) -> None:
    found, followed = Found(), crawl(world)
    assert followed.dead == []
    met_rules = {met.row.rule for met in followed.met.values()}
    named = {row.rule for row in TABLE if row.method == "GET" and row.objects and not row.bearer}
    assert named - met_rules == set(WITHOUT_A_LINK), "a page nobody finds"
    for met in followed.met.values():
        homes = {world.personas[name].home for name in met.by}
        for who in world.personas.values():
            if who.name in met.by or met.row.bearer or not met.row.rule.startswith(who.only):
                continue
            answer = world.ask(who, "GET", met.address)
            trial, what = Trial(world, found, met.row, who), f"{met.address} of {sorted(met.by)}"
            found.checks += 1
            if not (who.home in homes and met.row.lets_in(who.kinds)):
                wanted = trial.refused() if (other := trial.told_others()) is None else other
                trial.status(answer, wanted, what, found.wrong)
            for leak in leaks(world, who, met.row, answer, met.address):
                trial.say(found.leaks, what, leak)
            trial.unchanged(what)
            world.put_back()
    found.note(
        promises,
        world,
        f"{len(followed.met)} addresses met on {followed.pages:,} pages by following every link, "
        "asked for by everybody else",
    )


def test_the_trial_would_notice_a_leak_a_refusal_that_tells_and_a_closed_door(
    world: World,
) -> None:
    row = next(r for r in TABLE if r.name == "GET /plan/<id:plan>")
    ada, cleo, nora = (world.personas[name] for name in ("ada", "cleo", "nora"))
    answer = world.ask(ada, "GET", row.path(ada.values))
    assert leaks(world, ada, row, answer, "") == []
    seen = leaks(world, cleo, row, answer, "")
    assert "zq-a-step-note" in seen
    assert "the id of a's plan" in seen
    shut, open_to_all = Found(), Found()
    Trial(world, shut, replace(row, who="account"), nora).run()
    assert [line.rsplit(": ", 1)[1] for line in shut.blocked] == ["404, not 200"]
    Trial(world, open_to_all, replace(row, who="coach"), ada).run()
    assert any("200, not 404" in line for line in open_to_all.wrong)
    assert any("looks otherwise" in line for line in open_to_all.wrong)


VARIANTS: Mapping[str, Callable[[str, Mapping[str, str]], str]] = {
    "upper case": lambda path, ids: swapped(path, ids, str.upper),
    "coded": lambda path, ids: swapped(path, ids, lambda i: "".join(f"%{ord(c):02x}" for c in i)),
    "coded twice": lambda path, ids: swapped(path, ids, lambda i: f"%25{ord(i[0]):02x}{i[1:]}"),
    "with a blank": lambda path, ids: swapped(path, ids, lambda i: f"{i}%20"),
    "with a null": lambda path, ids: swapped(path, ids, lambda i: f"{i}%00"),
    "trailing slash": lambda path, _: slashed(path),
    "as a format": lambda path, _: f"{path.partition('?')[0]}.json",
    "two slashes": lambda path, _: f"/.{path}",
}
"""Other spellings of an address."""


def swapped(path: str, ids: Mapping[str, str], change: Callable[[str], str]) -> str:
    for value in ids.values():
        path = path.replace(value, change(value))
    return path


def slashed(path: str) -> str:
    before, mark, query = path.partition("?")
    return f"{before}/{mark}{query}"


METHODS = ("HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE")
OVERRIDES = {"X-HTTP-Method-Override": "POST", "X-Method-Override": "DELETE"}


def nearest_stranger(world: World, row: Row) -> Persona:
    """Somebody of the other home who has the same right there; else somebody with an account."""
    strangers = (world.personas[name] for name in ("cleo", "eve", "fay", "nora"))
    return next((who for who in strangers if row.lets_in(who.kinds)), world.personas["nora"])


def ids_of(row: Row, values: Mapping[str, str]) -> dict[str, str]:
    """The values in the address alone that are somebody's."""
    named = [row.keys.get(n, n) for n in re.findall(r":(\w+)>", row.rule)]
    return {name: values[name] for name in row.objects if name in named}


def test_no_other_spelling_method_or_header_gives_more(world: World, promises: Promises) -> None:
    found = Found()
    ours = world.values["a"]
    nothing = missing(ours)
    for row in TABLE:
        if not ids_of(row, ours) or row.bearer or row.others:
            continue
        who = nearest_stranger(world, row)
        tries = [
            *((what, row.method, spell, {}) for what, spell in VARIANTS.items()),
            *((f"by {method}", method, None, {}) for method in METHODS),
            ("overridden", "GET", None, OVERRIDES),
        ]
        for what, method, spell, headers in tries:
            looks = []
            for values in (nothing, ours):
                path = row.path(values)
                path = path if spell is None else spell(path, ids_of(row, values))
                answer = world.ask(who, method, path, row.fields(values), headers=headers)
                spelled = {**values, **{f"{n}!": spelt for n, spelt in spellings(values, row)}}
                looks.append(f"{answer.status_code}\n{shape(answer, spelled)}")
                found.checks += 1
                found.leaks += [
                    f"{row.name} as {who.name}, {what}: {leak}"
                    for leak in leaks(world, who, row, answer, path)
                ]
                if world.changed() or answer.status_code >= 500:
                    found.wrong.append(
                        f"{row.name}, {what}: {answer.status_code} {world.changed()}"
                    )
                world.put_back()
            if looks[0] != looks[1]:
                found.wrong.append(f"{row.name} as {who.name}, {what}: told apart from missing")
    found.note(promises, world, "upper case, coded, slashed, other methods, overriding headers")


def spellings(values: Mapping[str, str], row: Row) -> Iterator[tuple[str, str]]:
    for name, value in ids_of(row, values).items():
        yield f"{name} upper", value.upper()


def test_a_head_request_says_what_a_get_says_and_no_more(world: World) -> None:
    for row in TABLE:
        if row.method != "GET" or row.lets_in(frozenset()) and not row.objects:
            continue
        who = next(w for w in world.personas.values() if row.lets_in(w.kinds) or row.bearer)
        path = row.path(who.values)
        head = world.ask(who, "HEAD", path)
        assert head.data == b"", row.name
        assert head.status_code == row.answer(who.kinds), row.name
        world.put_back()


def somebody_let_in(world: World, row: Row) -> Persona:
    people = sorted(world.personas.values(), key=lambda who: who.name in {"nobody", "gus"})
    if row.bearer:
        return world.personas["holder"]
    return next(who for who in people if row.lets_in(who.kinds) and who.home != "b")


def test_no_write_is_taken_without_the_token_of_ones_own_session(
    world: World, promises: Promises
) -> None:
    taken, checks = [], 0
    opened = {"no session": {"web_sessions"}}  # the page that says why begins one
    for row in TABLE:
        if row.method != "POST":
            continue
        who = somebody_let_in(world, row)
        path, fields = row.path(who.values), row.fields(who.values)
        other = world.personas["nora" if who.name != "nora" else "ada"]
        tries: dict[str, tuple[str, dict[str, str]]] = {
            "no token": ("", {}),
            "another session's": (other.csrf, {}),
            "a made-up one": ("IjEi.aaaaaa.bbbbbb", {}),
            "no session": (who.csrf, {"Cookie": ""}),
            "from elsewhere": ("", {"Origin": "https://evil.example", "Sec-Fetch-Site": "none"}),
        }
        for what, (token, headers) in tries.items():
            answer = world.ask(who, "POST", path, fields, token=token, headers=headers)
            checks += 1
            if answer.status_code != 400 or set(world.changed()) - opened.get(what, set()):
                taken.append(f"{row.name}, {what}: {answer.status_code} {world.changed()}")
            world.put_back()
    print(*taken, sep="\n")  # noqa: T201 - for whoever mends it
    promises.note(
        "P4",
        f"every write without the session's own token, {world.database.dialect}",
        f"{checks:,} checks: {len(taken)} taken",
        target="0",
        held=not taken,
    )


TOKENS = ("private_token", "link_token", "asked_token", "rater_key", "invitation_token",
          "candidate_token", "voice_token", "panel_token", "verify_token", "reset_token",
          "address_token", "join_token", "link", "grant", "offered_grant", "rater", "voice",
          "panellist", "candidate", "invitation", "account", "person",
          "second_session")  # fmt: skip
"""What could be tried at a door that takes a token: keys of other doors, and ids."""


def test_a_token_opens_its_own_door_only(world: World, promises: Promises) -> None:
    found = Found()
    ada = world.personas["ada"]
    for row in TABLE:
        if "token" not in row.keys:
            continue
        own = row.keys["token"]
        who = world.personas["nora"] if row.others else ada if row.sign_in else None
        who = who or world.personas["holder"]
        looks: set[str] = set()
        for other in [None, *(t for t in TOKENS if t != own)]:
            value = "x" * 43 if other is None else ada.values[other]
            values = {**ada.values, own: value}
            answer = world.ask(who, row.method, row.path(values), row.fields(values))
            found.checks += 1
            looks.add(f"{answer.status_code}\n{shape(answer, values)}")
            if answer.status_code < 400 and not answer.headers.get("Location", "").startswith(
                "/sign-in?"
            ):
                found.wrong.append(f"{row.name} takes {other}: {answer.status_code}")
            found.leaks += [
                f"{row.name}, {other}: {leak}"
                for leak in canaries(said(answer)) - {("a", "aspirant-name")}
            ]
            if world.changed():
                found.wrong.append(f"{row.name}, {other}: changed {world.changed()}")
            world.put_back()
        if len(looks) != 1:
            found.wrong.append(f"{row.name}: {len(looks)} kinds of refusal")
    found.note(promises, world, "every key at every other key's door")
