"""`communique demo`: the whole line on an invented press of one day, without a token or the internet."""

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli import FAILURE, App

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from bot.demo.day import Day, Round, Told
    from digests.edition import Edition, Item

#: Written in the current folder, the first of these that is free or the demo's own of an earlier run.
PAGES = ("digest.html", "communique-demo.html")
#: Stands in every page the demo writes, and says so to who reads it.
MARK = "<!-- Written by `communique demo`; outlets, people and events are invented. -->"
_STYLES = {"plain": "", "italic": "italic", "bold": "bold", "quote": "cyan"}


@click.command()
@click.option(
    "--serve", is_flag=True, help="Afterwards keep the press running, so that the links work, until Ctrl-C."
)
@click.pass_obj
def command(app: App, serve: bool) -> None:
    """Scrape, store and read an invented press of one day; print the digest and write it as digest.html.

    Outlets and ministries of our own invention answer on the loopback address, twice: at noon and in the evening.
    Fetcher, database, reader and edition are those of the service; configuration and database lie in a
    temporary folder that goes afterwards. Needs no token and no internet.

    \b
    Examples: communique demo
              communique demo --serve
    """
    from bot import logs
    from bot.demo.articles import outlets
    from bot.demo.day import NOON, run_day
    from bot.demo.server import Press

    # The rounds are told by the progress bar and the summary.
    logs.configure(json=not sys.stderr.isatty(), verbose=app.verbose, quiet=not app.verbose)
    press_of_the_day = outlets()
    with (
        tempfile.TemporaryDirectory(prefix="communique-demo-") as folder,
        Press(press_of_the_day, NOON) as press,
    ):
        with _progress() as told:
            day = run_day(Path(folder), press, told)
        _print(day, len(press_of_the_day))
        _print_alerts(day)
        written = _write(day.edition)
        if written is None:
            click.echo(
                f"No page was written: {' and '.join(PAGES)} in this folder are not the demo's.", err=True
            )
            raise SystemExit(FAILURE)
        click.echo(f"The same as a page, each passage a click away: {written}")
        if serve:
            _wait()
        else:
            click.echo("Its links lead to the invented press; `communique demo --serve` keeps that running.")


def _write(edition: "Edition") -> Path | None:
    """Write the page; None when files of those names belong to somebody else."""
    from bot.errors import CommuniqueError
    from digests import render

    for name in PAGES:
        path = Path.cwd() / name
        try:
            if path.exists() and MARK not in path.read_text("utf-8", "replace"):
                continue
            path.write_text(render.html(edition).rstrip("\n") + f"\n{MARK}\n", "utf-8")
        except OSError as error:
            raise CommuniqueError(f"{path} cannot be written: {error.strerror}") from error
        return path
    return None


def _wait() -> None:
    import threading

    click.echo("The press goes on answering, so the links work. Ctrl-C ends it.")
    try:
        threading.Event().wait()
    except KeyboardInterrupt:
        click.echo()


@contextmanager
def _progress() -> "Iterator[Told]":
    if not sys.stderr.isatty():
        yield lambda _what, _total, _name: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (
        TextColumn("{task.fields[what]:<8}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[name]}"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", what="sources", name="")

        def told(what: str, total: int, name: str | None) -> None:
            if name is None:
                progress.reset(task, total=total, what=what, name="")
            else:
                progress.update(task, advance=1, name=name)

        yield told


def _print(day: "Day", number: int) -> None:
    from digests import render, sections
    from digests.days import long_day

    lines = [
        f"An invented press of {long_day(sections.day_of(day.edition.scope))}: {number} outlets and ministries"
        " on the loopback address.",
        *(_round(one) for one in day.rounds),
        f"Stored: {day.articles} articles; read from them: {day.statements} statements, {day.meetings} meetings.",
    ]
    if not sys.stdout.isatty():
        click.echo("\n".join(lines) + "\n\n" + render.text(day.edition))
        return
    from rich.console import Console

    console = Console(highlight=False)
    for line in lines:
        console.print(line, style="dim", markup=False)
    console.print()
    _print_edition(console, day.edition)
    console.print()


def _print_alerts(day: "Day") -> None:
    number = len(day.alerts)
    click.echo(f"{number} alert{'s' * (number != 1)} fired, each where its desk reads:\n")
    for card, replies in day.alerts:
        channel, _, words = card.partition("\n")
        click.echo(channel)
        for line in words.splitlines():
            click.echo(f"  {line}")
        if replies:
            click.echo(f"  and {replies} later article{'s' * (replies != 1)} of this story in its thread")
        click.echo()


def _round(one: "Round") -> str:
    from zoneinfo import ZoneInfo

    from bot.demo.day import ZONE

    unchanged = sum(row.state == "unchanged" for row in one.polled)
    failed = sum(row.state == "failed" for row in one.polled)
    said = [f"{len(one.polled)} sources asked"]
    said += [f"{count} {state}" for count, state in ((unchanged, "unchanged"), (failed, "failed")) if count]
    pages = [f"{count} {state}" for state, count in sorted(one.pages.items())]
    return f"{one.at.astimezone(ZoneInfo(ZONE)):%H:%M}  {', '.join(said)}; articles: {', '.join(pages) or 'none'}"


def _print_edition(console: "Console", edition: "Edition") -> None:
    """Print an edition in colour; the words are those of the plain text."""
    from rich.text import Text

    from digests import gate, sections

    passed, _ = gate.passed(edition)
    console.print(Text(sections.title(passed.scope), style="bold"))
    console.print(Text(sections.subtitle(passed.scope), style="dim"))
    if sections.is_quiet(passed):
        console.print(Text(sections.QUIET))
    gist = sections.brief(passed)
    if gist:
        console.print(Text(gist, style="italic"))
    for section, items in sections.by_section(passed.items).items():
        heading = sections.heading(section, items, passed.scope)
        if heading and not sections.is_quiet(passed):
            console.print()
            console.print(Text(heading, style="bold yellow"))
        for item in items:
            console.print(_line(item))
    console.print()
    for line in sections.coverage_lines(passed.coverage):
        console.print(Text(line, style="dim"))


def _line(item: "Item") -> "Text":
    from rich.text import Text

    from digests import gate, sections

    text = Text()
    text.append(f"{item.number:>2} ", style="dim")
    if item.corroborated:
        text.append("▲ ", style="yellow")
    for run in item.runs:
        text.append(gate.written(run), style=_STYLES[run.style])
    for lead, links in ((" · ", item.links), ("; announced before: ", item.before)):
        for number, link in enumerate(sections.distinct(links)):
            text.append(", " if number else lead, style="dim")
            text.append(sections.source(link), style="dim")
    return text
