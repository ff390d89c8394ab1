"""One line an event on stderr, and no secret in any of them."""

import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from bot import logs
from bot.masking import is_secret_name, mask


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    yield
    root.handlers, root.level = handlers, level
    structlog.reset_defaults()


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("token xoxb-12-34-abcDEF here", "token xox?-*** here"),
        ("xapp-1-A0-99", "xox?-***"),
        ("xoxe.xoxb-1-abc", "xox?-***"),
        ("https://petra:pa:ss@press.example/feed", "https://***@press.example/feed"),
        ("https://press.example/feed?token=abc&page=2", "https://press.example/feed?token=***&page=2"),
        ("https://press.example/?page=2&api_key=abc#top", "https://press.example/?page=2&api_key=***#top"),
        ("https://press.example/?X-Amz-Signature=abc", "https://press.example/?X-Amz-Signature=***"),
        ("https://hooks.slack.com/services/T0/B0/abc", "https://hooks.slack.com/services/***"),
        ("Authorization: Bearer abcdef123", "Authorization: Bearer ***"),
        ("{'access_token': 'abc', 'page': 'x'}", "{'access_token': '***', 'page': 'x'}"),
        ("SLACK_BOT_TOKEN=xoxb-1", "SLACK_BOT_TOKEN=***"),
        (
            "nothing=here monkey=1 https://press.example/@desk/1",
            "nothing=here monkey=1 https://press.example/@desk/1",
        ),
        ("the key question is open", "the key question is open"),
    ],
)
def test_secrets_are_masked_and_nothing_else(text: str, masked: str):
    assert mask(text) == masked
    assert mask(masked) == masked


def test_names_of_secrets_are_known():
    assert all(map(is_secret_name, ["token", "bot_token", "api_key", "password", "Authorization"]))
    assert not any(map(is_secret_name, ["key", "monkey", "tokens", "source", "keyword"]))


def lines(capsys: pytest.CaptureFixture[str]) -> list[str]:
    captured = capsys.readouterr()
    assert captured.out == ""
    return captured.err.splitlines()


def test_an_event_is_one_json_line(capsys: pytest.CaptureFixture[str]):
    logs.configure(json=True, verbose=False)
    logs.get().info(
        "page",
        source="a",
        url="https://u:p@a.example/?token=x",
        tries=2,
        rows=["xoxb-1"],
        more={"token": "x", "n": None},
    )
    (line,) = lines(capsys)
    row = json.loads(line)
    assert row.pop("timestamp").endswith("Z")
    assert row == {
        "level": "info",
        "event": "page",
        "source": "a",
        "url": "https://***@a.example/?token=***",
        "tries": 2,
        "rows": ["xox?-***"],
        "more": {"token": "***", "n": None},
    }


def test_an_event_is_one_plain_line_for_people(capsys: pytest.CaptureFixture[str]):
    logs.configure(json=False, verbose=False)
    logs.get().warning("page\nfailed", source="a", reason='no "text"\nat all', key="e1:0")
    (line,) = lines(capsys)
    assert line.split(" ", 1)[1] == 'warning page\\nfailed source=a reason="no \\"text\\"\\nat all" key=e1:0'


@pytest.mark.parametrize("json_lines", [True, False])
def test_an_exception_is_one_line_without_its_secrets(json_lines: bool, capsys: pytest.CaptureFixture[str]):
    logs.configure(json=json_lines, verbose=False)
    try:
        int("https://petra:hidden@a.example/ refused xoxb-1-hidden")
    except ValueError:
        logs.get().exception("job failed", job="poll")
    (line,) = lines(capsys)
    assert "ValueError" in line
    assert "hidden" not in line


def test_what_libraries_say_takes_the_same_form(capsys: pytest.CaptureFixture[str]):
    logs.configure(json=True, verbose=False)
    logging.getLogger("some.library").warning("no answer from %s", "https://u:p@a.example/")
    logging.getLogger("some.library").setLevel(logging.INFO)
    logging.getLogger("some.library").info("chatter")
    logging.getLogger("httpx").info("GET https://a.example/?token=x")
    (line,) = lines(capsys)
    row = json.loads(line)
    assert (row["event"], row["logger"]) == ("no answer from https://***@a.example/", "some.library")


def test_details_are_logged_when_asked_for(capsys: pytest.CaptureFixture[str]):
    logs.configure(json=True, verbose=False)
    logs.get().debug("detail")
    logs.configure(json=True, verbose=True)
    logs.get().debug("detail")
    assert len(lines(capsys)) == 1
