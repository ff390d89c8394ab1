"""Seeds of our own that the fuzzer starts from, and the words of their kind."""

from pathlib import Path

ROOT = Path(__file__).parents[1]

MARKUP = "<item> </item> <entry> <title> <link> <guid> <pubDate> <![CDATA[ ]]> <!-- --> &#0; &#xD800; &amp;lt; <p> <div> <a"
NEWS = "met said told Minister President Lund Oslo Monday talks “ ” ( ) , . on in of the who that according to will not"


def seeds_of(folder: str, *more: bytes) -> list[bytes]:
    """Return the files of a folder of the tests as seeds, and some more."""
    paths = sorted((ROOT / "tests" / folder).iterdir())
    return [path.read_bytes() for path in paths if path.is_file() and ".expect." not in path.name] + list(
        more
    )


def starter() -> list[bytes]:
    """Return the configuration we ship."""
    folder = ROOT / "bot" / "settings" / "starter"
    return [b"\n#---\n".join((folder / f"{n}.yaml").read_bytes() for n in ("settings", "sources", "digests"))]


def feeds() -> list[bytes]:
    """Return feeds."""
    return seeds_of(
        "cases/feeds",
        b'{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"1","url":"https://a.example/1","title":"T"}]}',
    )


def pages() -> list[bytes]:
    """Return pages."""
    data = b'<script type="application/ld+json">{"@type":"NewsArticle","headline":"T","datePublished":"2026-03-02"}</script>'
    return [
        b"<html lang=en><head><title>T</title><link rel=canonical href=/x>"
        + data
        + b"</head><body><article><h1>T</h1>"
        b"<figure><figcaption>A caption of a picture</figcaption></figure><p>Petra Lund met Aldous Finch in Oslo.</p>"
        b"<p>&ldquo;We agreed,&rdquo; she said.</p></article></body></html>"
    ]


def texts() -> list[bytes]:
    """Return articles."""
    return [
        "Lund meets Finch\nOSLO - Foreign Minister Petra Lund of Norway met her British counterpart Aldous Finch in Oslo "
        "on Monday.\n\n“We have agreed to keep talking,” she told reporters.".encode(),
        b"T\nThe minister said that talks will resume on 16 March, according to a spokesman.",
    ]
