"""`communique correct`: put a line of an edition into other words."""

import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, cast

import click

from bot.cli import App
from bot.errors import LockedError, UsageError
from digests.records import STATUSES

if TYPE_CHECKING:
    from bot.store import Store
    from digests.records import MeetingStatus


@click.command()
@click.argument("edition")
@click.argument("item", type=click.IntRange(1))
@click.argument("text", required=False)
@click.option(
    "--status", type=click.Choice(STATUSES), help="How the meeting stands now; the channel is told of that."
)
@click.option("--reason", help="Why, in a few words, for the thread and the log.")
@click.pass_obj
def command(
    app: App, edition: str, item: int, text: str | None, status: str | None, reason: str | None
) -> None:
    """Put a line of an edition into other words: in the post, its thread, the corrections log and on the page.

    EDITION is an id, or a digest for its latest one; ITEM is the number before the line. Without TEXT an editor opens with
    the line. Quotation marks may stand only around words of the article.

    \b
    Examples: communique correct 12 4 "Oslo, Fri 13 Mar · Petra Lund, Aldous Finch · held"
              communique correct syria-daily 4 --status postponed --reason "it was put off"
    """
    from bot.corrections import correct, current, find, item_of
    from digests import gate

    with app.store() as store:
        row = find(store, edition)
        if text is None:
            before = gate.line(item_of(current(store, row), row.id, item).runs)
            if not sys.stdin.isatty():
                raise UsageError("say the new words behind the number: without a terminal no editor opens")
            text = click.edit(before)
            if text is None or text.strip() == before.strip():
                raise UsageError("the line was not changed, so nothing was done")
        done = correct(
            store,
            row,
            item,
            text,
            datetime.now(UTC),
            status=cast("MeetingStatus | None", status),
            reason=reason,
        )
        click.echo(f"Edition {row.id} ({row.digest}), item {item} said: {done.before}")
        click.echo(f"It says now: {gate.line(done.item.runs)}")
        sent(app, store, row.id)


def sent(app: App, store: "Store", edition: int) -> None:
    """Deliver what a correction queued, unless a running service does."""
    from bot.jobs.deliver import deliver_edition
    from bot.store.lock import hold

    try:
        with hold(app.database):
            whole = deliver_edition(store, app.lenient, app.environment, edition)
    except LockedError:
        click.echo("The running service brings it to Slack.")
    else:
        click.echo("Slack has it." if whole else "It is kept, and goes to Slack with the next run.")
