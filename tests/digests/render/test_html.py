"""The page of an edition: self-contained, escaped, with the numbers and the words of the text form."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from digests import render
from digests.edition import Link, Run
from tests.digests.render.making import EARLIER, MET, MINISTRY, SAID, WIRE, edition, item, numbered, passage

VOID = {"meta", "link", "br", "img", "hr", "input"}


class Page(HTMLParser):
    """The page as a browser would take it apart; complains of elements that do not close as they opened."""

    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=True)
        self.opened: list[str] = []
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.words: list[tuple[tuple[str, ...], str]] = []
        self.feed(markup)
        self.close()
        assert self.opened == []

    def handle_starttag(self, tag, attrs):
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"an attribute stands twice in <{tag}>"
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.opened.append(tag)

    def handle_endtag(self, tag):
        assert self.opened.pop() == tag

    def handle_data(self, data):
        self.words.append((tuple(self.opened), data))

    def all(self, tag, **attributes):
        wanted = {name.rstrip("_"): value for name, value in attributes.items()}
        return [a for t, a in self.elements if t == tag and all(a.get(n) == v for n, v in wanted.items())]

    def text(self, within="body"):
        return "".join(data for path, data in self.words if within in path and "style" not in path)


def page(*items, **more) -> Page:
    return Page(render.html(edition(*items, **more)))


def test_the_page_fetches_nothing_and_runs_nothing():
    markup = render.html(edition(MET, SAID))
    found = Page(markup)
    assert not {t for t, _ in found.elements} & {"script", "img", "iframe", "object", "embed", "base", "form"}
    assert [a["href"] for a in found.all("link")] == ["data:,"]
    assert not any(name.startswith("on") or name in ("src", "style") for _, a in found.elements for name in a)
    assert not re.search(r"url\(|@import|@font-face", markup)
    [policy] = [a["content"] for a in found.all("meta") if a.get("http-equiv") == "Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")


def test_foreign_text_is_escaped_wherever_it_stands():
    found = page(MET, SAID)
    assert not {t for t, _ in found.elements} & {"desk", "open", "i", "b"}
    text = found.text()
    for words in (
        "North & South <desk>",
        "“The border is <open> & quiet,”",
        "<i>Gazette</i>",
        "<b>no</b> border",
    ):
        assert words in text


def test_numbers_are_those_of_the_text_and_each_is_an_anchor():
    composed = edition(MET, SAID)
    found = Page(render.html(composed))
    printed = re.findall(r"^(\d+) ", render.text(composed), re.MULTILINE)
    rows = found.all("li", class_="item")
    assert [row["value"] for row in rows] == printed == ["1", "3"]
    assert [row["id"] for row in rows] == ["item-1", "item-3"]
    assert [a["href"] for a in found.all("a", class_="number")] == ["#item-1", "#item-3"]


def test_every_word_of_the_text_form_stands_on_the_page():
    for composed in (edition(MET, SAID), numbered(12)):
        on_page = " ".join(Page(render.html(composed)).text().split())
        for word in set(re.findall(r"[\w<>&“”]+", render.text(composed))):
            assert word in on_page


def test_all_ids_are_different_and_every_inner_link_leads_somewhere():
    found = Page(render.html(numbered(12)))
    ids = [a["id"] for _, a in found.elements if "id" in a]
    assert len(ids) == len(set(ids))
    inner = {a["href"][1:] for a in found.all("a") if a["href"].startswith("#")}
    assert inner <= set(ids)
    assert {"met", "expected", "item-12"} <= inner


def test_a_line_links_its_articles_and_what_announced_it():
    addresses = [a["href"] for a in page(MET).all("a")]
    for link in (WIRE, MINISTRY, EARLIER):
        assert link.url in addresses
    text = page(MET).text()
    assert "Norwegian Foreign Ministry (official); announced before: Gazette" in text


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "/1", " https://wire.example/1"])
def test_an_address_that_is_none_of_the_web_is_no_link(url):
    found = page(replace(MET, links=(Link(url=url, source="Wire"),), passages=(replace(passage(), url=url),)))
    assert [a["href"] for a in found.all("a") if not a["href"].startswith("#")] == [EARLIER.url]


def test_passages_unfold_without_a_script():
    found = page(SAID)
    assert len(found.all("details")) == len(found.all("summary")) == 1
    assert "open" not in found.all("details")[0]
    assert found.text("summary") == "2 passages"
    assert "She spoke in Oslo." in found.text("blockquote")
    assert [a["cite"] for a in found.all("blockquote")] == [WIRE.url, MINISTRY.url]


def test_a_line_without_evidence_unfolds_nothing():
    assert page(item(1, passages=())).all("details") == []


def test_corroboration_is_told_to_those_who_do_not_see_the_mark():
    [mark] = page(MET, SAID).all("span", class_="several")
    assert mark["role"] == "img"
    assert mark["aria-label"] == "told independently by Halyard, Norway"


def test_a_quotation_that_stands_in_no_passage_is_not_printed():
    false = replace(SAID, runs=(Run(text="Petra Lund: "), Run(text="The border is closed", style="quote")))
    found = page(MET, false)
    assert "closed" not in found.text()
    assert len(found.all("li", class_="item")) == 1


def test_sections_are_those_of_the_text_form_and_expected_is_never_left_out():
    found = page(MET)
    assert [a["aria-labelledby"] for a in found.all("section")] == ["met-heading", "expected-heading"]
    assert "Expected to Sat 21 Mar: nothing dated in what we read" in found.text("h2")
    assert found.all("nav") == []


def test_a_long_edition_begins_with_its_gist_pointing_to_its_lines():
    found = Page(render.html(numbered(12)))
    assert len(found.all("div", class_="brief")) == 1
    assert len(found.all("nav", class_="sections")) == 1
    assert Page(render.html(numbered(4))).all("div", class_="brief") == []


def test_a_quiet_day_is_one_sentence_with_the_coverage():
    found = page()
    assert len(found.all("p", class_="quiet")) == 1
    assert found.all("section") == []
    assert "2 of 3 sources answered" in found.text("footer")


def test_the_page_names_its_language_its_day_and_one_heading():
    found = page(MET)
    assert found.all("html")[0]["lang"] == "en"
    assert found.all("time")[0]["datetime"] == "2026-03-14"
    assert found.text("h1") == "North & South <desk>"
    assert found.text("title") == "North & South <desk> · Saturday 14 March 2026"
    for landmark in ("header", "main", "footer"):
        assert len(found.all(landmark)) == 1


def test_names_and_passages_in_other_scripts_keep_their_own_direction():
    arabic = replace(MET, passages=(passage("التقى الوزيران في أوسلو."),))
    found = page(arabic)
    assert all(a.get("dir") == "auto" for a in found.all("blockquote"))
    assert found.all("bdi")


def test_the_same_edition_is_the_same_page():
    assert render.html(edition(MET, SAID)) == render.html(edition(MET, SAID))
