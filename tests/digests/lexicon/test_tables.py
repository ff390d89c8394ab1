"""The name tables are data that anybody may correct: these tests say what a correction may not break."""

import re
from collections import Counter, defaultdict
from importlib.resources import files

import pytest

from digests.lexicon.tables import TABLES, cell, extend, rows
from digests.names import fold, names
from digests.offices import has_office

STATES = {row["code"] for row in rows("states")}

# Forms that two tables claim, with the reason the earlier one (the order is in digests.names) may have them.
SHARED = {
    "Georgia": "the state, unless places of the United States stand beside it",
    "Singapore": "a city that is the state",
    "Djibouti": "a city with the state's name",
    "Luxembourg": "a city with the state's name",
    "Monaco": "a city that is the state",
    "Gibraltar": "a city that is the territory",
    "Hong Kong": "a city that is the territory",
    "Macau": "a city that is the territory",
    "Vatican City": "a city that is the state",
}


def forms(table: str) -> list[tuple[str, str]]:
    """Return every English form of a table with the thing it names."""
    columns = {
        "states": ("forms", "demonyms"),
        "former_states": ("forms", "demonyms"),
        "parties": ("forms", "people"),
    }
    out = []
    for row in rows(table):
        thing = row.get("code") or row["name"]
        found = {row["name"]} if table != "regions" else set()
        for column in columns.get(table, ("forms",)):
            found.update(cell(row, column))
        out.extend((form, thing) for form in found)
    return out


@pytest.mark.parametrize("table", TABLES)
def test_no_row_stands_twice(table):
    key = TABLES[table]
    again = [value for value, n in Counter(row[key] for row in rows(table)).items() if n > 1]
    assert again == []


@pytest.mark.parametrize(
    "table", ["states", "former_states", "seats", "organisations", "parties", "cities", "regions"]
)
def test_no_form_is_claimed_by_two_rows_of_one_table(table):
    claims = defaultdict(set)
    for form, thing in forms(table):
        claims[fold(form)].add(thing)
    assert {form: things for form, things in claims.items() if len(things) > 1} == {}


def test_a_form_two_tables_claim_has_its_reason():
    claims = defaultdict(set)
    for table in ("states", "former_states", "seats", "organisations", "parties", "cities"):
        for form, _ in forms(table):
            claims[form].add(table)
    assert {form: tables for form, tables in claims.items() if len(tables) > 1 and form not in SHARED} == {}


@pytest.mark.parametrize("table", ["seats", "parties", "cities", "offices"])
def test_every_country_is_a_state_of_the_table(table):
    wrong = [row for row in rows(table) if row["country"] and row["country"] not in STATES]
    assert wrong == []


def test_no_state_lacks_the_throne_it_has():
    thrones = {row["code"]: set(cell(row, "offices")) for row in rows("thrones")}
    assert [
        row for row in rows("lacking") if set(cell(row, "offices")) & thrones.get(row["code"], set())
    ] == []


@pytest.mark.parametrize(
    ("state", "nouns", "has"),
    [
        ("GBR", ("king",), True),
        ("CHN", ("king",), False),
        ("CHN", ("monarch",), False),
        ("GBR", ("president",), False),
        ("CHN", ("president",), True),
    ],
)
def test_which_offices_a_state_has_is_told_by_the_tables(state, nouns, has):
    assert has_office(state, nouns) is has


def test_a_row_of_an_administrator_tells_of_an_office_a_state_lacks(own_tables):
    assert has_office("NPL", ("king",))
    own_tables({"thrones": "code,offices\nNPL,\n", "lacking": "code,offices\nFRA,chancellor\n"})
    assert not has_office("NPL", ("king",))
    assert not has_office("FRA", ("chancellor",))


def test_codes_have_three_letters_and_successors_exist():
    assert all(re.fullmatch("[A-Z]{3}", code) for code in STATES)
    for row in rows("former_states"):
        assert cell(row, "successors")
        assert set(cell(row, "successors")) <= STATES


def test_every_member_of_the_united_nations_has_a_demonym():
    """Dominica shares "Dominican" with its bigger neighbour and leaves it there."""
    without = {row["code"] for row in rows("states") if row["kind"] == "state" and not cell(row, "demonyms")}
    assert without <= {"DMA", "TUV", "NIU", "KIR"}


def test_every_state_has_a_capital():
    capitals = {row["country"] for row in rows("cities") if row["rank"] == "capital"}
    same_name = {"SGP", "MCO", "VAT", "LUX", "DJI", "HKG", "MAC", "GIB", "NRU", "TKL", "SMR"}
    missing = {row["code"] for row in rows("states") if row["kind"] == "state"} - capitals - same_name
    assert missing == set()


def test_genders_and_kinds_are_from_their_lists():
    assert {row["gender"] for row in rows("given_names")} <= {"m", "f", ""}
    assert {row["gender"] for row in rows("offices")} <= {"m", "f", ""}
    assert {row["title"] for row in rows("offices")} == {"yes", "no"}
    assert {row["kind"] for row in rows("modifiers")} <= {"rank", "time", "past", "portfolio", "creed"}
    assert {row["rank"] for row in rows("cities")} == {"capital", "region", ""}


