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

    A line holds a whole text and all that was read from it, beside what was said about it: set that right by hand, and it is
    gold, which `python -m benchmarks.accuracy feedback.jsonl` measures the reading against. A remark on a line that several
    articles tell gives a line for each.

    \b
    Example: communique feedback export > feedback.jsonl
    """
    from bot.remarks import exported

    with app.store() as store:
        for line in exported(store):
            click.echo(line)
