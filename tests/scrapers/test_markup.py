"""Text out of markup."""

import time

import pytest

from scrapers.language import language_tag
from scrapers.markup import (
    clean,
    decode,
    elements,
    html_tree,
    one_line,
    paragraphs,
    paragraphs_of,
    plain_paragraphs,
    soup,
    title_of,
    xml,
)
from scrapers.wellformed import prepare


def test_characters_that_hide_or_reorder_text_go_and_honest_ones_stay():
    assert clean("a\u200bb\u202ec\u00add\ufeff\x07e\U000e0041") == "abcde"
    assert clean("e\u0301 \u0644\u200d\u200c 👩\u200d🚀") == "é \u0644\u200d\u200c 👩\u200d🚀"
    assert clean("a\r\nb\rc\u2028d\x85e\tf") == "a\nb\nc\nd\ne\tf"


def test_a_line_is_cut_with_an_ellipsis():
    assert one_line("a  b\nc", 3) == "a…"
    assert one_line("abc", 3) == "abc"


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("Lund &amp; Finch", "Lund & Finch"),
        ("<b>Lund</b> in<br/> Oslo", "Lund in Oslo"),
        ("3 < 5 and 7 > 2", "3 < 5 and 7 > 2"),
        ("x" * 400, "x" * 299 + "…"),
    ],
)
def test_a_title_is_one_line_of_plain_text(written, title):
    assert title_of(written) == title


@pytest.mark.parametrize(
    ("body", "content_type", "text"),
    [
        (b"\xef\xbb\xbf\xc3\xa9", "text/html; charset=latin-1", "é"),
        ("é".encode("utf-16"), "", "é"),
        (b"\x93\xe9\x94", "text/html; charset=ISO-8859-1", "“é”"),
        (b"\xe9", "", "é"),
        (b'<meta charset="koi8-r">\xcc', "", '<meta charset="koi8-r">л'),
        (b'<?xml version="1.0" encoding="koi8-r"?>\xcc', "", '<?xml version="1.0" encoding="koi8-r"?>л'),
        (b"\xc3\xa9", "text/html; charset=no-such-thing", "é"),
        (b"\xe9", "text/html; charset=no-such-thing", "\ufffd"),
        (b"\xc3\xa9", "text/html; charset=unicode_escape", "é"),
        (b"\xc3\xa9", "text/html; charset=hex", "é"),
        (b"a\xe9", "text/html; charset=utf-8", "a\ufffd"),
        (b"\x93\xe9\x94", "text/html; charset=us-ascii", "“é”"),
    ],
)
def test_bytes_are_decoded_whatever_their_labels(body, content_type, text):
    assert decode(body, content_type) == text


def test_a_fragment_becomes_paragraphs_and_loses_no_text():
    markup = """Before<p>One <b>and</b>
      a half.</p>between<div>Two<p>Three<br>still three<br><br>Four</p>after</div><ul><li>Five</li><li>Six</li></ul>
      <script>no()</script><!-- no -->tail<style>x</style>."""
    assert paragraphs_of(markup).split("\n\n") == [
        "Before",
        "One and a half.",
        "between",
        "Two",
        "Three still three",
        "Four",
        "after",
        "Five",
        "Six",
        "tail.",
    ]


def test_plain_text_keeps_its_paragraphs_and_its_signs():
    assert paragraphs_of("One &amp; a\nhalf.\n\n\n Two 3 < 5.") == "One & a half.\n\nTwo 3 < 5."
    assert plain_paragraphs("a &amp; b\r\n\r\n<c>") == "a &amp; b\n\n<c>"
    assert paragraphs_of("<p></p>") == ""
    assert paragraphs(html_tree("")) == []


def test_markup_nested_without_end_is_read_as_far_as_it_is_sane():
    assert paragraphs_of("<p>seen</p>" + "<div>" * 20_000 + "deep").startswith("seen")


def test_xml_that_is_none_has_no_root():
    assert xml("") is None
    assert xml("<a><b>c</a>").tag == "a"


@pytest.mark.parametrize(
    ("written", "tag"),
    [
        (("en_GB",), "en-gb"),
        (("", None, 3, "pt-BR, en"), "pt-br"),
        (("English",), None),
        ((), None),
        (("x", "sr-Latn-RS"), "sr-latn-rs"),
        (("eng",), "en"),
        (("und", "fre-CA"), "fr-ca"),
    ],
)
def test_the_first_language_tag_counts(written, tag):
    assert language_tag(*written) == tag


def test_a_document_is_cut_to_its_root():
    prepared = prepare(
        "<?xml version='1.0'?><!-- c --><!DOCTYPE rss [<!ENTITY a 'b'>]><rss><item>1</item></rss> x",
        ["rss"],
        ["item"],
        9,
    )
    assert prepared is not None
    assert (prepared.text, prepared.items, prepared.notes) == ("<rss><item>1</item></rss>", 1, ())
    spaced = prepare("<RSS><item>1</item></rss >", ["rss"], ["item"], 9)
    assert spaced is not None
    assert spaced.complete
    assert prepare("<html><rss></rss></html>", ["rss"], ["item"], 9) is None
    assert prepare("<rssx></rssx>", ["rss"], ["item"], 9) is None


@pytest.mark.parametrize(
    "piece", ["<div>", "<item><link>x<description>", "<b><i>", "<p><span>", "<a href=/x>"]
)
def test_elements_inside_each_other_without_end_cost_no_square(piece):
    """bs4 walks up to the root for each text; half a megabyte took minutes."""
    began = time.process_time()
    soup((f"{piece}words" * 500_000)[:500_000])
    assert time.process_time() - began < 8


def test_many_elements_that_close_by_themselves_are_all_read():
    rows = "".join(f"<li><p>Row {n}<br>more<td>" for n in range(2_000))
    assert len(soup(f"<ul>{rows}</ul>").find_all("li")) == 2_000


@pytest.mark.parametrize(
    "declared",
    [
        'leak SYSTEM "file://{secret}"',
        'leak "told"',
        '% outer SYSTEM "file://{secret}"> %outer; <!ENTITY leak "told"',
    ],
)
def test_no_entity_of_a_document_is_expanded_and_no_file_read(tmp_path, declared):
    """Sitemaps come without their DTD; whatever comes with one is read as safely."""
    secret = tmp_path / "secret"
    secret.write_text('<!ENTITY leak "told">told', "utf-8")
    text = f"<!DOCTYPE a [<!ENTITY {declared.format(secret=secret)}>]><a><url>&leak;.</url></a>"
    assert "told" not in "".join(xml(text).itertext())
    assert [node.text for node in elements(text, "url") if "told" in "".join(node.itertext())] == []


def test_a_dtd_beside_the_document_is_not_loaded(tmp_path):
    beside = tmp_path / "beside.dtd"
    beside.write_text('<!ENTITY leak "told"><!ATTLIST a told CDATA "told">', "utf-8")
    root = xml(f'<!DOCTYPE a SYSTEM "file://{beside}"><a>&leak;</a>')
    assert root is None or ("told" not in "".join(root.itertext()) and not root.attrib)


def test_what_entities_would_blow_up_stays_small():
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 9))
    text = f'<!DOCTYPE a [<!ENTITY e0 "haha">{levels}]><a>&e8;</a>'
    began = time.process_time()
    root = xml(text)
    assert root is None or len("".join(root.itertext())) < 1_000
    assert time.process_time() - began < 2
