"""The one door to ruamel.yaml (YAML 1.2: `NO` is Norway, not false)."""

from dataclasses import dataclass, field
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.constructor import DuplicateKeyError
from ruamel.yaml.error import MarkedYAMLError, YAMLError

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Located:
    """The plain data of a YAML document and where each key and value stands (line and column, from 1)."""

    data: Any
    keys: dict[Path, tuple[int, int]] = field(default_factory=dict)
    values: dict[Path, tuple[int, int]] = field(default_factory=dict)


class YamlMistake(Exception):
    """The text is no YAML; says where (line and column from 1) and why."""

    def __init__(self, line: int, column: int, reason: str) -> None:
        super().__init__(reason)
        self.line, self.column, self.reason = line, column, reason


def load_plain(text: str) -> Any:
    """Return the plain data of one YAML document; raises YamlMistake when it is none."""
    try:
        return YAML(typ="safe", pure=True).load(text)
    except (YAMLError, ValueError) as error:
        raise _mistake(error, text) from error


def load_located(text: str) -> Located:
    """Return the data of one YAML document with positions; raises YamlMistake when it is none."""
    yaml = YAML(typ="rt", pure=True)
    try:
        root = yaml.load(text)
    except (YAMLError, ValueError) as error:
        raise _mistake(error, text) from error
    out = Located(data=None)
    return Located(_walk(root, (), out), out.keys, out.values)


def _mistake(error: Exception, text: str) -> YamlMistake:
    if isinstance(error, DuplicateKeyError):
        mark = error.problem_mark
        name = str(error.problem or "").split('"')
        key = name[1] if len(name) > 1 else "a key"
        return YamlMistake(
            mark.line + 1 if mark else 1, mark.column + 1 if mark else 1, f"the key `{key}` stands twice"
        )
    if isinstance(error, MarkedYAMLError) and error.problem_mark:
        mark = error.problem_mark
        line = text.splitlines()[mark.line] if mark.line < len(text.splitlines()) else ""
        reason = str(error.problem or error.context or "not YAML")
        if "\t" in line:
            reason = "a tab stands where YAML wants spaces"
        elif "mapping values are not allowed" in reason:
            reason = "a second `:` on the line; put the value in quotation marks"
        elif "could not find expected ':'" in reason:
            reason = "a `:` is missing after the key"
        elif "did not find expected" in reason or "expected <block end>" in reason:
            reason = f"the indentation does not fit what stands above ({reason})"
        return YamlMistake(mark.line + 1, mark.column + 1, reason)
    return YamlMistake(1, 1, str(error).splitlines()[0])


def _walk(node: Any, path: Path, out: Located) -> Any:
    if isinstance(node, CommentedMap):
        plain: dict[Any, Any] = {}
        for key, value in node.items():
            at = (*path, key)
            line, column = node.lc.key(key)
            out.keys[at] = (line + 1, column + 1)
            vline, vcolumn = node.lc.value(key)
            out.values[at] = (vline + 1, vcolumn + 1)
            plain[key] = _walk(value, at, out)
        return plain
    if isinstance(node, CommentedSeq):
        items = []
        for index, value in enumerate(node):
            line, column = node.lc.item(index)
            out.keys[(*path, index)] = out.values[(*path, index)] = (line + 1, column + 1)
            items.append(_walk(value, (*path, index), out))
        return items
    return node
