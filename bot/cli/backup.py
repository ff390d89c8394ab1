"""`communique backup`: a copy of the database while it is in use."""

import json as jsonlib
from pathlib import Path

import click

from bot.cli import App


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Replace FILE when it is there.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def command(app: App, file: Path, force: bool, as_json: bool) -> None:
    """Write a copy of the database to FILE, as it is at one moment; safe while the service runs.

    The copy is checked before it gets its name, so FILE is whole or not there. It holds everything: articles, editions, what
    waits to be posted. It holds no token and no configuration; copy the configuration folder beside it.

    \b
    Examples: communique backup /backups/communique-$(date +%F).db
              communique backup --force /backups/latest.db
    """
    from bot.store.copies import save_copy

    contents = save_copy(app.database, file, replace=force)
    if as_json:
        row = {
            "file": str(file),
            "size": contents.size,
            "articles": contents.articles,
            "editions": contents.editions,
        }
        click.echo(jsonlib.dumps(row, ensure_ascii=False))
        return
    click.echo(
        f"{file}: {contents.articles} articles, {contents.editions} editions, {contents.size / 2**20:.1f} MiB, checked."
    )
