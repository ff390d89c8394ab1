"""The Home tab: what comes next for one person, and what they can do."""

from typing import Any

from bot.commands.asking import Office
from bot.commands.following import row
from bot.commands.service import troubles
from bot.elements import Element, actions, bold, button, context, header, para
from bot.modals import STARTERS
from bot.status import gather
from bot.timing import next_run
from digests.days import moment, zone_name

#: Digests with a button, and listed.
MOST_TODAY = 5
MOST_DIGESTS = 15
#: Subscriptions listed of each kind.
MOST_FOLLOWED = 12


def home_view(office: Office, user: str, zone: str) -> dict[str, Any]:
    """Return somebody's Home tab."""
    blocks: list[Element] = [
        header("Communiqué"),
        para("Who met whom, who said what and what comes next, with the evidence for every line."),
        actions(
            *_today(office),
            button("Search", "home.search"),
            button("What I can do", "home.help"),
        ),
        *_followed(office, user, zone),
        *_digests(office, zone),
    ]
    if office.is_admin(user):
        blocks += _failures(office, zone)
    return {"type": "home", "blocks": blocks[:95]}


def _today(office: Office) -> list[Element]:
    """Return a button for today's edition of each digest."""
    digests = office.configuration().digests[:MOST_TODAY]
    if len(digests) < 2:
        return [button("Today’s digest now", "home.today.0", style="primary")]
    return [button(f"Today: {d.title or d.id}", f"home.today.{n}", d.id) for n, d in enumerate(digests)]


def _followed(office: Office, user: str, zone: str) -> list[Element]:
    """Return what somebody follows, their own first; for a newcomer what one can begin with."""
    mine = office.store.subscriptions.all(owner=user)
    if not mine:
        starters = [button(label, f"home.start.{kind}") for kind, (label, _, _) in STARTERS.items()]
        return [para(bold("Follow something"), " and hear of it as it happens:"), actions(*starters)]
    own = [one for one in mine if one.channel == user]
    shared = [one for one in mine if one.channel != user]
    blocks: list[Element] = []
    for title, found in (("You follow", own), ("In channels you manage", shared)):
        if found:
            blocks.append(para(bold(title)))
            for one in found[:MOST_FOLLOWED]:
                blocks += row(office, one, zone)
            if len(found) > MOST_FOLLOWED:
                blocks.append(context(f"… and {len(found) - MOST_FOLLOWED} more; /diplomacy list has them."))
    return blocks


def _digests(office: Office, zone: str) -> list[Element]:
    configuration, now = office.configuration(), office.clock()
    if not configuration.digests:
        return [para("No digest is configured yet.")]
    blocks: list[Element] = [para(bold(f"Next editions ({zone_name(zone)})"))]
    for digest in configuration.digests[:MOST_DIGESTS]:
        following = next_run(digest, configuration.digest_zone(digest), now)
        when = moment(following, zone) if following else "no next one"
        blocks.append(para(bold(digest.title or digest.id), f" · {when} · {_where(digest.channel)}"))
    return blocks


def _where(channel: str) -> str:
    return channel if channel.startswith("#") else "a channel kept by id"


def _failures(office: Office, zone: str) -> list[Element]:
    status = gather(office.archive, office.folder, office.pid or None, office.clock())
    found = troubles(status, zone)
    if not found:
        return [context("Nothing needs an administrator.")]
    blocks: list[Element] = [para(bold("Needs attention"))]
    return blocks + [para(what, f"\n→ {advice}") for what, advice in found[:10]]
