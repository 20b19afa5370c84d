"""Mails as Outlook saves them ([MS-OXMSG]), put into the form in which they travel. Runs in child processes only."""

from __future__ import annotations

import struct
from datetime import UTC, datetime, timedelta
from email import policy
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

import olefile

from ingest.decoding import decoded

#: Numbers of properties, [MS-OXPROPS].
_SUBJECT, _BODY, _MARKUP, _RICH_TEXT = 0x0037, 0x1000, 0x1013, 0x1009
_SENDER, _SENDER_ADDRESS, _TO, _CC, _SENT = 0x0C1A, 0x0C1F, 0x0E04, 0x0E03, 0x0039
_CONTENT, _LONG_NAME, _SHORT_NAME, _SHOWN_NAME = 0x3701, 0x3707, 0x3704, 0x3001
#: Types of properties: text in UTF-16, text in an encoding of the sender, bytes, a storage, a time.
_UNICODE, _ENCODED, _BYTES, _STORAGE, _TIME = 0x001F, 0x001E, 0x0102, 0x000D, 0x0040
_ATTACHED = "__attach_version1.0_#"
_FIXED = "__properties_version1.0"
#: Bytes before the entries of the stream of fixed properties: of the mail itself, and of one that is attached.
_HEAD, _INNER_HEAD = 32, 24
_ENTRY = struct.Struct("<HHIQ")
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)
_TICKS_PER_MICROSECOND = 10
#: Mails inside mails inside mails; the limits of the pack end sooner.
_MAX_NESTING = 20
#: What stands for a text that only Outlook can read.
_NO_TEXT = "[The text of this mail is stored as compressed RTF only, which was not read.]"


def message_of(path: Path) -> EmailMessage:
    """The mail in a file. Raises :class:`OSError` or :class:`ValueError` when it is damaged."""
    with olefile.OleFileIO(str(path)) as container:
        return _Storage(container, (), _HEAD).message(0)


class _Storage:
    """A mail, or what is attached to it, in its container."""

    def __init__(self, container: olefile.OleFileIO, place: tuple[str, ...], head: int) -> None:
        self._container = container
        self._place = place
        self._head = head

    def message(self, depth: int) -> EmailMessage:
        message = EmailMessage(policy=policy.default)
        sender, address = self._text(_SENDER), self._text(_SENDER_ADDRESS)
        fields = {
            "Subject": self._text(_SUBJECT),
            "From": f"{sender} <{address}>" if sender and "@" in address else sender or address,
            "To": self._text(_TO),
            "Cc": self._text(_CC),
            "Date": self._sent(),
        }
        for name, value in fields.items():
            _set(message, name, " ".join(value.split()))
        body = self._text(_BODY)
        markup = self._text(_MARKUP)
        if not body.strip() and not markup.strip() and self._has(_RICH_TEXT, _BYTES):
            body = _NO_TEXT
        message.set_content(body, cte="base64")
        if markup:
            message.add_alternative(markup, subtype="html", cte="base64")
        for name in self._children():
            if name.startswith(_ATTACHED):
                self._attach(message, _Storage(self._container, (*self._place, name), 0), depth)
        return message

    def _attach(self, message: EmailMessage, attached: _Storage, depth: int) -> None:
        name = attached._text(_LONG_NAME) or attached._text(_SHORT_NAME) or attached._text(_SHOWN_NAME)
        name = " ".join(name.split()) or "attachment"
        inner = f"__substg1.0_{_CONTENT:04X}{_STORAGE:04X}"
        if inner in attached._children() and depth < _MAX_NESTING:
            place = (*attached._place, inner)
            if self._container.exists([*place, _FIXED]):
                letter = _Storage(self._container, place, _INNER_HEAD).message(depth + 1)
                message.add_attachment(letter, filename=name if name.endswith(".eml") else f"{name}.eml")
                return
        content = attached._bytes(_CONTENT, _BYTES)
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)

    def _children(self) -> list[str]:
        depth = len(self._place)
        found = (path for path in self._container.listdir(streams=True, storages=True) if len(path) == depth + 1)
        return [path[-1] for path in found if tuple(path[:-1]) == self._place]

    def _path(self, number: int, kind: int) -> list[str]:
        return [*self._place, f"__substg1.0_{number:04X}{kind:04X}"]

    def _has(self, number: int, kind: int) -> bool:
        return bool(self._container.exists(self._path(number, kind)))

    def _bytes(self, number: int, kind: int) -> bytes:
        if not self._has(number, kind):
            return b""
        with self._container.openstream(self._path(number, kind)) as stream:
            return bytes(stream.read())

    def _text(self, number: int) -> str:
        text = self._bytes(number, _UNICODE).decode("utf-16-le", "replace")
        return (text or decoded(self._bytes(number, _ENCODED) or self._bytes(number, _BYTES))).replace("\x00", "")

    def _sent(self) -> str:
        """When it was sent; empty when it does not say."""
        path = [*self._place, _FIXED]
        if not self._container.exists(path):
            return ""
        with self._container.openstream(path) as stream:
            entries = bytes(stream.read())[self._head :]
        for kind, number, _, ticks in _ENTRY.iter_unpack(entries[: len(entries) // _ENTRY.size * _ENTRY.size]):
            if (number, kind) == (_SENT, _TIME):
                try:
                    return format_datetime(_EPOCH + timedelta(microseconds=ticks // _TICKS_PER_MICROSECOND))
                except OverflowError:
                    return ""
        return ""


def _set(message: EmailMessage, name: str, value: str) -> None:
    if value:
        try:
            message[name] = value
        except (ValueError, LookupError, AttributeError):
            # It is not of the form that mails ask of this field; the subject of a mail may be anything.
            message[f"X-Read-{name}"] = value
