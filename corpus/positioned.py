"""YAML data that knows on which line each part stands, so that a fault can be named with its line."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from corpus.errors import CorpusError, ErrorCode

_Record = TypeVar("_Record", bound=BaseModel)
#: The parser in C, where PyYAML was built with it, takes a tenth of the time of the one in Python.
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, kw_only=True, slots=True)
class PositionedYaml:
    """The data of one YAML file with the node tree that it was made from."""

    path: Path
    data: dict[str, Any]
    root: yaml.Node

    @classmethod
    def load(cls, path: Path) -> PositionedYaml:
        """Read a file; raises :class:`CorpusError` with ``corpus_invalid`` when it is no YAML mapping."""
        try:
            text = path.read_text(encoding="utf-8")
            loader = _Loader(text)
            try:
                root = loader.get_single_node()
                data = None if root is None else loader.construct_document(root)
            finally:
                loader.dispose()
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            raise CorpusError(ErrorCode.CORPUS_INVALID, f"{path}:{line}: {error.problem}.") from error
        except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
            raise CorpusError(ErrorCode.CORPUS_INVALID, f"{path}:1: cannot be read: {error}.") from error
        if not isinstance(data, dict) or root is None:
            raise CorpusError(ErrorCode.CORPUS_INVALID, f"{path}:1: found no mapping at the top, expected one.")
        loaded = cls(path=path, data=data, root=root)
        loaded._refuse_doubled_keys(root)
        return loaded

    def line(self, location: tuple[str | int, ...]) -> int:
        """The line, counted from 1, of the deepest part of ``location`` that the file has."""
        node: yaml.Node = self.root
        line = node.start_mark.line
        for step in location:
            child = _child(node, step)
            if child is None:
                continue
            node, line = child
        return int(line) + 1

    def fault(self, location: tuple[str | int, ...], found: str) -> CorpusError:
        """The error that names file, line and what was found."""
        return CorpusError(ErrorCode.CORPUS_INVALID, f"{self.path}:{self.line(location)}: {found}.")

    def first_fault(self, error: ValidationError, within: tuple[str | int, ...] = ()) -> CorpusError:
        """The first fault that the schema found, with its line; ``within`` is the part that the schema was held to."""
        first = error.errors()[0]
        location = within + tuple(first["loc"])
        where = ".".join(str(step) for step in location)
        return self.fault(location, f"{where}: {first['msg']}")

    def validated(self, schema: type[_Record]) -> _Record:
        """The file as a record of ``schema``; raises :class:`CorpusError` that names the line of the first fault."""
        try:
            return schema.model_validate(self.data)
        except ValidationError as error:
            raise self.first_fault(error) from error

    def _refuse_doubled_keys(self, node: yaml.Node) -> None:
        if isinstance(node, yaml.MappingNode):
            seen: set[str] = set()
            for key, value in node.value:
                if key.value in seen:
                    raise CorpusError(
                        ErrorCode.CORPUS_INVALID,
                        f"{self.path}:{key.start_mark.line + 1}: key '{key.value}' stands twice.",
                    )
                seen.add(key.value)
                self._refuse_doubled_keys(value)
        elif isinstance(node, yaml.SequenceNode):
            for value in node.value:
                self._refuse_doubled_keys(value)


def _child(node: yaml.Node, step: str | int) -> tuple[yaml.Node, int] | None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == str(step):
                return value, key.start_mark.line
    elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step], node.value[step].start_mark.line
    return None
