"""Hello, where the bot was invited: what it posts there and when, who follows what, and what to do next."""

from bot.commands.asking import Answer, Office
from bot.commands.lines import how, named
from bot.elements import Element, bold, code, context, para
from bot.pausing import of_channel
from bot.store.subscriptions import PAUSED
from bot.timing import next_run
from digests.days import moment, zone_name

#: Alerts that are listed.
MOST_ALERTS = 10


def hello(office: Office, channel: str) -> Answer:
    """Return what is said once in a channel."""
    blocks: list[Element] = [
        para(bold("Communiqué"), " reads diplomatic news and posts what it found, with the evidence."),
        *_digests(office, channel),
        *_alerts(office, channel),
        para(code("/diplomacy help"), " says what else there is."),
    ]
    return Answer.of("Communiqué is here", blocks)


def _digests(office: Office, channel: str) -> list[Element]:
    configuration, now = office.configuration(), office.clock()
    blocks: list[Element] = []
    for digest in office.digests_of(channel):
        zone = configuration.digest_zone(digest)
        following = next_run(digest, zone, now)
        when = f"next {moment(following, zone)} ({zone_name(zone)})" if following else "no day ahead"
        blocks.append(para("I post ", bold(digest.title or digest.id), f" here: {when}."))
    if blocks:
        return blocks
    return [
        para(
            "No digest is posted here yet: an administrator names this channel in digests.yaml. Meanwhile ",
            code("/diplomacy today"),
            " shows one to you alone.",
        )
    ]


def _alerts(office: Office, channel: str) -> list[Element]:
    found = of_channel(office.store, channel)
    active = [one for one in found if one.muted != PAUSED]
    paused = len(found) - len(active)
    blocks: list[Element] = []
    if active:
        blocks.append(para("Alerts that come here:"))
    for one in active[:MOST_ALERTS]:
        # Whose they are says the list: to name people here would call them.
        blocks.append(para("• ", named(one), f" · {how(one)}"))
    if len(active) > MOST_ALERTS:
        blocks.append(context(f"… and {len(active) - MOST_ALERTS} more; /diplomacy list has them."))
    if paused:
        words = (
            f"{paused} alert{'s' * (paused > 1)} for this channel {'are' if paused > 1 else 'is'} paused: "
        )
        blocks.append(para(words, code("/diplomacy list"), " resumes them."))
    return blocks
