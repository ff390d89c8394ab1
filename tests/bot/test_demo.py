"""The demo: what its edition must and must not say, told as facts; its press; and the command a newcomer runs."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from click.testing import CliRunner

from bot.cli import main
from bot.demo import fronts
from bot.demo.articles import outlets
from bot.demo.day import EVENING, NOON, Day, run_day
from bot.demo.server import Press
from digests import gate, render
from digests.edition import Item

#: Words that would betray sport, crime, markets, local news, a column on history, or the text under embargo.
NEVER = (
    "Marseille Bentes Peyrac Kadıköy Boone Okumu Wekesa Ferris Pike Carrow Deptford Hutchins Fairfax robbery burglary copper "
    "Nandakumar Mathare Akinyi ferry Strake sowing Ospanov Reagan Gorbachev Sadat Camp fireplaces basins September"
).split()
#: Named in a version of an article that its outlet corrected.
CORRECTED = "Sadykov"


@dataclass(frozen=True)
class Wanted:
    """A meeting the edition must tell, with the families that must vouch for it at least."""

    people: tuple[str, ...]
    place: str
    day: str
    status: str
    families: int = 1


#: Facts of the day that every edition of it must hold.
MEETINGS = {
    "Nairobi": Wanted(("Karim Shalaby", "Tewodros Alemu", "Salma Idris"), "Nairobi", "Thu 12 Mar", "held", 3),
    "Yerevan": Wanted(("Ani Petrosyan", "Levent Aksoy"), "Yerevan", "Thu 12 Mar", "held", 3),
    "Astana": Wanted(("Liu Wenhao", "Nurlan Abenov"), "Astana", "Thu 12 Mar", "held", 2),
    "call": Wanted(("Kenji Morita", "Margaret Holloway"), "phone call", "Thu 12 Mar", "held", 2),
    "Ohrid": Wanted(("Dragan Ilić", "Arta Krasniqi"), "Ohrid", "Fri 13 Mar", "cancelled", 2),
    "Seoul": Wanted(("Holloway", "Han Do-yun"), "Seoul", "", "planned", 2),
}


@pytest.fixture(scope="module")
def day(tmp_path_factory) -> Day:
    with Press(outlets(), NOON) as press:
        return run_day(tmp_path_factory.mktemp("demo"), press)


@pytest.fixture(scope="module")
def lines(day: Day) -> str:
    return render.text(day.edition)


def paragraphs() -> list[str]:
    return [
        text
        for outlet in outlets()
        for piece in outlet.pieces
        for version in piece.versions
        for text in (*version.paragraphs, *([piece.caption] if piece.caption else []))
    ]


def telling(day: Day, wanted: Wanted) -> list[Item]:
    return [
        item
        for item in day.edition.items
        if item.section in ("met", "expected") and all(name in item.text for name in wanted.people)
    ]


@pytest.mark.parametrize("name", MEETINGS)
def test_the_edition_tells_the_meetings_of_the_day(day: Day, name: str):
    wanted = MEETINGS[name]
    [item] = telling(day, wanted)
    assert wanted.place in item.text
    assert wanted.day in item.text
    if wanted.status:
        assert item.status == wanted.status
    assert len(item.families) >= wanted.families


def test_planned_and_cancelled_meetings_stand_under_expected_only(day: Day):
    for item in day.edition.items:
        if item.status in ("planned", "cancelled", "postponed"):
            assert item.section in ("expected", "disputed")


def test_sport_crime_markets_history_and_embargoed_texts_are_not_in_the_edition(lines: str):
    assert [word for word in NEVER if re.search(rf"\b{word}\b", lines)] == []


def test_the_embargoed_text_is_held_out_until_its_hour(day: Day):
    assert [
        left.url
        for left in day.edition.left_out
        if left.reason.startswith("under embargo until 2026-03-13T06:00")
    ] != []


def test_only_the_corrected_version_is_told(day: Day, lines: str):
    assert CORRECTED in " ".join(paragraphs())
    assert CORRECTED not in lines
    assert not any(CORRECTED in passage.text for item in day.edition.items for passage in item.passages)


def test_every_quotation_stands_in_the_press_word_for_word(day: Day, lines: str):
    press = paragraphs()
    quotes = [item.quote for item in day.edition.items if item.quote]
    quotes += re.findall("“([^”]+)”", lines)
    assert quotes
    assert [quote for quote in quotes if not any(gate.holds(text, quote) for text in press)] == []


def test_every_passage_stands_in_the_press_word_for_word(day: Day):
    press = paragraphs()
    for item in day.edition.items:
        assert item.passages
        for passage in item.passages:
            assert any(passage.text in text for text in press)


def test_every_line_links_articles_of_the_press(day: Day):
    names = {outlet.name for outlet in outlets()}
    for item in day.edition.items:
        assert item.links
        assert {link.source for link in item.links} <= names
        assert all(re.match(r"http://[a-z-]+\.localhost:\d+/", link.url) for link in item.links)


def test_a_paper_that_prints_agency_copy_vouches_for_nothing(day: Day):
    assert all("Harbour Gazette" not in item.families for item in day.edition.items)


def test_a_day_is_told_with_every_meeting(day: Day):
    for item in day.edition.items:
        if item.section in ("met", "expected"):
            assert re.search(r"\d [A-Z][a-z]{2}\b|day not given|[A-Z][a-z]+ 2026|\d–\d", item.text)


def test_all_sources_answer_and_other_languages_are_counted(day: Day):
    coverage = day.edition.coverage
    assert coverage.asked == coverage.answered == len(outlets()) >= 8
    assert coverage.failed == ()
    assert dict(coverage.unread) == {"ar": 1, "fr": 1}


def test_the_evening_round_brings_what_is_new_and_the_correction(day: Day):
    noon, evening = day.rounds
    assert noon.pages.keys() == {"stored"}
    assert evening.pages["updated"] == 1
    assert noon.pages["stored"] + evening.pages["stored"] == day.articles >= 40
    assert any(row.state == "unchanged" for row in evening.polled)


def test_the_day_is_the_same_whenever_it_is_run(day: Day, tmp_path: Path, lines: str):
    with Press(outlets(), NOON) as press:
        again = run_day(tmp_path, press)
    assert render.text(again.edition) == lines


def test_every_kind_of_source_and_every_layout_is_in_the_press():
    assert {outlet.serves for outlet in outlets()} == set(fronts.PATHS)
    assert {outlet.kind for outlet in outlets()} == {"feed", "listing", "sitemap"}
    assert {outlet.page for outlet in outlets()} == {
        "json-ld",
        "opengraph",
        "figure",
        "boxes",
        "main",
        "ministry",
    }
    assert {outlet.source["class"] for outlet in outlets()} == {"official", "wire", "press", "state-media"}


def test_the_whole_press_is_of_one_day_and_addresses_are_different():
    seen: set[str] = set()
    for outlet in outlets():
        for piece in outlet.pieces:
            assert piece.published.date() == date(2026, 3, 12)
            assert list(piece.versions) == sorted(piece.versions, key=lambda version: version.since)
            assert piece.versions[-1].since <= EVENING
            address = outlet.host + fronts.address(outlet, piece)
            assert address not in seen
            seen.add(address)


@pytest.fixture
def press():
    with Press(outlets(), NOON) as serving:
        yield serving


def ask(press: Press, host: str, path: str, **headers: str):
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    request = Request(f"http://127.0.0.1:{press.port}{path}", headers={"Host": f"{host}.localhost", **named})
    try:
        with urlopen(request, timeout=5) as answer:
            return answer.status, dict(answer.headers), answer.read().decode()
    except HTTPError as error:
        return error.code, dict(error.headers), error.read().decode()


def test_nothing_is_out_before_its_time(press: Press):
    path = "/2026/03/12/nairobi-talks-agree"
    assert ask(press, "meridian-wire", path)[0] == 404
    assert path not in ask(press, "meridian-wire", "/rss.xml")[2]
    press.now = EVENING
    assert ask(press, "meridian-wire", path)[0] == 200
    assert path in ask(press, "meridian-wire", "/rss.xml")[2]


def test_what_has_not_changed_is_a_304_by_tag_and_by_date(press: Press):
    status, headers, _ = ask(press, "meridian-wire", "/rss.xml")
    assert status == 200
    tag, changed = headers["ETag"], headers["Last-Modified"]
    assert ask(press, "meridian-wire", "/rss.xml", If_None_Match=tag)[0] == 304
    assert ask(press, "meridian-wire", "/rss.xml", If_Modified_Since=changed)[0] == 304
    press.now = EVENING
    assert ask(press, "meridian-wire", "/rss.xml", If_None_Match=tag)[0] == 200
    assert ask(press, "meridian-wire", "/rss.xml", If_Modified_Since=changed)[0] == 200
    assert (
        ask(press, "meridian-wire", "/rss.xml", If_None_Match='"other"', If_Modified_Since=changed)[0] == 200
    )


def test_an_unknown_host_or_page_is_a_404_and_robots_txt_is_there(press: Press):
    assert ask(press, "elsewhere", "/rss.xml")[0] == 404
    assert ask(press, "lantern", "/nothing")[0] == 404
    assert "Disallow: /search" in ask(press, "lantern", "/robots.txt")[2]


def test_a_correction_changes_the_page_and_the_feed(press: Press):
    path = "/2026/03/12/astana-liu-visit"
    assert CORRECTED in ask(press, "continental-press", path)[2]
    before = ask(press, "continental-press", "/feed/atom.xml")[2]
    press.now = NOON + timedelta(hours=1)
    assert CORRECTED not in ask(press, "continental-press", path)[2]
    assert ask(press, "continental-press", "/feed/atom.xml")[2] != before


def run(folder: Path, monkeypatch, *arguments: str):
    monkeypatch.chdir(folder)
    return CliRunner().invoke(main, ["demo", *arguments])


def test_the_command_prints_the_digest_and_writes_the_page_and_does_so_again(
    tmp_path: Path, monkeypatch, lines: str
):
    for _ in range(2):
        found = run(tmp_path, monkeypatch)
        assert found.exit_code == 0, found.output
        assert found.stderr == ""
        assert lines in found.stdout
        assert str(tmp_path / "digest.html") in found.stdout
        assert "\x1b" not in found.stdout
    assert [path.name for path in tmp_path.iterdir()] == ["digest.html"]
    assert "Liu Wenhao" in (tmp_path / "digest.html").read_text("utf-8")


def test_two_alerts_fire_and_later_articles_of_the_story_are_replies(day: Day):
    [yerevan, jakarta] = sorted(day.alerts, key=lambda alert: -alert[1])
    assert yerevan[0].startswith("#caucasus-desk\n")
    assert "Yerevan" in yerevan[0]
    assert yerevan[1] >= 2
    assert jakarta[0].startswith("#asia-desk\n")
    assert "kind:meeting place:Jakarta" in jakarta[0]


def test_the_command_leaves_the_files_of_others_alone(tmp_path: Path, monkeypatch):
    (tmp_path / "digest.html").write_text("mine", "utf-8")
    found = run(tmp_path, monkeypatch)
    assert found.exit_code == 0
    assert (tmp_path / "digest.html").read_text("utf-8") == "mine"
    assert str(tmp_path / "communique-demo.html") in found.stdout
    (tmp_path / "communique-demo.html").write_text("mine too", "utf-8")
    found = run(tmp_path, monkeypatch)
    assert found.exit_code == 1
    assert "No page was written" in found.stderr
