"""The pages around the editions, and the feed."""

import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from xml.etree import ElementTree

from digests import render
from digests.corrections import Correction, retracted
from digests.edition import Run
from digests.render import atom, site
from digests.render.html import Frame
from digests.render.site import Listed
from digests.render.whom import whom
from tests.digests.render.making import MET, SAID, edition, item

ATOM = "{http://www.w3.org/2005/Atom}"
NOON = datetime(2026, 3, 14, 12, tzinfo=UTC)
HELD = item(1, status="held", participants=("Aldous Finch (UK)", "Petra Lund (Norway)"))
HOSTILE = edition(HELD, SAID, title="</script><b>North</b> & \u2028 South")


def listed(id: int = 7, what=HOSTILE, corrected: bool = False) -> Listed:
    return site.listed(what, id=id, page=f"editions/{id}.html", corrected=corrected)


def entry(what=HOSTILE, **more) -> atom.Entry:
    values = {
        "edition": what,
        "digest": "north",
        "slot": NOON,
        "page": "https://desk.example/editions/7.html",
        "published": NOON,
        "updated": NOON,
        **more,
    }
    return atom.Entry(**values)


def feed(*entries: atom.Entry, url: str | None = "https://desk.example/feed.xml") -> ElementTree.Element:
    text = atom.atom("North & South", "all", entries, home="https://desk.example/index.html", url=url)
    return ElementTree.fromstring(text.encode())


def test_the_index_names_each_edition_with_its_gist_and_its_page():
    page = site.index("Digests", [listed(corrected=True)], [("agenda.html", "Agenda")], [])
    assert 'href="editions/7.html"' in page
    assert "Saturday 14 March 2026" in page
    assert "1 met, 1 said · corrected" in page
    assert "<h2>March 2026</h2>" in page
    assert '<a href="agenda.html">Agenda</a>' in page


def test_foreign_words_cannot_become_mark_up_in_any_page_or_in_what_is_searched():
    pages = [
        site.index("Digests", [listed()], [], []),
        site.year("2026", [listed()], []),
        site.corrections_page("Log", [(listed(), correction())], []),
        render.html(HOSTILE, Frame(corrections=(correction(),), name="<b>Edition</b>")),
    ]
    for page in pages:
        assert "<b>" not in page
        assert page.count("<script") == page.count('<script src="search.js" defer>')
    data = site.search_data([listed()])
    assert "<" not in data
    assert "\u2028" not in data


def test_only_the_index_runs_a_script_and_only_its_own():
    assert "script-src 'self'" in site.index("Digests", [], [], [])
    assert "script-src" not in site.year("2026", [], [])
    assert "script-src" not in render.html(HOSTILE, Frame())


def test_every_line_can_be_searched_with_its_number_and_its_outlets():
    data = site.search_data([listed()])
    rows = json.loads(data.removeprefix("window.communique = ").removesuffix(";\n"))
    [[page, title, lines]] = rows
    assert page == "editions/7.html"
    assert title.startswith("Saturday 14 March 2026 · ")
    assert lines[0] == [1, "Oslo, Fri 13 Mar · Aldous Finch, Petra Lund · held · Halyard Wire"]


def test_a_site_without_editions_says_so():
    assert "No edition yet." in site.index("Digests", [], [], [])
    assert "No line was corrected." in site.corrections_page("Log", [], [])
    assert "Nothing is announced" in site.agenda_page("Agenda", [], [], NOON, date(2026, 3, 14))


def correction() -> Correction:
    return Correction(
        number=3,
        kind="retracted",
        reason="she <b>did not</b> say so",
        before="Petra Lund: “never <b>”",
        item=retracted(SAID, None, date(2026, 3, 15)),
        at=NOON,
    )


def test_the_page_of_an_edition_shows_its_corrections_with_the_old_words():
    page = render.html(edition(MET, correction().item), Frame(corrections=(correction(),)))
    assert "<del>Petra Lund: “never &lt;b&gt;”</del>" in page
    assert '<a href="#item-3">Item 3</a> retracted on Sat 14 Mar 13:00' in page
    assert "<strong>Retracted</strong> on Sun 15 Mar" in page


