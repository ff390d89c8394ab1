"""Who and what a text names. All names are invented; all states are real."""

import itertools

import pytest

from digests.document import annotate
from digests.mentions import Mention, Mentions, read_mentions


def read(text: str, **more) -> Mentions:
    return read_mentions(annotate(text, **more))


def persons(text: str, **more) -> list[tuple[str | None, str | None, str | None]]:
    return [(m.name, m.role, m.country) for m in read(text, **more).all if m.kind == "person"]


def all_of(text: str, *kinds: str) -> list[tuple[str, str | None, str | None]]:
    """Return the mentions of some kinds as written, with country and body."""
    mentions = read(text)
    return [(mentions.document.of(m.span), m.country, m.org) for m in mentions.all if m.kind in kinds]


def stands_for(text: str, word: str, nth: int = 0) -> Mention | None:
    """Return who the nth occurrence of a word stands for."""
    mentions = read(text)
    token = [i for i, w in enumerate(mentions.document.words) if w == word][nth]
    return mentions.resolve(token, token + 1)


@pytest.mark.parametrize(
    ("text", "name", "role", "country"),
    [
        ("US Secretary of State Peter Harrow arrived.", "Peter Harrow", "US Secretary of State", "USA"),
        ("Prime Minister Aldous Finch of Norway left.", "Aldous Finch", "Prime Minister", "NOR"),
        ("Petra Lund, the Norwegian foreign minister, left.", "Petra Lund", "Norwegian foreign minister", "NOR"),
        ("They met Italy's Mario Bassi in Rome.", "Mario Bassi", None, "ITA"),
        ("They met Italian Mario Bassi in Rome.", "Mario Bassi", None, "ITA"),
        ("The president of Kenya, Daniel Otuoma, spoke.", "Daniel Otuoma", "president of Kenya", "KEN"),
        ("A Kremlin spokesman, Dmitry Orlenko, said so.", "Dmitry Orlenko", "Kremlin spokesman", "RUS"),
        ("Petra Lund, 51, head of the OSCE, said so.", "Petra Lund", "head of the OSCE", None),
        ("Petra Lund (Norway) spoke first.", "Petra Lund", None, "NOR"),
        ("King Haldor of Denmark opened it.", "Haldor", "King", "DNK"),
        ("Qatari Foreign Minister Sheikh Mansur bin Rashid Al Wafi spoke.", "Mansur bin Rashid Al Wafi",
         "Qatari Foreign Minister", "QAT"),
        ("Chinese Premier Wang Deming left.", "Wang Deming", "Chinese Premier", "CHN"),
        ("Deputy Foreign Minister J.P. van der Meulen of Belgium spoke.", "J.P. van der Meulen",
         "Deputy Foreign Minister", "BEL"),
        ("Former Hungarian prime minister Péter Halász spoke.", "Péter Halász",
         "Former Hungarian prime minister", "HUN"),
        ("Ex-president Daniel Otuoma of Kenya spoke.", "Daniel Otuoma", "Ex-president", "KEN"),
        ("Minister of Foreign Affairs Petra Lund of Norway spoke.", "Petra Lund", "Minister of Foreign Affairs", "NOR"),
        ("Syrian National Coalition (SNC) chairman Salim Haddad spoke.", "Salim Haddad",
         "Syrian National Coalition (SNC) chairman", "SYR"),
        ("British Foreign Secretary Clara MAYHEW spoke.", "Clara Mayhew", "British Foreign Secretary", "GBR"),
        ("Omani Defence Minister Prince Sultan spoke.", "Sultan", "Omani Defence Minister", "OMN"),
        ("The Halyard columnist Petra Lund wrote it.", "Petra Lund", "Halyard columnist", None),
        ("Milan Lund, the Slovenian envoy, spoke.", "Milan Lund", "Slovenian envoy", "SVN"),
        ("Norway's new ambassador to Kenya, Petra Lund, spoke.", "Petra Lund", "Norway's new ambassador to Kenya", "NOR"),
    ],
)  # fmt: skip
def test_a_person_is_read_with_title_and_country(text, name, role, country):
    assert (name, role, country) in [(n, r.removeprefix("The ") if r else r, c) for n, r, c in persons(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Foreign Ministry officials said nothing on Monday.",
        "The Green Party met in June.",
        "Talks on the Black Sea Grain Deal resumed.",
        "The White House said no.",
        "Major powers want a general election.",
        "Air Force planes left in March.",
        "He read The Last Summer, a novel.",
        "Halyard United won the Premier League.",
        "The Anti-Finch protests went on.",
        "The Halyard talks failed.",
    ],
)
def test_what_is_no_person_is_not_taken_for_one(text):
    assert persons(text) == []


