"""A reviewer's way through the pages in a real browser: upload, progress, queue, decisions by key, exports."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

CHROMIUM = os.environ.get("ASSAY_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
CHROMIUM_ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
ROOT = Path(__file__).parents[2]
SAMPLE_PACK = ROOT / "corpus" / "samples" / "sample-pack.zip"
REVIEWER = "Ana Ruiz"
#: Files of the sample pack that cannot be read, with the code that the pages must name.
BAD_FILES = {
    "Payroll sample May 2025 (password).pdf": "encrypted",
    "External emergency plan rev7 - copy.pdf": "broken_document",
}
#: The entry point of the command `assay`.
SERVE = "from cli.app import main; main()"
SERVER_START_SECONDS = 60
PACK_READY_MILLISECONDS = 120_000

pytestmark = [
    pytest.mark.browser,
    pytest.mark.timeout(300),
    pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed"),
]


@dataclass(frozen=True, kw_only=True)
class Screen:
    """A window of the browser on the server, with what its console complained of."""

    page: Page
    address: str
    complaints: list[str] = field(default_factory=list)

    def api(self, path: str) -> Any:
        answer = self.page.request.get(f"{self.address}/api/v1{path}")
        assert answer.ok, answer.text()
        return answer.json()


@dataclass(frozen=True, kw_only=True)
class Entry:
    """The address of a server, and the cookies of somebody who is signed in there."""

    address: str
    session: Any


@dataclass(frozen=True, kw_only=True)
class UploadedPack:
    """The sample pack after the server has read it."""

    id: str
    stages_seen: set[str]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + SERVER_START_SECONDS
    while time.monotonic() < end:
        assert process.poll() is None, log.read_text(encoding="utf-8")
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    pytest.fail(f"no answer from {address}: {log.read_text(encoding='utf-8')}")


@pytest.fixture(scope="module")
def door(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("server")
    port = free_port()
    command = [sys.executable, "-c", SERVE, "serve", "--data", str(folder / "data"), "--port", str(port)]
    log = folder / "server.log"
    with log.open("wb") as output:
        process = subprocess.Popen([*command, "--reviewer", REVIEWER], cwd=ROOT, stdout=output, stderr=output)
    try:
        wait_for(f"http://127.0.0.1:{port}/log-in", process, log)
        link = re.search(r"http://\S+/welcome\?key=\S+", log.read_text(encoding="utf-8"))
        assert link, "the first start printed no link"
        yield link[0]
    finally:
        process.terminate()
        process.wait(timeout=20)


@pytest.fixture(scope="module")
def server(door: str, browser: Browser) -> Entry:
    """The server, after the link that it printed was opened once."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(door)
    expect(page).to_have_title(re.compile("Assay"))
    assert page.url == f"{door.partition('/welcome')[0]}/"
    state = context.storage_state()
    context.close()
    return Entry(address=door.partition("/welcome")[0], session=state)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(CHROMIUM_ARGUMENTS))
        yield browser
        browser.close()


def open_screen(browser: Browser, server: Entry) -> Screen:
    context = browser.new_context(
        viewport={"width": 1280, "height": 800}, accept_downloads=True, storage_state=server.session
    )
    screen = Screen(page=context.new_page(), address=server.address)
    screen.page.set_default_timeout(15_000)
    screen.page.on(
        "console", lambda message: screen.complaints.append(message.text) if message.type == "error" else None
    )
    screen.page.on("pageerror", lambda fault: screen.complaints.append(str(fault)))
    screen.page.goto(server.address)
    return screen


@pytest.fixture(scope="module")
def pack(browser: Browser, server: Entry) -> UploadedPack:
    """The sample pack, uploaded through the page and watched there until it is ready."""
    screen = open_screen(browser, server)
    screen.page.set_input_files("#files", SAMPLE_PACK)
    row = screen.page.locator("#pack-rows tr").first
    row.wait_for()
    seen = set()
    end = time.monotonic() + PACK_READY_MILLISECONDS / 1000
    while "Ready" not in (state := row.locator(".state").inner_text()):
        assert "Failed" not in state, state
        assert time.monotonic() < end, f"still '{state}'"
        seen.add(state.splitlines()[0])
        screen.page.wait_for_timeout(50)
    identifier = row.get_attribute("data-pack")
    assert identifier
    assert screen.complaints == []
    screen.page.context.close()
    return UploadedPack(id=identifier, stages_seen=seen)


@pytest.fixture
def screen(browser: Browser, server: Entry, pack: UploadedPack) -> Iterator[Screen]:  # noqa: ARG001 - the pack must be there
    screen = open_screen(browser, server)
    yield screen
    screen.page.context.close()


