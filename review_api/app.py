"""The web application: API, pages, and the life of what they work with."""

from __future__ import annotations

import fcntl
import importlib
import importlib.util
from collections.abc import AsyncIterator, Callable, Generator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any

from fastapi import APIRouter, FastAPI
from fastapi.concurrency import run_in_threadpool
from fastapi.openapi.utils import get_openapi

from corpus.errors import CallError, ErrorCode
from review_api.blobs import BlobStore
from review_api.database import open_database
from review_api.first_start import first_link
from review_api.http import (
    decisions,
    documents,
    frameworks,
    packs,
    people,
    problem,
    provider,
    session,
    suggestions,
    suppliers,
    team,
)
from review_api.http.access import Office
from review_api.http.guard import Guard
from review_api.loading import load_packs
from review_api.page_images import PageImages
from review_api.processing import Processor
from review_api.settings import Settings
from review_api.stages import Stages, real_stages

PREFIX = "/api/v1"

_DESCRIPTION = (
    "Evidence packs go in, suggestions come out, people decide. Lists are cut into parts by `cursor` and `limit`. "
    "Faults are application/problem+json with a stable `code` and the `next` step. Pages count from 1; boxes are PDF "
    "points from the top left corner of the visible page."
)


def create_app(
    settings: Settings,
    *,
    stages: Stages | None = None,
    load: Sequence[Path] = (),
    announce: Callable[[str], None] = lambda _: None,
) -> FastAPI:
    """The application; database, reader and processing open when it starts and close when it ends.

    ``stages`` stands in for reader and suggester in tests. ``load`` are packs to load at the start, unless a pack of
    the same content is there. ``announce`` is called with the address that signs an admin in once, while that is the
    only way in. Starting raises :class:`CallError` when another server uses the data folder.
    """

    @asynccontextmanager
    async def life(app: FastAPI) -> AsyncIterator[None]:
        opened = _open_office(settings, stages or real_stages(settings.workers, settings.ocr), load)
        office: Office = await run_in_threadpool(next, opened)
        app.state.office = office
        link = await run_in_threadpool(_first_link, office)
        if link:
            announce(link)
        try:
            yield
        finally:
            await run_in_threadpool(opened.close)

    app = FastAPI(
        title="Assay",
        version=version("assay-evidence"),
        description=_DESCRIPTION,
        lifespan=life,
        openapi_url=f"{PREFIX}/openapi.json",
        # Their pages load scripts from elsewhere; nothing is downloaded at run time.
        docs_url=None,
        redoc_url=None,
    )
    app.add_middleware(Guard, settings=settings)
    problem.install(app)
    for module in (session, people, suppliers, packs, documents, suggestions, decisions, team, frameworks):
        app.include_router(module.router, prefix=PREFIX)
    app.include_router(provider.router)
    app.include_router(_pages())
    app.openapi = lambda: _openapi(app)  # type: ignore[method-assign]  # the documented way to add to the schema
    return app


def _first_link(office: Office) -> str:
    with office.database.write() as opened:
        path = first_link(opened, office.settings)
    return f"{office.settings.address}{path}" if path else ""


def _open_office(settings: Settings, stages: Stages, load: Sequence[Path]) -> Generator[Office]:
    """Yields the office once, and closes it when the generator is closed."""
    with _only_server(settings.data_dir), open_database(settings) as database:
        blobs = BlobStore(settings.data_dir)
        blobs.clear_incoming()
        load_packs(load, database=database, blobs=blobs)
        images = PageImages(blobs=blobs, stages=stages)
        processor = Processor(database=database, blobs=blobs, limits=settings.limits, stages=stages)
        processor.start()
        try:
            yield Office(
                settings=settings,
                database=database,
                blobs=blobs,
                images=images,
                processor=processor,
            )
        finally:
            processor.stop()
            images.close()


@contextmanager
def _only_server(data_dir: Path) -> Iterator[None]:
    """Two servers on one folder would process each pack twice."""
    data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (data_dir / "server.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            detail = f"Another server uses the data folder '{data_dir}': stop it, or choose another folder."
            raise CallError(ErrorCode.SETTING_INVALID, detail) from error
        yield


def _pages() -> APIRouter:
    """The HTML pages; a server without them still has its API."""
    if importlib.util.find_spec("review_api.pages") is None:
        return APIRouter()
    router = importlib.import_module("review_api.pages").router
    if not isinstance(router, APIRouter):
        raise TypeError(f"review_api.pages.router is a {type(router).__name__}, expected an APIRouter")
    return router


def _openapi(app: FastAPI) -> dict[str, Any]:
    if app.openapi_schema is None:
        schema = get_openapi(
            title=app.title, version=app.version, description=app.description, routes=app.routes, tags=None
        )
        schemas = schema.setdefault("components", {}).setdefault("schemas", {})
        schemas["Problem"] = problem.Problem.model_json_schema(ref_template="#/components/schemas/{model}")
        schemas.update(schemas["Problem"].pop("$defs", {}))
        app.openapi_schema = schema
    return app.openapi_schema
