"""What a query may be, what is refused and in which words."""

import time

import pytest

from digests.lexicon.tables import cell, shipped
from digests.query import QueryError, parse

GOOD = {
    "“without preconditions”": '"without preconditions"',
    "«without preconditions»": '"without preconditions"',
    "'without preconditions'": '"without preconditions"',
    'country:SYR OR "Syria talks"': 'country:SYR OR "Syria talks"',
    "country:syria": "country:SYR",
    "country: Syria": "country:SYR",
    'Country:"United Kingdom"': "country:GBR",
    "country:uk": "country:GBR",
    "country:Сирия": "country:SYR",
    "country:Norwegian": "country:NOR",
    "country:NO OR country:AND": "country:NOR OR country:AND",
    "country:russians": "country:RUS",
    "country:Congo": "country:COD",
    "country:سورية": "country:SYR",
    "country:Deutschland": "country:DEU",
    "country:EE.UU.": "country:USA",
    "lang:Farsi": "lang:fa",
    "lang:deutsch": "lang:de",
    "lang:en-US": "lang:en",
    "lang:ro": "lang:ro",
    "class:agencies": "class:wire",
    "‚ohne Vorbedingungen‘": '"ohne Vorbedingungen"',
    "‹sans conditions›": '"sans conditions"',
    "„ohne Vorbedingungen“": '"ohne Vorbedingungen"',
    "« sans conditions »": '"sans conditions"',
    "status:canceled": "status:cancelled",
    "act:denied": "act:deny",
    "kind:meetings": "kind:meeting",
    "lang:Arabic": "lang:ar",
    "lang:fre": "lang:fr",
    "a b OR c d": "a b OR c d",
    "(a OR b) NOT (c d)": "(a OR b) NOT (c d)",
    "a AND b": "a b",
    'sanction* NEAR/5 "oil price"': 'sanction* NEAR/5 "oil price"',
    "a NEAR b": "a NEAR/10 b",
    "12:30": '"12:30"',
    "who:Лавренко": "who:Лавренко",
    "who:Lav*": "who:Lav*",
    "NOT class:state-media": "NOT class:state-media",
    '"AND"': '"AND"',
    "（ceasefire OR truce） talks": "(ceasefire OR truce) talks",
    "don’t": "don’t",
}
#: Query, column, words of the reason or the suggestion.
BAD = [
    ("", 1, "nothing stands here"),
    ("  \u200b ", 1, "nothing stands here"),
    ("OR a", 1, "one is missing"),
    ("a OR", 5, "missing after `OR`"),
    ("a AND AND b", 7, "one is missing"),
    ("NOT", 4, "missing after `NOT`"),
    ("(a OR b", 1, "never closed"),
    ("a)", 2, "closes nothing"),
    ("()", 2, "nothing stands before"),
    ('"a b', 1, "never closed"),
    ('a ""', 3, "no letter"),
    ("a …", 3, "no letter"),
    ("*", 1, "find everything"),
    ("a*", 1, "at least 2 letters"),
    ("pre*conditions", 4, "end of a word"),
    ("-Lund talks", 1, "NOT Lund"),
    ("a || b", 3, "write OR"),
    ("city:Geneva", 1, "`place:`"),
    ("contry:SYR", 1, "`country:`"),
    ("https://example.org", 1, "quotation marks"),
    ("country:", 1, "no value"),
    ("country:(SYR OR IRQ)", 9, "country:A OR country:B"),
    ("a country:Syrai", 11, "Syria"),
    ("country:Aleppo", 9, "country:SYR"),
    ("country:EU", 9, "org:"),
    ("status:hled", 8, "status:held"),
    ("act:dance", 5, "is one of say"),
    ("act:welcomed", 5, "write act:praise"),
    ("act:called", 5, "write act:urge"),
    ("kind:person", 6, "article, statement, meeting"),
    ("lang:arabian", 6, "Arabic"),
    ("a NEAR/0 b", 3, "1 to 100"),
    ("a NEAR/5 country:SYR", 10, "not fields"),
    ("a NEAR/5 b NEAR/5 c", 12, "two words, not three"),
    ("NOT a", 1, "finds everything"),
    ("a OR NOT a", 1, "finds everything"),
    ("kind:article", 1, "finds everything"),
    ("NOT who:Lund", 1, "finds everything"),
    ("class:press OR NOT class:press", 1, "finds everything"),
    ("a NOT a", 1, "never find"),
    ("(a OR b) NOT a NOT b", 1, "never find"),
    ("status:held status:planned", 13, "join them by OR"),
    ("kind:meeting kind:statement", 14, "join them by OR"),
    ("kind:meeting act:reject", 14, "never hold of one item"),
    ("status:held act:say", 13, "never hold of one item"),
    ("kind:article place:Geneva", 14, "`place:Geneva` never hold of one item"),
    ("a + b", 3, "leave it out"),
    ("a / b", 3, "write OR"),
    ("who=Lund", 4, "write who:Lund"),
    ("who :Lund", 5, "without a blank"),
    ("who::Lund", 5, "write who:Lund"),
    ("who:Lund,Finch", 9, "write (who:Lund OR who:Finch)"),
    ('who:"Lund, Petra"', 5, 'write who:"Petra Lund"'),
    ("country:SYR,IRQ", 12, "write (country:SYR OR country:IRQ)"),
    ("country:North Korea", 9, 'write country:"North Korea"'),
    ("country:Korea", 9, "country:PRK (North Korea) or country:KOR (South Korea)"),
    ("country:S*", 10, "no `*`"),
    ("lang:xx", 6, "is no language"),
    ("kind:summit", 6, "write kind:meeting summit"),
    ("kind:interview", 6, "kind:statement"),
    ("status:happened", 8, "did you mean status:held?"),
    ("status:upcoming", 8, "did you mean status:planned?"),
    ('status:"not held"', 8, "did you mean NOT status:held?"),
    ("class:government", 7, "did you mean class:official?"),
    ("a near/5 b", 3, "write a NEAR/5 b"),
    ("a NEAR /5 b", 8, "write a NEAR/5 b"),
    ("a W/5 b", 3, "write a NEAR/5 b"),
    ('"a b"~5', 6, "write a NEAR/5 b"),
    ("a NEAR/5 (b OR c)", 10, "not brackets"),
    ("a~2", 2, "no meaning"),
    ("sanct?on", 6, "no meaning"),
    ("[a OR b]", 1, "brackets are ( and )"),
    ("without preconditions”", 22, "closes nothing"),
    ("since:7d talks", 1, "asks for no day"),
    ("title:talks", 1, "headline and text"),
    ("minister:Lund", 1, "`role:`"),
    ("in:Geneva", 1, "`place:`"),
    ("pays:Syrie", 1, "`country:`"),
    ("Land:Syrien", 1, "`country:`"),
    ("país:Siria", 1, "`country:`"),
    ("страна:Сирия", 1, "`country:`"),
    ("دولة:سوريا", 1, "`country:`"),
    ("wer:Lund", 1, "`who:`"),
    ("من:لافروف", 1, "`who:`"),
]


