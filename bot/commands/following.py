"""Following queries: subscribe, unsubscribe, list, test. Whoever changes a channel's subscriptions is named there."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.commands.asking import Answer, Ask, Office
from bot.commands.tried import Tried, tried
from bot.commands.wishes import Wish, read_wish
from bot.elements import Element, Run, actions, bold, button, code, context, para, user
from bot.errors import UsageError
from bot.modals import USUAL_HOUR
from bot.queries import read_query
from bot.store.outbox import Message
from bot.store.subscriptions import ADMINISTRATORS, Subscription
from digests.days import moment, zone_name
from digests.query import Query
from scrapers.markup import one_line

#: A query that would send more than this in a day is asked about first.
MANY_A_DAY = 20
#: Rows of a list: each takes two blocks.
MOST_LISTED = 20
MUTE = timedelta(hours=24)
#: Muted until then means paused: nobody listens there.
PAUSED = datetime(9999, 1, 1, tzinfo=UTC)
_QUERY = 160


def subscribe(office: Office, ask: Ask) -> Answer:
    """Follow a query at once; for a channel, or where much would come, after a question."""
    wish = read_wish(office, ask.text, ask.user)
    _check_right(office, ask.user, wish)
    found = tried(office, wish.query, ask.zone)
    if wish.is_shared or (wish.daily is None and found.per_day > MANY_A_DAY):
        return _question(wish, found)
    return follow(office, wish, ask, found)


def follow(office: Office, wish: Wish, ask: Ask, found: Tried | None = None) -> Answer:
    """Add a subscription; say what it finds and how to change it."""
    _check_right(office, ask.user, wish)
    now = office.clock()
    with office.store.write():
        one = office.store.subscriptions.add(
            owner=ask.user,
            channel=wish.channel,
            query=str(wish.query),
            by=ask.user,
            now=now,
            zone=ask.zone,
            daily=wish.daily,
        )
        tell_channel(office, one, ask.user, "added an alert here", ask.id)
    found = found or tried(office, wish.query, ask.zone)
    blocks: list[Element] = [
        para("You follow ", bold(one_line(one.query, _QUERY)), f": {_how(one)}."),
        *_found(wish.query, found),
    ]
    other = (
        button("As it happens instead", "sub.now", str(one.id))
        if one.daily
        else button("Once a day instead", "sub.daily", str(one.id))
    )
    blocks.append(
        actions(button("Undo", "sub.stop", str(one.id)), other, button("Edit", "sub.edit", str(one.id)))
    )
    return Answer.of(f"You follow {one_line(one.query, _QUERY)}", blocks)


def confirmed(office: Office, value: str, ask: Ask) -> Answer:
    """Follow what was asked about first."""
    asked = json.loads(value)
    query = read_query(str(asked["query"]), office.configuration())
    return follow(office, Wish(query=query, channel=str(asked["channel"]), daily=asked["daily"]), ask)


def _question(wish: Wish, found: Tried) -> Answer:
    where = f"in {_place(wish.channel)}" if wish.is_shared else "by direct message"
    often = f"once a day at {wish.daily}" if wish.daily else "as it happens"
    runs: list[Run] = ["Follow ", bold(one_line(str(wish.query), _QUERY)), f" {often} ", where, "?"]
    if isinstance(where, str) and wish.is_shared and not wish.channel.startswith("#"):
        runs = [*runs[:2], f" {often} in ", {"type": "channel", "channel_id": wish.channel}, "?"]
    value = {"query": str(wish.query), "channel": wish.channel, "daily": wish.daily}
    buttons = [button("Follow", "sub.confirm", json.dumps(value, ensure_ascii=False), style="primary")]
    if wish.daily is None:
        daily = json.dumps({**value, "daily": USUAL_HOUR}, ensure_ascii=False)
        buttons.append(button("Once a day", "sub.confirm.daily", daily))
    if any(len(b["value"]) > 2_000 for b in buttons):
        raise UsageError("The query is too long to be asked about; make it shorter")
    blocks = [para(*runs), *_found(wish.query, found), actions(*buttons)]
    return Answer.of("Follow this?", blocks)


def unsubscribe(office: Office, ask: Ask) -> Answer:
    """Stop a subscription by its number, or show what can be stopped."""
    number = ask.text.lstrip("#")
    if number.isdecimal() and number.isascii() and len(number) < 10:
        return stop(office, int(number), ask)
    mine = [one for one in _visible(office, ask) if one.owner == ask.user]
    if ask.text:
        same = [one for one in mine if one.query.casefold() == ask.text.casefold()]
        if len(same) == 1:
            return stop(office, same[0].id, ask)
    return list_(office, replace(ask, text=""))


def list_(office: Office, ask: Ask) -> Answer:
    """Show what somebody follows and what comes to this channel, each with its buttons."""
    every = _visible(office, ask)
    skip = int(ask.text) if ask.text.isdecimal() and ask.text.isascii() and len(ask.text) < 6 else 0
    found = every[skip:]
    if not found:
        if every:
            return Answer.line(f"There are {len(every)}.")
        return Answer.line("You follow nothing yet. For example: ", code("/diplomacy subscribe country:NOR"))
    blocks: list[Element] = []
    for one in found[:MOST_LISTED]:
        blocks += row(office, one, ask.zone)
    if len(found) > MOST_LISTED:
        blocks.append(
            para(f"… and {len(found) - MOST_LISTED} more: ", code(f"/diplomacy list {skip + MOST_LISTED}"))
        )
    # The last row of buttons belongs to its line, not to the message.
    return Answer(text=f"{len(every)} alerts", blocks=tuple(blocks))


def row(office: Office, one: Subscription, zone: str) -> list[Element]:
    """Return one subscription with its buttons."""
    runs: list[Run] = [bold(f"{one.id} · {one_line(one.query, _QUERY)}"), f"\n{_how(one)}"]
    if not one.channel.startswith(("U", "W")):
        runs += [" in ", _place(one.channel), " · by "]
        runs.append("the administrators" if one.owner == ADMINISTRATORS else user(one.owner))
    if muted := _muted(one, office.clock(), zone):
        runs.append(f" · {muted}")
    if one.name is not None:
        return [para(*runs, " · stands in digests.yaml")]
    quiet = (
        button("Resume", "sub.resume", str(one.id)) if muted else button("Mute 24 h", "sub.mute", str(one.id))
    )
    edit = button("Edit", "sub.edit", str(one.id))
    return [para(*runs), actions(quiet, edit, button("Stop", "sub.stop", str(one.id), style="danger"))]


def test(office: Office, ask: Ask) -> Answer:
    """Show what a query means and would have sent."""
    wish = read_wish(office, ask.text, ask.user)
    found = tried(office, wish.query, ask.zone)
    blocks: list[Element] = [
        para("I read it as ", bold(one_line(str(wish.query), 400))),
        *_found(wish.query, found),
    ]
    return Answer.of("What the query finds", blocks)


def stop(office: Office, number: int, ask: Ask) -> Answer:
    """Stop a subscription; again is no mistake."""
    one = office.store.subscriptions.get(number)
    if one is None:
        return Answer.line(f"Alert {number} is stopped already.")
    if refusal := refused(office, one, ask.user):
        return refusal
    with office.store.write():
        office.store.subscriptions.remove(number, by=ask.user, now=office.clock())
        tell_channel(office, one, ask.user, "stopped an alert here", ask.id)
    again = json.dumps({"query": one.query, "channel": one.channel, "daily": one.daily}, ensure_ascii=False)
    line = para(f"Stopped: alert {number}, ", bold(one_line(one.query, _QUERY)), ". Nothing more comes.")
    undo = [actions(button("Undo", "sub.confirm", again))] if len(again) <= 2_000 else []
    return Answer.of(f"Alert {number} is stopped", [line, *undo])


def mute(office: Office, number: int, ask: Ask, *, resume: bool = False) -> Answer:
    """Give no alerts for a day, or give them again."""
    one = office.store.subscriptions.get(number)
    if one is None:
        return Answer.line(f"Alert {number} is stopped already.")
    if not (one.name and office.is_admin(ask.user)) and (refusal := refused(office, one, ask.user)):
        return refusal
    now = office.clock()
    until = now if resume else now + MUTE
    with office.store.write():
        office.store.subscriptions.mute(number, until, by=ask.user, now=now)
        what = "resumed an alert here" if resume else f"muted an alert here until {moment(until, ask.zone)}"
        tell_channel(office, one, ask.user, what, ask.id)
    said = (
        "gives alerts again"
        if resume
        else f"is muted until {moment(until, ask.zone)} ({zone_name(ask.zone)})"
    )
    line = para(f"Alert {number} {said}: ", bold(one_line(one.query, _QUERY)))
    return Answer.of(f"Alert {number} {said}", [line])


def change(office: Office, number: int, ask: Ask, *, query: str | None = None, daily: str | None) -> Answer:
    """Change query and hour of a subscription; `daily` None means as it happens."""
    one = office.store.subscriptions.get(number)
    if one is None:
        return Answer.line(f"Alert {number} is stopped already.")
    if refusal := refused(office, one, ask.user):
        return refusal
    wanted = str(read_query(query, office.configuration())) if query is not None else one.query
    with office.store.write():
        one = office.store.subscriptions.change(
            number, by=ask.user, now=office.clock(), query=wanted, daily=daily, zone=ask.zone
        )
        tell_channel(office, one, ask.user, "changed an alert here", ask.id)
    line = para(f"Alert {number} is changed: ", bold(one_line(one.query, _QUERY)), f", {_how(one)}.")
    return Answer.of(f"Alert {number} is changed", [line])


def refused(office: Office, one: Subscription, who: str) -> Answer | None:
    """Return whom to ask, for somebody who may not change a subscription."""
    if office.is_admin(who) and one.name is None:
        return None
    if one.name is not None:
        return Answer.line(
            f"Alert {one.id} stands in digests.yaml as {one.name}; an administrator changes it there."
        )
    if who in (one.owner, one.channel):
        return None
    runs: list[Run] = [f"Alert {one.id} belongs to ", user(one.owner), ". Please ask them"]
    admins = office.configuration().settings.slack.admins[:3]
    for n, admin in enumerate(admins):
        runs += [" or " if n == 0 else ", ", user(admin)]
    return Answer.of(f"Alert {one.id} is somebody else’s", [para(*runs, ".")])


def tell_channel(office: Office, one: Subscription, who: str, what: str, ask_id: str) -> None:
    """Queue a line in a shared channel: who changed what comes there."""
    if one.channel.startswith(("U", "W", "D")):
        return
    line = para(user(who), f" {what}: ", bold(one_line(one.query, _QUERY)), f" · {_how(one)}")
    body = {"text": f"Somebody {what}", "blocks": [line], "unfurl_links": False, "unfurl_media": False}
    key = f"told:{one.id}:{ask_id}"
    office.store.outbox.queue([Message(key=key, channel=one.channel, body=body)], office.clock())


def _check_right(office: Office, who: str, wish: Wish) -> None:
    only_admins = office.configuration().settings.slack.subscribe_channels == "admins"
    if wish.is_shared and only_admins and not office.is_admin(who):
        raise UsageError(
            "Only administrators subscribe channels here; without “in #…” it comes to you alone."
        )


def _visible(office: Office, ask: Ask) -> list[Subscription]:
    store = office.store.subscriptions
    found = {one.id: one for one in store.all(owner=ask.user)}
    if not ask.direct:
        names = {ask.channel, *office.names_of(ask.channel)}
        found |= {one.id: one for name in names for one in store.all(channel=name)}
    return [found[number] for number in sorted(found)]


def _how(one: Subscription) -> str:
    if one.daily:
        return f"once a day at {one.daily} ({zone_name(one.zone)})"
    return "as it happens"


def _muted(one: Subscription, now: datetime, zone: str) -> str:
    if one.muted is None or one.muted <= now:
        return ""
    return "paused" if one.muted >= PAUSED else f"muted until {moment(one.muted, zone)}"


def _place(channel: str) -> Run:
    if channel.startswith("#"):
        return channel
    return {"type": "channel", "channel_id": channel}


def _found(query: Query, found: Tried) -> list[Element]:
    """Say what a query finds, with what its writer should know."""
    blocks: list[Element] = [context(notice) for notice in query.notices[:4]]
    return [*blocks, *found.blocks]
