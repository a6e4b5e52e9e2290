"""How does a person answer by autosave, whatever becomes of the server meanwhile?"""

import io
import json
import threading
import time
import zipfile
from contextlib import suppress
from http.client import HTTPException
from typing import Any, cast

from tests.browser.app_process import AppProcess
from tests.browser.http_client import HttpAnswer, HttpClient
from tests.web.sitter import Sitter, field_of

Given = dict[str, object]


class Respondent:
    """A person with an open sitting. What they say to a question never depends on when."""

    def __init__(self, sitter: Sitter) -> None:
        self.sitter = sitter
        self.client = cast(HttpClient, sitter.client)
        page = sitter.text("/mine")
        self.token = field_of(page, "csrf_token")
        self.items = [item for item, _ in self.everything()["attempts"][0]["booklet"]]

    def path(self, item: str) -> str:
        return f"/take/{self.sitter.attempt}/{item}"

    def says(self, item: str) -> Given:
        """The answer to a question; the same whenever it is asked."""
        self.sitter.dice.seed(item)
        page = self.sitter.text(self.path(item))
        answer = self.sitter._answer(self.sitter.catalog.items[item], page)  # type: ignore[index]
        return {name: str(value) for name, value in answer.items()}

    def save(self, item: str, answer: Given, *, save_id: str, seen: int = 0) -> HttpAnswer:
        """One autosave; it may also be cut off."""
        body = {"answer": answer, "seconds": 50, "revision": seen, "save_id": save_id}
        headers = {"X-CSRFToken": self.token}
        return self.client.post(f"{self.path(item)}/save", json=body, headers=headers)

    def answer(self, item: str) -> None:
        """Save what this person says; the server must acknowledge it."""
        saved = self.save(item, self.says(item), save_id=f"first-{item}"[:64])
        assert saved.status_code == 200, (item, saved.get_data(as_text=True))

    def answer_while_killing(self, server: AppProcess, item: str, *, after: float) -> bool:
        """Send an answer and kill the server ``after`` seconds; whether it was acknowledged."""
        answer, acknowledged = self.says(item), []

        def send() -> None:
            with suppress(OSError, HTTPException):
                acknowledged.append(self.save(item, answer, save_id="cut-off").status_code)

        sender = threading.Thread(target=send)
        sender.start()
        time.sleep(after)
        server.kill()
        sender.join()
        return acknowledged == [200]

    def submit(self) -> HttpAnswer:
        path = f"/take/{self.sitter.attempt}/submit"
        return self.client.post(path, data={"csrf_token": self.token})

    def everything(self) -> dict[str, Any]:
        """All that is kept of the person, as they would take it away."""
        sent = self.client.post("/mine/export", data={"csrf_token": self.token})
        assert sent.status_code == 200, sent.get_data(as_text=True)
        with zipfile.ZipFile(io.BytesIO(sent.body)) as archive:
            read: dict[str, Any] = json.loads(archive.read("everything.json"))
        return read

    def kept(self) -> dict[str, object]:
        """The saved values by question."""
        return {line["item"]: line["value"] for line in self.everything()["responses"]}

    def figures(self) -> dict[str, Any]:
        """The result for machines after submitting, without the day it was made on."""
        assert self.submit().status_code == 303
        answer = self.client.get(f"/results/{self.sitter.attempt}/result.json")
        record = cast(dict[str, Any], answer.get_json())
        return {name: value for name, value in record.items() if name != "date"}
