"""`communique retract`: take a line of an edition back."""

from datetime import UTC, datetime

import click

from bot.cli import App


@click.command()
@click.argument("edition")
@click.argument("item", type=click.IntRange(1))
@click.option("--reason", help="Why, in a few words; printed beside the line.")
@click.pass_obj
def command(app: App, edition: str, item: int, reason: str | None) -> None:
    """Take a line of an edition back: in the post, its thread, the corrections log and on the page.

    EDITION is an id, or a digest for its latest one; ITEM is the number before the line.

    \b
    Examples: communique retract 12 4 --reason "the meeting was put off"
              communique retract syria-daily 4
    """
    from bot.cli.correct import sent
    from bot.corrections import find, retract

    with app.store() as store:
        row = find(store, edition)
        done = retract(store, row, item, reason, datetime.now(UTC))
        click.echo(f"Edition {row.id} ({row.digest}), item {item} is retracted. It said: {done.before}")
        sent(app, store, row.id)
