"""`communique prune`: remove what is past its time."""

import json as jsonlib
from datetime import UTC, datetime

import click

from bot.cli import App


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def command(app: App, as_json: bool) -> None:
    """Remove articles and messages that are past the retention of settings.yaml, counted from when they were fetched.

    The service does this once a day by itself. What was removed is not stored anew while its source still lists it, and what an
    edition to come has not covered stays. Safe beside the running service. The file does not shrink; the room is used again (a
    backup is as small as can be).

    \b
    Examples: communique prune
              communique prune --json
    """
    from bot.retention import prune

    configuration = app.configuration
    with app.store() as store:
        done = prune(store, configuration, datetime.now(UTC)).row()
    if as_json:
        click.echo(jsonlib.dumps(done))
        return
    click.echo(
        f"Removed {done['articles']} articles, {done['deliveries']} messages, {done['wanted']} pages never had, "
        f"{done['tombstones']} old identities."
    )
