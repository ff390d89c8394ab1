"""The page of promises names tests that exist, and no promise stands there without one."""

import ast
import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "reliability.md").read_text("utf-8")
ROWS = re.findall(r"^\| (?!promise|---)(.+?) \| (.+) \|$", PAGE, flags=re.MULTILINE)


@cache
def functions(path: str) -> frozenset[str]:
    file = ROOT / path
    if not file.is_file():
        return frozenset()
    return frozenset(
        node.name
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef)
    )


def test_every_promise_names_a_test_or_a_benchmark():
    assert len(ROWS) > 40
    assert [
        promise
        for promise, proof in ROWS
        if not re.search(r"`(?:tests/\S+::test_\w+|benchmarks\.\w+)`", proof)
    ] == []


def test_every_test_that_is_named_exists():
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", PAGE)
    assert [f"{path}::{name}" for path, name in named if name not in functions(path)] == []


def test_every_benchmark_and_folder_that_is_named_exists():
    for name in re.findall(r"`benchmarks\.(\w+)`", PAGE):
        assert (ROOT / "benchmarks" / f"{name}.py").is_file()
    for path in re.findall(r"`(tests/[\w/.]+)`", PAGE):
        assert (ROOT / path).exists()
