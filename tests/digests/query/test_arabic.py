"""A person asked for by a Latin name is found in Arabic and Persian texts, and no other person is."""

import re

import pytest

from digests.query import Matcher, Outlet, Subject, holds, parse, passages
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

WHOLE = """
Sergei Lavrov=سيرغي لافروف · Sergei Lavrov=سرگئی لاوروف · Sergey Lavrov=سيرغي لافروف · Сергей Лавров=سيرغي لافروف
سيرغي لافروف=سيرغي لافروف · سيرغي لافروف=سيرغي لاوروف · عبد الرحمن فرحات=عبدالرحمن فرحات
Karim Mansour=كريم منصور · Karim Mansour=وقال كريم منصور إن · Mahmoud Haddad=محمود حداد · Hassan Darwish=حسن درويش
Hussein Darwish=حسين درويش · Mohammed bin Rashid=محمد بن راشد · Muhammad bin Rashid=محمد بن راشد · Khalid al-Amiri=خالد العامري
Abdel Rahman Farhat=عبد الرحمن فرحات · Abdel-Rahman Farhat=عبدالرحمن فرحات · Abdulrahman Farhat=عبد الرحمن فرحات
Abdullah Mansour=عبد الله منصور · Abdallah Mansour=عبدالله منصور · Fares Nasrallah=فارس نصر الله · Abu Tarek=أبو طارق
Ahmed al-Sharif=أحمد الشريف · Ahmed ash-Sharif=أحمد الشريف · Yahya Shoukry=يحيى شكري · Mustafa el-Hadi=مصطفى الهادي
Behrouz Karimi=بهروز کریمی · Javad Golzar=محمد جواد گلزار · Viktor Petrenko=فيكتور بيترينكو · John Parker=جون باركر
"""
OTHER_PEOPLE = """
Mahmoud Haddad=محمد حداد · Mohammed Haddad=محمود حداد · Hassan Darwish=حسين درويش · Hussein Darwish=حسن درويش
Karim Mansour=كرم منصور · Karim Mansour=منصور كريم · Karim Mansour=كريم بن منصور · Karim Mansour=كريم قال منصور
Salem Haddad=سليم حداد · Samir Haddad=سمر حداد · Samira Haddad=سمير حداد · Jamal Haddad=جميل حداد · Rashid Karami=رشاد كرامي
Mohammed bin Rashid=محمد راشد · Abdel Rahman Farhat=عبد الكريم فرحات · Karim Mahmoudi=كريم محمدي · Karim Hamidi=كريم حمدي
Sergei Lavrov=سيرغي لبنان · سيرغي لافروف=سيرغي بيتروف · Ali Bo=على بو
"""


@pytest.mark.parametrize("pair", re.split("[·\n]", WHOLE.strip()))
def test_a_name_of_several_words_is_found_in_arabic_letters_in_all_ways(pair):
    query, text = pair.strip().split("=")
    subject, asked = _subject(f"قال {text} اليوم"), parse(f'who:"{query}"')
    found = holds(asked.meaning, subject)
    assert found
    begin, end = passages(found)[1][0]
    assert subject.article.text[begin:end] in text
    matcher = Matcher()
    matcher.add("desk", asked.meaning)
    assert matcher.match(subject)


@pytest.mark.parametrize("pair", re.split("[·\n]", OTHER_PEOPLE.strip()))
def test_another_person_is_not_taken_for_a_name_of_several_words(pair):
    query, text = pair.strip().split("=")
    assert not holds(parse(f'who:"{query}"').meaning, _subject(f"قال {text} اليوم"))


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
