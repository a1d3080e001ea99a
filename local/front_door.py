"""The front door: one port on which a stack's CloudFront distribution answers.

The emulated distribution is only reached by a random host name on the gateway port, where the emulator's own
paths (`/_ministack/reset` among them) answer first. The door gives every stack a steady address instead,
`http://localhost:8311` for the main stack and `http://<stack>.localhost:8311` for another, and serves nothing
but the distribution whose Comment is the stack's name. To the distribution the viewer came over https, so
templates that redirect to https work unchanged.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

#: Set by the door, never taken from the viewer.
_OWN_HEADERS = frozenset({b"host", b"x-forwarded-proto", b"via"})


def stack_of_host(host: str, main_stack: str) -> str:
    """The stack a Host header names: `north.localhost:8311` -> `north`, any other host -> the main stack."""
    name = host.split(":", 1)[0].lower()
    label, dot, rest = name.partition(".")
    return label if dot and rest == "localhost" and label else main_stack


def distribution_domain(stack: str) -> str | None:
    """Domain name of the distribution whose Comment is the stack's name; None when it is not deployed."""
    import ministack.services.cloudfront as cloudfront

    for distribution in cloudfront._distributions.values():
        comment = cloudfront._text(cloudfront._dist_config_el(distribution), "Comment")
        if (comment or "").lower() == stack.lower():
            return str(distribution["DomainName"])
    return None


class FrontDoor:
    """ASGI application in front of the emulator's: its own port goes to a distribution, the rest passes."""

    def __init__(self, gateway: Application, port: int, main_stack: str, on_request: Callable[[], None]) -> None:
        self.gateway = gateway
        self.port = port
        self.main_stack = main_stack
        self.on_request = on_request

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.on_request()
        if scope["type"] != "lifespan" and (scope.get("server") or ("", 0))[1] == self.port:
            await self._view(scope, receive, send)
        else:
            await self.gateway(scope, receive, send)

    async def _view(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return
        host = next((value for name, value in scope["headers"] if name == b"host"), b"").decode("latin-1")
        stack = stack_of_host(host, self.main_stack)
        domain = distribution_domain(stack)
        if domain is None:
            await _answer_not_deployed(stack, send)
            return
        await self._serve(scope, receive, send, domain)

    async def _serve(self, scope: Scope, receive: Receive, send: Send, domain: str) -> None:
        """Hand the request to the distribution's data plane, past the emulator's own paths."""
        from ministack import app as gateway
        from ministack.core.iam_evaluator import pin_request_origin
        from ministack.core.responses import set_request_client_ip
        from ministack.core.sigv4 import decode_header_value

        headers: dict[str, str] = {}
        for raw_name, value in scope["headers"]:
            name = raw_name.decode("latin-1").lower()
            if raw_name in _OWN_HEADERS:
                continue
            joint = "; " if name == "cookie" else ", "
            text = decode_header_value(value)
            headers[name] = f"{headers[name]}{joint}{text}" if name in headers else text
        headers |= {"host": domain, "x-forwarded-proto": "https"}
        client_ip = (scope.get("client") or ("127.0.0.1",))[0]
        set_request_client_ip(client_ip)
        pin_request_origin(client_ip, True)
        query = scope.get("query_string", b"").decode("utf-8")
        raw_path = (scope.get("raw_path") or scope["path"].encode()).decode("ascii")
        try:
            body = await gateway._read_request_body(receive, scope["method"], headers)
        except gateway._RequestBodyDisconnected:
            return
        answer = await gateway._handle_cloudfront_dataplane_request(
            domain,
            scope["path"],
            raw_path,
            query,
            scope["method"],
            headers,
            body,
            gateway.parse_qs(query, keep_blank_values=True),
            client_ip,
        )
        await gateway._send_if_handled(gateway._with_date_header(send), answer, receive, head=scope["method"] == "HEAD")


async def _answer_not_deployed(stack: str, send: Send) -> None:
    text = f"The stack '{stack}' is not deployed yet. It comes with: hex311 up --stack {stack}\n"
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"retry-after", b"2"),
        (b"cache-control", b"no-store"),
    ]
    await send({"type": "http.response.start", "status": 503, "headers": headers})
    await send({"type": "http.response.body", "body": text.encode()})
