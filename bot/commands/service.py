"""Sources and status: how the service is, in a few lines; details for administrators."""

from collections import Counter
from datetime import datetime

from bot.advice import for_parked, for_source
from bot.commands.asking import Answer, Ask, Office
from bot.elements import Element, bold, context, para
from bot.masking import mask
from bot.status import DigestStatus, SourceStatus, Status, gather
from bot.store.channels import Channels
from digests.days import moment, zone_name

#: Sources in trouble that are named.
MOST_NAMED = 25
_ORDER = {"failing": 0, "blocked": 1, "silent": 2, "new": 3}


def sources(office: Office, ask: Ask) -> Answer:
    """Say where we look, and who does not answer."""
    status = _status(office)
    if not status.sources:
        return Answer.line("No source is configured yet.")
    names = {source.id: source.name for source in office.configuration().sources}
    ill = sorted(
        (s for s in status.sources if s.health.state in ("failing", "blocked", "silent")),
        key=lambda s: (_ORDER[s.health.state], s.id),
    )
    blocks: list[Element] = [para(bold("Sources"), f" · {_counted(status)}")]
    for source in ill[:MOST_NAMED]:
        blocks.append(para(bold(names.get(source.id, source.id)), f" · {_reason(source, ask.zone)}"))
    well = sorted(names.get(s.id, s.id) for s in status.sources if s.health.state == "ok")
    if well:
        blocks.append(context(f"Well: {', '.join(well)}"))
    new = sorted(names.get(s.id, s.id) for s in status.sources if s.health.state == "new")
    if new:
        blocks.append(context(f"New, not read through yet: {', '.join(new)}"))
    return Answer.of(f"Sources: {_counted(status)}", blocks)


def status(office: Office, ask: Ask) -> Answer:
    """Say what comes next here, and why nothing came yet; administrators see what needs attention."""
    found = _status(office)
    blocks: list[Element] = [
        para(
            bold("Status"),
            f" · {_counted(found)} · {found.wanted} pages to fetch · {found.queued} messages waiting",
        )
    ]
    here = {digest.id for digest in office.digests_of(ask.channel)}
    shown = [d for d in found.digests if d.id in here] or list(found.digests)
    blocks += [para(*_digest(office, found, digest, ask.zone)) for digest in shown]
    if not found.digests:
        blocks.append(
            para("No digest is configured, so none is posted: digests.yaml says what is posted where.")
        )
    if office.is_admin(ask.user):
        blocks += [para(bold(what), f"\n→ {advice}") for what, advice in troubles(found, ask.zone)]
    return Answer.of("Status", blocks)


def troubles(found: Status, zone: str) -> list[tuple[str, str]]:
    """Return what needs an administrator, with what to do about it."""
    out: list[tuple[str, str]] = []
    if found.error:
        out.append((mask(found.error), "mend this; the configuration in use stays meanwhile"))
    for channel, reason, count in found.parked:
        if not reason.startswith("printed"):
            text = f"{count} message{'s' * (count != 1)} to {channel} set aside: {reason}"
            out.append((mask(text), for_parked(reason)))
    for source in found.sources:
        if source.health.state in ("failing", "blocked", "silent"):
            advice = for_source(source.health.state, source.health.reason, source.url)
            out.append((mask(f"{source.id} is {_reason(source, zone)}"), advice))
    return out[:MOST_NAMED]


def _status(office: Office) -> Status:
    return gather(office.archive, office.folder, office.pid or None, office.clock())


def _counted(found: Status) -> str:
    counts = Counter(source.health.state for source in found.sources)
    said = [f"{counts[s]} {s}" for s in ("failing", "blocked", "silent", "new") if counts[s]]
    return f"{counts['ok']} of {len(found.sources)} sources are well" + (
        f" ({', '.join(said)})" if said else ""
    )


def _reason(source: SourceStatus, zone: str) -> str:
    since = _since(source.failing_since or source.last_success, zone)
    return f"{source.health.state}: {mask(source.health.reason)}{since}"


def _since(at: datetime | None, zone: str) -> str:
    return f" (since {moment(at, zone)})" if at else ""


def _digest(office: Office, found: Status, digest: DigestStatus, zone: str) -> list[str]:
    last = f"last {moment(digest.last, zone)}" if digest.last else "no digest yet"
    reason = digest.reason
    configured = next((d for d in office.configuration().digests if d.id == digest.id), None)
    if configured and (trouble := _channel_trouble(office, configured.channel)):
        reason = trouble
    elif reason and not digest.last and not any(s.last_success for s in found.sources):
        reason = "no source has answered yet" if found.sources else "no source is configured"
    following = f"next {moment(digest.next, zone)} ({zone_name(zone)})" if digest.next else "no next one"
    because = f" because {reason}" if reason and not digest.last else f" · {reason}" if reason else ""
    return [f"{digest.id}: {last}{because} · {following}"]


def _channel_trouble(office: Office, channel: str) -> str:
    """Return why nothing can be posted to a channel; "" when nothing is known against it."""
    room = office.look_up(channel)
    if room is not None and not room.member:
        return f"I am not in {_shown(channel)}: type /invite @communique there"
    if not Channels(office.archive.connection).id_of(channel):
        parked = [reason for name, reason, _ in office.archive.rhythm.parked() if name == channel]
        if parked and not parked[0].startswith("printed"):
            return f"{_shown(channel)} cannot be posted to ({parked[0]}); {for_parked(parked[0])}"
    return ""


def _shown(channel: str) -> str:
    return channel if channel.startswith("#") else "its channel"
