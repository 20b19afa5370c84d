"""Routes of frameworks."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import APIRouter

from corpus.framework import Framework
from review_api import frameworks
from review_api.http.access import Caller, Id
from review_api.http.problem import problems
from review_api.records import FrameworkList

router = APIRouter(tags=["frameworks"])


@router.get("/frameworks", summary="List frameworks", responses=problems())
def list_frameworks(caller: Caller) -> FrameworkList:
    """The frameworks that a pack can be judged by."""
    return frameworks.list_frameworks(caller)


@router.get("/frameworks/{framework}", summary="Show a framework", responses=problems(HTTPStatus.NOT_FOUND))
def show_framework(framework: Id, caller: Caller) -> Framework:
    """Every criterion with intent, evidence, near-misses, contradictions and terms."""
    return frameworks.show_framework(caller, framework)
