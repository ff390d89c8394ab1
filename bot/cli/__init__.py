"""The command line (`communique`). Commands load when called, so `--help` is quick.

With the other modules here, the door to click and rich.
"""

import importlib
import sys
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot.errors import CommuniqueError

if TYPE_CHECKING:
    from bot.settings import Configuration
    from bot.settings.environment import Environment
    from bot.store import Store

OK, FAILURE, USAGE, PARTIAL, INVALID = 0, 1, 2, 3, 4

#: Command name to module of bot.cli; each module has one `command`.
COMMANDS = {
    "init": "init",
    "demo": "demo",
    "check": "check",
    "scrape": "scrape",
    "try": "try_",
    "extract": "extract",
    "digest": "digest",
    "run": "run",
    "export": "export",
    "search": "search",
    "alerts": "alerts",
    "agenda": "agenda",
    "retract": "retract",
    "correct": "correct",
    "feedback": "feedback",
    "site": "site",
    "sources": "sources",
    "status": "status",
    "health": "health",
    "backup": "backup",
    "restore": "restore",
    "prune": "prune",
}


@dataclass
class App:
    """What commands share: places, and the configuration and store when asked for."""

    config_folder: Path
    database: Path
    verbose: bool
    environment: "Environment" = field(repr=False)

    @cached_property
    def configuration(self) -> "Configuration":
        """The checked configuration; raises ConfigError (exit 4)."""
        from bot.settings import know_tables, load

        know_tables(self.config_folder)
        return load(self.config_folder)

    @cached_property
    def lenient(self) -> "Configuration":
        """The configuration where there is one without mistakes, else its defaults: for what works without any, too."""
        from bot.settings import ConfigError, Configuration, know_tables, load

        know_tables(self.config_folder)
        try:
            return load(self.config_folder)
        except ConfigError:
            return Configuration()

    def store(self) -> "Store":
        """Open the database, made when it is not there."""
        from bot.store import open_store

        return open_store(self.database)


class LazyGroup(click.Group):
    """A group whose commands are imported when they are needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        module = COMMANDS.get(cmd_name)
        if module is None:
            return None
        command: click.Command = importlib.import_module(f"bot.cli.{module}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from digests.nearest import nearest

            near = nearest(args[0], list(COMMANDS), 50)
            hint = f" Did you mean {near!r}?" if near else ""
            ctx.fail(f"No such command {args[0]!r}.{hint}")
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except CommuniqueError as error:
            from bot.masking import mask

            said = str(error) if error.exit_code == INVALID else f"communique: {error}"
            click.echo(mask(said), err=True)
            ctx.exit(error.exit_code)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--config",
    "config",
    type=click.Path(path_type=Path),
    help="Folder of the YAML files (env COMMUNIQUE_CONFIG, default ./config).",
)
@click.option(
    "--database",
    type=click.Path(path_type=Path),
    help="Database file (env COMMUNIQUE_DATABASE, default ./data/communique.db).",
)
@click.option("-v", "--verbose", is_flag=True, help="Log more.")
@click.version_option(package_name="communique", prog_name="communique")
@click.pass_context
def main(ctx: click.Context, config: Path | None, database: Path | None, verbose: bool) -> None:
    """Watch news sources and official sites; post who met whom, who said what and what comes next."""
    from bot.logs import configure
    from bot.settings.environment import read_environment

    configure(json=not sys.stderr.isatty(), verbose=verbose)
    environment = read_environment()
    ctx.obj = App(config or environment.config, database or environment.database, verbose, environment)
