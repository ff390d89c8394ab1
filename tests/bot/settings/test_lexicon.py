"""An administrator's name tables: what is wrong with one is told with its line, as for the YAML files."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import main
from bot.settings import ConfigError, load
from digests.lexicon.tables import extend
from digests.naming import country_name
from digests.query import parse

#: Table, text, and the beginning of what is told.
CASES = {
    "no such table": ("organisation", "name\nX\n", "1:1: there is no table organisation; did you mean organisations.csv"),
    "other columns": ("offices", "code,name\nFRA,x\n", "1:1: the first line names the columns, `noun,plural,"),
    "nothing": ("states", "", "1:1: the first line names the columns, `code,name,kind,forms,demonyms,abroad`, and not an empty"),
    "semicolons": ("not_names", "word;\n", "1:1: the first line names the columns, `word`, and not `word;`; commas part"),
    "too many cells": ("organisations", "name,kind\nX,ngo,Y\n", "2:1: the row has no name or too many cells"),
    "no key": ("organisations", "name,kind\n,ngo\n", "2:1: the row has no name"),
    "a row twice": ("organisations", "name,kind\nX,ngo\nY,ngo\nX,ngo\n", "4:1: `X` stands twice, first on line 2"),
    "a kind no rule knows": ("organisations", "name,kind\nX,agency\n", "2:1: `agency` is no kind of this table; there are"),
    "a state that is none": ("cities", "name,country\nX,FRX\n", "2:1: `FRX` is no country of this table; did you mean `FRA`?"),
    "no such office": ("thrones", "code,offices\nNPL,king|quen\n", "2:1: `quen` stands in no row of offices.csv; did"),
    "no such state": ("lacking", "code,offices\nNorway,king\n", "2:1: `Norway` stands in no row of states.csv; did"),
    "states parted wrongly": ("shared_seats", "name,countries,org\nKremlin,DEU AUT,Kremlin\n", "2:1: `DEU AUT` stands in no row"),
    "no such seat": ("shared_seats", "name,countries,org\nKremlim,DEU,X\n", "2:1: `Kremlim` stands in no row of seats.csv; did"),
    "half a row": ("shared_seats", "name,countries,org\nKremlin,DEU,\n", "2:1: the row has no org"),
    "nothing to take away": ("cities", "name,country\nOslow,\n", "2:1: a row with its name alone takes one away, and"),
    "a quotation mark alone": ("cities", 'name,country\n"Oslo,NOR\nBergen,NOR\n', '2:1: a `"` of this line has no other'),
    "capitals": ("offices", "noun,kind\nGrand Vizier,head\n", "2:1: `Grand Vizier` is met in small letters only"),
    "a slip in a word": ("seats", "name,country,seat_of\nX,FRA,presidnt\n", "2:1: `presidnt` is no seat_of of this table; did"),
}  # fmt: skip


def written(folder: Path, **tables: str) -> Path:
    """Write name tables beside an otherwise empty configuration."""
    (folder / "lexicon").mkdir()
    for table, text in tables.items():
        (folder / "lexicon" / f"{table}.csv").write_text(text, "utf-8")
    return folder


@pytest.mark.parametrize("name", CASES)
def test_a_mistake_in_a_table_is_told_with_its_line(name: str, tmp_path: Path):
    table, text, expected = CASES[name]
    with pytest.raises(ConfigError) as caught:
        load(written(tmp_path, **{table: text}))
    (told,) = map(str, caught.value.problems)
    assert told.startswith(f"{tmp_path}/lexicon/{table}.csv:{expected}")


def test_all_mistakes_of_a_table_are_told_at_once(tmp_path: Path):
    text = "name,country,rank\nA,FRX,captal\nB,FRA,\nA,FRA,\n"
    with pytest.raises(ConfigError) as caught:
        load(written(tmp_path, cities=text))
    assert [one.line for one in caught.value.problems] == [2, 2, 4]


def test_an_office_or_seat_the_administrator_adds_may_be_named_in_his_other_tables(tmp_path: Path):
    tables = {
        "states": "code,name,kind\nRUR,Ruritania,state\n",
        "offices": "noun,kind,country\nhospodar,monarch,RUR\n",
        "thrones": "code,offices\nRUR,hospodar\n",
        "seats": "name,country\nHalyard Castle,RUR\n",
        "shared_seats": "name,countries,org\nHalyard Castle,RUR,Halyard Castle\n",
    }
    (tmp_path / "office_holders.yaml").write_text(
        "holders: [{name: Ann Bee, role: hospodar, country: FRA}]\n"
    )
    assert set(load(written(tmp_path, **tables)).lexicon) == set(tables)


def test_a_table_in_another_encoding_is_told_with_its_place(tmp_path: Path):
    (written(tmp_path) / "lexicon" / "cities.csv").write_bytes("name,country\nOrléans,FRA\n".encode("cp1252"))
    with pytest.raises(ConfigError, match=r"cities\.csv:2:4: this character is not UTF-8"):
        load(tmp_path)


def test_a_city_may_lie_in_a_state_the_administrator_adds(tmp_path: Path):
    found = load(
        written(
            tmp_path, cities="name,country\nStrelsau,RUR\n", states="code,name,kind\nRUR,Ruritania,state\n"
        )
    )
    assert set(found.lexicon) == {"cities", "states"}


def test_a_state_the_administrator_adds_is_known_to_queries_sources_and_readers(tmp_path: Path):
    """The reading processes alone knew it: a filter that named it was refused."""
    written(tmp_path, states="code,name,kind,demonyms\nRUR,Ruritania,state,Ruritanian\n")
    (tmp_path / "digests.yaml").write_text('alerts: [{id: a, channel: "#a", query: "country:ruritania"}]\n')
    (tmp_path / "sources.yaml").write_text(
        "sources: [{id: a, url: 'https://a.example/', countries: [RUR]}]\n"
    )
    with pytest.raises(ConfigError):
        load(tmp_path)
    try:
        done = CliRunner().invoke(main, ["--config", str(tmp_path), "check"])
        assert done.exit_code == 0, done.output
        assert str(parse("country:ruritania")) == "country:RUR"
        assert country_name("RUR") == "Ruritania"
    finally:
        extend({})


def test_a_body_the_administrator_adds_may_be_acted_for(tmp_path: Path):
    (tmp_path / "office_holders.yaml").write_text(
        "holders: [{name: Ann Bee, role: envoy, org: Halyard Union}]\n"
    )
    assert load(written(tmp_path, organisations="name,kind\nHalyard Union,region\n")).warnings == ()


def test_what_is_no_table_is_warned_of(tmp_path: Path):
    (written(tmp_path) / "lexicon" / "cities.xlsx").write_bytes(b"PK")
    assert [str(w).removeprefix(f"{tmp_path}/").partition(";")[0] for w in load(tmp_path).warnings] == [
        "lexicon/cities.xlsx:1:1: this file is not read"
    ]
