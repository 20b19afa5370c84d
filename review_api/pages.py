"""The HTML pages: thin shells whose scripts call /api/v1 in the name of the page session.

Texts of documents never pass through these templates: the scripts put them into the page as text nodes.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from fastapi import APIRouter
from fastapi.responses import FileResponse, HTMLResponse, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from corpus.errors import ErrorCode, ReviewError

_HERE: Final = Path(__file__).parent
_MEDIA_TYPES: Final = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
#: Every file that may be served; a name that is not in it is not looked for on disk.
_STATIC: Final = {path.name: path for path in sorted((_HERE / "static").iterdir()) if path.suffix in _MEDIA_TYPES}

_templates = Environment(
    loader=FileSystemLoader(_HERE / "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
)

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)


def _page(template: str, *, here: str, pack: str = "") -> HTMLResponse:
    html = _templates.get_template(template).render(here=here, pack_id=pack)
    # a page kept by the browser would come back without its session after a restart of the server
    return HTMLResponse(html, headers={"Cache-Control": "no-store"})


@router.get("/")
def packs_page() -> HTMLResponse:
    """The packs that came in, how far each one is, and the drop zone for more."""
    return _page("packs.html", here="packs")


@router.get("/packs/{pack}")
def overview_page(pack: str) -> HTMLResponse:
    """What a pack holds, which criteria have no evidence, and what could not be read."""
    return _page("overview.html", here="overview", pack=pack)


@router.get("/packs/{pack}/review")
def review_page(pack: str) -> HTMLResponse:
    """The queue of suggestions with the passage on its page and the criterion beside it."""
    return _page("review.html", here="review", pack=pack)


@router.get("/packs/{pack}/decisions")
def decisions_page(pack: str) -> HTMLResponse:
    """Who decided what, when and why."""
    return _page("decisions.html", here="decisions", pack=pack)


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
