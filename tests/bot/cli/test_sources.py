"""`communique sources`: blocks that can be pasted as they are, lists that other readers understand, and nothing written."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pytest_httpserver import HTTPServer

from bot.cli import main
from bot.opml import read_opml
from bot.settings import load
from bot.sources import block, new_id
from bot.store import open_store
from tests.scrapers.test_discover import LISTS, feed, page

SETTINGS = (
    'user_agent: "Test/1 (+http://127.0.0.1/)"\nhttp: {allow_private: [127.0.0.0/8], per_host_interval: 0s}\n'
)
OPML = """<?xml version="1.0" encoding="ISO-8859-1"?>
<opml version="2.0"><head><title>x</title></head><body>
  <outline text="Europe"><outline text="Nordic">
    <outline type="rss" text="Loopback Courier" xmlUrl="https://courier.example/feed" language="en-GB"/>
    <outline type="rss" title="R\xe9publique: no" XMLURL="https://republique.example/rss"/></outline></outline>
  <outline type="rss" text="Again" xmlUrl="http://www.courier.example/feed/"/>
  <outline type="rss" text="Followed" xmlUrl="https://gazette.example/feed"/>
  <outline type="rss" text="Bad" xmlUrl="javascript:alert(1)"/>
  <outline type="rss" text="&lt;b&gt; # no: \xab" xmlUrl="https://third.example/a,b#x"/>
  <outline type="link" text="Only a link" url="https://link.example/"/>
