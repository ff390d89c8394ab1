"""Whatever an edition and its corrections hold, however much of it: each message is one Slack takes, and it is literal."""

import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot import corrections
from bot.blocks import payloads
from bot.elements import characters
from bot.errors import UsageError
from bot.fitting import MOST_BLOCKS, MOST_CHARACTERS
from bot.jobs.edition import messages
from bot.jobs.sender import marked_repeated
from bot.store import open_store
from bot.store.editions import EditionRow
from digests import gate, render
from digests.edition import Coverage, Edition, Item, LeftOut, Link, Passage, Run, Scope
from digests.keeping import edition_to_json
from tests.hostile_press.injected import INJECTED
from tests.slack_double.rules import ALL_BLOCKS, BLOCKS, check_message, pings

NOW = datetime(2026, 3, 14, 6, 30, tzinfo=UTC)
ODD = st.one_of(
    st.sampled_from(INJECTED),
    st.text(max_size=30),
    st.sampled_from(
        ["", " ", "\n\n", "a" * 4_000, "word " * 900, "&<>" * 400, "“", "'", "🕊️" * 300, "\x00\u2028"]
    ),
    st.text(alphabet="abc &<>*_~`“”\"'\n", max_size=200),
)
WORDS = st.lists(st.sampled_from("Lund Finch met in Oslo & <Bergen> on *Friday*".split()), max_size=60).map(
    " ".join
)
TEXT = st.one_of(WORDS, WORDS, ODD)
URLS = st.one_of(
    st.integers(1, 9).map(lambda n: f"https://wire.example/{n}"),
    st.sampled_from(
        [
            "https://a.example/?" + "y" * 900,
            "https://a.example/" + "x" * 4_000,
            "javascript:alert(1)",
            "ftp://a.example/1",
            "https://a.example/<!channel>|x",
            "",
        ]
    ),
)
LINKS = st.builds(
    Link, url=URLS, source=TEXT, klass=st.sampled_from(["press", "wire", "official", "state-media"])
)
STYLES = st.sampled_from(["plain", "italic", "bold", "quote"])


@st.composite
def lines(draw: st.DrawFn, number: int) -> Item:
    """Draw a line; now and then its quotation stands in its passage."""
    said = draw(TEXT)
    passages = [
        Passage(url=draw(URLS), source=draw(TEXT), span=(0, len(text)), text=text)
        for text in [said, *draw(st.lists(TEXT, max_size=5))]
    ]
    runs = [Run(text=draw(TEXT), style=draw(STYLES)) for _ in range(draw(st.integers(0, 4)))]
    section = draw(st.sampled_from(["met", "expected", "said", "disputed"]))
    return Item(
        number=number,
        section=section,
        runs=(*runs, *([Run(text=said, style="quote")] if draw(st.booleans()) else [])),
        links=tuple(draw(st.lists(LINKS, min_size=1, max_size=5))),
        facts=(f"{number}.m0",),
        story="s",
        families=tuple(draw(st.lists(TEXT, max_size=3))),
        passages=tuple(passages),
        status=draw(st.sampled_from([None, "planned", "held"])),
        dated=draw(st.booleans()),
        participants=tuple(draw(st.lists(TEXT, max_size=3))),
        notes=tuple(draw(st.lists(TEXT, max_size=4))),
        before=tuple(draw(st.lists(LINKS, max_size=2))),
        gist=draw(TEXT),
        score={"people": draw(st.floats(0, 9))},
    )


