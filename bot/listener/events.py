"""What happens in Slack: words to the bot, the Home tab opened, invited, removed."""

import re
from dataclasses import replace
from typing import Any

from bot import pausing
from bot.commands import Ask, answer
from bot.commands.greeting import hello
from bot.listener.app import Body
from bot.listener.desk import Desk, Happening, body_of
from bot.store.events import Events
from bot.store.members import Members
from bot.store.outbox import Message


def _first(desk: Desk, body: Body) -> bool:
    """Take an event once, however often Slack sends it."""
    with desk.office.store.write():
        return Events(desk.office.store.connection).first(str(body.get("event_id")), desk.office.clock())


def mentioned(desk: Desk, body: Body) -> None:
    """Answer `@communique …`, for the eyes of who wrote it."""
    event = body["event"]
    user = str(event.get("user") or "")
    if event.get("bot_id") or not user or not _first(desk, body):
        return
    ask = _ask(desk, body, direct=False)
    desk.whisper(ask.channel, user, answer(desk.office, ask), event.get("thread_ts"))


def written(desk: Desk, body: Body) -> None:
    """Answer what somebody wrote in their direct message, there."""
    event = body["event"]
    ours = event.get("bot_id") or event.get("subtype") or not event.get("user")
    if event.get("channel_type") != "im" or ours or not _first(desk, body):
        return
    ask = _ask(desk, body, direct=True)
    said = answer(desk.office, ask)
    message = Message(key=f"answer:{body['event_id']}", channel=ask.channel, body=body_of(said))
    with desk.office.store.write():
        desk.office.store.outbox.queue([message], desk.office.clock())


def _ask(desk: Desk, body: Body, *, direct: bool) -> Ask:
    event = body["event"]
    text = re.sub(rf"<@{re.escape(desk.bot_user)}(?:\|[^>]*)?>", " ", str(event.get("text") or ""))
    user = str(event["user"])
    desk.room(str(event["channel"]))
    return Ask(
        user=user,
        channel=str(event["channel"]),
        direct=direct,
        text=text.strip(),
        zone=desk.zone_of(user),
        id=f"event:{body['event_id']}",
    )


def home_opened(desk: Desk, body: Body) -> None:
    """Show the Home tab."""
    if body["event"].get("tab", "home") == "home":
        desk.refresh_home(str(body["event"]["user"]))


def joined(desk: Desk, body: Body) -> None:
    """Say hello where the bot was invited, once: what it will post and when, or how to get a digest."""
    event = body["event"]
    if event.get("user") == desk.bot_user:
        _greet(desk, str(event["channel"]))


def look_around(desk: Desk) -> None:
    """Say hello where the bot was invited while nobody listened, and note where it is no more: Slack tells it once only."""
    found = desk.answers.joined()
    if found is None:
        return
    members = Members(desk.office.store.connection)
    greeted = members.greeted()
    with desk.office.store.write():
        for channel in sorted(greeted - set(found)):
            members.left(channel)
    for channel in found:
        if channel not in greeted:
            _greet(desk, channel)


def _greet(desk: Desk, channel: str) -> None:
    office = desk.office
    now = office.clock()
    office.store.rooms.forget(channel)
    desk.room(channel)
    with office.store.write():
        if Members(office.store.connection).greet(channel, now):
            pausing.come_back(office.store, channel, now)
            key = f"hello:{channel}:{now.timestamp():.6f}"
            message = Message(key=key, channel=channel, body=body_of(hello(office, channel)))
            office.store.outbox.queue([message], now)


def left(desk: Desk, body: Body) -> None:
    """Note that the bot is no more in a channel, or the channel no more."""
    event: dict[str, Any] = body["event"]
    if event.get("type") == "member_left_channel" and event.get("user") != desk.bot_user:
        return
    channel = event.get("channel")
    # Some events name the channel, some describe it.
    number = str(channel.get("id") if isinstance(channel, dict) else channel)
    office = desk.office
    with office.store.write():
        Members(office.store.connection).left(number)
        cause = f"{number}:{body.get('event_id')}"
        pausing.pause_channel(
            office.store, office.notices(), number, str(event.get("type")), cause, office.clock()
        )
        office.store.rooms.forget(number)


def changed(desk: Desk, body: Body) -> None:
    """Note when somebody was deactivated, or came back: only of those we know."""
    row, office = body["event"].get("user") or {}, desk.office
    members = Members(office.store.connection)
    known = members.get(str(row.get("id")))
    if known is not None:
        gone, zone = bool(row.get("deleted")), row.get("tz") or known.timezone
        admin = bool(row.get("is_admin") or row.get("is_owner"))
        with office.store.write():
            members.put(replace(known, deactivated=gone, timezone=zone, admin=admin and not gone))
            if gone and not known.deactivated:
                pausing.pause_member(office.store, office.notices(), known.id, office.clock())


#: The events the app is subscribed to (config/slack_manifest.yaml), and what is done.
HAPPENINGS: dict[str, Happening] = {
    "app_mention": mentioned,
    "message": written,
    "app_home_opened": home_opened,
    "member_joined_channel": joined,
    "member_left_channel": left,
    "channel_left": left,
    "group_left": left,
    "channel_archive": left,
    "group_archive": left,
    "channel_deleted": left,
    "group_deleted": left,
    "user_change": changed,
}
