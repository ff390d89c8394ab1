"""The page of an edition in a real Chromium: on a phone, in the light and in the dark, and on paper.

Needs a browser that is already installed, and is skipped where there is none.
"""

import html
import json
import re
import shutil
import subprocess
import threading
from dataclasses import replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from digests import render
from digests.edition import Link, Run
from tests.digests.render.making import MET, SAID, edition, item, passage

BROWSER = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome"))), None
)
pytestmark = pytest.mark.skipif(BROWSER is None, reason="no Chromium on this machine")

#: Nothing but the page asked for: no first run, no updates, no reports.
QUIET = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync --disable-extensions --hide-scrollbars --disable-dev-shm-usage"
).split()
LIMIT = 60

LONG = replace(
    MET,
    number=2,
    runs=(
        Run(text="Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch, Fri 13 Mar", style="bold"),
        Run(text=" · talks"),
    ),
    links=(
        Link(
            url="https://wire.example/" + "a" * 300,
            source="Donaudampfschifffahrtsgesellschaftskapitänszeitung",
        ),
    ),
    passages=(passage("https://wire.example/" + "b" * 200), passage("التقى الوزيران في أوسلو يوم الجمعة.")),
)
MANY = [item(n, "said", score={"words": 1.0}, gist=f"gist {n}") for n in range(4, 16)]


class Handler(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    shutil.copy(Path(__file__).with_name("measure.html"), folder)
    (folder / "page.html").write_text(render.html(edition(MET, LONG, SAID, *MANY)), "utf-8")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def browse(tmp_path):
    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        assert BROWSER
        return subprocess.run(
            [BROWSER, *QUIET, f"--user-data-dir={tmp_path / 'profile'}", *arguments],
            capture_output=True, text=True, timeout=LIMIT, check=True,
        )  # fmt: skip

    return run


def measured(found: subprocess.CompletedProcess[str]) -> dict:
    match = re.search(r'<pre id="found">(.*?)</pre>', found.stdout, re.DOTALL)
    assert match, found.stderr
    assert match[1], "the page did not load"
    return json.loads(html.unescape(match[1]))


@pytest.mark.parametrize("width", [320, 375, 1200])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_fits_reads_well_and_can_be_reached_by_keyboard(site, browse, width, scheme):
    preferred = {"dark": 0, "light": 1}[scheme]
    done = browse(
        "--enable-logging=stderr",
        f"--blink-settings=preferredColorScheme={preferred}",
        f"--window-size={max(width, 500) + 50},900",
        "--virtual-time-budget=4000",
        "--dump-dom",
        f"{site}/measure.html?width={width}#item-3",
    )
    assert [line for line in done.stderr.splitlines() if "CONSOLE" in line] == []
    found = measured(done)
    assert found["width"] == width
    assert found["scroll"] <= width
    assert found["spilling"] == []
    assert found["faint"] == []
    assert found["dark"] is (scheme == "dark")
    assert (found["paper"] == "rgb(22, 24, 27)") is (scheme == "dark")
    assert found["opened"]
    assert found["reachable"]
    assert found["small"] == 0
    assert found["fetched"] == []


def test_the_page_can_be_printed(site, browse, tmp_path):
    browse(f"--print-to-pdf={tmp_path / 'page.pdf'}", "--no-pdf-header-footer", f"{site}/page.html")
    written = (tmp_path / "page.pdf").read_bytes()
    assert written.startswith(b"%PDF-")
    # Two sheets hold fifteen lines: what is folded up stays off the paper.
    assert 1 <= len(re.findall(rb"/Type\s*/Page\b", written)) <= 2