def test_the_tables_are_as_large_as_a_desk_needs():
    assert sum(row["kind"] == "state" for row in rows("states")) >= 197
    assert sum(row["kind"] not in ("media", "company") for row in rows("organisations")) >= 150
    assert len(rows("cities")) > 4000
    assert len(rows("given_names")) > 2000


@pytest.mark.parametrize(
    ("form", "country"),
    [
        ("Norway", "NOR"), ("U.S.", "USA"), ("US", "USA"), ("Britain", "GBR"), ("French", "FRA"), ("Burmese", "MMR"),
        ("Soviet", "RUS"), ("Zaire", "COD"), ("Palestinian", "PSE"), ("Kosovo", "XKX"), ("Taiwan", "TWN"),
        ("Kremlin", "RUS"), ("Élysée", "FRA"), ("Elysee Palace", "FRA"), ("Foggy Bottom", "USA"),
        ("Blue House", "KOR"), ("Zhongnanhai", "CHN"), ("Camp David", "USA"), ("Sharm el-Sheikh", "EGY"),
        ("Chişinău", "MDA"), ("Kiev", "UKR"), ("Kyiv", "UKR"), ("Norwegians", "NOR"), ("Hizbollah", "LBN"),
        ("Côte d’Ivoire", "CIV"), ("North Korea", "PRK"), ("DR Congo", "COD"),
    ],
)  # fmt: skip
def test_a_form_is_found_and_acts_for_its_state(form, country):
    from digests.tokens import tokenize

    words = [word for word, _, _ in tokenize(form)]
    found = names().match(words, [fold(word) for word in words], 0, len(words))
    assert found is not None
    assert (found[0], found[1].country) == (len(words), country)


@pytest.mark.parametrize("words", [["us"], ["who"], ["turkey"], ["let"], ["is"], ["polish"], ["may"]])
def test_a_common_word_is_no_name(words):
    assert names().match(words, words, 0, 1) is None


@pytest.fixture
def own_tables():
    """Take the tables back to what ships after a test that adds to them."""
    yield extend
    extend({})


def country_of(form: str) -> str | None:
    return names().country_of(form)


def test_an_administrator_adds_a_row_and_corrects_one(own_tables):
    assert country_of("Halyard Castle") is None
    own_tables(
        {
            "cities": "name,country,rank,forms\nHalyard Castle,GBR,,Castle of Halyard\nOslo,NOR,capital,Christiania\n"
        }
    )
    assert country_of("Halyard Castle") == "GBR"
    assert country_of("Castle of Halyard") == "GBR"
    assert country_of("Christiania") == "NOR"
    own_tables({})
    assert country_of("Christiania") is None


def test_a_row_with_its_key_alone_takes_a_name_away(own_tables):
    own_tables({"seats": "name,country\nPentagon,\n"})
    assert country_of("Pentagon") is None


def test_a_name_that_needs_no_other_cell_is_added_or_taken_away(own_tables):
    own_tables({"not_names": "word\nBlorp\nAcademy\n", "given_names": "name,gender\nQuorl,\n"})
    words = {row["word"] for row in rows("not_names")}
    assert "Blorp" in words
    assert "Academy" not in words
    assert "Quorl" in {row["name"] for row in rows("given_names")}


@pytest.mark.parametrize("table", [table for table in TABLES if table not in ("given_names", "not_names")])
def test_a_copy_of_a_shipped_table_is_no_mistake_and_changes_nothing(own_tables, table):
    """Whoever corrects one row may begin with a copy of all. (A bare name would be taken away by its copy.)"""
    before = sorted(map(str, rows(table)))
    own_tables({table: files("digests.lexicon").joinpath(f"{table}.csv").read_text("utf-8")})
    assert sorted(map(str, rows(table))) == before


def test_space_around_cells_and_forms_is_no_part_of_them(own_tables):
    own_tables({"cities": "name, country, forms\nHalyard Castle, GBR , Castle of Halyard | Halyard Hall\n"})
    assert country_of("Halyard Hall") == "GBR"


@pytest.mark.parametrize(
    ("table", "text", "where"),
    [
        ("castles", "name\nHalyard\n", "castles.csv:1: there is no table castles"),
        (
            "cities",
            "name,colour\nOslo,red\n",
            "cities.csv:1: the first line names the columns, `name,country,rank,forms`, and not",
        ),
        ("cities", "country,rank\nNOR,\n", "cities.csv:1: the first line names the columns"),
        ("cities", "name,country\nOslo,NOR\n,NOR\n", "cities.csv:3: the row has no name"),
        ("cities", "name,country\nOslo,NOR,x,y,z\n", "cities.csv:2: the row has no name or too many cells"),
    ],
)
def test_a_mistake_in_an_addition_names_its_line_and_changes_nothing(own_tables, table, text, where):
    with pytest.raises(ValueError, match=re.escape(where)):
        own_tables({table: text})
    assert country_of("Oslo") == "NOR"
