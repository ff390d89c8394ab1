"""`communique export`: the archive as data."""

import sys

import click

from bot.cli import App


@click.command()
@click.argument("kind", type=click.Choice(["articles", "statements", "meetings", "editions"]))
@click.option(
    "--format", "form", type=click.Choice(["json", "jsonl", "csv"]), default="json", show_default=True
)
@click.pass_obj
def command(app: App, kind: str, form: str) -> None:
    """Write articles, statements, meetings or editions to standard output, in the order they were stored.

    \b
    Examples: communique export articles --format jsonl > articles.jsonl
              communique export meetings --format csv > meetings.csv
    """
    from bot.export import rows, written

    with app.store() as store:
        for piece in written(rows(store, kind), kind, form):  # type: ignore[arg-type] # click checked both
            sys.stdout.write(piece)
