"""Pictures as pages: each frame of a PNG, JPEG or TIFF becomes a PDF page with nothing but the picture on it.

So a scan that comes as a picture goes the way of a scan inside a PDF. Runs in child processes only.
"""

from __future__ import annotations

from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image, ImageOps

from corpus.errors import ErrorCode, ReadError

#: A0 paper scanned at 300 pixels an inch has 139 million.
MAX_PIXELS = 150_000_000
#: Longer side of a page, in points, when the picture does not say how large it is: that of A4 paper.
_LONG_SIDE = 842.0
#: Resolutions that scanners have, in pixels an inch; cameras write 72 into pictures of any size.
_RESOLUTIONS = (75.0, 1300.0)
#: A page may be as large as A0 paper by its own word.
_LONGEST_SIDE = 3400.0
_FORMATS = ("PNG", "JPEG", "TIFF")
_POINTS = 72.0


class PictureDocument:
    """The frames of a picture as PDF pages; each is made when it is asked for, so that many take no more room.

    Raises :class:`ReadError` with ``broken_document`` when the file is no picture.
    """

    def __init__(self, path: Path) -> None:
        try:
            self._image = Image.open(path, formats=_FORMATS)
            self._frames = int(getattr(self._image, "n_frames", 1))
        except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
            raise ReadError(ErrorCode.BROKEN_DOCUMENT, f"Opening the picture gave {type(error).__name__}.") from error
        self._open: list[pdfium.PdfDocument] = []

    def __len__(self) -> int:
        return self._frames

    def __getitem__(self, index: int) -> pdfium.PdfPage:
        """The page of a frame, counted from 0.

        Raises :class:`IndexError` beyond the last, :class:`ReadError` with ``page_failed`` for a damaged frame.
        """
        if not 0 <= index < self._frames:
            raise IndexError(index)
        picture, size = self._frame(index)
        self.close_pages()
        document = pdfium.PdfDocument.new()
        self._open.append(document)
        page = document.new_page(*size)
        image = pdfium.PdfImage.new(document)
        bitmap = pdfium.PdfBitmap.from_pil(picture)
        image.set_bitmap(bitmap)
        image.set_matrix(pdfium.PdfMatrix().scale(*size))
        page.insert_obj(image)
        page.gen_content()
        bitmap.close()
        return page

    def close_pages(self) -> None:
        """Give back what the page that was asked for last takes."""
        while self._open:
            self._open.pop().close()

    def close(self) -> None:
        """Close the file."""
        self.close_pages()
        self._image.close()

    def _frame(self, index: int) -> tuple[Image.Image, tuple[float, float]]:
        try:
            self._image.seek(index)
            width, height = self._image.size
            if width * height > MAX_PIXELS:
                detail = f"Found a picture of {width} x {height} pixels, the limit is {MAX_PIXELS} together."
                raise ReadError(ErrorCode.PAGE_FAILED, detail)
            resolution = self._image.info.get("dpi")
            picture = ImageOps.exif_transpose(self._image)
            if picture.size != (width, height) and resolution is not None:
                resolution = resolution[::-1]
            return _on_paper(picture), _points(picture.size, resolution)
        except (OSError, ValueError, SyntaxError, EOFError, ArithmeticError, LookupError) as error:
            detail = f"Page {index + 1}: reading the picture gave {type(error).__name__}."
            raise ReadError(ErrorCode.PAGE_FAILED, detail) from error


def _on_paper(picture: Image.Image) -> Image.Image:
    """The picture in grey or colour, what is transparent on white."""
    if picture.has_transparency_data:
        layered = picture.convert("RGBA")
        paper = Image.new("RGBA", layered.size, "white")
        paper.alpha_composite(layered)
        return paper.convert("RGB")
    if picture.mode.startswith("I;16") or picture.mode == "I":
        # Sixteen bits of grey: the upper eight are what can be seen.
        return picture.point(lambda value: value / 256).convert("L")
    return picture.convert("L" if picture.mode in ("1", "L") else "RGB")


def _points(pixels: tuple[int, int], resolution: object) -> tuple[float, float]:
    """Width and height of the page: by the resolution when it is one of a scanner, else like A4 paper."""
    width, height = pixels
    if isinstance(resolution, tuple) and len(resolution) == 2:  # noqa: PLR2004
        across, down = (float(value) for value in resolution)
        if _RESOLUTIONS[0] <= min(across, down) and max(across, down) <= _RESOLUTIONS[1]:
            size = width * _POINTS / across, height * _POINTS / down
            if max(size) <= _LONGEST_SIDE:
                return size
    scale = min(_LONG_SIDE / max(width, height), 1.0)
    return width * scale, height * scale
