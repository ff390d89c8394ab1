"""Which repeated element of a page lists its news: CSS selectors for a listing, proposed from the page itself."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from scrapers.dates import parse_date
from scrapers.limits import MAX_LISTING
from scrapers.markup import Tag, one_line, select, soup
from scrapers.source import Selectors
from scrapers.urls import canonical_url, identity_key, same_site

#: Parts of a page whose links are no news.
_ASIDE_TAGS = frozenset("nav header footer aside form".split())
_ASIDE_WORDS = re.compile(
    r"\b(?:nav|navbar|menu|submenu|footer|breadcrumbs?|pagination|pager|cookies?|share)\b"
)
#: Class names that number a thing or tell its state differ from item to item.
_FICKLE = re.compile(r"\d{2,}|^(?:odd|even|first|last|active|current|new|sticky|is-.*|has-.*|js-.*)$")
_CLASS = re.compile(r"-?[A-Za-z_][\w-]*")
#: A headline has so many words, or letters where words are not parted.
_WORDS, _LETTERS = 4, 25
#: Items of a list of news.
_LEAST, _MOST = 3, 300
#: So many of the items must have what is said of all.
_SHARE = 0.6
_CLIMB = 6
_LINKS = 1_500
_HEADINGS = ("h1", "h2", "h3", "h4", "h5")


@dataclass
class _Group:
    """Elements that look alike, each with one headline."""

    items: list[Tag] = field(default_factory=list)
    #: Headline address to its link, for each item.
    links: list[Tag] = field(default_factory=list)
    #: How far above the headlines they stand.
    height: int = 0


def propose(markup: str, url: str) -> Selectors | None:
    """Return selectors for the list of news on a page; None where nothing on it looks like one."""
    page = soup(markup[:MAX_LISTING])
    headlines = list(_headlines(page.find_all("a", href=True)[:_LINKS], url))
    best: tuple[float, str, _Group] | None = None
    for selector, group in _groups(headlines).items():
        if not _LEAST <= len(group.items) <= _MOST:
            continue
        matched = len(select(page, selector))
        if matched > len(group.items) * 1.5:
            continue
        words = sum(len(one_line(link.get_text(" ")).split()) for link in group.links) / len(group.links)
        score = len(group.items) * min(words, 12) + group.height
        if best is None or score > best[0]:
            best = (score, selector, group)
    return _selectors(best[1], best[2]) if best else None


def _headlines(links: Iterable[Tag], url: str) -> Iterator[tuple[str, Tag]]:
    """Yield what may lead to news: address and link."""
    here = identity_key(url)
    for link in links:
        text = one_line(link.get_text(" "))
        if len(text) < _LETTERS and len(text.split()) < _WORDS:
            continue
        if _is_aside(link):
            continue
        try:
            address = canonical_url(str(link["href"]), url)
        except ValueError:
            continue
        if same_site(address, url) and identity_key(address) != here and urlsplit(address).path != "/":
            yield identity_key(address), link


def _is_aside(link: Tag) -> bool:
    """Tell whether a link stands in a menu or the like; headers inside an article are its own."""
    for tag in link.parents:
        if tag.name in ("article", "body"):
            return False
        if tag.name in ("header", "footer") and tag.find_parent(["article", "li"]):
            continue
        names = f"{' '.join(_classes(tag))} {tag.get('id') or ''} {tag.get('role') or ''}".lower()
        if tag.name in _ASIDE_TAGS or _ASIDE_WORDS.search(names.replace("_", "-")):
            return True
    return False


def _classes(tag: Tag) -> list[str]:
    found = tag.get("class")
    return list(found) if isinstance(found, list) else []


def _groups(headlines: Sequence[tuple[str, Tag]]) -> dict[str, _Group]:
    """Return the groups of like elements around the headlines, by the selector that finds them."""
    inside: dict[int, set[str]] = {}
    chains = []
    for address, link in headlines:
        chain = [link]
        for parent in link.parents:
            if len(chain) > _CLIMB or parent.name in ("body", "main", "html", "[document]"):
                break
            chain.append(parent)
        chains.append((address, link, chain))
        for tag in chain:
            inside.setdefault(id(tag), set()).add(address)
    out: dict[str, _Group] = {}
    seen: dict[str, set[str]] = {}
    for address, link, chain in chains:
        for height, tag in enumerate(chain):
            if len(inside[id(tag)]) > 1:
                break
            selector = _selector(tag)
            # The same article twice in one list is a picture and a headline.
            if selector and address not in seen.setdefault(selector, set()):
                seen[selector].add(address)
                group = out.setdefault(selector, _Group())
                group.items.append(tag)
                group.links.append(link)
                group.height = max(group.height, height)
    return out


def _selector(tag: Tag) -> str:
    """Return a selector for a tag and its like; one without classes is found by what it stands in."""
    own = _simple(tag)
    if "." in own:
        return own
    parent = tag.parent
    for _ in range(3):
        if parent is None or parent.name in ("body", "html", "[document]"):
            break
        around = _simple(parent)
        if "." in around or "#" in around:
            return f"{around} {own}"
        parent = parent.parent
    return own if tag.name in ("article", "li", "tr") else ""


def _simple(tag: Tag) -> str:
    classes = [name for name in _classes(tag) if _CLASS.fullmatch(name) and not _FICKLE.search(name)]
    if classes:
        return ".".join([tag.name, *classes[:2]])
    name = str(tag.get("id") or "")
    return f"{tag.name}#{name}" if _CLASS.fullmatch(name) and not _FICKLE.search(name) else str(tag.name)


def _selectors(item: str, group: _Group) -> Selectors:
    pairs = list(zip(group.items, group.links, strict=True))
    link, title = "a", None
    firsts = sum(tag is headline or _first_link(tag) is headline for tag, headline in pairs)
    heading = next((h for h in _HEADINGS if _often(t.find(h) is not None for t in group.items)), None)
    if firsts < _SHARE * len(pairs):
        if heading and _often(headline.find_parent(heading) is not None for _, headline in pairs):
            link = f"{heading} a"
        else:
            common = Counter(_simple(headline) for _, headline in pairs).most_common(1)[0][0]
            link = common if "." in common else "a"
    if heading and not _often(h.find_parent(heading) is not None for _, h in pairs):
        title = heading
    return Selectors(item=item, link=link, title=title, date=_date(group.items))


def _first_link(tag: Tag) -> Tag | None:
    return next((a for a in tag.find_all("a", href=True) if a.get_text(strip=True)), None)


def _often(facts: Iterable[bool]) -> bool:
    found = list(facts)
    return bool(found) and sum(found) >= _SHARE * len(found)


def _date(items: Sequence[Tag]) -> str | None:
    """Return a selector for the date in the items: <time>, else the element whose text reads as one."""
    if _often(item.find("time") is not None for item in items):
        return "time"
    counts: Counter[str] = Counter()
    for item in items:
        found = set()
        for tag in item.find_all(["span", "div", "p", "td", "em", "small", "dt", "li", "strong"]):
            text = one_line(tag.get_text(" "))
            if len(text) <= 40 and parse_date(text):
                found.add(_simple(tag))
        counts.update(found)
    often = [(name, n) for name, n in counts.items() if n >= _SHARE * len(items)]
    return max(often, key=lambda row: ("." in row[0], row[1]))[0] if often else None
