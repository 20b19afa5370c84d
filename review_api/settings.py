"""The settings of the review server, from the caller or from the environment."""

from __future__ import annotations

import getpass
import ipaddress
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from corpus.errors import CallError, ErrorCode
from extract.recognition import OcrChoice
from ingest.limits import DEFAULT_LIMITS, Limits

_LARGEST_PORT = 65_535


def system_user() -> str:
    """The name of the person at this machine, ``reviewer`` where the operating system does not know one."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "reviewer"


def is_loopback(host: str) -> bool:
    """Whether ``host`` is a name or an address that only this machine can reach."""
    bare = host.strip("[]").rstrip(".").lower()
    if bare == "localhost":
        return True
    try:
        return ipaddress.ip_address(bare.partition("%")[0]).is_loopback
    except ValueError:
        return False


@dataclass(frozen=True, kw_only=True, slots=True)
class Settings:
    """What a review server is started with.

    Raises :class:`CallError` with ``setting_invalid`` when a value cannot be used.
    """

    #: Folder of database and blobs; made when it is not there, readable by its owner only.
    data_dir: Path
    host: str = "127.0.0.1"
    port: int = 8000
    #: Name under which the page session decides.
    reviewer: str = field(default_factory=system_user)
    limits: Limits = DEFAULT_LIMITS
    #: SQLAlchemy URL; empty for SQLite inside ``data_dir``.
    database_url: str = ""
    #: Child processes that read documents.
    workers: int = 2
    #: Engine that reads pages without a usable text layer.
    ocr: OcrChoice = OcrChoice.AUTO

    def __post_init__(self) -> None:
        if not 0 <= self.port <= _LARGEST_PORT:
            raise CallError(ErrorCode.SETTING_INVALID, f"Found port {self.port}, expected 0 to {_LARGEST_PORT}.")
        if self.workers < 1:
            raise CallError(ErrorCode.SETTING_INVALID, f"Found {self.workers} workers, expected at least 1.")
        if not self.reviewer.strip():
            raise CallError(ErrorCode.SETTING_INVALID, "Found an empty reviewer, expected a name.")

    @property
    def url(self) -> str:
        """SQLAlchemy URL of the database."""
        return self.database_url or f"sqlite:///{self.database_file}"

    @property
    def database_file(self) -> Path:
        """Where the SQLite database lies while no other database is named."""
        return self.data_dir.resolve() / "assay.sqlite3"

    @property
    def listens_on_loopback(self) -> bool:
        """Whether only this machine can reach the server, so that the page may work without a log-in."""
        return is_loopback(self.host)


def settings_from_environment(environment: Mapping[str, str] = os.environ) -> Settings:
    """Settings from the variables ``ASSAY_*``; what is not set has its default.

    Raises :class:`CallError` with ``setting_invalid`` when a value cannot be used.
    """
    return Settings(
        data_dir=Path(environment.get("ASSAY_DATA_DIR", "assay-data")),
        host=environment.get("ASSAY_HOST", "127.0.0.1"),
        port=_whole_number(environment, "ASSAY_PORT", 8000),
        reviewer=environment.get("ASSAY_REVIEWER") or system_user(),
        limits=Limits(
            max_file_bytes=_whole_number(environment, "ASSAY_MAX_FILE_BYTES", DEFAULT_LIMITS.max_file_bytes),
            max_pack_bytes=_whole_number(environment, "ASSAY_MAX_PACK_BYTES", DEFAULT_LIMITS.max_pack_bytes),
            max_files=_whole_number(environment, "ASSAY_MAX_FILES", DEFAULT_LIMITS.max_files),
        ),
        database_url=environment.get("ASSAY_DATABASE_URL", ""),
        workers=_whole_number(environment, "ASSAY_WORKERS", 2),
        ocr=_ocr(environment),
    )


def _ocr(environment: Mapping[str, str]) -> OcrChoice:
    text = environment.get("ASSAY_OCR") or OcrChoice.AUTO
    try:
        return OcrChoice(text)
    except ValueError as error:
        detail = f"Found ASSAY_OCR='{text}', expected {', '.join(OcrChoice)}."
        raise CallError(ErrorCode.SETTING_INVALID, detail) from error


def _whole_number(environment: Mapping[str, str], name: str, default: int) -> int:
    text = environment.get(name, "")
    if not text:
        return default
    if not (text.isascii() and text.isdigit()):
        raise CallError(ErrorCode.SETTING_INVALID, f"Found {name}='{text}', expected a whole number.")
    return int(text)
