"""Every statement about people's rows names whose rows it means."""

import re
from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from assessment.domain.attempts import PersonId
from assessment.services.answering import load_answers, load_question, skip_item
from assessment.services.attempts import continue_to_full, list_attempts, start_attempt
from assessment.services.catalogs import CatalogShelf
from assessment.services.results import load_result, reread
from assessment.services.submission import submit_attempt
from assessment.services.takeout import export_person
from assessment.store.engine import Database
from assessment.store.records import metadata
from tests.builders import NOON, make_target
from tests.services.sittings import answer_all, open_sitting
from tests.store.databases import recorded

OWNED = [table.name for table in metadata.sorted_tables if "person_id" in table.columns]


def unowned(statements: list[str]) -> list[str]:
    """Statements that touch a person's table without saying whose."""
    about_people = re.compile(rf"\b(FROM|UPDATE|INTO|JOIN) ({'|'.join(OWNED)})\b")
    scoped = re.compile(r"person_id = |INSERT INTO \w+ \([^)]*\bperson_id\b")
    return [s for s in statements if about_people.search(s) and not scoped.search(s)]


def test_every_use_case_of_a_sitting_asks_for_the_persons_own_rows(
    database: Database, shelf: CatalogShelf, ada: PersonId
) -> None:
    def within(work: Callable[[Session], object]) -> None:
        with database.writing() as session:
            work(session)

    with recorded(database) as statements:
        quick = open_sitting(database, shelf, ada, "quick")
        item = quick.booklet.entries[0].item
        within(lambda s: load_question(s, ada, quick.id, item))
        within(lambda s: skip_item(s, ada, quick.id, item, save_id="s", seen_revision=0, now=NOON))
        answer_all(database, shelf, ada, quick.id)
        submit_attempt(database, shelf, ada, quick.id, now=NOON)
        within(lambda s: continue_to_full(s, shelf, ada, quick.id, now=NOON))
        within(lambda s: list_attempts(s, ada))
        within(lambda s: load_answers(s, ada, quick.id))
        within(lambda s: load_result(s, shelf, ada, quick.id))
        within(lambda s: reread(s, shelf, ada, quick.id, make_target("startup"), now=NOON))
        within(lambda s: export_person(s, ada))
        within(lambda s: start_attempt(s, shelf, ada, form="quick", target=make_target(), now=NOON))
    assert len(statements) > 50
    assert unowned(statements) == []


@pytest.mark.parametrize(
    "statement", ["SELECT * FROM attempts WHERE id = ?", "UPDATE responses SET value = ?"]
)
def test_a_statement_without_an_owner_would_be_noticed(statement: str) -> None:
    assert unowned([statement]) == [statement]
