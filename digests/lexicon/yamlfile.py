"""The one door to ruamel.yaml (YAML 1.2: `NO` is Norway, not false)."""

from typing import Any

from ruamel.yaml import YAML


def load_plain(text: str) -> Any:
    """Return the plain data of one YAML document.

    Raises:
        ruamel.yaml.error.YAMLError: The text is no YAML.
    """
    return YAML(typ="safe", pure=True).load(text)
