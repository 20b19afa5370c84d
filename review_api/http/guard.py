"""What stands before every route: the check of the host name and the security headers."""

from __future__ import annotations

from http import HTTPStatus
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from corpus.errors import ErrorCode
from review_api.http.problem import ProblemResponse
from review_api.settings import Settings, is_loopback

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


class Guard:
    """ASGI middleware around the whole application."""

    def __init__(self, app: ASGIApp, *, settings: Settings) -> None:
        self._app = app
        self._loopback_only = settings.listens_on_loopback
        self._public_host = _host_name(urlsplit(settings.public_url).netloc)

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
            await send(message)

        refusal = self._refusal(scope)
        await (refusal or self._app)(scope, receive, send_guarded)

    def _refusal(self, scope: Scope) -> ProblemResponse | None:
        """The answer to a request that must not get further, ``None`` for every other."""
        host = Headers(scope=scope).get("host", "")
        name = _host_name(host)
        # A name that an attacker points at this machine would make the browser take his page for ours.
        if self._public_host:
            is_known = name == self._public_host or (self._loopback_only and is_loopback(name))
        else:
            is_known = not self._loopback_only or is_loopback(name)
        if not is_known:
            expected = self._public_host or "localhost or 127.0.0.1"
            detail = f"Found the host '{host[:80]}', expected {expected}."
            return ProblemResponse(ErrorCode.HOST_REFUSED, detail, status=HTTPStatus.FORBIDDEN)
        return None


def _host_name(host: str) -> str:
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""
