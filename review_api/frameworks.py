"""The frameworks that packs can be judged by."""

from __future__ import annotations

from corpus.catalogue import framework_ids, load_framework
from corpus.errors import CorpusError, ErrorCode, ReviewError
from corpus.framework import Framework
from review_api.permissions import Permission, Principal
from review_api.records import FrameworkList, FrameworkSummary


def list_frameworks(principal: Principal) -> FrameworkList:
    """Every framework, sorted by id."""
    principal.require(Permission.READ)
    frameworks = [load_framework(framework) for framework in framework_ids()]
    return FrameworkList(
        items=tuple(
            FrameworkSummary(id=one.id, name=one.name, version=one.version, criteria=len(one.criteria))
            for one in frameworks
        )
    )


def show_framework(principal: Principal, framework: str) -> Framework:
    """The whole text of one framework. Raises :class:`ReviewError` with ``not_found``."""
    principal.require(Permission.READ)
    try:
        return load_framework(framework)
    except CorpusError as error:
        if error.code is ErrorCode.FRAMEWORK_UNKNOWN:
            raise ReviewError(ErrorCode.NOT_FOUND, error.detail) from error
        raise
