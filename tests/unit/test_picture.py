"""Pictures as pages: upright, of a sensible size, frame by frame, and never larger than memory."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from test_office import source

from corpus.errors import ErrorCode, ReadError
from extract import picture
from extract.document import PageStatus
from extract.picture import PictureDocument
from extract.reader import Reader

BLACK_TOP = (0, 0, 100, 40)


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader(workers=1) as made:
        yield made


def marked(size: tuple[int, int] = (600, 800), mode: str = "RGB") -> Image.Image:
    """A white picture that is black in its top left corner."""
    made = Image.new(mode, size, "white")
    made.paste(0 if mode in ("1", "L") else "black", BLACK_TOP)
    return made


def is_upright(png: bytes) -> bool:
    drawn = Image.open(io.BytesIO(png)).convert("L")
    width, height = drawn.size
    return drawn.getpixel((width // 100, height // 100)) < 60 < drawn.getpixel((width - 3, height - 3))


@pytest.mark.parametrize(("name", "mode"), [("a.png", "RGB"), ("a.png", "1"), ("a.jpg", "RGB"), ("a.tif", "L")])
def test_picture_is_a_page_that_can_be_drawn(tmp_path: Path, reader: Reader, name: str, mode: str) -> None:
    path = tmp_path / name
    marked(mode=mode).save(path, dpi=(100, 100))
    document = reader.read(source(path))
    assert document.error is None
    (page,) = document.pages
    assert (page.width, page.height) == (pytest.approx(432, abs=0.1), pytest.approx(576, abs=0.1))
    assert page.status in {PageStatus.IMAGE_ONLY, PageStatus.OCR}
    assert is_upright(reader.page_image(path, document.media_type or "", 1, scale=1.0))


def test_picture_of_many_frames_has_as_many_pages(tmp_path: Path, reader: Reader) -> None:
    path = tmp_path / "fax.tiff"
    frames = [marked((600, 800)), marked((800, 600)), Image.new("RGB", (600, 800), "white")]
    frames[0].save(path, save_all=True, append_images=frames[1:], dpi=(72, 72))
    document = reader.read(source(path))
    assert [page.width > page.height for page in document.pages] == [False, True, False]
    assert document.pages[2].status is PageStatus.EMPTY
    assert is_upright(reader.page_image(path, "image/tiff", 2, scale=1.0))


def test_picture_turned_by_the_camera_stands_upright(tmp_path: Path, reader: Reader) -> None:
    path = tmp_path / "photo.jpg"
    exif = Image.Exif()
    exif[0x0112] = 6
    marked().transpose(Image.Transpose.ROTATE_90).save(path, exif=exif, dpi=(72, 72))
    document = reader.read(source(path))
    assert document.pages[0].width < document.pages[0].height
    assert is_upright(reader.page_image(path, "image/jpeg", 1, scale=1.0))


def test_picture_that_is_transparent_lies_on_white(tmp_path: Path, reader: Reader) -> None:
    path = tmp_path / "a.png"
    Image.new("RGBA", (200, 200), (0, 0, 0, 0)).save(path)
    assert reader.read(source(path)).pages[0].status is PageStatus.EMPTY


@pytest.mark.parametrize(
    ("pixels", "resolution", "points"),
    [
        ((2480, 3508), (300.0, 300.0), (595.2, 841.9)),
        ((4000, 3000), (72.0, 72.0), (842.0, 631.5)),
        ((4000, 3000), None, (842.0, 631.5)),
        ((400, 300), (1.0, 1.0), (400.0, 300.0)),
        ((1728, 1100), (204.0, 98.0), (609.9, 808.2)),
    ],
)
def test_picture_size_comes_from_scanners_not_from_cameras(
    tmp_path: Path, pixels: tuple[int, int], resolution: tuple[float, float] | None, points: tuple[float, float]
) -> None:
    path = tmp_path / "a.png"
    Image.new("L", pixels, "white").save(path, **({"dpi": resolution} if resolution else {}))
    document = PictureDocument(path)
    page = document[0]
    assert page.get_size() == (pytest.approx(points[0], abs=0.2), pytest.approx(points[1], abs=0.2))
    page.close()
    document.close()


def test_picture_too_large_or_damaged_is_a_named_fault(
    tmp_path: Path, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.png"
    marked().save(path)
    whole = path.read_bytes()
    path.write_bytes(whole[:200])
    (page,) = reader.read(source(path)).pages
    assert page.error is not None
    assert page.error.code is ErrorCode.PAGE_FAILED
    path.write_bytes(whole[:20])
    error = reader.read(source(path)).error
    assert error is not None
    assert error.code is ErrorCode.BROKEN_DOCUMENT
    path.write_bytes(whole)
    monkeypatch.setattr(picture, "MAX_PIXELS", 1000)
    document = PictureDocument(path)
    with pytest.raises(ReadError, match="600 x 800"):
        document[0]
    document.close()
