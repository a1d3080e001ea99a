"""How the command line asks a map server: as its operator would with a browser."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import httpx

from hex311_cli.overlay.webask import Answer, Ask, Unreachable

TIMEOUT_S = 60.0


@contextmanager
def any_server() -> Iterator[Ask]:
    """An `Ask` that goes wherever it is sent, over connections that stay open."""
    with httpx.Client(timeout=TIMEOUT_S, follow_redirects=True) as client:

        def ask(url: str, parameters: Mapping[str, str]) -> Answer:
            try:
                answer = client.get(url, params=dict(parameters))
            except httpx.HTTPError as fault:
                raise Unreachable(str(fault) or type(fault).__name__) from fault
            return Answer(answer.status_code, answer.content)

        yield ask
