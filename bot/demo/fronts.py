"""What an outlet says is new, in every form Communiqué reads: RSS, RDF, Atom, JSON Feed, news sitemap, HTML lists."""

import json
from collections.abc import Callable
from datetime import datetime
from email.utils import format_datetime
from html import escape
from zoneinfo import ZoneInfo

from bot.demo.articles import Outlet, Piece, Version

#: Where each kind stands on its site.
PATHS = {
    "rss": "/rss.xml",
    "rdf": "/index.rdf",
    "atom": "/atom.xml",
    "atom-full": "/feed/atom.xml",
    "json": "/feed.json",
    "sitemap": "/news-sitemap.xml",
    "listing-dl": "/press/releases.html",
    "listing-table": "/en/press-center",
    "listing-teasers": "/",
}
_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'

Rows = list[tuple[Piece, Version]]


def address(outlet: Outlet, piece: Piece) -> str:
    """Return the path of an article."""
    if outlet.kind == "sitemap":
        return f"/news/{piece.slug}-{48000 + outlet.pieces.index(piece)}"
    if outlet.page in ("main", "ministry"):
        return f"/press/{piece.published:%Y%m%d}/{piece.slug}.html"
    return f"/{piece.published:%Y/%m/%d}/{piece.slug}"


def front(outlet: Outlet, base: str, now: datetime) -> tuple[str, str]:
    """Return content type and document of what is new at an instant; `base` is the address of the site."""
    return _FORMS[outlet.serves](outlet, base, outlet.out(now))


def changed(outlet: Outlet, now: datetime) -> datetime:
    """Return when the document last changed."""
    return max((version.since for _, version in outlet.out(now)), default=now)


def _lead(version: Version) -> str:
    return version.paragraphs[0]


def _markup(version: Version) -> str:
    return "".join(f"<p>{escape(paragraph)}</p>" for paragraph in version.paragraphs)


def _rss(outlet: Outlet, base: str, rows: Rows) -> tuple[str, str]:
    items = "".join(
        f"<item><title>{escape(version.title)}</title><link>{base}{address(outlet, piece)}</link>"
        f'<guid isPermaLink="false">{outlet.id}-{piece.slug}</guid>'
        f"<pubDate>{format_datetime(piece.published)}</pubDate>"
        f"<description>{escape(_lead(version))}</description></item>\n"
        for piece, version in rows
    )
    return "application/rss+xml; charset=utf-8", (
        f'{_XML}<rss version="2.0"><channel><title>{escape(outlet.name)}</title><link>{base}/</link>'
        f"<language>{outlet.language}</language><description>News</description>\n{items}</channel></rss>"
    )


def _rdf(outlet: Outlet, base: str, rows: Rows) -> tuple[str, str]:
    items = "".join(
        f'<item rdf:about="{base}{address(outlet, piece)}"><title>{escape(version.title)}</title>'
        f"<link>{base}{address(outlet, piece)}</link><dc:date>{piece.published.isoformat()}</dc:date>"
        f"<description>{escape(_lead(version))}</description></item>\n"
        for piece, version in rows
    )
    return "application/rdf+xml; charset=utf-8", (
        f'{_XML}<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"'
        f' xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="{base}/">'
        f"<title>{escape(outlet.name)}</title><link>{base}/</link><description>News</description></channel>\n"
        f"{items}</rdf:RDF>"
    )


def _atom(outlet: Outlet, base: str, rows: Rows) -> tuple[str, str]:
    full = outlet.serves == "atom-full"
    entries = "".join(
        f"<entry><title>{escape(version.title)}</title><id>tag:{outlet.host},2026:{piece.slug}</id>"
        f'<link rel="alternate" href="{base}{address(outlet, piece)}"/>'
        f"<published>{piece.published.isoformat()}</published><updated>{version.since.isoformat()}</updated>"
        + (f'<content type="html">{escape(_markup(version))}</content>' if full else "")
        + "</entry>\n"
        for piece, version in rows
    )
    latest = max(version.since for _, version in rows).isoformat() if rows else "2026-03-12T00:00:00+00:00"
    return "application/atom+xml; charset=utf-8", (
        f'{_XML}<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{outlet.language}"><title>{escape(outlet.name)}</title>'
        f"<id>{base}/</id><updated>{latest}</updated><author><name>{escape(outlet.name)}</name></author>\n{entries}</feed>"
    )


