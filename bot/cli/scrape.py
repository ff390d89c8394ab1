"""`communique scrape`: one round now, pages included."""

import json as jsonlib
import sys
from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from bot.cli import FAILURE, OK, PARTIAL, App
from bot.cli.completion import source_ids
from bot.errors import UsageError

if TYPE_CHECKING:
    from bot.jobs.page import Paged
    from bot.jobs.settle import Polled
    from bot.settings import Configuration
    from bot.store import Store
    from scrapers.source import Source


@click.command()
@click.argument("sources", nargs=-1, metavar="[SOURCE]…", shell_complete=source_ids)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON array.")
@click.pass_obj
def command(app: App, sources: tuple[str, ...], as_json: bool) -> None:
    """Ask the sources (all, or those named) what is new, fetch the pages, read and store them.

    Looks again at what posted editions rest on, queues alerts and corrections, and posts them where there is a token.
    Ignores `every`, never a Retry-After. Prints id, state (ok, unchanged, failed), number of new entries, reason.
    Exits 0 when all answered, 3 when some failed, 1 when all failed.

    \b
    Examples: communique scrape
              communique scrape un-news example-mfa
    """
    from bot.jobs.deliver import deliver_due, look_back
    from bot.store.lock import hold

    chosen = _chosen(app.configuration, sources)
    with hold(app.database), app.store() as store:
        look_back(store, app.configuration, app.environment)
        polled, paged = _round(app.configuration, store, chosen)
        _queue(app.configuration, store)
        deliver_due(store, app.configuration, app.environment)
    rows = _rows(polled, paged)
    if as_json:
        click.echo(jsonlib.dumps(rows, ensure_ascii=False))
    else:
        for row in rows:
            click.echo(f"{row['id']}\t{row['state']}\t{row['new']}\t{row['reason']}")
    raise SystemExit(_exit_code(polled))


def _chosen(configuration: "Configuration", ids: tuple[str, ...]) -> "list[Source]":
    known = {s.id: s for s in configuration.sources}
    for name in ids:
        if name not in known:
            from digests.nearest import nearest

            near = nearest(name, list(known))
            raise UsageError(f"no source has the id {name!r}" + (f"; did you mean {near!r}?" if near else ""))
    if not known:
        raise UsageError(
            "no sources are configured; put them into sources.yaml (`communique init DIR` writes an example)"
        )
    return [known[name] for name in dict.fromkeys(ids)] if ids else list(known.values())


def _round(
    configuration: "Configuration", store: "Store", chosen: "list[Source]"
) -> "tuple[list[Polled], list[Paged]]":
    from bot.jobs.page import Pages
    from bot.jobs.poll import poll
    from bot.jobs.recheck import begin
    from bot.knowledge import knowledge_of
    from bot.web import HostsOf, make_fetcher
    from bot.workers import reading

    def clock() -> datetime:
        return datetime.now(UTC)

    with (
        make_fetcher(configuration.settings, HostsOf(store, clock)) as fetcher,
        reading(
            configuration.settings.workers, knowledge_of(configuration, store, clock().date())
        ) as readers,
    ):
        with _progress("sources", len(chosen)) as step:
            polled = poll(store, chosen, fetcher, clock, readers.document, told=lambda row: step(row.source))
        pages = Pages(store, configuration, clock, readers.pages)
        only = [s.id for s in chosen]
        paged: list[Paged] = []
        with _progress("pages", store.wanted.count()) as step:
            # Rows that failed are not due again within this round, nor is what was looked at again: this ends.
            while True:
                looked = begin(store, configuration, clock())
                rows = pages.run(fetcher, only=only, told=lambda row: step(row.source))
                paged.extend(rows)
                if not rows and not looked:
                    break
    return polled, paged


def _queue(configuration: "Configuration", store: "Store") -> None:
    """Queue what the round changes in posted editions, and alerts that waited until now."""
    from bot.jobs import afterwards, alerts, weekly

    now = datetime.now(UTC)
    alerts.run_due(store, configuration, now)
    afterwards.follow(store, configuration, now)
    weekly.follow(store, now)


def _progress(what: str, total: int) -> "AbstractContextManager[Callable[[str], None]]":
    if not sys.stderr.isatty() or not total:
        return nullcontext(lambda _name: None)
    return _bar(what, total)


def _bar(what: str, total: int) -> "AbstractContextManager[Callable[[str], None]]":
    from contextlib import contextmanager

    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    @contextmanager
    def bar() -> Any:
        columns = (
            TextColumn("{task.fields[what]:<8}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[name]}"),
        )
        with Progress(*columns, console=Console(stderr=True)) as progress:
            task = progress.add_task("", total=total, what=what, name="")
            yield lambda name: progress.update(task, advance=1, name=name)

    return bar()


def _rows(polled: "list[Polled]", paged: "list[Paged]") -> list[dict[str, Any]]:
    failed: dict[str, Counter[str]] = {}
    for page in paged:
        if page.state in ("later", "given-up"):
            failed.setdefault(page.source, Counter())[page.reason] += 1
    out = []
    for row in polled:
        reason = row.reason
        trouble = failed.get(row.source)
        if trouble:
            count, most = sum(trouble.values()), trouble.most_common(1)[0][0]
            told = f"{count} page{'s' if count != 1 else ''} could not be read ({most}); tried again later"
            reason = f"{reason}; {told}" if reason else told
        out.append({"id": row.source, "state": row.state, "new": row.new, "reason": " ".join(reason.split())})
    return out


def _exit_code(polled: "list[Polled]") -> int:
    failures = sum(row.state == "failed" for row in polled)
    if not failures:
        return OK
    return FAILURE if failures == len(polled) else PARTIAL
