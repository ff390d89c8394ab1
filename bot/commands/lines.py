"""How a subscription is shown: one line, how often it comes, and its buttons."""

from datetime import datetime

from bot.commands.asking import Office
from bot.elements import Element, Run, actions, bold, button, para, user
from bot.store.subscriptions import ADMINISTRATORS, PAUSED, Subscription
from digests.days import moment, zone_name
from scrapers.markup import one_line

#: Characters of a query that are shown.
QUERY = 160


def row(office: Office, one: Subscription, zone: str) -> list[Element]:
    """Return one subscription with its buttons."""
    runs: list[Run] = [bold(f"{one.id} · {one_line(one.query, QUERY)}"), f"\n{how(one)}"]
    if is_shared(one):
        runs += [" in ", place(one.channel), " · by "]
        runs.append("the administrators" if one.owner == ADMINISTRATORS else user(one.owner))
    else:
        runs.append(" by direct message")
    if muted := _muted(one, office.clock(), zone):
        runs.append(f" · {muted}")
    quiet = (
        button("Resume", "sub.resume", str(one.id)) if muted else button("Mute 24 h", "sub.mute", str(one.id))
    )
    if one.name is not None:
        return [para(*runs, f" · stands in digests.yaml as {one.name}"), actions(quiet)]
    edit = button("Edit", "sub.edit", str(one.id))
    return [para(*runs), actions(quiet, edit, button("Stop", "sub.stop", str(one.id), style="danger"))]


def named(one: Subscription) -> Element:
    """Return the query of a subscription, as it is shown."""
    return bold(one_line(one.query, QUERY))


def how(one: Subscription) -> str:
    """Say how often a subscription comes."""
    if one.daily:
        return f"once a day at {one.daily} ({zone_name(one.zone)})"
    return "as it happens"


def is_shared(one: Subscription) -> bool:
    """Tell whether others read it, too."""
    return not one.channel.startswith(("U", "W", "D"))


def place(channel: str) -> Run:
    """Return a channel as people see it."""
    if channel.startswith("#"):
        return channel
    return {"type": "channel", "channel_id": channel}


def _muted(one: Subscription, now: datetime, zone: str) -> str:
    if one.muted is None or one.muted <= now:
        return ""
    return "paused" if one.muted >= PAUSED else f"muted until {moment(one.muted, zone)}"
