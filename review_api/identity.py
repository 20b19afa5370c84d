"""Identifiers of things whose content does not define them, and of suggestions, whose content does."""

from __future__ import annotations

import hashlib
import json
import secrets
import time
import uuid

_VERSION_7 = 0x7
_VARIANT_RFC = 0b10


def new_id() -> str:
    """A UUID version 7: it sorts by the millisecond in which it was made, and cannot be guessed from another."""
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds & (1 << 48) - 1) << 80
    value |= _VERSION_7 << 76
    value |= secrets.randbits(12) << 64
    value |= _VARIANT_RFC << 62
    value |= secrets.randbits(62)
    return str(uuid.UUID(int=value))


def suggestion_id(*, pack: str, passage: str, framework: str, criterion: str) -> str:
    """The content hash of a suggestion: processing the same pack again gives the same ids, so decisions keep hold."""
    encoded = json.dumps([pack, passage, framework, criterion], ensure_ascii=False, separators=(",", ":")).encode()
    return hashlib.sha256(encoded).hexdigest()
