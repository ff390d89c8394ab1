import pytest

from digests.document import annotate
from digests.mentions import read_mentions
from digests.places import read_places


def places(text: str) -> list[tuple[str, str | None]]:
    document = annotate(text)
    found = read_places(document, read_mentions(document), 0, len(document.words))
    return [(place.name, place.country) for place in found if place.scene]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The ministers met in Paris.", [("Paris", "FRA")]),
        ("The ministers met in Geneva, Switzerland, on Monday.", [("Geneva", "CHE")]),
        ("The ministers met in the Siberian city of Omsk.", [("Omsk", "RUS")]),
        ("The envoys met in the North Korean border city of Kaesong.", [("Kaesong", "PRK")]),
        ("The two met at the Black Sea resort of Sochi.", [("Sochi", "RUS")]),
        ("He met them in Rovany, Finland.", [("Rovany", "FIN")]),
    ],
)
def test_a_place_is_read_with_what_leads_it_in(text, expected):
    assert places(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "They discussed the war in Syria.",
        "The crisis in Mali grew.",
        "In March they met.",
        "Troops in Chad left.",
    ],
)
def test_where_a_trouble_is_nobody_meets(text):
    assert places(text) == []


def test_a_dateline_is_no_place_of_the_text():
    assert places("PARIS (Halyard) - The ministers met on Monday.") == []
