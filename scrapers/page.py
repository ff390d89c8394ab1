"""Article pages: the body by trafilatura on one parsed tree, or by the source's own selector. The door to trafilatura."""

import re
from datetime import datetime
from hashlib import blake2b
from html import escape
from typing import Any

import trafilatura

from scrapers.article import Article, Entry
from scrapers.errors import ParseError
from scrapers.furniture import joined, tidied
from scrapers.language import language_tag
from scrapers.limits import MAX_PAGE, within
from scrapers.markup import (
    BLOCKS,
    UNSEEN,
    decode,
    first_tags,
    html_tree,
    one_line,
    paragraphs,
    plain_paragraphs,
    select,
    soup,
)
from scrapers.metadata import read_metadata
from scrapers.source import Source
from scrapers.standins import refuse_elsewhere, refuse_stand_in
from scrapers.urls import canonical_url

_PAGE_TYPES = frozenset(
    (
        "",
        "text/html",
        "application/xhtml+xml",
        "text/plain",
        "application/xml",
        "text/xml",
        "application/octet-stream",
    )
)
_MARKUP = re.compile(r"<[a-zA-Z/!]")
#: Blocks of the tree trafilatura makes (TEI names).
_TEI_BLOCKS = frozenset("main body p head list item quote table row cell code fw ab div".split())
_FURNITURE = frozenset("aside nav footer form button header menu figure figcaption dialog".split())
#: An <article> or <main> made of these alone holds its paragraphs and nothing else.
_PLAIN = frozenset(
    "h1 h2 h3 h4 p blockquote q cite ul ol li a b i em strong u s small sub sup span br hr time abbr mark figure figcaption"
    " picture source img".split()
)
#: Paragraphs that are surely text, and the part of them that may be missing.
_PROSE, _LOST = 120, 0.3
_CAPTION_LENGTHS = range(16, 800)
_MAX_CAPTIONS = 6
#: Tags of a page that are read.
_MAX_TAGS = 100_000


def fingerprint(title: str, text: str) -> str:
    """Return a digest of title and text with white space folded: equal means nothing changed."""
    whole = " ".join(title.split()) + "\n" + " ".join(text.split())
    return blake2b(whole.encode(), digest_size=16).hexdigest()


def read_page(
    body: bytes, *, url: str, entry: Entry, source: Source, fetched: datetime, content_type: str = ""
) -> Article:
    """Read an article page.

    Args:
        body: The page as it came.
        url: Where it came from, after redirects.
        entry: What the source said of it; fills what the page does not say.
        source: Gives the body selector and the zone of naive dates.
        fetched: When, in UTC.
        content_type: The Content-Type header.

    Raises:
        SoftNotFoundError: A page that only says that nothing is there, or the front page in its place.
        ParseError: No page, or a page without an article (an error, consent or challenge page, or no text).
    """
    kind = content_type.split(";")[0].strip().lower()
    if kind not in _PAGE_TYPES:
        raise ParseError(source.id, f"the page is {kind}, not HTML")
    if not body.strip():
        raise ParseError(source.id, "the page is empty")
    refuse_elsewhere(source.id, entry.url, url)
    markup = first_tags(decode(within(body, MAX_PAGE), content_type), _MAX_TAGS)
    if kind == "text/plain" and not _MARKUP.search(markup):
        markup = "".join(f"<p>{escape(text)}</p>" for text in plain_paragraphs(markup).split("\n\n"))
    tree = _tree(markup)
    meta = read_metadata(tree, url, source.timezone)
    title = meta.title or entry.title
    captions = _captions(tree)
    found = _selected(source, markup) if source.body else _plain(tree) or _whole(tree)
    text, spans = joined(tidied(found, (title, meta.heading, entry.title)), captions)
    refuse_stand_in(source.id, title, text)
    if not text:
        raise ParseError(source.id, "the page has no article text")
    return Article(
        url=meta.url or canonical_url(url),
        source=source.id,
        title=title or one_line(text, 120),
        text=text,
        author=meta.author or entry.author,
        language=language_tag(source.language, meta.language, entry.language),
        published=meta.published or entry.published or meta.dated,
        updated=meta.updated or entry.updated,
        fetched=fetched,
        fingerprint=fingerprint(title, text),
        captions=spans,
    )


