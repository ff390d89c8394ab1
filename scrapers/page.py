"""Article pages: the body by trafilatura on one parsed tree, or by the source's own selector. The door to trafilatura."""

import re
from datetime import datetime
from hashlib import blake2b
from typing import Any

import trafilatura

from scrapers.article import Article, Entry, Span
from scrapers.errors import ParseError
from scrapers.markup import clean, decode, one_line, select, soup, text_of
from scrapers.metadata import Metadata, read_metadata
from scrapers.source import Source

#: A page whose text is one of these and little else is no article.
_ERROR_PAGE = re.compile(
    r"\b(?:page (?:not|cannot be) found|404 (?:not found|error)|error 404|access denied|just a moment|attention required"
    r"|verify you are (?:a )?human|enable javascript and cookies|checking your browser|we value your privacy|before you continue"
    r"|this page (?:does not|doesn[’']t) exist|are you a robot)\b",
    re.IGNORECASE,
)
_ERROR_LENGTH = 600
_BLOCKS = ("p", "head", "item", "quote", "cell", "figDesc", "ab", "list")
_SKIP = frozenset(
    (
        "aside",
        "nav",
        "footer",
        "form",
        "button",
        "script",
        "style",
        "noscript",
        "template",
        "header",
        "svg",
        "iframe",
        "select",
    )
)
_BOILERPLATE = re.compile(
    r"^(?:share(?: this)?|advertisement|read more|related|follow us.*|sign up.*newsletter.*|subscribe.*|most read.*|all rights reserved.*"
    r"|click here.*|print|email|tweet|comments?|recommended|story continues below.*|loading\W*)$",
    re.IGNORECASE,
)


def fingerprint(title: str, text: str) -> str:
    """Return a digest of title and text with white space folded: equal means nothing changed."""
    folded = " ".join(title.split()) + "\n" + " ".join(text.split())
    return blake2b(folded.encode(), digest_size=16).hexdigest()


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
        ParseError: No page, or a page without an article (an error, consent or challenge page, or no text).
    """
    kind = content_type.split(";")[0].strip().lower()
    if kind and kind not in (
        "text/html",
        "application/xhtml+xml",
        "text/plain",
        "application/xml",
        "text/xml",
        "application/octet-stream",
    ):
        raise ParseError(source.id, f"the page is {kind}, not HTML")
    if not body.strip():
        raise ParseError(source.id, "the page is empty")
    tree = trafilatura.load_html(decode(body, content_type))
    if tree is None:
        raise ParseError(source.id, "the page cannot be read as HTML")
    meta = read_metadata(tree, url, source.timezone)
    title = meta.title or entry.title
    paragraphs = _selected(source, body, content_type) if source.body else _extracted(tree)
    captions = _captions(tree)
    paragraphs = _tidied(paragraphs, title, entry.title)
    text, spans = _joined(paragraphs, captions)
    if not text:
        raise ParseError(source.id, "the page has no article text")
    if len(text) < _ERROR_LENGTH and (_ERROR_PAGE.search(text) or _ERROR_PAGE.search(title)):
        raise ParseError(
            source.id, f"the page looks like an error or consent page: {one_line(title or text, 60)!r}"
        )
    return Article(
        url=meta.url or entry.url,
        source=source.id,
        title=title or one_line(text, 120),
        text=text,
        author=meta.author or entry.author,
        language=_language(meta, entry, source),
        published=meta.published or entry.published,
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
    if not entry.summary.strip():
        raise ParseError(source.id, "the page cannot be had and the feed gives no text")
    return Article(
        url=entry.url, source=source.id, title=entry.title or one_line(entry.summary, 120), text=entry.summary, author=entry.author,
        language=(source.language or entry.language), published=entry.published, updated=entry.updated, fetched=fetched,
        fingerprint=fingerprint(entry.title, entry.summary), from_feed=True,
    )  # fmt: skip


def _language(meta: Metadata, entry: Entry, source: Source) -> str | None:
    return source.language or meta.language or entry.language


def _selected(source: Source, body: bytes, content_type: str) -> list[str]:
    """Return the paragraphs inside the source's own selector."""
    page = soup(decode(body, content_type))
    assert source.body is not None
    try:
        roots = select(page, source.body)
    except ValueError as error:
        raise ParseError(source.id, str(error)) from error
    if not roots:
        raise ParseError(source.id, f"0 elements matched the body selector `{source.body}`")
    out: list[str] = []
    for root in roots:
        for junk in root(list(_SKIP | {"figure"})):
            junk.decompose()
        blocks = [
            b
            for b in root(["p", "li", "blockquote", "h2", "h3", "h4"])
            if not b.find(["p", "li", "blockquote"])
        ]
        out.extend(text_of(b) for b in blocks or [root])
    return out


