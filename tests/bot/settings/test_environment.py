from pathlib import Path

import pytest

from bot.errors import UsageError
from bot.settings.environment import SLACK_API, read_environment


def test_an_empty_environment_has_the_documented_places():
    found = read_environment({})
    assert (found.config, found.database) == (Path("config"), Path("data/communique.db"))
    assert (found.bot_token, found.app_token, found.slack_api) == (None, None, SLACK_API)


def test_places_and_secrets_are_read():
    found = read_environment(
        {
            "COMMUNIQUE_CONFIG": "/c",
            "COMMUNIQUE_DATABASE": "/d.db",
            "SLACK_BOT_TOKEN": " xoxb-1\n",
            "SLACK_APP_TOKEN": "xapp-1",
            "SLACK_API_URL": "http://127.0.0.1:9/api/",
        }
    )
    assert (found.config, found.database) == (Path("/c"), Path("/d.db"))
    assert (found.bot_token, found.app_token, found.slack_api) == (
        "xoxb-1",
        "xapp-1",
        "http://127.0.0.1:9/api/",
    )


def test_a_secret_may_stand_in_a_file(tmp_path: Path):
    (tmp_path / "token").write_text("xoxb-2\n")
    assert read_environment({"SLACK_BOT_TOKEN_FILE": str(tmp_path / "token")}).bot_token == "xoxb-2"


def test_the_variable_wins_over_the_file(tmp_path: Path):
    assert (
        read_environment({"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_BOT_TOKEN_FILE": "/nowhere"}).bot_token
        == "xoxb-1"
    )


def test_an_empty_file_is_no_secret(tmp_path: Path):
    (tmp_path / "token").write_text("\n")
    assert read_environment({"SLACK_BOT_TOKEN_FILE": str(tmp_path / "token")}).bot_token is None


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        (
            "SLACK_BOT_TOKEN",
            "xapp-1-secret",
            "SLACK_BOT_TOKEN holds an app token; the bot token is one word that begins with xoxb-",
        ),
        ("SLACK_BOT_TOKEN", "xoxp-1-secret", "holds a user token"),
        ("SLACK_BOT_TOKEN", "hello-secret", "holds something else"),
        ("SLACK_BOT_TOKEN", "xoxb-1 secret", "is one word"),
        ("SLACK_APP_TOKEN", "xoxb-1-secret", "SLACK_APP_TOKEN holds a bot token"),
        ("SLACK_API_URL", "https://u:secret@slack.com/api", "must be an address that ends in /api/"),
        ("SLACK_API_URL", "ftp://slack.com/api/", "must be an address"),
        (
            "SLACK_BOT_TOKEN_FILE",
            "/nowhere/token",
            "SLACK_BOT_TOKEN_FILE names /nowhere/token, which cannot be read",
        ),
    ],
)
def test_a_wrong_value_is_told_without_showing_the_secret(name: str, value: str, words: str):
    with pytest.raises(UsageError) as caught:
        read_environment({name: value})
    assert words in str(caught.value)
    assert "secret" not in str(caught.value)
    assert caught.value.exit_code == 2


def test_a_secret_file_that_is_no_text_is_told(tmp_path: Path):
    (tmp_path / "token").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UsageError, match="it is no text"):
        read_environment({"SLACK_APP_TOKEN_FILE": str(tmp_path / "token")})


def test_the_environment_never_shows_its_secrets():
    assert "xoxb" not in repr(read_environment({"SLACK_BOT_TOKEN": "xoxb-1"}))