</body></opml>""".encode("latin-1")


def run(folder: Path, *arguments: object, **more) -> Result:
    places = ["--config", str(folder), "--database", str(folder / "communique.db")]
    return CliRunner().invoke(main, [*places, "sources", *map(str, arguments)], **more)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "settings.yaml").write_text(SETTINGS)
    (tmp_path / "sources.yaml").write_text(
        'sources: [{id: gazette, name: "The <Gazette>", url: "https://gazette.example/feed", class: wire},'
        ' {id: mfa, url: "https://mfa.example/", kind: listing, select: {item: li}}]\n'
    )
    return tmp_path


def pasted(folder: Path, text: str, name: str = "new"):
    """Return the sources that a printed block makes."""
    new = folder / name
    new.mkdir()
    (new / "sources.yaml").write_text(text if text.startswith("sources:") else f"sources:\n{text}", "utf-8")
    return load(new).sources


def test_a_discovered_block_can_be_pasted_and_the_rest_uncommented(folder: Path, httpserver: HTTPServer):
    httpserver.expect_request("/robots.txt").respond_with_data("")
    head = '<link rel="alternate" type="application/rss+xml" href="/feed">'
    httpserver.expect_request("/").respond_with_data(
        page(LISTS["cards with a picture first"][0], head), content_type="text/html"
    )
    httpserver.expect_request("/feed").respond_with_data(feed("/press/1"), content_type="application/rss+xml")
    found = run(folder, "discover", httpserver.url_for("/"))
    assert found.exit_code == 0, found.stderr
    (first,) = pasted(folder, found.stdout)
    assert (first.kind, first.url) == ("feed", httpserver.url_for("/feed"))
    assert (first.name, first.language) == ("Press | Ministry", "en-gb")
    lines = [line for line in found.stdout.splitlines() if line.startswith("  # ")]
    kept = [line[4:] for line in lines]
    start = next(i for i, line in enumerate(kept) if line.startswith(("- id", "  - id")))
    (second,) = pasted(folder, "\n".join(f"  {line}" for line in kept[start:]), "other")
    assert second.kind == "listing"
    assert second.select is not None
    assert (second.select.item, second.select.date) == ("div.card", "span.date")
    before = (folder / "sources.yaml").read_text()
    assert "gazette" in before, "the administrator's file stays as it was"


def test_discover_as_json_says_what_is_followed_already(folder: Path, httpserver: HTTPServer):
    httpserver.expect_request("/robots.txt").respond_with_data("")
    httpserver.expect_request("/feed").respond_with_data(feed("/press/1"), content_type="application/rss+xml")
    (folder / "sources.yaml").write_text(f'sources: [{{id: here, url: "{httpserver.url_for("/feed")}"}}]\n')
    (row,) = json.loads(run(folder, "discover", httpserver.url_for("/feed"), "--json").stdout)
    assert (row["kind"], row["entries"], row["configured"]) == ("feed", 1, "here")


def test_what_cannot_be_followed_is_an_error_with_the_reason(folder: Path, httpserver: HTTPServer):
    httpserver.expect_request("/robots.txt").respond_with_data("")
    httpserver.expect_request("/").respond_with_data(page("<p>Words.</p>"), content_type="text/html")
    found = run(folder, "discover", httpserver.url_for("/"))
    assert (found.exit_code, found.stdout) == (1, "")
    assert "nothing to follow" in found.stderr
    assert run(folder, "discover", "ftp://x.example/").exit_code == 2
    assert "private" in run(folder, "discover", "http://10.0.0.1:22/").stderr


def test_an_opml_list_becomes_sources_with_what_was_left_out_beside_it(folder: Path):
    (folder / "feeds.opml").write_bytes(OPML)
    found = run(folder, "import", folder / "feeds.opml")
    assert found.exit_code == 0
    sources = pasted(folder, found.stdout)
    assert [(s.id, s.name, s.url, s.language) for s in sources] == [
        ("loopback-courier", "Loopback Courier", "https://courier.example/feed", "en-gb"),
        ("republique-no", "République: no", "https://republique.example/rss", None),
        ("b-no", "<b> # no: «", "https://third.example/a,b", None),
    ]
    assert "# Europe / Nordic" in found.stdout
    assert found.stderr.splitlines() == [
        "left out, followed as loopback-courier: http://www.courier.example/feed/",
        "left out, followed as gazette: https://gazette.example/feed",
        "left out, no web address: javascript:alert(1)",
    ]


def test_an_opml_list_comes_from_standard_input_too(folder: Path):
    found = run(folder, "import", "-", "--json", input=OPML)
    assert [row["id"] for row in json.loads(found.stdout)] == ["loopback-courier", "republique-no", "b-no"]


@pytest.mark.parametrize(
    "body",
    [b"", b"not xml", b"<rss/>", b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><html>&e;</html>'],
)
def test_what_is_no_opml_is_refused(folder: Path, body: bytes):
    found = run(folder, "import", "-", input=body)
    assert (found.exit_code, found.stdout) == (1, "")
    assert "no OPML" in found.stderr


def test_an_entity_in_an_opml_list_reads_no_file(folder: Path, tmp_path: Path):
    secret = tmp_path / "secret"
    secret.write_text("https://secret.example/feed")
    body = f'<!DOCTYPE opml [<!ENTITY e SYSTEM "file://{secret}">]><opml><body><outline text="&e;" xmlUrl="https://a.example/f"/></body></opml>'
    assert "secret.example" not in run(folder, "import", "-", input=body).output


def test_the_exported_list_comes_back_as_it_was(folder: Path):
    found = run(folder, "export")
    assert found.exit_code == 0
    (outline,) = read_opml(found.stdout.encode())
    assert (outline.title, outline.url) == ("The <Gazette>", "https://gazette.example/feed")
    assert 'type="link" text="mfa" title="mfa" url="https://mfa.example/"' in found.stdout


def test_the_list_has_each_source_with_its_state(folder: Path):
    assert [row["state"] for row in json.loads(run(folder, "list", "--json").stdout)] == [None, None]
    assert not (folder / "communique.db").exists()
    open_store(folder / "communique.db").close()
    assert [row["state"] for row in json.loads(run(folder, "list", "--json").stdout)] == ["new", "new"]
    assert "gazette" in run(folder, "list").stdout


@pytest.mark.parametrize(
    ("name", "url", "taken", "expected"),
    [
        ("The Courier", "https://c.example/", [], "the-courier"),
        ("The Courier", "https://c.example/", ["the-courier"], "the-courier-2"),
        ("Правда", "https://www.pravda.example/rss", [], "pravda-example"),
        ("", "https://c.example:8080/", [], "c-example"),
        ("x" * 200, "https://c.example/", [], "x" * 60),
    ],
)
def test_an_id_is_made_of_the_name_or_the_host(name: str, url: str, taken: list[str], expected: str):
    assert new_id(name, url, taken) == expected


@pytest.mark.parametrize(
    "name", ["no", "true", "12", "a: b", "a # b", "- x", '"', "'", "{x}", "& y", "*", "é", "x\\"]
)
def test_any_name_is_written_so_that_yaml_reads_it_back(tmp_path: Path, name: str):
    (source,) = pasted(
        tmp_path, block({"id": "a", "name": name, "url": "https://a.example/"}, [f"{name}\nid: b"])
    )
    assert source.name == name
