from datetime import timedelta

import pytest

from bot.settings.durations import format_duration, parse_duration, parse_size


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("250ms", timedelta(milliseconds=250)),
        ("2s", timedelta(seconds=2)),
        ("15m", timedelta(minutes=15)),
        ("72h", timedelta(hours=72)),
        ("400d", timedelta(days=400)),
        (" 1 h ", timedelta(hours=1)),
        ("0s", timedelta(0)),
    ],
)
def test_a_duration_is_a_whole_number_with_a_unit(text: str, expected: timedelta):
    assert parse_duration(text) == expected


@pytest.mark.parametrize("text", ["", "15", 15, "1.5h", "-1h", "h", "1w", "٣m", "1h30m", None, True])
def test_anything_else_is_refused(text: object):
    with pytest.raises(ValueError, match="is no duration; write a whole number"):
        parse_duration(text)


@pytest.mark.parametrize("text", ["0s", "1ms", "90s", "2m", "1500ms", "3h", "400d"])
def test_writing_a_duration_undoes_reading_it(text: str):
    assert format_duration(parse_duration(text)) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [("15MiB", 15 * 2**20), ("1GiB", 2**30), ("2048", None), (2048, 2048), ("3 KiB", 3072)],
)
def test_a_size_is_bytes_or_has_a_binary_unit(text: object, expected: int | None):
    if expected is None:
        with pytest.raises(ValueError, match="is no size"):
            parse_size(text)
    else:
        assert parse_size(text) == expected