def article_from_feed(entry: Entry, source: Source, fetched: datetime) -> Article:
    """Return the article as the feed itself tells it, for a page that cannot be had.

    Raises:
        ParseError: The feed gives no text.
    """
    text, _ = joined(tidied(entry.summary.split("\n\n"), (entry.title,)), ())
    if not text:
        raise ParseError(source.id, "the page cannot be had and the feed gives no text")
    return Article(
        url=entry.url,
        source=source.id,
        title=entry.title or one_line(text, 120),
        text=text,
        author=entry.author,
        language=language_tag(source.language, entry.language),
        published=entry.published,
        updated=entry.updated,
        fetched=fetched,
        fingerprint=fingerprint(entry.title, text),
        from_feed=True,
    )


def _tree(markup: str) -> Any:
    """Parse a page once; trafilatura refuses very small ones."""
    tree = trafilatura.load_html(markup)
    return html_tree(markup) if tree is None else tree


def _selected(source: Source, markup: str) -> list[str]:
    """Return the paragraphs inside the source's own selector."""
    try:
        roots = select(soup(markup), source.body or "body")
    except ValueError as error:
        raise ParseError(source.id, str(error)) from error
    if not roots:
        raise ParseError(source.id, f"0 elements matched the body selector `{source.body}`")
    # An element inside another that matched is already in that one's text.
    matched = {id(root) for root in roots}
    outer = [root for root in roots if not any(id(parent) in matched for parent in root.parents)]
    out: list[str] = []
    for root in outer:
        out.extend(paragraphs(html_tree(str(root)), skip=UNSEEN | _FURNITURE))
    return out


def _plain(tree: Any) -> list[str]:
    """Return the paragraphs of the page's one <article> (else <main>) when it holds nothing but paragraphs.

    Extraction by density loses short paragraphs; a page as simple as that needs none.
    """
    root = _only(tree)
    if root is None or any(
        node.tag not in _PLAIN for node in root.iterdescendants() if isinstance(node.tag, str)
    ):
        return []
    if not any(True for _ in root.iter("p")):
        return []
    linked = sum(len(one_line(node.text_content())) for node in root.iter("a"))
    return [] if linked * 2 > len(one_line(root.text_content())) else _article(tree)


def _only(tree: Any) -> Any:
    for name in ("article", "main"):
        roots = list(tree.iter(name))
        if len(roots) == 1:
            return roots[0]
    return None


def _whole(tree: Any) -> list[str]:
    """Return the paragraphs trafilatura finds, or all of the page's one article where it lost a good part of that."""
    found, own = _extracted(tree), _article(tree)
    if len(found) < 2 and not own and not set(found) & set(paragraphs(tree)):
        # Nothing, or all of a small page in one lump.
        return _loose(tree) or found
    prose = [text for text in own if len(text) >= _PROSE]
    lost = sum(len(text) for text in prose if text not in found)
    apart = any(text not in own for text in found if len(text) >= _PROSE)
    return own if not found or (not apart and lost > _LOST * sum(map(len, prose))) else found


def _loose(tree: Any) -> list[str]:
    """Return the <p> elements of a page too small for anything else, without furniture and links."""
    out = []
    for node in tree.iter("p"):
        text = one_line(node.text_content())
        linked = sum(len(one_line(link.text_content())) for link in node.iter("a"))
        if (
            text
            and linked * 2 <= len(text)
            and not any(above.tag in _FURNITURE for above in node.iterancestors())
        ):
            out.append(text)
    return out


def _extracted(tree: Any) -> list[str]:
    """Return the paragraphs trafilatura finds."""
    found = trafilatura.bare_extraction(
        tree, fast=True, include_comments=False, include_tables=True, with_metadata=False
    )
    node = getattr(found, "body", None)
    return paragraphs(node, skip=(), blocks=_TEI_BLOCKS) if node is not None else []


def _article(tree: Any) -> list[str]:
    """Return all paragraphs of the page's one <article> (else <main>) that are no furniture."""
    root = _only(tree)
    if root is None:
        return []
    return paragraphs(root, skip=UNSEEN | _FURNITURE | {"h1", "time"})


def _captions(tree: Any) -> list[str]:
    """Return the captions of the article's pictures, as far as markup tells them from those of teasers."""
    articles = list(tree.iter("article"))
    home = max(articles, key=lambda node: len(node.text_content()), default=None)
    out: list[str] = []
    for node in tree.iter("figcaption"):
        above = {parent.tag for parent in node.iterancestors()}
        if above & {"aside", "nav", "footer", "form", "a", "li"}:
            continue
        if home is not None and home not in node.iterancestors():
            continue
        text = " ".join(paragraphs(node, blocks=BLOCKS | {"span"}))
        if len(text) in _CAPTION_LENGTHS and text not in out:
            out.append(text)
    return out[:_MAX_CAPTIONS]
