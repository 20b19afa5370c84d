"""What a figure was measured on: processor, memory, versions."""

from __future__ import annotations

import platform
import re
from collections.abc import Sequence
from importlib.metadata import distributions
from pathlib import Path

import psutil

_GIBIBYTE = 1024**3


def machine_in_words() -> str:
    """Processor model, cores, memory and operating system, in one line."""
    memory = psutil.virtual_memory().total / _GIBIBYTE
    return (
        f"{_processor()}, {psutil.cpu_count()} cores, {memory:.0f} GiB, "
        f"{platform.system()} {platform.machine()}, Python {platform.python_version()}"
    )


def versions_in_words(packages: Sequence[str]) -> str:
    """The versions of those packages that are installed, in one line."""
    installed = {distribution.name.lower(): distribution.version for distribution in distributions()}
    return ", ".join(f"{package} {installed[package]}" for package in packages if package in installed)


def _processor() -> str:
    """The model and, where the system tells it, family and model number: providers hide the rest of the name."""
    try:
        text = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return platform.processor() or "unknown processor"
    parts = dict(re.findall(r"^(model name|cpu family|model)\s*: (.+)$", text, flags=re.MULTILINE))
    name = parts.get("model name", "unknown processor")
    return f"{name} (family {parts.get('cpu family', '?')}, model {parts.get('model', '?')})"
