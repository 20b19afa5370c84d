"""The page shells: nothing inline, everything escaped, every file that they name is served."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

import review_api.pages
from corpus.errors import ErrorCode, ReviewError
from review_api.permissions import Principal, Role
from review_api.verdict import RejectionReason

PAGES = ("/", "/packs/p1", "/packs/p1/review", "/packs/p1/decisions")
STATIC = Path(review_api.pages.__file__).parent / "static"


class Elements(HTMLParser):
    """Every start tag with its attributes, and the text inside scripts and styles."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.inline: list[str] = []
        self._inside = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._inside = tag

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002 - the signature is the base class's
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside in {"script", "style"} and data.strip():
            self.inline.append(data)


@pytest.fixture
def client() -> TestClient:
    app = FastAPI()
    app.include_router(review_api.pages.router)
    app.dependency_overrides[review_api.pages._visitor] = lambda: Principal(name="A. Person", role=Role.REVIEWER)
    return TestClient(app)


@pytest.mark.parametrize("address", PAGES)
def test_pages_hold_nothing_that_the_content_policy_forbids(client: TestClient, address: str) -> None:
    answer = client.get(address)
    found = Elements(answer.text)

    assert answer.status_code == 200
    assert found.inline == []
    for tag, attributes in found.tags:
        assert "style" not in attributes, tag
        assert not [name for name in attributes if name.startswith("on")], tag
        for name in ("src", "href"):
            assert (attributes.get(name) or "/").startswith(("/", "#")), (tag, attributes)


@pytest.mark.parametrize("address", PAGES)
def test_pages_say_that_suggestions_are_no_conclusion(client: TestClient, address: str) -> None:
    assert "Suggestions for review, no assurance conclusion" in client.get(address).text


@pytest.mark.parametrize("address", PAGES)
def test_pages_name_only_files_that_are_served(client: TestClient, address: str) -> None:
    named = [
        target
        for _, attributes in Elements(client.get(address).text).tags
        for target in (attributes.get("src"), attributes.get("href"))
        if target and target.startswith("/static/")
    ]

    assert named
    for target in named:
        assert client.get(target).status_code == 200, target


def test_pages_escape_the_pack_id(client: TestClient) -> None:
    html = client.get('/packs/"><script>alert(1)<%2Fscript>').text

    assert "<script>alert" not in html


def test_pages_are_not_kept_by_the_browser(client: TestClient) -> None:
    assert client.get("/").headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("name", ["pages.py", "nothing.js", "review.html"])
def test_pages_serve_no_file_that_is_not_listed(client: TestClient, name: str) -> None:
    with pytest.raises(ReviewError) as caught:
        client.get(f"/static/{name}")

    assert caught.value.code is ErrorCode.NOT_FOUND


def test_pages_scripts_import_only_scripts_that_are_served(client: TestClient) -> None:
    for script in STATIC.glob("*.js"):
        for name in re.findall(r'from "\./([^"]+)"', script.read_text(encoding="utf-8")):
            assert client.get(f"/static/{name}").status_code == 200, f"{script.name} imports {name}"


def test_pages_offer_every_reason_for_a_rejection() -> None:
    listed = re.findall(r'code: "([a-z_]+)", name', (STATIC / "wording.js").read_text(encoding="utf-8"))

    assert listed == [reason.value for reason in RejectionReason]


def test_pages_never_write_markup_from_data() -> None:
    for script in STATIC.glob("*.js"):
        text = script.read_text(encoding="utf-8")
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(", text), script.name
