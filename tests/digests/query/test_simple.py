"""Plain queries are read without the grammar, and mean the same."""

import random

import pytest

from digests.query import QueryError
from digests.query.clean import cleaned
from digests.query.parser import read
from digests.query.simple import simple

PARTS = [
    "talks", "Syria", '"cease fire"', '"a"', "AND", "OR", "NOT", "NEAR", "NEAR/3", "near", "near5", "cease*", "a*",
    "é*", "country:SYR", "country:syria", "country:nowhere", "who:Lund", 'who:"Petra Lund"', "who:lav*", "org:UN",
    "place:Geneva", "role:minister", "kind:meeting", "status:held", "act:reject", "lang:en", "class:press",
    "source:gazette", "topic:talks", "who:", "Who:Lund", "city:Oslo", "country:AND", "who:NOT", "al-Lund", "l'accord",
    "2026", "G7", "café", "Лавров", "停戦", "ـ", "who:ـ", "a²", "½", "“curly”", "--x", '""', '"(a)"', "*",
    '"two  blanks"', '"end "', "a_b",
]  # fmt: skip


def made(chance: random.Random, depth: int = 2) -> str:
    """Return a query, or what is none, that is nearly plain."""
    out = []
    for _ in range(chance.randint(1, 4)):
        part = chance.choice(PARTS)
        if depth and chance.random() < 0.2:
            part = f"({made(chance, depth - 1)})"
        out.append(chance.choice(("", "", "", "NOT ", "NOT  ")) + part)
    gaps = (" ", " ", " ", " AND ", " OR ", " NEAR/3 ", " NEAR ", "  ", "")
    return (
        "".join(part + chance.choice(gaps) for part in out[:-1]) + out[-1] + chance.choice(("",) * 9 + (" ",))
    )


def test_what_is_plain_is_read_as_the_grammar_reads_it():
    chance = random.Random(7)
    plain = refused = 0
    for _ in range(6_000):
        text = made(chance)
        found = simple(text)
        if found is None:
            continue
        plain += 1
        assert read(cleaned(text)) == found, text
    for _ in range(2_000):
        text = made(chance)
        try:
            read(cleaned(text))
        except QueryError:
            refused += 1
            assert simple(text) is None, text
    assert plain > 500
    assert refused > 500


@pytest.mark.parametrize(
    "text",
    [
        "talks", "talks Syria", '"cease fire" Syria', "country:SYR (talks OR truce) NOT sport", "a AND b OR c", "G7 who:Lund",
        "NOT (a OR b) c", "a NEAR/3 b c", "sanction* Лавров",
    ],
)  # fmt: skip
def test_most_queries_of_a_desk_are_plain(text):
    assert simple(text) == read(cleaned(text))


@pytest.mark.parametrize(
    "text",
    ["", " ", "a ", " a", "a  b", "NOT", "a OR", "OR a", "NOT NOT a", "a NEAR/0 b", "a NEAR b NEAR c",
      "((a))", "a*b", "who:", "l'accord", "x " * 300]
)  # fmt: skip
def test_anything_else_is_left_to_the_grammar(text):
    assert simple(text) is None
