"""The Home tab: what comes next for one person, and what they can do."""

from collections.abc import Sequence
from typing import Any

from bot.commands.asking import Office
from bot.commands.lines import is_shared, place, row
from bot.commands.service import troubles
from bot.elements import Element, actions, bold, button, context, divider, header, para
from bot.modals import STARTERS
from bot.pausing import of_channel
from bot.status import gather
from bot.store.channels import Channels
from bot.store.subscriptions import Subscription
from bot.timing import next_run
from digests.days import moment, zone_name

#: Digests with a button, and listed.
MOST_TODAY = 5
MOST_DIGESTS = 15
#: Subscriptions listed of each kind.
MOST_FOLLOWED = 12
#: Channels Slack is asked about at one opening.
MOST_ASKED = 20
#: Slack takes 100.
MOST_BLOCKS = 95


def home_view(office: Office, user: str, zone: str, note: Sequence[Element] = ()) -> dict[str, Any]:
    """Return somebody's Home tab; `note` says at the top what was just done."""
    blocks: list[Element] = [
        header("Communiqué"),
        context("Who met whom, who said what and what comes next, with the evidence for every line."),
        *([*note, divider()] if note else []),
        actions(*_today(office), button("Search", "home.search"), button("What I can do", "home.help")),
    ]
    if office.is_admin(user):
        blocks += _failures(office, zone)
    blocks += [*_followed(office, user, zone), *_digests(office, zone)]
    return {"type": "home", "blocks": blocks[:MOST_BLOCKS]}


def _today(office: Office) -> list[Element]:
    """Return a button for today's edition of each digest."""
    digests = office.configuration().digests[:MOST_TODAY]
    if len(digests) < 2:
        return [button("Send me today’s digest now", "home.today.0", style="primary")]
    return [
        button(f"Send me today’s {d.title or d.id}", f"home.today.{n}", d.id) for n, d in enumerate(digests)
    ]


def _followed(office: Office, user: str, zone: str) -> list[Element]:
    """Return what somebody follows and what comes to channels they manage; below it what one can begin with."""
    mine = office.store.subscriptions.all(owner=user)
    own = [one for one in mine if not is_shared(one)]
    shared = {one.id: one for one in [*filter(is_shared, mine), *_managed(office, user)]}
    blocks: list[Element] = []
    for title, found in (
        ("You follow", own),
        ("In channels you manage", [shared[n] for n in sorted(shared)]),
    ):
        if found:
            blocks += [para(bold(title)), *_rows(office, found, zone)]
    starters = [button(label, f"home.start.{kind}") for kind, (label, _, _) in STARTERS.items()]
    lead = "Follow more" if own else "Follow something"
    return [*blocks, para(bold(lead), " and hear of it as it happens:"), actions(*starters)]


def _rows(office: Office, found: Sequence[Subscription], zone: str) -> list[Element]:
    blocks: list[Element] = []
    for one in found[:MOST_FOLLOWED]:
        blocks += row(office, one, zone)
    if len(found) > MOST_FOLLOWED:
        blocks.append(context(f"… and {len(found) - MOST_FOLLOWED} more; /diplomacy list has them."))
    return blocks


def _managed(office: Office, user: str) -> list[Subscription]:
    """Return what comes to the channels somebody made."""
    channels, rooms = Channels(office.store.connection), office.store.rooms
    asked = 0
    for channel in office.store.subscriptions.channels():
        known = channel.startswith(("U", "W", "D")) or rooms.get(channels.id_of(channel) or channel)
        if not known and asked < MOST_ASKED:
            asked += 1
            office.look_up(channel)
    return [one for channel in rooms.made_by(user) for one in of_channel(office.store, channel)]


def _digests(office: Office, zone: str) -> list[Element]:
    configuration, now = office.configuration(), office.clock()
    if not configuration.digests:
        return [para("No digest is configured yet, so none is posted.")]
    blocks: list[Element] = [para(bold(f"Next editions ({zone_name(zone)})"))]
    channels = Channels(office.store.connection)
    for digest in configuration.digests[:MOST_DIGESTS]:
        following = next_run(digest, configuration.digest_zone(digest), now)
        when = moment(following, zone) if following else "none: all days ahead are skipped"
        to = channels.id_of(digest.channel) or digest.channel
        where = place(to) if to.startswith(("#", "C", "G")) else "by direct message"
        blocks.append(para(bold(digest.title or digest.id), f" · {when} · ", where))
    return blocks


def _failures(office: Office, zone: str) -> list[Element]:
    status = gather(office.archive, office.folder, office.pid or None, office.clock())
    found = troubles(status, zone)
    if not found:
        return [context("Nothing needs an administrator.")]
    blocks: list[Element] = [para(bold("Needs attention"))]
    return blocks + [para(what, f"\n→ {advice}") for what, advice in found[:10]]
