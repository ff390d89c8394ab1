"""What a valid configuration becomes, and what is allowed but warned of."""

from datetime import date, time, timedelta
from pathlib import Path

import pytest

from bot.settings import Configuration, Settings, load
from bot.settings.models import SourceConfig
from scrapers.source import Selectors


def written(folder: Path, **texts: str) -> Configuration:
    for name, text in texts.items():
        (folder / f"{name}.yaml").write_text(text, "utf-8")
    return load(folder)


def test_every_file_is_optional(tmp_path: Path):
    found = load(tmp_path)
    assert found.settings == Settings()
    assert (found.sources, found.digests, found.alerts, found.warnings) == ((), (), (), ())


@pytest.mark.parametrize(
    "text", ["", "# nothing yet\n", "sources:\n", "sources: []\n", "\ufeffsources: []\n"]
)
def test_a_file_may_hold_nothing(text: str, tmp_path: Path):
    assert written(tmp_path, sources=text).sources == ()


def test_a_source_has_the_documented_defaults(tmp_path: Path):
    found = written(
        tmp_path,
        settings="timezone: Europe/Paris\n",
        sources="sources: [{id: a, url: https://a.example/feed}]\n",
    ).sources[0]
    assert (found.kind, found.name, found.family, found.klass) == ("feed", "a", "a", "press")
    assert (found.every, found.timezone, found.select) == (timedelta(minutes=15), "Europe/Paris", None)


def test_the_family_of_a_named_source_is_its_name(tmp_path: Path):
    found = written(tmp_path, sources="sources: [{id: a, name: The A, url: https://a.example/feed}]\n")
    assert found.sources[0].family == "The A"


def test_a_listing_carries_its_selectors(tmp_path: Path):
    found = written(
        tmp_path,
        sources="sources: [{id: a, url: https://a.example/, kind: listing, class: official, select: {item: li, date: time}}]",
    ).sources[0]
    assert found.select == Selectors(item="li", date="time")
    assert found.klass == "official"


def test_class_is_written_class_in_yaml_and_klass_in_python():
    assert SourceConfig(id="a", url="https://a.example/", klass="wire").klass == "wire"


def test_no_is_norway_and_never_false(tmp_path: Path):
    """YAML 1.1 reads NO, off and yes as truth values; 1.2 does not."""
    found = written(
        tmp_path,
        sources="sources: [{id: no, url: https://a.example/, name: NO, family: off, language: no}]\n",
    )
    source = found.sources[0]
    assert (source.id, source.name, source.family, source.language) == ("no", "NO", "off", "no")


def test_a_key_no_is_told_as_it_is_written(tmp_path: Path):
    from bot.settings import ConfigError

    with pytest.raises(ConfigError, match="unknown key `NO`"):
        written(tmp_path, settings="NO: 1\n")


def test_times_and_days_are_read(tmp_path: Path):
    digest = written(
        tmp_path,
        digests='digests: [{id: a, channel: "#a", at: [07:30, "18:00:30"], days: [mon, sun], skip: [2026-12-25]}]\n',
    ).digests[0]
    assert digest.at == (time(7, 30), time(18, 0, 30))
    assert digest.days == ("mon", "sun")
    assert digest.skip == (date(2026, 12, 25),)


def test_the_zone_of_a_digest_is_its_own_or_that_of_the_settings(tmp_path: Path):
    found = written(
        tmp_path,
        settings="timezone: Europe/Oslo\n",
        digests='digests: [{id: a, channel: a, at: "07:30"}, {id: b, channel: b, at: "07:30", timezone: Asia/Tokyo}]\n',
    )
    assert [found.digest_zone(d) for d in found.digests] == ["Europe/Oslo", "Asia/Tokyo"]


def test_a_block_may_be_shared_by_anchor(tmp_path: Path):
    found = written(
        tmp_path,
        sources="sources:\n  - &a {id: a, url: https://a.example/, class: wire, every: 1h}\n  - {<<: *a, id: b, url: https://b.example/}\n",
    )
    assert [(s.id, s.klass, s.every) for s in found.sources] == [
        ("a", "wire", timedelta(hours=1)),
        ("b", "wire", timedelta(hours=1)),
    ]


