"""A site: what it does wrong, what its line must say, and what must be stored in the end."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape
from typing import Any

from tests.hostile_press.server import Answer, Ask, reply

BEGAN = datetime.now(UTC) - timedelta(hours=2)
#: Answers a request, or None for what an honest site would.
Handler = Callable[[Ask], Answer | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """One way to fail."""

    name: str
    answer: Handler
    #: State and words of the line of each round; the last holds for all further rounds.
    lines: tuple[tuple[str, str], ...]
    #: Articles stored, and pages still wanted, after all rounds: together what it listed, once.
    stored: int
    wanted: int
    #: Keys of its entry in sources.yaml.
    given: Mapping[str, Any]
    #: Path of what lists its articles; an absolute address is taken as it is.
    path: str
    #: True where memory is at stake.
    heavy: bool
    #: True where one round tells all and takes long.
    once: bool
    #: True for a site behind TLS with a certificate nobody signed.
    tls: bool


@dataclass(slots=True)
class Catalogue:
    """The sites of one family."""

    sites: list[Site] = field(default_factory=list)

    def site(
        self,
        name: str,
        *lines: tuple[str, str],
        stored: int = 1,
        wanted: int = 0,
        path: str = "/feed",
        heavy: bool = False,
        tls: bool = False,
        once: bool = False,
        **given: Any,
    ) -> Callable[[Handler], Handler]:
        """Register a handler; without lines the source is expected to answer as if nothing were wrong."""

        def register(handler: Handler) -> Handler:
            self.sites.append(
                Site(
                    name=name,
                    answer=handler,
                    lines=lines or (("ok", ""), ("ok|unchanged", "")),
                    stored=stored,
                    wanted=wanted,
                    given=given,
                    path=path,
                    heavy=heavy,
                    once=once or heavy,
                    tls=tls,
                )
            )
            return handler

        return register

    def failing(self, name: str, reason: str, **options: Any) -> Callable[[Handler], Handler]:
        """Register a handler of a source that fails in every round and gives nothing."""
        return self.site(name, ("failed", reason), **{"stored": 0, **options})


def answered(site: Site) -> Callable[[Ask], Answer]:
    """Return the handler of a site, completed by what an honest one answers."""

    def answer(ask: Ask) -> Answer:
        own = site.answer(ask)
        return usual(ask) if own is None else own

    return answer


def usual(ask: Ask) -> bytes:
    """Answer as an honest outlet: no robots.txt, a feed of one item, its page."""
    path = ask.path.partition("?")[0]
    if path == "/feed":
        return rss(item(ask, 1))
    if path.strip("/").isdigit():
        return page(ask, int(path.strip("/")))
    return reply(404, "there is no such page")


def title(ask: Ask, number: int) -> str:
    """Return the headline of an article of this site; no two sites share one."""
    return f"Lund and Salter meet over border {ask.base.rpartition(':')[2]}, round {number}"


def text(ask: Ask, number: int) -> tuple[str, ...]:
    """Return the paragraphs of an article of this site."""
    port = ask.base.rpartition(":")[2]
    return (
        f"VIENNA (Halyard) - Foreign Minister Petra Lund met Foreign Minister Bruno Salter in Vienna on Monday to discuss "
        f"border crossing {port}, officials said, in what was round {number} of the talks.",
        f'"We have settled point {number} of the list for crossing {port}," Lund told reporters after the meeting.',
    )


def item(
    ask: Ask,
    number: int,
    *,
    link: str | None = None,
    guid: str | None = None,
    head: str | None = None,
    when: str | None = None,
    summary: str = "",
) -> str:
    """Return one item of an RSS feed; `link` and the rest as given, else as an honest outlet writes them."""
    link = f"{ask.base}/{number}" if link is None else link
    when = format_datetime(BEGAN + timedelta(seconds=number)) if when is None else when
    return (
        f"<item><title>{escape(title(ask, number) if head is None else head)}</title><link>{escape(link)}</link>"
        f"<guid isPermaLink='false'>{escape(guid or link)}</guid><pubDate>{when}</pubDate>"
        f"<description>{escape(summary)}</description></item>"
    )


def channel(*items: str) -> str:
    """Return a feed as text."""
    return (
        f"<?xml version='1.0' encoding='utf-8'?><rss version='2.0'><channel><title>Hostile Courier</title>"
        f"{''.join(items)}</channel></rss>"
    )


def rss(*items: str, headers: Mapping[str, str] | None = None) -> bytes:
    """Return a feed as an answer."""
    return reply(200, channel(*items), "application/rss+xml", headers)


def markup(head: str, paragraphs: tuple[str, ...], *, extra: str = "") -> str:
    """Return an article page; `extra` goes into its head as it is."""
    body = "".join(f"<p>{escape(one, quote=False)}</p>" for one in paragraphs)
    return (
        f"<!doctype html><html lang=en><head><title>{escape(head)}</title>{extra}</head><body><article>"
        f"<h1>{escape(head)}</h1>{body}</article></body></html>"
    )


def page(ask: Ask, number: int, *, extra: str = "", headers: Mapping[str, str] | None = None) -> bytes:
    """Return the page of an article as an answer."""
    return reply(200, markup(title(ask, number), text(ask, number), extra=extra), headers=headers)


def redirect(to: str, status: int = 302) -> bytes:
    """Return a redirect."""
    return reply(status, headers={"Location": to})
