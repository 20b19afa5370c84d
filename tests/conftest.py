"""What every test gets: no network, the switch that regenerates golden files, encoders that are loaded once."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from classify.suggest import Suggester
    from models.encoder import Encoder

#: Tells skipped tests by reason; gives tests a database on each system.
pytest_plugins = ["skips", "databases"]

GOLDEN = Path(__file__).parent / "golden"

#: Names of this machine; anything else would have to be looked up over the network.
LOOPBACK_NAMES = frozenset({"", "localhost", "localhost.localdomain", "testserver"})


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="Write the golden files anew instead of comparing with them; review the difference like code.",
    )


def is_loopback(address: object) -> bool:
    """Whether a socket address stays on this machine: a Unix socket path, or a loopback host with a port."""
    if isinstance(address, str | bytes):
        return True
    if not isinstance(address, tuple) or not address:
        return False
    host = str(address[0])
    if host in LOOPBACK_NAMES:
        return True
    try:
        return ipaddress.ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        return False


@pytest.fixture(autouse=True)
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    """Assay downloads nothing at run time, so a test that leaves this machine shows a fault."""
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.setenv("TRANSFORMERS_OFFLINE", "1")

    def guarded(method: Callable[..., Any], position: int) -> Callable[..., Any]:
        def call(*arguments: Any) -> Any:
            if not is_loopback(arguments[position]):
                message = f"test tried to reach {arguments[position]!r}: tests run offline"
                raise OSError(message)
            return method(*arguments)

        return call

    for name in ("connect", "connect_ex", "sendto"):
        # The address is the last positional argument of each of the three.
        monkeypatch.setattr(socket.socket, name, guarded(getattr(socket.socket, name), -1))

    look_up = socket.getaddrinfo

    def local_look_up(host: str | bytes | None, *arguments: Any, **settings: Any) -> Any:
        name = host.decode() if isinstance(host, bytes) else host or ""
        if not is_loopback((name,)):
            message = f"test tried to look up {name!r}: tests run offline"
            raise OSError(message)
        return look_up(host, *arguments, **settings)

    monkeypatch.setattr(socket, "getaddrinfo", local_look_up)


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str | Path, str], None]:
    """A comparison of text with a golden file; with ``--update-golden`` it writes the file instead.

    The name is relative to tests/golden; an absolute path stands for itself, for documentation made from the code.
    """

    def compare(name: str | Path, text: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
            return
        assert path.exists(), f"{path.name} is not there: run pytest --update-golden and review it"
        assert text == path.read_text(encoding="utf-8"), (
            f"{path.name} differs: run pytest --update-golden and review it"
        )

    return compare


@pytest.fixture(scope="session")
def encoders() -> dict[str, Encoder]:
    """Both encoders under their class names, loaded once for all tests."""
    from models.minilm import MiniLM
    from models.use import UniversalSentenceEncoder

    return {"MiniLM": MiniLM(), "UniversalSentenceEncoder": UniversalSentenceEncoder()}


@pytest.fixture(params=["MiniLM", "UniversalSentenceEncoder"])
def encoder(request: pytest.FixtureRequest, encoders: dict[str, Encoder]) -> Encoder:
    """Each of the encoders in turn."""
    return encoders[request.param]


@pytest.fixture(scope="session")
def suggester(encoders: dict[str, Encoder]) -> Suggester:
    """The suggester for rra-2 with the real encoders, loaded once for all tests."""
    from classify import suggest

    with pytest.MonkeyPatch.context() as patch:
        for name, encoder in encoders.items():
            patch.setattr(suggest, name, lambda encoder=encoder: encoder)
        return suggest.load_suggester("rra-2")