SETTINGS = 'user_agent: "Desk/1 (https://desk.example/bot)"\n'
SOURCE = "sources:\n  - id: a\n    url: https://a.example/feed\n"
WARNINGS = {
    "polling below a minute": ({"sources": SOURCE + "    every: 30s\n"}, "sources.yaml:4:12: `a` is asked more than once"),
    "no contact": ({"settings": "user_agent: Bot\n", "sources": SOURCE}, "settings.yaml:1:13: `user_agent` names no contact"),
    "no contact at all": ({"settings": "", "sources": SOURCE}, "settings.yaml:1:1: `user_agent` names no contact"),
    "the contact of the example": (
        {"settings": 'user_agent: "Bot (desk@example.org)"\n', "sources": SOURCE},
        "settings.yaml:1:13: `user_agent` still names the contact of the example",
    ),
    "private addresses": (
        {"settings": SETTINGS + "http:\n  allow_private: [10.0.0.0/8]\n"},
        "settings.yaml:3:18: private addresses may be fetched: 10.0.0.0/8",
    ),
    "metrics for the network": (
        {"settings": SETTINGS + "metrics: {port: 9464, address: 0.0.0.0}\n"},
        "settings.yaml:2:32: whoever reaches 0.0.0.0 may read the metrics",
    ),
    "a channel taken for a comment": (
        {"settings": SETTINGS + "slack:\n  ops_channel: #ops\n  admins:  # nobody yet\n    - U012AB3CD\n"},
        "settings.yaml:3:3: nothing stands for `ops_channel`: a `#` begins a comment",
    ),
    "digests without sources": (
        {"digests": 'digests: [{id: a, channel: a, at: "07:30"}]\n'},
        "digests.yaml:1:1: digests are configured, but no source",
    ),
    "one address twice": (
        {"sources": SOURCE + "  - {id: b, url: 'http://www.a.example/feed/'}\n"},
        "sources.yaml:4:18: `b` asks the same address as the source on line 3",
    ),
    "a private source": (
        {"sources": "sources: [{id: a, url: 'http://127.0.0.1:8099/feed'}]\n"},
        "sources.yaml:1:24: `a` will not be fetched: ",
    ),
    "a port that is no web port": (
        {"sources": "sources: [{id: a, url: 'http://8.8.8.8:22/feed'}]\n"},
        "sources.yaml:1:24: `a` will not be fetched: port 22",
    ),
    "a filter": (
        {"sources": SOURCE, "digests": 'digests: [{id: a, channel: a, at: "07:30", filter: x or y}]\n'},
        "digests.yaml:1:52: `filter` of `a`: `or` is looked for as a word",
    ),
    "alerts": (
        {"sources": SOURCE, "digests": "alerts: [{id: a, channel: a, query: 'org:\"Harbour Friends\"'}]\n"},
        "digests.yaml:1:37: `query` of `a`: no body or party called Harbour Friends",
    ),
    "the port of a name": (
        {"sources": "sources: [{id: a, url: 'http://a.example:22/feed'}]\n"},
        "sources.yaml:1:24: `a` will not be fetched: port 22",
    ),
    "a source in a filter": (
        {"sources": SOURCE, "digests": 'digests: [{id: a, channel: a, at: "07:30", filter: "source:hallyard"}]\n'},
        "digests.yaml:1:52: `filter` of `a`: no source called hallyard",
    ),
    "an office nobody holds": (
        {"office_holders": "holders: [{name: Ann Bee, role: French Ministr, country: FRA}]\n"},
        "office_holders.yaml:1:33: no word of `French Ministr` is an office that is known; did you mean `minister`?",
    ),
    "a body nobody knows": (
        {"office_holders": "holders: [{name: Ann Bee, role: envoy, org: Unitd Nations}]\n"},
        "office_holders.yaml:1:45: no body called `Unitd Nations` is known; did you mean `United Nations`?",
    ),
    "an unknown file": ({"notes": "x: 1\n"}, "notes.yaml:1:1: this file is not read"),
    "an old copy": ({"sources": SOURCE, "sources-old": SOURCE}, "sources-old.yaml:1:1: this file is not read"),
}  # fmt: skip


@pytest.mark.parametrize("name", WARNINGS)
def test_what_is_rarely_meant_is_warned_of(name: str, tmp_path: Path):
    texts, expected = WARNINGS[name]
    found = written(tmp_path, **{"settings": SETTINGS, **texts})
    told = [str(w).removeprefix(f"{tmp_path}/") for w in found.warnings]
    assert len(told) == 1, told
    assert told[0].startswith(expected)


def test_fast_polling_is_fine_where_private_addresses_are_open(tmp_path: Path):
    found = written(
        tmp_path,
        settings=SETTINGS + "http: {allow_private: [127.0.0.0/8]}\n",
        sources="sources: [{id: a, url: 'http://localhost:1/', every: 1s}, {id: b, url: 'http://127.0.0.1:22/', every: 2s}]\n",
    )
    assert [w.message for w in found.warnings] == ["private addresses may be fetched: 127.0.0.0/8"]


def test_what_is_shipped_in_the_folder_is_warned_of_only_where_it_waits_to_be_filled_in():
    warned = [warning.message for warning in load(Path(__file__).parents[3] / "config").warnings]
    assert warned == ["`user_agent` still names the contact of the example; put your own"]


def test_a_configuration_without_oddities_has_no_warning(tmp_path: Path):
    found = written(
        tmp_path, settings=SETTINGS, sources=SOURCE, digests='digests: [{id: a, channel: a, at: "07:30"}]\n'
    )
    assert found.warnings == ()
