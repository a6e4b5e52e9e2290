"""The first operator's account is made without mail and without a password anybody chose."""

import re
from pathlib import Path

import pytest

from assessment.services.passwords import hash_password
from assessment.services.settings import read_settings
from assessment.web import create_app
from tests.cli.running import Ran, run_command
from tests.web.sitter import Sitter

GOOD = "a long and quiet afternoon"


@pytest.fixture
def var(tmp_path: Path) -> Path:
    run_command("db", "upgrade", settings={"CTO_VAR_DIR": tmp_path})
    return tmp_path


def account(var: Path, *arguments: str) -> Ran:
    return run_command("account", *arguments, settings={"CTO_VAR_DIR": var})


def test_an_operator_comes_in_by_a_link_that_is_good_once(var: Path) -> None:
    made = account(var, "create-operator", "Olga@Example.org")
    assert made.status == 0, made.err
    link = re.search(r"http://\S+(/reset/[\w-]{43})\n", made.text)
    assert link
    app = create_app(read_settings({"CTO_VAR_DIR": str(var)}))
    try:
        olga = Sitter(app.test_client(), app.extensions["shelf"].current)
        assert olga.post(link[1], {"password": GOOD}).status_code == 303
        assert olga.client.get(link[1]).status_code == 404
        signed = olga.post("/sign-in", {"email": "olga@example.org", "password": GOOD})
        assert signed.status_code == 303
        assert "olga@example.org  since" in account(var, "list").text
        assert "operator" in account(var, "list").text
        assert account(var, "deactivate", "olga@example.org").text.endswith("1 sessions ended\n")
        assert olga.client.get("/account").status_code == 303
    finally:
        app.extensions["press"].close()
        app.extensions["database"].close()


def test_what_an_operator_starts_is_a_link_and_never_a_password(var: Path) -> None:
    account(var, "create-operator", "olga@example.org")
    first, second = (account(var, "start-reset", "olga@example.org").text for _ in range(2))
    assert first != second
    assert "--password" not in account(var, "start-reset", "--help").text
    database = b"".join(path.read_bytes() for path in var.glob("*.db*"))
    for text in (first, second):
        assert text.rsplit("/", 1)[1].strip().encode() not in database


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("start-reset", "nobody@example.org"), "no account nobody@example.org"),
        (("create-operator", "not an address"), "Enter a mail address"),
        (("deactivate", "nobody@example.org"), "no account"),
    ],
)
def test_a_refusal_is_one_sentence(var: Path, arguments: tuple[str, ...], sentence: str) -> None:
    ran = account(var, *arguments)
    assert ran.status == 1
    assert sentence in ran.err
    assert "Traceback" not in ran.err


def test_a_deactivated_account_cannot_be_reset(var: Path) -> None:
    account(var, "create-operator", "olga@example.org")
    account(var, "deactivate", "olga@example.org")
    assert account(var, "start-reset", "olga@example.org").status == 1
    account(var, "activate", "olga@example.org")
    assert account(var, "start-reset", "olga@example.org").status == 0


def test_hashes_are_argon2id() -> None:
    assert hash_password(GOOD).startswith("$argon2id$v=19$m=19456,t=2,p=1$")
