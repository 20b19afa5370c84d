from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hand_made_run import HOSTILE, HOSTILE_NAME, document, hand_made_run, page

from prescreen.report import NOTE, middle_cut, render_report


class _Tags(HTMLParser):
    """The tags of a page with their attributes, and its text outside style."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.tags and self.tags[-1][0] != "style":
            self.text.append(data)


@pytest.fixture(scope="module")
def html() -> str:
    return render_report(hand_made_run())


def test_report_equals_its_golden_file(html: str, golden: Callable[[str | Path, str], None]) -> None:
    golden("report.html", html)


def test_report_needs_nothing_beside_itself(html: str) -> None:
    tags = _Tags(html).tags
    assert not {"script", "link", "img", "iframe", "object", "form"} & {tag for tag, _ in tags}
    targets = {attributes["href"] for _, attributes in tags if "href" in attributes}
    assert targets
    assert all(target and target.startswith("#") for target in targets)
    assert not re.search(r"url\(|@import|https?://(?!example\.invalid)", html)


def test_report_links_lead_somewhere(html: str) -> None:
    tags = _Tags(html).tags
    ids = [attributes["id"] for _, attributes in tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert {attributes["href"] for _, attributes in tags if "href" in attributes} <= {f"#{one}" for one in ids}


def test_report_escapes_what_came_from_documents(html: str) -> None:
    parsed = _Tags(html)
    assert "<script" not in html
    assert not any(name.startswith("on") for _, attributes in parsed.tags for name in attributes)
    assert HOSTILE in parsed.text
    assert HOSTILE_NAME in parsed.text
    assert "\x0b" not in html
    assert "pond\ufffd of the plant" in html


def test_report_never_says_none_of_unread_pages(html: str) -> None:
    titles = [attributes["title"] for tag, attributes in _Tags(html).tags if tag == "td" and "title" in attributes]
    assert len(titles) == 4 * 5
    # The third criterion has no suggestion at all: one cell per document tells how far that was looked for.
    assert titles[10:15] == [
        "none in 5 pages read",
        "none in 3 pages read; 4 unread",
        "no page read; 1 unread",
        "file not read",
        "file not read",
    ]
    assert "None in 8 pages read; 5 unread; 2 files not read." in html


def test_report_shows_a_negative_passage_behind_a_better_one(html: str) -> None:
    assert '<td class="total"><b>8</b> I+N</td>' in html
    assert "All documents<small>8 pages read; 5 unread; 2 files not read</small>" in html


def test_report_shows_five_passages_and_says_how_many_more(html: str) -> None:
    section = html.split('id="criterion-12"')[1].split("</article>", maxsplit=1)[0]
    assert section.count("<blockquote") == 5
    assert "3 more in evidence-register.xlsx" in section


def test_report_never_hides_what_speaks_against_a_practice(html: str) -> None:
    section = html.split('id="criterion-12"')[1].split("</article>", maxsplit=1)[0]
    # Seven better passages speak for the practice, and only five are shown.
    assert "Two workers were burnt" in section
    assert section.count("<b>I</b> implemented") == 4


def test_report_gives_each_quote_document_page_and_boxes(html: str) -> None:
    section = html.split('id="criterion-5"')[1].split("</article>", maxsplit=1)[0]
    assert section.count("<blockquote") == section.count('class="locator" title="Boxes of the lines') == 3
    assert "(p. 3, box 72 100 468 125; p. 4, box 172 114 268 125)" in section
    assert "p. 3: 72.0 100.0 468.0 111.0; 72.0 114.0 168.0 125.0 | p. 4: 172.0 114.0 268.0 125.0" in section


def test_report_accounts_for_every_page_and_fault(html: str) -> None:
    text = " ".join("".join(_Tags(html).text).split())
    assert "2 text read; 1 picture read by character recognition; 1 only pictures, not read; 2 could not" in text
    assert "Pages 4-5 page_failed The page could not be read. The content stream ends early. Next: Look" in text
    assert "File encrypted The document is protected by a password. Next: Give its password" in text
    assert "Page 3 image_only" in text
    assert "hidden text left out (pages 1, 3)" in text


def test_report_says_on_each_printed_page_that_it_concludes_nothing(html: str) -> None:
    assert f'@bottom-left {{ content: "{NOTE}"' in html
    assert f"{NOTE}</title>" in html
    assert html.count(f'<p class="note">{NOTE}</p>') == 2


def test_report_says_when_no_date_was_given() -> None:
    run = dataclasses.replace(hand_made_run(), as_of=None)
    assert "<dt>As of</dt><dd>not given</dd>" in render_report(run)


def test_report_splits_a_wide_matrix() -> None:
    documents = tuple(document(f"{n}.pdf", (page(1),)) for n in range(1, 26))
    run = dataclasses.replace(hand_made_run(), documents=documents, suggestions=((),) * 25)
    html = render_report(run)
    assert re.findall(r"<caption>(.*)</caption>", html) == [
        "Documents 1 to 12 of 25",
        "Documents 13 to 24 of 25",
        "Documents 25 to 25 of 25",
    ]
    assert html.count('title="none in 1 page read"') == 4 * 25


def test_report_of_an_empty_pack_is_whole() -> None:
    run = dataclasses.replace(hand_made_run(), documents=(), suggestions=())
    assert "No file came in." in render_report(run)


@pytest.mark.parametrize(
    ("name", "cut"),
    [("short.pdf", "short.pdf"), ("a" * 40 + ".pdf", "a" * 13 + "…" + "a" * 8 + ".pdf")],
)
def test_report_middle_cut_keeps_both_ends(name: str, cut: str) -> None:
    assert middle_cut(name) == cut
