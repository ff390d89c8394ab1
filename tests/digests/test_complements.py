"""Whom a source speaks for by its complement; all sentences our own."""

import pytest

from tests.digests.test_statements import read


@pytest.mark.parametrize(
    ("source", "country"),
    [
        ("Officials in Pyongyang", "PRK"),
        ("Authorities in Cyprus", "CYP"),
        ("A statement by the Omani foreign ministry", "OMN"),
        ("A letter from the office of Kenyan President Daniel Otuoma", "KEN"),
        # others sit there, too; or they speak for nobody
        ("Officials in Brussels", None),
        ("Officials in Geneva", None),
        ("Residents in Cyprus", None),
        ("The statement", None),
    ],
)
def test_officials_in_a_capital_and_texts_of_a_body_speak_for_their_state(source, country):
    (statement,) = read(f"{source} said the bridge was closed.")
    assert statement.country == country
