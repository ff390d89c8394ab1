"""Many fetches: a pause per host:port, one request at a time to each, hosts side by side."""

import threading
import time
from datetime import UTC, datetime, timedelta

import pytest
from werkzeug import Response as Reply

from scrapers.errors import FetchError, NetworkError, RobotsError
from scrapers.fetch import Remembered, Request, Response
from scrapers.fetch.hosts import Hosts
from scrapers.fetch.lanes import run_lanes
from scrapers.fetch.memory import Forgetful
from tests.scrapers.making import Notebook


class Pauses:
    """Notes the waits instead of waiting."""

    def __init__(self) -> None:
        self.seconds: list[float] = []

    def __call__(self, seconds: float, _stop: threading.Event) -> None:
        self.seconds.append(seconds)


def test_requests_to_one_host_are_spaced_robots_txt_and_redirects_included(press, make_fetcher):
    press.expect_request("/a").respond_with_data(status=302, headers={"Location": "/b"})
    press.expect_request("/b").respond_with_data("b")
    pauses = Pauses()
    make_fetcher(per_host_interval=timedelta(seconds=2), pause=pauses).get(Request(url=press.url_for("/a")))
    assert len(pauses.seconds) == 2
    assert all(1.5 < seconds <= 2 for seconds in pauses.seconds)


def test_a_longer_crawl_delay_replaces_the_pause(press, make_fetcher):
    press.expect_request("/robots.txt").respond_with_data("User-agent: *\nCrawl-delay: 30")
    press.expect_request("/a").respond_with_data("a")
    pauses = Pauses()
    fetcher = make_fetcher(per_host_interval=timedelta(seconds=2), pause=pauses)
    for _ in range(2):
        fetcher.get(Request(url=press.url_for("/a")))
    first, second = pauses.seconds
    assert 1.5 < first <= 2, "robots.txt itself is not yet known then"
    assert 29 < second <= 30


def test_ports_of_one_address_are_hosts_of_their_own(press, other, make_fetcher):
    pauses = Pauses()
    fetcher = make_fetcher(per_host_interval=timedelta(seconds=2), pause=pauses)
    press.expect_request("/a").respond_with_data("a")
    other.expect_request("/a").respond_with_data("a")
    for server in (press, other):
        fetcher.get(Request(url=server.url_for("/a"), robots=False))
    assert pauses.seconds == []


def test_a_redirect_to_another_host_waits_its_turn_and_obeys_its_robots_txt(press, other, make_fetcher):
    other.expect_request("/robots.txt").respond_with_data("User-agent: *\nDisallow: /no")
    other.expect_request("/yes").respond_with_data("yes")
    for path in ("/yes", "/no"):
        press.expect_request(path).respond_with_data(status=302, headers={"Location": other.url_for(path)})
    pauses = Pauses()
    fetcher = make_fetcher(per_host_interval=timedelta(seconds=9), pause=pauses)
    assert fetcher.get(Request(url=press.url_for("/yes"))).body == b"yes"
    assert len(pauses.seconds) == 2  # after either robots.txt
    with pytest.raises(RobotsError):
        fetcher.get(Request(url=press.url_for("/no")))
    assert [request.path for request, _ in other.log] == ["/robots.txt", "/yes"]


def test_two_hosts_that_redirect_to_each_other_do_not_block_one_another(press, other, make_fetcher):
    for here, there in ((press, other), (other, press)):
        here.expect_request("/robots.txt").respond_with_data(
            status=302, headers={"Location": there.url_for("/rules")}
        )
        here.expect_request("/rules").respond_with_data("User-agent: *\nAllow: /")
        here.expect_request("/go").respond_with_data(status=302, headers={"Location": there.url_for("/end")})
        here.expect_request("/end").respond_with_data("end")
    requests = [
        Request(url=server.url_for("/go"), source=str(n)) for n in range(10) for server in (press, other)
    ]
    results = [result for _, result in make_fetcher().get_all(requests)]
    assert [r.body for r in results if isinstance(r, Response)] == [b"end"] * 20


def test_a_host_gets_one_request_at_a_time_in_order(press, make_fetcher):
    inside, most, order = [0], [0], []
    lock = threading.Lock()

    def answer(asked):
        with lock:
            inside[0] += 1
            most[0] = max(most[0], inside[0])
            order.append(asked.path)
        time.sleep(0.002)
        with lock:
            inside[0] -= 1
        return Reply("ok")

    urls = [press.url_for(f"/{n}") for n in range(20)]
    for n in range(20):
        press.expect_request(f"/{n}").respond_with_handler(answer)
    results = list(make_fetcher().get_all([Request(url=url) for url in urls]))
    assert [request.url for request, _ in results] == urls
    assert order == [f"/{n}" for n in range(20)]
    assert most == [1]