@pytest.mark.parametrize(
    "phrase",
    [
        "b^",
        "sanct?on",
        "NEAR/5",
        "w/5",
        "who=Lund",
        "[a",
        "{a",
        "?",
        "and/or",
        "a~2",
        "b~",
        "a,b",
        "a;b",
        "+",
        "NEAR5",
        "‘a",
    ],
)
def test_a_word_in_quotation_marks_is_printed_so_that_it_is_read_again(phrase):
    """What stands for itself in quotation marks would be refused, or mean something, without them."""
    found = parse(f'talks place:"{phrase}x" org:"{phrase}x"')
    assert parse(str(found)).tree == found.tree
    try:
        found = parse(f'talks "{phrase}"')
    except QueryError:
        assert not any(character.isalnum() for character in phrase)
        return
    assert parse(str(found)).tree == found.tree


@pytest.mark.parametrize(("text", "shown"), GOOD.items())
def test_a_query_is_read_and_printed_as_it_is_meant(text, shown):
    assert str(parse(text)) == shown
    assert parse(shown).tree == parse(text).tree


@pytest.mark.parametrize(("text", "column", "words"), BAD)
def test_a_mistake_is_told_with_column_and_remedy(text, column, words):
    with pytest.raises(QueryError) as caught:
        parse(text)
    assert caught.value.column == column
    assert words in str(caught.value)
    assert caught.value.with_caret().splitlines()[-1].strip() == "^"


