"""What a page says about itself: JSON-LD (schema.org NewsArticle), then OpenGraph and meta elements, then HTML."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from scrapers.dates import parse_date
from scrapers.markup import title_of
from scrapers.urls import canonical_url, same_site

_TYPES = (
    "article",
    "newsarticle",
    "reportagenewsarticle",
    "analysisnewsarticle",
    "blogposting",
    "pressrelease",
    "webpage",
    "report",
)
_SEPARATORS = re.compile(r"\s+[|–—·•»-]\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What could be found; None or "" where the page is silent."""

    title: str = ""
    author: str | None = None
    published: datetime | None = None
    updated: datetime | None = None
    language: str | None = None
    #: Canonical address, when it is on the same site.
    url: str | None = None


def _objects(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    if depth > 6:
        return
    if isinstance(value, list):
        for item in value[:50]:
            yield from _objects(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _objects(value.get(key), depth + 1)


def _linked_data(tree: Any) -> dict[str, Any]:
    best: dict[str, Any] = {}
    rank = len(_TYPES)
    for node in tree.iterfind(".//script"):
        if "ld+json" not in (node.get("type") or "").lower():
            continue
        try:
            data = json.loads(re.sub(r"^\s*//.*$|[\x00-\x1f]", " ", node.text or "", flags=re.MULTILINE))
        except (ValueError, RecursionError):
            continue
        for item in _objects(data):
            kinds = item.get("@type")
            for kind in kinds if isinstance(kinds, list) else [kinds]:
                name = str(kind).lower()
                if name in _TYPES or name.endswith("article"):
                    place = _TYPES.index(name) if name in _TYPES else 1
                    if place < rank and (item.get("headline") or item.get("datePublished")):
                        best, rank = item, place
    return best


def _person(value: Any) -> str | None:
    if isinstance(value, list):
        names = [n for n in (_person(v) for v in value[:5]) if n]
        return ", ".join(names) or None
    if isinstance(value, dict):
        value = value.get("name")
    return (
        title_of(str(value))
        if isinstance(value, str) and value.strip() and not value.startswith("http")
        else None
    )


def _metas(tree: Any) -> dict[str, str]:
    out: dict[str, str] = {}
    for node in tree.iter("meta"):
        name = (
            node.get("property") or node.get("name") or node.get("itemprop") or node.get("http-equiv") or ""
        ).lower()
        content = node.get("content")
        if name and content and name not in out:
            out[name] = content.strip()
    return out


def _without_site(title: str, site: str, heading: str) -> str:
    """Cut the outlet's name off a title: known by name, or because the page's heading lacks it."""
    parts = _SEPARATORS.split(title)
    if len(parts) < 2:
        return title
    if heading and title.startswith(heading) and len(heading) > 10:
        return heading
    if site and parts[-1].lower() == site.lower():
        return title[: title.rindex(parts[-1])].rstrip(" |–—·•»-\u00a0")
    if site and parts[0].lower() == site.lower():
        return title[len(parts[0]) :].lstrip(" |–—·•»-\u00a0")
    return title


def _heading(tree: Any) -> str:
    for path in (".//article//h1", ".//main//h1", ".//h1"):
        nodes = [title_of(n.text_content()) for n in tree.iterfind(path)]
        nodes = [n for n in nodes if len(n) > 3]
        if nodes:
            return max(nodes, key=len) if path != ".//h1" or len(nodes) == 1 else nodes[0]
    return ""


def read_metadata(tree: Any, url: str, zone: str) -> Metadata:
    """Read the metadata of a parsed page (an lxml tree); `zone` is the source's, for dates without an offset."""
    data, metas = _linked_data(tree), _metas(tree)
    heading = _heading(tree)
    titled = tree.find(".//title")
    raw = titled.text_content() if titled is not None else ""
    site = metas.get("og:site_name") or metas.get("application-name") or ""
    candidates = (
        str(data.get("headline") or ""),
        metas.get("og:title", ""),
        metas.get("twitter:title", ""),
        heading,
        raw,
    )
    title = next((t for t in (title_of(c) for c in candidates) if t), "")
    title = _without_site(title, site, heading)

    def first_date(*values: object) -> datetime | None:
        return next((d for d in (parse_date(str(v), zone) for v in values if v) if d), None)

    published = first_date(
        data.get("datePublished"), metas.get("article:published_time"), metas.get("datepublished"), metas.get("date"),
        metas.get("dc.date"), metas.get("dcterms.date"), metas.get("dc.date.issued"), metas.get("dcterms.created"),
        metas.get("pubdate"), metas.get("publishdate"), metas.get("parsely-pub-date"), metas.get("sailthru.date"),
    )  # fmt: skip
    if published is None:
        for path in (".//article//time", ".//main//time", ".//time"):
            found = [first_date(n.get("datetime"), n.text_content()) for n in tree.iterfind(path)]
            published = next((d for d in found if d), None)
            if published:
                break
    updated = first_date(
        data.get("dateModified"),
        metas.get("article:modified_time"),
        metas.get("og:updated_time"),
        metas.get("datemodified"),
    )
    language = str(data.get("inLanguage") or "") if isinstance(data.get("inLanguage"), str) else ""
    language = language or tree.get("lang") or metas.get("content-language") or metas.get("og:locale") or ""
    language = language.lower().replace("_", "-").split(",")[0].strip()
    author = (
        _person(data.get("author")) or _person(metas.get("author")) or _person(metas.get("article:author"))
    )
    return Metadata(
        title=title,
        author=author,
        published=published,
        updated=updated,
        language=language if re.fullmatch(r"[a-z]{2,3}(-[a-z0-9]{2,8})*", language) else None,
        url=_canonical(tree, url),
    )


def _canonical(tree: Any, url: str) -> str | None:
    for node in tree.iter("link"):
        if "canonical" in (node.get("rel") or "").lower() and node.get("href"):
            try:
                found = canonical_url(node.get("href"), url)
            except ValueError:
                return None
            # A home page or section named as canonical would make all its articles one.
            deep = found.rstrip("/").count("/") >= min(4, url.rstrip("/").count("/"))
            return found if same_site(found, url) and deep else None
    return None
