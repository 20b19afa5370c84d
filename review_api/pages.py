"""The HTML pages: thin shells whose scripts call /api/v1 in the name of the session.

Texts of documents never pass through these templates: the scripts put them into the page as text nodes.
"""

from __future__ import annotations

from http import HTTPStatus
from pathlib import Path
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Request
from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from corpus.errors import ErrorCode, ReviewError
from review_api.accounts import principal_of_account
from review_api.http.access import Office, office_of, visitor_of
from review_api.http.cookie import COOKIE, set_cookie
from review_api.http.problem import SignInNeededError
from review_api.permissions import Principal
from review_api.sign_in import begin_session, redeem_link

_HERE: Final = Path(__file__).parent
_MEDIA_TYPES: Final = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
#: Every file that may be served; a name that is not in it is not looked for on disk.
_STATIC: Final = {path.name: path for path in sorted((_HERE / "static").iterdir()) if path.suffix in _MEDIA_TYPES}

_templates = Environment(
    loader=FileSystemLoader(_HERE / "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
)

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)


def _visitor(request: Request) -> Principal:
    """Who looks at the page. Raises :class:`SignInNeededError` when nobody is signed in."""
    try:
        return visitor_of(office_of(request), request.cookies.get(COOKIE, ""))
    except ReviewError as error:
        raise SignInNeededError(request.url.path) from error


Visitor = Annotated[Principal, Depends(_visitor)]


def _page(template: str, *, here: str, visitor: Principal | None, pack: str = "", **more: str) -> HTMLResponse:
    html = _templates.get_template(template).render(
        here=here, pack_id=pack, reviewer=visitor.name if visitor else "", **more
    )
    # a page kept by the browser would come back without its session after a restart of the server
    return HTMLResponse(html, headers={"Cache-Control": "no-store"})


@router.get("/")
def packs_page(visitor: Visitor) -> HTMLResponse:
    """The packs that came in, how far each one is, and the drop zone for more."""
    return _page("packs.html", here="packs", visitor=visitor)


@router.get("/packs/{pack}")
def overview_page(pack: str, visitor: Visitor) -> HTMLResponse:
    """What a pack holds, which criteria have no evidence, and what could not be read."""
    return _page("overview.html", here="overview", visitor=visitor, pack=pack)


@router.get("/packs/{pack}/review")
def review_page(pack: str, visitor: Visitor) -> HTMLResponse:
    """The queue of suggestions with the passage on its page and the criterion beside it."""
    return _page("review.html", here="review", visitor=visitor, pack=pack)


@router.get("/packs/{pack}/decisions")
def decisions_page(pack: str, visitor: Visitor) -> HTMLResponse:
    """Who decided what, when and why."""
    return _page("decisions.html", here="decisions", visitor=visitor, pack=pack)


@router.get("/account")
def account_page(visitor: Visitor) -> HTMLResponse:
    """One's own account: the password, and signing out."""
    return _page("account.html", here="account", visitor=visitor)


@router.get("/log-in")
def log_in_page(request: Request) -> HTMLResponse:
    """Name and password, and the way to the identity provider where there is one."""
    provider = "yes" if office_of(request).settings.provider else ""
    return _page("log_in.html", here="log-in", visitor=None, provider=provider)


@router.get("/welcome")
def welcome(request: Request, key: str = "") -> Response:
    """Sign in whom a one-time link was made for."""
    office = office_of(request)
    with office.database.write() as session:
        account = redeem_link(session, key).account or ""
        # A question to a provider is no link that signs anybody in, and an account may have been shut since.
        principal_of_account(session, account)
        secret = begin_session(session, account)
    return signed_in(office, secret, "/")


def signed_in(office: Office, secret: str, path: str) -> Response:
    """The way to a page, with the session that opens it."""
    response = RedirectResponse(path, status_code=HTTPStatus.SEE_OTHER, headers={"Cache-Control": "no-store"})
    set_cookie(response, office.settings, secret)
    return response


@router.get("/static/{name}")
def static_file(name: str) -> Response:
    """A style sheet, script or picture of the pages.

    Raises :class:`ReviewError` with ``not_found`` for any other name.
    """
    path = _STATIC.get(name)
    if path is None:
        raise ReviewError(ErrorCode.NOT_FOUND, f"There is no static file named '{name}'.")
    # 'no-cache' lets the browser keep the file, but ask whether it changed, so that an upgrade is seen at once
    return FileResponse(path, media_type=_MEDIA_TYPES[path.suffix], headers={"Cache-Control": "no-cache"})