@pytest.mark.parametrize("row", shipped("asking"), ids=lambda row: f"{row['kind']} {row['means']}")
def test_a_word_people_ask_with_means_what_its_row_says(row):
    kind = row["kind"]
    for word in cell(row, "forms"):
        if kind == "tag":
            assert str(parse(f"lang:{word}")) == str(parse(f'lang:"{word} -"')) == f"lang:{word}"
        else:
            assert str(parse(f'talks {kind}:"{word}"')) == f"talks {kind}:{row['means']}"
    for word in cell(row, "near"):
        if kind == "operator":
            assert f"the operator is {row['means']}" in parse(f"talks {word} truce").notices[0]
            continue
        with pytest.raises(QueryError) as caught:
            parse(f"{word}:Geneva" if kind in ("field", "day", "text") else f'{kind}:"{word}"')
        assert row["means"] in str(caught.value) or kind in ("day", "text")


def test_columns_count_what_was_typed_with_its_invisible_characters():
    with pytest.raises(QueryError) as caught:
        parse("\u202ea\u200b b) c")
    assert caught.value.column == 6


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("ceasefire or truce", "OR"),
        ('org:"Harbour Friends"', "no body or party called Harbour Friends"),
        ("place:Lundhaven", "no place called Lundhaven"),
        ("place:Genevva", "did you mean place:Geneva?"),
        ('org:"European Unoin"', 'did you mean org:"European Union"?'),
        ("source:gazete", "did you mean source:gazette?"),
        ("who:Lumd", "no office-holder called Lumd was read of so far; did you mean who:Lund?"),
        ("who:لوند", "in Latin letters it is found in all"),
        ("role:minster", "did you mean role:minister?"),
        ("who:Petra Lund", 'write who:"Petra Lund"'),
        ("ceasefire, truce", "for any of them write OR"),
        ("ceasefire ODER truce", "the operator is OR"),
        ("Alep ET Damas", "the operator is AND"),
        ("NICHT Aleppo", "the operator is NOT"),
        ("вода И хлеб", "the operator is AND"),
        ('"sanction*"', "between quotation marks"),
    ],
)
def test_what_may_be_a_slip_is_noticed_and_not_refused(text, words):
    (notice,) = parse(text, sources=("gazette", "wire"), people=("Petra Lund",)).notices
    assert words in notice


@pytest.mark.parametrize(
    "text",
    "org:UN|org:ONU|org:ООН|place:Geneva|place:Genf|place:Ginebra|place:جنيف|place:Switzerland|source:gazette|who:Lund"
    '|role:minister|role:"deputy foreign minister"|country:SYR who:Lund'.split("|"),
)
def test_what_is_known_needs_no_notice(text):
    assert parse(text, sources=("gazette",), people=("Petra Lund",)).notices == ()


HOSTILE = {
    "100 kB of words": "word " * 20_000,
    "100 kB without a space": "x" * 100_000,
    "deep nesting": "(" * 50_000 + "a" + ")" * 50_000,
    "short deep nesting": "(" * 900 + "a" + ")" * 900,
    "many NOT": "NOT " * 490 + "a",
    "many pairs": " ".join(f"(a{n} OR b{n})" for n in range(90))
    + " "
    + " ".join(f"NOT a{n}" for n in range(45)),
    "hard to refute": " ".join(
        f"(a{n} OR b{n} OR NOT c{n % 7}) (NOT a{n} OR c{n % 5} OR NOT b{n})" for n in range(30)
    ),
    "regex": "(a+)+$ .*(.*)* [a-z]{1,100000} (?=x)",
    "FTS5": 'title : "a" * OR {text} : b NEAR(a b, 10) ^c',
    "SQL": "'; DROP TABLE articles; --",
    "quotation marks": '"' * 1999,
    "colons": "a:" * 900,
    "stars": "*" * 1999,
    "bidi": "\u202e\u2066ceasefire\u2069\u200f \u200b\u200d\ufefftalks",
    "only invisible": "\u200b" * 2000,
    "control characters": "\x00\x01\x1b[31mred\x7f",
    "half a surrogate": "a\ud800b",
    "combining": "a" + "\u0301" * 1900,
    "apostrophes": "a'" * 990,
    "dots": "a." * 990,
    "pairs of NEAR": "a NEAR/5 " * 200 + "b",
    "long field": "who:" + "ya" * 900,
    "many parts of a name": 'who:"' + "yulia sergei kholodnitsky " * 70 + '"',
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_queries_are_answered_at_once(text):
    parse("warm up")
    begin = time.perf_counter()
    try:
        parse(text)
    except QueryError as error:
        assert len(str(error)) < 1_000
        error.with_caret()
    assert time.perf_counter() - begin < 0.1
