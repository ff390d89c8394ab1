"""The listener, the real SDK and bolt, over HTTP and WebSocket against the strict double; deliveries go out as always."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.commands import Office
from bot.jobs.deliver import Deliverer
from bot.listener import Listener
from bot.notices import Notices
from bot.settings import load
from bot.slack import Slack
from bot.store import Store, open_store
from bot.store.members import Members
from tests.bot.running import until
from tests.slack_double import ANN, APP_TOKEN, TOKEN, USER_ID, Double

SETTINGS = f"""\
timezone: Europe/Paris
slack: {{ops_channel: "#ops", admins: [{ANN}], settle: 0s}}
"""
DIGESTS = 'digests: [{id: daily, channel: "#general", at: "07:30", title: Daily}]\n'
NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


class Setting:
    """A double, a store and a listener over them."""

    def __init__(self, double: Double, store: Store, archive: Store, folder: Path) -> None:
        self.double, self.store = double, store
        self.people, self.workspace, self.sockets = double.people, double.workspace, double.sockets
        self.now = NOON
        (folder / "settings.yaml").write_text(SETTINGS, "utf-8")
        (folder / "digests.yaml").write_text(DIGESTS, "utf-8")
        self.configuration = load(folder)
        self.office = Office(
            store=store,
            archive=archive,
            configuration=lambda: self.configuration,
            folder=folder,
            notices=lambda: Notices(store, "#ops", self.clock),
            clock=self.clock,
        )
        self.listener: Listener | None = None
        with store.write():
            for channel in double.workspace.channels:
                Members(store.connection).greet(channel, self.now)
        self._slack = Slack(TOKEN, double.url)

    def clock(self) -> datetime:
        return self.now

    def listen(self) -> Listener:
        """Start a listener and wait until both its connections stand and it has looked around."""
        before = self._looks()
        self.listener = Listener(TOKEN, APP_TOKEN, self.double.url, self.office)
        self.listener.start()
        assert until(lambda: len(self.sockets.live) == 2 and self.listener and self.listener.listens, 10)
        assert until(lambda: self._looks() > before, 10), "it looks around where it is"
        return self.listener

    def _looks(self) -> int:
        return sum(method == "users.conversations" for method, _ in self.double.calls)

    def invite(self, name: str, times: int = 1) -> None:
        """Invite the bot to a channel it was not in, and let Slack tell it so often."""
        channel = self.workspace.named(name)
        channel.member = True
        with self.store.write():
            Members(self.store.connection).left(channel.id)
        for _ in range(times):
            self.people.event({"type": "member_joined_channel", "channel": channel.id, "user": USER_ID})

    def reload(self) -> None:
        """Read the files again."""
        self.configuration = load(self.office.folder)

    def deliver(self) -> None:
        """Post what is queued."""
        settle = self.configuration.settings.slack.settle
        Deliverer(self.store, self._slack, self.office.notices(), settle, self.clock).run()

    def posted(self, channel: str, count: int = 1) -> list[dict]:
        """Wait until so many messages stand in a channel; return them."""

        def there() -> bool:
            self.deliver()
            return len(self.workspace.visible(channel)) >= count

        assert until(there, 10), self.workspace.visible(channel)
        return self.workspace.visible(channel)


@pytest.fixture
def setting(tmp_path: Path) -> Iterator[Setting]:
    (tmp_path / "config").mkdir()
    path = tmp_path / "communique.db"
    with Double("general", "ops", "other") as double, open_store(path) as store, open_store(path) as archive:
        made = Setting(double, store, archive, tmp_path / "config")
        made.listen()
        try:
            yield made
        finally:
            made.listener.stop()
            assert double.sockets.faults == []
            assert threading.active_count() < 200


def words(blocks: list[dict]) -> str:
    """Return all words of blocks."""
    out = []

    def walk(node: object) -> None:
        if isinstance(node, dict):
            if isinstance(node.get("text"), str):
                out.append(node["text"])
            for value in node.values():
                walk(value)
        elif isinstance(node, list):
            for item in node:
                walk(item)

    walk(blocks)
    return " ".join(out)
