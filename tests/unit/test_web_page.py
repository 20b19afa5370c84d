"""Web pages: what a browser would show, with places that a person finds again."""

from __future__ import annotations

import pytest
from office_files import assert_sound, set_pages

from extract.document import PageFlag
from extract.passage import Passage, PassageKind
from extract.set_page import SetPage
from extract.web_page import elements_of_markup


def read(markup: str) -> tuple[list[SetPage], tuple[Passage, ...]]:
    pages, passages = set_pages(elements_of_markup(markup))
    assert_sound(pages, passages)
    return pages, passages


def test_web_page_has_sections_lists_and_fields() -> None:
    _, passages = read(
        "<!doctype html><title>Policy</title><script>var a = 'never a word of this';</script><h1>1. Labour</h1>"
        "<p>Nobody under sixteen <i>works</i> here.<br>Proof of age is seen.</p>"
        "<ul><li>The first item of the list<ul><li>An item that lies inside it</li></ul></li></ul>"
        "<div>Name of the site <input value='Rosario works'> <input type=checkbox checked>in operation</div>"
    )
    assert [(passage.locator, passage.kind, passage.text) for passage in passages] == [
        ("section 1 ¶1", PassageKind.PROSE, "Nobody under sixteen works here. Proof of age is seen."),
        ("section 1 ¶2", PassageKind.LIST_ITEM, "The first item of the list"),
        ("section 1 ¶3", PassageKind.LIST_ITEM, "An item that lies inside it"),
        ("section 1 ¶4", PassageKind.PROSE, "Name of the site Rosario works ☒ in operation"),
    ]
    assert {passage.heading for passage in passages} == {("1. Labour",)}


def test_web_page_tables_have_names_of_columns_and_frames_are_no_tables() -> None:
    _, passages = read(
        "<table><tr><td><h2>Findings</h2><table><tr><th>Site</th><th>Finding</th></tr>"
        "<tr><td>Rosario</td><td>No fire drill in 2023</td></tr></table></td></tr></table>"
    )
    (passage,) = passages
    assert (passage.text, passage.heading) == ("Rosario No fire drill in 2023", ("Findings", "Site · Finding"))
    assert passage.locator == "“Findings” table 1 row 2"


@pytest.mark.parametrize("style", ["display: none", "visibility:hidden", "font-size:0"])
def test_web_page_text_that_is_not_shown_is_in_no_passage(style: str) -> None:
    pages, passages = read(
        f"<p>We report the use of water each year.</p><p style='{style}'>We never report anything to anybody.</p>"
        f"<p>Seen words of this paragraph <span style='{style}'>and some unseen ones of it</span> go on.</p>"
    )
    assert [passage.text for passage in passages] == [
        "We report the use of water each year.",
        "Seen words of this paragraph go on.",
    ]
    assert PageFlag.HIDDEN_TEXT in pages[0].layout.flags
    assert len(pages[0].layout.unseen) == 12


def test_web_page_large_pictures_and_frames_are_flagged() -> None:
    assert PageFlag.PICTURES in read("<img width=900 height=700>")[0][0].layout.flags
    assert PageFlag.PICTURES in read("<p>Some text</p><iframe src='http://example.org'></iframe>")[0][0].layout.flags
    assert not read("<p>Some text</p><img width=20 height=20>")[0][0].layout.flags


def test_web_page_nested_without_end_is_named() -> None:
    pages, _ = read("<div>" * 5000 + "the words inside all of it" + "</div>" * 5000)
    assert pages


def test_web_page_inline_elements_around_blocks_lose_nothing() -> None:
    _, passages = read("<a href=x>Words before the block <p>Words inside of the block</p> words behind the block</a>")
    assert " ".join(passage.text for passage in passages) == (
        "Words before the block Words inside of the block words behind the block"
    )
