"""`communique init`: a starter configuration that is valid, explained and never in the way of what is there."""

import json
import re
from pathlib import Path

from click.testing import CliRunner

from bot.cli import main
from bot.cli.init import starter
from bot.settings import Settings, load

ROOT = Path(__file__).parents[3]


def test_a_starter_configuration_has_no_mistakes(tmp_path: Path):
    found = CliRunner().invoke(main, ["init", str(tmp_path / "new" / "config")])
    assert found.exit_code == 0
    checked = CliRunner().invoke(main, ["--config", str(tmp_path / "new" / "config"), "check"])
    assert checked.exit_code == 0
    assert checked.stdout.endswith("No mistakes.\n")
    assert "put your own" in checked.stdout


def test_files_that_are_there_stay_as_they_are(tmp_path: Path):
    (tmp_path / "sources.yaml").write_text("sources: []\n")
    found = CliRunner().invoke(main, ["init", str(tmp_path)])
    assert f"kept     {tmp_path}/sources.yaml\n" in found.stdout
    assert f"written  {tmp_path}/digests.yaml\n" in found.stdout
    assert (tmp_path / "sources.yaml").read_text() == "sources: []\n"


def test_a_folder_that_cannot_be_written_is_one_line(tmp_path: Path):
    (tmp_path / "file").write_text("")
    found = CliRunner().invoke(main, ["init", str(tmp_path / "file" / "config")])
    assert found.exit_code == 1
    assert found.stderr.startswith("communique: ")
    assert "cannot be written" in found.stderr
    assert found.stderr.count("\n") == 1


def test_every_file_names_its_schema_and_the_schema_is_there(tmp_path: Path):
    files = starter(tmp_path)
    for path, text in files.items():
        if path.suffix == ".yaml":
            named = re.match(r"# yaml-language-server: \$schema=(\S+)\n", text)
            assert named
            schema = json.loads(files[tmp_path / named[1]])
            assert schema["additionalProperties"] is False


def test_what_the_starter_calls_a_default_is_one(tmp_path: Path):
    CliRunner().invoke(main, ["init", str(tmp_path)])
    found = load(tmp_path).settings
    assert found.http == Settings().http
    assert found.slack == Settings().slack
    assert found.workers == Settings().workers


def test_what_is_commented_out_is_valid_too(tmp_path: Path):
    """An administrator makes a line count by deleting its `#`."""
    for path, text in starter(tmp_path).items():
        if path.suffix == ".yaml":
            told = re.sub(r"^(\s*)# (- |  \w+:)", r"\1\2", text, flags=re.MULTILINE)
            path.write_text(told, "utf-8")
    assert {s.id for s in load(tmp_path).sources} == {"un-news", "example-mfa", "new-name"}


def test_the_repository_s_own_configuration_is_the_starter_with_the_long_list_of_sources():
    for path, text in starter(ROOT / "config").items():
        if path.name != "sources.yaml":
            assert path.read_text("utf-8") == text, (
                f"{path} differs: communique init writes what ships in bot/settings"
            )


def test_the_long_list_of_sources_is_valid_and_wide():
    configuration = load(ROOT / "config")
    sources = configuration.sources
    assert len(sources) >= 45
    assert {s.klass for s in sources} == {"official", "wire", "press", "state-media"}
    assert len({country for s in sources for country in s.countries}) >= 20
    assert len({s.family for s in sources}) >= 35
    official = [s.klass == "official" for s in sources]
    assert official == sorted(official, reverse=True), "official bodies come first"
