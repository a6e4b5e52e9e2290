"""How do tests ask the real server over HTTP as they ask Flask's test client?

The part of ``FlaskClient`` that ``tests.web.sitter`` uses, over real connections, so that the
same person can sit through the form either way.
"""

import http.client
import json
from collections.abc import Mapping
from dataclasses import dataclass
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urljoin, urlsplit


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpAnswer:
    """One answer of the server."""

    status_code: int
    headers: http.client.HTTPMessage
    body: bytes

    def get_data(self, *, as_text: bool = False) -> str | bytes:
        return self.body.decode() if as_text else self.body

    def get_json(self) -> object:
        return json.loads(self.body)


class HttpClient:
    """One browser's cookies, and a connection for every request: threads may share it."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.cookies: dict[str, str] = {}

    def get(self, path: str, *, follow_redirects: bool = False) -> HttpAnswer:
        answer = self._send("GET", path)
        while follow_redirects and answer.status_code in {301, 302, 303, 307, 308}:
            path = urljoin(path, answer.headers["Location"])
            answer = self._send("GET", path)
        return answer

    def post(
        self,
        path: str,
        *,
        data: Mapping[str, object] | None = None,
        json: object = None,
        headers: Mapping[str, str] | None = None,
    ) -> HttpAnswer:
        if json is not None:
            return self._send_json(path, json, headers or {})
        body = urlencode(data or {}, doseq=True).encode()
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        return self._send("POST", path, body, {**form, **(headers or {})})

    def _send_json(self, path: str, value: object, headers: Mapping[str, str]) -> HttpAnswer:
        body = json.dumps(value).encode()
        return self._send("POST", path, body, {"Content-Type": "application/json", **headers})

    def _send(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> HttpAnswer:
        sent = dict(headers or {})
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        connection = http.client.HTTPConnection(urlsplit(self.address).netloc, timeout=30)
        try:
            connection.request(method, path, body, sent)
            response = connection.getresponse()
            answer = HttpAnswer(
                status_code=response.status, headers=response.headers, body=response.read()
            )
        finally:
            connection.close()
        for line in answer.headers.get_all("Set-Cookie", []):
            for name, morsel in SimpleCookie(line).items():
                self.cookies[name] = morsel.value
        return answer
