"""`communique try URL`: what we would get from this feed, page or article."""

import json as jsonlib
import textwrap
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import click

from bot.cli import App
from bot.errors import CommuniqueError, UsageError

_WIDTH = 100


@click.command()
@click.argument("url")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def command(app: App, url: str, as_json: bool) -> None:
    """Show what a feed, listing, sitemap or article gives.

    Fetches the address as politely as a source, stores nothing, and prints its entries, or the text of the article with the
    statements and meetings read from it, their passages, and why each participant was taken. The address of a configured
    source is read as configured.

    \b
    Examples: communique try https://news.un.org/feed/subscribe/en/news/all/rss.xml
              communique try https://mfa.example.org/press/2026/114
    """
    from bot.masking import mask
    from bot.settings import Configuration
    from bot.trying import tried_row, try_address
    from bot.web import make_fetcher
    from scrapers.errors import ScrapeError
    from scrapers.urls import canonical_url

    try:
        address = canonical_url(url)
    except ValueError as error:
        raise UsageError(f"{mask(url)} cannot be fetched: {error}") from error
    # An address can be tried before there is any configuration.
    configuration = app.configuration if app.config_folder.is_dir() else Configuration()
    with make_fetcher(configuration.settings) as fetcher:
        try:
            row = tried_row(try_address(address, configuration, fetcher, datetime.now(UTC)))
        except ScrapeError as error:
            raise CommuniqueError(f"{address}: {error.reason}") from error
    if as_json:
        click.echo(mask(jsonlib.dumps(row, ensure_ascii=False)))
        return
    for line in _lines(row):
        click.echo(mask(line))


def _lines(row: dict[str, Any]) -> Iterator[str]:
    whose = f", read as the source {row['source']}" if row["source"] else ""
    yield f"{row['kind'].capitalize()}: {row['url']}{whose}"
    for note in row["notes"]:
        yield f"Note: {note}"
    if "article" in row:
        yield from _article(row)
    else:
        yield from _entries(row["entries"])


def _entries(entries: list[dict[str, Any]]) -> Iterator[str]:
    yield f"{len(entries)} {'entry' if len(entries) == 1 else 'entries'}"
    for entry in entries:
        yield ""
        yield entry["title"] or "(no title)"
        yield f"  {_day(entry['published'])} · {entry['url']}"
        if entry["summary"]:
            yield from _wrapped(textwrap.shorten(entry["summary"], 300, placeholder=" …"), "  ")


def _article(row: dict[str, Any]) -> Iterator[str]:
    article = row["article"]
    yield ""
    yield article["title"]
    about = [_day(article["published"]), article["author"], article["language"], article["url"]]
    yield "  " + " · ".join(word for word in about if word)
    for paragraph in article["text"].split("\n\n"):
        yield ""
        yield from _wrapped(paragraph, "")
    yield ""
    yield f"Statements: {len(row['statements']) or 'none'}"
    for said in row["statements"]:
        yield from _statement(said)
    yield ""
    yield f"Meetings: {len(row['meetings']) or 'none'}"
    for meeting in row["meetings"]:
        yield from _meeting(meeting)


def _statement(said: dict[str, Any]) -> Iterator[str]:
    yield ""
    who = said["speaker"] or "(speaker not named)"
    office = ", ".join(word for word in (said["role"], said["country"]) if word)
    told = [
        f"{who} ({office})" if office else who,
        said["act"],
        "quoted" if said["quote"] else "in the outlet's words",
        "told by another" if said.get("nested") else "",
        f"{said['start']}-{said['end']}",
    ]
    yield "  " + " · ".join(word for word in told if word)
    yield from _wrapped(said["passage"], "    ")


def _meeting(meeting: dict[str, Any]) -> Iterator[str]:
    yield ""
    told = [
        meeting["format"].replace("_", " "),
        meeting["status"],
        meeting["place"] or "place not given",
        meeting["date"] or "day not given",
        f"on {meeting['topic']}" if meeting["topic"] else "",
        f"{meeting['start']}-{meeting['end']}",
    ]
    yield "  " + " · ".join(word for word in told if word)
    for who, why in zip(meeting["participants"], meeting["why"], strict=True):
        name = ", ".join(word for word in (who["name"], who["role"], who["country"] or who["org"]) if word)
        yield f"    {name}" + (f" — {why}" if why else "")
    yield from _wrapped(meeting["passage"], "    ")


def _wrapped(text: str, indent: str) -> list[str]:
    return textwrap.wrap(" ".join(text.split()), _WIDTH, initial_indent=indent, subsequent_indent=indent)


def _day(moment: str | None) -> str:
    return moment.replace("T", " ").removesuffix("Z") + " UTC" if moment else "date not given"
