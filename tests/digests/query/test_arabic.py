"""A person asked for by a Latin name is found in Arabic and Persian texts, and no other person is."""

import re

import pytest

from digests.query import Outlet, Subject, holds, parse
from digests.query.archive import words_of
from digests.records import Facts
from tests.digests.query.making import article


def _subject(text, language="ar"):
    return Subject(article(text, language=language), Facts(read=False), Outlet(id="a", name="A", family="A"))


FOUND = """
Lavrov لافروف · Lavrov لاوروف · Araghchi عراقچی · Araghchi عراقجي · Pezeshkian پزشکیان
Putin بوتين · Putin پوتین · Macron ماكرون · Zelensky زيلينسكي · Erdogan أردوغان · Rouhani روحانی · Netanyahu نتنياهو
al-Sudani السوداني · Soleimani سلیمانی · Larijani لاریجانی · Mahmoud محمود · Salman سلمان · Qalibaf قالیباف · عراقچی عراقجي
"""
OTHERS = """
Mahmoud محمد · Mahmud محمد · Mohammed محمود · Salem سلام · Salem سليم · Salim سالم · Hamad حماد · Hamad حامد · Hamid حمد
Karimi كرامي · Salami سلیمی · Ahmad حامد · Rahman رحماني · Hassan حسين · Hosseini حسنی · Jamal جميل · Kamal كامل
Nasser نصر · Kabir كبار · Hamdan حمدون · Hamdan حميدان · Barzani برزين · Lavrov لبنان · Putin بيت · "Abbas Araghchi" عراقچی
"""


def _pairs(lines):
    """Return queries with Arabic texts: the query is one word, or two between quotes."""
    return [
        re.fullmatch(r'("[^"]+"|\S+) (.+)', pair.strip()).groups()
        for pair in re.split("[·\n]", lines.strip())
    ]


@pytest.mark.parametrize(("query", "form"), _pairs(FOUND))
def test_a_name_is_found_in_arabic_letters(query, form):
    subject = _subject(f"قال {form} اليوم")
    asked = parse(f"who:{query}")
    assert holds(asked.meaning, subject)
    words, marks = words_of(subject)
    held = set(f"{words} {marks}".split())
    assert any(held.issuperset(row.words) for row in asked.meaning[0].node.atom.forms)


@pytest.mark.parametrize(("query", "form"), _pairs(OTHERS))
def test_another_name_or_word_in_arabic_letters_is_not_taken_for_it(query, form):
    assert not holds(parse(f"who:{query}").meaning, _subject(f"قال {form} اليوم"))


def test_only_people_are_found_by_sound():
    for query in ("Lavrov", "org:Lavrov", "topic:Lavrov"):
        assert not holds(parse(query).meaning, _subject("قال لافروف اليوم"))
    assert not holds(parse("who:Lavrov").meaning, _subject("Lavrova, lfrwf, l-v-r-v", "en"))
