import pytest

from digests.document import annotate
from digests.mentions import Mention, read_mentions


def persons(text: str) -> list[tuple[str | None, str | None, str | None]]:
    found = read_mentions(annotate(text)).all
    return [(m.name, m.role, m.country) for m in found if m.kind == "person"]


@pytest.mark.parametrize(
    ("text", "name", "role", "country"),
    [
        ("US Secretary of State Peter Harrow arrived.", "Peter Harrow", "US Secretary of State", "USA"),
        ("Prime Minister Aldous Finch of Norway left.", "Aldous Finch", "Prime Minister", "NOR"),
        (
            "Petra Lund, the Norwegian foreign minister, left.",
            "Petra Lund",
            "Norwegian foreign minister",
            "NOR",
        ),
        ("They met Italy's Mario Bassi in Rome.", "Mario Bassi", None, "ITA"),
        ("The president of Kenya, Daniel Otuoma, spoke.", "Daniel Otuoma", "president of Kenya", "KEN"),
    ],
)
def test_a_person_is_read_with_title_and_country(text, name, role, country):
    assert persons(text) == [(name, role, country)]


def test_a_surname_stands_for_the_full_name_told_later():
    text = "Lund arrived in Oslo.\n\nForeign Minister Petra Lund of Norway said she was content."
    document = annotate(text)
    mentions = read_mentions(document)
    first: Mention | None = mentions.at(0)
    assert first is not None
    assert (first.name, first.country) == ("Petra Lund", "NOR")
    she = document.lower.index("she")
    pronoun = mentions.resolve(she, she + 1)
    assert pronoun is not None
    assert pronoun.name == "Petra Lund"
