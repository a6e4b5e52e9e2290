"""Every word of a page passes through the one catalogue: none stands bare in pseudo."""

import ast
import re
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from assessment.cli.words import make_template, read_ids
from assessment.domain.catalog import Catalog
from assessment.services.languages import PSEUDO, TEMPLATE, pseudo, pseudo_language
from assessment.services.passwords import hash_password
from assessment.services.settings import PROJECT, SettingsRefused, read_settings
from tests.pseudo import QUOTED, KnownWords, bare_words
from tests.web.signed_in import make_account
from tests.web.sitter import CHOICES, Sitter, field_of, speak_pseudo
from tests.web.test_access import ACCOUNTS, OPERATED, OPERATORS, OWNED, PUBLIC, fill, owner

__all__ = ["owner"]

TYPED = (
    "Ada Aspirant", "Ben Coach", "Cleo Coach", "Dana Lead", "Wrote the chain.", "Self-assessment",
    "ada@example.org", "ben@example.org", "example.org", "Read it.", "Person", "olga@example.org",
    "Firefox on Linux",
)  # fmt: skip


SHOWROOM = "/design"
"""The parts with made-up words in them, for whoever works on pages."""


@pytest.fixture
def variables() -> dict[str, str]:
    return {"CTO_PSEUDO_LANGUAGE": "1"}


def escaped(client: FlaskClient, paths: list[str], known: KnownWords) -> dict[str, list[str]]:
    """The bare words of each page that is there and is HTML."""
    found = {}
    for path in paths:
        answer = client.get(path)
        if answer.status_code in (200, 404) and answer.mimetype == "text/html":
            page = answer.get_data(as_text=True)
            assert f'lang="{PSEUDO}"' in page, path
            bare = bare_words(page, known)
            if left := [text for text in bare if text not in QUOTED.get(path, ())]:
                found[path] = left
    return found


def said(found: dict[str, list[str]]) -> str:
    """Each escaped text once, with a page it stands on."""
    once = {text: path for path, texts in reversed(found.items()) for text in texts}
    return "\n".join(f"{path}: {text}" for text, path in sorted(once.items(), key=str))


def test_the_template_holds_every_sentence_of_the_source_and_no_other() -> None:
    fresh = make_template()
    kept = TEMPLATE.read_text(encoding="utf-8")
    assert read_ids(fresh) - read_ids(kept) == set(), "./dev words writes the template anew"
    assert read_ids(kept) - read_ids(fresh) == set(), "./dev words writes the template anew"
    assert kept == fresh


def test_no_sentence_is_spoken_when_a_module_is_read() -> None:
    """It would stay in the language of that moment: forms say ``lazy``, tables ``marked``."""
    early = [
        f"{source.relative_to(PROJECT)}:{line}"
        for source in sorted((PROJECT / "assessment").rglob("*.py"))
        for line in _spoken_early(ast.parse(source.read_text(encoding="utf-8")))
    ]
    assert early == []


def _spoken_early(node: ast.AST) -> Iterator[int]:
    for child in ast.iter_child_nodes(node):
        match child:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.Lambda():
                continue
            case ast.Call(func=ast.Name(id="_" | "gettext" | "ngettext"), lineno=line):
                yield line
            case ast.BinOp(left=ast.Call(func=ast.Name(id="lazy")), lineno=line):
                yield line
        yield from _spoken_early(child)


def test_no_word_of_an_aspirants_pages_escapes_the_catalogue(
    owner: tuple[Sitter, dict[str, str]], catalog: Catalog
) -> None:
    ada, values = owner
    known = KnownWords(catalog, TYPED)
    paths = [fill(rule, values) for rule in [*OWNED, *PUBLIC] if rule != SHOWROOM]
    found = escaped(ada.client, paths, known)
    assert not found, said(found)


def test_no_word_of_the_pages_behind_a_sign_in_escapes_the_catalogue(
    owner: tuple[Sitter, dict[str, str]], ben: Sitter, operator: Sitter, catalog: Catalog
) -> None:
    known = KnownWords(catalog, TYPED)
    found: dict[str, list[str]] = {}
    for person, rules in ((ben, ACCOUNTS), (operator, [*OPERATED, *OPERATORS])):
        speak_pseudo(person.client)
        found |= escaped(person.client, [fill(rule, owner[1]) for rule in rules], known)
    assert not found, said(found)


