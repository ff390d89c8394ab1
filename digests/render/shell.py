"""The shell of every page: head, style and policy; and how foreign words and addresses get into one."""

from functools import cache
from html import escape
from importlib.resources import files

#: Nothing but the page's own style may act in it, whatever slipped in.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
#: The same, and the scripts that lie beside the page.
WITH_SCRIPTS = POLICY.replace("img-src", "script-src 'self'; img-src")


def document(
    title: str,
    body: str,
    *,
    sheets: tuple[str, ...] = ("edition.css",),
    scripts: tuple[str, ...] = (),
    head: str = "",
) -> str:
    """Return a page; `body` and `head` are mark-up, `title` is text."""
    policy = WITH_SCRIPTS if scripts else POLICY
    run = "".join(f'<script src="{escape(name)}" defer></script>\n' for name in scripts)
    style = "".join(_sheet(name) for name in sheets)
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n<meta name="generator" content="Communiqué">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        # Without an icon of its own a browser would ask the server for one.
        '<link rel="icon" href="data:,">\n'
        f"<title>{escape(title)}</title>\n{head}<style>\n{style}</style>\n{run}</head>\n"
        f"<body>\n{body}\n</body>\n</html>\n"
    )


@cache
def _sheet(name: str) -> str:
    return (files("digests.render") / name).read_text(encoding="utf-8")


def script(name: str) -> str:
    """Return a script that is shipped, by name."""
    return _sheet(name)


def anchor(url: str, words: str) -> str:
    """Return a link to an article; what is no web address stays words."""
    name = f"<bdi>{escape(words)}</bdi>"
    # Stored addresses are http or https.
    if not url.startswith(("http://", "https://")):
        return name
    return f'<a href="{escape(url)}" rel="noopener noreferrer external">{name}</a>'


def here(url: str, words: str, more: str = "") -> str:
    """Return a link within the site."""
    return f'<a href="{escape(url)}"{more}>{escape(words)}</a>'


def navigation(label: str, links: list[str]) -> str:
    """Return a list of links, as mark-up, with a name for those who cannot see it."""
    if not links:
        return ""
    rows = "".join(f"<li>{link}</li>" for link in links)
    return f'<nav class="sections" aria-label="{escape(label)}"><ul>{rows}</ul></nav>'
