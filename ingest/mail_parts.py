"""The parts of a mail (RFC 5322, MIME): its fields, its text, and what is attached. Runs in child processes only."""

from __future__ import annotations

from collections.abc import Iterator
from email import message_from_binary_file, policy
from email.errors import MessageError
from email.message import EmailMessage
from pathlib import Path
from typing import NamedTuple, cast

from ingest.decoding import decoded

#: What the standard library raises over damaged fields and parts.
_FAULTS = (MessageError, ValueError, LookupError, AttributeError, TypeError)
_MAIL = "message/rfc822"


class Attached(NamedTuple):
    """A file that lies inside another one."""

    #: As it is named there; not yet safe.
    name: str
    content: bytes


def message_of(path: Path) -> EmailMessage:
    """The mail in a file. Raises :class:`OSError` when it cannot be read."""
    with path.open("rb") as stream:
        return message_from_binary_file(stream, policy=policy.default)


def field(message: EmailMessage, name: str) -> str:
    """The value of a field on one line, empty when the mail has none."""
    try:
        value = message.get(name, "")
    except _FAULTS:
        # The field is not of the form that its name asks for; what stands there is shown as it is.
        value = next((raw for key, raw in message.raw_items() if key.lower() == name.lower()), "")
    return " ".join(str(value).split())


def bodies(message: EmailMessage) -> tuple[str, str]:
    """The plain and the formatted text; either may be empty."""
    plain, formatted = (_body(message, kind) for kind in ("plain", "html"))
    return _text(plain), _text(formatted)


def attached_names(message: EmailMessage) -> list[str]:
    """The names of what is attached, in order."""
    return [_name(part, number) for number, part in enumerate(_attached(message), start=1)]


def attachments(message: EmailMessage) -> Iterator[Attached]:
    """Everything in a mail that is not its text: attached files and mails, pictures inside the text, further texts."""
    for number, part in enumerate(_attached(message), start=1):
        if part.get_content_type() == _MAIL:
            inner = part.get_payload()
            first = inner[0] if isinstance(inner, list) and inner else None
            content = first.as_bytes() if isinstance(first, EmailMessage) else b""
        else:
            payload = part.get_payload(decode=True)
            content = payload if isinstance(payload, bytes) else b""
        yield Attached(_name(part, number), content)


def _attached(message: EmailMessage) -> list[EmailMessage]:
    texts = [part for part in (_body(message, "plain"), _body(message, "html")) if part is not None]
    found: list[EmailMessage] = []
    left = [message]
    while left:
        part = left.pop()
        inner = part.get_payload()
        if part.is_multipart() and part.get_content_type() != _MAIL and isinstance(inner, list):
            left.extend(cast(list[EmailMessage], inner)[::-1])
        elif not any(part is text for text in texts) and (part is not message or inner):
            found.append(part)
    return found


def _body(message: EmailMessage, kind: str) -> EmailMessage | None:
    try:
        return cast("EmailMessage | None", message.get_body((kind,)))
    except _FAULTS:
        return None


def _text(part: EmailMessage | None) -> str:
    if part is None:
        return ""
    payload = part.get_payload(decode=True)
    return decoded(payload, part.get_content_charset()) if isinstance(payload, bytes) else ""


def _name(part: EmailMessage, number: int) -> str:
    try:
        name = part.get_filename()
    except _FAULTS:
        name = None
    if name:
        return name
    return f"part-{number}.{'eml' if part.get_content_type() == _MAIL else part.get_content_subtype()}"