def _extracted(tree: Any) -> list[str]:
    """Return the paragraphs trafilatura finds, or those of the page's own article element where it loses some."""
    found = trafilatura.bare_extraction(
        tree,
        fast=True,
        include_comments=False,
        include_tables=True,
        with_metadata=False,
        deduplicate=False,
        favor_recall=False,
    )
    paragraphs: list[str] = []
    node = getattr(found, "body", None) if found is not None else None
    if node is not None:
        paragraphs = [p for p in (_flat(block) for block in node.iter(*_BLOCKS) if _is_leaf(block)) if p]
    own = _article_element(tree)
    if (
        sum(map(len, own)) > sum(map(len, paragraphs)) * 1.02
        and own
        and (len(paragraphs) < 3 or set(paragraphs) <= set(own))
    ):
        return own
    return paragraphs or own


def _is_leaf(block: Any) -> bool:
    return not any(child.tag in _BLOCKS for child in block.iter() if child is not block)


def _flat(block: Any) -> str:
    return one_line("".join(block.itertext()))


def _article_element(tree: Any) -> list[str]:
    """Return the paragraphs of the only <article> (or of <main>) that are no furniture."""
    roots = list(tree.iter("article"))
    if len(roots) != 1:
        roots = list(tree.iter("main"))
    if len(roots) != 1:
        return []
    out = []
    for node in roots[0].iter("p", "li", "blockquote", "h2", "h3"):
        if any(
            parent.tag in _SKIP or parent.tag in ("figure", "figcaption") for parent in node.iterancestors()
        ):
            continue
        if any(child.tag in ("p", "li", "blockquote") for child in node.iterdescendants()):
            continue
        text = one_line(node.text_content())
        if text:
            out.append(text)
    return out


def _captions(tree: Any) -> list[str]:
    out = []
    for node in tree.iter("figcaption"):
        text = one_line(node.text_content())
        if len(text) > 15 and text not in out:
            out.append(text)
    return out[:6]


def _folded(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def _tidied(paragraphs: list[str], title: str, listed_title: str) -> list[str]:
    """Drop the headline, furniture and immediate repetitions."""
    headlines = {_folded(t) for t in (title, listed_title) if t}
    out: list[str] = []
    for index, paragraph in enumerate(paragraphs):
        text = clean(paragraph).strip()
        if not text or _BOILERPLATE.match(text) or (out and out[-1] == text):
            continue
        if index < 3 and _folded(text) in headlines and (len(paragraphs) > 1):
            continue
        out.append(text)
    return out


def _joined(paragraphs: list[str], captions: list[str]) -> tuple[str, tuple[Span, ...]]:
    """Join paragraphs by one blank line; captions come first and are marked, those in the body are only marked."""
    missing = [c for c in captions if c not in paragraphs]
    ordered = missing + paragraphs if paragraphs else []
    text, spans = "", []
    for paragraph in ordered:
        if text:
            text += "\n\n"
        if paragraph in captions:
            spans.append((len(text), len(text) + len(paragraph)))
        text += paragraph
    return text, tuple(spans)
