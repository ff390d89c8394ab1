"""Where nobody reads any more, alerts pause; their owner hears it once."""

from bot.commands.asking import Office
from bot.commands.following import PAUSED
from bot.elements import bold, code, para
from bot.store.outbox import Message
from bot.store.subscriptions import ADMINISTRATORS, Subscription
from scrapers.markup import one_line

#: In the log of changes: nobody of the workspace did it.
BY = "slack"
_WHY = {
    "channel_archive": "the channel was archived",
    "group_archive": "the channel was archived",
    "channel_deleted": "the channel was deleted",
    "group_deleted": "the channel was deleted",
}


def pause_channel(office: Office, channel: str, event: str, event_id: str) -> int:
    """Pause the alerts of a channel the bot can post to no more, in the transaction of the event; return how many."""
    why = _WHY.get(event, "I was removed from the channel")
    paused = [one for one in _of_channel(office, channel) if _pause(office, one)]
    for owner in sorted({one.owner for one in paused}):
        mine = [one for one in paused if one.owner == owner]
        text = f"{_named(mine)} paused: {why}."
        if owner == ADMINISTRATORS:
            office.notices().tell(f"paused:{channel}:{event_id}", text)
            continue
        line = para(bold(text), " Invite me again and ", code("/diplomacy list"), " there resumes them.")
        body = {"text": text, "blocks": [line], "unfurl_links": False, "unfurl_media": False}
        message = Message(key=f"paused:{channel}:{event_id}:{owner}", channel=owner, body=body)
        office.store.outbox.queue([message], office.clock())
    return len(paused)


def pause_member(office: Office, member: str) -> int:
    """Pause what came to somebody who was deactivated; what they set up in channels is told to the operators."""
    store = office.store.subscriptions
    own = [one for one in store.all(owner=member) if one.channel == member]
    paused = [one for one in own if _pause(office, one)]
    shared = [one for one in store.all(owner=member) if one.channel != member]
    if shared:
        office.notices().tell(
            f"ownerless:{member}",
            f"{_named(shared)} in channels belong{'s' * (len(shared) == 1)} to somebody who was deactivated; an administrator "
            "can stop or edit them: /diplomacy list there.",
        )
    return len(paused)


def paused_in(office: Office, channel: str) -> int:
    """Return how many alerts of a channel are paused."""
    return sum(one.muted == PAUSED for one in _of_channel(office, channel))


def _of_channel(office: Office, channel: str) -> list[Subscription]:
    names = {channel, *office.names_of(channel)}
    return [one for name in sorted(names) for one in office.store.subscriptions.all(channel=name)]


def _pause(office: Office, one: Subscription) -> bool:
    if one.muted == PAUSED:
        return False
    office.store.subscriptions.mute(one.id, PAUSED, by=BY, now=office.clock())
    return True


def _named(found: list[Subscription]) -> str:
    names = ", ".join(f"{one.id} ({one_line(one.query, 60)})" for one in found[:5])
    more = f" and {len(found) - 5} more" if len(found) > 5 else ""
    return f"Alert{'s' * (len(found) > 1)} {names}{more}"
