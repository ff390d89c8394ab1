"""The house rules that a machine can check: layers, doors, purity, and what is shipped. Nothing is imported, only parsed."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("scrapers", "digests", "bot")

#: Which of our packages each may import; a dot means that module alone.
MAY_IMPORT = {
    "scrapers": ("scrapers",),
    "digests": ("digests", "scrapers.article"),
    "bot": ("bot", "digests", "scrapers"),
}

#: Outside package (or module of the standard library) to its one door, a module or sub-package.
DOORS = {
    "apscheduler": "bot.schedule",
    "bs4": "scrapers.markup",
    "click": "bot.cli",
    "ctypes": "bot.heap",
    "feedparser": "scrapers.feed",
    "httpcore": "scrapers.fetch",
    "httpx": "scrapers.fetch",
    "lark": "digests.query.parser",
    "icalendar": "bot.ical",
    "lxml": "scrapers.markup",
    "multiprocessing": "bot.process",
    "protego": "scrapers.robots",
    "pydantic": "bot.settings",
    "rapidfuzz": "digests.nearest",
    "rich": "bot.cli",
    "ruamel": "digests.lexicon.yamlfile",
    "slack_bolt": "bot.listener",
    "slack_sdk": "bot.slack",
    "soupsieve": "scrapers.markup",
    "sqlite3": "bot.store",
    "sqlite_utils": "bot.store",
    "structlog": "bot.logs",
    "trafilatura": "scrapers.page",
    "w3lib": "scrapers.urls",
}
#: Import name to the name it is installed by, where they differ.
INSTALLED_AS = {
    "bs4": "beautifulsoup4",
    "ruamel": "ruamel.yaml",
    "slack_bolt": "slack-bolt",
    "slack_sdk": "slack-sdk",
    "sqlite_utils": "sqlite-utils",
}
#: Comes with the package named, which pins what it works with.
COMES_WITH = {"httpcore": "httpx", "soupsieve": "beautifulsoup4"}

#: What a reader of texts has no use for: network, database, processes, clock, chance, environment.
IMPURE = frozenset(
    "os sys socket ssl http urllib subprocess multiprocessing threading asyncio concurrent signal sqlite3 time random secrets "
    "tempfile shutil logging getpass platform locale".split()
)
#: Never imported: what they read can run code, or they start programs.
UNSAFE = frozenset("pickle marshal shelve dill cloudpickle joblib subprocess pty".split())
#: Never called: they run what they are given.
RUNS = re.compile(
    r"(?:eval|exec|compile|__import__|os\.(?:system|popen|fork|exec\w+|spawn\w+|posix_spawn\w*)"
    r"|click\.(?:edit|launch|echo_via_pager))"
)
#: The one program that is started: the editor of the person at the terminal, on a line to be corrected.
EDITOR = ("bot.cli.correct", "click.edit")

LONGEST = 300


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {name_of(path): path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))}


@cache
def tree(module: str) -> ast.Module:
    return ast.parse(MODULES[module].read_text("utf-8"))


def imports(module: str) -> Iterator[tuple[int, str]]:
    """Yield line and full name of everything a module imports, inside functions too."""
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}:{node.lineno}: imports are absolute"
            for alias in node.names:
                yield node.lineno, f"{node.module}.{alias.name}"


def called(node: ast.AST) -> str:
    """Return the dotted name of what a call calls ("" for none)."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{called(node.value)}.{node.attr}"
    return ""


def calls(module: str) -> Iterator[tuple[ast.Call, str]]:
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Call):
            yield node, called(node.func)


def inside(module: str, place: str) -> bool:
    return module == place or module.startswith(place + ".")


def test_a_package_imports_only_those_below_it():
    wrong = [
        f"{module}:{line} imports {name}"
        for module in MODULES
        for line, name in imports(module)
        if name.split(".")[0] in PACKAGES
        and not any(inside(name, allowed) for allowed in MAY_IMPORT[module.split(".")[0]])
    ]
    assert wrong == []


def test_an_outside_package_has_one_door():
    wrong = [
        f"{module}:{line} imports {name}, whose door is {DOORS[name.split('.')[0]]}"
        for module in MODULES
        for line, name in imports(module)
        if name.split(".")[0] in DOORS and not inside(module, DOORS[name.split(".")[0]])
    ]
    assert wrong == []


def test_every_outside_package_is_known_and_installed_with_ours():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    installed = {re.split(r"[<>=!~\[; ]", line)[0].lower() for line in project["dependencies"]}
    used = {name.split(".")[0] for module in MODULES for _, name in imports(module)}
    outside = used - set(PACKAGES) - set(sys.stdlib_module_names)
    assert outside <= set(DOORS)
    assert {COMES_WITH.get(name) or INSTALLED_AS.get(name, name) for name in outside} <= installed


def test_only_the_settings_read_the_environment():
    wrong = [
        f"{module}:{getattr(node, 'lineno', 0)}"
        for module in MODULES
        if not inside(module, "bot.settings")
        for node in ast.walk(tree(module))
        if (isinstance(node, ast.Attribute) and node.attr in ("environ", "environb", "getenv", "putenv"))
        or (
            isinstance(node, ast.ImportFrom)
            and node.module == "os"
            and {a.name for a in node.names} & {"environ", "getenv"}
        )
    ]
    assert wrong == []


