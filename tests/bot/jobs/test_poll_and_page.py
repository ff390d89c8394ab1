"""Poll and page over real HTTP on loopback into a real database."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import pairwise

import pytest
from werkzeug import Request, Response

from bot.jobs.following import Following
from bot.jobs.page import Pages
from bot.jobs.poll import due_sources, poll
from bot.notices import Notices
from bot.settings import Configuration
from bot.store import open_store
from bot.web import HostsOf
from scrapers.fetch import Fetcher
from scrapers.source import Source

START = datetime(2026, 3, 2, 12, tzinfo=UTC)
PROSE = (
    "OSLO (Halyard) - Foreign Minister Petra Lund of Norway met her Estonian counterpart, Aldous Finch, in Oslo on Monday.\n\n"
    "“We agreed on the border,” Lund said after the talks. She said the text would be signed in May."
)


class Press:
    """One outlet: an RSS feed and its pages, changed at will."""

    def __init__(self, server) -> None:
        self.server = server
        self.items: list[dict[str, str]] = []
        self.pages: dict[str, str | Response] = {}
        self.feed: Response | None = None
        self.asked: list[str] = []
        server.expect_request("/robots.txt").respond_with_data("", status=404)
        server.expect_request("/feed").respond_with_handler(self._feed)
        server.expect_request("/missing").respond_with_data("", status=404)
        for n in range(8):
            server.expect_request(f"/{n}").respond_with_handler(self._page)

    def add(
        self,
        n: int,
        text: str = PROSE,
        *,
        title: str | None = None,
        when: datetime = START,
        summary: str = "",
        **more: str,
    ) -> None:
        self.items.append(
            {
                "n": str(n),
                "title": title or f"Border talks, part {n}",
                "when": format_datetime(when),
                "summary": summary,
                **more,
            }
        )
        self.pages[f"/{n}"] = text

    def _feed(self, request: Request) -> Response:
        self.asked.append(request.headers.get("If-None-Match", "full"))
        if self.feed is not None:
            return self.feed
        rows = "".join(
            f"<item><title>{i['title']}</title><link>{i.get('link') or self.server.url_for('/' + i['n'])}</link>"
            f"<guid isPermaLink='false'>{i.get('guid', 'g' + i['n'])}</guid><pubDate>{i['when']}</pubDate>"
            f"<description>{i['summary']}</description></item>"
            for i in self.items
        )
        body = f"<rss version='2.0'><channel><title>Gazette</title>{rows}</channel></rss>"
        tag = f'"{abs(hash(body))}"'
        if request.headers.get("If-None-Match") == tag:
            return Response(status=304, headers={"ETag": tag})
        return Response(body, content_type="application/rss+xml", headers={"ETag": tag})

    def _page(self, request: Request) -> Response:
        self.asked.append(request.path)
        page = self.pages.get(request.path, Response("", status=404))
        if isinstance(page, Response):
            return page
        body = "".join(f"<p>{p}</p>" for p in page.split("\n\n"))
        title = next((i["title"] for i in self.items if "/" + i["n"] == request.path), "Border talks")
        html = f"<html lang='en'><head><title>{title}</title></head><body><article><h1>{title}</h1>{body}</article></body></html>"
        return Response(html, content_type="text/html; charset=utf-8")


class Line:
    """The two jobs over one store, with a clock that stands still until it is moved."""

    def __init__(self, press: Press, store) -> None:
        self.now = START
        self.press = press
        self.store = store
        self.source = Source(
            id="gazette", url=press.server.url_for("/feed"), name="Gazette", family="Gazette", timezone="UTC"
        )
        self.configuration = Configuration(sources=(self.source,))
        self.fetcher = self.new_fetcher()

    def new_fetcher(self) -> Fetcher:
        return Fetcher(
            user_agent="Communique/test (+https://example.org)",
            allow_private=("127.0.0.0/8",),
            per_host_interval=timedelta(0),
            memory=HostsOf(self.store, lambda: self.now),
            clock=lambda: self.now,
        )

    def poll(self, *sources: Source):
        return poll(self.store, sources or [self.source], self.fetcher, lambda: self.now)

    def page(self) -> list[str]:
        return [
            row.state for row in Pages(self.store, self.configuration, lambda: self.now).run(self.fetcher)
        ]

    def articles(self) -> list:
        return list(self.store.articles.each())


@pytest.fixture
def line(httpserver):
    with open_store(None) as store:
        made = Line(Press(httpserver), store)
        yield made
        made.fetcher.close()


def test_what_is_new_becomes_an_article_with_its_facts(line):
    line.press.add(1)
    [polled] = line.poll()
    assert (polled.state, polled.new) == ("ok", 1)
    assert line.page() == ["stored"]
    [stored] = line.articles()
    assert stored.article.text == PROSE
    assert stored.article.title == "Border talks, part 1"
    assert stored.article.published == START
    assert stored.story
    said = [stored.article.text[a:b] for s in stored.facts.statements for a, b in s.spans]
    assert "We agreed on the border" in " ".join(said)


def test_a_second_round_transfers_nothing_and_stores_nothing(line):
    line.press.add(1)
    line.poll()
    line.page()
    before = len(line.press.asked)
    [polled] = line.poll()
    assert (polled.state, polled.new) == ("unchanged", 0)
    assert line.press.asked[before:] != ["full"]
    assert line.page() == []
    assert len(line.articles()) == 1


def plain_feed(line, **headers: str) -> Response:
    """Return the feed as it is now, whatever validators a request has."""
    line.press.feed = None
    body = line.press._feed(Request({"REQUEST_METHOD": "GET"})).get_data()
    line.press.asked.clear()
    line.press.feed = Response(body, content_type="application/rss+xml", headers=headers)
    return line.press.feed


def test_the_same_bytes_are_not_read_again_though_nothing_says_that_they_are_the_same(line):
    line.press.add(1)
    plain_feed(line)
    assert [row.state for _ in range(2) for row in line.poll()] == ["ok", "unchanged"]


def test_a_new_validator_replaces_the_old_one_though_the_bytes_are_the_same(line):
    """Of two servers behind one name each may have tags of its own; the last one given is the one to ask with."""
    line.press.add(1)
    for tag in ('"one"', '"two"', '"three"'):
        plain_feed(line, ETag=tag)
        line.poll()
    line.poll()
    assert line.press.asked[-1] == '"three"'


def test_a_source_that_only_says_nothing_new_is_asked_without_validators_after_eight_days(line):
    """Some say so for years, whatever they have."""
    line.press.add(1)
    line.poll()
    line.press.add(2)
    line.press.feed = Response(status=304)
    for _ in range(7):
        line.now += timedelta(days=1)
        assert line.poll()[0].state == "unchanged"
    line.press.feed = None
    line.now += timedelta(days=1, minutes=1)
    [polled] = line.poll()
    assert line.press.asked[-1] == "full"
    assert (polled.state, polled.new) == ("ok", 1)


def test_a_source_that_is_silent_beyond_its_habit_is_asked_without_validators_once_a_day(line):
    for n in range(1, 7):
        line.press.add(n, when=line.now, text=PROSE.replace("May", f"May, as point {n}"))
        line.poll()
        line.page()
        line.now += timedelta(hours=6)
    asked_in_full = []
    for _ in range(28):
        line.now += timedelta(hours=6)
        assert line.poll()[0].state in ("ok", "unchanged")
        if line.press.asked[-1] == "full":
            asked_in_full.append(line.now)
    assert 3 <= len(asked_in_full) <= 6, "within the week before any source is, and no more than once a day"
    assert all(later - earlier > timedelta(days=1) for earlier, later in pairwise(asked_in_full))


def test_a_sitemap_that_had_pages_and_lists_none_any_more_has_failed(line):
    """It parses, so only what it listed before tells that something is wrong; an empty feed is none the worse for it."""
    source = replace(line.source, id="map", url=line.press.server.url_for("/map"), kind="sitemap")
    full = f"<urlset><url><loc>{line.press.server.url_for('/1')}</loc></url></urlset>"
    for body, state in ((full, "ok"), ("<urlset></urlset>", "failed"), ("<urlset></urlset>", "failed")):
        line.press.server.expect_oneshot_request("/map").respond_with_data(
            body, content_type="application/xml"
        )
        [polled] = line.poll(source)
        assert polled.state == state, polled.reason
    assert "lists nothing; last time it listed 1" in polled.reason
    line.press.add(1)
    line.poll()
    line.press.items.clear()
    assert line.poll()[0].state == "ok"


@pytest.mark.parametrize(
    "change",
    [
        {"guid": "another"},
        {"link": "{url}?utm_source=rss&fbclid=1"},
        {"title": "Border talks, corrected headline"},
    ],
)
def test_an_article_listed_anew_is_the_same_article(line, change):
    line.press.add(1)
    line.poll()
    line.page()
    new = {k: v.replace("{url}", line.press.server.url_for("/1")) for k, v in change.items()}
    line.press.items[0].update(new)
    line.poll()
    line.page()
    assert len(line.articles()) == 1


def test_a_corrected_page_is_a_new_version(line):
    line.press.add(1)
    line.poll()
    line.page()
    line.press.items[0]["title"] = "Border talks: correction"
    line.press.pages["/1"] = PROSE.replace("in Oslo on Monday", "in Bergen on Monday")
    [polled] = line.poll()
    assert polled.changed == 1
    assert line.page() == ["updated"]
    [stored] = line.articles()
    assert (stored.article.version, "Bergen" in stored.article.text) == (2, True)
    assert line.poll()[0].state == "unchanged"
    assert line.page() == []


def test_one_address_in_two_sources_is_one_article(line):
    line.press.add(1)
    other = Source(id="region", url=line.source.url + "?region=north", name="Region", family="Gazette")
    line.configuration = Configuration(sources=(line.source, other))
    line.poll(line.source, other)
    line.page()
    assert len(line.articles()) == 1


def test_two_addresses_of_one_text_are_one_article(line):
    line.press.add(
        1,
        PROSE
        + "\n\nThe text was the longest that both houses had seen since the war, and nobody spoke against it.",
    )
    line.press.add(2, line.press.pages["/1"], title="Border talks, part 1")
    line.poll()
    assert sorted(line.page()) == ["duplicate", "stored"]
    assert len(line.articles()) == 1


def test_a_page_that_fails_stays_wanted_and_at_last_the_feed_speaks(line):
    line.press.add(1, summary="Lund and Finch met in Oslo on Monday and agreed on the border.")
    line.press.pages["/1"] = Response("", status=500)
    line.poll()
    states = []
    for _ in range(5):
        states += line.page()
        line.now += timedelta(hours=7)
    assert states == ["later"] * 4 + ["from-feed"]
    [stored] = line.articles()
    assert stored.article.from_feed
    assert stored.article.text == "Lund and Finch met in Oslo on Monday and agreed on the border."


def test_a_page_that_fails_without_any_text_is_given_up_and_counted(line):
    line.press.add(1)
    line.press.pages["/1"] = Response("", status=404)
    line.poll()
    states = []
    for _ in range(6):
        states += line.page()
        line.now += timedelta(hours=7)
    assert states == ["later"] * 4 + ["given-up"]
    assert line.poll()[0].new == 0
    assert line.articles() == []


def test_a_page_that_asks_us_to_wait_loses_no_try(line):
    line.press.add(1)
    line.press.pages["/1"] = Response("", status=429, headers={"Retry-After": "120"})
    line.poll()
    assert line.page() == ["later"]
    assert line.page() == []
    line.press.pages["/1"] = PROSE
    line.now += timedelta(seconds=121)
    assert line.page() == ["stored"]


def test_a_retry_after_outlives_the_process(line):
    line.press.feed = Response("", status=429, headers={"Retry-After": "600"})
    line.poll()
    line.fetcher.close()
    line.press.feed = None
    line.fetcher = line.new_fetcher()
    asked = len(line.press.asked)
    assert "asked to wait" in line.poll()[0].reason
    assert len(line.press.asked) == asked
    line.now += timedelta(seconds=601)
    line.fetcher.close()
    line.fetcher = line.new_fetcher()
    assert line.poll()[0].state == "ok"


def test_a_source_that_asks_us_to_wait_has_not_failed(line):
    line.press.feed = Response("", status=429, headers={"Retry-After": "60"})
    for _ in range(3):
        line.poll()
        line.now += timedelta(hours=1)
    state = line.store.sources.states()["gazette"]
    assert line.press.asked == ["full"] * 3
    assert state.failures == 0
    assert "asked to wait" in (state.reason or "")


def test_a_source_that_ends_the_process_is_asked_again_at_once_then_later_and_later(line):
    waits = []
    for _ in range(4):
        line.store.sources.begin(["gazette"], line.now)
        begun = line.now
        while due_sources(line.store, [line.source], line.now) == []:
            line.now += timedelta(minutes=1)
        waits.append((line.now - begun) / timedelta(minutes=1))
    assert waits == [0, 1, 2, 4]
    line.now -= timedelta(days=1)
    assert due_sources(line.store, [line.source], line.now) == [line.source], "the clock was set back"
    line.poll()
    assert line.store.sources.looks() == {}
    assert due_sources(line.store, [line.source], line.now) == []


def test_a_look_that_is_stopped_is_no_look_that_was_cut_off(line):
    line.fetcher.close()
    assert line.poll() == []
    assert line.store.sources.looks() == {}
    assert due_sources(line.store, [line.source], line.now) == [line.source]


def test_a_failing_source_is_asked_less_and_less_and_recovers(line):
    line.press.feed = Response("", status=500)
    waits = []
    for _ in range(4):
        line.poll()
        state = line.store.sources.states()["gazette"]
        waits.append(state.next_check - line.now)
        assert due_sources(line.store, [line.source], line.now) == []
    assert waits == sorted(waits)
    assert waits[-1] > waits[0] * 3
    assert state.failures == 4
    assert due_sources(line.store, [line.source], state.next_check) == [line.source]
    line.press.feed = None
    line.press.add(1)
    line.poll()
    after = line.store.sources.states()["gazette"]
    assert (after.failures, after.reason, after.failing_since) == (0, None, None)


def test_a_feed_cut_off_keeps_whole_items_and_no_validators(line):
    line.press.add(1)
    line.press.add(2)
    whole = line.press._feed(Request({"HTTP_HOST": "x"})).get_data(as_text=True)
    line.press.feed = Response(
        whole[: whole.index("part 2") + 3], content_type="application/rss+xml", headers={"ETag": '"cut"'}
    )
    [polled] = line.poll()
    assert polled.new == 1
    assert line.store.sources.states()["gazette"].etag is None
    line.press.feed = None
    assert line.poll()[0].new == 1


def test_a_page_instead_of_a_feed_is_a_failure_that_names_it(line):
    line.press.feed = Response("<html><body><h1>Please log in</h1></body></html>", content_type="text/html")
    [polled] = line.poll()
    assert polled.state == "failed"
    assert "HTML" in polled.reason or "feed" in polled.reason


def test_old_items_are_archived_only_and_future_dates_do_not_hold_news_back(line):
    line.press.add(1, when=START - timedelta(days=30))
    line.press.add(2, PROSE.replace("Oslo", "Bergen"), when=START + timedelta(days=30))
    line.poll()
    line.page()
    by_title = {s.article.title: s for s in line.articles()}
    assert by_title["Border talks, part 1"].archive_only
    assert not by_title["Border talks, part 2"].archive_only
    assert by_title["Border talks, part 2"].effective == START


def test_what_was_stored_before_a_stop_is_kept(line):
    for n in range(1, 6):
        line.press.add(n, PROSE.replace("Oslo", f"Oslo{n}"))
    line.poll()
    stops = iter([False, False, True] + [True] * 20)
    rows = Pages(line.store, line.configuration, lambda: line.now).run(line.fetcher, stop=lambda: next(stops))
    assert 0 < len(rows) < 5
    assert len(line.articles()) == len(rows)
    line.page()
    assert len(line.articles()) == 5


def test_a_source_that_moved_is_still_answered_with_not_modified(line):
    """Validators belong to the address the redirect led to, so they are sent there and nowhere else."""
    line.press.add(1)
    line.press.server.expect_request("/old").respond_with_data("", status=301, headers={"Location": "/feed"})
    line.source = replace(line.source, url=line.press.server.url_for("/old"))
    line.poll()
    assert line.poll()[0].state == "unchanged"
    assert line.press.asked.count("full") == 1


def test_a_source_that_moved_for_good_is_told_of_after_a_week_and_read_meanwhile(line):
    """Only its administrator can say that the new address is right: hotels and companies redirect everything, too."""
    old, new = line.press.server.url_for("/old"), line.press.server.url_for("/feed")
    line.press.server.expect_request("/old").respond_with_data("", status=301, headers={"Location": new})
    source = replace(line.source, url=old)
    following = Following(line.store, Notices(line.store, "#ops", lambda: line.now))
    line.press.add(1)

    def days(count: int) -> list[str]:
        for _ in range(count):
            [row] = line.poll(source)
            assert row.state in ("ok", "unchanged")
            following.heard(row, line.now)
            line.now += timedelta(days=1)
        return [row.body["text"] for row in line.store.outbox.unprinted()]

    assert days(7) == []
    (told,) = days(3)
    assert "gazette says since Mon 02 Mar that it has moved for good" in told
    assert told.endswith(f"sources.yaml: {new}")
    line.press.server.clear()
    line.press.server.expect_request("/robots.txt").respond_with_data("", status=404)
    line.press.server.expect_request("/old").respond_with_data("", status=302, headers={"Location": new})
    line.press.server.expect_request("/feed").respond_with_handler(line.press._feed)
    assert len(days(9)) == 1, "what is sent on for now has not moved"


def test_an_index_is_read_through_its_children_every_time(line):
    index = "<sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{}</sitemapindex>"
    urlset = "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{}</urlset>"

    def locs(tag: str, *paths: str) -> str:
        return "".join(f"<{tag}><loc>{line.press.server.url_for(path)}</loc></{tag}>" for path in paths)

    children = {"/a.xml": locs("url", "/1"), "/b.xml": locs("url", "/2")}
    line.press.server.expect_request("/map.xml").respond_with_data(
        index.format(locs("sitemap", "/a.xml", "/b.xml")), headers={"ETag": '"same"'}
    )
    for path in children:
        line.press.server.expect_request(path).respond_with_handler(
            lambda request: Response(urlset.format(children[request.path]), content_type="application/xml")
        )
    line.source = replace(line.source, id="map", kind="sitemap", url=line.press.server.url_for("/map.xml"))
    assert line.poll()[0].new == 2
    children["/b.xml"] += locs("url", "/3")
    assert line.poll()[0].new == 1


def test_two_headlines_for_one_address_are_no_change_each_time(line):
    """The second source's headline would otherwise fetch the page again at every poll."""
    line.press.add(1)
    other = Source(id="region", url=line.press.server.url_for("/region"), name="Region", family="Gazette")
    row = f"<item><title>Another headline</title><link>{line.press.server.url_for('/1')}</link></item>"
    line.press.server.expect_request("/region").respond_with_data(
        f"<rss version='2.0'><channel>{row}</channel></rss>"
    )
    line.configuration = Configuration(sources=(line.source, other))
    line.poll(line.source, other)
    line.page()
    for _ in range(3):
        line.poll(line.source, other)
        assert line.page() == []
    assert line.press.asked.count("/1") == 1
