"""Look back: what was posted after the backup that this database was put back from is read from Slack, and not posted again.

A copy of the database knows nothing of what was posted after it was taken. Before anything is queued or sent, every channel's
history since then is read: what waits here and stands there is sent; a digest whose edition stands there has had it; the
articles that stand there were told, in an edition or by an alert; numbers in use there are not used again. What cannot be
read is said once, and is the only thing that may come twice.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot import logs
from bot.jobs.verdict import UNREACHED_WAIT, Clock
from bot.notices import Notices
from bot.slack import Refused, Slack, Throttled, describe
from bot.slack.history import Shown, ours
from bot.store import Store
from bot.store.channels import Channels
from bot.store.database import instant
from bot.store.noted import Noted
from bot.store.shown import Account
from scrapers.identity import address_key

#: Slack's clock and ours may differ.
MARGIN = timedelta(minutes=10)
#: Failures that reading again would meet again.
_FINAL = ("channel", "message")


class LookBack:
    """Compares a database that was put back with what stands in Slack, once, before anything is sent."""

    def __init__(self, store: Store, slack: Slack, notices: Notices, settle: timedelta, clock: Clock) -> None:
        self._store = store
        self._slack = slack
        self._notices = notices
        self._clock = clock
        # What was sent a moment ago may not show yet.
        self._not_before = clock() + settle

    def done(self) -> bool:
        """Go on with the comparison; return True when there is none to make, or it is over."""
        since = self._store.shown.copied()
        if since is None:
            return True
        if self._clock() < self._not_before:
            return False
        account = self._store.shown.account()
        if not account.read and not account.unread:
            with self._store.write():
                self._store.shown.suspect(since)
        names = {*self._store.shown.channels(), *([self._notices.channel] if self._notices.channel else [])}
        for name in sorted(names - {*account.read, *account.unread, "(none)"}):
            wait = self._read(name, since, account)
            if wait is not None:
                self._not_before = self._clock() + wait
                return False
        self._conclude(since, account)
        return True

    def _read(self, name: str, since: datetime, account: Account) -> timedelta | None:
        """Take in what stands in a channel; return how long to wait when it cannot be had now."""
        channels = Channels(self._store.connection)
        channel_id = channels.id_of(name) or self._slack.resolve(name)
        found = ours(self._slack, channel_id, since - MARGIN) if isinstance(channel_id, str) else channel_id
        if isinstance(found, tuple) and isinstance(channel_id, str):
            with self._store.write():
                channels.keep(name, channel_id, self._clock())
                self._take(name, channel_id, found, since, account)
                self._store.shown.absent(name)
                account.read.append(name)
                self._store.shown.keep(account, self._clock())
            return None
        assert not isinstance(found, tuple)
        if isinstance(found, Refused) and (found.kind in _FINAL or found.error == "missing_scope"):
            logs.get().warning("the history cannot be read", channel=name, reason=describe(found))
            with self._store.write():
                account.unread.append(name)
                self._store.shown.keep(account, self._clock())
            return None
        logs.get().info("the history cannot be read now", channel=name, reason=describe(found))
        return found.wait if isinstance(found, Throttled) else UNREACHED_WAIT

    def _take(
        self, name: str, channel_id: str, found: Sequence[Shown], since: datetime, account: Account
    ) -> None:
        store, now = self._store, self._clock()
        for message in found:
            row = store.outbox.get(message.key)
            if row is not None and store.shown.held(message.key, since):
                if row.state != "sent":
                    store.outbox.sent(row, channel_id, message.ts, now)
                    account.sent += 1
            elif float(message.ts) >= (since - MARGIN).timestamp():
                account.foreign += 1
                self._foreign(name, message, account)

    def _foreign(self, name: str, message: Shown, account: Account) -> None:
        """Take in a message that nothing here knows of."""
        kind, _, rest = message.key.partition(":")
        if kind == "edition":
            number = rest.partition(":")[0]
            account.edition = max(account.edition, int(number) if number.isdecimal() else 0)
            digest, slot = message.about.get("digest"), instant(message.about.get("slot"))
            if digest and slot:
                self._store.editions.counts_after(digest, slot)
            _add(account.editions, digest or name, message)
        elif kind == "alert":
            article = rest.rpartition(":")[2]
            account.article = max(account.article, int(article) if article.isdecimal() else 0)
            _add(account.alerts, name, message)
        elif kind == "notice":
            self._heard(rest.rpartition(":")[0])

    def _heard(self, trouble: str) -> None:
        """Note that the operators were told of a trouble, or that it was over."""
        noted = Noted(self._store.connection)
        name, _, source = trouble.partition(":")
        if name == "recovered":
            noted.over(f"source:{source}")
        else:
            noted.first(trouble, self._clock())

    def _conclude(self, since: datetime, account: Account) -> None:
        with self._store.write():
            self._store.shown.compared(account, self._clock())
            text = (
                f"This database was put back from a backup of {since:%a} {since.day} {since:%b %H:%M} UTC. Slack shows "
                f"{account.foreign} messages posted since that it does not know, and {account.sent} that it still had to send: "
                "none of them is posted again. What people set up in Slack after the backup is lost: they have to do it again."
            )
            if account.unread:
                text += (
                    f" The history of {', '.join(account.unread[:20])} cannot be read: what was posted there since may come "
                    "once more."
                )
            self._notices.tell(f"restored:{since.isoformat()}", text)
        logs.get().info(
            "compared with Slack", sent=account.sent, foreign=account.foreign, unread=account.unread
        )


def _add(known: dict[str, list[str]], name: str, message: Shown) -> None:
    there = known.setdefault(name, [])
    for link in sorted(message.links):
        try:
            key = address_key(link)
        except ValueError:
            continue
        if key not in there:
            there.append(key)
