"""What is shipped beside the program fits the program: image, unit, requirements, Slack manifest."""

import ast
import configparser
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

from bot.listener.app import COMMAND
from bot.listener.events import HAPPENINGS
from digests.lexicon.yamlfile import load_plain
from tests.slack_double.app import EVENTS, SCOPES, manifest, scopes

ROOT = Path(__file__).parents[1]
METHOD = re.compile(r"(?:auth|chat|conversations|users|views|apps|team|reactions|files)\.[a-z][A-Za-z]+")


def called_methods() -> set[str]:
    found = set()
    for path in (ROOT / "bot").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if (
                isinstance(node, ast.Constant)
                and isinstance(node.value, str)
                and METHOD.fullmatch(node.value)
            ):
                found.add(node.value)
    return found


def requirements() -> dict[str, str]:
    text = (ROOT / "requirements.txt").read_text("utf-8")
    return dict(re.findall(r"^([a-z0-9-]+)==([^\s\\]+)", text, re.MULTILINE))


def test_the_manifest_asks_for_exactly_what_the_code_calls_and_takes():
    methods = called_methods()
    assert "chat.postMessage" in methods
    assert methods <= SCOPES.keys(), "name the scopes of a new method in the double"
    events = set(manifest()["settings"]["event_subscriptions"]["bot_events"])
    assert events <= EVENTS.keys(), "name the scope of a new event in the double"
    needed = {"commands"}.union(*(SCOPES[m].values() for m in methods), *(EVENTS[e].values() for e in events))
    # The name of a direct message is never asked for.
    assert scopes(manifest()) == needed - {"im:read"}


def test_the_manifest_subscribes_to_exactly_the_events_that_something_is_done_with():
    events = {name.split(".")[0] for name in manifest()["settings"]["event_subscriptions"]["bot_events"]}
    assert events == set(HAPPENINGS)


def test_the_manifest_has_the_command_and_switches_on_what_the_program_uses():
    assert [row["command"] for row in manifest()["features"]["slash_commands"]] == [COMMAND]
    assert manifest()["features"]["slash_commands"][0]["should_escape"] is True
    assert manifest()["settings"]["socket_mode_enabled"] is True
    assert manifest()["settings"]["interactivity"]["is_enabled"] is True
    home = manifest()["features"]["app_home"]
    assert home["home_tab_enabled"] is True
    assert home["messages_tab_read_only_enabled"] is False


def test_every_dependency_is_pinned_with_its_hash_and_no_host():
    text = (ROOT / "requirements.txt").read_text("utf-8")
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    names = {re.match(r"[A-Za-z0-9_.-]+", d)[0].lower().replace("_", "-").replace(".", "-") for d in wanted}
    pinned = requirements()
    assert {n.replace(".", "-") for n in names} <= {n.replace(".", "-") for n in pinned} | {"ruamel-yaml"}
    assert "ruamel-yaml==" in text or "ruamel.yaml==" in text
    assert text.count("--hash=sha256:") >= len(pinned)
    assert "://" not in text
    assert "--index" not in text
    assert "--find-links" not in text


def test_the_image_runs_as_a_number_and_can_be_probed():
    lines = (ROOT / "Dockerfile").read_text("utf-8").splitlines()
    [user] = [line for line in lines if line.startswith("USER ")]
    assert re.fullmatch(r"USER [1-9]\d{3,}:[1-9]\d{3,}", user)
    assert any(line.startswith("HEALTHCHECK ") for line in lines)
    assert any(line.startswith("VOLUME ") for line in lines)
    assert sum(line.startswith("FROM ") for line in lines) == 2
    assert "--require-hashes" in "\n".join(lines)


def test_the_image_gets_every_package_and_no_secret():
    lines = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    assert lines[0] == "*"
    assert {"!scrapers", "!digests", "!bot", "!requirements.txt"} <= set(lines)
    copied = "\n".join(
        line for line in (ROOT / "Dockerfile").read_text("utf-8").splitlines() if line.startswith("COPY")
    )
    assert all(f"COPY {name} {name}" in copied for name in ("scrapers", "digests", "bot"))
    assert "secret" not in copied


@pytest.mark.skipif(shutil.which("hadolint") is None, reason="hadolint is not installed")
def test_hadolint_finds_nothing_in_the_dockerfile():
    done = subprocess.run(["hadolint", str(ROOT / "Dockerfile")], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_the_compose_file_runs_a_read_only_container_without_capabilities():
    service = load_plain((ROOT / "compose.yaml").read_text("utf-8"))["services"]["communique"]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in service["security_opt"]
    assert "./config:/config:ro" in service["volumes"]
    assert not any("TOKEN" in key and not key.endswith("_FILE") for key in service["environment"])


def test_container_and_unit_hand_over_both_tokens():
    """With the bot token alone the digests come, and nobody can press or ask anything."""
    compose = load_plain((ROOT / "compose.yaml").read_text("utf-8"))
    unit = (ROOT / "deploy" / "communique.service").read_text("utf-8")
    for name in ("slack_bot_token", "slack_app_token"):
        assert (
            compose["services"]["communique"]["environment"][f"{name.upper()}_FILE"] == f"/run/secrets/{name}"
        )
        assert name in compose["services"]["communique"]["secrets"]
        assert compose["secrets"][name] == {"file": f"./secrets/{name}"}
        assert f"\nLoadCredential={name}:/etc/communique/{name}\n" in unit
        assert f"\nEnvironment={name.upper()}_FILE=%d/{name}\n" in unit


def test_the_systemd_unit_starts_the_service_and_not_as_root():
    unit = configparser.ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str
    unit.read(ROOT / "deploy" / "communique.service", "utf-8")
    service = unit["Service"]
    assert service["ExecStart"].endswith("/communique run")
    assert service["DynamicUser"] == "yes"
    assert service["ProtectSystem"] == "strict"
    assert "4" in service["RestartPreventExitStatus"].split()
