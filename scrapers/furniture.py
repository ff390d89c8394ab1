"""What stands around an article's paragraphs and is none of them: the headline, buttons, links to other articles. Pure."""

import re
from collections.abc import Collection, Sequence

from scrapers.article import Span
from scrapers.markup import clean


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("(?:" + "|".join(patterns) + r")\W*", re.IGNORECASE)


#: Whole paragraphs that are buttons or labels.
_LABEL = _any(
    r"share(?: this)?(?: (?:article|story|post|page))?",
    r"sharing is caring",
    r"advertisements?",
    r"sponsored(?: content)?",
    r"read more|related|recommended|most (?:read|popular)",
    r"follow us\b.{0,60}",
    r"sign up\b.{0,40}\bnewsletter\b.{0,60}",
    r"subscribe(?: (?:now|to)\b.{0,60})?",
    r"all rights reserved",
    r"click here\b.{0,60}",
    r"print(?: this)?(?: page)?|e-?mail|tweet|save|listen|copy link|back to top",
    r"facebook|twitter|whatsapp|linkedin|pinterest|reddit|flipboard",
    r"(?:\d+ )?comments?",
    r"story continues below\b.{0,40}",
    r"loading",
    r"[_*=–—-]{3,}",
    r"this (?:video|slideshow|content) requires javascript",
)
#: One-line pointers to another article.
_POINTER = re.compile(
    r"\W?(?:read (?:more|also|next)|also read|see also|related|more on this|watch|don[’']t miss)\s*[:|»>–-]\s*.{3,160}",
    re.IGNORECASE,
)
#: Headings behind which only links to other things follow.
_TAIL = _any(
    r"related (?:articles?|stories|news|posts?|content|topics?|coverage)",
    r"you (?:may|might) also (?:like|be interested in)\b.{0,20}",
    r"more (?:on|from) this (?:story|topic|section)|more (?:stories|news)|read next",
    r"recommended (?:for you|stories|articles)",
    r"trending(?: (?:stories|now|articles))?",
    r"(?:most (?:read|popular|viewed)|popular|latest)(?: (?:news|stories|articles))?",
    r"editors?[’'] picks",
    r"sponsored (?:resources|content|links|stories)",
    r"leave a (?:comment|reply)\b.{0,40}",
    r"share this(?: (?:article|story|page))?",
    r"about the author|post navigation|from our partners",
)
#: A paragraph this long behind such a heading shows that the article goes on.
_PROSE = 240
#: The headline is looked for among so many paragraphs from the top.
_TOP = 4


def folded(text: str) -> str:
    """Return a text's words in one spelling, to compare headlines by."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def tidied(paragraphs: Sequence[str], headlines: Collection[str]) -> list[str]:
    """Return the paragraphs without headline, labels, pointers to other articles, and immediate repetitions.

    A text that would lose everything keeps everything.
    """
    lines = [text for text in (clean(paragraph).strip() for paragraph in paragraphs) if text]
    heads = {folded(headline) for headline in headlines if headline}
    out: list[str] = []
    for index, text in enumerate(lines):
        repeated = bool(out) and out[-1] == text
        headline = index < _TOP and folded(text) in heads
        if repeated or headline or _LABEL.fullmatch(text) or _POINTER.fullmatch(text):
            continue
        out.append(text)
    return _without_tail(out) or lines


def _without_tail(paragraphs: list[str]) -> list[str]:
    for index, text in enumerate(paragraphs):
        rest = paragraphs[index + 1 :]
        if index >= 2 and _TAIL.fullmatch(text) and not any(len(p) > _PROSE for p in rest):
            return paragraphs[:index]
    return paragraphs


def joined(paragraphs: Sequence[str], captions: Sequence[str]) -> tuple[str, tuple[Span, ...]]:
    """Join paragraphs by one blank line and mark the captions; those that are no paragraph yet come first."""
    if not paragraphs:
        return "", ()
    known = set(captions)
    spans: list[Span] = []
    at = 0
    ordered = [*(c for c in captions if c not in paragraphs), *paragraphs]
    for paragraph in ordered:
        if paragraph in known:
            spans.append((at, at + len(paragraph)))
        at += len(paragraph) + 2
    return "\n\n".join(ordered), tuple(spans)