def test_a_quick_result_and_every_question_speak_the_language(
    ada: Sitter, catalog: Catalog
) -> None:
    ada.begin(form="quick")
    known = KnownWords(catalog, TYPED)
    pages = {}
    path = ada.client.get(f"/take/{ada.attempt}").headers["Location"]
    while not path.endswith("/review"):
        pages[path] = ada.text(path)
        path = ada.answer(path).headers["Location"]
    pages[path] = ada.text(path)
    result = ada.submit()
    pages[result] = ada.text(result)
    found = {path: bare for path, page in pages.items() if (bare := bare_words(page, known))}
    assert not found, said(found)


def test_a_form_says_what_is_wrong_in_the_language_of_the_request(ada: Sitter) -> None:
    page = ada.post("/begin", {}, page=ada.text("/begin")).get_data(as_text=True)
    assert pseudo("Choose a size.") in page
    assert "Choose a size." not in page
    fields = {**CHOICES, "stage": "holiday"}
    page = ada.post("/begin", fields, page=page).get_data(as_text=True)
    assert pseudo("Not a valid choice.") in page, "what the library says is spoken too"


def test_a_language_is_chosen_by_the_browser_or_by_hand(app: Flask) -> None:
    plain = app.test_client().get("/").get_data(as_text=True)
    assert '<html lang="en">' in plain
    assert pseudo_language().title in plain, "the other languages are offered"
    guessed = app.test_client().get("/", headers={"Accept-Language": f"{PSEUDO}, en;q=0.5"})
    assert '<html lang="en">' in guessed.get_data(as_text=True), "pseudo is never guessed"
    client = app.test_client()
    speak_pseudo(client)
    assert f'<html lang="{PSEUDO}">' in client.get("/").get_data(as_text=True)


def test_an_unknown_language_is_refused_and_the_way_back_is_ours(app: Flask) -> None:
    client = app.test_client()
    token = field_of(client.get("/begin").get_data(as_text=True), "csrf_token")
    refused = client.post("/language", data={"csrf_token": token, "language": "../de"})
    assert refused.status_code == 400
    led = client.post(
        "/language",
        data={"csrf_token": token, "language": "en", "next": "https://evil.example/"},
    )
    assert led.headers["Location"] == "/"


def test_the_pseudo_language_is_refused_in_production() -> None:
    with pytest.raises(SettingsRefused, match="CTO_PSEUDO_LANGUAGE"):
        read_settings(
            {
                "CTO_ENV": "production",
                "CTO_SECRET_KEY": "0123456789abcdef" * 3,
                "CTO_PUBLIC_URL": "https://cto.example",
                "CTO_PSEUDO_LANGUAGE": "1",
            }
        )


def come_in(app: Flask, *, speaking: bool = False) -> FlaskClient:
    """A new browser, in which the language is perhaps chosen before somebody signs in."""
    client = app.test_client()
    if speaking:
        speak_pseudo(client)
    token = field_of(client.get("/sign-in").get_data(as_text=True), "csrf_token")
    fields = {"csrf_token": token, "email": "ada@example.org", "password": "twelve green bicycles"}
    assert client.post("/sign-in", data=fields).status_code == 303
    return client


def language_of(client: FlaskClient) -> str:
    found = re.search(r'<html lang="([^"]+)"', client.get("/account").get_data(as_text=True))
    assert found
    return found[1]


def test_a_language_comes_along_with_the_account(app: Flask) -> None:
    hashed = hash_password("twelve green bicycles")
    make_account(app, "ada@example.org", "Ada Aspirant", password_hash=hashed)
    first = come_in(app)
    assert language_of(first) == "en"
    kept = come_in(app, speaking=True)
    assert language_of(kept) == PSEUDO, "the account has chosen none: the browser's stays"
    assert language_of(come_in(app)) == "en"
    speak_pseudo(first)
    assert language_of(come_in(app)) == PSEUDO
    page = first.get("/account").get_data(as_text=True)
    back = {"csrf_token": field_of(page, "csrf_token"), "language": "en"}
    assert first.post("/language", data=back).status_code == 303
    assert language_of(come_in(app, speaking=True)) == "en", "what the account chose last"