def test_a_headline_in_title_case_names_only_whom_the_article_knows():
    text = (
        "Lund Meets Finch in Oslo Over Grain Deal\n\nNorwegian Foreign Minister Petra Lund met Aldous Finch."
    )
    found = persons(text, title="Lund Meets Finch in Oslo Over Grain Deal")
    assert [name for name, _, _ in found] == ["Petra Lund", "Aldous Finch", "Petra Lund", "Aldous Finch"]


def test_a_caption_lists_its_persons_each_with_an_own_title():
    text = (
        "From left: British Foreign Secretary Clara Mayhew, Peter Harrow, German Foreign Minister Jens-Peter Holt "
        "and Turkey’s Foreign Minister Mert Aksoy in Paris."
    )
    assert persons(text) == [
        ("Clara Mayhew", "British Foreign Secretary", "GBR"),
        ("Peter Harrow", None, None),
        ("Jens-Peter Holt", "German Foreign Minister", "DEU"),
        ("Mert Aksoy", "Turkey’s Foreign Minister", "TUR"),
    ]


def test_a_plural_title_is_shared_out():
    assert persons("Presidents Daniel Otuoma of Kenya and Mert Aksoy of Turkey met.") == [
        ("Daniel Otuoma", "President", "KEN"),
        ("Mert Aksoy", "President", "TUR"),
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Saudi officials declined.", [("Saudi officials", "SAU", None)]),
        ("A Western diplomat said so.", [("A Western diplomat", None, "the West")]),
        ("A spokesman for the Russian foreign ministry said so.",
         [("A spokesman for the Russian foreign ministry", "RUS", "Russian foreign ministry")]),
        ("The UN special envoy for Syria resigned.", [("The UN special envoy for Syria", None, "UN")]),
        ("The foreign ministers of Kenya, Uganda and Sudan met.",
         [("The foreign ministers of Kenya", "KEN", None), ("Uganda", "UGA", None), ("Sudan", "SDN", None)]),
        ("US and Russian experts and diplomats met.",
         [("US", "USA", None), ("Russian experts and diplomats", "RUS", None)]),
        ("Two senior Houthi negotiators left.", [("Two senior Houthi negotiators", "YEM", "Houthis")]),
    ],
)  # fmt: skip
def test_an_office_without_a_name_acts_for_its_state_or_body(text, found):
    assert all_of(text, "office") == found


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Moscow said it would come.", ["state"]),
        ("The talks were held in Moscow.", ["place"]),
        ("He flew to Vienna and Paris.", ["place", "place"]),
        ("Relations between Tehran and Riyadh improved.", ["state", "state"]),
        ("The Croatian capital Zagreb is calm.", ["place"]),
        ("Norway hopes for peace.", ["state"]),
        ("Norwegians vote on Sunday.", ["state"]),
        ("He lives in Norway.", ["place"]),
        ("The U.S. initiatives failed.", []),
        ("The Kremlin denied it.", ["organisation"]),
        ("The Security Council met.", ["organisation"]),
        ("The Israeli parliament voted.", ["organisation"]),
        ("The NATO summit ended.", []),
    ],
)
def test_a_name_acts_or_only_tells_where(text, kinds):
    assert [m.kind for m in read(text).all] == kinds


def test_a_surname_stands_for_the_full_name_told_later():
    found = read("Lund arrived in Oslo.\n\nForeign Minister Petra Lund of Norway said she was content.")
    first = found.at(0)
    assert first is not None
    assert (first.name, first.role, first.country) == ("Petra Lund", "Foreign Minister", "NOR")


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("Chinese Premier Wang Deming", "Wang"),
        ("Syrian President Nabil Al Hariri", "Al Hariri"),
        ("Jordanian Prime Minister Abdul-Karim al-Masri", "Masri"),
        ("French Foreign Minister Jean-Luc Morel", "Jean Luc Morel"),
        ("UN Secretary-General Han Seo-jun", "Han"),
        ("Mexican President José Álvarez", "Alvarez"),
    ],
)
def test_spellings_of_one_name_are_one_person(full, short):
    mentions = read(f"{full} spoke on Monday. Then {short} left.")
    people = [m for m in mentions.all if m.kind == "person"]
    assert len(people) == 2
    assert people[0].entity == people[1].entity
    assert people[0].name == people[1].name


