"""The sample people are added, shown and removed by one command each."""

import re
from pathlib import Path

from assessment.services.settings import read_settings
from assessment.web import create_app
from tests.cli.running import run_command
from tests.web.sitter import Sitter

WARNED = "You are signed in as a sample person"


def test_they_sign_in_with_what_is_printed_and_every_page_says_who_they_are(
    tmp_path: Path,
) -> None:
    settings = {"CTO_VAR_DIR": tmp_path}
    added = run_command("demo", "add", settings=settings)
    assert added.status == 0, added.err
    [password] = re.findall(r"in this installation: (\S+)\n", added.text)
    assert password.encode() not in b"".join(path.read_bytes() for path in tmp_path.glob("*.db*"))
    assert password in run_command("demo", "status", settings=settings).text
    app = create_app(read_settings({"CTO_VAR_DIR": str(tmp_path)}))
    try:
        mara = Sitter(app.test_client(), app.extensions["shelf"].current)
        assert WARNED not in mara.text("/sign-in")
        email = "mara@demo.example.org"
        assert (
            mara.post("/sign-in", {"email": email, "password": "no" + password}).status_code != 303
        )
        assert mara.post("/sign-in", {"email": email, "password": password}).status_code == 303
        for path in ("/", "/mine", "/account", "/learn", "/share", "/coaching", "/pages/method"):
            assert WARNED in mara.text(path), path
        mara.post("/sign-out", {}, page=mara.text("/account"))
        assert WARNED not in mara.text("/")
    finally:
        app.extensions["press"].close()
        app.extensions["database"].close()
    removed = run_command("demo", "remove", settings=settings)
    assert removed.text.startswith("14 sample people removed")
    assert "No sample people" in run_command("demo", "status", settings=settings).text


def test_there_are_none_in_production(tmp_path: Path) -> None:
    settings = {
        "CTO_VAR_DIR": tmp_path,
        "CTO_ENV": "production",
        "CTO_SECRET_KEY": "0123456789abcdef" * 3,
        "CTO_PUBLIC_URL": "https://cto.example.org",
    }
    refused = run_command("demo", "add", settings=settings)
    assert refused.status == 2
    assert "none in production" in refused.err
    assert not list(tmp_path.iterdir())
