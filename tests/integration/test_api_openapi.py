"""The described interface: a snapshot, its documentation, and what every operation must say."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from review_stand import REVIEWER, stand_in_stages

from corpus.errors import ErrorCode
from review_api.app import create_app
from review_api.permissions import GRANTS, Permission, Role
from review_api.settings import Settings

API_DOCUMENT = Path(__file__).parents[2] / "docs" / "api.md"


@pytest.fixture
def schema(tmp_path: Path) -> dict[str, Any]:
    # The schema is made without starting the server: no data folder, no model.
    return create_app(Settings(data_dir=tmp_path, reviewer=REVIEWER), stages=stand_in_stages()).openapi()


def operations(schema: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            yield f"{method.upper()} {path.removeprefix('/api/v1')}", operation


def test_openapi_is_the_one_that_was_reviewed(schema: dict[str, Any], golden: Callable[[str, str], None]) -> None:
    schema["info"]["version"] = "VERSION"
    golden("openapi.json", json.dumps(schema, indent=2, sort_keys=True, ensure_ascii=False) + "\n")


def test_openapi_describes_every_operation(schema: dict[str, Any]) -> None:
    for name, operation in operations(schema):
        assert operation["summary"], name
        assert operation["description"], name
        assert len(operation["tags"]) == 1, name
        if name != "POST /session":
            assert operation["security"] == [{"HTTPBearer": []}, {"APIKeyCookie": []}], name
        assert {"401", "403", "422"} <= operation["responses"].keys(), name
        for status, answer in operation["responses"].items():
            if int(status) >= 400:
                assert set(answer["content"]) == {"application/problem+json"}, f"{name} {status}"


def test_openapi_refers_only_to_what_is_there(schema: dict[str, Any]) -> None:
    for name in re.findall(r'"#/components/schemas/([^"]+)"', json.dumps(schema)):
        assert name in schema["components"]["schemas"], name
    codes = schema["components"]["schemas"]["ErrorCode"]["enum"]
    assert codes == [code.value for code in ErrorCode]


def test_api_document_names_every_operation(schema: dict[str, Any]) -> None:
    text = API_DOCUMENT.read_text(encoding="utf-8")
    for name, operation in operations(schema):
        assert f"`{name}`" in text, f"docs/api.md does not name {name}"
        for parameter in operation.get("parameters", []):
            if parameter["in"] == "query":
                assert f"`{parameter['name']}`" in text, f"docs/api.md does not name {parameter['name']} of {name}"
    named = set(re.findall(r"^\| `((?:GET|POST|PATCH|DELETE|PUT) [^`]+)`", text, flags=re.MULTILINE))
    assert named == {name for name, _ in operations(schema)} | {"GET /openapi.json"}


def test_api_document_shows_what_each_role_may() -> None:
    text = API_DOCUMENT.read_text(encoding="utf-8")
    for permission in Permission:
        row = next(line for line in text.splitlines() if line.startswith(f"| {permission} "))
        cells = [cell.strip() for cell in row.strip("|").split("|")][-len(Role) :]
        assert [cell == "yes" for cell in cells] == [permission in GRANTS[role] for role in Role], row