def test_a_host_of_several_sources_gets_one_request_at_a_time(press, make_fetcher):
    """Each source is asked in a thread of its own; their host is one."""
    inside, most = [0], [0]
    lock = threading.Lock()

    def answer(_asked):
        with lock:
            inside[0] += 1
            most[0] = max(most[0], inside[0])
        time.sleep(0.02)
        with lock:
            inside[0] -= 1
        return Reply("ok")

    press.expect_request("/a").respond_with_handler(answer)
    fetcher = make_fetcher()
    ask = Request(url=press.url_for("/a"), robots=False)
    threads = [threading.Thread(target=fetcher.get, args=(ask,)) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(press.log) == 10
    assert most == [1]


def test_a_slow_host_does_not_hold_up_the_others(press, other, make_fetcher):
    release = threading.Event()

    def hang(_asked):
        release.wait(10)
        return Reply("late")

    press.expect_request("/slow").respond_with_handler(hang)
    other.expect_request("/quick").respond_with_data("quick")
    requests = [Request(url=press.url_for("/slow")), *[Request(url=other.url_for("/quick"))] * 30]
    bodies = []
    for _, result in make_fetcher(concurrency=2).get_all(requests):
        bodies.append(result.body)
        if len(bodies) == 30:
            release.set()
    assert bodies == [b"quick"] * 30 + [b"late"]


def test_250_pages_of_one_host_take_a_moment_without_a_pause(press, make_fetcher):
    press.expect_request("/robots.txt").respond_with_data(status=404)
    for n in range(250):
        press.expect_request(f"/{n}").respond_with_data(f"page {n}")
    begun = time.monotonic()
    results = list(make_fetcher().get_all([Request(url=press.url_for(f"/{n}")) for n in range(250)]))
    assert [r.body.decode() for _, r in results] == [f"page {n}" for n in range(250)]
    assert time.monotonic() - begun < 20, "it is a second or two on an idle machine"


def test_one_bad_request_is_one_bad_result(press, make_fetcher):
    press.expect_request("/a").respond_with_data("a")
    requests = [Request(url="ftp://x/"), Request(url=press.url_for("/a")), Request(url="http://127.0.0.1/")]
    results = {request.url: result for request, result in make_fetcher().get_all(requests)}
    assert isinstance(results["ftp://x/"], FetchError)
    assert isinstance(results["http://127.0.0.1/"], FetchError)
    assert results[press.url_for("/a")].body == b"a"
    assert list(make_fetcher().get_all([])) == []


def test_a_reader_that_leaves_early_stops_the_rest(press, make_fetcher):
    for n in range(100):
        press.expect_request(f"/{n}").respond_with_data("x")
    fetcher = make_fetcher(per_host_interval=timedelta(seconds=60))
    results = fetcher.get_all([Request(url=press.url_for(f"/{n}"), robots=False) for n in range(100)])
    begun = time.monotonic()
    next(results)
    results.close()
    assert time.monotonic() - begun < 5
    assert len(press.log) == 1


def test_closing_the_fetcher_ends_what_waits(press, make_fetcher):
    press.expect_request("/a").respond_with_data("x")
    fetcher = make_fetcher(per_host_interval=timedelta(seconds=60))
    seen = []
    for _, result in fetcher.get_all([Request(url=press.url_for("/a"), robots=False)] * 10):
        seen.append(result)
        fetcher.close()
    assert len(seen) == 1
    with pytest.raises(NetworkError, match="stopped"):
        fetcher.get(Request(url=press.url_for("/a")))


def test_a_mistake_of_ours_is_a_result_too_and_many_results_wait_for_their_reader():
    def fetch(asked: int, _stop: threading.Event) -> int:
        return 10 // asked

    results = dict(run_lanes([[0, 1, 2], [5], list(range(10, 50))], fetch, threading.Event()))
    assert results[2] == 5
    assert isinstance(results[0], FetchError)
    assert "internal error" in results[0].reason
    assert len(results) == 44


def test_the_fetcher_is_closed_with_its_block(press, make_fetcher):
    press.expect_request("/a").respond_with_data("x")
    with make_fetcher() as fetcher:
        assert fetcher.get(Request(url=press.url_for("/a"))).body == b"x"
    with pytest.raises(NetworkError):
        fetcher.get(Request(url=press.url_for("/a")))


def test_what_is_to_be_skipped_when_its_turn_comes_is_not_asked(press, make_fetcher):
    press.expect_request("/a").respond_with_data("a")
    asked = [Request(url=press.url_for("/a"), source=name, robots=False) for name in ("one", "two", "one")]
    unwanted = {"two"}
    answered = []
    for request, _result in make_fetcher().get_all(asked, skip=lambda request: request.source in unwanted):
        answered.append(request.source)
    assert answered == ["one", "one"]
    assert list(make_fetcher().get_all(asked, skip=lambda _request: True)) == []
    assert len(press.log) == len(answered)


def test_a_host_is_forgotten_after_two_days_and_no_sooner():
    """Links lead to ever new hosts: what is remembered of them must not grow for good."""
    now, pauses = [0.0], Pauses()
    hosts = Hosts(timedelta(seconds=2), "Test/1", Forgetful(), pauses, lambda: now[0])
    stop, day = threading.Event(), timedelta(days=1).total_seconds()
    wait = datetime(2026, 3, 14, tzinfo=UTC)
    for n in range(100):
        now[0] = n * day / 10
        hosts.throttled(f"{n}.example:443", wait, told=False)
        with hosts.turn("courier", "kept.example:443", stop):
            pass
    assert len(hosts) < 35
    assert hosts.of("85.example:443").known.untold == 1
    assert pauses.seconds == []
    with hosts.turn("courier", "kept.example:443", stop):
        pass
    assert pauses.seconds == [2]


def test_a_wait_is_over_when_the_host_answered():
    memory = Notebook()
    memory.kept["a.example:443"] = Remembered(not_before=datetime(2026, 3, 14, tzinfo=UTC))
    hosts = Hosts(timedelta(seconds=2), "Test/1", memory, Pauses())
    hosts.answered("a.example:443")
    assert memory.kept["a.example:443"] == Remembered()