def test_the_page_leads_to_the_editions_before_and_after_it():
    frame = Frame(earlier=("6.html", "North · Friday"), later=("8.html", "North · Sunday"))
    page = render.html(HOSTILE, frame)
    assert '<a href="6.html" rel="prev">← North · Friday</a>' in page
    assert '<a href="8.html" rel="next">→ North · Sunday</a>' in page


def test_who_met_whom_is_a_row_a_meeting_that_took_place():
    others = [
        replace(
            HELD, number=2, participants=("Ngozi Okoro", "Petra Lund"), status="planned", section="expected"
        ),
        replace(HELD, number=3, participants=("Ngozi Okoro", "Petra Lund"), status="planned"),
        replace(HELD, number=4, participants=("Ngozi Okoro",)),
        replace(HELD, number=5, participants=("Ngozi Okoro", "Petra Lund")),
    ]
    table = whom([HELD, *others])
    assert re.findall(r'href="#item-(\d)"', table) == ["1", "5"]
    assert "Oslo, Fri 13 Mar" in table
    assert whom([HELD]) == ""


def test_a_meeting_without_result_counts_and_one_that_did_not_take_place_does_not():
    def failed(number: int, words: str):
        runs = (Run(text="Oslo", style="bold"), Run(text=f" · Finch, Lund · {words}"))
        return replace(HELD, number=number, status="failed", runs=runs)

    table = whom([HELD, failed(2, "held, no agreement"), failed(3, "did not take place")])
    assert re.findall(r'href="#item-(\d)"', table) == ["1", "2"]


def test_who_is_only_in_a_caption_is_marked_in_the_table_too():
    runs = (
        Run(text="Oslo", style="bold"),
        Run(text=" · Aldous Finch (UK), Petra Lund (Norway); only in a photo caption: Ngozi Okoro (Nigeria)"),
    )
    people = (*HELD.participants, "Ngozi Okoro (Nigeria)")
    table = whom([replace(HELD, runs=runs, participants=people), replace(HELD, number=2)])
    assert "Ngozi Okoro (Nigeria), only in a photo caption" in table
    assert "Petra Lund (Norway), only" not in table


def test_the_feed_has_what_rfc_4287_asks_for():
    root = feed(entry())
    assert root.tag == f"{ATOM}feed"
    for holder in (root, root.find(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            [found] = holder.findall(ATOM + name)
            assert found.text
    assert root.find(f"{ATOM}author/{ATOM}name").text
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", root.find(f"{ATOM}updated").text)
    links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
    assert links == {"self": "https://desk.example/feed.xml", "alternate": "https://desk.example/index.html"}


def test_an_entry_keeps_its_id_when_it_is_corrected_and_says_when_that_was():
    later = datetime(2026, 3, 15, tzinfo=UTC)
    before, after = feed(entry()), feed(entry(updated=later))
    ids = [root.find(f"{ATOM}entry/{ATOM}id").text for root in (before, after)]
    assert ids[0] == ids[1]
    assert after.find(f"{ATOM}updated").text == "2026-03-15T00:00:00Z"
    assert feed(entry(digest="south")).find(f"{ATOM}entry/{ATOM}id").text != ids[0]


def test_an_entry_holds_the_lines_as_mark_up_that_is_escaped_twice():
    content = feed(entry()).find(f"{ATOM}entry/{ATOM}content")
    assert content.get("type") == "html"
    assert "The border is &lt;open&gt; &amp; quiet," in content.text
    assert "<strong>Oslo, Fri 13 Mar</strong>" in content.text
    assert '<a href="https://wire.example/1?a=1&amp;b=2">Halyard Wire</a>' in content.text


def test_characters_no_xml_may_hold_are_left_out_of_the_feed():
    strange = edition(item(1, runs=(Run(text="Os\x00lo\x1b \ufffe"),)), title="No\x0brth")
    assert feed(entry(strange)).find(f"{ATOM}entry/{ATOM}title").text.startswith("No rth")


def test_a_quiet_edition_is_an_entry_too():
    assert "Quiet: nothing" in feed(entry(edition())).find(f"{ATOM}entry/{ATOM}content").text
