"""Sweep: what was sent again because Slack showed it too late stands twice; the repetition is found later and taken away.

Slack does not promise to show at once what it has stored. A message that was sent again is looked for at growing
intervals until a day has passed. Only messages that carry its key and were written by us count, and one always stays.
Nothing is kept in memory: a look that was cut short is done again, and finds what is left.
"""

from datetime import UTC, datetime, timedelta

from bot import logs
from bot.jobs.sender import LATEST, MARGIN, REPEATED
from bot.jobs.verdict import Clock, bad_token, choose
from bot.notices import Notices
from bot.slack import Copy, Failure, Refused, Slack, Throttled, describe
from bot.store import Store
from bot.store.doubts import Doubt
from bot.store.outbox import Delivery, Message

#: Waits after the first, second … look; after the last of them it is looked for no more.
WAITS = (timedelta(minutes=15), timedelta(hours=1), timedelta(hours=6), timedelta(hours=24))
#: Slack does not answer, or the message is still being sent: looked for again after this long, but not for ever.
RETRY, PATIENCE = timedelta(minutes=10), timedelta(days=3)
#: The token is good, and may not take away what it wrote.
NOT_ALLOWED = frozenset({"missing_scope", "no_permission", "not_allowed_token_type"})


class Sweeper:
    """Looks for messages that stand twice. The deliver job alone runs it: nothing else is sent meanwhile."""

    def __init__(self, store: Store, slack: Slack, notices: Notices, clock: Clock) -> None:
        self._store = store
        self._doubts = store.doubts
        self._slack = slack
        self._notices = notices
        self._clock = clock

    def run(self) -> bool:
        """Look for one message whose time has come; return False when there is none."""
        doubt = self._doubts.due(self._clock())
        row = self._store.outbox.get(doubt.key) if doubt else None
        if doubt is None or row is None:
            return False
        if row.state not in ("sent", "parked"):
            # Each further attempt begins the looks anew.
            self._again(doubt, row, RETRY)
            return True
        parent = self._store.outbox.get(row.parent) if row.parent else None
        since, until = doubt.since - MARGIN, (row.attempted or doubt.since) + LATEST
        found = self._slack.copies(doubt.channel_id, row.key, since, until, parent.ts if parent else None)
        if isinstance(found, tuple):
            self._settle(doubt, row, found)
        elif isinstance(found, Refused) and not _refused_token(found):
            # It may not be read, so nothing is known and nothing is taken away.
            self._looked(doubt)
        else:
            self._again(doubt, row, found.wait if isinstance(found, Throttled) else RETRY)
        return True

    def _settle(self, doubt: Doubt, row: Delivery, copies: tuple[Copy, ...]) -> None:
        """Keep one of the copies and take away the others."""
        keep, others = choose(copies, row.ts)
        if keep is not None:
            # Kept before anything is taken away: a process killed between must find no reply to what is gone.
            with self._store.write():
                if keep.ts != row.ts:
                    self._doubts.stands_at(row, doubt.channel_id, keep.ts, self._clock())
                if (row.ts and keep.ts != row.ts) or (others and REPEATED in keep.text):
                    self._mend(row, keep)
        removed = doubt.removed
        for other in others:
            failure = self._slack.delete(doubt.channel_id, other.ts)
            if failure is not None:
                self._stays(doubt, row, other, failure)
                return
            removed = (*removed, other.ts)
            with self._store.write():
                self._doubts.removed(doubt, removed)
                self._notices.over(f"double:{row.channel}:")
            logs.get().info("a repetition was taken away", key=row.key, channel=row.channel, ts=other.ts)
        self._looked(doubt)

    def _mend(self, row: Delivery, keep: Copy) -> None:
        """Let the copy that stays read as the message does now: corrected since, and no longer repeated."""
        body = {
            k: v for k, v in self._doubts.last_body(row).items() if not k.startswith(("unfurl_", "reply_"))
        }
        message = Message(
            key=f"{row.key}:stands:{keep.ts}",
            channel=row.channel,
            body=body,
            op="update",
            parent=row.key,
            edition=row.edition,
        )
        self._store.outbox.queue([message], self._clock())

    def _stays(self, doubt: Doubt, row: Delivery, other: Copy, failure: Failure) -> None:
        """Note that a repetition could not be taken away now, or may not be."""
        if not isinstance(failure, Refused) or _refused_token(failure):
            self._again(doubt, row, failure.wait if isinstance(failure, Throttled) else RETRY)
            return
        at = datetime.fromtimestamp(float(other.ts), UTC)
        text = (
            f"A message stands twice in {row.channel} and may not be taken away: {describe(failure)}. Delete the one of "
            f"{at:%d %b %H:%M:%S} UTC by hand, or let the app delete what it wrote: it tries again for a day."
        )
        self._notices.tell(f"double:{row.channel}:", text)
        self._looked(doubt)

    def _looked(self, doubt: Doubt) -> None:
        wait = WAITS[doubt.looks] if doubt.looks < len(WAITS) else None
        with self._store.write():
            self._doubts.later(doubt, self._clock() + wait if wait else None, doubt.looks + 1)

    def _again(self, doubt: Doubt, row: Delivery, wait: timedelta) -> None:
        now = self._clock()
        over = now - (row.attempted or doubt.since) > PATIENCE
        with self._store.write():
            self._doubts.later(doubt, None if over else now + wait, doubt.looks)


def _refused_token(failure: Failure) -> bool:
    """Tell whether the token itself is refused: nothing is known then, and nothing to be said about rights."""
    return bad_token(failure) and isinstance(failure, Refused) and failure.error not in NOT_ALLOWED
