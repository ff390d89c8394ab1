"""Offices are printed in one style, whatever the wording of the outlets."""

import pytest

from digests.naming import Namer
from digests.records import Participant

OFFICES = [
    ("Foreign Minister", "TUR", "Turkish Foreign Minister"),
    ("Turkish foreign minister", "TUR", "Turkish Foreign Minister"),
    ("Turkey's foreign minister", "TUR", "Turkish Foreign Minister"),
    ("Turkey’s foreign minister", "TUR", "Turkish Foreign Minister"),
    ("foreign minister of Turkey", "TUR", "Turkish Foreign Minister"),
    ("U.S. Secretary of State", "USA", "US Secretary of State"),
    ("United States Secretary of State", "USA", "US Secretary of State"),
    ("former U.S. President", "USA", "former US President"),
    ("Former national security adviser", "USA", "Former US national security adviser"),
    ("State Department spokeswoman", "USA", "US State Department spokeswoman"),
    ("U.S. ambassador to the United Nations", "USA", "US ambassador to the United Nations"),
    ("Foreign Secretary", "GBR", "British Foreign Secretary"),
    ("Home (Interior) Minister", "NPL", "Nepali Home (Interior) Minister"),
    ("army chief", "PAK", "Pakistani army chief"),
    ("leader", "MMR", "Myanmar leader"),
    ("Prime Minister", "COD", "DR Congo Prime Minister"),
    # As it was called then.
    ("Zairean Prime Minister", "COD", "Zairean Prime Minister"),
    # What no table knows whole stays as told, with its state where the words do not name it.
    ("Norway's oldest envoy to Kenya", "NOR", "Norway's oldest envoy to Kenya"),
    ("Minister of Foreign Affairs of Norway", "NOR", "Minister of Foreign Affairs of Norway"),
    ("Minister of Foreign Affairs", "NOR", "Minister of Foreign Affairs, Norway"),
    # Of what is not told: of a club, maybe.
    ("president", "USA", "president, US"),
    # Who fights a state is not called by its people's name.
    ("rebel commander", "RUS", "rebel commander, Russia"),
    ("pope", "VAT", "Pope"),
]


@pytest.mark.parametrize(("role", "country", "printed"), OFFICES)
def test_an_office_is_printed_with_its_state_before_it(role, country, printed):
    assert Namer([]).office(Participant(name="Petra Lund", role=role, country=country)) == printed
