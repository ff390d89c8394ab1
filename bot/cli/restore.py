"""`communique restore`: a backup in the place of the database."""

import json as jsonlib
from datetime import UTC, datetime
from pathlib import Path

import click

from bot.cli import App


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def command(app: App, file: Path, as_json: bool) -> None:
    """Put the backup FILE in the place of the database; the service must be stopped.

    FILE is checked first, and one of a newer version is refused; until then nothing changes. The database that was there stays
    beside the new one under another name. What was posted after the backup is looked for in Slack when the service starts, and
    not posted again; what people subscribed to or changed since is lost.

    \b
    Example: communique restore /backups/communique-2026-11-24.db
    """
    from bot.store.copies import put_back
    from bot.store.lock import hold

    with hold(app.database):
        contents, aside = put_back(file, app.database, datetime.now(UTC))
    if as_json:
        row = {
            "database": str(app.database),
            "replaced": str(aside) if aside else None,
            "articles": contents.articles,
            "editions": contents.editions,
        }
        click.echo(jsonlib.dumps(row, ensure_ascii=False))
        return
    click.echo(f"{app.database}: {contents.articles} articles, {contents.editions} editions, from {file}.")
    if aside:
        click.echo(f"The database that was there is {aside}.")
    if contents.last_edition:
        last = datetime.fromisoformat(contents.last_edition)
        click.echo(
            f"It knows of no edition after {last:%a} {last.day} {last:%b %Y %H:%M} UTC. What was posted since then is looked for "
            "in Slack when the service starts, and not posted again; only where a history cannot be read it may come once more."
        )
