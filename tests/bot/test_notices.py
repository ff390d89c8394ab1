"""What the operators are told, once per trouble, in words that are nobody's markup."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.jobs.following import Following
from bot.jobs.settle import Polled
from bot.notices import Notices, notice_body
from bot.store import Store, open_store
from bot.store.outbox import Delivery
from bot.store.sources import SourceState
from scrapers.source import Source
from tests.slack_double.rules import check_message, pings

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


class Clock:
    """A clock that is moved by hand."""

    now = NOON

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def store() -> Iterator[Store]:
    with open_store(None) as store:
        yield store


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def notices(store: Store, clock: Clock) -> Notices:
    return Notices(store, "#ops", clock)


def queued(store: Store) -> list[str]:
    keys = [row["key"] for row in store.connection.rows("SELECT key FROM deliveries ORDER BY id")]
    rows: list[Delivery | None] = [store.outbox.get(key) for key in keys]
    return [row.body["text"] for row in rows if row]


def test_a_trouble_is_told_once_until_it_is_over(store: Store, clock: Clock, notices: Notices):
    assert notices.tell("config:1", "broken")
    assert not notices.tell("config:1", "broken")
    assert notices.over("config:")
    assert not notices.over("config:")
    clock.now += timedelta(seconds=1)
    assert notices.tell("config:1", "broken again")
    assert queued(store) == ["broken", "broken again"]


def test_without_an_ops_channel_notices_go_to_the_log_only(store: Store, clock: Clock):
    assert Notices(store, None, clock).tell("k", "trouble")
    assert queued(store) == []


def test_a_notice_is_kept_or_undone_with_what_it_tells_of(store: Store, notices: Notices):
    class Undone(Exception):
        """Ends the transaction."""

    with pytest.raises(Undone), store.write():
        notices.tell("k", "trouble")
        raise Undone
    assert queued(store) == []
    assert notices.tell("k", "trouble")


@pytest.mark.parametrize(
    "text", ["a <!channel> & <https://x.example|bank> *b*", "x" * 9_000, "<@U012AB3CD>\n\tline"]
)
def test_words_from_anywhere_are_neither_markup_nor_too_long(text: str):
    body = notice_body(text)
    check_message(dict(body))
    assert pings(dict(body)) == []


def test_secrets_are_masked(store: Store, notices: Notices):
    notices.tell("k", "refused xoxb-123-456-abc for https://me:pw@x.example/?token=1")
    (text,) = queued(store)
    assert "xoxb-123" not in text
    assert "pw" not in text


# -- sources


def source(name: str) -> Source:
    return Source(id=name, url=f"https://{name}.example/feed", kind="feed", name=name.title(), family=name)


def test_new_sources_are_told_in_one_line_and_once(store: Store, notices: Notices):
    sources = [source("alder"), source("birch"), source("cedar")]
    with store.write():
        store.sources.save(SourceState(id="alder", url="u", first_round=NOON, listed=12))
        store.sources.save(SourceState(id="birch", url="u", first_round=NOON, listed=1))
        store.sources.save(SourceState(id="cedar", url="u"))
    Following(store, notices).tell_new(sources, NOON)
    again = Following(store, notices)
    again.tell_new(sources, NOON)
    assert queued(store) == ["Now following Alder (12 items), Birch (1 item)."]
    with store.write():
        store.sources.save(SourceState(id="cedar", url="u", first_round=NOON, listed=3))
    again.tell_new(sources, NOON)
    assert queued(store)[1:] == ["Now following Cedar (3 items)."]


@pytest.mark.parametrize(
    ("failures", "hours", "told"), [(2, 30, False), (3, 23, False), (3, 24, True), (40, 50, True)]
)
def test_a_source_is_reported_after_three_failures_and_a_day(
    store: Store, notices: Notices, failures: int, hours: int, told: bool
):
    with store.write():
        store.sources.save(
            SourceState(id="alder", url="u", failures=failures, failing_since=NOON - timedelta(hours=hours))
        )
    following = Following(store, notices)
    row = Polled(source="alder", state="failed", reason="HTTP 503")
    following.heard(row, NOON)
    following.heard(row, NOON)
    assert len(queued(store)) == told
    if told:
        assert "alder has failed since" in queued(store)[0]
        assert "HTTP 503.\n→ mostly this passes by itself" in queued(store)[0]


@pytest.mark.parametrize(
    ("reason", "advice"),
    [
        (
            "the page was had, but 'li.news' matched nothing",
            "was rebuilt: `communique sources discover https://u.example/x`",
        ),
        ("HTTP 404", "finds feeds"),
        ("HTTP 403", "another address"),
        ("no address for u.example", "correct https://u.example/x"),
        ("robots.txt does not allow this address", "ask the site"),
        ("a Cloudflare challenge stands before the site (not evaded)", "or ask it"),
        ("TLS: the certificate was refused (expired)", "only the site can mend it"),
        ("something nobody thought of", "`communique try https://u.example/x` shows"),
    ],
)
def test_what_is_told_of_a_source_says_what_to_do(store: Store, notices: Notices, reason: str, advice: str):
    since = NOON - timedelta(hours=30)
    state = SourceState(id="alder", url="https://u.example/x", failures=5, failing_since=since)
    with store.write():
        store.sources.save(state)
    Following(store, notices).heard(Polled(source="alder", state="failed", reason=reason), NOON)
    (told,) = queued(store)
    assert reason in told
    assert advice in told.partition("→")[2]


def test_an_address_that_is_gone_for_good_is_told_at_once_and_once(
    store: Store, notices: Notices, clock: Clock
):
    """It is asked once a week from then on: three failures would take that many weeks."""
    following = Following(store, notices)
    for week in range(3):
        with store.write():
            store.sources.save(SourceState(id="alder", url="u", failures=week + 1, failing_since=NOON))
        clock.now = NOON + timedelta(weeks=week)
        row = Polled(source="alder", state="failed", reason="HTTP 410: the address is gone for good")
        following.heard(row, clock.now)
    (told,) = queued(store)
    assert "HTTP 410: the address is gone for good" in told
    assert "its address may have changed" in told
    with store.write():
        store.sources.save(SourceState(id="alder", url="u"))
    following.heard(Polled(source="alder", state="ok"), clock.now)
    assert queued(store)[1:] == ["alder answers again."]


def test_when_most_sources_fail_at_once_one_line_tells_of_all(store: Store, notices: Notices, clock: Clock):
    """It is our network then, and sixty lines of the same help nobody; nor does one with each source that comes back."""
    names = [f"paper-{n}" for n in range(10)]

    def note(name: str, failures: int) -> None:
        since = NOON - timedelta(days=2) if failures else None
        with store.write():
            store.sources.save(SourceState(id=name, url="u", failures=failures, failing_since=since))

    for name in names:
        note(name, 5)
    following = Following(store, notices)
    for _ in range(2):
        for name in names:
            following.heard(Polled(source=name, state="failed", reason="no address for x"), clock.now)
    (told,) = queued(store)
    assert "10 of 10 sources fail at once" in told
    assert "Look at this machine first" in told
    for number, name in enumerate(names[:8]):
        note(name, 0)
        clock.now += timedelta(minutes=1)
        following.heard(Polled(source=name, state="ok"), clock.now)
        following.heard(Polled(source=names[9], state="failed", reason="HTTP 503"), clock.now)
        assert len(queued(store)) == 1 + (number >= 4), (
            "the one that is really ill is told of once most are well"
        )
    assert "paper-9 has failed since" in queued(store)[-1]


def test_a_source_that_answers_again_may_be_reported_again(store: Store, notices: Notices, clock: Clock):
    with store.write():
        store.sources.save(
            SourceState(id="alder", url="u", failures=9, failing_since=NOON - timedelta(days=3))
        )
    following = Following(store, notices)
    for state in ("failed", "ok", "failed"):
        clock.now += timedelta(minutes=1)
        following.heard(Polled(source="alder", state=state, reason="r"), clock.now)  # type: ignore[arg-type]
    texts = [text.split(" since ")[0] for text in queued(store)]
    assert texts == ["alder has failed", "alder answers again.", "alder has failed"]
