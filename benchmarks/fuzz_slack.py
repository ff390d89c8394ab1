"""What the fuzzer feeds of what comes from Slack, and of what people ask for there."""

import json
import tempfile
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
FEED = "https://harbour.example/feed"
#: Characters of the longest text that is stored (see scrapers.page).
LONGEST = 100_000
#: Queries of every kind that a text is held against.
QUERIES = (
    "who:Lund", "who:Lavrov", '"keep talking"', "country:NOR", "talks NEAR/5 Oslo", "minist* AND NOT (act:reject OR goal)",
    "kind:meeting place:Oslo", "role:minister act:say", "lang:en",
)  # fmt: skip


@cache
def office() -> Any:
    """Return what commands are answered with: an empty archive in memory and a configuration."""
    from bot.commands import Office
    from bot.notices import Notices
    from bot.settings import load
    from bot.store import open_store

    folder = Path(tempfile.mkdtemp())
    (folder / "digests.yaml").write_text('digests: [{id: daily, channel: "#desk", at: "07:30"}]\n', "utf-8")
    (folder / "sources.yaml").write_text(f'sources: [{{id: harbour, url: "{FEED}"}}]\n', "utf-8")
    store, known = open_store(None), load(folder)
    return Office(
        store=store,
        archive=store,
        configuration=lambda: known,
        folder=folder,
        notices=lambda: Notices(store, "#ops", lambda: NOON),
        clock=lambda: NOON,
    )


def command(data: bytes) -> None:
    """Answer what somebody types in Slack; the answer is one that Slack takes."""
    from bot.commands import Ask, answer
    from bot.listener.desk import body_of
    from tests.slack_double.rules import check_message

    text = data.decode("utf-8", "replace")
    asked = Ask(user="U0ANN0001", channel="C0DESK001", direct=False, text=text, zone="Europe/Oslo", id="x")
    check_message({"channel": "C0DESK001", **body_of(answer(office(), asked))})


def slack(data: bytes) -> None:
    """Give an answer of Slack its meaning."""
    from bot.slack.outcomes import sort_answer

    try:
        body = json.loads(data)
    except (ValueError, RecursionError):
        body = data.decode("utf-8", "replace")
    error = body.get("error") if isinstance(body, dict) else body
    for status in (200, 429, 500):
        assert sort_answer(status, error, {"Retry-After": str(error)[:40]})


class _History:
    """A Slack that answers everything with the same."""

    def __init__(self, answer: object) -> None:
        self._answer = answer

    def ask(self, method: str, _arguments: dict[str, Any]) -> object:
        """Answer; who we are is known."""
        return {"bot_id": "B1"} if method == "auth.test" else self._answer


def history(data: bytes) -> None:
    """Read what a channel's history shows of ours."""
    from bot.slack.history import ours
    from bot.slack.outcomes import Doubtful

    try:
        body = json.loads(data)
    except (ValueError, RecursionError):
        return
    slack: Any = _History(body if isinstance(body, dict) else Doubtful(reason="no object"))
    found = ours(slack, "C1", NOON)
    if isinstance(found, tuple):
        assert all(one.key and float(one.ts) >= NOON.timestamp() for one in found)


@cache
def subscribed() -> tuple[Any, dict[str, Any]]:
    """Return a matcher of all queries, and their meanings."""
    from digests.query import Matcher, meaning_of

    meanings = {text: meaning_of(text) for text in QUERIES}
    matcher = Matcher()
    for text, meaning in meanings.items():
        matcher.add(text, meaning)
    return matcher, meanings


def alert(data: bytes) -> None:
    """Hold a text against subscriptions together and one by one: both say the same."""
    from digests.extract import read_article
    from digests.query import Outlet, Subject, holds
    from scrapers.article import Article

    title, _, text = data.decode("utf-8", "replace").partition("\n")
    text = text[:LONGEST]
    article = Article(
        url="https://harbour.example/1", source="harbour", title=title[:300], text=text, fetched=NOON, fingerprint="1",
        published=NOON, language="en",
    )  # fmt: skip
    outlet = Outlet(id="harbour", name="Harbour", family="Harbour")
    subject = Subject(article, read_article(article, zone="UTC"), outlet)
    matcher, meanings = subscribed()
    together = {owner for owner, _found in matcher.match(subject)}
    assert together == {owner for owner, meaning in meanings.items() if holds(meaning, subject)}
