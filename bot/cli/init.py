"""`communique init DIR`: a commented starter configuration."""

from importlib.resources import files
from pathlib import Path

import click


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), default=Path("config"))
def command(folder: Path) -> None:
    """Write a commented starter configuration into FOLDER (default: config).

    Files that are already there stay as they are.

    \b
    Example: communique init config
    """
    folder.mkdir(parents=True, exist_ok=True)
    for item in sorted(files("bot.settings").joinpath("starter").iterdir(), key=lambda f: f.name):
        if not item.name.endswith(".yaml"):
            continue
        target = folder / item.name
        if target.exists():
            click.echo(f"kept     {target}")
            continue
        target.write_text(item.read_text("utf-8"), "utf-8")
        click.echo(f"written  {target}")
    click.echo(f"Next: edit them, then `communique --config {folder} check`.")
