"""Names of cities and bodies in other languages: each means one thing."""

from collections import Counter

import pytest

from digests.lexicon.tables import cell, shipped
from digests.query.asking import key
from digests.query.values import named_by


@pytest.mark.parametrize("row", shipped("exonyms"), ids=lambda row: row["name"])
def test_a_name_of_another_language_means_its_row(row):
    for form in (row["name"], *cell(row, "forms")):
        found = named_by(form)
        assert found is not None, form
        assert found.name == row["name"], form


def test_no_name_of_another_language_stands_twice():
    forms = Counter(key(form) for row in shipped("exonyms") for form in cell(row, "forms"))
    assert [form for form, count in forms.items() if count > 1] == []