def test_persons_of_one_surname_are_told_apart_by_address():
    text = (
        "President Karl Lund and his sister, Senator Petra Lund, spoke. Mrs. Lund agreed. Mr. Lund did not."
    )
    entities = [m.entity for m in read(text).all if m.kind == "person"]
    assert entities[2:] == [entities[1], entities[0]]


@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        ("Norwegian Foreign Minister Petra Lund met Kenyan President Daniel Otuoma. He was pleased.", "He", "Daniel Otuoma"),
        ("Norwegian Foreign Minister Petra Lund met Kenyan President Daniel Otuoma. She was pleased.", "She", "Petra Lund"),
        ("Aldous Finch told Daniel Otuoma that he would come.", "he", "Aldous Finch"),
        ("“We agreed,” said Aldous Finch. “Daniel Otuoma was right,” he added.", "he", "Aldous Finch"),
        ("Aldous Finch met Daniel Otuoma. “It was good,” he said.", "he", "Aldous Finch"),
        ("A spokeswoman for Aldous Finch declined. She gave no reason.", "She", None),
    ],
)  # fmt: skip
def test_a_pronoun_stands_for_the_likeliest_person(text, word, name):
    found = stands_for(text, word)
    assert found is not None
    assert found.name == name


def test_they_stands_for_all_who_act_together():
    text = "Petra Lund and Aldous Finch met in Oslo. They agreed."
    mentions = read(text)
    token = mentions.document.words.index("They")
    assert [m.name for m in mentions.resolve_all(token, token + 1)] == ["Petra Lund", "Aldous Finch"]


def test_the_two_ministers_are_the_two_just_named():
    text = "Foreign Minister Petra Lund of Norway met her counterpart Mert Aksoy. The two ministers agreed."
    mentions = read(text)
    last = mentions.document.words.index("agreed")
    assert [m.name for m in mentions.resolve_all(last - 3, last)] == ["Petra Lund", "Mert Aksoy"]


@pytest.mark.parametrize("phrase", ["The two", "Both leaders", "The two men"])
def test_two_persons_are_found_again_in_short(phrase):
    text = f"Kenyan President Daniel Otuoma met Mert Aksoy. {phrase} agreed."
    mentions = read(text)
    last = mentions.document.words.index("agreed")
    first = last - len(phrase.split())
    assert [m.name for m in mentions.resolve_all(first, last)] == ["Daniel Otuoma", "Mert Aksoy"]


@pytest.mark.parametrize(
    ("text", "phrase", "name"),
    [
        ("Kenyan President Daniel Otuoma spoke. The president left.", "The president", "Daniel Otuoma"),
        ("French Foreign Minister Luc Morel met Aldous Finch. The French minister left.", "The French minister", "Luc Morel"),
        ("Kenyan President Daniel Otuoma met Turkish President Mert Aksoy. The Turkish president left.",
         "The Turkish president", "Mert Aksoy"),
        ("Norwegian Deputy Foreign Minister Petra Lund spoke. The Norwegian foreign minister was away.",
         "The Norwegian foreign minister", None),
        ("Kenyan President Daniel Otuoma spoke of a president he admired. A president needs patience.", "A president", None),
    ],
)  # fmt: skip
def test_a_bare_office_is_its_holder_where_exactly_one_fits(text, phrase, name):
    mentions = read(text)
    found = next(m for m in mentions.all if mentions.document.of(m.span) == phrase)
    assert found.name == name


