"""`digest ID --post --channel "#test"`: a look at the next edition, beside a running service or without one."""

import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import main
from bot.store.lock import hold
from tests.bot.listener.conftest import Setting, words
from tests.bot.test_agenda import add
from tests.slack_double import BEN, TOKEN


@pytest.fixture
def news(setting: Setting) -> Setting:
    """A setting in which there is news of this hour."""
    setting.now = datetime.now(UTC)
    tell(setting, 1)
    return setting


def tell(setting: Setting, number: int) -> None:
    day = (setting.now + timedelta(days=2)).date().isoformat()
    add(setting.store, number, setting.now, date=day)


def post(setting: Setting, *options: str) -> int:
    line = [
        "--config", str(setting.office.folder), "--database", str(setting.store.connection.path),
        "digest", "daily", "--post", *options,
    ]  # fmt: skip
    environment = {
        "SLACK_BOT_TOKEN": TOKEN,
        "SLACK_APP_TOKEN": "xapp-1-x",
        "SLACK_API_URL": setting.double.url,
    }
    return CliRunner().invoke(main, line, env=environment).exit_code


def first(setting: Setting, channel: str, number: int = 0) -> str:
    posts = [m for m in setting.workspace.visible(channel) if m.get("thread_ts", m["ts"]) == m["ts"]]
    return words(posts[number]["blocks"])


def test_a_preview_elsewhere_takes_nothing_from_the_edition_of_the_real_channel(news: Setting):
    for _ in range(2):
        assert post(news, "--channel", "#other") == 0
    assert news.store.editions.last("daily") is None
    assert post(news) == 0
    assert "Petra Lund" in first(news, "general")
    lines = first(news, "general").split("Coverage")[0]
    assert [first(news, "other", n).split("Coverage")[0] for n in (0, 1)] == [lines, lines]
    assert post(news) == 0
    assert "Petra Lund" not in first(news, "general", 1)


def test_its_own_channel_by_name_or_id_is_no_preview(news: Setting):
    number = news.workspace.named("general").id
    assert post(news) == 0
    tell(news, 2)
    assert post(news, "--channel", number) == 0
    assert [row.digest for row in news.store.editions.all()] == ["daily", "daily"]


def test_beside_a_running_service_it_is_queued_and_the_service_posts_it(news: Setting):
    path = news.store.connection.path
    assert isinstance(path, Path)
    done = threading.Event()
    news.now += timedelta(hours=1)  # what is queued now is due for the service

    def serve() -> None:
        while not done.wait(0.05):
            news.deliver()

    service = threading.Thread(target=serve)
    with hold(path):
        service.start()
        try:
            assert post(news, "--channel", "#other") == 0
        finally:
            done.set()
            service.join()
    assert "Petra Lund" in first(news, "other")


def test_the_buttons_under_a_preview_work(news: Setting):
    assert post(news, "--channel", "#other") == 0
    [shown] = [m for m in news.workspace.visible("other") if "actions" in str(m.get("blocks"))]
    answer = news.people.press(shown, "edition.plain", user=BEN, channel="other").answer()
    assert "Petra Lund" in words(answer["blocks"])
