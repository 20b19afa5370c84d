"""Lines of recognised text divided into words by their pictures."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from extract.recognition import Point, Quad
from extract.rotation import quad_back, reread, turned
from extract.text_line import SeenCharacter, words_of_line

HEIGHT, WIDE = 48, 20


def drawn_line(
    cells: str, *, pitch: int = 24, ink: str = "black", ground: str = "white"
) -> tuple[list[SeenCharacter], Image.Image]:
    """A line of bars, one for each character; ``_`` leaves room that the recogniser says nothing of."""
    width = pitch * len(cells)
    picture = Image.new("RGB", (width, HEIGHT), ground)
    pen = ImageDraw.Draw(picture)
    characters = []
    for index, cell in enumerate(cells):
        if cell not in " _":
            pen.rectangle((index * pitch + 2, 6, index * pitch + 1 + WIDE, HEIGHT - 6), fill=ink)
        if cell != "_":
            characters.append(SeenCharacter(cell, (index + 0.5) * pitch / width, 0.9))
    return characters, picture


@pytest.mark.parametrize(("ink", "ground"), [("black", "white"), ("white", "navy"), ("#a08020", "#fff8e0")])
def test_text_line_is_divided_where_the_recogniser_saw_a_space(ink: str, ground: str) -> None:
    characters, picture = drawn_line("the firm", ink=ink, ground=ground)
    words = words_of_line(characters, picture)
    assert [word.text for word in words] == ["the", "firm"]
    edges = [round(edge * picture.width) for word in words for edge in (word.left, word.right)]
    assert edges == pytest.approx([2, 70, 98, 190], abs=2)


def test_text_line_is_divided_at_a_space_that_the_recogniser_did_not_write() -> None:
    words = words_of_line(*drawn_line("the_firm"))
    assert [word.text for word in words] == ["the", "firm"]


def test_text_line_keeps_spaced_letters_and_narrow_digits_together() -> None:
    assert [word.text for word in words_of_line(*drawn_line("SPACED", pitch=40))] == ["SPACED"]
    assert [word.text for word in words_of_line(*drawn_line("2011", pitch=32))] == ["2011"]


def test_text_line_keeps_chinese_together_unless_a_square_is_empty() -> None:
    assert [word.text for word in words_of_line(*drawn_line("公司：编号", pitch=44))] == ["公司：编号"]
    assert [word.text for word in words_of_line(*drawn_line("公司__编号", pitch=40))] == ["公司", "编号"]


def test_text_line_without_ink_is_divided_by_its_characters() -> None:
    characters, _ = drawn_line("ab cd")
    words = words_of_line(characters, Image.new("RGB", (120, HEIGHT), "white"))
    assert [word.text for word in words] == ["ab", "cd"]
    assert all(0 <= word.left <= word.right <= 1 for word in words)


def test_text_line_of_spaces_has_no_words() -> None:
    assert words_of_line([SeenCharacter(" ", 0.5, 1.0)], Image.new("RGB", (10, 10), "white")) == []


@given(st.text(alphabet="ab公9_ ", max_size=12))
def test_text_line_loses_no_character_and_its_words_follow_each_other(cells: str) -> None:
    characters, picture = drawn_line(cells or "a")
    words = words_of_line(characters, picture)
    assert "".join(word.text for word in words) == "".join(c.text for c in characters if not c.text.isspace())
    edges = [edge for word in words for edge in (word.left, word.right)]
    assert edges == sorted(edges)
    assert all(0 <= edge <= 1 for edge in edges)


@given(
    st.sampled_from([0, 90, 180, 270]), st.integers(1, 40), st.integers(1, 40), st.integers(0, 39), st.integers(0, 39)
)
def test_rotation_back_finds_the_pixel_that_was_turned(turn: int, width: int, height: int, x: int, y: int) -> None:
    x, y = x % width, y % height
    picture = Image.new("L", (width, height), 0)
    picture.putpixel((x, y), 255)
    left, top, right, bottom = turned(picture, turn).getbbox() or (0, 0, 0, 0)
    corners = Quad(Point(left, top), Point(right, top), Point(right, bottom), Point(left, bottom))
    back = quad_back(corners, turn, picture.size)
    assert {(point.x, point.y) for point in back} == {(x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1)}
    # Read in the turned order, the corners begin again at the top left of the picture as it was.
    assert reread(back, (360 - turn) % 360)[0] == (x, y)