def open_queue(screen: Screen, pack: UploadedPack, query: str = "") -> None:
    screen.page.goto(f"{screen.address}/packs/{pack.id}/review{query}")
    screen.page.locator(".overlay .tint").wait_for(state="attached")
    screen.page.locator('.paper[aria-busy="false"]').wait_for()


def chosen(screen: Screen) -> dict[str, Any]:
    identifier = screen.page.locator('#items [aria-selected="true"]').get_attribute("data-id")
    suggestion = screen.api(f"/suggestions/{identifier}")
    assert isinstance(suggestion, dict)
    return suggestion


def press_and_wait(screen: Screen, *keys: str, path: str = "/decisions") -> dict[str, Any]:
    """Presses keys of which the last one makes the page send something, and gives the answer."""
    with screen.page.expect_response(
        lambda answer: answer.request.method == "POST" and answer.url.endswith(path)
    ) as caught:
        for key in keys:
            screen.page.keyboard.press(key)
    assert caught.value.status == 201, caught.value.text()
    decision = caught.value.json()
    assert isinstance(decision, dict)
    return decision


def rectangle(place: Locator) -> dict[str, float]:
    found = place.bounding_box()
    assert found is not None
    return {"x": found["x"], "y": found["y"], "width": found["width"], "height": found["height"]}


def download(screen: Screen, button: str) -> bytes:
    with screen.page.expect_download() as caught:
        screen.page.click(button)
    return Path(caught.value.path()).read_bytes()


def test_review_in_chromium_shows_progress_and_names_bad_files(screen: Screen, pack: UploadedPack) -> None:
    assert pack.stages_seen & {"Received …", "Reading documents …", "Finding passages …"}
    faults = screen.page.locator(f'tr[data-pack="{pack.id}"] details.faults')
    faults.locator("summary").click()
    for name, code in BAD_FILES.items():
        line = faults.locator("li").filter(has_text=code)
        expect(line.locator(".path")).to_have_attribute("title", re.compile(re.escape(name)))

    screen.page.goto(f"{screen.address}/packs/{pack.id}")
    for name, code in BAD_FILES.items():
        row = screen.page.locator("table.documents tr.refused").filter(has_text=code)
        expect(row.locator(".path")).to_have_attribute("title", re.compile(re.escape(name)))
    documents = screen.api(f"/packs/{pack.id}/documents?limit=500")["items"]
    assert screen.page.locator("table.documents tbody tr").count() == len(documents)
    unread = screen.api(f"/packs/{pack.id}")["pages_unread"]
    expect(screen.page.locator("table.documents caption")).to_contain_text(f"{unread} page")
    assert screen.complaints == []


def test_review_in_chromium_matrix_leads_to_its_passages(screen: Screen, pack: UploadedPack) -> None:
    screen.page.goto(f"{screen.address}/packs/{pack.id}")
    cell = screen.page.locator("table.matrix a.cell").first
    open_count = int(cell.locator("span").first.inner_text())

    cell.click()
    screen.page.locator("#items .item").first.wait_for()

    assert screen.page.locator("#items .item").count() == open_count


@pytest.mark.parametrize("step", range(3))
def test_review_in_chromium_box_lies_on_the_words(screen: Screen, pack: UploadedPack, step: int) -> None:
    open_queue(screen, pack)
    for _ in range(step * 4):
        screen.page.keyboard.press("Space")
    screen.page.locator('.paper[aria-busy="false"]').wait_for()
    suggestion = chosen(screen)
    span = suggestion["passage"]["spans"][0]
    document = screen.api(f"/documents/{suggestion['document']}")
    size = next(page for page in document["pages"] if page["number"] == span["page"])
    paper = rectangle(screen.page.locator(".paper img"))
    factor = paper["width"] / size["width"]
    assert paper["height"] == pytest.approx(size["height"] * factor, abs=1.5)

    lines = [rectangle(line) for line in screen.page.locator(".overlay .line").all()]
    assert 0 < len(lines) <= len(span["boxes"])
    for x0, y0, x1, y1 in span["boxes"]:
        middle = (paper["x"] + (x0 + x1) / 2 * factor, paper["y"] + (y0 + y1) / 2 * factor)
        assert any(
            line["x"] - 1 <= middle[0] <= line["x"] + line["width"] + 1
            and line["y"] - 1 <= middle[1] <= line["y"] + line["height"] + 1
            for line in lines
        ), f"no line over the word at {middle}"
    for edge, index, chooser in (("x", 0, min), ("y", 1, min)):
        drawn = min(line[edge] for line in lines)
        assert drawn == pytest.approx(paper[edge] + chooser(box[index] for box in span["boxes"]) * factor, abs=1.5)

    # the page image itself has ink where the boxes say that words are
    answer = screen.page.request.get(
        f"{screen.address}/api/v1/documents/{suggestion['document']}/pages/{span['page']}/image?scale=2"
    )
    picture = Image.open(io.BytesIO(answer.body())).convert("L")
    for box in span["boxes"]:
        x0, y0, x1, y1 = (round(value * 2) for value in box)
        tones = picture.crop((x0, y0, x1, y1)).tobytes()
        assert max(tones) - min(tones) > 60, f"no ink in the box {box}"


