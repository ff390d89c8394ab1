"""`communique status`: how everything is, trouble first."""

import json as jsonlib
import os
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import click

from bot.cli import App

if TYPE_CHECKING:
    from bot.status import DigestStatus, SourceStatus, Status

#: A source that failed less often and less long may be well again by itself.
FAILURES, FAILING_FOR = 3, timedelta(hours=3)
#: A message that waits longer than this is in trouble: Slack asks for a minute at most.
WAITS = timedelta(minutes=15)
#: Where more than half of so many sources fail, it is hardly the sources; and so many are told one by one.
ENOUGH, MOST_TOLD = 6, 15
#: So many sources with the same trouble are told in one line.
ALIKE = 3
#: Less free space than this is next to none: one day's articles and the daily copies of the log take more.
SCARCE = 64 * 2**20


@click.command()
@click.option("--all", "everything", is_flag=True, help="Also list the sources that are well.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def command(app: App, everything: bool, as_json: bool) -> None:
    """Say how everything is: what needs attention and what to do about it, then sources, messages and digests.

    A source is ok, failing, blocked (the site keeps programs out), silent (for longer than its habit), or new (never answered
    yet). Works beside the service and without it.

    \b
    Examples: communique status
              communique status --all
              communique status --json
    """
    from bot.masking import mask
    from bot.status import gather, row_of
    from bot.store.lock import running

    now = datetime.now(UTC)
    pid = running(app.database)
    with app.store() as store:
        status = gather(store, app.config_folder, pid, now)
    if as_json:
        click.echo(mask(jsonlib.dumps(row_of(status), ensure_ascii=False)))
        return
    zone = ZoneInfo(app.lenient.settings.timezone)
    for line in _lines(status, _room(app.database), everything, now, zone):
        click.echo(mask(line))


def _room(database: Path) -> str | None:
    """Return why nothing can be written where the database lies; None when something can, as far as can be seen."""
    found = os.statvfs(database.parent)
    free = found.f_bavail * found.f_frsize
    if found.f_flag & os.ST_RDONLY:
        return f"{database.parent} is mounted read-only: nothing can be stored or posted."
    if free < SCARCE:
        return f"{free / 2**20:.0f} MiB are left where {database} lies: soon nothing can be stored or posted."
    return None


def _lines(
    status: "Status", full: str | None, everything: bool, now: datetime, zone: ZoneInfo
) -> Iterator[str]:
    yield _service(status, now, zone)
    trouble = [(full, "free some space, or mend the mount")] if full else []
    trouble += _trouble(status, now, zone)
    if trouble:
        yield ""
        yield click.style("Needs attention", bold=True)
        for advice, group in groupby(trouble, key=lambda row: row[1]):
            for what, _ in group:
                yield from (f"  {line}" for line in what.splitlines())
            yield f"    → {advice}"
    yield ""
    yield _counted(status)
    if everything:
        for source in status.sources:
            answered = _when(source.last_success, zone, now) if source.last_success else "never"
            yield (
                f"  {source.id:<24} {source.health.state:<8} {source.articles:>6} articles · answered {answered}"
                f" · next {_when(source.next_check, zone, now) if source.next_check else 'at once'}"
            )
    given_up = sum(source.given_up for source in status.sources)
    yield f"Pages to fetch: {status.wanted}" + (
        f" ({given_up} given up: no text to be had)" if given_up else ""
    )
    parked = sum(n for _, _, n in status.parked)
    printed = (
        f" ({status.printed} printed, not posted: the service has no SLACK_BOT_TOKEN)"
        if status.printed
        else ""
    )
    yield f"Messages: {status.queued} waiting{printed}, {parked} set aside"
    if not status.digests:
        yield "Digests: none configured"
    for digest in status.digests:
        yield _digest(digest, now)


def _service(status: "Status", now: datetime, zone: ZoneInfo) -> str:
    if status.pid is None:
        seen = f"; it last ran {_when(status.alive, zone, now)}" if status.alive else ""
        return f"The service is not running{seen}."
    since = f", configuration of {_when(status.loaded, zone, now)}" if status.loaded else ""
    return f"Running as process {status.pid or '?'}{since}."


def _trouble(status: "Status", now: datetime, zone: ZoneInfo) -> Iterator[tuple[str, str]]:
    """Yield each trouble and what to do, the worst first."""
    from bot.advice import for_parked
    from bot.habits import HANGS

    if not status.sources and not status.error:
        yield (
            "No sources are configured.",
            "write them into sources.yaml: `communique init DIR` makes an example",
        )
    if status.pid is None:
        yield "Nothing is fetched or posted while the service is not running.", "start it: `communique run`"
    elif status.alive and now - status.alive > HANGS:
        yield (
            f"The service last said that it lives {_when(status.alive, zone, now)}.",
            "look at its log (a full disk?); restart it",
        )
    if status.error:
        stays = "; what the service uses stays meanwhile" if status.pid is not None else ""
        yield status.error, f"mend this{stays}; `communique check` says when it is right"
    if status.pid is not None and status.copied:
        yield (
            f"This database is a backup of {_when(status.copied, zone, now)}: nothing is posted until Slack said what was posted "
            "since.",
            "nothing within a minute; else look at the log of the service, and whether it has its token",
        )
    for channel, reason, count in status.parked:
        if not reason.startswith("printed"):
            yield f"{count} message{'s' * (count != 1)} to {channel} set aside: {reason}", for_parked(reason)
    if status.pid is not None and status.waiting and now - status.waiting[0] > WAITS:
        since, reason = status.waiting
        met = f" (last try: {reason})" if reason else ""
        yield (
            f"Messages have waited since {_when(since, zone, now)}{met}.",
            for_parked(reason)
            if reason
            else "look at the log of the service, and whether Slack is reached from here",
        )
    yield from _sources(status, now, zone)


def _sources(status: "Status", now: datetime, zone: ZoneInfo) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with sources; many with the same trouble are one."""
    order = {"blocked": 1, "failing": 0, "silent": 2}
    ill = [s for s in status.sources if s.health.state in order and not _passing(s, now)]
    failing = [s for s in status.sources if s.health.state == "failing"]
    if len(status.sources) >= ENOUGH and len(failing) * 2 > len(status.sources):
        yield (
            f"{len(failing)} of {len(status.sources)} sources fail at once.",
            "look at this machine first: its network, its name server, its clock",
        )
    kinds: dict[tuple[str, str], list[SourceStatus]] = {}
    for source in sorted(ill, key=lambda s: (order[s.health.state], s.id)):
        # "no address for a.example" and "no address for b.example" are the same trouble.
        host = urlsplit(source.url).hostname
        reason = source.health.reason.replace(host, "its host") if host else source.health.reason
        kinds.setdefault((source.health.state, reason), []).append(source)
    for (state, reason), alike in kinds.items():
        if len(alike) >= ALIKE:
            more = f" and {len(alike) - MOST_TOLD} more" if len(alike) > MOST_TOLD else ""
            names = ", ".join(s.id for s in alike[:MOST_TOLD])
            yield f"{len(alike)} sources are {state}: {reason}: {names}{more}", _advice(alike[0])
    told = [source for alike in kinds.values() if len(alike) < ALIKE for source in alike]
    for source in told[:MOST_TOLD]:
        yield _source(source, now, zone)
    if len(told) > MOST_TOLD:
        yield f"{len(told) - MOST_TOLD} more sources are not well.", "`communique status --all` lists them"


def _passing(source: "SourceStatus", now: datetime) -> bool:
    """Tell whether a trouble is so young that it may pass by itself; one that never answered has its address wrong."""
    if source.last_success is None:
        return False
    young = source.failing_since is not None and now - source.failing_since < FAILING_FOR
    return source.health.state == "failing" and source.failures < FAILURES and young


def _advice(source: "SourceStatus") -> str:
    from bot.advice import for_source

    return for_source(source.health.state, source.health.reason, source.url)


def _source(source: "SourceStatus", now: datetime, zone: ZoneInfo) -> tuple[str, str]:
    health = source.health
    more = ""
    if health.state != "silent":
        times = f"{source.failures} time{'s' * (source.failures != 1)}"
        since = f" since {_when(source.failing_since, zone, now)}" if source.failing_since else ""
        asked = f"; asked again {_when(source.next_check, zone, now)}" if source.next_check else ""
        more = f" ({times}{since}{asked})"
    return f"{source.id} is {health.state}: {health.reason}{more}", _advice(source)


def _counted(status: "Status") -> str:
    counts = Counter(source.health.state for source in status.sources)
    told = [f"{counts[s]} {s}" for s in ("ok", "failing", "blocked", "silent", "new") if counts[s]]
    return f"Sources: {len(status.sources)}" + (f" ({', '.join(told)})" if told else "")


def _digest(digest: "DigestStatus", now: datetime) -> str:
    zone = ZoneInfo(digest.zone)
    last = f"last {_when(digest.last, zone, now)}" if digest.last else "none posted yet"
    coming = f"next {_when(digest.next, zone, now)} ({digest.zone})" if digest.next else "no next one"
    return f"Digest {digest.id}: {last}, {coming}" + (f"; {digest.reason}" if digest.reason else "")


def _when(moment: datetime | None, zone: ZoneInfo, now: datetime) -> str:
    """Return an instant as a person says it: today only the time."""
    if moment is None:
        return "never"
    local, today = moment.astimezone(zone), now.astimezone(zone).date()
    if local.date() == today:
        return f"today {local:%H:%M}"
    year = f" {local.year}" if local.year != today.year else ""
    return f"{local:%a} {local.day} {local:%b}{year} {local:%H:%M}"
