"""Article pages in six layouts, with the furniture of real sites around the text."""

import json
from collections.abc import Callable
from datetime import datetime
from html import escape
from zoneinfo import ZoneInfo

from bot.demo.articles import Outlet, Piece, Version
from bot.demo.fronts import address


def page(outlet: Outlet, piece: Piece, base: str, now: datetime) -> str | None:
    """Return the page of an article at an instant; None before it is out."""
    version = piece.at(now)
    if version is None:
        return None
    head, body = _LAYOUTS[outlet.page](outlet, piece, version, base)
    direction = ' dir="rtl"' if outlet.language == "ar" else ""
    return (
        f'<!doctype html>\n<html lang="{outlet.language}"{direction}><head><meta charset="utf-8">'
        f"<title>{escape(version.title)} | {escape(outlet.name)}</title>{head}</head>\n"
        f"<body>{_above(outlet)}\n{body}\n{_below(outlet, piece, now)}</body></html>\n"
    )


def _above(outlet: Outlet) -> str:
    links = "".join(
        f'<li><a href="/{word.lower()}">{word}</a></li>' for word in ("World", "Politics", "Sport", "Weather")
    )
    return f'<header><a href="/">{escape(outlet.name)}</a><nav><ul>{links}</ul></nav></header>'


def _below(outlet: Outlet, piece: Piece, now: datetime) -> str:
    others = [(p, v) for p, v in outlet.out(now) if p is not piece][:3]
    links = "".join(f'<li><a href="{address(outlet, p)}">{escape(v.title)}</a></li>' for p, v in others)
    return (
        f'<aside class="related"><h2>More from {escape(outlet.name)}</h2><ul>{links}</ul></aside>'
        f'<footer><p>© 2026 {escape(outlet.name)}. An invented outlet. <a href="/terms">Terms</a></p></footer>'
    )


def _paragraphs(version: Version) -> str:
    return "\n".join(f"<p>{escape(paragraph)}</p>" for paragraph in version.paragraphs)


def _byline(piece: Piece) -> str:
    return f'<p class="byline">By {escape(piece.author)}</p>' if piece.author else ""


def _graph(outlet: Outlet, piece: Piece, version: Version, base: str) -> str:
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": version.title,
        "datePublished": piece.published.isoformat(),
        "dateModified": version.since.isoformat(),
        "inLanguage": outlet.language,
        "author": {"@type": "Person", "name": piece.author or outlet.name},
        "publisher": {"@type": "NewsMediaOrganization", "name": outlet.name},
        "mainEntityOfPage": f"{base}{address(outlet, piece)}",
    }
    text = json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")
    return f'<script type="application/ld+json">{text}</script>'


def _open_graph(outlet: Outlet, piece: Piece, version: Version, base: str) -> str:
    metas = {
        "og:type": "article",
        "og:title": version.title,
        "og:site_name": outlet.name,
        "og:url": f"{base}{address(outlet, piece)}",
        "article:published_time": piece.published.isoformat(),
        "article:modified_time": version.since.isoformat(),
        "author": piece.author or outlet.name,
    }
    return "".join(f'<meta property="{name}" content="{escape(value)}">' for name, value in metas.items())


def _linked(outlet: Outlet, piece: Piece, version: Version, base: str) -> tuple[str, str]:
    body = f"<article><h1>{escape(version.title)}</h1>{_byline(piece)}{_paragraphs(version)}</article>"
    return _graph(outlet, piece, version, base), body


def _plain(outlet: Outlet, piece: Piece, version: Version, base: str) -> tuple[str, str]:
    body = f'<h1>{escape(version.title)}</h1><div class="story">{_paragraphs(version)}</div>'
    return _open_graph(outlet, piece, version, base), body


def _pictured(outlet: Outlet, piece: Piece, version: Version, base: str) -> tuple[str, str]:
    figure = ""
    if piece.caption:
        figure = f'<figure><img src="/pictures/{piece.slug}.jpg" alt=""><figcaption>{escape(piece.caption)}</figcaption></figure>'
    body = (
        f"<article><h1>{escape(version.title)}</h1>{_byline(piece)}{figure}{_paragraphs(version)}</article>"
    )
    link = f'<link rel="canonical" href="{base}{address(outlet, piece)}">'
    return link + _open_graph(outlet, piece, version, base), body


def _boxed(outlet: Outlet, piece: Piece, version: Version, base: str) -> tuple[str, str]:
    half = len(version.paragraphs) // 2
    parts = [f"<p>{escape(paragraph)}</p>" for paragraph in version.paragraphs]
    letter = (
        '<div class="newsletter"><form><label>Our morning letter <input type="email"></label></form></div>'
    )
    body = (
        f'<div id="page"><div class="row"><div class="col-8"><div class="headline"><h1>{escape(version.title)}</h1></div>'
        f'<div class="meta">{_byline(piece)}</div><div class="entry-content">{"".join(parts[:half])}{letter}'
        f'{"".join(parts[half:])}</div></div><div class="col-4"><div class="ad">Advertisement</div></div></div></div>'
    )
    return _open_graph(outlet, piece, version, base), body


def _main(outlet: Outlet, piece: Piece, version: Version, _base: str) -> tuple[str, str]:
    local = piece.published.astimezone(ZoneInfo(outlet.source["timezone"]))
    day = f'<time datetime="{local.isoformat()}">{local:%d %B %Y}</time>'
    return "", f"<main><h1>{escape(version.title)}</h1>{day}{_paragraphs(version)}</main>"


def _ministry(outlet: Outlet, piece: Piece, version: Version, _base: str) -> tuple[str, str]:
    local = piece.published.astimezone(ZoneInfo(outlet.source["timezone"]))
    body = (
        f'<table><tr><td><ul><li><a href="/press">Press</a></li><li><a href="/policy">Policy</a></li></ul></td><td>'
        f'<h1>{escape(version.title)}</h1><p class="date">{local:%B %d, %Y}</p>'
        f'<div class="release-text">{_paragraphs(version)}</div></td></tr></table>'
    )
    return "", body


_LAYOUTS: dict[str, Callable[[Outlet, Piece, Version, str], tuple[str, str]]] = {
    "json-ld": _linked,
    "opengraph": _plain,
    "figure": _pictured,
    "boxes": _boxed,
    "main": _main,
    "ministry": _ministry,
}
