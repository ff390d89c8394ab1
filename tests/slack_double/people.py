"""What people do in the double: commands, buttons, modals, words to the bot. Each returns the exchange it began."""

import itertools
import secrets
from typing import Any

from tests.slack_double import app
from tests.slack_double.sockets import Exchange, Sockets
from tests.slack_double.workspace import TEAM_ID, USER_ID, Channel, Workspace

ANN, BEN, EVE = "U0ANN0001", "U0BEN0001", "U0EVE0001"
_numbers = itertools.count(1)


class People:
    """Hands of the people in a workspace."""

    def __init__(self, workspace: Workspace, sockets: Sockets) -> None:
        self.workspace = workspace
        self.sockets = sockets

    def command(self, text: str, *, user: str = ANN, channel: str = "general", life: float = 3.0) -> Exchange:
        """Type `/diplomacy TEXT` somewhere."""
        where = self.workspace.named(channel)
        assert "/diplomacy" in [c["command"] for c in self.workspace.manifest["features"]["slash_commands"]]
        body = {
            "token": "t", "team_id": TEAM_ID, "team_domain": "double", "channel_id": where.id,
            "channel_name": "directmessage" if where.user else where.name, "user_id": user, "user_name": user.lower(),
            "command": "/diplomacy", "text": text, "api_app_id": "A0DOUBLE", "is_enterprise_install": "false",
            "trigger_id": self.workspace.trigger(life),
        }  # fmt: skip
        return self.sockets.send("slash_commands", body, response=True)

    def press(
        self, message: dict[str, Any], action_id: str, *, user: str = ANN, channel: str = "general",
        value: str | None = None, option: str | None = None, life: float = 3.0,
    ) -> Exchange:  # fmt: skip
        """Press a button of a message; it has to be there. `value` and `option` tell which of several."""
        where = self.workspace.named(channel)
        body = {
            **self._interaction(user, life),
            "type": "block_actions",
            "container": {"type": "message", "message_ts": message.get("ts", "1.0"), "channel_id": where.id},
            "channel": {"id": where.id, "name": "directmessage" if where.user else where.name},
            "message": {k: v for k, v in message.items() if k != "metadata"},
            "actions": [_action(message["blocks"], action_id, value, option)],
        }
        return self.sockets.send("interactive", body, response=True)

    def press_view(
        self, view: dict[str, Any], action_id: str, *, user: str = ANN, value: str | None = None,
        option: str | None = None, life: float = 3.0,
    ) -> Exchange:  # fmt: skip
        """Press a button of a modal or of the Home tab."""
        body = {
            **self._interaction(user, life),
            "type": "block_actions",
            "container": {"type": "view", "view_id": view["id"]},
            "view": view,
            "actions": [_action(view["blocks"], action_id, value, option)],
        }
        return self.sockets.send("interactive", body)

    def type_into(self, view: dict[str, Any], action_id: str, text: str, *, user: str = ANN) -> Exchange:
        """Type into an input that is looked at meanwhile."""
        block = next(b for b in view["blocks"] if b.get("element", {}).get("action_id") == action_id)
        assert block["dispatch_action"] is True
        state = {block["block_id"]: {action_id: {"type": block["element"]["type"], "value": text}}}
        action = {
            "type": block["element"]["type"],
            "action_id": action_id,
            "block_id": block["block_id"],
            "value": text,
        }
        body = {
            **self._interaction(user, 3.0),
            "type": "block_actions",
            "container": {"type": "view", "view_id": view["id"]},
            "view": {**view, "state": {"values": state}},
            "actions": [action],
        }
        return self.sockets.send("interactive", body)

    def submit(self, view: dict[str, Any], values: dict[str, Any], *, user: str = ANN) -> Exchange:
        """Submit a modal; `values` by action_id. What the view requires has to be given."""
        state: dict[str, Any] = {}
        given = dict(values)
        for block in view["blocks"]:
            if block["type"] != "input":
                continue
            element = block["element"]
            value = given.pop(element["action_id"], None)
            assert value is not None or block.get("optional"), f"{block['label']['text']} is required"
            state.setdefault(block["block_id"], {})[element["action_id"]] = _state(element, value)
        assert not given, f"the view has no {given}"
        body = {
            **self._interaction(user, 3.0),
            "type": "view_submission",
            "view": {**view, "state": {"values": state}},
            "response_urls": [],
        }
        return self.sockets.send("interactive", body)

    def event(self, event: dict[str, Any], *, event_id: str | None = None) -> Exchange:
        """Let something happen; the app is told of it when its manifest says so."""
        where = event.get("channel")
        known = self.workspace.channels.get(str(where.get("id") if isinstance(where, dict) else where))
        name = f"message.{event['channel_type']}" if event["type"] == "message" else event["type"]
        if not app.is_told(self.workspace.manifest, name, known.kind if known else "public"):
            return Exchange({"untold": name})
        body = {
            "token": "t", "team_id": TEAM_ID, "api_app_id": "A0DOUBLE", "type": "event_callback", "event_time": 0,
            "event": {"event_ts": f"{next(_numbers)}.000100", **event},
            "event_id": event_id or f"Ev{secrets.token_hex(5).upper()}",
            "authorizations": [{"team_id": TEAM_ID, "user_id": USER_ID, "is_bot": True}],
        }  # fmt: skip
        return self.sockets.send("events_api", body, retry_attempt=0, retry_reason="")

    def write(self, text: str, *, user: str = ANN, event_id: str | None = None) -> Exchange:
        """Write to the bot in the direct message."""
        channel = self.direct(user)
        home = self.workspace.manifest["features"]["app_home"]
        assert home["messages_tab_enabled"]
        assert not home["messages_tab_read_only_enabled"]
        event = {"type": "message", "channel_type": "im", "channel": channel.id, "user": user, "text": text}
        return self.event({**event, "ts": f"{next(_numbers)}.000200"}, event_id=event_id)

    def mention(self, text: str, *, user: str = ANN, channel: str = "general") -> Exchange:
        """Write `@communique TEXT` in a channel."""
        event = {"type": "app_mention", "channel": self.workspace.named(channel).id, "user": user}
        return self.event({**event, "text": f"<@{USER_ID}> {text}", "ts": f"{next(_numbers)}.000300"})

    def open_home(self, user: str = ANN) -> Exchange:
        """Open the Home tab."""
        assert self.workspace.manifest["features"]["app_home"]["home_tab_enabled"]
        return self.event(
            {"type": "app_home_opened", "user": user, "tab": "home", "channel": self.direct(user).id}
        )

    def direct(self, user: str = ANN) -> Channel:
        """Return the direct message with somebody."""
        with self.workspace.lock:
            answer = self.workspace._conversations_open({"users": user})
            return self.workspace.channels[answer["channel"]["id"]]

    def _interaction(self, user: str, life: float) -> dict[str, Any]:
        assert self.workspace.manifest["settings"]["interactivity"]["is_enabled"]
        return {
            "team": {"id": TEAM_ID, "domain": "double"}, "user": {"id": user, "username": user.lower(), "team_id": TEAM_ID},
            "api_app_id": "A0DOUBLE", "token": "t", "trigger_id": self.workspace.trigger(life),
            "is_enterprise_install": False, "enterprise": None,
        }  # fmt: skip