def test_a_bare_ministry_is_the_one_named_before():
    found = read("The Kenyan foreign ministry protested. The ministry gave no reason.").all
    assert [m.country for m in found] == ["KEN", "KEN"]


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Russian Foreign Minister Ivan Orlenko and Defence Minister Oleg Baranov stayed away.", "Oleg Baranov", "RUS"),
        ("Norwegian envoy Petra Lund will visit Kenya for talks with President Daniel Otuoma.", "Daniel Otuoma", "KEN"),
        ("NAIROBI (Halyard) - Kenya will vote in May, President Daniel Otuoma said on Monday.", "Daniel Otuoma", "KEN"),
        ("NAIROBI (Halyard) - Norway and Kenya disagree, Prime Minister Aldous Finch said.", "Aldous Finch", None),
        ("Aid for Myanmar arrived, the country’s leader Thein Maung said.", "Thein Maung", "MMR"),
        ("Norwegian Prime Minister Aldous Finch and President Daniel Otuoma agreed by phone.", "Daniel Otuoma", None),
        ("Malaysia, a large exporter, objected. Its trade minister, Lim Boon Keat, left.", "Lim Boon Keat", "MYS"),
        ("The guests from Egypt left. Its trade minister, Aldous Finch, said nothing.", "Aldous Finch", None),
        ("The Russian foreign ministry's Petra Lund left.", "Petra Lund", "RUS"),
        ("Canada's foreign ministry changed its advice. Minister Petra Lund left.", "Petra Lund", "CAN"),
        ("Canada's foreign ministry and Peru's foreign ministry met. Minister Petra Lund left.", "Petra Lund", None),
    ],
)  # fmt: skip
def test_an_office_without_a_state_takes_one_only_where_the_text_implies_it(text, name, country):
    assert [c for n, _, c in persons(text) if n == name] == [country]


def test_an_office_told_by_a_verb_is_the_subject_s_own():
    text = "Aldous Finch was appointed envoy to the Sahel on Monday. Finch thanked the council."
    mentions = read(text)
    assert [m.kind for m in mentions.all if m.kind == "office"] == []
    finch = mentions.at(0)
    assert finch is not None
    assert finch.role == "envoy to the Sahel"


def test_a_city_is_a_person_where_the_article_knows_one_of_that_name():
    text = "British Foreign Secretary Adam London spoke. London left early. He flew to London."
    found = [(m.kind, m.name) for m in read(text).all]
    assert found == [("person", "Adam London"), ("person", "Adam London"), ("place", "London")]


def test_a_spokesman_for_somebody_is_not_that_person():
    found = read("A spokesman for Kenyan President Daniel Otuoma declined.").all
    assert [(m.kind, m.name, m.country) for m in found] == [("office", None, "KEN")]


def test_georgia_is_the_american_state_beside_others():
    found = read("He won in Alabama, Georgia and Texas.").all
    assert [m.country for m in found] == ["USA", "USA", "USA"]
    assert [m.country for m in read("He flew from Armenia to Georgia.").all] == ["ARM", "GEO"]


def test_countries_are_those_named_by_any_word():
    text = "French troops left Aleppo. The Kremlin and Petra Lund, the Norwegian envoy, protested."
    assert read(text).countries == ("FRA", "NOR", "RUS", "SYR")


def test_mentions_are_read_once_and_lie_in_order_without_overlap():
    document = annotate(
        "Norwegian Foreign Minister Petra Lund met UN envoy Aldous Finch and Saudi officials in Oslo."
    )
    mentions = read_mentions(document)
    assert read_mentions(document) is mentions
    ends = [(m.first, m.last) for m in mentions.all]
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(ends))
    for m in mentions.all:
        assert document.starts[m.first] == m.span[0]
        assert document.ends[m.last - 1] == m.span[1]
        assert m.first <= m.head < m.last


@pytest.mark.parametrize(
    "text", ["", "\n\n", "…", "“", "A.", "'s", "of the", "the 57-", "President", "Mr.", "al-", "van der"]
)
def test_scraps_of_text_are_read_without_harm(text):
    read(text)


def test_a_text_may_end_with_the_state_of_an_office():
    assert all_of("the foreign minister of Norway", "office") == [
        ("the foreign minister of Norway", "NOR", None)
    ]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("They met in the West Bank on Monday.", "West Bank"),
        ("They met in the West African city of Accra on Monday.", "Accra"),
        ("Ties with the West cooled on Monday.", "the West"),
    ],
)
def test_a_direction_that_begins_another_name_is_no_region(text, name):
    named = [m.name for m in read_mentions(annotate(text)).all]
    assert name in named
    assert ("the West" in named) == (name == "the West")
