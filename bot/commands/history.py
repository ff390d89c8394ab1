"""Who changed which alert and when: of one's own, and of those that come to a channel."""

from bot.commands.asking import Answer, Ask, Office
from bot.commands.lines import QUERY, place
from bot.elements import Element, Run, bold, code, para, user
from bot.store.database import instant
from bot.store.subscriptions import PAUSED, Change, Subscription
from digests.days import moment
from scrapers.markup import one_line

#: Changes shown, the newest: a message holds so many blocks.
MOST = 30


def history(office: Office, ask: Ask) -> Answer:
    """Show the changes of what somebody follows or followed, and of what comes or came to this channel."""
    channels = [] if ask.direct else [ask.channel, *office.names_of(ask.channel)]
    found = office.store.subscriptions.log_for(ask.user, channels, MOST)
    if not found:
        return Answer.line("No alert of yours or of this channel was ever changed.")
    what = "yours" if ask.direct else "yours, and of this channel"
    blocks: list[Element] = [para(bold("Changes of alerts"), f" · {what}, the newest first")]
    blocks += [_line(change, one, ask.zone) for change, one in found]
    if len(found) == MOST:
        blocks.append(para("Administrators see all with ", code("communique alerts list --log")))
    return Answer(text="Changes of alerts", blocks=tuple(blocks))


def _line(change: Change, one: Subscription, zone: str) -> Element:
    runs: list[Run] = [f"{moment(change.at, zone)} · ", _who(change.by), f" {change.what} alert {one.id}, "]
    runs.append(bold(one_line(one.query, QUERY)))
    for name, value in change.details.items():
        # What a new one is, it still is, or its next change says.
        if isinstance(value, list):
            runs += [f" · {name} ", _value(name, value[0]), " → ", _value(name, value[1])]
    until = instant(change.details.get("until"))
    if until:
        runs.append(f" until {moment(until, zone)}" if until < PAUSED else " for good: nobody listens there")
    return para(*runs)


def _value(name: str, value: str | None) -> Run:
    if value is None:
        return "none"
    return place(value) if name == "channel" else one_line(value, QUERY)


def _who(by: str) -> Run:
    """Return who changed something: a person, or where it was done."""
    return user(by) if by[:1] in ("U", "W") and by.isalnum() and by.isupper() else f"the {by}"