def test_what_reads_texts_is_pure():
    wrong = []
    for module in MODULES:
        if not inside(module, "digests"):
            continue
        wrong += [
            f"{module}:{line} imports {name}"
            for line, name in imports(module)
            if name.split(".")[0] in IMPURE
        ]
        for node, name in calls(module):
            if name in ("open", "input") or re.search(r"(?:^|\.)(?:now|utcnow|today|fromtimestamp)$", name):
                wrong.append(f"{module}:{node.lineno} calls {name}")
    assert wrong == []


def test_the_fetcher_alone_reaches_the_network():
    # The last only answers.
    doors = ("scrapers.fetch", "bot.slack", "bot.demo", "bot.metrics")
    wrong = [
        f"{module}:{line} imports {name}"
        for module in MODULES
        if not any(inside(module, door) for door in doors)
        for line, name in imports(module)
        if name.split(".")[0] in ("socket", "ssl", "http", "ftplib", "smtplib")
        or name.startswith("urllib.request")
    ]
    assert wrong == []


def test_nothing_runs_what_it_reads():
    wrong = []
    for module in MODULES:
        wrong += [
            f"{module}:{line} imports {name}"
            for line, name in imports(module)
            if name.split(".")[0] in UNSAFE
        ]
        for node, name in calls(module):
            shell = any(
                k.arg == "shell" and not (isinstance(k.value, ast.Constant) and k.value.value is False)
                for k in node.keywords
            )
            if (shell or RUNS.fullmatch(name)) and (module, name) != EDITOR:
                wrong.append(f"{module}:{node.lineno} calls {name}")
    assert wrong == []


def test_nothing_is_printed_past_the_command_line():
    """Output goes through click, events through the log; a forgotten print would break `--json`."""
    wrong = [
        f"{module}:{node.lineno}"
        for module in MODULES
        for node, name in calls(module)
        if name in ("print", "breakpoint")
    ]
    assert wrong == []


def test_every_module_says_what_it_is_for():
    assert [module for module in MODULES if not ast.get_docstring(tree(module))] == []


def code_lines(path: Path) -> int:
    """Count the lines of a module without those of its tables: literal collections of constants of twenty lines and more."""
    text = path.read_text("utf-8")
    tables = 0
    for node in ast.parse(text).body:
        value = getattr(node, "value", None)
        if isinstance(node, ast.Assign | ast.AnnAssign) and value is not None:
            plain = all(not isinstance(part, ast.Lambda | ast.IfExp) for part in ast.walk(value))
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if plain and length >= 20:
                tables += length
    return len(text.splitlines()) - tables


@pytest.mark.parametrize("package", PACKAGES)
def test_no_module_has_outgrown_its_job(package: str):
    lengths = {module: code_lines(path) for module, path in MODULES.items() if inside(module, package)}
    assert {module: length for module, length in lengths.items() if length > LONGEST} == {}


def test_every_package_and_its_data_are_shipped():
    tools = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]
    packages = {name for name, path in MODULES.items() if path.name == "__init__.py"}
    assert set(tools["packages"]) == packages
    missing = []
    for package in PACKAGES:
        for path in (ROOT / package).rglob("*"):
            if not path.is_file() or path.suffix in (".py", ".pyc"):
                continue
            home = next(parent for parent in path.parents if (parent / "__init__.py").exists())
            patterns = tools["package-data"].get(name_of(home / "__init__.py"), [])
            if not any(path.match(pattern) for pattern in patterns):
                missing.append(str(path.relative_to(ROOT)))
    assert missing == []


def listed_commands() -> dict[str, str]:
    for node in tree("bot.cli").body:
        if isinstance(node, ast.Assign) and called(node.targets[0]) == "COMMANDS":
            commands: dict[str, str] = ast.literal_eval(node.value)
            return commands
    raise AssertionError("bot.cli has no COMMANDS")


def test_every_command_is_a_module_and_every_module_a_command():
    commands = set(listed_commands().values())
    modules = {
        module.removeprefix("bot.cli.")
        for module in MODULES
        if module.startswith("bot.cli.")
        and any(isinstance(node, ast.FunctionDef) and node.name == "command" for node in tree(module).body)
    }
    assert commands == modules


def test_the_readme_names_the_commands_there_are():
    told = re.findall(r"^\| `communique (\w+)", (ROOT / "README.md").read_text("utf-8"), flags=re.MULTILINE)
    assert sorted(told) == sorted(listed_commands())


def test_configuration_is_data():
    assert [
        str(path)
        for path in (ROOT / "config").rglob("*")
        if path.is_file() and path.suffix not in (".yaml", ".json")
    ] == []


def test_nothing_is_left_to_be_done_later():
    marks = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X|NotImplementedError\(\))")
    wrong = [
        f"{module}:{number}"
        for module, path in MODULES.items()
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if marks.search(line)
    ]
    assert wrong == []


def test_no_rule_is_switched_off_without_its_reason():
    bare = re.compile(r"#\s*(?:noqa: [A-Z0-9, ]+|type: ignore\[[a-z, -]+\])\s*$")
    wrong = [
        f"{module}:{number}"
        for module, path in MODULES.items()
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if bare.search(line)
    ]
    assert wrong == []
