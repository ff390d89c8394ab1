"""The README's guide to queries: every example in it finds what it says, and not its neighbour."""

import re
from pathlib import Path

import pytest

from digests.extract import read_article
from digests.query import Outlet, Subject, holds, parse
from tests.digests.query.making import article

README = (Path(__file__).parents[3] / "README.md").read_text("utf-8")
GUIDE = README.partition("## Queries\n")[2].partition("\nAn alert comes once")[0]
EXAMPLES = [
    code
    for code in re.findall(r"`([^`]+)`", GUIDE)
    if not re.match(r"filter$|communique |(?:who|org|place):$", code)
]
TALKS = (
    "Russian Foreign Minister Sergei Lavrov met Norwegian Foreign Minister Petra Lund in Geneva on Monday."
)
PLANS = "Foreign Minister Petra Lund of Norway will visit Ankara on Friday."
#: Example, a text it finds, a text it does not find.
CASES = {
    "ceasefire Aleppo": ("A ceasefire holds around Aleppo.", "A ceasefire holds."),
    "“without preconditions”": ("Talks without pre-conditions.", "Preconditions, without talks."),
    "grain AND oil": ("Grain and oil.", "Grain."),
    "grain OR oil": ("Oil.", "Wood."),
    "grain NOT oil": ("Grain.", "Grain and oil."),
    "talks (grain OR oil)": ("Talks on oil.", "Talks."),
    "sanction*": ("They were sanctioned.", "They sang."),
    "oil NEAR/5 price": ("The price paid for oil.", "Oil is what they said would keep its price."),
    "country:SYR": ("Rebels left Aleppo.", "Rebels left Oslo."),
    "country:syria": ("The Syrian army.", "The Norwegian army."),
    "country:Syrie": ("Syria agreed.", "Iraq agreed."),
    "who:Lavrov": ("Переговоры с Лавровым.", "Переговоры с Лавренко."),
    'who:"Petra Lund"': ("Petra Lund spoke.", "Petra spoke, and Lund."),
    "org:NATO": ("The North Atlantic Treaty Organization agreed.", "They agreed."),
    "place:Geneva": (TALKS, "They love Geneva."),
    "role:minister": (TALKS, "The minister slept."),
    "topic:grain": (
        TALKS.replace("in Geneva", "to discuss grain exports"),
        "Grain is cheap.",
    ),
    "source:gazette": ("All.", None),
    "kind:meeting": (TALKS, "They slept."),
    "status:planned": (PLANS, TALKS),
    "act:reject": ("Norwegian Foreign Minister Petra Lund rejected the offer.", TALKS),
    "class:official": (None, "All."),
    "lang:ar": (None, "All."),
    "pre-conditions": ("No pre conditions.", "No conditions."),
    "who:Lavrov place:Geneva": (
        TALKS,
        f"{PLANS}\n\nLavrov met his aides in Moscow. Lund met Finch in Geneva on Monday.",
    ),
    "who:Xi": ("Xi agreed.", "习近平"),
    "who:Biden OR بايدن": ("قال بايدن", "قال"),
}


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_of_the_guide_finds_what_it_says(example):
    found, not_found = CASES[example]
    for text, expected in ((found, True), (not_found, False)):
        if text is None:
            continue
        one = article(text)
        subject = Subject(one, read_article(one), Outlet(id="gazette", name="Gazette", family="Gazette"))
        assert bool(holds(parse(example).meaning, subject)) is expected, text


@pytest.mark.parametrize("form", ["Лавровым", "Λαβρόφ", "لافروف"])
def test_the_forms_of_a_name_that_the_guide_shows_are_found(form):
    assert form in GUIDE
    one = article(form)
    assert holds(
        parse("who:Lavrov").meaning, Subject(one, read_article(one), Outlet(id="g", name="G", family="G"))
    )
