"""`communique agenda`: what comes next, and what came of what was announced."""

import json as jsonlib
import textwrap
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli import App
from bot.cli.completion import digest_ids
from bot.cli.digest import chosen

if TYPE_CHECKING:
    from digests.agenda import Appointment

_WIDTH = 100


@click.command()
@click.argument("name", required=False, metavar="[DIGEST]", shell_complete=digest_ids)
@click.option(
    "--ics",
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    help="Write a calendar (iCalendar, RFC 5545) to this file instead; - is standard output.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON array.")
@click.pass_obj
def command(app: App, name: str | None, ics: Path | None, as_json: bool) -> None:
    """Print the meetings that were announced, how firm their day is, and what came of those whose day has passed.

    With the id of a digest only those that its filter lets in, in its zone. A calendar is brought up to
    date with each call: what moved or was called off is an update of the same event.

    \b
    Examples: communique agenda
              communique agenda syria-daily
              communique agenda --ics agenda.ics
    """
    from bot.agenda import appointments, publish, row
    from bot.files import write_whole
    from bot.ical import calendar
    from digests.days import local_day

    configuration = app.configuration if name else app.lenient
    digest = chosen(configuration, name) if name else None
    now = datetime.now(UTC)
    home = configuration.settings.timezone
    zone = configuration.digest_zone(digest) if digest else home
    with app.store() as store:
        if ics is not None:
            # What calendars are told does not depend on who asks.
            told = [event for event, _ in publish(store, configuration, now, home)]
            events = [event for event in told if digest is None or event.of(digest.id)]
            data = calendar((digest.title or digest.id) if digest else "Diplomatic agenda", events)
            if str(ics) == "-":
                click.echo(data, nl=False)
            else:
                write_whole(ics, data)
        else:
            found = appointments(store, configuration, now, zone, digest)
    if ics is not None:
        click.echo(f"{len(events)} event{'s' * (len(events) != 1)} in {ics}", err=True)
    elif as_json:
        click.echo(jsonlib.dumps([row(one) for one in found], ensure_ascii=False))
    else:
        for line in _lines(found, local_day(now, zone)):
            click.echo(line)


def _lines(found: "tuple[Appointment, ...]", today: date) -> Iterator[str]:
    from digests.agenda import split

    ahead, over = split(found, today)
    if not ahead:
        yield "Nothing is announced in what we read."
    else:
        yield click.style("Announced", bold=True)
        for one in ahead:
            yield from _entry(one)
    if over:
        yield ""
        yield click.style("What came of it", bold=True)
        for one in over:
            yield from _entry(one)


def _entry(one: "Appointment") -> Iterator[str]:
    from digests.agenda import how

    yield from textwrap.wrap(one.text, _WIDTH, initial_indent="  ", subsequent_indent="    ")
    yield from textwrap.wrap(how(one), _WIDTH, initial_indent="    ", subsequent_indent="    ")
    for link in dict.fromkeys((*one.reported[:1], *one.announced[:1])):
        yield f"    {link.url}"
