"""Who may ask, and what the browser may do with an answer: hosts, origins of what changes the case, and the headers of every page.

A page of another site must neither read a case (DNS rebinding: the Host header is checked) nor change it (a POST must come from our
own pages: Sec-Fetch-Site, or Origin where a browser does not send that).
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: Addresses of this machine alone. On any other the pages would be open to whoever reaches it, for there are no accounts yet.
LOOPBACK = ("127.0.0.1", "localhost", "::1")
POLICY = "; ".join(
    (
        "default-src 'none'", "script-src 'self'", "style-src 'self'", "font-src 'self'", "img-src 'self' data: blob:",
        "connect-src 'self'", "worker-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'",
    )
)  # fmt: skip
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "geolocation=(), camera=(), microphone=()",
}
SAFE = frozenset({"GET", "HEAD"})


class Guards:
    """Around the whole application. `hosts` are the names it answers to, without a port."""

    def __init__(self, app: ASGIApp, hosts: Iterable[str] = LOOPBACK) -> None:
        self.app, self.hosts = app, frozenset(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        refused = self._refused(scope["method"], Headers(scope=scope))
        app: ASGIApp = self.app if refused is None else PlainTextResponse(refused, status_code=403)
        asset = scope["path"].startswith("/assets/")

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(HEADERS)
                headers["cache-control"] = "private, max-age=3600" if asset else "no-store"
            await send(message)

        await app(scope, receive, guarded)

    def _refused(self, method: str, headers: Headers) -> str | None:
        """Why a request is not answered, in words; None when it is."""
        host = headers.get("host", "")
        if host_name(host) not in self.hosts:
            return "This address is not one that the pages answer to. Open the one that `cenotaph serve` printed."
        if method in SAFE:
            return None
        site, origin = headers.get("sec-fetch-site"), headers.get("origin")
        if site is not None:
            return None if site == "same-origin" else "Only the pages themselves may change the case."
        if origin is not None and urlsplit(origin).netloc == host:
            return None
        return "Only the pages themselves may change the case."


def host_name(host: str) -> str:
    """The name in a Host header, without port and brackets.

    >>> host_name("127.0.0.1:8765"), host_name("[::1]:80"), host_name("evil.example")
    ('127.0.0.1', '::1', 'evil.example')
    """
    return host[1:].partition("]")[0] if host.startswith("[") else host.partition(":")[0].casefold()
