"""Following queries: subscribe, unsubscribe, list, test. Whoever changes a channel's subscriptions is named there."""

import json
from dataclasses import replace

from bot.commands.asking import Answer, Ask, Office
from bot.commands.changing import often_button, stop, tell_channel
from bot.commands.history import history
from bot.commands.lines import QUERY, named, place, row
from bot.commands.tried import Tried, tried
from bot.commands.wishes import Wish, read_wish
from bot.elements import Element, Run, actions, bold, button, code, context, para
from bot.errors import UsageError
from bot.modals import USUAL_HOUR
from bot.queries import read_query
from bot.store.subscriptions import Subscription
from digests.days import zone_name
from digests.query import Query
from scrapers.markup import one_line

#: A query that would send more than this in a day is asked about first.
MANY_A_DAY = 20
#: Rows of a list: each takes two blocks.
MOST_LISTED = 20


def subscribe(office: Office, ask: Ask) -> Answer:
    """Follow a query at once; for a channel, or where much would come, after a question."""
    return wanted(office, read_wish(office, ask.text, ask.user), ask)


def wanted(office: Office, wish: Wish, ask: Ask) -> Answer:
    """Do what somebody wants, or ask first."""
    wish = _allowed(office, ask, wish)
    found = tried(office, wish.query, ask.zone)
    if wish.is_shared or (wish.daily is None and found.per_day > MANY_A_DAY):
        return _question(wish, ask, found)
    return follow(office, wish, ask, found)


def follow(office: Office, wish: Wish, ask: Ask, found: Tried | None = None) -> Answer:
    """Add a subscription; say what it finds and how to change it."""
    wish = _allowed(office, ask, wish)
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
        para("You follow ", named(one), ": ", *_coming(wish, ask.zone), f". This is alert {one.id}."),
        *_found(wish.query, found),
    ]
    undo, edit = button("Undo", "sub.stop", str(one.id)), button("Edit", "sub.edit", str(one.id))
    blocks.append(actions(undo, often_button(one), edit))
    return Answer.of(f"You follow {one_line(one.query, QUERY)}", blocks)


def confirmed(office: Office, value: str, ask: Ask) -> Answer:
    """Follow what was asked about first."""
    asked = json.loads(value)
    query = read_query(str(asked["query"]), office.configuration())
    return follow(office, Wish(query=query, channel=str(asked["channel"]), daily=asked["daily"]), ask)


def _question(wish: Wish, ask: Ask, found: Tried) -> Answer:
    why = "Everybody there reads it" if wish.is_shared else f"That is about {found.per_day:.0f} a day"
    value = {"query": str(wish.query), "channel": wish.channel, "daily": wish.daily}
    buttons = [button("Follow", "sub.confirm", json.dumps(value, ensure_ascii=False), style="primary")]
    if wish.daily is None:
        daily = json.dumps({**value, "daily": USUAL_HOUR}, ensure_ascii=False)
        buttons.append(button("Once a day", "sub.confirm.daily", daily))
    if any(len(b["value"]) > 2_000 for b in buttons):
        raise UsageError("The query is too long to be asked about; make it shorter")
    shown = bold(one_line(str(wish.query), QUERY))
    blocks = [
        para("Follow ", shown, ", ", *_coming(wish, ask.zone), f"? {why}, so I ask before."),
        *_found(wish.query, found),
        actions(*buttons),
    ]
    return Answer.of("Follow this?", blocks)


def _coming(wish: Wish, zone: str) -> list[Run]:
    often = f"once a day at {wish.daily} ({zone_name(zone)})" if wish.daily else "as it happens"
    return [f"{often}, in ", place(wish.channel)] if wish.is_shared else [f"{often}, by direct message"]


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
    """Show what somebody follows and what comes to this channel, each with its buttons; or what was changed."""
    if ask.text.casefold() == "log":
        return history(office, ask)
    every = _visible(office, ask)
    skip = int(ask.text) if ask.text.isdecimal() and ask.text.isascii() and len(ask.text) < 6 else 0
    found = every[skip:]
    if not found:
        if every:
            return Answer.line(f"There are {len(every)}: ", code("/diplomacy list"), " shows them.")
        return Answer.line("You follow nothing yet. For example: ", code("/diplomacy subscribe country:NOR"))
    what = "yours" if ask.direct else "yours, and what comes to this channel"
    blocks: list[Element] = [para(bold(f"{len(every)} alert{'s' * (len(every) != 1)}"), f" · {what}")]
    for one in found[:MOST_LISTED]:
        blocks += row(office, one, ask.zone)
    if len(found) > MOST_LISTED:
        blocks.append(
            para(f"… and {len(found) - MOST_LISTED} more: ", code(f"/diplomacy list {skip + MOST_LISTED}"))
        )
    # The last row of buttons belongs to its line, not to the message.
    return Answer(text=f"{len(every)} alerts", blocks=tuple(blocks))


def test(office: Office, ask: Ask) -> Answer:
    """Show what a query means and would have sent."""
    wish = read_wish(office, ask.text, ask.user)
    found = tried(office, wish.query, ask.zone)
    blocks: list[Element] = [
        para("I read it as ", bold(one_line(str(wish.query), 400))),
        *_found(wish.query, found),
    ]
    return Answer.of("What the query finds", blocks)


def _allowed(office: Office, ask: Ask, wish: Wish) -> Wish:
    """Return a wish with its channel by id.

    Raises:
        UsageError: Who asks may not subscribe the channel, or nothing could be posted there.
    """
    if not wish.is_shared:
        return wish
    if not may_share(office, ask.user):
        raise UsageError(
            "Only administrators subscribe channels here; without “in #…” it comes to you alone."
        )
    room = office.look_up(wish.channel)
    if room is None:
        return wish
    if not room.member:
        raise UsageError(
            "I am not in that channel, so nothing could come there. Type /invite @communique in it, then try once more."
        )
    if room.private and ask.channel != room.id:
        raise UsageError("That channel is private: type the command in it, so that its members see who did.")
    return replace(wish, channel=room.id)


def may_share(office: Office, user: str) -> bool:
    """Tell whether somebody may have alerts come to channels."""
    only_admins = office.configuration().settings.slack.subscribe_channels == "admins"
    return not only_admins or office.is_admin(user)


def _visible(office: Office, ask: Ask) -> list[Subscription]:
    store = office.store.subscriptions
    found = {one.id: one for one in store.all(owner=ask.user)}
    if not ask.direct:
        names = {ask.channel, *office.names_of(ask.channel)}
        found |= {one.id: one for name in names for one in store.all(channel=name)}
    return [found[number] for number in sorted(found)]


def _found(query: Query, found: Tried) -> list[Element]:
    """Say what a query finds, with what its writer should know."""
    blocks: list[Element] = [context(notice) for notice in query.notices[:4]]
    return [*blocks, *found.blocks]
