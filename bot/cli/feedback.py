"""`communique feedback`: what people found wrong, as data."""

import click

from bot.cli import App


@click.group()
def command() -> None:
    """What people told by "Something wrong?" under a digest.

    \b
    Example: communique feedback export > feedback.jsonl
    """


@command.command()
@click.pass_obj
def export(app: App) -> None:
    """Write each remark as a line of JSON in the form of the gold, oldest first.

    A line holds the whole text and what was read from it, beside what was said about it: set it right by hand, and it is gold.

    \b
    Example: communique feedback export > feedback.jsonl
    """
    from bot.remarks import exported

    with app.store() as store:
        for line in exported(store):
            click.echo(line)
