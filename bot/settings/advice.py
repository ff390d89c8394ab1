"""Warnings: what is allowed but rarely meant."""

import re
from collections.abc import Iterator, Mapping
from datetime import timedelta
from ipaddress import ip_address, ip_network
from urllib.parse import urlsplit

from bot.settings.models import DigestsFile, HoldersFile, Settings, SourcesFile
from bot.settings.problems import Problem
from bot.settings.reading import ConfigFile
from digests.lexicon.tables import cell, parse_all, shipped
from digests.nearest import nearest
from digests.query import parse
from scrapers.errors import ForbiddenAddressError
from scrapers.guard import AddressGuard, is_web_port, not_a_web_port
from scrapers.urls import host_of, identity_key

#: A key with nothing before its comment, which begins like the name of a channel.
_BEFORE_COMMENT = re.compile(r"[\w.-]+:\s+#[\w-]")


def settings_warnings(file: ConfigFile, settings: Settings, fetches: bool) -> Iterator[Problem]:
    """Yield the warnings of settings.yaml; `fetches` says whether there is any source."""
    ranges = settings.http.allow_private
    if ranges:
        message = f"private addresses may be fetched: {', '.join(ranges)}"
        yield file.problem(message, "http", "allow_private")
    metrics = settings.metrics
    if metrics.port is not None and not ip_address(metrics.address).is_loopback:
        message = f"whoever reaches {metrics.address} may read the metrics: nobody is asked for a password"
        yield file.problem(message, "metrics", "address")
    agent = settings.user_agent
    if fetches and ("@" not in agent and "http" not in agent):
        message = "`user_agent` names no contact; sites block bots whose owner they cannot write to"
        yield file.problem(message, "user_agent")
    elif fetches and ("example.org" in agent or "example.com" in agent):
        yield file.problem("`user_agent` still names the contact of the example; put your own", "user_agent")


def source_warnings(file: ConfigFile, sources: SourcesFile, settings: Settings) -> Iterator[Problem]:
    """Yield the warnings of sources.yaml."""
    guard = AddressGuard(settings.http.allow_private)
    seen: dict[str, int] = {}
    for index, row in enumerate(sources.sources):
        covered = _covered(row.url, settings.http.allow_private)
        if row.every < timedelta(minutes=1) and not covered:
            message = f"`{row.id}` is asked more than once a minute; few sites welcome that"
            yield file.problem(message, "sources", index, "every")
        refused = _refused(row.url, guard, bool(settings.http.allow_private))
        if refused:
            yield file.problem(f"`{row.id}` will not be fetched: {refused}", "sources", index, "url")
        key = identity_key(row.url)
        if key in seen:
            line = file.problem("", "sources", seen[key], "url").line
            message = f"`{row.id}` asks the same address as the source on line {line}"
            yield file.problem(message, "sources", index, "url")
        seen.setdefault(key, index)


def digest_warnings(
    file: ConfigFile, digests: DigestsFile, sources: SourcesFile | None, fetches: bool
) -> Iterator[Problem]:
    """Yield the warnings of digests.yaml; `fetches` says whether there is any source, `sources` may not be readable."""
    known = (
        [name for row in sources.sources for name in (row.id, row.name, row.family) if name]
        if sources
        else []
    )
    if digests.digests and not fetches:
        yield file.problem("digests are configured, but no source that could fill them", "digests", key=True)
    queries = [("digests", n, d.id, "filter", d.filter) for n, d in enumerate(digests.digests) if d.filter]
    queries += [("alerts", n, a.id, "query", a.query) for n, a in enumerate(digests.alerts)]
    for key, index, row_id, name, text in queries:
        for notice in parse(text, sources=known).notices:
            yield file.problem(f"`{name}` of `{row_id}`: {notice}", key, index, name)


def holder_warnings(file: ConfigFile, holders: HoldersFile, lexicon: Mapping[str, str]) -> Iterator[Problem]:
    """Yield the warnings of office_holders.yaml; `lexicon` is what the administrator adds to the name tables."""
    added = parse_all(lexicon)
    nouns = [row["noun"] for row in (*shipped("offices"), *added.get("offices", ()))]
    offices = {word.casefold() for noun in nouns for word in noun.split()}
    bodies = {
        form.casefold(): form
        for row in (*shipped("organisations"), *added.get("organisations", ()))
        for form in (row["name"], *cell(row, "forms"))
    }
    for index, row in enumerate(holders.holders):
        words = re.findall(r"[^\W\d_]+", row.role.casefold())
        if not offices.intersection(words):
            near = next((near for word in words if (near := nearest(word, sorted(offices), 75))), None)
            hint = f"; did you mean `{near}`?" if near else "; config/lexicon/offices.csv can add one"
            yield file.problem(
                f"no word of `{row.role}` is an office that is known{hint}", "holders", index, "role"
            )
        if row.org and row.org.casefold() not in bodies:
            near = nearest(row.org, list(bodies), 75)
            hint = (
                f"; did you mean `{bodies[near]}`?"
                if near
                else "; config/lexicon/organisations.csv can add it"
            )
            yield file.problem(f"no body called `{row.org}` is known{hint}", "holders", index, "org")


def comment_warnings(file: ConfigFile) -> Iterator[Problem]:
    """Yield the keys that stand empty before what may be their value."""
    for place, (line, column) in file.located.keys.items():
        value = file.located.data
        for part in place:
            value = value[part]
        if value is None and _BEFORE_COMMENT.match(file.lines[line - 1], column - 1):
            message = f"nothing stands for `{place[-1]}`: a `#` begins a comment, so a value with one goes in quotation marks"
            yield file.at(line, column, message)


def _covered(url: str, ranges: tuple[str, ...]) -> bool:
    host = urlsplit(url).hostname or ""
    try:
        address = ip_address("127.0.0.1" if host == "localhost" else host)
    except ValueError:
        return False
    return any(address in ip_network(r, strict=False) for r in ranges)


def _refused(url: str, guard: AddressGuard, opened: bool) -> str | None:
    """Return why the guard will refuse an address that can be judged without asking for its name."""
    host, _, port = host_of(url).rpartition(":")
    try:
        address = str(ip_address("127.0.0.1" if host == "localhost" else host.strip("[]")))
    except ValueError:
        # What the name leads to is not known here; where no range is opened, its port tells.
        return None if opened or is_web_port(int(port)) else not_a_web_port(int(port))
    try:
        guard.check(address, int(port))
    except ForbiddenAddressError as error:
        return error.reason
    return None
