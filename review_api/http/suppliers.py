"""Routes of suppliers and their sites."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from corpus.framework import SiteType
from review_api import suppliers
from review_api.cursor import DEFAULT_LIMIT
from review_api.http.access import Caller, Cursor, Id, Limit, TheOffice
from review_api.http.problem import problems
from review_api.records import Slice, SupplierRecord
from review_api.suppliers import MAX_NAME, SiteDraft

router = APIRouter(tags=["suppliers"])

Name = Annotated[str, Field(min_length=1, max_length=MAX_NAME)]


class SupplierRequest(BaseModel):
    """A supplier as it is told."""

    model_config = ConfigDict(extra="forbid")

    name: Name


class SiteRequest(BaseModel):
    """A site as it is told."""

    model_config = ConfigDict(extra="forbid")

    name: Name
    role: SiteType
    country: Annotated[str, Field(max_length=2, description="ISO 3166 alpha-2; empty when it is not known.")] = ""
    metals: Annotated[tuple[Name, ...], Field(max_length=50)] = ()


@router.post(
    "/suppliers",
    status_code=HTTPStatus.CREATED,
    summary="Make a supplier",
    responses=problems(HTTPStatus.CONFLICT),
)
def create_supplier(request: SupplierRequest, office: TheOffice, caller: Caller) -> SupplierRecord:
    """A supplier without sites; 409 `name_taken` when there is one of that name."""
    with office.database.write() as session:
        return suppliers.create_supplier(session, caller, name=request.name)


@router.get("/suppliers", summary="List suppliers", responses=problems())
def list_suppliers(
    office: TheOffice, caller: Caller, cursor: Cursor = "", limit: Limit = DEFAULT_LIMIT
) -> Slice[SupplierRecord]:
    """The suppliers that the caller may see, by name."""
    with office.database.read() as session:
        return suppliers.list_suppliers(session, caller, cursor=cursor, limit=limit)


@router.get("/suppliers/{supplier}", summary="Show a supplier", responses=problems(HTTPStatus.NOT_FOUND))
def show_supplier(supplier: Id, office: TheOffice, caller: Caller) -> SupplierRecord:
    """One supplier with its sites."""
    with office.database.read() as session:
        return suppliers.show_supplier(session, caller, supplier)


@router.post(
    "/suppliers/{supplier}/sites",
    status_code=HTTPStatus.CREATED,
    summary="Add a site to a supplier",
    responses=problems(HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT),
)
def add_site(supplier: Id, request: SiteRequest, office: TheOffice, caller: Caller) -> SupplierRecord:
    """The supplier with its new site; 409 `name_taken` when it has one of that name."""
    draft = SiteDraft(name=request.name, role=request.role, country=request.country, metals=request.metals)
    with office.database.write() as session:
        return suppliers.add_site(session, caller, supplier, draft)
