"""P4: what was taken back opens nothing any more, from the very next request on."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from assessment.domain.accounts import AccountId
from assessment.services.accounts import set_operator
from assessment.services.catalogs import CatalogShelf
from assessment.services.second_step import turn_off
from assessment.services.settings import PROJECT
from tests.promises import Promises
from tests.trust.matrix_world import PASSWORD, Persona, World, build_world, mail, said, word

pytestmark = [pytest.mark.promise]

Step = tuple[str, str, dict[str, Any]] | Callable[[World], None]
"""Who sends what where; or what only the clock or the command line does."""


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    shelf = CatalogShelf.from_content(PROJECT / "content")
    yield from build_world(tmp_path_factory.mktemp("revocation") / "var", shelf)


@dataclass(frozen=True, kw_only=True)
class Right:
    """What opens something, how it is taken back, and what is left of it."""

    opens: tuple[tuple[str, str], ...]
    """Who opens which address."""
    ends: tuple[Step, ...]
    left: tuple[int, ...] = (404,)
    writes: tuple[tuple[str, str], ...] = ()
    """What could be sent before; nobody takes it afterwards."""


def yesterday(table: str, column: str = "until") -> Callable[[World], None]:
    """The clock goes on past a last day."""

    def pass_by(world: World) -> None:
        with world.database.writing() as session:
            session.execute(
                text(f"UPDATE {table} SET {column} = date('now', '-1 day')")  # noqa: S608 - ours
            )

    return pass_by


def two_months_later(world: World) -> None:
    """The clock goes on past the last day of every invitation to an organisation."""
    earlier = ", ".join(
        f"{column} = datetime({column}, '-60 days')" for column in ("created_at", "expires_at")
    )
    with world.database.writing() as session:
        session.execute(text(f"UPDATE organisation_invitations SET {earlier}"))  # noqa: S608


def no_second_step(world: World) -> None:
    """Turned off elsewhere, while this browser stays signed in."""
    with world.database.writing() as session:
        turn_off(session, operator(session))


def no_operator(world: World) -> None:
    """As the command line does it."""
    with world.database.writing() as session:
        set_operator(session, operator(session), operator=False)


def operator(session: Session) -> AccountId:
    found = session.execute(text("SELECT id FROM accounts WHERE email = 'olga@example.org'"))
    return AccountId(str(found.scalar()))


CLIENT = "/clients/{grant}"
GRANTED = tuple(
    ("ben", path)
    for path in (
        CLIENT,
        f"{CLIENT}/results/{{attempt}}",
        f"{CLIENT}/results/{{attempt}}/report.pdf",
        f"{CLIENT}/results/{{attempt}}/change/{{other}}",
        f"{CLIENT}/plan/{{plan}}",
        f"{CLIENT}/notes",
        f"{CLIENT}/notes/{{note}}",
        f"{CLIENT}/agreed",
        f"{CLIENT}/prepare",
        f"{CLIENT}/prepare.pdf",
        "/share/held/{grant}",
        "/archives/{archive}/reports.zip",
    )
)
TO_WRITE = (("ben", f"{CLIENT}/notes"), ("ben", f"{CLIENT}/agreed"), ("ben", CLIENT))
LINKED = (("holder", "/shared/{link_token}"), ("holder", "/shared/{link_token}/report.pdf"))
BRIEF = "/hire/{organisation}/briefs/{brief}"
MEMBER = "/organisations/{organisation}/members"
ON_THE_PANEL = (
    ("iris", "/interviews/{search}"),
    ("iris", "/interviews/{search}/kit"),
    ("iris", "/interviews/candidates/{candidate}/card"),
    ("iris", "/interviews/candidates/{decided_candidate}/ratings"),
)
ELSEWHERE = (("ada elsewhere", "/mine"), ("ada elsewhere", "/results/{attempt}"))
NEW = "another dry road to the coast"

RIGHTS: dict[str, Right] = {
    "a grant its owner takes back": Right(
        opens=GRANTED, ends=(("ada", "/share/grants/{grant}/end", {}),), writes=TO_WRITE
    ),
    "a grant the coach gives back": Right(
        opens=GRANTED, ends=(("ben", f"{CLIENT}/leave", {}),), writes=TO_WRITE
    ),
    "a grant whose last day is over": Right(opens=GRANTED, ends=(yesterday("grants"),)),
    "a grant of somebody who deletes everything": Right(
        opens=GRANTED, ends=(("ada", "/mine/delete", {}),), writes=TO_WRITE
    ),
    "an invitation to a grant, withdrawn": Right(
        opens=(("ben", "/share/invitation/{invitation_token}"),),
        ends=(("ada", "/share/grants/{offered_grant}/end", {}),),
        writes=(("ben", "/share/invitation/{invitation_token}/accept"),),
    ),
    "an invitation to a grant, sent anew": Right(
        opens=(("ben", "/share/invitation/{invitation_token}"),),
        ends=(("ada", "/share/grants/{offered_grant}/renew", {}),),
        writes=(("ben", "/share/invitation/{invitation_token}/accept"),),
    ),
    "an invitation to a grant by somebody whose account is closed": Right(
        opens=(("ben", "/share/invitation/{invitation_token}"),),
        ends=(("olga", "/operate/accounts/{account}/deactivate", {}),),
        writes=(("ben", "/share/invitation/{invitation_token}/accept"),),
    ),
    "a link, and the edition behind it": Right(
        opens=LINKED, ends=(("ada", "/share/links/{link}/end", {}),)
    ),
    "a link whose last day is over": Right(opens=LINKED, ends=(yesterday("share_links"),)),
    "a link of somebody who deletes everything": Right(
        opens=LINKED, ends=(("ada", "/mine/delete", {}),)
    ),
    "a link of somebody whose account is closed": Right(
        opens=LINKED, ends=(("olga", "/operate/accounts/{account}/deactivate", {}),)
    ),
    "a rater's link, once somebody has begun": Right(
        opens=(),
        ends=(("holder", "/asked/{asked_token}", {}),),
        writes=(("holder", "/asked/{asked_token}"), ("nora", "/asked/{asked_token}")),
    ),
    "a rater's place in a closed round": Right(
        opens=(
            ("rita", "/rating/areas/strategy"),
            ("rita", "/rating/words"),
            ("holder", "/asked/{asked_token}"),
        ),
        ends=(("ada", "/colleagues/{round}/close", {}),),
        left=(409,),
        writes=(("rita", "/rating/submit"),),
    ),
    "a rater's link of somebody who deletes everything": Right(
        opens=(("holder", "/asked/{asked_token}"), ("rita", "/rating")),
        ends=(("ada", "/mine/delete", {}),),
    ),
    "a rater's link of somebody whose account is closed": Right(
        opens=(("holder", "/asked/{asked_token}"),),
        ends=(("olga", "/operate/accounts/{account}/deactivate", {}),),
        writes=(
            ("holder", "/asked/{asked_token}"),
            ("holder", "/asked/{asked_token}/decline"),
        ),
    ),
    "an invitation to an organisation, withdrawn": Right(
        opens=(("ada", "/organisations/join/{join_token}"),),
        ends=(
            (
                "dana",
                "/organisations/{organisation}/invitations/{join_invitation}/withdraw",
                {},
            ),
        ),
        writes=(("ada", "/organisations/join/{join_token}"),),
    ),
    "an invitation to an organisation, used": Right(
        opens=(("ada", "/organisations/join/{join_token}"),),
        ends=(("ada", "/organisations/join/{join_token}", {}),),
        writes=(("ada", "/organisations/join/{join_token}"),),
    ),
    "an invitation to an organisation, over": Right(
        opens=(("ada", "/organisations/join/{join_token}"),),
        ends=(two_months_later,),
    ),
    "an invitation by somebody who is no administrator any more": Right(
        opens=(("ada", "/organisations/join/{join_token}"),),
        ends=(
            ("dana", f"{MEMBER}/{{lead_account}}", {"role": "admin"}),
            ("lena", f"{MEMBER}/{{admin_account}}", {"role": "coach"}),
        ),
    ),
    "an invitation by an administrator whose account is closed": Right(
        opens=(("ada", "/organisations/join/{join_token}"),),
        ends=(("olga", "/operate/accounts/{admin_account}/deactivate", {}),),
        writes=(("ada", "/organisations/join/{join_token}"),),
    ),
    "a membership": Right(
        opens=(
            *ON_THE_PANEL,
            ("iris", BRIEF),
            ("iris", f"{BRIEF}/brief.docx"),
            ("iris", "/organisations/{organisation}"),
            ("iris", "/organisations/{organisation}/logo.png"),
        ),
        ends=(("dana", f"{MEMBER}/{{interviewer_account}}", {"role": "out"}),),
        writes=(("iris", "/interviews/candidates/{candidate}/card"),),
    ),
    "the role of a hiring lead": Right(
        opens=(
            ("lena", f"{BRIEF}/mission"),
            ("lena", f"{BRIEF}/approvers"),
            ("lena", "/interviews/{search}/candidates"),
            ("lena", "/interviews/candidates/{candidate}/log"),
        ),
        ends=(("dana", f"{MEMBER}/{{lead_account}}", {"role": "coach"}),),
        writes=(("lena", f"{BRIEF}/approvers"), ("lena", f"{BRIEF}/delete")),
    ),
    "the role of an administrator": Right(
        opens=(
            ("dana", "/organisations/{organisation}/branding"),
            ("dana", "/interviews/impact/{organisation}"),
        ),
        ends=(
            ("dana", f"{MEMBER}/{{lead_account}}", {"role": "admin"}),
            ("lena", f"{MEMBER}/{{admin_account}}", {"role": "interviewer"}),
        ),
        writes=(("dana", "/organisations/{organisation}/branding/logo/remove"),),
    ),
    "a seat on the panel": Right(
        opens=ON_THE_PANEL,
        ends=(("dana", "/interviews/{search}/panel/{iris_seat}", {"reason": "Moved on."}),),
        writes=(("iris", "/interviews/candidates/{candidate}/card"),),
    ),
    "an approver's link": Right(
        opens=(("holder", "/brief-questions/{voice_token}"),),
        ends=(("dana", f"{BRIEF}/approvers/{{voice}}/withdraw", {}),),
        writes=(("holder", "/brief-questions/{voice_token}"),),
    ),
    "the links of a brief that is deleted": Right(
        opens=(
            ("holder", "/brief-questions/{voice_token}"),
            ("holder", "/brief-questions/{answered_token}"),
            ("holder", "/brief-panel/{panel_token}"),
        ),
        ends=(("dana", f"{BRIEF}/delete", {}),),
    ),
    "a panel member's link, withdrawn": Right(
        opens=(("holder", "/brief-panel/{panel_token}"),),
        ends=(("dana", f"{BRIEF}/panel/{{panellist}}/withdraw", {}),),
        writes=(("holder", "/brief-panel/{panel_token}"),),
    ),
    "a panel member's link, made anew": Right(
        opens=(("holder", "/brief-panel/{panel_token}"),),
        ends=(("dana", f"{BRIEF}/panel/{{panellist}}/link", {}),),
        writes=(("holder", "/brief-panel/{panel_token}"),),
    ),
    "the links of a panel that is dissolved": Right(
        opens=(("holder", "/brief-panel/{panel_token}"),),
        ends=(("dana", f"{BRIEF}/panel/dissolve", {}),),
    ),
    "a candidate's link, made anew": Right(
        opens=(("holder", "/candidate/{candidate_token}"), ("kim", "/candidate")),
        ends=(("dana", "/interviews/candidates/{candidate}/link", {}),),
        writes=(("kim", "/candidate/words"), ("kim", "/candidate/export")),
    ),
    "a candidate who is deleted": Right(
        opens=(
            ("holder", "/candidate/{candidate_token}"),
            ("kim", "/candidate"),
            ("dana", "/interviews/candidates/{candidate}"),
            ("iris", "/interviews/candidates/{candidate}/card"),
        ),
        ends=(("kim", "/candidate/delete", {}),),
    ),
    "a session ended from the list": Right(
        opens=ELSEWHERE, ends=(("ada", "/account/sessions/{handle}/end", {}),)
    ),
    "every other session": Right(
        opens=ELSEWHERE, ends=(("ada", "/account/sessions/end-others", {}),)
    ),
    "a session that signed out": Right(opens=ELSEWHERE, ends=(("ada elsewhere", "/sign-out", {}),)),
    "sessions from before another password": Right(
        opens=ELSEWHERE,
        ends=(("ada", "/account/password", {"current": PASSWORD, "new": NEW, "end_others": "y"}),),
    ),
    "sessions from before a reset": Right(
        opens=(*ELSEWHERE, ("ada", "/mine"), ("holder", "/reset/{reset_token}")),
        ends=(("holder", "/reset/{reset_token}", {"password": NEW}),),
    ),
    "sessions an operator ends": Right(
        opens=(*ELSEWHERE, ("ada", "/mine")),
        ends=(("olga", "/operate/accounts/{account}/end", {}),),
    ),
    "an account that is closed": Right(
        opens=(*ELSEWHERE, ("ada", "/mine"), ("ada", "/share")),
        ends=(("olga", "/operate/accounts/{account}/deactivate", {}),),
    ),
    "an account that is deleted": Right(
        opens=(*ELSEWHERE, ("ada", "/mine")), ends=(("ada", "/mine/delete", {}),)
    ),
    "a private link, made anew": Right(
        opens=(("holder", "/resume/{private_token}"), ("kim", "/mine")),
        ends=(("gus", "/mine/new-link", {}),),
    ),
    "a link to verify an address, used": Right(
        opens=(("holder", "/verify/{verify_token}"),),
        ends=(("holder", "/verify/{verify_token}", {"password": PASSWORD}),),
    ),
    "a link to another address, used": Right(
        opens=(("ada elsewhere", "/account/address/{address_token}"),),
        ends=(("ada", "/account/address/{address_token}", {}),),
    ),
    "an operator's right": Right(
        opens=(("olga", "/operate/accounts"), ("olga", "/operate/statistics")),
        ends=(no_operator,),
        writes=(("olga", "/operate/accounts/{account}/end"),),
    ),
    "an operator's second step": Right(
        opens=(("olga", "/operate/accounts"), ("olga", "/operate/statistics.json")),
        ends=(no_second_step,),
        left=(303,),
    ),
}


def persona(world: World, name: str) -> Persona:
    if name == "ada elsewhere":
        ada = world.personas["ada"]
        return replace(ada, name=name, cookie=ada.values["second_session"])
    return world.personas[name]


def csrf_of(world: World, who: Persona) -> Persona:
    """With the token of the session this browser has now."""
    page = world.ask(who, "GET", "/begin").get_data(as_text=True)
    found = re.search(r'csrf_token"[^>]*value="([^"]+)"', page)
    assert found
    return replace(who, csrf=found[1])


@pytest.mark.parametrize("name", RIGHTS)
def test_what_was_taken_back_opens_nothing(
    name: str, world: World, tried: dict[str, list[str]]
) -> None:
    right, values = RIGHTS[name], world.values["a"] | {"admin_account": admin_of(world)}
    still: list[str] = []
    try:
        for who, path in right.opens:
            answer = world.ask(persona(world, who), "GET", path.format(**values))
            assert answer.status_code in {200, 303}, f"{path} does not open before"
            if answer.status_code == 303:
                assert "/sign-in" not in answer.headers["Location"], path
        for step in right.ends:
            if callable(step):
                step(world)
                continue
            who, path, fields = step
            own = persona(world, who)
            own = csrf_of(world, own) if who == "ada elsewhere" else own
            done = world.ask(own, "POST", path.format(**values), fields)
            assert done.status_code == 303, (path, done.status_code, said(done)[-900:])
        for who, path in right.opens:
            answer = world.ask(persona(world, who), "GET", path.format(**values))
            if answer.status_code not in right.left:
                still.append(f"{who} GET {path}: {answer.status_code}")
        before = world.kept.state()
        for who, path in right.writes:
            answer = world.ask(persona(world, who), "POST", path.format(**values), {"name": "A"})
            if answer.status_code not in {400, 404, 409} or world.kept.state() != before:
                still.append(f"{who} POST {path}: {answer.status_code}")
    finally:
        world.put_back()
    tried[name] = still
    assert still == []


def admin_of(world: World) -> str:
    with world.database.reading() as session:
        found = session.execute(
            text("SELECT id FROM accounts WHERE email = :mail"), {"mail": mail("a", "admin-mail")}
        )
        return str(found.scalar())


@pytest.fixture(scope="module")
def tried() -> dict[str, list[str]]:
    """What each right left open; the last test counts them."""
    return {}


def test_what_a_candidate_takes_back_is_not_shown_to_the_employer(world: World) -> None:
    values = world.values["a"]
    path = f"/interviews/candidates/{values['candidate']}/agendas"
    dana, kim = world.personas["dana"], world.personas["kim"]
    title = world.app.extensions["shelf"].current.areas["team"].title
    assert title in said(world.ask(dana, "GET", path))
    assert world.ask(kim, "POST", f"/candidate/share/{values['share']}/back").status_code == 303
    assert title not in said(world.ask(dana, "GET", path))
    world.put_back()


def test_what_a_rater_withdraws_is_on_their_own_page_no_more(world: World) -> None:
    rita, words = world.personas["rita"], word("a", "rater-words")
    assert words in said(world.ask(rita, "GET", "/rating/words"))
    assert world.ask(rita, "POST", "/rating/withdraw").status_code == 303
    for path in ("/rating", "/rating/words"):
        assert words not in said(world.ask(rita, "GET", path))
    world.put_back()


def test_a_key_file_is_worth_nothing_after_the_next(world: World) -> None:
    gus, holder = world.personas["gus"], world.personas["holder"]
    old = {"key": world.values["c"]["key_file"].encode()}
    assert world.ask(holder, "POST", "/mine/restore", old).status_code == 303
    world.put_back()
    assert world.ask(gus, "POST", "/mine/key").status_code == 200
    assert world.ask(holder, "POST", "/mine/restore", old).status_code == 422
    world.put_back()


def test_every_right_was_taken_back_and_tried(
    tried: dict[str, list[str]], promises: Promises
) -> None:
    if len(tried) != len(RIGHTS):
        pytest.skip("only some of them were tried")
    checks = sum(len(r.opens) * 2 + len(r.writes) for r in RIGHTS.values())
    still = [line for left in tried.values() for line in left]
    promises.note(
        "P4",
        f"{len(RIGHTS)} rights taken back, tried at once",
        f"{checks} checks: {len(still)} still open",
        target="0",
        held=not still,
    )
