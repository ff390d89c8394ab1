"""Kill the real service at chosen moments: each next start is as polite to every host as if there had been no kill."""

import time
from collections import Counter
from itertools import pairwise
from pathlib import Path

from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from tests.bot.running import Bot, end, until
from tests.bot.test_kill_moments import Trap
from tests.press import Press

#: Seconds between two requests to one host: longer than a start takes, so that it is the pause that keeps them apart.
PAUSE = 1.5
SETTINGS = f"""\
user_agent: "Test/1 (+http://127.0.0.1/)"
http: {{per_host_interval: {PAUSE * 1000:.0f}ms, allow_private: [127.0.0.0/8]}}
workers: 0
"""
TAG = '"first"'
FEED = "<rss version='2.0'><channel><title>Gazette</title>{}</channel></rss>"
ITEM = "<item><title>Ferries {n}</title><link>{base}{n}</link></item>"
PAGE = "<html lang=en><title>Ferries</title><article><h1>Ferries</h1><p>Two ferries sailed, a spokesman said.</p></article>"


class Site(HTTPServer):
    """A host that notes when it is asked for what, and may kill whoever asks."""

    def __init__(self, name: str) -> None:
        super().__init__(host="127.0.0.1", port=0, threaded=True)
        self.name = name
        self.asked: list[tuple[float, str, str | None]] = []
        self.traps: dict[str, Trap] = {}
        for path, answer in (("/robots.txt", self.robots), ("/feed", self.feed)):
            self.expect_request(path).respond_with_handler(self.noting(answer))
        for n in range(3):
            self.expect_request(f"/{n}").respond_with_handler(
                self.noting(lambda _asked: Response(PAGE, content_type="text/html"))
            )

    def noting(self, answer):
        def handle(asked: Request) -> Response:
            self.asked.append((time.monotonic(), asked.path, asked.headers.get("If-None-Match")))
            if asked.path in self.traps:
                self.traps[asked.path].spring()
            return answer(asked)

        return handle

    def robots(self, _asked: Request) -> Response:
        return Response("User-agent: *\nDisallow: /no")

    def feed(self, asked: Request) -> Response:
        if self.name == "busy":
            return Response("", 429, {"Retry-After": "600"})
        if self.name == "broken":
            return Response("", 500)
        if asked.headers.get("If-None-Match") == TAG:
            return Response("", 304, {"ETag": TAG})
        items = "".join(ITEM.format(n=n, base=self.url_for("/")) for n in range(3))
        return Response(FEED.format(items), 200, {"ETag": TAG}, content_type="application/rss+xml")

    def times(self, path: str) -> int:
        """Return how often a path was asked for."""
        return [row[1] for row in self.asked].count(path)

    def row(self, **more: str) -> str:
        """Return its line of sources.yaml."""
        given = {"id": self.name, "url": f'"{self.url_for("/feed")}"', **more}
        return "{" + ", ".join(f"{key}: {value}" for key, value in given.items()) + "}"


def killed(bot: Bot, site: Site, path: str) -> None:
    """Start the service; kill it when it asks for something."""
    trap = site.traps[path] = Trap()
    trap.process = bot.start()
    assert until(lambda: trap.sprung), (path, site.asked, bot.logged()[-2000:])
    del site.traps[path]


def test_a_service_killed_again_and_again_asks_no_host_more_often_than_one_that_runs_on(tmp_path: Path):
    names = ("gazette", "busy", "broken", "deadly")
    with Press() as press, Bot(tmp_path, press, None, token=None) as bot:
        sites = {name: Site(name) for name in names}
        gazette, deadly = sites["gazette"], sites["deadly"]
        for site in sites.values():
            site.start()
        try:
            bot.write("settings.yaml", SETTINGS)
            bot.write("digests.yaml", "digests: []\n")
            poison = deadly.row(every="15m", robots="feed-exempt")
            bot.write("sources.yaml", f"sources: [{poison}]\n")
            for _ in range(2):
                killed(bot, deadly, "/feed")
            others = [sites[name].row(every="15m", robots="feed-exempt") for name in ("busy", "broken")]
            rows = ", ".join((poison, gazette.row(every="1s"), *others))
            bot.write("sources.yaml", f"sources: [{rows}]\n")
            for path in ("/feed", "/1"):
                killed(bot, gazette, path)
            process = bot.start()
            assert until(lambda: gazette.times("/2") and gazette.asked[-1][1] == "/feed"), bot.logged()[
                -2000:
            ]
            assert end(process) == 0
        finally:
            for site in sites.values():
                site.stop()
    for site in sites.values():
        gaps = [later[0] - earlier[0] for earlier, later in pairwise(site.asked)]
        assert all(gap >= PAUSE - 0.05 for gap in gaps), (site.name, gaps, site.asked)
    assert gazette.times("/robots.txt") == 1, "its answer is good for a day"
    pages = Counter(row[1] for row in gazette.asked if row[1].strip("/").isdigit())
    assert pages == {"/0": 1, "/1": 2, "/2": 1}, "only what was under way is asked for again"
    tags = [row[2] for row in gazette.asked if row[1] == "/feed"]
    assert tags[:2] == [None, None], "the first was killed before it had an answer"
    assert set(tags[2:]) == {TAG}
    assert sites["busy"].times("/feed") == 1, "it asked us to wait"
    assert sites["broken"].times("/feed") == 1, "it rests for half an hour"
    assert deadly.times("/feed") == 2, "what kills the service is asked again once, and then rests"
