"""Shell completion of the ids in the configuration. What cannot be read completes to nothing."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

if TYPE_CHECKING:
    from bot.settings import DigestConfig
    from scrapers.source import Source


def source_ids(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Return the sources whose id begins with what is typed, with their names."""
    return [CompletionItem(s.id, help=s.name) for s in _configured(ctx)[0] if s.id.startswith(incomplete)]


def digest_ids(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Return the digests whose id begins with what is typed, with their channels."""
    return [CompletionItem(d.id, help=d.channel) for d in _configured(ctx)[1] if d.id.startswith(incomplete)]


def _configured(ctx: click.Context) -> "tuple[Sequence[Source], Sequence[DigestConfig]]":
    from bot.errors import CommuniqueError
    from bot.settings import load
    from bot.settings.environment import read_environment

    try:
        # While a shell completes, no command runs, so nothing has put the places together yet.
        folder: Path = ctx.find_root().params.get("config") or read_environment().config
        configuration = load(folder)
    except CommuniqueError:
        return (), ()
    return configuration.sources, configuration.digests
