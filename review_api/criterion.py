"""Criteria as they are judged: their names, and what a decision keeps of the version that was in sight."""

from __future__ import annotations

import hashlib
import json

from corpus.catalogue import load_framework
from corpus.errors import CorpusError
from corpus.framework import Criterion


def judged_version(framework: str, number: str) -> tuple[str | None, str | None]:
    """Version of the framework and sha256 of the text of a criterion, as a decision keeps them.

    Both are ``None`` where the catalogue of today has no such criterion any more.
    """
    found = criteria(framework).get(number)
    if found is None:
        return None, None
    text = json.dumps(found.model_dump(mode="json"), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return load_framework(framework).version, hashlib.sha256(text.encode()).hexdigest()


def criterion_name(framework: str, number: str) -> str:
    """The name of a criterion, or its bare number where the catalogue of today has no such criterion any more."""
    found = criteria(framework).get(number)
    return found.name if found else number


def criteria(framework: str) -> dict[str, Criterion]:
    """Criteria by number; empty where the catalogue of today has no such framework any more."""
    try:
        found = load_framework(framework)
    except CorpusError:
        return {}
    return {str(criterion.number): criterion for criterion in found.criteria}
