"""Sources as people write and exchange them: YAML blocks to paste, and where they come from. Pure."""

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from scrapers.discover import Discovery, Proposal
from scrapers.source import Selectors
from scrapers.urls import host_of

#: What needs no quotation marks in YAML: a word that is no other value, a simple phrase, an address.
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_/.-]*(?: [A-Za-z0-9_/.()-]+)*")
_ADDRESS = re.compile(r"https?://[^\s#,\[\]{}'\"]+")
_OTHER = frozenset("true false null yes no on off y n".split())
_ID_LENGTH = 60


def block(fields: Mapping[str, Any], comments: Sequence[str] = ()) -> str:
    """Return one source as an item of the list in sources.yaml, comments before it."""
    lines = [f"  # {' '.join(comment.split())}" for comment in comments]
    mark = "- "
    for key, value in fields.items():
        if value is None:
            continue
        lines.append(f"  {mark}{key}: {_written(value)}")
        mark = "  "
    return "\n".join(lines)


def commented(text: str) -> str:
    """Return a block as one that is not in force."""
    return "\n".join(
        f"  # {line[2:]}" if not line.lstrip().startswith("#") else line for line in text.splitlines()
    )


def _written(value: Any) -> str:
    if isinstance(value, Mapping):
        inner = ", ".join(f"{k}: {json.dumps(v, ensure_ascii=False)}" for k, v in value.items() if v)
        return f"{{{inner}}}"
    text = str(value)
    if _ADDRESS.fullmatch(text) or (_PLAIN.fullmatch(text) and text.lower() not in _OTHER):
        return text
    return json.dumps(text, ensure_ascii=False)


def new_id(name: str, url: str, taken: Iterable[str]) -> str:
    """Return an id for a source that is not taken: of its name, else of its host."""
    ascii_name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    slug = _slug(ascii_name)
    if len(slug) < 3:
        slug = _slug(host_of(url).rsplit(":", 1)[0].removeprefix("www."))
    slug = slug[:_ID_LENGTH].strip("-") or "source"
    known, number, out = set(taken), 2, slug
    while out in known:
        out = f"{slug}-{number}"
        number += 1
    return out


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def proposed(found: Discovery, proposal: Proposal, taken: Iterable[str]) -> dict[str, Any]:
    """Return the fields of a source that follows what was discovered."""
    host = host_of(found.url).rsplit(":", 1)[0].removeprefix("www.")
    fields: dict[str, Any] = {
        "id": new_id(host, found.url, taken),
        "name": found.name or host,
        "url": proposal.url,
        "kind": None if proposal.kind == "feed" else proposal.kind,
        "language": found.language,
    }
    if proposal.select:
        fields["select"] = _selectors(proposal.select)
    return {key: value for key, value in fields.items() if value is not None}


def _selectors(select: Selectors) -> dict[str, str]:
    every = {"item": select.item, "link": select.link, "title": select.title, "date": select.date}
    return {key: value for key, value in every.items() if value and (key, value) != ("link", "a")}


def told(proposal: Proposal) -> list[str]:
    """Return what an administrator wants to know of a proposal: how much it lists, how new that is, what it looks like."""
    dated = [entry.published for entry in proposal.entries if entry.published]
    newest = f", the newest of {max(dated):%Y-%m-%d}" if dated else ", without dates"
    count = len(proposal.entries)
    what = {"feed": "a feed", "sitemap": "a news sitemap", "listing": "a page that lists its news"}[
        proposal.kind
    ]
    titles = [entry.title for entry in proposal.entries if entry.title][:2]
    return [f"{what}: {count} item{'s' * (count != 1)}{newest}", *(f"  {title[:90]}" for title in titles)]
