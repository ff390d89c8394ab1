"""Where nobody reads any more, alerts pause; their owner hears it once."""

from datetime import datetime

from bot.elements import bold, code, para
from bot.notices import Notices
from bot.store import Store
from bot.store.channels import Channels
from bot.store.outbox import Message
from bot.store.subscriptions import ADMINISTRATORS, PAUSED, Subscription
from scrapers.markup import one_line

#: In the log of changes: nobody of the workspace did it.
BY = "slack"
REMOVED = "I was removed from the channel"
#: Why, by event and by what Slack answers when something is posted.
WHY = {
    "channel_archive": "the channel was archived",
    "group_archive": "the channel was archived",
    "channel_deleted": "the channel was deleted",
    "group_deleted": "the channel was deleted",
    "is_archived": "the channel was archived",
    "not_in_channel": "I am not in the channel",
    "channel_not_found": "I do not find the channel, or I am not in it",
}
#: What Slack answers when somebody is there no more.
GONE = ("user_not_found", "user_disabled", "is_inactive")


def pause_channel(store: Store, notices: Notices, channel: str, why: str, cause: str, now: datetime) -> int:
    """Pause the alerts of a channel that cannot be posted to; call it in the transaction of what was noticed.

    Args:
        channel: Its name or id.
        why: An event or an error of Slack.
        cause: Unique for what happened: owners hear of it once.

    Returns:
        How many were paused now.
    """
    reason = WHY.get(why, REMOVED)
    paused = [one for one in of_channel(store, channel) if _pause(store, one, now)]
    for owner in sorted({one.owner for one in paused}):
        mine = [one for one in paused if one.owner == owner]
        text = f"{_named(mine)} paused: {reason}."
        if owner == ADMINISTRATORS:
            notices.tell(f"paused:{cause}", text)
            continue
        line = para(bold(text), " Invite me again, then ", code("/diplomacy list"), " there resumes them.")
        body = {"text": text, "blocks": [line], "unfurl_links": False, "unfurl_media": False}
        store.outbox.queue([Message(key=f"paused:{cause}:{owner}", channel=owner, body=body)], now)
    return len(paused)


def pause_member(store: Store, notices: Notices, member: str, now: datetime) -> int:
    """Pause what came to somebody who is there no more; what they set up in channels is told to the operators."""
    own = [one for one in store.subscriptions.all(owner=member) if one.channel == member]
    paused = [one for one in own if _pause(store, one, now)]
    shared = [one for one in store.subscriptions.all(owner=member) if one.channel != member]
    if shared:
        notices.tell(
            f"ownerless:{member}",
            f"{_named(shared)} in channels belong{'s' * (len(shared) == 1)} to somebody who was deactivated; whoever made the "
            "channel or an administrator can stop or edit them: /diplomacy list there.",
        )
    return len(paused)


def come_back(store: Store, channel: str, now: datetime) -> None:
    """Resume what the administrators configured for a channel: the files say that it comes."""
    for one in of_channel(store, channel):
        if one.owner == ADMINISTRATORS and one.muted == PAUSED:
            store.subscriptions.mute(one.id, now, by=BY, now=now)


def of_channel(store: Store, channel: str) -> list[Subscription]:
    """Return what comes to a channel, given by name or id."""
    names = Channels(store.connection).same(channel)
    found = {one.id: one for name in names for one in store.subscriptions.all(channel=name)}
    return [found[n] for n in sorted(found)]


def _pause(store: Store, one: Subscription, now: datetime) -> bool:
    if one.muted == PAUSED:
        return False
    store.subscriptions.mute(one.id, PAUSED, by=BY, now=now)
    return True


def _named(found: list[Subscription]) -> str:
    names = ", ".join(f"{one.id} ({one_line(one.query, 60)})" for one in found[:5])
    more = f" and {len(found) - 5} more" if len(found) > 5 else ""
    return f"Alert{'s' * (len(found) > 1)} {names}{more}"
