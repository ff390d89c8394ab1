"""What a page says about itself: JSON-LD (schema.org NewsArticle), then OpenGraph and meta elements, then HTML."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from scrapers.dates import parse_date
from scrapers.language import language_tag
from scrapers.markup import title_of
from scrapers.urls import canonical_url, same_site

#: Types of schema.org objects that tell of the page's article, the surest first.
_TYPES = (
    "newsarticle",
    "article",
    "reportagenewsarticle",
    "pressrelease",
    "report",
    "blogposting",
    "webpage",
)
_SEPARATORS = re.compile(r"\s+[|–—·•»-]\s+")
_PUBLISHED = (
    "article:published_time datepublished date dc.date dc.date.issued dcterms.date dcterms.issued dcterms.created pubdate"
    " publishdate publish-date parsely-pub-date sailthru.date og:article:published_time"
).split()
_UPDATED = "article:modified_time og:updated_time datemodified dcterms.modified last-modified".split()
#: Objects looked at of one JSON-LD list, and how deep.
_MAX_OBJECTS, _MAX_DEPTH = 50, 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What could be found; None or "" where the page is silent."""

    title: str = ""
    #: The page's own heading, which may be worded otherwise.
    heading: str = ""
    author: str | None = None
    published: datetime | None = None
    updated: datetime | None = None
    #: The day in the text of the page (a `time` element): weaker than what the source says.
    dated: datetime | None = None
    language: str | None = None
    #: Canonical address, when it is on the same site and surely this page's.
    url: str | None = None


def read_metadata(tree: Any, url: str, zone: str) -> Metadata:
    """Read the metadata of a parsed page (an lxml tree); `zone` is the source's, for dates without an offset."""
    data, metas = _linked_data(tree), _metas(tree)
    heading = _heading(tree)
    site = metas.get("og:site_name") or metas.get("application-name") or ""
    written = (
        data.get("headline"),
        metas.get("og:title"),
        metas.get("twitter:title"),
        heading,
        next((node.text_content() for node in tree.iter("title") if not _in_svg(node)), ""),
    )
    title = next((t for t in (title_of(str(w)) for w in written if w) if t), "")
    return Metadata(
        title=_without_site(title, site, heading),
        heading=heading,
        author=_person(data.get("author"))
        or _person(metas.get("author"))
        or _person(metas.get("article:author")),
        published=_first_date(zone, data.get("datePublished"), *(metas.get(name) for name in _PUBLISHED)),
        updated=_first_date(zone, data.get("dateModified"), *(metas.get(name) for name in _UPDATED)),
        dated=_dated(tree, zone),
        language=language_tag(
            data.get("inLanguage"), tree.get("lang"), metas.get("content-language"), metas.get("og:locale")
        ),
        url=_canonical(tree, url, data, metas),
    )


def _in_svg(node: Any) -> bool:
    return any(parent.tag == "svg" for parent in node.iterancestors())


