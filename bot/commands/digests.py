"""Today's digest and the agenda."""

from datetime import datetime, timedelta

from bot import corrections
from bot.agenda import appointments
from bot.blocks import payloads
from bot.commands.asking import Answer, Ask, Office, near_one
from bot.elements import Element, Run, actions, bold, button, characters, context, link, para
from bot.errors import UsageError
from bot.fitting import MOST_CHARACTERS
from bot.jobs.edition import BUILT_IN, built_in, preview
from bot.settings import DigestConfig
from bot.timing import next_run
from digests.agenda import OVER, Appointment, how
from digests.days import local_day, moment, when, zone_name
from digests.edition import Edition

#: Appointments shown; and how long those that are over stay.
MOST_APPOINTMENTS = 20
OVER_FOR = timedelta(days=3)
#: Digests one can choose from by a button.
MOST_OFFERED = 10


def today(office: Office, ask: Ask) -> Answer:
    """Show today's edition, or what the next one would hold now."""
    chosen = _chosen(office, ask)
    if isinstance(chosen, Answer):
        return chosen
    edition, note = today_of(office, chosen, ask.zone)
    if not ask.direct and chosen not in office.digests_of(ask.channel) and chosen.id != BUILT_IN:
        note = f"No digest is posted in this channel; this one comes to {_home(chosen)}. {note}"
    first = payloads(edition)[0]
    blocks: list[Element] = [block for block in first["blocks"] if block["type"] != "actions"]
    # A digest may be as long as a message; then the note stands in for its last line.
    while blocks and characters(blocks) + len(note) > MOST_CHARACTERS:
        blocks.pop()
    return Answer(text=first["text"], blocks=(*blocks, context(note)))


def _home(digest: DigestConfig) -> str:
    return digest.channel if digest.channel.startswith("#") else "another channel"


def today_of(office: Office, digest: DigestConfig, zone: str) -> tuple[Edition, str]:
    """Return the edition posted today, as corrected since, else a preview; and a note on when what comes."""
    configuration, now = office.configuration(), office.clock()
    home = configuration.digest_zone(digest)
    row = office.archive.editions.last(digest.id)
    if row is not None and local_day(row.until, home) == local_day(now, home):
        posted = f"Posted {moment(row.until, zone)}"
        return corrections.current(office.archive, row), f"{posted}. {coming(office, digest, zone)}"
    edition = preview(office.archive, configuration, digest, now)
    return (
        edition,
        f"Not posted yet: this is what the next edition would hold now. {coming(office, digest, zone)}",
    )


def coming(office: Office, digest: DigestConfig, zone: str) -> str:
    """Say when the next edition comes, in somebody's zone."""
    if digest.id == BUILT_IN and not office.configuration().digests:
        return "No digest is configured, so none is posted."
    following = next_run(digest, office.configuration().digest_zone(digest), office.clock())
    if following is None:
        return "No edition comes: all days ahead are skipped."
    return f"The next edition comes {moment(following, zone)} ({zone_name(zone)})."


def _chosen(office: Office, ask: Ask) -> DigestConfig | Answer:
    known = {digest.id: digest for digest in office.configuration().digests}
    if ask.text:
        if ask.text not in known:
            raise UsageError(
                f"No digest has the id “{ask.text[:60]}”; {near_one(ask.text[:60], list(known))}"
            )
        return known[ask.text]
    here = office.digests_of(ask.channel) or list(known.values())
    if not here:
        return built_in()
    if len(here) == 1:
        return here[0]
    offered = [button(one.title or one.id, f"today.{n}", one.id) for n, one in enumerate(here[:MOST_OFFERED])]
    blocks: list[Element] = [para("Which digest?"), actions(*offered)]
    if len(here) > MOST_OFFERED:
        rest = ", ".join(one.id for one in here[MOST_OFFERED:])
        blocks.insert(1, context(f"By name: {rest}"))
    return Answer.of("Which digest?", blocks)


def agenda(office: Office, ask: Ask) -> Answer:
    """Show the announced meetings, by day: those of the digest asked for, or of the channel's only one."""
    now = office.clock()
    here = office.digests_of(ask.channel)
    chosen = _chosen(office, ask) if ask.text else here[0] if len(here) == 1 else None
    digest = chosen if isinstance(chosen, DigestConfig) else None
    zone = office.configuration().settings.timezone
    today_here = local_day(now, zone)
    found = [
        one
        for one in appointments(office.archive, office.configuration(), now, zone, digest)
        if one.state not in OVER or (one.last or one.told.date()) >= today_here - OVER_FOR
    ]
    dated = [one for one in found if one.first]
    rest = [one for one in found if not one.first and one.state not in OVER]
    if not dated and not rest:
        return Answer.line("Nothing is announced in what we read.")
    blocks: list[Element] = [para(bold("Agenda"))]
    blocks += [_line(one, now) for one in (*dated, *rest)[:MOST_APPOINTMENTS]]
    left = len(dated) + len(rest) - MOST_APPOINTMENTS
    if left > 0:
        blocks.append(context(f"… and {left} more; `communique agenda` has all of them."))
    return Answer.of("Agenda", blocks)


def _line(one: Appointment, now: datetime) -> Element:
    day = when(one.day, now.date()) if one.day else "day not given"
    unsure = "" if one.certainty in ("firm", "none") else " (day not certain)"
    runs: list[Run] = [bold(f"{day}{unsure}"), f" · {one.gist} · {how(one)}"]
    told = (one.reported or one.announced)[:1]
    return para(*runs, *(run for item in told for run in (" · ", link(item.url, item.source))))
