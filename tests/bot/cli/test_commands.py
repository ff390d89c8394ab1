"""The commands as a whole: each is in the README and says by example how it is used; the shell completes what it can."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from bot.cli import COMMANDS, main

ROOT = Path(__file__).parents[3]
README = (ROOT / "README.md").read_text("utf-8")


def commands() -> Iterator[tuple[str, click.Command]]:
    """Yield all commands, those inside groups too, by their full names."""
    context = click.Context(main)
    for name in COMMANDS:
        command = main.get_command(context, name)
        assert command is not None, name
        yield name, command
        if isinstance(command, click.Group):
            for inner, one in command.commands.items():
                yield f"{name} {inner}", one


ALL = dict(commands())


def helped(name: str) -> str:
    found = CliRunner().invoke(main, [*name.split(), "--help"])
    assert found.exit_code == 0
    return found.stdout


@pytest.mark.parametrize("name", ALL)
def test_every_command_shows_by_example_how_it_is_used(name: str):
    text = helped(name)
    assert re.search(r"^  Examples?: ", text, re.MULTILINE), text
    shown = re.findall(r"^  (?:Examples?: +| {4,})(.+)$", text, re.MULTILINE)
    assert any(f"{name}" in line for line in shown), text


@pytest.mark.parametrize("name", ALL)
def test_every_example_can_be_parsed(name: str):
    """An example with an option that is no more would teach what does not work."""
    command = ALL[name]
    known = {
        option
        for p in command.params
        if isinstance(p, click.Option)
        for option in (*p.opts, *p.secondary_opts)
    }
    known |= {option for p in main.params if isinstance(p, click.Option) for option in p.opts}
    for line in re.findall(rf"communique {name} (.*)$", helped(name), re.MULTILINE):
        # Before a pipe, without what stands in quotation marks.
        words = re.sub(r"'[^']*'|\"[^\"]*\"", "", line.split("|")[0]).split()
        assert {word for word in words if word.startswith("--")} <= known, line


def table() -> list[str]:
    return re.findall(r"^\| `communique ([^`]+)` \|", README, re.MULTILINE)


def test_the_readme_has_a_row_for_each_command_and_no_other():
    assert sorted(row.split()[0] for row in table()) == sorted(COMMANDS)


def test_the_options_the_readme_names_are_there():
    for row in table():
        name = row.split()[0]
        told = set(re.findall(r"--[a-z-]+", row))
        known = {
            option
            for full, command in ALL.items()
            if full.split()[0] == name
            for p in command.params
            for option in p.opts
        }
        assert told <= known, row
        for word in re.findall(r"[a-z]+(?=[ |\\]|$)", row.replace("\\|", "|")) if name == "sources" else ():
            assert word == name or f"{name} {word}" in ALL, row


def test_every_option_is_explained():
    unexplained = [
        f"{name} {p.opts[0]}"
        for name, command in ALL.items()
        for p in command.params
        if isinstance(p, click.Option) and not p.help and not isinstance(p.type, click.Choice)
    ]
    assert unexplained == []


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "sources.yaml").write_text(
        'sources: [{id: gazette, name: The Gazette, url: "https://g.example/"}, {id: herald, url: "https://h.example/"}]\n'
    )
    (tmp_path / "digests.yaml").write_text('digests: [{id: daily, channel: "#desk", at: "07:30"}]\n')
    return tmp_path


def completed(folder: Path, *words: str, shell: str = "bash", **more: str) -> list[str]:
    line = " ".join(["communique", *words])
    environment = {
        **os.environ,
        "COMMUNIQUE_CONFIG": str(folder),
        "_COMMUNIQUE_COMPLETE": f"{shell}_complete",
        "COMP_WORDS": line,
        "COMP_CWORD": str(len(words)),
        **more,
    }
    code = "import sys; from bot.cli import main; sys.exit(main(prog_name='communique'))"
    found = subprocess.run(
        [sys.executable, "-c", code],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        cwd=ROOT,
    )
    assert found.stderr == ""
    return [line.split(",", 1)[1] for line in found.stdout.splitlines() if line]


def test_the_shell_completes_commands_and_ids(folder: Path, tmp_path: Path):
    assert completed(folder, "scr") == ["scrape"]
    assert completed(folder, "scrape", "ga") == ["gazette"]
    assert completed(folder, "scrape", "gazette", "") == ["gazette", "herald"]
    assert completed(folder, "digest", "d") == ["daily"]
    assert completed(tmp_path, "--config", str(folder), "scrape", "h", COMMUNIQUE_CONFIG="/nowhere") == [
        "herald"
    ]


def test_a_configuration_with_mistakes_completes_to_nothing(folder: Path):
    (folder / "sources.yaml").write_text("sources: [")
    assert completed(folder, "scrape", "ga") == []


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_readme_tells_how_a_shell_learns_to_complete(shell: str):
    assert f"_COMMUNIQUE_COMPLETE={shell}_source communique" in README
