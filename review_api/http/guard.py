"""What stands before every route: the check of the host name, the page session and the security headers."""

from __future__ import annotations

import secrets
from http import HTTPStatus
from http.cookies import SimpleCookie
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from corpus.errors import ErrorCode
from review_api.http.problem import ProblemResponse
from review_api.settings import Settings, is_loopback

COOKIE = "assay_page"

#: A page of another site cannot set it without being asked first, and nobody answers that it may.
PAGE_HEADER = "X-Assay-Page"

API = "/api/"

#: Everything comes from this server; no script, style or frame stands in the text of a page.
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' blob: data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)

SECURITY_HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}

#: Left by a proxy: then the client is not at this machine, whatever its address seems to be.
_PROXY_HEADERS = ("forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-real-ip")


class PageSession:
    """The page's right to act without a log-in: a secret that the server makes when it starts."""

    def __init__(self, settings: Settings) -> None:
        self._listens_on_loopback = settings.listens_on_loopback
        self.secret = secrets.token_urlsafe(32)

    def is_open_to(self, scope: Scope) -> bool:
        """Whether server and client are both on this machine."""
        client = scope.get("client")
        headers = Headers(scope=scope)
        proxied = any(name in headers for name in _PROXY_HEADERS)
        return self._listens_on_loopback and client is not None and is_loopback(client[0]) and not proxied

    def holds(self, scope: Scope, cookie: str) -> bool:
        """Whether the request comes from a page of this server."""
        return self.is_open_to(scope) and secrets.compare_digest(cookie.encode(), self.secret.encode())

    def set_cookie(self) -> str:
        """The value of the header that hands the session to the browser."""
        cookie: SimpleCookie = SimpleCookie({COOKIE: self.secret})
        morsel = cookie[COOKIE]
        morsel["path"] = "/"
        morsel["httponly"] = True
        morsel["samesite"] = "Strict"
        return morsel.OutputString()


class Guard:
    """ASGI middleware around the whole application."""

    def __init__(self, app: ASGIApp, *, settings: Settings, session: PageSession) -> None:
        self._app = app
        self._check_host = settings.listens_on_loopback
        self._session = session

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the request, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        is_page = not scope["path"].startswith(API)

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in SECURITY_HEADERS.items():
                    headers[name] = value
                if not is_page:
                    headers.setdefault("Cache-Control", "no-store")
                elif headers.get("content-type", "").startswith("text/html"):
                    headers.append("Set-Cookie", self._session.set_cookie())
            await send(message)

        refusal = self._refusal(scope, is_page=is_page)
        await (refusal or self._app)(scope, receive, send_guarded)

    def _refusal(self, scope: Scope, *, is_page: bool) -> ProblemResponse | None:
        """The answer to a request that must not get further, ``None`` for every other."""
        host = Headers(scope=scope).get("host", "")
        # A name that an attacker points at this machine would make the browser take his page for ours.
        if self._check_host and not is_loopback(_host_name(host)):
            detail = f"Found the host '{host[:80]}', expected localhost or 127.0.0.1."
            return ProblemResponse(ErrorCode.HOST_REFUSED, detail, status=HTTPStatus.FORBIDDEN)
        if is_page and not self._session.is_open_to(scope):
            detail = "The pages work on the machine of the server only; use /api/v1 with a token."
            return ProblemResponse(ErrorCode.NOT_PERMITTED, detail, status=HTTPStatus.FORBIDDEN)
        return None


def _host_name(host: str) -> str:
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""
