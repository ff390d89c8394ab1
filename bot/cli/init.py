"""`communique init DIR`: a commented starter configuration."""

from importlib.resources import files
from pathlib import Path

import click

from bot.errors import CommuniqueError


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path), default=Path("config"))
def command(folder: Path) -> None:
    """Write a commented starter configuration.

    It goes into DIR (default: config). Beside the YAML files stands their JSON Schema, which editors use. Files that are
    already there stay as they are.

    \b
    Example: communique init config
    """
    try:
        for target, content in starter(folder).items():
            target.parent.mkdir(parents=True, exist_ok=True)
            try:
                with target.open("x", encoding="utf-8") as file:
                    file.write(content)
            except FileExistsError:
                click.echo(f"kept     {target}")
            else:
                click.echo(f"written  {target}")
    except OSError as error:
        raise CommuniqueError(f"{error.filename or folder} cannot be written: {error.strerror}") from error
    click.echo(
        f"Next: put your own sources and channel into them, then `communique --config {folder} check`."
    )


def starter(folder: Path) -> dict[Path, str]:
    """Return the files of a starter configuration and what they hold."""
    from bot.settings.models import FILES
    from bot.settings.schema import schema_files

    shipped = files("bot.settings").joinpath("starter")
    out = {folder / name: shipped.joinpath(name).read_text("utf-8") for name in FILES}
    return out | {folder / "schema" / name: content for name, content in schema_files().items()}
