"""The JSON form of a declaration with its warnings; docs/interfaces.md describes it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from classify.declaration_check import DeclarationFault, check_declaration
from extract.declaration import Declaration
from extract.document import Fault
from extract.json_form import fault_json

SCHEMA_VERSION = 1


def declaration_line(
    file: str, declaration: Declaration | None, *, as_of: date, error: Fault | None = None
) -> dict[str, Any]:
    """One line for one file, whether or not it holds a declaration."""
    faults: Sequence[DeclarationFault] = () if declaration is None else check_declaration(declaration, as_of)
    return {
        "schema_version": SCHEMA_VERSION,
        "file": file,
        "error": fault_json(error),
        "is_declaration": declaration is not None,
        "declaration": None if declaration is None else _body(declaration),
        "warnings": [asdict(fault) for fault in faults],
    }


def _body(declaration: Declaration) -> dict[str, Any]:
    body = asdict(declaration)
    # Copied from the template's own list, no word of the supplier.
    del body["known"]
    effective = declaration.effective
    return {**body, "effective_date": None if effective is None else effective.isoformat()}
