"""The settings of the review server, from the caller or from the environment."""

from __future__ import annotations

import getpass
import ipaddress
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from corpus.errors import CallError, ErrorCode
from extract.recognition import OcrChoice
from ingest.limits import DEFAULT_LIMITS, Limits
from review_api.permissions import Role

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
class ProviderSettings:
    """An OpenID Connect provider. Raises :class:`CallError` with ``setting_invalid`` when a value cannot be used."""

    #: Its configuration lies at ``ISSUER/.well-known/openid-configuration``.
    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    #: Role of people who sign in for the first time; empty when an admin must have made their account.
    role: str = ""

    def __post_init__(self) -> None:
        if not _is_origin(self.issuer, path=True):
            detail = f"Found the issuer '{self.issuer}', expected https://NAME."
            raise CallError(ErrorCode.SETTING_INVALID, detail)
        if not self.client_id or not self.client_secret:
            raise CallError(ErrorCode.SETTING_INVALID, "The provider needs a client id and a client secret.")
        if self.role and self.role not in list(Role):
            raise CallError(ErrorCode.SETTING_INVALID, f"Found role '{self.role}', expected one of: {', '.join(Role)}.")


@dataclass(frozen=True, kw_only=True, slots=True)
class Settings:
    """What a review server is started with.

    Raises :class:`CallError` with ``setting_invalid`` when a value cannot be used.
    """

    #: Folder of database and blobs; made when it is not there, readable by its owner only.
    data_dir: Path
    host: str = "127.0.0.1"
    port: int = 8000
    #: Name of the admin that the first start makes.
    reviewer: str = field(default_factory=system_user)
    limits: Limits = DEFAULT_LIMITS
    #: SQLAlchemy URL; empty for SQLite inside ``data_dir``.
    database_url: str = ""
    #: Child processes that read documents.
    workers: int = 2
    #: Engine that reads pages without a usable text layer.
    ocr: OcrChoice = OcrChoice.AUTO
    #: Address under which people reach the server when a proxy stands before it, such as ``https://assay.example``.
    public_url: str = ""
    #: Identity provider by which people may sign in as well.
    provider: ProviderSettings | None = None

    def __post_init__(self) -> None:
        if self.public_url and not _is_origin(self.public_url):
            detail = f"Found the public URL '{self.public_url}', expected https://NAME, or http://localhost."
            raise CallError(ErrorCode.SETTING_INVALID, detail)
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
        """Whether only this machine can reach the server."""
        return is_loopback(self.host)

    @property
    def address(self) -> str:
        """Where people open the pages, without a slash at the end."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return self.public_url or f"http://{host}:{self.port}"

    @property
    def cookies_need_https(self) -> bool:
        """Whether browsers may send the session over HTTPS only: always, but on this machine itself."""
        return self.public_url.startswith("https:") or not self.listens_on_loopback


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
        public_url=environment.get("ASSAY_PUBLIC_URL", "").rstrip("/"),
        provider=_provider(environment),
    )


def _provider(environment: Mapping[str, str]) -> ProviderSettings | None:
    issuer = environment.get("ASSAY_OIDC_ISSUER", "")
    if not issuer:
        return None
    return ProviderSettings(
        issuer=issuer.rstrip("/"),
        client_id=environment.get("ASSAY_OIDC_CLIENT_ID", ""),
        client_secret=environment.get("ASSAY_OIDC_CLIENT_SECRET", ""),
        role=environment.get("ASSAY_OIDC_ROLE", ""),
    )


def _is_origin(url: str, *, path: bool = False) -> bool:
    """Whether it is an address over HTTPS, or over HTTP on this machine, of nothing but scheme, host and port."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return False
    secure = parts.scheme == "https" or (parts.scheme == "http" and is_loopback(host))
    bare = not (parts.query or parts.fragment or parts.username) and (path or parts.path == "")
    return secure and bool(host) and bare


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
