"""The rows of `extract` and `export`: keys, order and absent values are a promise."""

from digests.records import Meeting, Participant, Statement
from digests.shapes import meeting_row, statement_row

TEXT = "The Ruritanian foreign ministry\n said it “regrets” the delay. They hope for talks."
MINISTRY = (0, 31)


def statement(**given: object) -> Statement:
    plain: dict[str, object] = {"span": (38, 61), "spans": ((38, 61),), "direct": False}
    return Statement(**{**plain, **given})  # type: ignore[arg-type]


def test_a_statement_has_the_promised_keys_in_order():
    row = statement_row(
        statement(
            speaker="Petra Lund",
            speaker_span=MINISTRY,
            role="envoy",
            country="NOR",
            cue="said",
            cue_span=(33, 37),
        ),
        TEXT,
    )
    assert list(row.items()) == [
        ("start", 38),
        ("end", 61),
        ("quote", False),
        ("speaker", "Petra Lund"),
        ("speaker_start", 0),
        ("speaker_end", 31),
        ("role", "envoy"),
        ("country", "NOR"),
        ("cue", "said"),
        ("cue_start", 33),
        ("cue_end", 37),
        ("act", "say"),
    ]


def test_what_is_absent_is_null():
    row = statement_row(statement(), TEXT)
    assert [
        row[k]
        for k in ("speaker", "speaker_start", "speaker_end", "role", "country", "cue", "cue_start", "cue_end")
    ] == [None] * 8
    assert "nested" not in row
    assert "spans" not in row


def test_a_split_content_has_its_pieces_and_a_nested_one_says_so():
    row = statement_row(statement(spans=((38, 40), (45, 61)), nested=True, direct=True), TEXT)
    assert row["spans"] == [[38, 40], [45, 61]]
    assert row["nested"] is True
    assert row["quote"] is True
    assert list(row)[:4] == ["start", "end", "spans", "quote"]


def test_a_body_is_called_what_the_text_calls_it():
    assert (
        statement_row(statement(speaker_span=MINISTRY), TEXT)["speaker"] == "The Ruritanian foreign ministry"
    )


def test_a_mere_pronoun_is_no_speaker():
    they = TEXT.index("They")
    row = statement_row(statement(speaker_span=(they, they + 4)), TEXT)
    assert row["speaker"] is None
    assert row["speaker_start"] == they


def test_a_meeting_has_the_promised_keys_in_order():
    meeting = Meeting(
        participants=(
            Participant(name="Petra Lund", role="envoy", country="NOR", span=(0, 3)),
            Participant(org="EU"),
        ),
        format="talks",
        status="planned",
        span=(70, 82),
        cue="talks",
        date="2026-03",
    )
    assert meeting_row(meeting, TEXT) == {
        "participants": [
            {"name": "Petra Lund", "role": "envoy", "country": "NOR", "org": None},
            {"name": None, "role": None, "country": None, "org": "EU"},
        ],
        "format": "talks",
        "place": None,
        "date": "2026-03",
        "status": "planned",
        "topic": None,
        "start": 70,
        "end": 82,
    }
    assert list(meeting_row(meeting, TEXT)) == [
        "participants",
        "format",
        "place",
        "date",
        "status",
        "topic",
        "start",
        "end",
    ]
