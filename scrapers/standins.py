"""What stands in an article's place: a page that says that nothing is there, an error, a wall, a front page, a door."""

import re
from urllib.parse import urlsplit

from scrapers.errors import ParseError, SoftNotFoundError
from scrapers.markup import one_line

#: What a page says of itself when nothing is there, though the answer is 200.
_NOT_FOUND = re.compile(
    r"\b(?:page (?:not|(?:cannot|can[’']t|could not|couldn[’']t) be) found|404 (?:not found|error)|error 404"
    r"|(?:could not|couldn[’']t|cannot|can[’']t) find (?:the|that|this) (?:page|article|story)"
    r"|(?:the|this) (?:page|article|story|item|document|content|link|address)"
    r"(?: (?:that )?you(?: are|[’']re)? (?:requested|wanted|(?:were )?looking for))?"
    r" (?:does not exist|doesn[’']t exist|no longer exists|(?:is|was) no longer available|has expired"
    r"|(?:has been|was) (?:removed|deleted)|(?:cannot|could not) be found))\b",
    re.IGNORECASE,
)
#: The same as a title, whatever lists of other articles stand below it.
_NOT_FOUND_TITLE = re.compile(
    r"(?:error\s*[:-]?\s*)?(?:404(?=\s*(?:$|[-–—|:]|not found|error))"
    r"|page (?:not|could not be) found(?=\s*(?:$|[-–—|:!.]))|not found(?=\s*(?:$|[-–—|])))",
    re.IGNORECASE,
)
_ERROR = re.compile(
    r"\b(?:access denied|just a moment|attention required|verify (?:that )?you are (?:a )?human"
    r"|enable javascript(?: and cookies)?|checking your browser|we value your privacy|before you continue|are you a robot"
    r"|page you(?: are|[’']re) looking for)\b",
    re.IGNORECASE,
)
#: An article is longer than what such a page says; so long a text may well be about one.
_LENGTH = 600
#: Addresses of pages that stand before others.
_DOOR = re.compile(r"(?:^|/)(?:log-?in|sign-?in|sign-?up|consent|captcha|auth|sso)(?=[/.]|$)", re.IGNORECASE)


def refuse_elsewhere(source: str, asked: str, came: str) -> None:
    """Refuse an answer that came from a front page or a door, not from the article.

    Raises:
        SoftNotFoundError: The front page: what many sites show for an article they took down.
        ParseError: A door, as to log in.
    """
    reason = f"the page leads elsewhere: {one_line(came, 120)}"
    if _is_front(came):
        if not _is_front(asked):
            raise SoftNotFoundError(source, reason)
        return
    parts = urlsplit(came)
    if asked != came and (_DOOR.search(parts.path) or _DOOR.match(parts.netloc)):
        raise ParseError(source, reason)


def refuse_stand_in(source: str, title: str, text: str) -> None:
    """Refuse a page whose title and text say that they are no article.

    Raises:
        SoftNotFoundError: It says that nothing is there.
        ParseError: An error, consent or challenge page.
    """
    shown = f"{one_line(title or text, 60)!r}"
    brief = len(text) < _LENGTH
    if _NOT_FOUND_TITLE.match(title) or (brief and (_NOT_FOUND.search(text) or _NOT_FOUND.search(title))):
        raise SoftNotFoundError(source, f"the page says that nothing is there: {shown}")
    if brief and (_ERROR.search(text) or _ERROR.search(title)):
        raise ParseError(source, f"the page looks like an error or consent page: {shown}")


def _is_front(url: str) -> bool:
    parts = urlsplit(url)
    return parts.path in ("", "/") and not parts.query
