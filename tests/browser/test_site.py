"""The pages around the editions in a real Chromium: on a phone, in the light and in the dark; and the search."""

import re
import shutil
import threading
from dataclasses import replace
from datetime import timedelta
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest

from bot import corrections
from bot.settings import Configuration
from bot.site import build
from tests.bot.test_agenda import NOON, add
from tests.bot.test_corrections import Desk
from tests.browser.test_page import BROWSER, LONG, Handler, browse, measured  # noqa: F401 - browse is a fixture
from tests.digests.render.making import MET, SAID, edition, item

pytestmark = pytest.mark.skipif(BROWSER is None, reason="no Chromium on this machine")

PEOPLE = ("Aldous Finch (British Foreign Secretary)", "Petra Lund (Norwegian Foreign Minister)")
HELD = item(1, status="held", participants=PEOPLE)
ALSO = item(
    4, status="held", participants=(*PEOPLE, "Donaudampfschifffahrtsgesellschaftskapitän Otto (Austria)")
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("site")
    desk = Desk(None)
    for n in range(2):
        desk.now = NOON + timedelta(days=n)
        desk.post(edition(HELD, LONG, SAID, ALSO, replace(MET, number=5)))
    corrections.retract(desk.store, desk.row("1"), 3, "she did not say so", desk.now)
    add(desk.store, 1)
    build(desk.store, Configuration(), made, desk.now)
    desk.store.close()
    shutil.copy(Path(__file__).with_name("measure.html"), made)
    return made


@pytest.fixture(scope="module")
def site(folder):
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("page", "width", "scheme"),
    [
        ("index.html", 320, "dark"),
        ("index.html", 1200, "light"),
        ("agenda.html", 320, "light"),
        ("corrections.html", 320, "dark"),
        ("editions/1.html", 320, "light"),
        ("editions/1.html", 1200, "dark"),
    ],
)
def test_a_page_fits_reads_well_and_can_be_reached_by_keyboard(site, browse, page, width, scheme):  # noqa: F811
    done = browse(
        "--enable-logging=stderr",
        f"--blink-settings=preferredColorScheme={0 if scheme == 'dark' else 1}",
        f"--window-size={max(width, 500) + 50},900",
        "--virtual-time-budget=4000",
        "--dump-dom",
        f"{site}/measure.html?width={width}&page={page}",
    )
    assert [line for line in done.stderr.splitlines() if "CONSOLE" in line] == []
    found = measured(done)
    assert found["width"] == width
    assert found["scroll"] <= width
    assert found["spilling"] == []
    assert found["faint"] == []
    assert found["dark"] is (scheme == "dark")
    assert found["reachable"]
    assert all(name.startswith(site) for name in found["fetched"])


@pytest.mark.parametrize("served", [True, False])
def test_the_search_finds_lines_with_or_without_a_server(site, folder, browse, served):  # noqa: F811
    base = site if served else folder.as_uri()
    done = browse("--virtual-time-budget=4000", "--dump-dom", f"{base}/index.html?q=BORDER%20quiet")
    assert re.search(r'<p id="count" role="status">1 line found</p>', done.stdout), done.stdout[:3000]
    assert '<a href="editions/2.html#item-3">' in done.stdout
    assert "<mark>border</mark>" in done.stdout
