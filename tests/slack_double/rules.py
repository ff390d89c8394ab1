"""What Slack refuses in a message: limits and shapes of text, blocks and metadata.

Stricter than Slack where Slack is lenient by accident (unknown keys), never more lenient.
"""

from collections.abc import Iterator
from typing import Any

TEXT = 40_000
UPDATE_TEXT = 4_000
BLOCKS = 50
#: Not documented; messages above it fail with msg_blocks_too_long.
ALL_BLOCKS = 9_600
MARKDOWN = 12_000
METADATA = 8_000

_STYLES = {"bold", "italic", "strike", "code", "underline", "highlight", "client_highlight", "unlink"}
_TEXT_KEYS = {"type", "text", "emoji", "verbatim"}
_BLOCK_KEYS = {
    "section": {"text", "fields", "accessory", "expand"},
    "header": {"text", "level"},
    "context": {"elements"},
    "divider": set(),
    "actions": {"elements"},
    "image": {"image_url", "slack_file", "alt_text", "title"},
    "rich_text": {"elements"},
    "markdown": {"text"},
}
_RICH_KEYS = {
    "rich_text_section": set(),
    "rich_text_list": {"style", "indent", "offset", "border"},
    "rich_text_quote": {"border"},
    "rich_text_preformatted": {"border", "language"},
}
_INLINE_KEYS = {
    "text": {"text", "style"},
    "link": {"url", "text", "unsafe", "style"},
    "emoji": {"name", "unicode", "style"},
    "user": {"user_id", "style"},
    "usergroup": {"usergroup_id", "style"},
    "channel": {"channel_id", "style"},
    "broadcast": {"range", "style"},
    "color": {"value", "style"},
    "date": {"timestamp", "format", "url", "fallback", "style"},
}
_ELEMENT_KEYS = {
    "button": {"text", "action_id", "url", "value", "style", "confirm", "accessibility_label"},
    "overflow": {"options", "action_id", "confirm"},
    "static_select": {
        "placeholder",
        "options",
        "option_groups",
        "action_id",
        "initial_option",
        "confirm",
        "focus_on_load",
    },
    "datepicker": {"placeholder", "action_id", "initial_date", "confirm", "focus_on_load"},
    "radio_buttons": {"options", "action_id", "initial_option", "confirm", "focus_on_load"},
    "checkboxes": {"options", "action_id", "initial_options", "confirm", "focus_on_load"},
    "plain_text_input": {
        "action_id",
        "initial_value",
        "multiline",
        "min_length",
        "max_length",
        "placeholder",
        "focus_on_load",
        "dispatch_action_config",
    },
    "timepicker": {"action_id", "initial_time", "confirm", "focus_on_load", "placeholder", "timezone"},
    "conversations_select": {
        "action_id",
        "placeholder",
        "initial_conversation",
        "default_to_current_conversation",
        "filter",
        "focus_on_load",
    },
    "image": {"image_url", "slack_file", "alt_text"},
}
#: These stand in views only, in an input block.
_INPUT_ONLY = {"plain_text_input"}


class RefusedError(Exception):
    """Slack would answer `ok: false` with this error."""

    def __init__(self, error: str, *details: str) -> None:
        super().__init__(error, *details)
        self.error = error
        self.details = details


def check_message(body: dict[str, Any], *, update: bool = False) -> None:
    """Raise RefusedError when Slack would refuse the message."""
    text, blocks = body.get("text"), body.get("blocks")
    if text is not None and not isinstance(text, str):
        raise RefusedError("invalid_arguments", "text must be a string")
    if not (text or "").strip() and not blocks and not body.get("attachments"):
        raise RefusedError("no_text")
    if len(text or "") > (UPDATE_TEXT if update else TEXT):
        raise RefusedError("msg_too_long")
    if blocks is not None:
        check_blocks(blocks)
    if body.get("metadata") is not None:
        _metadata(body["metadata"])
    for key in ("unfurl_links", "unfurl_media", "reply_broadcast", "mrkdwn", "link_names"):
        if (
            key in body
            and not isinstance(body[key], bool | int)
            and body[key] not in ("true", "false", "0", "1")
        ):
            raise RefusedError("invalid_arguments", f"{key} must be a boolean")


