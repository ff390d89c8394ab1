"""JSON Schema of the configuration files, for editors; generated from the models that check them.

`python -m bot.settings.schema FOLDER` writes them.
"""

import json
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from bot.settings.durations import format_duration
from bot.settings.models import FILES

_ISO_DURATION = TypeAdapter(timedelta)


def schema_files() -> dict[str, str]:
    """Return file name to content, for each configuration file."""
    out = {}
    for name, model in FILES.items():
        schema = {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            **_tidy(model.model_json_schema(by_alias=True, mode="validation")),
        }
        stem = name.removesuffix(".yaml")
        out[f"{stem}.schema.json"] = json.dumps(schema, indent=2, ensure_ascii=False, sort_keys=True) + "\n"
    return out


def _tidy(node: Any) -> Any:
    """Drop generated titles, which only repeat the key, and write default durations as an administrator does."""
    if isinstance(node, list):
        return [_tidy(item) for item in node]
    if not isinstance(node, dict):
        return node
    out = {
        key: _tidy(value) for key, value in node.items() if not (key == "title" and isinstance(value, str))
    }
    default = out.get("default")
    if isinstance(default, str) and default.startswith("P") and default[1:2] in "T0123456789":
        out["default"] = format_duration(_ISO_DURATION.validate_python(default))
    return out


def write_schemas(folder: Path) -> list[Path]:
    """Write the schemas into a folder, replacing older ones."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, content in schema_files().items():
        path = folder / name
        path.write_text(content, "utf-8")
        paths.append(path)
    return paths


if __name__ == "__main__":
    write_schemas(Path(sys.argv[1]))
