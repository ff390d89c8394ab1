"""`communique check`: every mistake with its place, then warnings, then what runs and when."""

import json as jsonlib
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import click

from bot.cli import INVALID, PARTIAL, App

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.settings import ConfigError, Configuration, Problem
    from bot.settings.environment import Environment


@click.command()
@click.option("--live", is_flag=True, help="Also ask each source once; nothing is stored.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def command(app: App, live: bool, as_json: bool) -> None:
    """Check the configuration and say what runs.

    Mistakes come first, then warnings, then what runs and when. Each mistake stands as file:line:column with a suggestion
    where one is near. Exit code 4 when there are mistakes; with --live 3 when a source failed.

    \b
    Examples: communique check
              communique check --live
    """
    from bot.settings import ConfigError

    try:
        configuration = app.configuration
    except ConfigError as error:
        _mistakes(error, as_json)
        sys.exit(INVALID)
    report = _report(configuration, datetime.now(UTC))
    if not as_json:
        _print(report, configuration.warnings, app.environment)
    failed = 0
    if live:
        rows = report["live"] = []
        for row in _live(configuration):
            rows.append(row)
            failed += row["state"] != "ok"
            if not as_json:
                click.echo(f"{row['id']}\t{row['state']}\t{row['entries']}\t{row['reason']}")
    if as_json:
        click.echo(jsonlib.dumps(report, ensure_ascii=False))
    if failed:
        sys.exit(PARTIAL)


def _mistakes(error: "ConfigError", as_json: bool) -> None:
    count = len(error.problems)
    if as_json:
        report = {"ok": False, "mistakes": _rows(error.problems), "warnings": _rows(error.warnings)}
        click.echo(jsonlib.dumps(report, ensure_ascii=False))
        return
    click.echo(str(error))
    _print_warnings(error.warnings)
    click.echo(
        "1 mistake; nothing runs until it is mended."
        if count == 1
        else f"{count} mistakes; nothing runs until they are mended."
    )


def _rows(problems: "Sequence[Problem]") -> list[dict[str, object]]:
    return [problem.row() for problem in problems]


def _report(configuration: "Configuration", now: datetime) -> dict[str, Any]:
    from bot.timing import next_run

    digests = []
    for digest in configuration.digests:
        zone = configuration.digest_zone(digest)
        due = next_run(digest, zone, now)
        row = {"id": digest.id, "channel": digest.channel, "timezone": zone}
        digests.append({**row, "next": due.strftime("%Y-%m-%dT%H:%M:%SZ") if due else None})
    kinds: dict[str, int] = {}
    for source in configuration.sources:
        kinds[source.kind] = kinds.get(source.kind, 0) + 1
    return {
        "ok": True,
        "mistakes": [],
        "warnings": _rows(configuration.warnings),
        "sources": dict(sorted(kinds.items())),
        "digests": digests,
        "alerts": [{"id": a.id, "channel": a.channel, "query": a.query} for a in configuration.alerts],
    }


def _print_warnings(warnings: "Sequence[Problem]") -> None:
    for warning in warnings:
        click.echo(f"warning: {warning.with_caret()}")


def _print(report: dict[str, Any], warnings: "Sequence[Problem]", environment: "Environment") -> None:
    _print_warnings(warnings)
    kinds = ", ".join(f"{n} {kind}{'s' if n != 1 else ''}" for kind, n in report["sources"].items())
    click.echo(f"Sources: {kinds or 'none'}")
    for row in report["digests"]:
        when = "never: all its days are skipped"
        if row["next"]:
            due = datetime.fromisoformat(row["next"]).astimezone(ZoneInfo(row["timezone"]))
            seconds = f":{due:%S}" if due.second else ""
            when = f"{due:%a} {due.day} {due:%b %Y %H:%M}{seconds} ({row['timezone']})"
        click.echo(f"Digest {row['id']} to {row['channel']}: next {when}")
    if not report["digests"]:
        click.echo("Digests: none; `communique digest` prints what one would hold")
    for row in report["alerts"]:
        click.echo(f"Alert {row['id']} to {row['channel']}: {row['query']}")
    if environment.bot_token is None:
        click.echo("Slack: no SLACK_BOT_TOKEN, so what would be posted is printed")
    elif environment.app_token is None:
        click.echo("Slack: posts; no SLACK_APP_TOKEN, so nobody can ask or press anything")
    else:
        click.echo("Slack: posts and answers")
    click.echo("No mistakes.")


def _live(configuration: "Configuration") -> "Iterator[dict[str, Any]]":
    """Ask each source once; yields a row for each as it answers."""
    from bot.masking import mask
    from bot.web import make_fetcher, read_listing, source_request
    from scrapers.errors import ScrapeError

    by_id = {source.id: source for source in configuration.sources}
    with make_fetcher(configuration.settings) as fetcher:
        for request, result in fetcher.get_all([source_request(s) for s in configuration.sources]):
            source = by_id[request.source]
            try:
                if isinstance(result, ScrapeError):
                    raise result
                listing = read_listing(source, result, fetcher)
            except ScrapeError as error:
                yield {"id": source.id, "state": "failed", "entries": 0, "reason": mask(error.reason)}
            else:
                yield {
                    "id": source.id,
                    "state": "ok",
                    "entries": len(listing.entries),
                    "reason": "; ".join(listing.notes),
                }
