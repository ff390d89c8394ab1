"""`communique site`: the static pages of past editions."""

from datetime import UTC, datetime
from pathlib import Path

import click

from bot.cli import App
from bot.errors import UsageError


@click.group()
def command() -> None:
    """Make the static pages: editions, agenda, corrections, feeds and calendars.

    \b
    Example: communique site build
    """


@command.command("build")
@click.option(
    "--folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write there (default: `site.folder` of settings.yaml).",
)
@click.pass_obj
def build_command(app: App, folder: Path | None) -> None:
    """Write the site; any web server can serve it. The service does so after each edition when `site.folder` is set.

    \b
    Example: communique site build --folder public
    """
    from bot.site import build, folder_of

    configuration = app.lenient if folder else app.configuration
    target = folder or folder_of(configuration)
    if target is None:
        raise UsageError("where to? set `site.folder` in settings.yaml, or give --folder")
    with app.store() as store:
        done = build(store, configuration, target, datetime.now(UTC))
    click.echo(
        f"{done.editions} edition{'s' * (done.editions != 1)}, {done.files} files in {target}; {done.written} changed."
    )
