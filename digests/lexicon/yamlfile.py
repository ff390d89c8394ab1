"""The one door to ruamel.yaml (YAML 1.2: `NO` is Norway, not false)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.constructor import SafeConstructor
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from ruamel.yaml.reader import ReaderError

Path = tuple[str | int, ...]

_TAG = "tag:yaml.org,2002:"
_MERGE = _TAG + "merge"
_SCALARS = frozenset(_TAG + kind for kind in ("null", "bool", "int", "float", "str", "timestamp", "value"))
#: What ruamel says, and what it means for the person who wrote the line.
_REASONS = (
    (
        "mapping values are not allowed",
        "a second `:` on the line, or a line indented too far; quote a value that holds `: `",
    ),
    ("could not find expected ':'", "a `:` is missing after the key"),
    ("found another document", "a second document begins here; one file holds one"),
    (
        "found undefined alias",
        "`*` names an anchor that stands nowhere; a value that begins with `*` goes in quotation marks",
    ),
    ("cannot start any token", "a value cannot begin with this character; put it in quotation marks"),
    ("expected ',' or", "this list or block is never closed, or a `,` is missing in it"),
    ("unexpected end of stream", "a quotation mark, `[` or `{` is opened above and never closed"),
    ("<stream end>", "a quotation mark, `[` or `{` is opened above and never closed"),
    ("expected <block end>", "the indentation does not fit what stands above"),
    ("did not find expected", "the indentation does not fit what stands above"),
)
#: A key with its value close behind it, or close behind the hyphen of its row; an address is none.
_NO_SPACE = re.compile(r"\s*(?:- +)?[A-Za-z_]+:(?=[^\s/])|\s*-(?=[A-Za-z_]+: )")
#: Spaces that look like YAML's and are none: they come along when a row is pasted from a page.
_ODD_SPACES = "\u00a0\u2002\u2003\u2007\u2009\u202f\u3000"


@dataclass(frozen=True, slots=True)
class Located:
    """The plain data of a YAML document and where each key and value stands (line and column, from 1)."""

    data: Any
    keys: dict[Path, tuple[int, int]] = field(default_factory=dict)
    values: dict[Path, tuple[int, int]] = field(default_factory=dict)


class YamlMistake(Exception):  # noqa: N818 - it tells of a slip in a text, not of a failure of ours
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
    """Return the data of one YAML document with positions; raises YamlMistake when it is none.

    Dates stay text, so that one that does not exist has a place too.
    """
    _check_spaces(text)
    yaml = YAML(typ="safe", pure=True)
    try:
        root = yaml.compose(text)
        out = Located(data=None)
        data = _Walk(yaml.constructor, out).value(root, ()) if root is not None else None
    except (YAMLError, ValueError) as error:
        raise _mistake(error, text) from error
    except RecursionError as error:
        raise YamlMistake(1, 1, "the lists and blocks are nested too deeply") from error
    return Located(data, out.keys, out.values)


def _check_spaces(text: str) -> None:
    """Refuse an indentation of other spaces than YAML's: it would become part of a key."""
    for number, line in enumerate(text.split("\n"), 1):
        indentation = line[: len(line) - len(line.lstrip())]
        odd = next((n for n, c in enumerate(indentation, 1) if c in _ODD_SPACES), None)
        if odd and line.strip():
            raise YamlMistake(number, odd, "a no-break or wide space stands where YAML wants plain spaces")


def _reason(said: str, line: str, column: int) -> str:
    """Return what a complaint of the parser means for who wrote the line."""
    if "expected <block end>" in said and "scalar" in said and re.search(r":\s+[\"']", line[:column]):
        return (
            "text stands behind a closing quotation mark: close the mark that is open above, "
            "or quote the whole value with marks of the other kind"
        )
    return next((meaning for words, meaning in _REASONS if words in said), said)


