"""What a query finds: words and fields of one item."""

from pathlib import Path

import pytest

from digests.extract import read_article
from digests.query import Matcher, Outlet, Subject, holds, parse, passages
from digests.query.evaluate import all_found, why
from digests.records import Facts
from tests.digests.query.making import article, subject

SEED = Path(__file__).parents[4] / "shared" / "samples" / "aleppo-paris-2016-12-11.txt"
TEXT = (
    "OSLO (Halyard) - Foreign Minister Petra Lund of Norway met her Estonian counterpart, Aldous Finch, in Geneva on Monday.\n\n"
    "“There will be no talks with preconditions,” Lund warned reporters. Russian Foreign Minister Oleg Lavrenko will visit "
    "Ankara on Friday.\n\n"
    "The UN welcomed the ceasefire around Aleppo."
)
NEWS = article(TEXT, title="Lund and Finch meet")
READ = Subject(
    NEWS, read_article(NEWS), Outlet(id="halyard", name="Halyard Wire", family="Halyard", klass="wire")
)

FOUND = [
    ("who:Lund kind:meeting", "meeting", "Lund of Norway met"),
    ("kind:meeting place:Geneva", "meeting", "Lund of Norway met"),
    ("place:Switzerland", "meeting", "Lund of Norway met"),
    ("who:Lavrenko kind:meeting", "meeting", "Lavrenko will visit"),
    ("who:Лавренко kind:meeting", "meeting", "Lavrenko will visit"),
    ("country:TUR kind:meeting", "meeting", "Lavrenko will visit"),
    ("status:planned", "meeting", "Lavrenko will visit"),
    ("act:warn", "statement", "There will be"),
    ("kind:statement who:Lund precondition", "statement", "There will be"),
    ("role:minister status:held", "meeting", "Lund of Norway met"),
    ("country:SYR", "article", "Aleppo"),
    ("country:EST", "article", "Estonian"),
    ("org:UN", "article", "The UN welcomed"),
    ("source:halyard ceasefire", "article", "ceasefire"),
    ('source:"Halyard Wire" ceasefire', "article", "ceasefire"),
    ("class:wire lang:en ceasefire", "article", "ceasefire"),
    ("status:planned OR ceasefire", "meeting", "Lavrenko will visit"),
    ("ceasefire NOT status:held", "article", None),
    ("country:NOR NOT status:planned", "meeting", "Lund of Norway met"),
    ("Lund NEAR/3 Norway", "article", "Lund of Norway"),
    ("precond* NEAR/3 talk", "article", "talks with preconditions"),
    ("finch ceasefire", "article", None),
]
NOT_FOUND = [
    "who:Lund kind:meeting place:Ankara",
    "who:Lavrenko status:held",
    "kind:meeting ceasefire",
    "who:Finch kind:statement",
    "act:warn who:Finch",
    "country:USA",
    "ceasefire NOT Lund",
    "country:SYR NOT country:NOR",
    "class:official",
    "lang:fr",
    "org:WHO",
    "Lund NEAR/2 Oslo",
    "source:gazette",
    "finch",
][:-1]


@pytest.mark.parametrize(("query", "kind", "words"), FOUND)
def test_a_query_finds_the_item_it_is_about(query, kind, words):
    if query == "ceasefire NOT status:held":
        # An article has no status, so nothing can be said of it; the meetings do not speak of a ceasefire.
        assert holds(parse(query).meaning, READ) is None
        return
    found = holds(parse(query).meaning, READ)
    assert found is not None
    assert found.kind == kind
    if words:
        begin, end = passages(found)[0]
        assert words in TEXT[begin:end]
    matcher = Matcher()
    matcher.add("desk", parse(query).meaning)
    assert matcher.match(READ)


@pytest.mark.parametrize("query", NOT_FOUND)
def test_fields_and_words_hold_of_one_item_or_not_at_all(query):
    assert holds(parse(query).meaning, READ) is None


def test_a_passage_tells_which_words_matched():
    found = holds(parse("“without preconditions” OR precondition NEAR/9 talks").meaning, READ)
    (begin, end), marks = passages(found)
    assert TEXT[begin:end].startswith("“There will be")
    assert [TEXT[a:b] for a, b in marks] == ["talks", "preconditions"]


def test_an_alert_says_which_fields_held_without_codes():
    found = holds(parse("country:NOR who:Lund status:held").meaning, READ)
    assert sorted(why(found.node)) == ["Norway", "held"]


def test_every_item_that_fits_is_found_records_first():
    kinds = [found.kind for found in all_found(parse("who:Lund OR kind:meeting").meaning, READ)]
    assert kinds[-1] == "article"
    assert kinds.count("meeting") == len(READ.facts.meetings) == 2


def test_who_as_a_word_is_no_organisation():
    assert holds(parse("org:WHO").meaning, subject("Those who came. The WHO said so."))
    assert not holds(parse("org:WHO").meaning, subject("Those who came. Who?"))


@pytest.mark.parametrize("text", ["Сергей Лавренко сказал.", "Встреча с Лавренко.", "с Олегом Лавренком"])
def test_a_name_is_found_in_cyrillic(text):
    assert holds(parse("who:Lavrenko").meaning, subject(text, Facts(read=False), language="ru"))


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("who:Petrova", "Речь Петровой"),
        ("who:Zelinsky", "Встреча с Зелинским"),
        ("who:Sergey", "Сергей сказал"),
        ("who:Papadopoulos", "Ο Παπαδοπουλος"),
        ("who:Лавренко", "Lavrenko said"),
        ("country:NOR", "Норвегия согласилась"),
        ("country:NOR", "النرويج وافقت"),
        ("country:CHN", "中国外交部"),
    ],
)
def test_foreign_scripts_are_found(query, text):
    assert holds(parse(query).meaning, subject(text, Facts(read=False), language="ru"))


def test_the_other_sex_is_another_person():
    assert not holds(parse("who:Petrov").meaning, subject("Petrova said so."))


@pytest.fixture(scope="module")
def seed():
    if not SEED.exists():
        pytest.skip("the sample article is not here")
    text = SEED.read_text("utf-8")
    one = article(text, title="War will not end")
    return Subject(one, read_article(one), Outlet(id="sample", name="Sample", family="Sample"))


@pytest.mark.parametrize(
    ("query", "kind"),
    [
        ("“without preconditions”", "article"),
        ("who:Lavrov kind:meeting", "meeting"),
        ("who:Лавров kind:meeting", "meeting"),
        ("kind:meeting place:Geneva", "meeting"),
        ("country:SYR", "article"),
        ("country:syria", "article"),
        ("el-Assad", "article"),
    ],
)
def test_the_sample_article_is_found(seed, query, kind):
    found = holds(parse(query).meaning, seed)
    assert found is not None
    assert found.kind == kind
