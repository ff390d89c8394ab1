"""`communique extract` as a program: lines in, lines out, over real pipes."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
TEXT = 'Petra Lund, the Norwegian foreign minister, said on Monday: "We will keep the border open to all who need it."'


def extract(lines: bytes, *arguments: str) -> tuple[int, list[dict], str]:
    done = subprocess.run(
        [sys.executable, "-m", "bot", "extract", *arguments],
        input=lines,
        capture_output=True,
        cwd=ROOT,
        timeout=120,
        check=False,
    )
    return (
        done.returncode,
        [json.loads(line) for line in done.stdout.decode().splitlines()],
        done.stderr.decode(),
    )


def line(**row: object) -> bytes:
    return json.dumps(row).encode() + b"\n"


def test_every_line_is_answered_in_order_with_statements_and_meetings():
    code, rows, _ = extract(
        b"".join(line(id=f"t{n}", text=TEXT, published="2026-03-03") for n in range(12)), "--jobs", "2"
    )
    assert code == 0
    assert [row["id"] for row in rows] == [f"t{n}" for n in range(12)]
    assert {tuple(row) for row in rows} == {("id", "statements", "meetings")}
    said = rows[0]["statements"][0]
    assert TEXT[said["start"] : said["end"]].strip('"') == "We will keep the border open to all who need it."
    assert said["quote"] is True
    assert all(row["statements"] == rows[0]["statements"] for row in rows)


def test_a_bad_line_is_told_with_its_number_and_the_rest_is_done():
    bad = {
        b"{": "not JSON",
        b"[1]": "not a JSON object",
        b'{"text": "x"}': "the key `id` is missing",
        b'{"id": "a"}': "the key `text` is missing",
        b'{"id": "a", "text": 5}': "`text` must be a text",
        b'{"id": "a", "text": "x", "title": 5}': "`title` must be a text",
        b'{"id": [], "text": "x"}': "`id` must be a text or a whole number",
        b'{"id": true, "text": "x"}': "`id` must be a text or a whole number",
        b'{"id": "a", "text": "x", "published": "11 Dec"}': "`published` must be an ISO 8601 date",
        b'{"id": "a", "text": "x", "published": 5}': "`published` must be an ISO 8601 date",
        b'{"id": "a", "text": "\\ud800"}': "half of a surrogate pair",
        b'{"id": "\\ud800", "text": "x"}': "half of a surrogate pair",
        b"\xff": "not UTF-8",
        b"[" * 20_000: "not JSON",
        b'{"id": "a", "text": "' + b"x" * 2_000_001 + b'"}': "at most 2,000,000 are read",
    }
    code, rows, errors = extract(
        b"\n".join([line(id=0, text=TEXT).strip(), *bad, b"", line(id="z", text="")])
    )
    assert code == 3
    assert rows[0]["id"] == 0
    assert rows[-1] == {"id": "z", "statements": [], "meetings": []}
    for number, (row, words) in enumerate(zip(rows[1:-1], bad.values(), strict=True), 2):
        assert list(row) == ["id", "line", "error"]
        assert row["line"] == number
        assert words in row["error"]
    assert [row["id"] for row in rows[3:6]] == [None, "a", "a"]
    assert errors == "communique: 15 lines could not be read\n"


def test_no_input_is_no_output():
    assert extract(b"") == (0, [], "")
    assert extract(b"\n \n") == (0, [], "")


def test_a_last_line_without_an_end_is_read():
    assert extract(line(id="a", text="x").rstrip())[1][0]["id"] == "a"


def test_a_line_may_come_before_the_next_is_written():
    """A program that writes a text and waits for its facts must not wait for ever."""
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "extract", "--jobs", "1"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
    ) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        for number in range(3):
            child.stdin.write(line(id=number, text=TEXT))
            child.stdin.flush()
            assert json.loads(child.stdout.readline())["id"] == number
        child.stdin.close()
        assert child.wait(30) == 0


def test_a_reader_that_goes_away_ends_it():
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "extract", "--jobs", "1"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
    ) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        assert child.stderr is not None
        child.stdin.write(line(id=1, text=TEXT))
        child.stdin.flush()
        child.stdout.readline()
        child.stdout.close()
        child.stdin.write(line(id=2, text=TEXT))
        child.stdin.flush()
        assert child.wait(30) == 1
        assert child.stderr.read() == b""


def test_rows_feed_the_scorers(tmp_path: Path):
    tool = ROOT.parent / "shared" / "tools" / "flatten.py"
    if not tool.exists():
        pytest.skip("the tool that turns rows into the scorers' lines is not beside the checkout")
    _, rows, _ = extract(line(id="a", text=TEXT))
    flat = subprocess.run(
        [sys.executable, str(tool), "statements"],
        input="\n".join(map(json.dumps, rows)),
        capture_output=True,
        text=True,
        check=True,
    )
    found = [json.loads(row) for row in flat.stdout.splitlines()]
    assert found == [{"doc": "a", **said} for said in rows[0]["statements"]]


def test_texts_of_one_event_share_a_story_whatever_their_order():
    first = (
        "GENEVA - Foreign Minister Petra Lund of Norway met Estonian Foreign Minister Aldous Finch in Geneva on Monday "
        "to agree on the border."
    )
    again = (
        "Norway's foreign minister, Petra Lund, and her Estonian counterpart Aldous Finch met in Geneva on Monday "
        "and agreed on the border."
    )
    other = "Heavy rain closed the mountain road above Bergen for a second day, the county said."
    code, rows, _ = extract(
        line(
            id="late",
            text=again,
            title="Norway and Estonia agree on border in Geneva",
            published="2026-03-03",
        )
        + line(id="other", text=other, title="Rain closes road", published="2026-03-03")
        + b"not json\n"
        + line(
            id="early", text=first, title="Lund meets Finch in Geneva over border", published="2026-03-02"
        ),
        "--stories",
    )
    assert code == 3
    assert [row.get("id") for row in rows] == ["late", "other", None, "early"]
    assert rows[0]["story"] == rows[3]["story"] != rows[1]["story"]
    assert "story" not in rows[2]
