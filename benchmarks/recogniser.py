"""Engines that read a picture of one line of text, for checking where quotes stand."""

from __future__ import annotations

import io
import shutil
import subprocess
from functools import cached_property
from importlib.util import find_spec
from typing import TYPE_CHECKING, Protocol

import numpy as np

from benchmarks.process_tree import BenchmarkError

if TYPE_CHECKING:
    from PIL.Image import Image
    from rapidocr import RapidOCR

#: Seconds for one line.
_TIMEOUT = 30


class Recogniser(Protocol):
    """Reads one line."""

    @property
    def name(self) -> str:
        """What it is called on the page of results."""
        ...

    def read(self, line: Image) -> str:
        """The text of a picture with one line of text; empty when it sees none."""
        ...


class RapidOcr:
    """RapidOCR with the models that come in its package, recognition alone: the box says where the line is."""

    name = "rapidocr"

    @cached_property
    def _engine(self) -> RapidOCR:
        from rapidocr import RapidOCR  # noqa: PLC0415

        # Unsure readings count as well: a wrong one lowers the similarity by itself.
        return RapidOCR(params={"Global.log_level": "critical", "Global.text_score": 0.0})

    def read(self, line: Image) -> str:
        """As :meth:`Recogniser.read`."""
        pixels = np.asarray(line.convert("RGB"))[:, :, ::-1]
        result = self._engine(np.ascontiguousarray(pixels), use_det=False, use_cls=False, use_rec=True)
        return " ".join(result.txts or ())  # type: ignore[union-attr]


class Tesseract:
    """The tesseract command, on a picture taken as one line."""

    name = "tesseract"

    def read(self, line: Image) -> str:
        """As :meth:`Recogniser.read`."""
        buffer = io.BytesIO()
        line.convert("L").save(buffer, format="PNG", dpi=(200, 200))
        command = ["tesseract", "stdin", "stdout", "--psm", "7", "-l", "eng"]
        done = subprocess.run(command, input=buffer.getvalue(), capture_output=True, check=False, timeout=_TIMEOUT)
        return done.stdout.decode("utf-8", errors="replace").strip()


def recogniser(name: str = "") -> Recogniser:
    """The engine of that name; without a name the better one that is there.

    Raises :class:`BenchmarkError` when it is not there.
    """
    found: dict[str, Recogniser] = {}
    if find_spec("rapidocr") and find_spec("onnxruntime"):
        found[RapidOcr.name] = RapidOcr()
    if shutil.which("tesseract"):
        found[Tesseract.name] = Tesseract()
    if name and name in found:
        return found[name]
    if name or not found:
        missing = name or "engine of character recognition"
        raise BenchmarkError(f"Found no {missing}: install rapidocr and onnxruntime, or tesseract.")
    return next(iter(found.values()))
