"""Which pages and states of pages does a person ever see, and how does one get there?"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from playwright.sync_api import Page

from assessment.domain.bank import ItemId
from assessment.domain.catalog import Catalog
from assessment.domain.items import (
    Claim,
    ExhibitItem,
    InstructedCheck,
    Item,
    JudgementItem,
    NumberItem,
    SelfRating,
)
from assessment.domain.language import gettext as _
from tests.browser import seeding
from tests.browser.app_process import PROJECT
from tests.browser.house import House
from tests.browser.http_client import HttpClient
from tests.browser.seeding import LOGGED, Seeded
from tests.web.sitter import field_of

_HOUSES: dict[str, House] = {}
"""By the server's address: made once for each."""


class People:
    """The people whose pages are looked at, each made when first asked for."""

    def __init__(self, address: str, catalog: Catalog, var_dir: Path) -> None:
        self.address = address
        self.catalog = catalog
        self.var_dir = var_dir

    def called(self, name: str) -> Seeded:
        """One of the guests below, or somebody of the house."""
        return getattr(self, name) if hasattr(type(self), name) else self.house.person(name)

    @cached_property
    def house(self) -> House:
        """Those with accounts; made once for one server."""
        if self.address not in _HOUSES:
            _HOUSES[self.address] = House(self.address, self.catalog, self.var_dir)
        return _HOUSES[self.address]

    @property
    def nobody(self) -> Seeded:
        """A new browser each time."""
        return seeding.seeded(seeding.person(self.address, self.catalog))

    @cached_property
    def planned(self) -> Seeded:
        return seeding.with_plan(self.address, self.catalog)

    @cached_property
    def replanned(self) -> Seeded:
        return seeding.with_second_plan(self.address, self.catalog)

    @cached_property
    def quick(self) -> Seeded:
        return seeding.quick(self.address, self.catalog)

    @cached_property
    def carried(self) -> Seeded:
        return seeding.gone_on(self.address, self.catalog)

    @cached_property
    def hasty(self) -> Seeded:
        return seeding.hasty(self.address, self.catalog)

    @cached_property
    def silent(self) -> Seeded:
        return seeding.silent(self.address, self.catalog)

    @cached_property
    def beginner(self) -> Seeded:
        return seeding.begun(self.address, self.catalog)

    @cached_property
    def under_way(self) -> Seeded:
        return seeding.under_way(self.address, self.catalog)

    def question(self, who: Seeded, kind: type[Item], place: int = 0) -> str:
        """The path of a person's question of a kind, the first unless said otherwise."""
        page = client_of(who).get(f"/take/{who.attempt}/review").get_data(as_text=True)
        paths = re.findall(rf'row"><a href="(/take/{who.attempt}/[a-z0-9-]+)"', str(page))
        unique = dict.fromkeys(path for path in paths if self._is(path, kind))
        found: str = [*unique][place]
        return found

    def _is(self, path: str, kind: type[Item]) -> bool:
        return isinstance(self.catalog.items.get(ItemId(path.rsplit("/", 1)[-1])), kind)


def client_of(who: Seeded) -> HttpClient:
    """Plain HTTP as this person."""
    client = HttpClient(who.address)
    client.cookies.update(who.cookies)
    return client


Prepare = Callable[[Page], None]


@dataclass(frozen=True, slots=True)
class At:
    """An address with the ids of the person, or of somebody of the house, filled in."""

    rule: str

    def __call__(self, people: People, who: Seeded) -> str:
        own = {"attempt": who.attempt, "plan": who.plan}
        named = set(re.findall(r"{(\w+)}", self.rule))
        return self.rule.format(**own if named <= set(own) else {**own, **people.house.values})


@dataclass(frozen=True, slots=True)
class Found:
    """An address that is looked up, and one it stands for."""

    rule: str
    find: Callable[[People, Seeded], str]

    def __call__(self, people: People, who: Seeded) -> str:
        return self.find(people, who)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """One page in one state."""

    name: str
    who: str
    """As ``People.called`` knows them."""
    path: At | Found
    prepare: Prepare | None = None
    status: int = 200

    def show(self, page: Page, people: People) -> None:
        """Bring a window of this person to the sight."""
        who = people.called(self.who)
        response = page.goto(who.address + self.path(people, who))
        assert response is not None
        assert response.status == self.status, (self.name, response.status)
        if self.prepare:
            self.prepare(page)


VAST = {"trace"}
"""Pages whose folded tables have thousands of cells, all of one style; they stay folded."""
THE_SAME_UNFOLDED = {"result", "plan-step"}
"""Sights that are another one, as soon as everything is unfolded."""


def at(path: str) -> At:
    return At(path)


