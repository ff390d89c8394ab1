"""Every mistake an administrator can make has its place, its reason and, where one is near, a suggestion."""

from pathlib import Path

import pytest

from bot.masking import mask
from bot.settings import ConfigError, load

SETTINGS, SOURCES, DIGESTS, HOLDERS = "settings.yaml", "sources.yaml", "digests.yaml", "office_holders.yaml"
#: A valid source and digest, to which a case adds one mistake.
SOURCE = "sources:\n  - id: a\n    url: https://a.example/feed\n"
DIGEST = 'digests:\n  - id: a\n    channel: "#a"\n    at: "07:30"\n'

#: File, text, and the mistakes in order: line, column, and words of the message.
CASES: dict[str, tuple[str, str, list[tuple[int, int, str]]]] = {
    "tab": (SETTINGS, "http:\n\ttimeout: 3s\n", [(2, 1, "a tab stands where YAML wants spaces")]),
    "key twice": (SETTINGS, "timezone: UTC\nworkers: 1\ntimezone: UTC\n", [(3, 1, "`timezone` stands twice, first on line 1")]),
    "key twice in a row": (SOURCES, SOURCE + "    id: b\n", [(4, 5, "`id` stands twice, first on line 2")]),
    "bracket open": (SETTINGS, "http: {timeout: 3s\nworkers: 1\n", [(1, 7, "never closed, or a `,` is missing")]),
    "quotation mark open": (SETTINGS, 'user_agent: "abc\nworkers: 1\n', [(1, 13, "opened above and never closed")]),
    "indentation": (SOURCES, "sources:\n  - id: a\n   url: x\n", [(3, 4, "the indentation does not fit")]),
    "no space behind a colon": (SOURCES, "sources:\n  - id: a\n    url:x\n", [(3, 8, "a space is missing behind the `:`")]),
    "no space behind the first": (SOURCES, "sources:\n  - id:a\n    url: x\n", [(2, 7, "a space is missing behind the `:`")]),
    "no space behind a row's hyphen": (SOURCES, "sources:\n  -id: a\n   url: x\n", [(2, 3, "a space is missing behind the `-`")]),
    "no space behind a hyphen": (SOURCES, "sources:\n  -id: a\n", [(2, 3, "a space is missing behind the `-`")]),
    "two colons": (SOURCES, SOURCE + "    name: A: B\n", [(4, 12, "a second `:`")]),
    "no-break space": (SOURCES, "sources:\n  - id: a\n\u00a0\u00a0\u00a0 url: x\n", [(3, 1, "a no-break or wide space")]),
    "quoted words in a query": (DIGESTS, DIGEST + '    filter: "Syria" OR talks\n', [(5, 21, "text stands behind a closing")]),
    "quotation mark left open above": (DIGESTS, DIGEST.replace('"#a"', '"#a'), [(4, 10, "close the mark that is open above")]),
    "comment in braces": (SETTINGS, "slack: {ops_channel: #ops}\n", [(1, 22, "a comment begins here")]),
    "comment in brackets": (SETTINGS, "slack:\n  admins: [#me]\n", [(2, 12, "a comment begins here")]),
    "comment in brackets above more": (SETTINGS, "slack:\n  admins: [#me]\nworkers: 1\n", [(2, 12, "a comment begins here")]),
    "nothing for a duration": (SETTINGS, "slack:\n  settle:\n", [(2, 3, "nothing stands here")]),
    "value begins with @": (SETTINGS, "user_agent: @me\n", [(1, 13, "put it in quotation marks")]),
    "two documents": (SOURCES, "sources: []\n---\nsources: []\n", [(2, 1, "one file holds one")]),
    "anchor that is nowhere": (SOURCES, "sources: *x\n", [(1, 10, "names an anchor that stands nowhere")]),
    "anchor that holds itself": (SOURCES, "sources: &a [*a]\n", [(1, 10, "this anchor holds itself")]),
    "tag": (SOURCES, "sources: !x [a]\n", [(1, 10, "`!x` is not understood")]),
    "python tag": (SETTINGS, "timezone: !!python/object:x.y z\n", [(1, 11, "the tag `!!python/object:x.y` is not understood")]),
    "control character": (SETTINGS, "workers: 1\n# \x07\n", [(2, 3, "an invisible control character")]),
    "list as a key": (SETTINGS, "? [a, b]\n: 1\n", [(1, 3, "a key is one word")]),
    "merge of no block": (SOURCES, "sources:\n  - <<: x\n    id: a\n", [(2, 9, "`<<` takes the name of a block")]),
    "list at the top": (SOURCES, "- id: a\n", [(1, 1, "the file must hold `key: value` lines")]),
    "bare word": (SOURCES, "hello\n", [(1, 1, "the file must hold `key: value` lines")]),
    "unknown key": (SETTINGS, "timezon: UTC\n", [(1, 1, "unknown key `timezon`; did you mean `timezone`?")]),
    "token": (SETTINGS, "SLACK_BOT_TOKEN: x\n", [(1, 1, "`SLACK_BOT_TOKEN` stands in the environment of the service")]),
    "unknown key far from all": (SETTINGS, "zzz: 1\n", [(1, 1, "known here: timezone, user_agent")]),
    "key of another level": (SETTINGS, "timeout: 3s\n", [(1, 1, "unknown key `timeout`; it belongs under `http`")]),
    "key of another file": (SETTINGS, "digests: []\n", [(1, 1, "it belongs at the top of digests.yaml")]),
    "unknown key of a source": (SOURCES, SOURCE + "    clas: wire\n", [(4, 5, "did you mean `class`?")]),
    "unknown key of a selector": (
        SOURCES,
        SOURCE + "    kind: listing\n    select: {item: li, titel: a}\n",
        [(5, 24, "did you mean `title`?")],
    ),
    "missing key": (SOURCES, "sources:\n  - id: a\n", [(2, 5, "the key `url` is missing")]),
    "word for a number": (SETTINGS, "workers: many\n", [(1, 10, "`many` is no whole number")]),
    "truth for a number": (SETTINGS, "workers: true\n", [(1, 10, "`true` is no whole number")]),
    "number in quotation marks": (SETTINGS, 'workers: "2"\n', [(1, 10, "remove the quotation marks")]),
    "number out of range": (SETTINGS, "http: {concurrency: 0}\n", [(1, 21, "`0` is out of range: at least 1")]),
    "number too high": (SETTINGS, "workers: 99\n", [(1, 10, "`99` is out of range: at most 64")]),
    "number for a text": (SOURCES, SOURCE + "    name: 24\n", [(4, 11, "`24` is no text; put it in quotation marks")]),
    "text for a block": (SETTINGS, "http: 3s\n", [(1, 7, "stands where `key: value` lines are wanted")]),
    "text for a block of few keys": (
        SETTINGS,
        "alerting: {quiet_hours: 22:00-06:00}\n",
        [(1, 25, "lines are wanted; known here: start, end")],
    ),
    "quiet hours of no length": (SETTINGS, "alerting: {quiet_hours: {start: 08:00, end: 08:00}}\n", [(1, 25, "are the same")]),
    "text for a list": (SETTINGS, "http: {allow_private: 10.0.0.0/8}\n", [(1, 23, "is no list; write [10.0.0.0/8]")]),
    "block for a list": (SOURCES, "sources: {id: a}\n", [(1, 10, "a block of keys is no list")]),
    "row that is no block": (SOURCES, "sources: [a]\n", [(1, 11, "`a` stands where `key: value` lines are wanted")]),
    "nothing": (SOURCES, "sources:\n  - id: a\n    url:\n", [(3, 5, "nothing stands here")]),
    "comment for a channel": (DIGESTS, "digests:\n  - id: a\n    channel: #x\n    at: '07:30'\n", [(3, 5, "begins a comment")]),
    "empty text": (SOURCES, SOURCE + '    family: ""\n', [(4, 13, "this text is empty")]),
    "text too long": (SOURCES, SOURCE + f"    family: {'x' * 501}\n", [(4, 13, "too long: at most 500")]),
    "no port": (SETTINGS, "metrics: {port: 70000}\n", [(1, 17, "`70000` is out of range: at most 65535")]),
    "name for an address of ours": (SETTINGS, "metrics: {address: me}\n", [(1, 20, "`me` is no address of this machine")]),
    "bad zone": (SETTINGS, "timezone: Europe/Pariss\n", [(1, 11, "did you mean `Europe/Paris`?")]),
    "city for a zone": (SETTINGS, "timezone: Paris\n", [(1, 11, "did you mean `Europe/Paris`?")]),
    "offset for a zone": (SETTINGS, "timezone: +01:00\n", [(1, 11, "an offset knows no summer time")]),
    "zone ahead of Greenwich": (SETTINGS, "timezone: GMT+2\n", [(1, 11, "as in Europe/Paris")]),
    "zone like a path": (SETTINGS, "timezone: ../etc/passwd\n", [(1, 11, "is no IANA time zone")]),
    "duration without unit": (SETTINGS, "http: {timeout: 30}\n", [(1, 17, "`30` is no duration")]),
    "duration in words": (SETTINGS, "http: {timeout: 15min}\n", [(1, 17, "did you mean `15m`?")]),
    "duration of nothing": (SETTINGS, "http: {timeout: 0s}\n", [(1, 17, "at least 100ms")]),
    "duration beyond time": (SETTINGS, "http: {timeout: 999999999999d}\n", [(1, 17, "longer than a century")]),
    "kept for nothing": (SETTINGS, "retention: {articles: 1h}\n", [(1, 23, "less than 1d")]),
    "asked too often": (SOURCES, SOURCE + "    every: 10ms\n", [(4, 12, "once a second at the most")]),
    "size in decimal": (SETTINGS, "http: {max_body: 15MB}\n", [(1, 18, "did you mean `15MiB`?")]),
    "size of nothing": (SETTINGS, "http: {max_body: 1}\n", [(1, 18, "out of range")]),
    "bad range": (SETTINGS, "http: {allow_private: [10.0.0.300/8]}\n", [(1, 24, "write CIDR, as in")]),
    "bad user agent": (SETTINGS, 'user_agent: "Bot\\nX: y"\n', [(1, 13, "one line of plain ASCII")]),
    "bad member": (SETTINGS, "slack: {admins: [petra]}\n", [(1, 18, "a member is an id")]),
    "bad channel": (DIGESTS, DIGEST.replace('"#a"', '"# a"'), [(3, 14, "a channel is its name")]),
    "bad url": (SOURCES, "sources:\n  - {id: a, url: a.example/feed}\n", [(2, 18, "did you mean `https://a.example/feed`?")]),
    "misspelt scheme": (SOURCES, "sources:\n  - {id: a, url: 'htp://a.example/'}\n", [(2, 18, "did you mean `https://a.example/`?")]),
    "bad scheme": (SOURCES, "sources:\n  - {id: a, url: 'file:///etc/passwd'}\n", [(2, 18, "begins with https:// or http://")]),
    "space in the url": (SOURCES, "sources:\n  - {id: a, url: 'https://a.example/my feed'}\n", [(2, 18, "write %20")]),
    "password in the url": (SOURCES, "sources:\n  - {id: a, url: 'https://u:p@a.example'}\n", [(2, 18, "user information")]),
    "bad port": (SOURCES, "sources:\n  - {id: a, url: 'https://a.example:99999/'}\n", [(2, 18, "")]),
    "bad id": (SOURCES, SOURCE.replace("id: a", "id: A b"), [(2, 9, "did you mean `a-b`?")]),
    "bad kind": (SOURCES, SOURCE + "    kind: lising\n", [(4, 11, "did you mean `listing`?")]),
    "format for a kind": (SOURCES, SOURCE + "    kind: rss\n", [(4, 11, "did you mean `feed`?")]),
    "bad class": (SOURCES, SOURCE + "    class: state\n", [(4, 12, "is none of official, wire, press, state-media")]),
    "bad language": (SOURCES, SOURCE + "    language: Ruritanian!\n", [(4, 15, "BCP 47 tag, as in en")]),
    "language by name": (SOURCES, SOURCE + "    language: English\n", [(4, 15, "did you mean `en`?")]),
    "language by its longer code": (SOURCES, SOURCE + "    language: eng\n", [(4, 15, "did you mean `en`?")]),
    "two-letter country": (SOURCES, SOURCE + "    countries: [FRA, NO]\n", [(4, 22, "`NO` is no country; write its ISO")]),
    "country by name": (SOURCES, SOURCE + "    countries: [Norway]\n", [(4, 17, "did you mean `NOR`?")]),
    "country in small letters": (SOURCES, SOURCE + "    countries: [nor]\n", [(4, 17, "did you mean `NOR`?")]),
    "no country at all": (SOURCES, SOURCE + "    countries: [Q0Q0Q]\n", [(4, 17, "as in FRA")]),
    "bad selector": (SOURCES, SOURCE + "    body: 'p['\n", [(4, 11, "CSS selector")]),
    "bad selector of a listing": (
        SOURCES,
        SOURCE + "    kind: listing\n    select: {item: 'li..x'}\n",
        [(5, 20, "CSS selector")],
    ),
    "listing without select": (SOURCES, SOURCE + "    kind: listing\n", [(4, 11, "a listing needs CSS selectors")]),
    "listing with an empty select": (SOURCES, SOURCE + "    kind: listing\n    select: {}\n", [(5, 5, "`item` is missing")]),
    "select without listing": (SOURCES, SOURCE + "    select: {item: li}\n", [(4, 5, "add `kind: listing`")]),
    "two sources with one id": (SOURCES, SOURCE + "  - {id: a, url: http://b.org}\n", [(4, 10, "`a` is already used on line 2")]),
    "two digests with one id": (DIGESTS, DIGEST + DIGEST.partition("\n")[2], [(5, 9, "already used on line 2")]),
    "a filter that is refused": (
        DIGESTS,
        DIGEST + "    filter: country:Syrai\n",
        [(5, 21, "the query is refused at its column 9: `Syrai` is no state or territory")],
    ),
    "a quoted filter that is refused": (
        DIGESTS,
        DIGEST + "    filter: 'talks (Oslo'\n",
        [(5, 20, "this `(` is never closed")],
    ),
    "a filter with escapes that is refused": (
        DIGESTS,
        DIGEST + '    filter: "\\"two words\\" (Oslo"\n',
        [(5, 13, "at its column 13: this `(` is never closed")],
    ),
    "an alert that finds everything": (
        DIGESTS,
        "alerts:\n  - {id: a, channel: a, query: NOT x}\n",
        [(2, 32, "this finds everything")],
    ),
    "two alerts with one id": (
        DIGESTS,
        "alerts:\n  - {id: a, channel: a, query: x}\n  - {id: a, channel: a, query: y}\n",
        [(3, 10, "already used on line 2")],
    ),
    "was itself": (SOURCES, SOURCE + "    was: a\n", [(4, 10, "`was` names this source itself")]),
    "was is still there": (SOURCES, SOURCE + "  - {id: b, url: http://b.org, was: a}\n", [(4, 37, "is still there, on line 2")]),
    "one history for two": (
        SOURCES,
        SOURCE + "    was: x\n  - {id: b, url: http://b.org, was: x}\n",
        [(5, 37, "already goes to the source on line 4")],
    ),
    "digest without a time": (DIGESTS, 'digests:\n  - {id: a, channel: "#a"}\n', [(2, 5, "a digest needs a time")]),
    "digest with two kinds of time": (DIGESTS, DIGEST + "    every: 10s\n", [(5, 5, "`at` or `every`, not both")]),
    "days of a trial": (DIGESTS, "digests:\n  - {id: a, channel: a, every: 10s, days: [mon]}\n", [(2, 37, "`days` goes with")]),
    "bad time": (DIGESTS, DIGEST.replace("07:30", "24:00"), [(4, 9, 'did you mean "00:00"?')]),
    "time as a number": (DIGESTS, DIGEST.replace('"07:30"', "730"), [(4, 9, "is no time of day")]),
    "time after noon": (DIGESTS, DIGEST.replace("07:30", "5 pm"), [(4, 9, 'did you mean "17:00"?')]),
    "time with a point": (DIGESTS, DIGEST.replace('"07:30"', "7.30h"), [(4, 9, 'did you mean "07:30"?')]),
    "time that is none": (DIGESTS, DIGEST.replace("07:30", "25:00"), [(4, 9, 'as in "07:30"')]),
    "nothing for a time": (DIGESTS, DIGEST.replace('"07:30"', ""), [(2, 5, "a digest needs a time")]),
    "time in curly quotation marks": (DIGESTS, DIGEST.replace('"07:30"', "“07:30”"), [(4, 9, "YAML knows only straight ones")]),
    "only bad days": (DIGESTS, DIGEST + "    days: [Mon]\n", [(5, 12, "did you mean `mon`?")]),
    "days from and to": (DIGESTS, DIGEST + "    days: sat-mon\n", [(5, 11, "write [sat, sun, mon]")]),
    "days by a word": (DIGESTS, DIGEST + "    days: weekdays\n", [(5, 11, "write [mon, tue, wed, thu, fri]")]),
    "one day": (DIGESTS, DIGEST + "    days: monday\n", [(5, 11, "write [mon]")]),
    "bad day": (DIGESTS, DIGEST + "    days: [mon, tues]\n", [(5, 17, "did you mean `tue`?")]),
    "no day at all": (DIGESTS, DIGEST + "    days: []\n", [(5, 11, "at least 1")]),
    "day that does not exist": (DIGESTS, DIGEST + "    skip: [2026-02-30]\n", [(5, 12, "a day that does not exist")]),
    "day written otherwise": (DIGESTS, DIGEST + "    skip: [25/12/2026]\n", [(5, 12, "write YYYY-MM-DD")]),
    "day as a number": (DIGESTS, DIGEST + "    skip: [20261225]\n", [(5, 12, "write YYYY-MM-DD")]),
    "day with an hour": (DIGESTS, DIGEST + "    skip: [2026-12-25T10:00:00]\n", [(5, 12, "write YYYY-MM-DD")]),
    "trial too often": (DIGESTS, 'digests:\n  - {id: a, channel: "#a", every: 10ms}\n', [(2, 35, "once a second at the most")]),
    "holder without a state": (HOLDERS, "holders:\n  - {name: Ann Bee, role: envoy}\n", [(2, 5, "a `country` or an `org`")]),
    "holder with a short name": (HOLDERS, "holders: [{name: A, role: envoy, org: UN}]\n", [(1, 18, "too short: at least 3")]),
    "month for a day": (
        HOLDERS,
        "holders: [{name: Ann Bee, role: envoy, org: UN, since: 2024-05}]\n",
        [(1, 56, "write YYYY-MM-DD")],
    ),
    "all at once": (
        SOURCES,
        "sources:\n  - {id: a, url: x, kind: listing, was: a}\n  - {id: a, clas: wire}\n",
        [
            (2, 18, "begins with https://"),
            (2, 27, "a listing needs"),
            (2, 41, "itself"),
            (3, 5, "`url` is missing"),
            (3, 10, "already used on line 2"),
            (3, 13, "did you mean `class`?"),
        ],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_a_mistake_is_told_with_its_place(name: str, tmp_path: Path):
    file, text, expected = CASES[name]
    (tmp_path / file).write_text(text, "utf-8")
    with pytest.raises(ConfigError) as caught:
        load(tmp_path)
    found = [(p.line, p.column) for p in caught.value.problems]
    assert found == [(line, column) for line, column, _ in expected], str(caught.value)
    for problem, (_, _, words) in zip(caught.value.problems, expected, strict=True):
        assert words in problem.message
        assert Path(problem.file) == tmp_path / file
        assert "\n" not in problem.message
        # The caret stands under the first character the message is about.
        head, line, caret = problem.with_caret().split("\n")
        assert head == f"{tmp_path / file}:{problem.line}:{problem.column}: {problem.message}"
        shown = text.splitlines()[problem.line - 1].replace("\t", " ")
        assert line.strip() == mask(shown).strip()
        assert caret == " " * (4 + len(mask(shown[: problem.column - 1]))) + "^"


def test_mistakes_of_all_files_come_together(tmp_path: Path):
    (tmp_path / SETTINGS).write_text("workers: x\n")
    (tmp_path / SOURCES).write_text("sources: [\n")
    (tmp_path / DIGESTS).write_text("digests: [{id: a}]\n")
    with pytest.raises(ConfigError) as caught:
        load(tmp_path)
    assert [Path(p.file).name for p in caught.value.problems] == [SETTINGS, SOURCES, DIGESTS, DIGESTS]
    assert caught.value.exit_code == 4


def test_a_file_that_is_no_utf8_is_told(tmp_path: Path):
    (tmp_path / SETTINGS).write_bytes(b"timezone: \xff\xfe\n")
    with pytest.raises(ConfigError, match=r"settings\.yaml:1:11: this character is not UTF-8"):
        load(tmp_path)


def test_a_character_of_another_encoding_is_shown_where_it_stands(tmp_path: Path):
    (tmp_path / SOURCES).write_bytes("sources:\n  - id: a\n    name: é\n".encode("cp1252"))
    with pytest.raises(ConfigError) as caught:
        load(tmp_path)
    assert str(caught.value).endswith("    " + "    name: é\n" + " " * 14 + "^")
    (tmp_path / SOURCES).write_text("sources: []\n", "utf-16")
    with pytest.raises(ConfigError, match="this is UTF-16 text; save it as UTF-8"):
        load(tmp_path)


def test_line_ends_of_every_system_count_the_same(tmp_path: Path):
    text = SOURCE + "    clas: wire\n"
    for end in ("\n", "\r\n", "\r"):
        (tmp_path / SOURCES).write_bytes(b"\xef\xbb\xbf" + text.replace("\n", end).encode())
        with pytest.raises(ConfigError, match=r"sources\.yaml:4:5: unknown key `clas`"):
            load(tmp_path)


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path):
    (tmp_path / SETTINGS).mkdir()
    with pytest.raises(ConfigError, match=r"settings\.yaml:1:1: cannot be read"):
        load(tmp_path)


def test_a_folder_that_is_not_there_is_told_with_the_remedy(tmp_path: Path):
    with pytest.raises(ConfigError, match="no such folder; `communique init DIR` writes one"):
        load(tmp_path / "nowhere")


@pytest.mark.parametrize("name", ["source.yaml", "sources.yml", "Sources.yaml"])
def test_a_file_with_nearly_the_right_name_is_a_mistake(name: str, tmp_path: Path):
    """Skipping it in silence would switch every source off."""
    (tmp_path / name).write_text(SOURCE)
    with pytest.raises(ConfigError, match=r"this file is not read; did you mean sources\.yaml\?"):
        load(tmp_path)


def test_a_caret_stands_right_behind_wide_characters(tmp_path: Path):
    (tmp_path / SOURCES).write_text("sources:\n  - {name: 通信社, id: A, url: https://a.example/}\n", "utf-8")
    with pytest.raises(ConfigError) as caught:
        load(tmp_path)
    _, line, caret = str(caught.value).split("\n")
    assert len(caret) - 1 == line.index("A,") + 3