def _mistake(error: Exception, text: str) -> YamlMistake:
    lines = text.splitlines() or [""]
    if isinstance(error, MarkedYAMLError) and error.problem_mark:
        said = str(error.problem or error.context or "not YAML")
        # What is never closed is shown where it opens, not at the end of the file.
        unclosed = ("stream" in said or "expected ','" in said) and error.context_mark is not None
        mark = error.context_mark if unclosed else error.problem_mark
        row = min(mark.line, len(lines) - 1)
        column = mark.column if row == mark.line else len(lines[row])
        indentation = lines[row][: len(lines[row]) - len(lines[row].lstrip())]
        if "\t" in indentation or "'\\t'" in said:
            return YamlMistake(row + 1, column + 1, "a tab stands where YAML wants spaces")
        # What follows the list or block may be met before the end of the file.
        seems_meant = r"(?<=[\s\[{,])#(?=\w)"
        comment = re.search(r"(?<=[ \[{,])#" if "<stream end>" in said else seems_meant, lines[row])
        if comment and ("<stream end>" in said or "expected ','" in said):
            reason = "a comment begins here, and what is opened before it is never closed; quote a value that holds `#`"
            return YamlMistake(row + 1, comment.start() + 1, reason)
        if "mapping values are not" in said or "could not find expected ':'" in said:
            # A key without its space is a word, and the line behind it cannot be read.
            for number in range(row, max(-1, row - 2), -1):
                if close := _NO_SPACE.match(lines[number]):
                    reason = f"a space is missing behind the `{close.group()[-1]}`"
                    return YamlMistake(number + 1, close.end(), reason)
        return YamlMistake(row + 1, column + 1, _reason(said, lines[row], mark.column))
    if isinstance(error, ReaderError):
        before = text[: int(error.position)]
        column = len(before) - (before.rfind("\n") + 1)
        reason = "an invisible control character stands here; delete it"
        return YamlMistake(before.count("\n") + 1, column + 1, reason)
    return YamlMistake(1, 1, str(error).splitlines()[0])


class _Walk:
    """Turns composed nodes into plain data and notes where each stands."""

    def __init__(self, constructor: SafeConstructor, out: Located) -> None:
        self._constructor = constructor
        self._out = out
        self._open: set[int] = set()

    def value(self, node: Node, path: Path) -> Any:
        self._out.values[path] = _place(node)
        if isinstance(node, ScalarNode):
            return self._scalar(node)
        if id(node) in self._open:
            raise YamlMistake(*_place(node), "this anchor holds itself")
        if str(node.tag) not in (_TAG + "seq", _TAG + "map"):
            raise YamlMistake(*_place(node), _bad_tag(node))
        self._open.add(id(node))
        try:
            if isinstance(node, SequenceNode):
                return [self._item(item, (*path, index)) for index, item in enumerate(node.value)]
            assert isinstance(node, MappingNode)
            return self._mapping(node, path)
        finally:
            self._open.discard(id(node))

    def _item(self, node: Node, path: Path) -> Any:
        self._out.keys[path] = _place(node)
        return self.value(node, path)

    def _scalar(self, node: ScalarNode) -> Any:
        tag = str(node.tag)
        if tag not in _SCALARS:
            raise YamlMistake(*_place(node), _bad_tag(node))
        match tag.removeprefix(_TAG):
            case "null":
                return None
            case "bool":
                return self._constructor.construct_yaml_bool(node)
            case "int":
                return self._constructor.construct_yaml_int(node)
            case "float":
                return self._constructor.construct_yaml_float(node)
        return str(node.value)

    def _mapping(self, node: MappingNode, path: Path) -> dict[Any, Any]:
        out: dict[Any, Any] = {}
        merged: dict[Any, Any] = {}
        for key_node, value_node in node.value:
            if key_node.tag == _MERGE:
                # Read first, so that the places of the block's own keys win.
                for key, value in self._merged(value_node, path):
                    merged.setdefault(key, value)
        self._out.values[path] = _place(node)
        for key_node, value_node in node.value:
            if key_node.tag == _MERGE:
                continue
            if not isinstance(key_node, ScalarNode):
                raise YamlMistake(*_place(key_node), "a key is one word, not a list or a block")
            # A key is what was written: `NO` and `1` are names here.
            key = str(key_node.value)
            at = (*path, key)
            if key in out:
                first = self._out.keys[at][0]
                raise YamlMistake(*_place(key_node), f"the key `{key}` stands twice, first on line {first}")
            self._out.keys[at] = _place(key_node)
            out[key] = self.value(value_node, at)
        return {**merged, **out}

    def _merged(self, node: Node, path: Path) -> Iterator[tuple[str, Any]]:
        for block in node.value if isinstance(node, SequenceNode) else [node]:
            found = self.value(block, path)
            if not isinstance(found, dict):
                raise YamlMistake(*_place(block), "`<<` takes the name of a block of keys")
            yield from found.items()


def _place(node: Node) -> tuple[int, int]:
    mark = node.start_mark
    return (mark.line + 1, mark.column + 1)


def _bad_tag(node: Node) -> str:
    tag = str(node.tag).replace(_TAG, "!!")
    return f"the tag `{tag}` is not understood; a value that begins with `!` goes in quotation marks"
