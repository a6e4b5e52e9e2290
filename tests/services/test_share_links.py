"""How many links are kept of one person, and which are forgotten?"""

from dataclasses import replace
from datetime import timedelta

import pytest

from assessment.domain.attempts import PersonId
from assessment.domain.editions import Edition
from assessment.domain.errors import NotFound, SharingInvalid
from assessment.domain.sharing import ShareLinkId
from assessment.services import share_links
from assessment.services.audit import list_ledger
from assessment.services.catalogs import CatalogShelf
from assessment.services.share_links import (
    LinkWishes,
    end_link,
    find_open_link,
    list_links,
    load_own_link,
    make_link,
    note_link_opened,
)
from assessment.services.tokens import new_id
from assessment.store.engine import Database
from tests.builders import NOON
from tests.services.sittings import finish_sitting

DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def wishes(database: Database, shelf: CatalogShelf, ada: PersonId) -> LinkWishes:
    return LinkWishes(
        attempt=finish_sitting(database, shelf, ada).id,
        edition=Edition(kind="coach", pieces=("gaps",), areas=None),
        label="For the board",
        purpose="",
        name="",
        with_pdf=False,
        until=NOON.date() + 10 * DAY,
    )


def make(
    database: Database, owner: PersonId, wishes: LinkWishes, number: int
) -> tuple[ShareLinkId, str]:
    """A link made so many minutes after noon."""
    with database.writing() as session:
        now = NOON + number * MINUTE
        made = make_link(session, owner, wishes, save_id=new_id(), now=now)
    assert made.token
    return made.link, made.token


def end(database: Database, owner: PersonId, link: ShareLinkId) -> None:
    with database.writing() as session:
        end_link(session, owner, link, now=NOON)


def kept(database: Database, owner: PersonId) -> set[ShareLinkId]:
    with database.reading() as session:
        return {link.id for link in list_links(session, owner)}


def test_of_links_that_are_over_the_oldest_are_forgotten_and_none_that_is_open(
    database: Database,
    ada: PersonId,
    ben: PersonId,
    wishes: LinkWishes,
    shelf: CatalogShelf,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(share_links, "MOST_KEPT", 4)
    bens = finish_sitting(database, shelf, ben).id
    theirs, _ = make(database, ben, replace(wishes, attempt=bens), 0)
    end(database, ben, theirs)
    open_first, token = make(database, ada, wishes, 0)
    over = []
    for number in range(1, 4):
        link, _ = make(database, ada, wishes, number)
        end(database, ada, link)
        over.append(link)
    assert kept(database, ada) == {open_first, *over}
    latest, _ = make(database, ada, wishes, 4)
    assert kept(database, ada) == {open_first, *over[1:], latest}
    assert kept(database, ben) == {theirs}
    with database.reading() as session:
        assert find_open_link(session, token, now=NOON).id == open_first
        with pytest.raises(NotFound):
            load_own_link(session, ada, over[0])


def test_a_link_whose_last_day_is_past_is_forgotten_like_one_that_was_ended(
    database: Database, ada: PersonId, wishes: LinkWishes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(share_links, "MOST_KEPT", 1)
    first, _ = make(database, ada, replace(wishes, until=NOON.date()), 0)
    with database.writing() as session:
        later = NOON + 2 * DAY
        second = make_link(session, ada, wishes, save_id=new_id(), now=later).link
    assert kept(database, ada) == {second} != {first}


def test_what_was_opened_by_a_forgotten_link_stays_in_the_trail(
    database: Database, ada: PersonId, wishes: LinkWishes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(share_links, "MOST_KEPT", 1)
    first, token = make(database, ada, wishes, 0)
    with database.writing() as session:
        link = find_open_link(session, token, now=NOON)
        note_link_opened(session, link, "link.opened", now=NOON)
    end(database, ada, first)
    make(database, ada, wishes, 1)
    assert first not in kept(database, ada)
    with database.reading() as session:
        lines, total = list_ledger(session, ada, page=1, size=10)
    of_first = [line.event.action for line in lines if line.event.object_id == first]
    assert of_first == ["link.ended", "link.opened", "link.made"]
    assert total == 4


def test_a_hundred_open_links_are_the_most_and_none_is_forgotten_for_one_more(
    database: Database, ada: PersonId, wishes: LinkWishes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(share_links, "MOST_LINKS", 2)
    both = {make(database, ada, wishes, number)[0] for number in range(2)}
    with pytest.raises(SharingInvalid, match="the most there can be"):
        make(database, ada, wishes, 2)
    assert kept(database, ada) == both