def check_blocks(blocks: object) -> None:
    """Raise RefusedError when Slack would refuse the blocks."""
    if not isinstance(blocks, list):
        raise RefusedError("invalid_blocks_format")
    if len(blocks) > BLOCKS:
        raise RefusedError("invalid_blocks", f"no more than {BLOCKS} items allowed [json-pointer:/blocks]")
    ids: set[str] = set()
    for index, block in enumerate(blocks):
        at = f"/blocks/{index}"
        _block(block, at)
        name = block.get("block_id")
        if name is not None:
            _need(isinstance(name, str) and 0 < len(name) <= 255, "block_id has 1 to 255 characters", at)
            _need(name not in ids, "`block_id` already exists", at)
            ids.add(name)
    if sum(len(b["text"]) for b in blocks if b["type"] == "markdown") > MARKDOWN:
        raise RefusedError("msg_too_long")
    if sum(len(piece) for block in blocks for piece in texts(block)) > ALL_BLOCKS:
        raise RefusedError("msg_blocks_too_long")


def texts(node: object) -> Iterator[str]:
    """Yield every piece of text in a block."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key == "text" and isinstance(value, str):
                yield value
            else:
                yield from texts(value)
    elif isinstance(node, list):
        for item in node:
            yield from texts(item)


def pings(body: dict[str, Any]) -> list[str]:
    """Return what in a message would notify people: mentions in mrkdwn and in rich text."""
    found = []
    pieces = [body.get("text") or ""]
    stack: list[Any] = [body.get("blocks") or []]
    while stack:
        node = stack.pop()
        if isinstance(node, list):
            stack.extend(node)
        elif isinstance(node, dict):
            if node.get("type") == "mrkdwn":
                pieces.append(node.get("text", ""))
            if node.get("type") in ("broadcast", "usergroup", "user"):
                found.append(str(node))
            stack.extend(v for v in node.values() if isinstance(v, list | dict))
    found += [
        m for m in ("<!channel", "<!here", "<!everyone", "<!subteam", "<@") if any(m in p for p in pieces)
    ]
    return found


def check_section(block: object, at: str) -> None:
    """Raise RefusedError when Slack would refuse one block."""
    _block(block, at)


def check_element(node: object, at: str) -> None:
    """Raise RefusedError when Slack would refuse an element of an input block."""
    _element(node, at, inputs=True)


def check_text(node: object, limit: int, at: str, *, plain: bool = False) -> None:
    """Raise RefusedError when Slack would refuse a text object."""
    _text(node, limit, at, plain=plain)


def _need(fact: object, message: str, at: str) -> None:
    if not fact:
        raise RefusedError("invalid_blocks", f"{message} [json-pointer:{at}]")


def _only(node: dict[str, Any], allowed: set[str], at: str) -> None:
    extra = set(node) - allowed - {"type"}
    _need(not extra, f"invalid additional property: {', '.join(sorted(extra))}", at)


def _block(block: object, at: str) -> None:
    _need(isinstance(block, dict), "a block is an object", at)
    assert isinstance(block, dict)
    kind = block.get("type")
    _need(kind in _BLOCK_KEYS, f"unsupported type: {kind}", at)
    _only(block, _BLOCK_KEYS[str(kind)] | {"block_id"}, at)
    if kind == "section":
        _need(block.get("text") or block.get("fields"), "a section needs text or fields", at)
        if "text" in block:
            _text(block["text"], 3000, f"{at}/text")
        if "fields" in block:
            _need(isinstance(block["fields"], list) and 1 <= len(block["fields"]) <= 10, "1 to 10 fields", at)
            for n, item in enumerate(block["fields"]):
                _text(item, 2000, f"{at}/fields/{n}")
        if "accessory" in block:
            _element(block["accessory"], f"{at}/accessory")
    elif kind == "header":
        _text(block.get("text"), 150, f"{at}/text", plain=True)
    elif kind == "context":
        elements = block.get("elements")
        _need(isinstance(elements, list) and 1 <= len(elements) <= 10, "1 to 10 elements", at)
        for n, item in enumerate(elements):
            if isinstance(item, dict) and item.get("type") == "image":
                _image(item, f"{at}/elements/{n}")
            else:
                _text(item, 3000, f"{at}/elements/{n}")
    elif kind == "actions":
        elements = block.get("elements")
        _need(isinstance(elements, list) and 1 <= len(elements) <= 25, "1 to 25 elements", at)
        names = [_element(item, f"{at}/elements/{n}") for n, item in enumerate(elements)]
        given = [n for n in names if n]
        _need(len(given) == len(set(given)), "action_id is unique in its block", at)
    elif kind == "image":
        _image(block, at)
        if "title" in block:
            _text(block["title"], 2000, f"{at}/title", plain=True)
    elif kind == "markdown":
        _need(isinstance(block.get("text"), str) and block["text"], "markdown needs text", at)
    elif kind == "rich_text":
        elements = block.get("elements")
        _need(isinstance(elements, list) and elements, "missing element", at)
        for n, item in enumerate(elements):
            _rich(item, f"{at}/elements/{n}")


def _text(node: object, limit: int, at: str, *, plain: bool = False) -> None:
    _need(isinstance(node, dict), "a text object is needed", at)
    assert isinstance(node, dict)
    _only(node, _TEXT_KEYS, at)
    kinds = ("plain_text",) if plain else ("plain_text", "mrkdwn")
    _need(node.get("type") in kinds, f"unsupported type: {node.get('type')}", at)
    _need(not (node["type"] == "mrkdwn" and "emoji" in node), "emoji is for plain_text only", at)
    _need(not (node["type"] == "plain_text" and "verbatim" in node), "verbatim is for mrkdwn only", at)
    _need(isinstance(node.get("text"), str), "must provide a string", at)
    _need(node["text"].strip(), "must be more than 0 characters", at)
    _need(len(node["text"]) <= limit, f"must be less than {limit + 1} characters", at)


def _image(node: dict[str, Any], at: str) -> None:
    _need(
        isinstance(node.get("alt_text"), str) and 0 < len(node["alt_text"]) <= 2000, "alt_text is needed", at
    )
    url = node.get("image_url")
    _need(
        "slack_file" in node or (isinstance(url, str) and url.startswith("http") and len(url) <= 3000),
        "image_url is needed",
        at,
    )


def _element(node: object, at: str, *, inputs: bool = False) -> str | None:
    _need(isinstance(node, dict), "an element is an object", at)
    assert isinstance(node, dict)
    kind = node.get("type")
    _need(kind in _ELEMENT_KEYS, f"unsupported type: {kind}", at)
    _need(inputs or kind not in _INPUT_ONLY, f"unsupported type: {kind}", at)
    _only(node, _ELEMENT_KEYS[str(kind)], at)
    action = node.get("action_id")
    _need(
        action is None or (isinstance(action, str) and 0 < len(action) <= 255),
        "action_id has 1 to 255 characters",
        at,
    )
    if kind == "button":
        _text(node.get("text"), 75, f"{at}/text", plain=True)
        _need(len(str(node.get("value", ""))) <= 2000, "value has at most 2000 characters", at)
        _need(len(str(node.get("url", ""))) <= 3000, "url has at most 3000 characters", at)
        _need(node.get("style", "primary") in ("primary", "danger"), "style is primary or danger", at)
    elif kind in ("overflow", "static_select", "radio_buttons", "checkboxes"):
        options = node.get("options")
        most = {"overflow": 5, "static_select": 100}.get(str(kind), 10)
        _need(isinstance(options, list) and 1 <= len(options) <= most, f"1 to {most} options", at)
        for n, option in enumerate(options):
            _need(isinstance(option, dict), "an option is an object", at)
            _text(option.get("text"), 75, f"{at}/options/{n}/text")
            _need(len(str(option.get("value", ""))) <= 150, "value has at most 150 characters", at)
        chosen = node.get("initial_option")
        _need(chosen is None or chosen in options, "initial_option is one of the options", at)
    elif kind == "plain_text_input":
        _need(len(str(node.get("initial_value", ""))) <= node.get("max_length", 3000) <= 3000, "too long", at)
    if "placeholder" in node:
        _text(node["placeholder"], 150, f"{at}/placeholder", plain=True)
    if kind == "plain_text_input":
        return action
    if kind == "image":
        _image(node, at)
    return action


def _rich(node: object, at: str) -> None:
    _need(isinstance(node, dict), "an element is an object", at)
    assert isinstance(node, dict)
    kind = node.get("type")
    _need(kind in _RICH_KEYS, f"unsupported type: {kind}", at)
    _only(node, _RICH_KEYS[str(kind)] | {"elements"}, at)
    elements = node.get("elements")
    _need(isinstance(elements, list) and elements, "missing element", at)
    if kind == "rich_text_list":
        _need(node.get("style") in ("bullet", "ordered"), "style is bullet or ordered", at)
        _need(node.get("indent", 0) in range(9), "indent is 0 to 8", at)
        for n, item in enumerate(elements):
            _need(
                isinstance(item, dict) and item.get("type") == "rich_text_section",
                "a list holds sections",
                at,
            )
            _rich(item, f"{at}/elements/{n}")
        return
    allowed = set(_INLINE_KEYS) if kind != "rich_text_preformatted" else {"text", "link"}
    for n, item in enumerate(elements):
        _inline(item, allowed, f"{at}/elements/{n}")


def _inline(node: object, allowed: set[str], at: str) -> None:
    _need(isinstance(node, dict), "an element is an object", at)
    assert isinstance(node, dict)
    kind = node.get("type")
    _need(kind in allowed, f"unsupported type: {kind}", at)
    _only(node, _INLINE_KEYS[str(kind)], at)
    if kind == "text":
        _need(isinstance(node.get("text"), str), "must provide a string", at)
        _need(node["text"], "must be more than 0 characters", at)
    elif kind == "link":
        url = node.get("url")
        _need(
            isinstance(url, str) and url.startswith(("http://", "https://", "mailto:")), "url is needed", at
        )
        _need(len(url) <= 3000, "url has at most 3000 characters", at)
        _need(node.get("text", "x"), "text must be more than 0 characters", at)
    elif kind == "date":
        _need(
            isinstance(node.get("timestamp"), int) and node.get("format"),
            "timestamp and format are needed",
            at,
        )
    style = node.get("style", {})
    _need(isinstance(style, dict) and set(style) <= _STYLES, "unknown style", at)
    _need(all(isinstance(v, bool) for v in style.values()), "a style is true or false", at)


def _metadata(value: object) -> None:
    if not isinstance(value, dict) or set(value) - {"event_type", "event_payload", "entities"}:
        raise RefusedError("invalid_metadata_format")
    payload = value.get("event_payload")
    if (
        not isinstance(value.get("event_type"), str)
        or not value["event_type"]
        or not isinstance(payload, dict)
    ):
        raise RefusedError("invalid_metadata_format")
    if any(isinstance(v, dict) for v in payload.values()):
        raise RefusedError("invalid_metadata_format", "the payload is flat")
    if len(str(value)) > METADATA:
        raise RefusedError("metadata_too_large")
