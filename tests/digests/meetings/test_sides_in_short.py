"""Sides of a contact told in short: by their number, by their group, or three in one breath. All names are invented."""

from datetime import date

import pytest

from digests.extract import read_text

CASES = [
    ("Kenya and Uganda have argued for years. The two countries held a second round of talks in Nairobi on Monday.",
     {"KEN", "UGA"}),
    ("Kenya and Uganda have argued for years. The two sides will meet again in Nairobi on Friday.", {"KEN", "UGA"}),
    ("Britain and Iran have agreed to restore ties. They will hold talks in London on Friday.", {"GBR", "IRN"}),
    ("Kenya, Uganda and Tanzania have argued for years. The foreign ministers of the three countries will meet in Nairobi.",
     {"KEN", "UGA", "TZA"}),
    # Whom of three "the two sides" are is not told.
    ("Kenya, Uganda and Tanzania have argued for years. The two sides will meet again in Nairobi on Friday.", None),
    ("Russian, Turkish and Iranian officials will meet in Astana on Monday.", {"RUS", "TUR", "IRN"}),
    ("Iran and European powers met in Vienna on Monday.", {"IRN", "European powers"}),
    ("Iran and six world powers resumed nuclear talks in Vienna on Tuesday.", {"IRN", "World powers"}),
    ("World powers will meet Iran in Vienna on Tuesday.", {"IRN", "World powers"}),
    ("The EU troika met Iranian Foreign Minister Omar Karim in Tehran on Tuesday.", {"EU", "IRN"}),
    # A row is with a state, and is discussed with its officials.
    ("Kenyan Foreign Minister Daniel Otuoma discussed the border with Ugandan officials in Kampala on Tuesday.",
     {"KEN", "UGA"}),
    ("Kenyan Foreign Minister Daniel Otuoma discussed the border with Uganda on Tuesday.", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "sides"), CASES)
def test_sides_told_in_short_are_found(text, sides):
    met = read_text(text, published=date(2026, 3, 12)).meetings
    assert [{p.country or p.org for p in m.participants} for m in met] == ([sides] if sides else [])
