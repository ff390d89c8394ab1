"""`communique sources`: the list of sources, found, exchanged and looked at. The administrator's files are never written."""

import json as jsonlib
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from bot.cli import App
from bot.errors import CommuniqueError, UsageError

#: A list of feeds is no larger.
_LARGEST = 5 * 2**20


@click.group()
def command() -> None:
    """List the sources, find new ones, and exchange them with other readers.

    Nothing here writes to sources.yaml: what is found is printed, ready to paste.

    \b
    Examples: communique sources list
              communique sources discover https://mfa.example.org/
    """


@command.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON array.")
@click.pass_obj
def list_(app: App, as_json: bool) -> None:
    """List the configured sources with their state.

    \b
    Example: communique sources list --json
    """
    from bot.masking import mask

    rows = [{**row, "url": mask(row["url"])} for row in _rows(app)]
    if as_json:
        click.echo(jsonlib.dumps(rows, ensure_ascii=False))
        return
    wide = max((len(row["id"]) for row in rows), default=0)
    for row in rows:
        state = row["state"] or "-"
        click.echo(f"{row['id']:<{wide}}  {state:<8} {row['kind']:<8} {row['class']:<12} {row['url']}")
    if not rows:
        click.echo("No sources are configured; `communique sources discover URL` finds some.")


def _rows(app: App) -> list[dict[str, Any]]:
    from bot.habits import health_of

    states: dict[str, str] = {}
    sources = app.configuration.sources
    if app.database.is_file():
        with app.store() as store:
            known, now = store.sources.states(), datetime.now(UTC)
            for source in sources:
                states[source.id] = health_of(known.get(source.id), store.rhythm.times(source.id), now).state
    return [
        {
            "id": source.id,
            "name": source.name,
            "url": source.url,
            "kind": source.kind,
            "every": int(source.every.total_seconds()),
            "family": source.family,
            "class": source.klass,
            "language": source.language,
            "countries": list(source.countries),
            "state": states.get(source.id),
        }
        for source in sources
    ]


@command.command()
@click.argument("url")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON array of what was found.")
@click.pass_obj
def discover(app: App, url: str, as_json: bool) -> None:
    """Find out how a site can be followed, and print it as a block for sources.yaml, the best first.

    Looks for the feeds a page names, the news sitemaps of its robots.txt, and a list of news on the page itself. Only what the
    site links to is asked for, politely.

    \b
    Examples: communique sources discover https://mfa.example.org/press
              communique sources discover https://www.example.org/ --json
    """
    from bot.masking import mask
    from bot.sources import block, commented, proposed, told
    from bot.web import make_fetcher
    from scrapers.discover import discover as look
    from scrapers.errors import ScrapeError
    from scrapers.urls import canonical_url, identity_key

    try:
        address = canonical_url(url if "://" in url else f"https://{url}")
    except ValueError as error:
        raise UsageError(f"{mask(url)} cannot be fetched: {error}") from error
    configuration = app.lenient
    with make_fetcher(configuration.settings) as fetcher:
        try:
            found = look(address, fetcher)
        except ScrapeError as error:
            raise CommuniqueError(f"{address}: {error.reason}") from error
    known = {identity_key(source.url): source.id for source in configuration.sources}
    taken = {source.id for source in configuration.sources}
    fields = [proposed(found, proposal, taken) for proposal in found.proposals]
    if as_json:
        rows = [
            {**row, "kind": p.kind, "entries": len(p.entries), "configured": known.get(identity_key(p.url))}
            for row, p in zip(fields, found.proposals, strict=True)
        ]
        click.echo(jsonlib.dumps(rows, ensure_ascii=False))
        return
    for note in found.notes:
        click.echo(mask(note), err=True)
    if not fields:
        raise CommuniqueError(f"{address}: nothing to follow was found")
    for number, (row, proposal) in enumerate(zip(fields, found.proposals, strict=True)):
        comments = told(proposal)
        if name := known.get(identity_key(proposal.url)):
            comments.insert(0, f"already followed as {name}")
        text = block(row, comments)
        if number:
            click.echo("")
        click.echo(commented(text) if number else text)


@command.command("import")
@click.argument("file", metavar="OPML", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON array.")
@click.pass_obj
def import_(app: App, file: Path, as_json: bool) -> None:
    """Read the feeds of an OPML list (- for standard input) and print them as sources.yaml; what is followed already is left out.

    \b
    Examples: communique sources import feeds.opml
              communique sources import - < feeds.opml > new.yaml
    """
    from bot.opml import read_opml
    from bot.sources import block, new_id
    from scrapers.urls import identity_key

    outlines = read_opml(_body(file))
    sources = app.lenient.sources
    seen = {identity_key(source.url): source.id for source in sources}
    taken = [source.id for source in sources]
    folder, rows, out = "", [], ["sources:"]
    for outline in outlines:
        if not outline.url:
            click.echo(f"left out, no web address: {outline.written}", err=True)
            continue
        key = identity_key(outline.url)
        if key in seen:
            click.echo(f"left out, followed as {seen[key]}: {outline.url}", err=True)
            continue
        name = new_id(outline.title, outline.url, taken)
        seen[key] = name
        taken.append(name)
        row = {
            "id": name,
            "name": outline.title or None,
            "url": outline.url,
            "language": _language(outline.language),
        }
        rows.append({key: value for key, value in row.items() if value is not None})
        out.append(block(row, [outline.folder] if outline.folder != folder and outline.folder else []))
        folder = outline.folder
    if as_json:
        click.echo(jsonlib.dumps(rows, ensure_ascii=False))
    elif rows:
        click.echo("\n".join(out))
    else:
        click.echo("No new feed in this list.", err=True)


def _body(file: Path) -> bytes:
    try:
        if str(file) == "-":
            body = sys.stdin.buffer.read(_LARGEST + 1)
        else:
            with file.open("rb") as opened:
                body = opened.read(_LARGEST + 1)
    except OSError as error:
        raise CommuniqueError(f"{file} cannot be read: {error.strerror}") from error
    if len(body) > _LARGEST:
        raise CommuniqueError(f"{file} is larger than {_LARGEST // 2**20} MiB")
    return body


def _language(written: str | None) -> str | None:
    from scrapers.language import language_tag

    return language_tag(written) if written else None


@command.command()
@click.option("--secrets", is_flag=True, help="Write the secrets in addresses, too.")
@click.pass_obj
def export(app: App, secrets: bool) -> None:
    """Write the configured sources as an OPML list, for other readers. Secrets in addresses are masked unless asked for.

    \b
    Example: communique sources export > communique.opml
    """
    from bot.masking import mask
    from bot.opml import write_opml

    sources = app.configuration.sources
    if not secrets:
        shown = tuple(replace(source, url=mask(source.url)) for source in sources)
        hidden = [a.id for a, b in zip(sources, shown, strict=True) if a.url != b.url]
        if hidden:
            told = f"masked, for they hold a secret: {', '.join(hidden)}; --secrets writes them as they are"
            click.echo(told, err=True)
        sources = shown
    for line in write_opml(sources, datetime.now(UTC)):
        click.echo(line)
