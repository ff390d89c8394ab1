"""YAML as an administrator or a diplomat writes it: plain data, and where each thing stands."""

import pytest

from digests.lexicon.yamlfile import YamlMistake, load_located, load_plain

TEXT = """\
# a comment
one: 1
list:
  - a: NO
    b: 2026-03-01
  - [x, "y"]
none:
"""


def test_data_comes_with_the_place_of_each_key_and_value():
    found = load_located(TEXT)
    assert found.data == {"one": 1, "list": [{"a": "NO", "b": "2026-03-01"}, ["x", "y"]], "none": None}
    assert found.keys[("one",)] == (2, 1)
    assert found.values[("one",)] == (2, 6)
    assert found.values[("list", 0, "a")] == (4, 8)
    assert found.keys[("list", 1)] == (6, 5)
    assert found.values[("list", 1, 1)] == (6, 9)


def test_scalars_are_those_of_yaml_1_2():
    found = load_located("a: [NO, off, yes, true, 017, 1.5, ~, 12:30, 1e3, '1']\n").data["a"]
    assert found == ["NO", "off", "yes", True, 17, 1.5, None, "12:30", 1000.0, "1"]


def test_a_key_is_what_is_written():
    assert load_located("NO: 1\n2: x\n").data == {"NO": 1, "2": "x"}


def test_a_merged_block_has_places_and_gives_way_to_what_stands_beside_it():
    found = load_located("a: &a {x: 1, y: 2}\nb:\n  <<: *a\n  x: 3\n")
    assert found.data["b"] == {"x": 3, "y": 2}
    assert found.values[("b", "x")] == (4, 6)
    assert found.values[("b", "y")] == (1, 17)


def test_an_empty_document_is_nothing():
    assert load_located("").data is None
    assert load_located("# only a comment\n").data is None


@pytest.mark.parametrize("load", [load_plain, load_located])
def test_what_is_no_yaml_is_told_with_its_place(load: object):
    with pytest.raises(YamlMistake) as caught:
        load("a: 1\nb: [\n")  # type: ignore[operator]
    assert caught.value.line >= 2
    assert "never closed" in caught.value.reason


def test_what_is_nested_without_end_is_refused():
    with pytest.raises(YamlMistake, match="nested too deeply"):
        load_located("[" * 5000 + "]" * 5000)
