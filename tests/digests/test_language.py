from importlib.resources import files

import pytest

from digests.language import guess_language, language_name
from digests.lexicon.yamlfile import load_plain
from scrapers.language import SHORTER

ROWS = load_plain(files("digests.lexicon").joinpath("languages.yaml").read_text("utf-8"))


@pytest.mark.parametrize("row", ROWS, ids=[r["tag"] for r in ROWS])
def test_a_language_knows_its_own_sentence_and_leaves_another_alone(row):
    assert guess_language(row["example"]) == row["tag"]
    assert guess_language(row["not_example"]) != row["tag"]


@pytest.mark.parametrize("text", ["", "12.04 — 17", "Lund Finch", "Qwx zyv plo mnt brr gnn kll"])
def test_what_cannot_be_told_is_not_guessed(text):
    assert guess_language(text) is None


def test_a_reader_is_told_names_not_tags():
    assert language_name("ar") == "Arabic"
    assert language_name("pt-br") == "Portuguese"
    assert language_name("xx") == "xx"


def test_pages_and_queries_know_the_same_longer_codes():
    assert {code: row["tag"] for row in ROWS for code in row["codes"].split()} == SHORTER
