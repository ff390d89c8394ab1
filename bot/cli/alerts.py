"""`communique alerts`: who follows what; added, removed, tried out, and carried elsewhere."""

import json as jsonlib
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import click

from bot.cli import App
from bot.cli.trials import by_day, depth, samples, time_text, trial_row
from bot.errors import UsageError

if TYPE_CHECKING:
    from bot.finding import Trial
    from bot.settings import Configuration
    from bot.store import Store
    from bot.store.subscriptions import Subscription

#: Who the log names for what is done at the command line.
BY = "command line"


@click.group()
def command() -> None:
    """Follow words, people and countries; each article that fits is told in Slack, once.

    \b
    Examples: communique alerts test 'who:Lavrov kind:meeting'
              communique alerts list
    """


@command.command("list")
@click.option("--log", is_flag=True, help="Every change instead, with who and when.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON array.")
@click.pass_obj
def list_(app: App, log: bool, as_json: bool) -> None:
    """List all subscriptions, those of digests.yaml too.

    \b
    Example: communique alerts list --log
    """
    with app.store() as store:
        _synced(app, store)
        rows = _changes(store) if log else [_row(s) for s in store.subscriptions.all()]
    if as_json:
        click.echo(jsonlib.dumps(rows, ensure_ascii=False))
        return
    for row in rows:
        if log:
            said = _details(row["details"])
            click.echo(
                f"{row['at']}  {row['subscription']}  {row['what']}  by {row['by']}{f': {said}' * bool(said)}"
            )
        else:
            when = f"daily {row['daily']}" if row["daily"] else "at once"
            click.echo(
                f"{row['id']}\t{row['channel']}\t{when}\t{row['name'] or row['owner']}\t{row['query']}"
            )
    if not rows:
        click.echo(
            "Nothing was ever changed." if log else "Nobody follows anything; `communique alerts add` begins."
        )


@command.command()
@click.argument("query")
@click.option("--channel", required=True, help="Channel (#name or id) or person (id) the alerts go to.")
@click.option(
    "--owner", default="administrators", show_default=True, help="Slack id of whose subscription it is."
)
@click.option("--daily", metavar="HH:MM", help="One summary a day at this time, instead of at once.")
@click.pass_obj
def add(app: App, query: str, channel: str, owner: str, daily: str | None) -> None:
    """Subscribe a channel or person to QUERY; acts at once, in a running service too.

    \b
    Examples: communique alerts add 'country:SYR ceasefire' --channel "#syria-desk"
              communique alerts add 'who:Lavrov' --channel U012AB3CD --daily 08:00
    """
    from bot.exchange import channel_of, clock_of
    from bot.queries import noted, read_query

    configuration = app.configuration
    zone = configuration.settings.timezone
    with app.store() as store:
        read = read_query(query, configuration, store)
        _synced(app, store)
        now = datetime.now(UTC)
        one = store.subscriptions.add(
            owner=owner,
            channel=channel_of(channel),
            query=str(read),
            by=BY,
            now=now,
            zone=zone,
            daily=clock_of(daily),
        )
        found = _tried(store, configuration, str(read), now - timedelta(days=30), now)
    when = f"a summary daily at {one.daily} ({zone})" if one.daily else "as it happens"
    click.echo(f"Alert {one.id}: {one.query} to {one.channel}, {when}.")
    for notice in read.notices:
        click.echo(noted(notice))
    click.echo(depth(found, 30))


@command.command()
@click.argument("number", type=int)
@click.pass_obj
def remove(app: App, number: int) -> None:
    """Remove a subscription by its number; acts at once.

    \b
    Example: communique alerts remove 12
    """
    with app.store() as store:
        _synced(app, store)
        one = store.subscriptions.get(number)
        if one is None:
            raise UsageError(f"there is no alert {number}; `communique alerts list` shows them")
        if one.name:
            raise UsageError(f"alert {number} is `{one.name}` of digests.yaml; remove it there")
        store.subscriptions.remove(number, by=BY, now=datetime.now(UTC))
    click.echo(f"Removed alert {number}: {one.query} to {one.channel}.")