def _objects(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    if depth > _MAX_DEPTH:
        return
    if isinstance(value, list):
        for item in value[:_MAX_OBJECTS]:
            yield from _objects(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _objects(value.get(key), depth + 1)


def _linked_data(tree: Any) -> dict[str, Any]:
    """Return the JSON-LD object that tells of the page's article; {} when there is none."""
    best: dict[str, Any] = {}
    rank = len(_TYPES)
    for node in tree.iter("script"):
        if "ld+json" not in (node.get("type") or "").lower():
            continue
        try:
            data = json.loads(re.sub(r"^\s*//.*$|[\x00-\x1f]", " ", node.text or "", flags=re.MULTILINE))
        except (ValueError, RecursionError):
            continue
        for item in _objects(data):
            if not item.get("headline") and not item.get("datePublished"):
                continue
            kinds = item.get("@type")
            for kind in kinds if isinstance(kinds, list) else [kinds]:
                place = _place(str(kind).lower())
                if place < rank:
                    best, rank = item, place
    return best


def _place(kind: str) -> int:
    if kind in _TYPES:
        return _TYPES.index(kind)
    return 2 if kind.endswith("article") else len(_TYPES)


def _person(value: Any) -> str | None:
    if isinstance(value, list):
        return ", ".join(name for name in map(_person, value[:5]) if name) or None
    if isinstance(value, dict):
        value = value.get("name")
        return _person(value) if isinstance(value, str | list) else None
    if not isinstance(value, str) or value.strip().startswith(("http", "@")):
        return None
    return re.sub(r"^by\s+", "", title_of(value), flags=re.IGNORECASE) or None


def _metas(tree: Any) -> dict[str, str]:
    out: dict[str, str] = {}
    for node in tree.iter("meta"):
        name = next(
            (node.get(key) for key in ("property", "name", "itemprop", "http-equiv") if node.get(key)), ""
        )
        content = (node.get("content") or "").strip()
        if name and content:
            out.setdefault(name.strip().lower(), content)
    return out


def _heading(tree: Any) -> str:
    for path in (".//article//h1", ".//main//h1", ".//h1"):
        found = [
            title
            for title in (title_of(node.text_content()) for node in tree.iterfind(path))
            if len(title) > 3
        ]
        if found:
            return found[0]
    return ""


def _without_site(title: str, site: str, heading: str) -> str:
    """Cut the outlet's name off a title: known by name, or because the page's heading lacks it."""
    parts = _SEPARATORS.split(title)
    if len(parts) < 2:
        return title
    if len(heading) > 10 and title.startswith(heading):
        return heading
    if site and parts[-1].lower() == site.lower():
        return title[: title.rindex(parts[-1])].rstrip(" |–—·•»-\u00a0")
    if site and parts[0].lower() == site.lower():
        return title[len(parts[0]) :].lstrip(" |–—·•»-\u00a0")
    return title


def _first_date(zone: str, *written: object) -> datetime | None:
    return next((d for d in (parse_date(str(w), zone) for w in written if w) if d), None)


def _dated(tree: Any, zone: str) -> datetime | None:
    """Return the day of the article's own `time` elements; anywhere else only when they agree: lists have times too."""
    for path in (".//article//time", ".//main//time"):
        for node in tree.iterfind(path):
            found = _first_date(zone, node.get("datetime"), node.text_content())
            if found:
                return found
    days = {_first_date(zone, node.get("datetime"), node.text_content()) for node in tree.iter("time")} - {
        None
    }
    return days.pop() if len(days) == 1 else None


def _canonical(tree: Any, url: str, data: Mapping[str, Any], metas: Mapping[str, str]) -> str | None:
    """Return the page's canonical address where it can be believed.

    Some sites name their front page, a section, or a script without its number: all their articles would be one. So it
    must keep the last part of the path, and the query unless that part is telling; or a second witness must agree.
    """
    links = [
        node.get("href")
        for node in tree.iter("link")
        if "canonical" in (node.get("rel") or "").lower().split()
    ]
    found = _on_site(links[0] if links else metas.get("og:url"), url)
    if found is None:
        return None
    ours, theirs = urlsplit(url), urlsplit(found)
    ours_last, theirs_last = _last(ours.path), _last(theirs.path)
    if ours_last and ours_last == theirs_last:
        return found if not ours.query or theirs.query or _telling(theirs_last) else None
    page = data.get("mainEntityOfPage")
    named = (
        data.get("url"),
        page.get("@id") if isinstance(page, dict) else page,
        metas.get("og:url") if links else None,
    )
    agree = any(_on_site(name, url) == found for name in named)
    return found if agree and (_telling(theirs_last) or theirs.query) else None


def _on_site(written: object, url: str) -> str | None:
    try:
        found = canonical_url(str(written), url) if isinstance(written, str) and written else None
    except ValueError:
        return None
    return found if found and same_site(found, url) else None


def _last(path: str) -> str:
    parts = [part for part in path.lower().split("/") if part and part != "amp"]
    return re.sub(r"\.(?:s?html?|php|aspx?|amp)$", "", parts[-1]) if parts else ""


def _telling(part: str) -> bool:
    """Tell whether the last part of a path can belong to one article only: several words, or a long number."""
    return part.count("-") >= 2 or part.count("_") >= 2 or bool(re.search(r"\d{4}", part))
