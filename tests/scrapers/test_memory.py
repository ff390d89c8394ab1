"""What a new process knows of hosts that an earlier one asked."""

import threading
from datetime import timedelta

import pytest
from werkzeug import Response as Reply

from scrapers.errors import NetworkError, RobotsError, ThrottledError
from scrapers.fetch import Request
from scrapers.robots import CACHE, RETRY_ERROR, RETRY_SILENCE
from tests.scrapers.making import NOON, Notebook


class Lives:
    """One press asked by one process after the other, with a clock that is moved by hand."""

    def __init__(self, press, make_fetcher):
        self.press, self.make = press, make_fetcher
        self.now, self.memory, self.pauses = NOON, Notebook(), []
        self.rules = Reply("User-agent: *\nDisallow: /no")
        press.expect_request("/robots.txt").respond_with_handler(lambda _asked: self.rules)
        press.expect_request("/a").respond_with_data("a")
        self.interval = timedelta(0)
        self.start()

    def start(self, **given):
        """Begin a new process."""
        self.fetcher = self.make(
            memory=self.memory,
            clock=lambda: self.now,
            per_host_interval=self.interval,
            pause=self._pause,
            **given,
        )
        self.memory.resumed = True

    def _pause(self, seconds: float, _stop: threading.Event) -> None:
        self.pauses.append(seconds)

    def get(self, path="/a"):
        return self.fetcher.get(Request(url=self.press.url_for(path)))

    def asked(self, path="/robots.txt"):
        return [request.path for request, _ in self.press.log].count(path)


@pytest.fixture
def lives(press, make_fetcher):
    return Lives(press, make_fetcher)


def test_robots_txt_is_obeyed_by_the_next_process_and_asked_again_after_a_day(lives):
    lives.get()
    for _ in range(3):
        lives.now += timedelta(hours=7)
        lives.start()
        lives.get()
        with pytest.raises(RobotsError):
            lives.get("/no")
    assert lives.asked() == 1
    lives.now = NOON + CACHE
    lives.start()
    lives.get()
    assert lives.asked() == 2


def test_a_host_without_robots_txt_is_not_asked_for_it_by_the_next_process(lives):
    lives.rules = Reply(status=404)
    for _ in range(3):
        lives.get()
        lives.start()
    assert lives.asked() == 1


def test_a_robots_txt_that_could_not_be_had_refuses_the_next_process_as_long_as_the_first(lives):
    lives.rules = Reply(status=500)
    for _ in range(3):
        with pytest.raises(RobotsError, match="HTTP 500"):
            lives.get()
        lives.start()
    assert lives.asked() == 1
    lives.now += RETRY_ERROR
    lives.rules = Reply(status=404)
    assert lives.get().body == b"a"


def test_a_host_that_was_silent_is_left_alone_by_the_next_process_too(lives):
    looked_up = []

    def resolver(host, _port):
        looked_up.append(host)
        raise OSError("no such name")

    for wait, times in ((timedelta(0), 1), (timedelta(0), 1), (RETRY_SILENCE, 2)):
        lives.now += wait
        lives.start(resolver=resolver)
        with pytest.raises(NetworkError):
            lives.fetcher.get(Request(url="http://down.example:8080/a"))
        assert len(looked_up) == times


def test_an_old_copy_serves_the_next_process_while_the_file_fails(lives):
    lives.get()
    lives.rules = Reply(status=500)
    lives.now += timedelta(hours=25)
    for _ in range(3):
        lives.start()
        assert lives.get().body == b"a"
        with pytest.raises(RobotsError, match="does not allow"):
            lives.get("/no")
    assert lives.asked() == 2


def test_a_copy_from_before_the_clock_was_set_back_is_had_anew(lives):
    lives.now += timedelta(days=4_000)
    lives.get()
    lives.now = NOON
    for _ in range(2):
        lives.start()
        lives.get()
    assert lives.asked() == 2


def test_another_name_of_ours_has_the_rules_for_that_name(lives):
    lives.rules = Reply("User-agent: *\nDisallow:\n\nUser-agent: reader\nDisallow: /")
    lives.get()
    lives.start(user_agent="Reader/1 (+https://desk.example)")
    with pytest.raises(RobotsError):
        lives.get()
    assert lives.asked() == 1


def test_a_wait_learnt_by_an_earlier_process_holds_until_it_is_over(lives):
    lives.press.expect_request("/busy").respond_with_data(status=429, headers={"Retry-After": "180"})
    with pytest.raises(ThrottledError):
        lives.get("/busy")
    lives.now += timedelta(minutes=2)
    lives.start()
    with pytest.raises(ThrottledError) as caught:
        lives.get()
    assert caught.value.wait == timedelta(minutes=1)
    assert lives.asked("/a") == 0
    lives.now += timedelta(minutes=1)
    lives.start()
    assert lives.get().body == b"a"
    (known,) = lives.memory.kept.values()
    assert known.not_before is None, "it has answered since"


def test_a_wait_that_nobody_names_goes_on_doubling_in_the_next_process(lives):
    lives.press.expect_request("/busy").respond_with_data(status=429)
    minutes = []
    for path in ("/busy", "/busy", "/busy", "/a", "/busy"):
        lives.now += timedelta(hours=2)
        lives.start()
        try:
            lives.get(path)
        except ThrottledError as error:
            minutes.append(error.wait.total_seconds() / 60)
    assert minutes == [10, 20, 40, 10]


def test_the_first_request_of_the_next_process_waits_out_the_pause_of_the_last(lives):
    lives.interval = timedelta(seconds=9)
    lives.start()
    lives.get()
    lives.pauses.clear()
    lives.start()
    lives.get()
    (first,) = lives.pauses
    assert 8 < first <= 9


def test_it_waits_out_the_crawl_delay_that_the_last_one_was_told(lives):
    lives.rules = Reply("User-agent: *\nCrawl-delay: 30")
    lives.get()
    lives.pauses.clear()
    lives.start()
    lives.get()
    (first,) = lives.pauses
    assert 29 < first <= 30


def test_where_nobody_asked_before_nobody_waits(press, make_fetcher):
    press.expect_request("/a").respond_with_data("a")
    pauses = []
    interval = timedelta(seconds=9)
    fetcher = make_fetcher(
        per_host_interval=interval, memory=Notebook(), pause=lambda seconds, _stop: pauses.append(seconds)
    )
    assert fetcher.get(Request(url=press.url_for("/a"), robots=False)).body == b"a"
    assert pauses == []