def question(kind: type[Item], place: int = 0) -> Found:
    """A question of a kind."""
    return Found("/take/{attempt}/{item}", lambda people, who: people.question(who, kind, place))


def first_entry(_: People, who: Seeded) -> str:
    """The newest entry of the person's exercise log."""
    page = str(client_of(who).get("/learn/log").get_data(as_text=True))
    return re.findall(r'href="(/learn/log/[A-Za-z0-9_-]+)"', page)[0]  # type: ignore[no-any-return]


def press(label: str, **values: str) -> Prepare:
    """Press a button, by its name in the language the test speaks; wait for the page that comes."""

    def prepare(page: Page) -> None:
        said = _(label) % values if values else _(label)
        with page.expect_navigation():
            page.get_by_role("button", name=said, exact=True).first.click()

    return prepare


def open_everything(page: Page) -> None:
    """Open what is folded away."""
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")


def type_nonsense(page: Page) -> None:
    page.locator("main input[type=text]").fill("about twelve")
    page.locator("[data-saved][data-state=failed]").wait_for()
    with page.expect_navigation():
        page.get_by_role("button", name=_("Continue")).click()


def go_offline(page: Page) -> None:
    page.context.set_offline(True)
    page.locator("main input[type=radio]").nth(3).check()
    page.locator("[data-saved][data-state=failed]").wait_for()


def be_signed_out(page: Page) -> None:
    page.context.clear_cookies()
    page.locator("main input[type=radio]").nth(3).check()
    page.locator("[data-out]").wait_for()


def send_too_late(page: Page) -> None:
    """The form's mark is of a session that ended."""
    page.locator("main textarea").first.fill(LOGGED)
    page.evaluate("document.querySelectorAll('[name=csrf_token]').forEach(m => { m.value = 'x'; })")
    with page.expect_navigation():
        page.locator("main form:has(textarea) button").first.click()
    page.locator("textarea[readonly]").wait_for()


def meet_another_window(page: Page) -> None:
    """Somebody answers elsewhere between opening the page and continuing."""
    html = page.content()
    token = field_of(html, "csrf_token")
    name = str(page.locator("main input[type=radio]").first.get_attribute("name"))
    page.request.post(
        f"{page.url}/save",
        data={
            "answer": {name: "5"},
            "revision": int(field_of(html, "revision")),
            "save_id": f"elsewhere-{field_of(html, 'save_id')[:20]}",
        },
        headers={"X-CSRFToken": token},
    )
    page.locator(f'input[name="{name}"][value="2"]').check()
    page.locator("[data-saved][data-state=failed]").wait_for()
    with page.expect_navigation():
        page.get_by_role("button", name=_("Continue")).click()


def send_no_reason(page: Page) -> None:
    """Open a locked step without saying why."""
    step = page.locator("section.action.locked").first
    step.locator("summary").click()
    with page.expect_navigation():
        step.get_by_role("button", name=_("Open it all the same")).click()


def clear_the_day(page: Page) -> None:
    page.locator("main [name=start]").fill("")
    page.locator("main [name=hours]").fill("90")
    press("Build the plan")(page)


def open_first_step(page: Page) -> None:
    page.locator("section.action summary").first.click()