def _json(outlet: Outlet, base: str, rows: Rows) -> tuple[str, str]:
    items = [
        {
            "id": f"{outlet.id}/{piece.slug}",
            "url": f"{base}{address(outlet, piece)}",
            "title": version.title,
            "summary": _lead(version),
            "date_published": piece.published.isoformat(),
            "date_modified": version.since.isoformat(),
            "authors": [{"name": piece.author or outlet.name}],
        }
        for piece, version in rows
    ]
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": outlet.name,
        "home_page_url": f"{base}/",
        "language": outlet.language,
        "items": items,
    }
    return "application/feed+json; charset=utf-8", json.dumps(feed, ensure_ascii=False, indent=1)


def _sitemap(outlet: Outlet, base: str, rows: Rows) -> tuple[str, str]:
    urls = "".join(
        f"<url><loc>{base}{address(outlet, piece)}</loc><lastmod>{version.since.isoformat()}</lastmod>"
        f"<news:news><news:publication><news:name>{escape(outlet.name)}</news:name>"
        f"<news:language>{outlet.language}</news:language></news:publication>"
        f"<news:publication_date>{piece.published.isoformat()}</news:publication_date>"
        f"<news:title>{escape(version.title)}</news:title></news:news></url>\n"
        for piece, version in rows
    )
    return "application/xml; charset=utf-8", (
        f'{_XML}<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
        f' xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">\n{urls}</urlset>'
    )


def _local(outlet: Outlet, piece: Piece) -> datetime:
    return piece.published.astimezone(ZoneInfo(outlet.source["timezone"]))


def _page(outlet: Outlet, inside: str) -> tuple[str, str]:
    return "text/html; charset=utf-8", (
        f'<!doctype html><html lang="{outlet.language}"><head><title>{escape(outlet.name)}</title></head><body>'
        f'<nav><ul class="menu"><li><a href="/about">About</a></li><li><a href="/contact">Contact</a></li></ul></nav>'
        f"{inside}<footer>{escape(outlet.name)}</footer></body></html>"
    )


def _definitions(outlet: Outlet, _base: str, rows: Rows) -> tuple[str, str]:
    items = "".join(
        f'<dt>Release</dt><dd><span class="date">{_local(outlet, piece):%B %d, %Y}</span> '
        f'<a href="{address(outlet, piece)}">{escape(version.title)}</a></dd>\n'
        for piece, version in rows
    )
    return _page(outlet, f'<h1>Press Releases</h1><dl class="releases">{items}</dl>')


def _table(outlet: Outlet, _base: str, rows: Rows) -> tuple[str, str]:
    items = "".join(
        f'<tr class="item"><td class="day">{_local(outlet, piece):%d %B %Y}</td>'
        f'<td class="subject"><a href="{address(outlet, piece)}">{escape(version.title)}</a></td>'
        f'<td class="gist">{escape(_lead(version))}</td></tr>\n'
        for piece, version in rows
    )
    return _page(outlet, f"<table><tr><th>Day</th><th>Subject</th><th>Gist</th></tr>{items}</table>")


def _teasers(outlet: Outlet, _base: str, rows: Rows) -> tuple[str, str]:
    items = "".join(
        f'<article class="teaser"><h2><a href="{address(outlet, piece)}">{escape(version.title)}</a></h2>'
        f'<time datetime="{_local(outlet, piece).isoformat()}">{_local(outlet, piece):%d %b, %H:%M}</time>'
        f'<p class="standfirst">{escape(_lead(version))}</p></article>\n'
        for piece, version in rows
    )
    return _page(outlet, f"<main><h1>Latest</h1>{items}</main>")


_FORMS: dict[str, Callable[[Outlet, str, Rows], tuple[str, str]]] = {
    "rss": _rss,
    "rdf": _rdf,
    "atom": _atom,
    "atom-full": _atom,
    "json": _json,
    "sitemap": _sitemap,
    "listing-dl": _definitions,
    "listing-table": _table,
    "listing-teasers": _teasers,
}
