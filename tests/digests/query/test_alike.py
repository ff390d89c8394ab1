"""A person asked for by a Latin name is found in Cyrillic and Greek texts in every case, and no other person is."""

import re

import pytest

from digests.query import Matcher, Outlet, Subject, holds, parse
from digests.records import Facts
from tests.digests.query.making import article

FOUND = """
Lavrov=Лаврова · Lawrow=Лавровым · Sergei Lavrov=Сергеем Лавровым · Sergey Lavrov=Сергею Лаврову · Лавров=Лавровым
Maria Karpova=Мария Карпова · Maria Karpova=Марии Карповой · Dmitry Orlov=Дмитрием Орловым · Yuri Belov=Юрий Белов
Andrey Yermolov=Андрей Ермолов · Yermolov=Ермолова · Aliyev=Алиевым · Tokayev=Токаева · Zelinsky=Зелинского · Kerry=Керри
Alexander Petrenko=Александра Петренко · Steinmann=Штайнманн · Macron=Макроном · Erdogan=Эрдоганом · Vucevic=Вучевића
Papadopoulos=Παπαδόπουλος · Papadopoulos=Παπαδοπούλου · Kyriakos Mitros=Κυριάκου Μίτρου · Hakan Fidan=Χακάν Φιντάν
Erdogan=Ερντογάν · Putin=Πούτιν · Lavrov=Λαβρόφ
"""
OTHERS = """
Petrov=Петренко · Karpov=Карпенко · Orlov=Орловский · Marin=Мария · Rubin=Рабин · Ivan Belov=Иван Орлов · Ivan Belov=Белов Иван
Papadopoulos=Παπαδάκης · Lavrov=Лавра
"""


def _subject(text):
    return Subject(
        article(f"{text} .", language="ru"), Facts(read=False), Outlet(id="a", name="A", family="A")
    )


@pytest.mark.parametrize("pair", re.split("[·\n]", FOUND.strip()))
def test_a_name_is_found_in_every_case(pair):
    query, text = pair.strip().split("=")
    asked = parse(f'who:"{query}"').meaning
    assert holds(asked, _subject(text))
    matcher = Matcher()
    matcher.add("desk", asked)
    assert matcher.match(_subject(text))


@pytest.mark.parametrize("pair", re.split("[·\n]", OTHERS.strip()))
def test_another_name_is_not_taken_for_it(pair):
    query, text = pair.strip().split("=")
    assert not holds(parse(f'who:"{query}"').meaning, _subject(text))
