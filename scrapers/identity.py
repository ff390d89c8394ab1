"""Which article is which: keys that survive changed GUIDs, tracking parameters, http and https, and edited titles. Pure.

An article has several keys; a hit on any one of them means it is the same article, so it is never stored or posted a
second time. The store keeps each key with the article it stands for, looks an entry's keys up when it is listed, the
article's own keys when its page is read, and lets every further key of a known article stand for it too.

* `u:` the address, without scheme, "www.", tracking and trailing slash: one article whichever source lists it;
* `g:` the guid within its source, an address in it without scheme and host (both flip);
* `t:` title, instant and text within the source as the feed tells it, where all three are telling;
* `b:` title, day and text within the source as the page tells it.
"""

import re
from datetime import datetime
from hashlib import blake2b
from urllib.parse import urlsplit

from scrapers.article import Article, Entry
from scrapers.urls import canonical_url, identity_key

#: Bare numbers below this count a feed's items from the top: they mean another article tomorrow.
_POSITIONS = 1_000
#: Shorter titles and texts ("Press release", "Read more") say too little to tell articles apart.
_TITLE_WORDS, _TEXT_LENGTH = 3, 80


def address_key(url: str) -> str:
    """Return the key of an address; raises ValueError when it is none."""
    return f"u:{identity_key(url)}"


def keys(entry: Entry) -> tuple[str, ...]:
    """Return the keys of a listed entry, the surest first; at least its address."""
    guid = _guid(entry.guid)
    told = _told(entry.title, entry.published, entry.summary)
    return (
        address_key(entry.url),
        *([f"g:{entry.source}:{guid}"] if guid else []),
        *([f"t:{entry.source}:{told}"] if told else []),
    )


def article_keys(article: Article) -> tuple[str, ...]:
    """Return the keys of an article read from its page: its canonical address, and what it says."""
    own = address_key(article.url)
    if article.from_feed or len(article.text) < _TEXT_LENGTH:
        return (own,)
    day = f"{article.published:%Y-%m-%d}" if article.published else ""
    return (own, f"b:{article.source}:{_digest(article.title, day, article.text)}")


def _guid(guid: str | None) -> str | None:
    text = (guid or "").strip()
    if not text or (text.isdigit() and int(text[:9]) < _POSITIONS):
        return None
    if text.lower().startswith(("http://", "https://")):
        try:
            parts = urlsplit(canonical_url(text))
        except ValueError:
            return text
        rest = identity_key(text).removeprefix(parts.netloc.removeprefix("www."))
        return rest if rest != "/" else None
    return text


def _told(title: str, published: datetime | None, text: str) -> str | None:
    if published is None or len(text) < _TEXT_LENGTH or len(title.split()) < _TITLE_WORDS:
        return None
    if published.minute == published.second == 0:
        return None  # a day without a time, in whatever zone: several of one kind may share it
    return _digest(title, published.isoformat(), text)


def _digest(*parts: str) -> str:
    folded = "\n".join(" ".join(re.findall(r"\w+", part.casefold())) for part in parts)
    return blake2b(folded.encode(), digest_size=12).hexdigest()