SIGHTS: tuple[Sight, ...] = (
    Sight(name="home", who="nobody", path=at("/")),
    Sight(name="home-again", who="under_way", path=at("/")),
    Sight(name="begin", who="nobody", path=at("/begin")),
    Sight(name="begin-errors", who="nobody", path=at("/begin"), prepare=press("Start")),
    Sight(name="design", who="nobody", path=at("/design")),
    Sight(name="sign-in", who="nobody", path=at("/sign-in")),
    Sight(name="sign-in-errors", who="nobody", path=at("/sign-in"), prepare=press("Sign in")),
    Sight(name="register", who="nobody", path=at("/register")),
    Sight(name="forgotten", who="nobody", path=at("/forgotten")),
    Sight(name="review-new", who="beginner", path=at("/take/{attempt}/review")),
    Sight(name="self-rating", who="beginner", path=question(SelfRating)),
    Sight(name="judgement", who="beginner", path=question(JudgementItem)),
    Sight(name="judgement-answered", who="under_way", path=question(JudgementItem)),
    Sight(
        name="judgement-error",
        who="beginner",
        path=question(JudgementItem, 1),
        prepare=press("Continue"),
    ),
    Sight(
        name="judgement-conflict",
        who="beginner",
        path=question(JudgementItem, 2),
        prepare=meet_another_window,
    ),
    Sight(
        name="judgement-offline",
        who="beginner",
        path=question(JudgementItem, 3),
        prepare=go_offline,
    ),
    Sight(
        name="judgement-signed-out",
        who="beginner",
        path=question(JudgementItem, 3),
        prepare=be_signed_out,
    ),
    Sight(name="exhibit", who="beginner", path=question(ExhibitItem, 4)),
    Sight(name="number", who="beginner", path=question(NumberItem)),
    Sight(name="number-error", who="beginner", path=question(NumberItem, 1), prepare=type_nonsense),
    Sight(name="check", who="beginner", path=question(InstructedCheck)),
    Sight(name="claim", who="beginner", path=question(Claim)),
    Sight(name="carried-over", who="carried", path=question(JudgementItem)),
    Sight(name="review", who="under_way", path=at("/take/{attempt}/review")),
    Sight(name="expect", who="under_way", path=at("/take/{attempt}/expect")),
    Sight(name="leave", who="under_way", path=at("/take/{attempt}/leave")),
    Sight(name="quick-result", who="quick", path=at("/results/{attempt}")),
    Sight(name="result", who="planned", path=at("/results/{attempt}")),
    Sight(
        name="result-unfolded",
        who="planned",
        path=at("/results/{attempt}"),
        prepare=open_everything,
    ),
    Sight(name="not-interpreted", who="hasty", path=at("/results/{attempt}")),
    Sight(name="nothing-answered", who="silent", path=at("/results/{attempt}")),
    Sight(name="answers", who="planned", path=at("/results/{attempt}/answers")),
    Sight(name="trace", who="planned", path=at("/results/{attempt}/trace")),
    Sight(name="history", who="planned", path=at("/results/{attempt}/history")),
    Sight(name="types", who="planned", path=at("/results/{attempt}/types")),
    Sight(name="target", who="planned", path=at("/results/{attempt}/target")),
    Sight(name="print", who="planned", path=at("/results/{attempt}/print")),
    Sight(name="plan-new", who="planned", path=at("/plan/new?attempt={attempt}")),
    Sight(
        name="plan-new-errors",
        who="planned",
        path=at("/plan/new?attempt={attempt}"),
        prepare=clear_the_day,
    ),
    Sight(name="plan", who="planned", path=at("/plan/{plan}")),
    Sight(name="plan-step", who="planned", path=at("/plan/{plan}"), prepare=open_first_step),
    Sight(name="plan-refused", who="planned", path=at("/plan/{plan}"), prepare=send_no_reason),
    Sight(name="plan-again", who="replanned", path=at("/plan/{plan}")),
    Sight(name="readout-empty", who="planned", path=at("/plan/{plan}/readout")),
    Sight(name="readout", who="replanned", path=at("/plan/{plan}/readout")),
    Sight(name="colleagues", who="planned", path=at("/colleagues")),
    Sight(name="colleagues-new", who="planned", path=at("/colleagues/new")),
    Sight(
        name="colleagues-errors",
        who="planned",
        path=at("/colleagues/new"),
        prepare=press("Make the links"),
    ),
    Sight(name="rating-declined", who="nobody", path=at("/rating/declined")),
    Sight(name="lessons", who="nobody", path=at("/learn")),
    Sight(name="lessons-found", who="nobody", path=at("/learn?q=board")),
    Sight(name="lesson", who="nobody", path=at("/learn/bf1")),
    Sight(name="lesson-logged", who="replanned", path=at("/learn/bf1")),
    Sight(name="form-too-late", who="planned", path=at("/learn/bf1"), prepare=send_too_late),
    Sight(name="log-empty", who="planned", path=at("/learn/log")),
    Sight(name="log", who="replanned", path=at("/learn/log")),
    Sight(name="log-entry", who="replanned", path=Found("/learn/log/{entry}", first_entry)),
    Sight(name="mine", who="planned", path=at("/mine")),
    Sight(name="restore", who="nobody", path=at("/mine/restore")),
    Sight(name="restore-error", who="nobody", path=at("/mine/restore"), prepare=press("Come back")),
    Sight(name="delete", who="planned", path=at("/mine/delete")),
    Sight(name="gone", who="nobody", path=at("/gone")),
    Sight(name="offer", who="nobody", path=at("/offer")),
    Sight(name="offer-read", who="nobody", path=at("/offer"), prepare=press("Read the offer")),
    Sight(name="open-report", who="nobody", path=at("/open-report")),
    Sight(
        name="open-report-error",
        who="nobody",
        path=at("/open-report"),
        prepare=press("Open and check"),
    ),
    Sight(name="coaching", who="planned", path=at("/coaching")),
    Sight(name="not-found", who="nobody", path=at("/nowhere"), status=404),
    Sight(name="link-over", who="nobody", path=at("/shared/" + "x" * 43), status=404),
    *(
        Sight(name=f"page-{path.stem}", who="nobody", path=at(f"/pages/{path.stem}"))
        for path in sorted((PROJECT / "content" / "pages").glob("*.md"))
    ),
)
