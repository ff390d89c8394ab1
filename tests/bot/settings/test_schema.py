"""The JSON Schema files are what the models say; `python -m bot.settings.schema config/schema` writes them."""

import json
from pathlib import Path

from bot.settings.models import FILES
from bot.settings.schema import schema_files, write_schemas

ROOT = Path(__file__).parents[3]


def test_the_schema_files_are_as_generated():
    kept = {path.name: path.read_bytes() for path in (ROOT / "config" / "schema").iterdir()}
    assert kept == {name: text.encode() for name, text in schema_files().items()}


def test_writing_them_replaces_older_ones(tmp_path: Path):
    (tmp_path / "settings.schema.json").write_text("old")
    assert [p.read_text("utf-8") for p in write_schemas(tmp_path)] == list(schema_files().values())


def test_a_schema_refuses_unknown_keys_and_names_each_known_one():
    schema = json.loads(schema_files()["sources.schema.json"])
    source = schema["$defs"]["SourceConfig"]
    assert source["additionalProperties"] is False
    assert "class" in source["properties"]
    assert "klass" not in source["properties"]
    assert sorted(source["required"]) == ["id", "url"]
    assert set(FILES) == {"settings.yaml", "sources.yaml", "digests.yaml", "office_holders.yaml"}


def test_default_durations_are_written_as_an_administrator_writes_them():
    schema = json.loads(schema_files()["settings.schema.json"])
    http = schema["$defs"]["Http"]["properties"]
    assert http["timeout"]["default"] == "30s"
    assert schema["$defs"]["Retention"]["properties"]["articles"]["default"] == "400d"
