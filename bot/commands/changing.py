"""Changing what is followed: stop and bring back, mute and resume, another query or hour; and who may."""

from datetime import timedelta

from bot.commands.asking import Answer, Ask, Office
from bot.commands.lines import how, is_shared, named
from bot.elements import Element, Run, actions, button, context, para, user
from bot.queries import read_query
from bot.store.outbox import Message
from bot.store.subscriptions import ADMINISTRATORS, Subscription
from digests.days import moment, zone_name

#: How long "Mute 24 h" lasts is said in its name.
MUTE = timedelta(hours=24)
#: Whom to ask: at most so many are named.
MOST_NAMED = 4
#: What somebody should know of a query: at most so many notices are shown.
MOST_NOTICES = 4


def stop(office: Office, number: int, ask: Ask) -> Answer:
    """Stop a subscription; again is no mistake."""
    one = office.store.subscriptions.get(number)
    if one is None:
        return _gone(number)
    if refusal := refused(office, one, ask.user):
        return refusal
    with office.store.write():
        office.store.subscriptions.remove(number, by=ask.user, now=office.clock())
        tell_channel(office, one, ask.user, "stopped an alert here", ask.id)
    line = para(f"Stopped: alert {number}, ", named(one), ". Nothing more comes.")
    return Answer.of(
        f"Alert {number} is stopped", [line, actions(button("Undo", "sub.restore", str(number)))]
    )


def restore(office: Office, number: int, ask: Ask) -> Answer:
    """Bring a stopped subscription back as it was: its number, owner and history, and what waited."""
    one = office.store.subscriptions.get(number)
    if one is not None:
        return Answer.line(f"Alert {number} is there: ", named(one), f", {how(one)}.")
    gone = office.store.subscriptions.removed(number)
    if gone is None or gone.name is not None:
        return Answer.line(f"There is no alert {number}.")
    if refusal := refused(office, gone, ask.user):
        return refusal
    with office.store.write():
        back = office.store.subscriptions.restore(number, by=ask.user, now=office.clock())
        assert back is not None
        tell_channel(office, back, ask.user, "brought back an alert here", ask.id)
    line = para(f"Back: alert {back.id}, ", named(back), f", {how(back)}.")
    return Answer.of(f"Alert {back.id} is back", [line, _buttons(back)])


def mute(office: Office, number: int, ask: Ask, *, resume: bool = False) -> Answer:
    """Give no alerts for a day, or give them again."""
    one = office.store.subscriptions.get(number)
    if one is None:
        return _gone(number)
    if refusal := refused(office, one, ask.user, quiet=True):
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
    line = para(f"Alert {number} {said}: ", named(one))
    undo = [] if resume else [actions(button("Resume", "sub.resume", str(number)))]
    return Answer.of(f"Alert {number} {said}", [line, *undo])


def change(office: Office, number: int, ask: Ask, *, query: str | None = None, daily: str | None) -> Answer:
    """Change query and hour of a subscription; `daily` None means as it happens."""
    one = office.store.subscriptions.get(number)
    if one is None:
        return _gone(number)
    if refusal := refused(office, one, ask.user):
        return refusal
    read = read_query(query, office.configuration(), office.archive) if query is not None else None
    wanted = str(read) if read else one.query
    with office.store.write():
        changed = office.store.subscriptions.change(
            number, by=ask.user, now=office.clock(), query=wanted, daily=daily, zone=ask.zone
        )
        if changed != one:
            tell_channel(office, changed, ask.user, "changed an alert here", ask.id)
    line = para(f"Alert {number} is changed: ", named(changed), f", {how(changed)}.")
    notes = [context(notice) for notice in read.notices[:MOST_NOTICES]] if read else []
    return Answer.of(f"Alert {number} is changed", [line, *notes, _buttons(changed)])


def refused(office: Office, one: Subscription, who: str, *, quiet: bool = False) -> Answer | None:
    """Return whom to ask, for somebody who may not change a subscription, or not even mute it (`quiet`)."""
    may = who in (one.owner, one.channel) or office.manages(who, one.channel)
    if one.name is not None and not (quiet and may):
        runs: list[Run] = [
            f"Alert {one.id} stands in digests.yaml as {one.name}; it is changed there. Please ask "
        ]
        return _refusal(one, runs, [*office.configuration().settings.slack.admins])
    if may:
        return None
    room = office.look_up(one.channel) if is_shared(one) else None
    runs = [f"Alert {one.id} belongs to ", user(one.owner), ". Please ask them"]
    asked = [room.creator if room else None, *office.configuration().settings.slack.admins]
    return _refusal(one, runs, asked)


def _refusal(one: Subscription, runs: list[Run], people: list[str | None]) -> Answer:
    """Return an answer that names whom to ask beside those named already."""
    told = [run["user_id"] for run in runs if isinstance(run, dict)]
    known = [who for who in dict.fromkeys(people) if who and who not in (ADMINISTRATORS, *told)][:MOST_NAMED]
    for n, person in enumerate(known):
        first = " or " if told and len(known) == 1 else ", " if told else ""
        runs += [first if n == 0 else " or " if n == len(known) - 1 else ", ", user(person)]
    if not known and not told:
        runs.append("an administrator")
    return Answer.of(f"Alert {one.id} is somebody else’s", [para(*runs, ".")])


def tell_channel(office: Office, one: Subscription, who: str, what: str, ask_id: str) -> None:
    """Queue a line in a shared channel: who changed what comes there."""
    if not is_shared(one):
        return
    line = para(user(who), f" {what}: ", named(one), f" · {how(one)}")
    body = {"text": f"Somebody {what}", "blocks": [line], "unfurl_links": False, "unfurl_media": False}
    key = f"told:{one.id}:{ask_id}"
    office.store.outbox.queue([Message(key=key, channel=one.channel, body=body)], office.clock())


def often_button(one: Subscription) -> Element:
    """Return the button to the other rhythm."""
    if one.daily:
        return button("As it happens instead", "sub.now", str(one.id))
    return button("Once a day instead", "sub.daily", str(one.id))


def _buttons(one: Subscription) -> Element:
    return actions(often_button(one), button("Edit", "sub.edit", str(one.id)))


def _gone(number: int) -> Answer:
    return Answer.line(f"Alert {number} is stopped already.")