@command.command()
@click.argument("query")
@click.option(
    "--days", type=click.IntRange(1, 36_500), default=30, show_default=True, help="How far back to look."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def test(app: App, query: str, days: int, as_json: bool) -> None:
    """Say what QUERY would have found, day by day, with three samples; nothing is sent or kept.

    \b
    Examples: communique alerts test '“without preconditions”'
              communique alerts test 'kind:meeting place:Geneva' --days 90
    """
    from bot.queries import noted, read_query

    configuration = app.lenient
    now = datetime.now(UTC)
    with app.store() as store:
        read = read_query(query, configuration, store)
        found = _tried(store, configuration, str(read), now - timedelta(days=days), now)
    if as_json:
        click.echo(jsonlib.dumps(trial_row(str(read), read.notices, found), ensure_ascii=False))
        return
    click.echo(f"Read as: {read}")
    for notice in read.notices:
        click.echo(noted(notice))
    click.echo(depth(found, days))
    for line in by_day(found, now.astimezone(ZoneInfo(configuration.settings.timezone)).date()):
        click.echo(line)
    for line in samples(found, configuration, now):
        click.echo(line)


@command.command()
@click.pass_obj
def export(app: App) -> None:
    """Write all subscriptions but those of digests.yaml to standard output, as `import` reads them.

    \b
    Example: communique alerts export > alerts.json
    """
    with app.store() as store:
        rows = [_row(s) for s in store.subscriptions.all() if s.name is None]
    kept = ("owner", "channel", "query", "daily", "zone")
    click.echo(jsonlib.dumps([{k: row[k] for k in kept} for row in rows], ensure_ascii=False, indent=1))


@command.command("import")
@click.argument("file", type=click.File("r", encoding="utf-8"))
@click.pass_obj
def import_(app: App, file: Any) -> None:
    """Add the subscriptions of FILE (`-` for standard input); what is there already stays as it is, nothing is doubled.

    \b
    Example: communique alerts import alerts.json
    """
    from bot.exchange import read_rows

    configuration = app.configuration
    rows = read_rows(file.read(), file.name)
    now = datetime.now(UTC)
    with app.store() as store, store.write():
        there = {(s.owner, s.channel, s.query) for s in store.subscriptions.all() if s.name is None}
        new = 0
        for row in rows:
            if (row["owner"], row["channel"], row["query"]) in there:
                continue
            there.add((row["owner"], row["channel"], row["query"]))
            values = {**row, "zone": row["zone"] or configuration.settings.timezone}
            store.subscriptions.add(by=BY, now=now, **values)
            new += 1
    click.echo(f"{new} added, {len(rows) - new} there already.")


def _synced(app: App, store: "Store") -> None:
    from bot.alerts import sync

    sync(store, app.configuration, datetime.now(UTC))


def _tried(
    store: "Store", configuration: "Configuration", query: str, since: datetime, now: datetime
) -> "Trial":
    from bot.finding import trial
    from bot.queries import read_query

    zone = configuration.settings.timezone
    return trial(store, configuration, read_query(query), since=since, now=now, zone=zone)


def _row(one: "Subscription") -> dict[str, Any]:
    return {
        "id": one.id, "name": one.name, "owner": one.owner, "channel": one.channel, "query": one.query, "daily": one.daily,
        "zone": one.zone, "created": time_text(one.created), "muted_until": time_text(one.muted),
    }  # fmt: skip


def _changes(store: "Store") -> list[dict[str, Any]]:
    return [
        {
            "at": time_text(c.at),
            "subscription": c.subscription,
            "by": c.by,
            "what": c.what,
            "details": c.details,
        }
        for c in store.subscriptions.changes()
    ]


def _details(details: dict[str, Any]) -> str:
    """Return what a change was: each value before and after it; of a new subscription what it is."""
    if "query" in details and "channel" in details and not isinstance(details["query"], list):
        daily = f", daily {details['daily']}" if details.get("daily") else ""
        return f"{details['query']} to {details['channel']}{daily}"
    return ", ".join(
        f"{key} {value[0] or 'none'} → {value[1] or 'none'}" if isinstance(value, list) else f"{key} {value}"
        for key, value in details.items()
    )
