"""The cookie by which a browser is signed in, and what keeps pages of other sites from using it."""

from __future__ import annotations

from fastapi import Request, Response

from corpus.errors import ErrorCode, ReviewError
from review_api.settings import Settings
from review_api.sign_in import SESSION_SECONDS

COOKIE = "assay_session"

#: A page of another site cannot set it without being asked first, and nobody answers that it may.
PAGE_HEADER = "X-Assay-Page"

_SAFE_METHODS = frozenset({"GET", "HEAD"})


def set_cookie(response: Response, settings: Settings, secret: str) -> None:
    """Hand a session to the browser: over HTTPS only, unless the server is for this machine alone."""
    response.set_cookie(
        COOKIE,
        secret,
        max_age=SESSION_SECONDS,
        path="/",
        secure=settings.cookies_need_https,
        httponly=True,
        # Strict would sign people out who follow a link in a mail, or come back from their identity provider.
        samesite="lax",
    )


def clear_cookie(response: Response, settings: Settings) -> None:
    """Take the session away from the browser."""
    response.delete_cookie(COOKIE, path="/", secure=settings.cookies_need_https, httponly=True, samesite="lax")


def require_own_page(request: Request) -> None:
    """Raise :class:`ReviewError` with ``not_permitted`` for a change that no page of this server sent.

    The browser says truly where a request comes from (``Sec-Fetch-Site``, ``Origin``), and a page elsewhere cannot set
    the header of our pages.
    """
    if request.method in _SAFE_METHODS:
        return
    if request.headers.get(PAGE_HEADER) != "1":
        raise ReviewError(ErrorCode.NOT_PERMITTED, f"A change by a session needs the header '{PAGE_HEADER}: 1'.")
    origin = request.headers.get("origin", "")
    own = origin.partition("://")[2] == request.headers.get("host", "")
    if request.headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"} or (origin and not own):
        raise ReviewError(ErrorCode.NOT_PERMITTED, "The change was sent by a page of another site.")