def test_review_in_chromium_frame_does_not_scroll_and_box_is_in_sight(screen: Screen, pack: UploadedPack) -> None:
    open_queue(screen, pack)

    assert screen.page.evaluate("document.documentElement.scrollHeight <= window.innerHeight")
    viewport = rectangle(screen.page.locator("#viewport"))
    tint = rectangle(screen.page.locator(".overlay .tint"))
    assert viewport["y"] <= tint["y"] + tint["height"] / 2 <= viewport["y"] + viewport["height"]


def test_review_in_chromium_decides_by_keys_and_exports(screen: Screen, pack: UploadedPack) -> None:
    open_queue(screen, pack)
    before = screen.api(f"/packs/{pack.id}")["suggestions"]

    accepted = chosen(screen)
    decision = press_and_wait(screen, "a")
    assert (decision["verdict"], decision["who"], decision["suggestion"]) == ("accept", REVIEWER, accepted["id"])
    expect(screen.page.locator("#toasts")).to_contain_text("Accepted under")
    rejected = chosen(screen)
    assert rejected["id"] != accepted["id"]

    decision = press_and_wait(screen, "r", "4")
    assert (decision["verdict"], decision["reason"]) == ("reject", "no_practice")
    assert screen.page.evaluate("document.activeElement.id") == "items"

    changed = chosen(screen)
    other = "31" if changed["criterion"] != "31" else "1"
    decision = press_and_wait(screen, "c", *other, "Enter")
    assert (decision["verdict"], decision["criterion"]) == ("change", other)

    undone = chosen(screen)
    press_and_wait(screen, "a")
    decision = press_and_wait(screen, "u", path="/undo")
    assert (decision["verdict"], decision["suggestion"]) == ("undo", undone["id"])
    expect(screen.page.locator('#items [aria-selected="true"]')).to_have_attribute("data-id", undone["id"])
    after = screen.api(f"/packs/{pack.id}")["suggestions"]
    assert after["accepted"] == before["accepted"] + 2
    assert after["rejected"] == before["rejected"] + 1
    assert after["open"] == before["open"] - 3

    exported = download(screen, "#export-json")
    text = json.dumps(json.loads(exported), ensure_ascii=False)
    assert json.dumps(accepted["passage"]["text"], ensure_ascii=False) in text
    assert json.dumps(changed["passage"]["text"], ensure_ascii=False) in text
    assert json.dumps(undone["passage"]["text"], ensure_ascii=False) not in text
    workbook = openpyxl.load_workbook(io.BytesIO(download(screen, "#export-xlsx")))
    values = {str(cell) for sheet in workbook for row in sheet.iter_rows(values_only=True) for cell in row if cell}
    assert any(accepted["passage"]["text"][:40] in value for value in values)
    assert REVIEWER in values
    assert not any(rejected["passage"]["text"] == value for value in values)

    screen.page.goto(f"{screen.address}/packs/{pack.id}/decisions")
    verdicts = screen.page.locator("table.log tbody .chip")
    expect(verdicts).to_have_count(5)
    assert [text.split(" ", 1)[1] for text in verdicts.all_inner_texts()] == [
        "accepted",
        "rejected",
        "accepted under another criterion",
        "accepted",
        "undone",
    ]
    assert screen.complaints == []


def test_review_in_chromium_skips_and_says_what_to_do_when_nothing_fits(screen: Screen, pack: UploadedPack) -> None:
    open_queue(screen, pack)
    first = chosen(screen)["id"]
    screen.page.keyboard.press("Space")
    assert chosen(screen)["id"] != first

    bad = next(
        document for document in screen.api(f"/packs/{pack.id}/documents?limit=500")["items"] if document["error"]
    )
    screen.page.select_option("#filter-document", bad["id"])

    expect(screen.page.locator("#viewport .fault code")).to_have_text(bad["error"]["code"])
    screen.page.get_by_role("button", name="Show all open suggestions").click()
    screen.page.locator("#items .item").first.wait_for()
