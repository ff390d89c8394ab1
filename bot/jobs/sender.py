"""One message at a time: attempted, looked for, written down. What to do is decided in `bot.jobs.verdict`."""

from datetime import timedelta
from typing import Any

from bot import logs, pausing
from bot.jobs.verdict import (
    FIRST_SWEEP,
    UNREACHED_WAIT,
    Again,
    Clock,
    Look,
    Now,
    Park,
    ParkChannel,
    after_attempt,
    after_look,
    unresolved,
)
from bot.notices import Notices
from bot.slack import Absent, Failure, Outcome, Posted, Refused, Slack, describe
from bot.store import Store
from bot.store.channels import Channels
from bot.store.outbox import Delivery

#: Slack's clock and ours may differ; earlier attempts may turn up late.
MARGIN = timedelta(minutes=10)
#: A request that was under way when its process was killed is visible by then, or never.
LATEST = timedelta(hours=1)

REPEATED = "(possibly repeated)"
REMEDY = "See its settings in Slack."
#: What to do about a channel that refuses.
REMEDIES = {
    "channel_not_found": "Correct its name, or invite the bot if it is private.",
    "not_in_channel": "Invite the bot to it.",
    "is_archived": "Unarchive it, or choose another channel.",
}


class Sender:
    """Sends messages of the store through one Slack; different channels from different threads."""

    def __init__(self, store: Store, slack: Slack, notices: Notices, settle: timedelta, clock: Clock) -> None:
        self._store = store
        self._outbox = store.outbox
        self._channels = Channels(store.connection)
        self._slack = slack
        self._notices = notices
        self._settle = settle
        self._clock = clock

    def handle(self, row: Delivery) -> Failure | None:
        """Do the next thing with a message; return what went wrong, so that the caller knows what to leave alone."""
        parent = self._outbox.get(row.parent) if row.parent else None
        if row.parent and (parent is None or parent.state == "parked"):
            self._park(row, "its parent was not posted", told=True)
            return None
        if parent and (parent.state != "sent" or parent.ts is None):
            with self._store.write():
                self._outbox.again(
                    row, self._clock() + UNREACHED_WAIT, "waits for its parent", attempts=row.attempts
                )
            return None
        channel_id = (parent and parent.channel_id) or self._channels.id_of(row.channel)
        if not channel_id:
            found = self._slack.resolve(row.channel)
            if not isinstance(found, str):
                return self._apply(row, unresolved(row, found), found)
            if not found.startswith("#"):
                with self._store.write():
                    self._channels.keep(row.channel, found, self._clock())
            channel_id = found
        if row.state == "sending" and row.op == "post":
            return self._look(row, parent, channel_id)
        return self._attempt(row, parent, channel_id)

    def _look(self, row: Delivery, parent: Delivery | None, channel_id: str) -> Failure | None:
        """Settle a doubtful message by reading the history for its key."""
        assert row.attempted is not None
        finding = self._slack.find(
            channel_id, row.key, row.attempted - MARGIN, row.attempted + LATEST, parent.ts if parent else None
        )
        if isinstance(finding, Posted):
            self._posted(row, finding)
            return None
        step = after_look(row, finding, self._settle)
        if isinstance(step, Now):
            return self._attempt(row, parent, channel_id, repeated=step.repeated)
        return self._apply(row, step, finding)

    def _attempt(
        self, row: Delivery, parent: Delivery | None, channel_id: str, *, repeated: bool = False
    ) -> Failure | None:
        with self._store.write():
            claimed = self._outbox.claim(row, self._clock())
            if claimed is not None and row.state == "sending" and row.op == "post":
                # Its earlier attempt may yet come to light: then it stands twice (see bot.jobs.sweep).
                self._store.doubts.note(row, channel_id, self._clock() + FIRST_SWEEP * self._settle)
        if claimed is None:
            return None
        # As it is now: a correction may have changed it since it was looked at.
        body = marked_repeated(claimed.body) if repeated else claimed.body
        outcome: Outcome
        if row.op == "update":
            assert parent is not None
            assert parent.ts is not None
            outcome = self._slack.update(channel_id, parent.ts, body, parent.key, self._about(row))
        else:
            outcome = self._slack.post(
                channel_id, body, row.key, parent.ts if parent else None, self._about(row)
            )
        if isinstance(outcome, Posted):
            self._posted(claimed, outcome)
            return None
        return self._apply(claimed, after_attempt(claimed, outcome, self._settle), outcome)

    def _about(self, row: Delivery) -> dict[str, str]:
        """Return what the metadata of an edition say: whoever lost this database can tell what was posted (bot.jobs.lookback)."""
        due = self._store.editions.due_of(row.edition) if row.edition is not None else None
        return {"digest": due[0], "slot": due[1]} if due else {}

    def _posted(self, row: Delivery, outcome: Posted) -> None:
        now = self._clock()
        with self._store.write():
            self._outbox.sent(row, outcome.channel_id, outcome.ts, now)
            self._channels.keep(row.channel, outcome.channel_id, now)
            self._notices.over(f"channel:{row.channel}:")
        logs.get().info("sent", key=row.key, channel=row.channel, attempts=row.attempts)

    def _apply(
        self, row: Delivery, step: Again | Look | Park | ParkChannel, failure: Absent | Failure
    ) -> Failure | None:
        """Write down what happens next with a message that was not posted, or not certainly."""
        now = self._clock()
        reason = row.last_error or "no answer" if isinstance(failure, Absent) else describe(failure)
        logs.get().info("not sent", key=row.key, channel=row.channel, attempts=row.attempts, reason=reason)
        match step:
            case Again():
                with self._store.write():
                    self._outbox.again(row, now + step.wait, reason, attempts=step.attempts, aside=step.aside)
            case Look():
                with self._store.write():
                    self._outbox.doubt(row, now + step.wait, reason, step.looks)
            case Park():
                self._park(row, reason)
            case ParkChannel():
                assert isinstance(failure, Refused)
                self._park_channel(row, failure)
        return None if isinstance(failure, Absent) else failure

    def _park(self, row: Delivery, reason: str, *, told: bool = False) -> None:
        with self._store.write():
            self._outbox.park(row, reason)
            if not told:
                text = f"A message to {row.channel} was set aside after {row.attempts} tries: {reason}"
                self._tell(row, f"parked:{row.key}", text)

    def _park_channel(self, row: Delivery, refusal: Refused) -> None:
        text = (
            f"Cannot post to {row.channel}: {refusal}. {REMEDIES.get(refusal.error, REMEDY)} "
            "What waits for it is set aside, and tried again when the service starts or reloads."
        )
        with self._store.write():
            self._outbox.park(row, refusal.error)
            self._outbox.park_channel(row.channel, refusal.error)
            if row.channel.startswith(("U", "W")) and refusal.error in pausing.GONE:
                pausing.pause_member(self._store, self._notices, row.channel, self._clock())
            elif refusal.error in pausing.WHY:
                cause = f"{row.channel}:{row.key}"
                pausing.pause_channel(
                    self._store, self._notices, row.channel, refusal.error, cause, self._clock()
                )
            self._channels.forget(row.channel)
            self._tell(row, f"channel:{row.channel}:{refusal.error}", text)

    def _tell(self, row: Delivery, key: str, text: str) -> None:
        """Tell the operators, but not by a message to the very channel that is in trouble."""
        if row.channel == self._notices.channel:
            logs.get().error("the ops channel is in trouble", text=text)
        else:
            self._notices.tell(key, text)


def marked_repeated(body: dict[str, Any]) -> dict[str, Any]:
    """Return a message that says it may be there already."""
    out = {**body, "text": f"{body.get('text') or ''} {REPEATED}".strip()}
    if body.get("blocks") and len(body["blocks"]) < 50:
        out["blocks"] = [
            *body["blocks"],
            {"type": "context", "elements": [{"type": "plain_text", "text": REPEATED}]},
        ]
    return out