def elements(blocks: list[dict[str, Any]]) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Return the interactive elements of blocks, each with its block."""
    out = []
    for block in blocks:
        found = [*block.get("elements", ())] if block["type"] == "actions" else []
        found += [block[key] for key in ("accessory", "element") if key in block]
        out += [(block, element) for element in found]
    return out


def _action(
    blocks: list[dict[str, Any]], action_id: str, value: str | None, option: str | None
) -> dict[str, Any]:
    there = [
        (block, e)
        for block, e in elements(blocks)
        if e.get("action_id") == action_id and (value is None or e.get("value") == value)
    ]
    assert there, f"no {action_id} among {[e.get('action_id') for _, e in elements(blocks)]}"
    block, element = there[0]
    action = {
        "type": element["type"],
        "action_id": action_id,
        "block_id": block.get("block_id", "b"),
        "action_ts": "1.0",
    }
    if option is not None:
        action["selected_option"] = next(o for o in element["options"] if o["value"] == option)
    elif "value" in element:
        action["value"] = element["value"]
    return action


def _state(element: dict[str, Any], value: Any) -> dict[str, Any]:
    kind = element["type"]
    if kind == "plain_text_input":
        if value is not None:
            assert len(value) <= element.get("max_length", 3000)
        return {"type": kind, "value": value}
    if kind == "timepicker":
        return {"type": kind, "selected_time": value}
    if kind == "conversations_select":
        return {"type": kind, "selected_conversation": value}
    chosen = next((o for o in element["options"] if o["value"] == value), None)
    assert value is None or chosen, f"{value} is none of {element['options']}"
    return {"type": kind, "selected_option": chosen}
