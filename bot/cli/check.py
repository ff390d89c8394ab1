"""`communique check`: every mistake with its place, then warnings, then what will run."""

import json as jsonlib
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from bot.cli import INVALID, PARTIAL, App

if TYPE_CHECKING:
    from bot.settings import Configuration


@click.command()
@click.option("--live", is_flag=True, help="Also ask each source once (polite, stores nothing).")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def command(app: App, live: bool, as_json: bool) -> None:
    """Check the configuration: mistakes as file:line:column, warnings, what runs and when.

    \b
    Examples: communique check
              communique check --live
    """
    from bot.settings import ConfigError

    try:
        configuration = app.configuration
    except ConfigError as error:
        if as_json:
            rows = [
                {"file": p.file, "line": p.line, "column": p.column, "message": p.message}
                for p in error.problems
            ]
            click.echo(jsonlib.dumps({"ok": False, "problems": rows}, ensure_ascii=False))
        else:
            click.echo(str(error))
            count = len(error.problems)
            click.echo(
                f"{count} mistake{'s' if count != 1 else ''}; nothing runs until {'they are' if count != 1 else 'it is'} mended."
            )
        raise SystemExit(INVALID) from None
    report = _report(configuration)
    failed = _live(app, configuration, as_json, report) if live else 0
    if as_json:
        click.echo(jsonlib.dumps(report, ensure_ascii=False, default=str))
    elif not live:
        pass
    if failed:
        raise SystemExit(PARTIAL)


def _report(configuration: "Configuration") -> dict[str, object]:
    from bot.timing import next_run

    now = datetime.now(UTC)
    digests = []
    for digest in configuration.digests:
        zone = configuration.digest_zone(digest)
        due = next_run(digest, zone, now)
        digests.append(
            {
                "id": digest.id,
                "channel": digest.channel,
                "next": due.isoformat() if due else None,
                "timezone": zone,
            }
        )
    report: dict[str, object] = {
        "ok": True,
        "warnings": [str(w) for w in configuration.warnings],
        "sources": len(configuration.sources),
        "digests": digests,
    }
    ctx = click.get_current_context()
    if ctx.params.get("as_json"):
        return report
    for warning in configuration.warnings:
        click.echo(f"warning: {warning.with_caret()}")
    kinds: dict[str, int] = {}
    for source in configuration.sources:
        kinds[source.kind] = kinds.get(source.kind, 0) + 1
    told = ", ".join(f"{n} {kind}{'s' if n != 1 else ''}" for kind, n in sorted(kinds.items())) or "none"
    click.echo(f"Sources: {told}")
    for row in digests:
        due_at = (
            datetime.fromisoformat(str(row["next"])).astimezone(ZoneInfo(str(row["timezone"])))
            if row["next"]
            else None
        )
        when = f"{due_at:%a %d %b %Y %H:%M} ({row['timezone']})" if due_at else "never (all days are skipped)"
        click.echo(f"Digest {row['id']} → {row['channel']}: next {when}")
    if not configuration.digests:
        click.echo("Digests: none; the built-in digest `all` can be printed with `communique digest`")
    click.echo("The configuration is valid.")
    return report


def _live(app: App, configuration: "Configuration", as_json: bool, report: dict[str, object]) -> int:
    from bot.web import make_fetcher, source_request
    from scrapers.errors import ScrapeError
    from scrapers.kinds import read_source

    failed = 0
    rows = []
    by_id = {s.id: s for s in configuration.sources}
    with make_fetcher(configuration.settings) as fetcher:
        for request, result in fetcher.get_all([source_request(s) for s in configuration.sources]):
            source = by_id[request.source]
            try:
                if isinstance(result, ScrapeError):
                    raise result
                entries = read_source(source, result.body, result.url, result.content_type)
                row = {"id": source.id, "state": "ok", "entries": len(entries), "reason": ""}
            except ScrapeError as error:
                failed += 1
                row = {"id": source.id, "state": "failed", "entries": 0, "reason": error.reason}
            rows.append(row)
            if not as_json:
                click.echo(f"{row['id']}\t{row['state']}\t{row['entries']}\t{row['reason']}")
    report["live"] = rows
    return failed