@st.composite
def editions(draw: st.DrawFn) -> Edition:
    """Draw an edition of up to 24 lines, the most there are."""
    count = draw(st.sampled_from([0, 1, 3, 9, 12, 24]))
    order = ["met", "expected", "said", "disputed"]
    rows = sorted((draw(lines(n)) for n in range(1, count + 1)), key=lambda i: order.index(i.section))
    scope = Scope(
        digest="north",
        title=draw(TEXT) or "North",
        channel="#desk",
        after_seq=0,
        upto_seq=9,
        since=draw(st.sampled_from([None, NOW.replace(day=13)])),
        until=NOW,
        timezone="Europe/Oslo",
        late=draw(st.booleans()),
    )
    coverage = Coverage(
        asked=draw(st.integers(0, 9_999)),
        answered=3,
        failed=tuple((draw(TEXT), draw(TEXT)) for _ in range(draw(st.integers(0, 6)))),
        silent=tuple(draw(st.lists(TEXT, max_size=6))),
        blind=("SYR", "XXX"),
        unread=(("ar", 19), ("zz", 1)),
    )
    left = [
        LeftOut(text=draw(TEXT), reason="no room", score={}, url=draw(URLS))
        for _ in range(draw(st.integers(0, 12)))
    ]
    return Edition(
        scope=scope,
        items=tuple(replace(item, number=n) for n, item in enumerate(rows, 1)),
        coverage=coverage,
        left_out=tuple(left),
        reader_version="1",
    )


def check(body: dict[str, Any], *, update: bool = False) -> None:
    """Assert that Slack takes a message, within our own limits, and that nothing in it acts."""
    check_message({"channel": "C1", **body}, update=update)
    check_message({"channel": "C1", **marked_repeated(body)}, update=update)
    assert len(body["blocks"]) <= MOST_BLOCKS < BLOCKS
    assert characters(body["blocks"]) <= MOST_CHARACTERS < ALL_BLOCKS
    assert 0 < len(body["text"].strip()) <= 4_000
    assert re.fullmatch(r"(?:[^&<>]|&(?:amp|lt|gt);)*", body["text"], re.DOTALL)
    assert pings(body) == []
    assert "mrkdwn" not in json.dumps(body["blocks"])
    assert {b["type"] for b in body["blocks"]} <= {"header", "context", "rich_text", "actions"}
    if not update:
        assert body["unfurl_links"] is False
        assert body["unfurl_media"] is False


SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]


@given(editions())
@settings(max_examples=50, deadline=None, suppress_health_check=SLOW)
def test_an_edition_is_messages_slack_takes(edition: Edition):
    posts = payloads(edition, page="https://news.example/1")
    assert [p.get("parent") for p in posts] == [None, *[0] * (len(posts) - 1)]
    for body in posts:
        check({k: v for k, v in body.items() if k != "parent"})
    passed, _ = gate.passed(edition)
    printed = json.dumps(posts[0]["blocks"], ensure_ascii=False)
    assert all(f'"{item.number} ' in printed or f" {item.number} " in printed for item in passed.items)


@given(editions(), st.data())
@settings(max_examples=25, deadline=None, suppress_health_check=SLOW)
def test_a_corrected_edition_is_messages_slack_takes(edition: Edition, data: st.DataObject):
    with open_store(None) as store, store.write():
        number = store.editions.add(
            digest="north",
            slot=NOW,
            channel="#desk",
            after_seq=0,
            upto_seq=9,
            since=None,
            until=NOW,
            late=False,
            body=render.to_json(edition),
            reader_version="1",
            record=edition_to_json(edition),
        )
        store.outbox.queue(messages(edition, number), NOW)
        if data.draw(st.booleans()):
            store.connection.run("UPDATE deliveries SET state = 'sent', ts = '1'")
        row = store.editions.get(number)
        assert isinstance(row, EditionRow)
        for item in edition.items:
            words, reason = data.draw(TEXT), data.draw(st.one_of(st.none(), TEXT))
            try:
                if data.draw(st.booleans()):
                    corrections.retract(store, row, item.number, reason, NOW)
                else:
                    corrections.correct(store, row, item.number, words, NOW, reason=reason)
            except UsageError:
                continue
        for queued in store.connection.rows("SELECT key, op, body FROM deliveries ORDER BY id"):
            body = json.loads(queued["body"])
            if queued["op"] == "update":
                assert not {k for k in body if k.startswith("unfurl")}
            check(body, update=queued["op"] == "update")
