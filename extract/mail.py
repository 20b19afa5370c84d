"""Reads mails into elements: who wrote to whom and when, then the text. Runs in child processes only.

What is attached comes in as files of its own, see :mod:`ingest.attachment`; here it is named.
"""

from __future__ import annotations

from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

from extract.element import Element, Gap, Text
from extract.passage import PassageKind
from extract.plain_text import elements_of_plain
from extract.web_page import elements_of_markup
from ingest import mail_parts, outlook

_PLACE = "mail body"
_FIELDS = ("From", "To", "Cc", "Date")


def elements_of_mail(path: Path) -> Iterator[Element]:
    """A mail as it travels."""
    yield from _elements(mail_parts.message_of(path))


def elements_of_outlook(path: Path) -> Iterator[Element]:
    """A mail as Outlook saves it."""
    yield from _elements(outlook.message_of(path))


def _elements(message: EmailMessage) -> Iterator[Element]:
    subject = mail_parts.field(message, "Subject")
    if subject:
        yield Text(text=subject, kind=PassageKind.HEADING, locator="mail subject", level=0)
    for name in _FIELDS:
        value = mail_parts.field(message, name)
        if value:
            yield Text(text=f"{name}: {value}", kind=PassageKind.PROSE, locator=f"mail header {name}")
    # A person reads the formatted text where there is one, so that is what is read.
    text, markup = mail_parts.bodies(message)
    body = tuple(elements_of_markup(markup, place=_PLACE))
    yield from body
    if not any(isinstance(element, Text) and not element.hidden for element in body):
        yield from elements_of_plain(text, place=_PLACE)
    for name in mail_parts.attached_names(message):
        yield Gap(note=f"Attached: {name}, a document of its own")
