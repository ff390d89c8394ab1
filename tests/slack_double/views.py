"""What Slack refuses in a view: modals and the Home tab."""

import json
from typing import Any

from tests.slack_double.rules import RefusedError, check_element, check_section, check_text

BLOCKS = 100
SIZE = 250_000
_KEYS = {
    "type", "title", "submit", "close", "blocks", "private_metadata", "callback_id", "clear_on_close", "notify_on_close",
    "external_id", "submit_disabled",
}  # fmt: skip
_INPUT_KEYS = {"type", "block_id", "label", "element", "hint", "optional", "dispatch_action"}
_INPUTS = {
    "plain_text_input", "static_select", "radio_buttons", "checkboxes", "timepicker", "conversations_select", "datepicker",
}  # fmt: skip


def check_view(view: object, kind: str) -> None:
    """Raise RefusedError when Slack would refuse the view; `kind` is modal or home."""
    if not isinstance(view, dict):
        raise RefusedError("invalid_arguments", "view is an object")
    _need(view.get("type") == kind, f"unsupported type: {view.get('type')}")
    _need(not set(view) - _KEYS, f"invalid additional property: {sorted(set(view) - _KEYS)}")
    _need(len(json.dumps(view)) <= SIZE, "view is too large")
    if kind == "modal":
        check_text(view.get("title"), 24, "/view/title", plain=True)
    else:
        _need(not {"title", "submit", "close"} & set(view), "a home tab has no title or buttons of its own")
    for key in ("submit", "close"):
        if key in view:
            check_text(view[key], 24, f"/view/{key}", plain=True)
    _need(len(view.get("private_metadata", "")) <= 3000, "private_metadata has at most 3000 characters")
    _need(len(view.get("callback_id", "")) <= 255, "callback_id has at most 255 characters")
    blocks = view.get("blocks")
    _need(isinstance(blocks, list) and 1 <= len(blocks) <= BLOCKS, f"1 to {BLOCKS} blocks")
    assert isinstance(blocks, list)
    _need(
        kind == "home" or "submit" in view or not any(b.get("type") == "input" for b in blocks),
        "a view with inputs needs submit",
    )
    names: set[str] = set()
    for n, block in enumerate(blocks):
        at = f"/view/blocks/{n}"
        name = block.get("block_id")
        _need(name is None or (0 < len(name) <= 255 and name not in names), f"block_id: {name}")
        if name:
            names.add(name)
        if block.get("type") == "input":
            _input(block, at)
        else:
            _need(block.get("type") != "markdown", "markdown is for messages")
            check_section(block, at)


def _input(block: dict[str, Any], at: str) -> None:
    _need(
        not set(block) - _INPUT_KEYS,
        f"invalid additional property at {at}: {sorted(set(block) - _INPUT_KEYS)}",
    )
    check_text(block.get("label"), 2000, f"{at}/label", plain=True)
    if "hint" in block:
        check_text(block["hint"], 2000, f"{at}/hint", plain=True)
    element = block.get("element")
    _need(isinstance(element, dict) and element.get("type") in _INPUTS, f"no input element at {at}")
    check_element(element, f"{at}/element")


def _need(fact: object, message: str) -> None:
    if not fact:
        raise RefusedError("invalid_arguments", message)
