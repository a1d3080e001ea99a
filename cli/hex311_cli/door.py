"""The city's front door over HTTP: the public API, and the staff API after signing in."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import boto3
import httpx

from hex311_cli.deploy.places import Places

MAIN_STACK = "hex311"


class Refused(Exception):
    """The API answered with an error; `document` is its body."""

    def __init__(self, status: int, document: Any) -> None:
        super().__init__(f"HTTP {status}: {document}")
        self.status = status
        self.document = document


class Door:
    """A client of one city. Times out after 30 s; follows no redirects."""

    def __init__(self, base_url: str, host: str | None = None, outputs: dict[str, str] | None = None) -> None:
        headers = {"Host": host} if host else {}
        self.http = httpx.Client(base_url=base_url, headers=headers, timeout=30)
        self._outputs = outputs or {}
        self._token: str | None = None

    @classmethod
    def local(cls, port: int, stack: str, outputs: dict[str, str]) -> Door:
        """The front door on this machine; a second stack is reached by its name in the Host header."""
        host = None if stack == MAIN_STACK else f"{stack}.localhost:{port}"
        return cls(f"http://127.0.0.1:{port}", host, outputs)

    @classmethod
    def here(cls) -> Door:
        return cls.local(Places.from_environment().door_port, MAIN_STACK, {})

    def get(self, path: str, secret: str | None = None, headers: dict[str, str] | None = None, **query: Any) -> Any:
        follow = {"X-Follow-Secret": secret} if secret else {}
        return _document(self.http.get(path, params=query, headers={**follow, **(headers or {})}))

    def post(self, path: str, body: Any, **headers: str) -> Any:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return _document(self.http.post(path, json=body, headers=named))

    def sign_in(self, email: str, password: str) -> None:
        """Sign in at the user pool; staff calls carry the ID token from then on."""
        answer = boto3.client("cognito-idp").initiate_auth(
            ClientId=self._outputs["UserPoolClientId"],
            AuthFlow="USER_PASSWORD_AUTH",
            AuthParameters={"USERNAME": email, "PASSWORD": password},
        )
        self._token = answer["AuthenticationResult"]["IdToken"]

    def staff(self, method: str, path: str, body: Any = None, **query: Any) -> Any:
        """A call of the staff API, `path` without its prefix."""
        return _document(self.ask_staff(method, path, body, query))

    def ask_staff(
        self, method: str, path: str, body: Any = None, query: dict[str, Any] | None = None, **headers: str
    ) -> httpx.Response:
        """The same with headers of one's own (`If_Match`), and the whole answer, whatever its status."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        sent = {"Authorization": f"Bearer {self._token}", **named}
        return self.http.request(method, f"/api/v1/staff{path}", json=body, params=query, headers=sent)


def wait_for(what: Callable[[], Any], seconds: float = 30.0, every: float = 0.05) -> Any:
    """Call until the answer is true; raises `TimeoutError` after `seconds`."""
    deadline = time.monotonic() + seconds
    while True:
        answer = what()
        if answer:
            return answer
        if time.monotonic() > deadline:
            raise TimeoutError(f"still waiting after {seconds:.0f} s")
        time.sleep(every)


def _document(response: httpx.Response) -> Any:
    try:
        document = response.json()
    except ValueError:
        document = response.text[:500]
    if response.status_code >= 400:
        raise Refused(response.status_code, document)
    return document
