"""Who is the client behind a proxy? Asked of the real server, as a proxy asks it."""

from pathlib import Path
from typing import cast

import pytest

from tests.browser.app_process import AppProcess
from tests.browser.http_client import HttpClient
from tests.web.sitter import field_of

pytestmark = pytest.mark.slow

TRIES = 8
"""To sign in with one address from one place, before one has to wait."""
WARNING = "requests come with X-Forwarded-For, but CTO_TRUSTED_PROXIES is 0"
OURS = "readiness.example"


def server(tmp_path: Path, *, proxies: int) -> AppProcess:
    return AppProcess(
        tmp_path / "var",
        settings={
            "CTO_TRUSTED_PROXIES": str(proxies),
            "CTO_TRUSTED_HOSTS": f"127.0.0.1,{OURS}",
        },
    )


class Guesser:
    """Somebody who tries passwords, and whose proxy says where they are."""

    def __init__(self, address: str) -> None:
        self.client = HttpClient(address)
        page = cast(str, self.client.get("/sign-in").get_data(as_text=True))
        self.form = {
            "csrf_token": field_of(page, "csrf_token"),
            "email": "ada@example.org",
            "password": "not the password of anybody",
        }

    def tries(self, *forwarded: str) -> list[int]:
        return [
            self.client.post(
                "/sign-in", data=self.form, headers={"X-Forwarded-For": seen}
            ).status_code
            for seen in forwarded
        ]


def shown(address: str, **headers: str) -> tuple[int, str]:
    """Status of the page to sign in, and its text without the form's mark."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    answer = HttpClient(address)._send("GET", "/sign-in", None, named)
    page = cast(str, answer.get_data(as_text=True))
    mark = field_of(page, "csrf_token") if answer.status_code == 200 else ""
    return answer.status_code, page.replace(mark, "") if mark else page


def test_behind_one_proxy_the_address_it_saw_is_the_client(tmp_path: Path) -> None:
    with server(tmp_path, proxies=1) as app:
        guesser = Guesser(app.address)
        forged = [f"203.0.113.{n}, 198.51.100.7" for n in range(TRIES + 1)]
        assert guesser.tries(*forged) == [422] * TRIES + [429], "what the client adds is nothing"
        elsewhere = [f"198.51.100.{n}" for n in range(8, 8 + TRIES + 1)]
        assert guesser.tries(*elsewhere) == [422] * (TRIES + 1), "each place counts for itself"
        assert guesser.tries("198.51.100.8, 198.51.100.7") == [429]
        assert WARNING not in app.log_text()
        assert shown(app.address, Host="evil.example", X_Forwarded_Host=OURS)[0] == 200
        assert shown(app.address, Host=OURS, X_Forwarded_Host="evil.example")[0] == 400
        status, page = shown(app.address, X_Forwarded_Prefix="/elsewhere")
        assert status == 200
        assert "/elsewhere" not in page, "no proxy of ours sends a prefix: nobody's is believed"


def test_without_a_proxy_nothing_forwarded_counts_and_the_log_says_so_once(
    tmp_path: Path,
) -> None:
    with server(tmp_path, proxies=0) as app:
        guesser = Guesser(app.address)
        places = [f"198.51.100.{n}" for n in range(TRIES + 1)]
        assert guesser.tries(*places) == [422] * TRIES + [429]
        assert app.log_text().count(WARNING) == 1
        assert shown(app.address, Host="evil.example", X_Forwarded_Host=OURS)[0] == 400
        plain = shown(app.address, Host=OURS)
        forged = shown(
            app.address,
            Host=OURS,
            X_Forwarded_Host="evil.example",
            X_Forwarded_Proto="https",
            X_Forwarded_Port="8443",
            X_Forwarded_Prefix="/elsewhere",
            Forwarded="for=203.0.113.1;host=evil.example;proto=https",
        )
        assert forged == plain, "what is forwarded changes no letter of a page"
