"""What a value that does not fit its model means for the person who wrote it: one sentence and a suggestion."""

import re
from typing import Any

from bot.settings.models import FILES, Model
from bot.settings.values import ID, PATTERNS
from digests.nearest import nearest

Place = tuple[str | int, ...]
_SHOWN = 60
#: Quotation marks that text programs put for straight ones.
_CURLY = ("“", "”", "„", "‘", "’", "«")
#: What people write for a choice whose own word is not near.
_MEANT = {
    "rss": "feed", "atom": "feed", "rdf": "feed", "json": "feed", "html": "listing", "page": "listing", "web": "listing",
    "government": "official", "ministry": "official", "agency": "wire", "newspaper": "press", "media": "press",
}  # fmt: skip


def explain(model: type[Model], row: dict[str, Any]) -> tuple[str, Place, bool]:
    """Return the sentence for one error of a model, its place, and whether it stands at the key, not the value."""
    place: Place = tuple(row["loc"])
    name = str(place[-1]) if place else ""
    kind, value = str(row["type"]), row["input"]
    if kind == "extra_forbidden":
        return _unknown(model, place), place, True
    if kind == "missing":
        return f"the key `{name}` is missing", place[:-1], True
    # An empty value stands nowhere; its key does.
    told = _sentence(kind, value, row)
    if kind.startswith("model_") and value is not None:
        inside = _keys(_model_at(model, place))
        told += f"; known here: {', '.join(inside)}" if inside else ""
    if isinstance(value, str) and value[:1] in _CURLY:
        told += "; the quotation marks are curly, and YAML knows only straight ones"
    return told, place, value is None


def _sentence(kind: str, value: Any, row: dict[str, Any]) -> str:
    context = row.get("ctx", {})
    if value is None:
        return "nothing stands here; a `#` begins a comment, so a value with one goes in quotation marks"
    if kind == "value_error":
        return str(row["msg"]).removeprefix("Value error, ")
    if kind == "literal_error":
        choices = [c.strip("'") for c in str(context["expected"]).replace(" or ", ", ").split(", ")]
        meant = _MEANT.get(str(value).strip().lower())
        near = meant if meant in choices else nearest(str(value), choices, 50)
        return f"{_shown(value)} is none of {', '.join(choices)}" + (
            f"; did you mean `{near}`?" if near else ""
        )
    if kind == "string_pattern_mismatch":
        pattern = str(context["pattern"])
        slug = re.sub(r"[^a-z0-9._]+", "-", str(value).lower()).strip("-._")[:64] if pattern == ID else ""
        hint = f"; did you mean `{slug}`?" if slug else ""
        return f"{_shown(value)} does not fit: {PATTERNS.get(pattern, 'see the documentation')}{hint}"
    if kind == "string_type":
        remedy = (
            "put it in quotation marks" if isinstance(value, int | float | bool) else "text is wanted here"
        )
        return f"{_shown(value)} is no text; {remedy}"
    if kind == "too_short":
        return f"at least {context['min_length']} must stand here"
    if kind == "string_too_short":
        return (
            f"{_shown(value)} is too short: at least {context['min_length']} characters"
            if value
            else "this text is empty"
        )
    if kind in ("string_too_long", "too_long"):
        return f"this is too long: at most {context['max_length']}"
    if kind in ("greater_than_equal", "less_than_equal"):
        side = f"at least {context['ge']}" if "ge" in context else f"at most {context['le']}"
        return f"{_shown(value)} is out of range: {side}"
    if kind.startswith("int_"):
        remedy = (
            "; remove the quotation marks"
            if isinstance(value, str) and re.fullmatch(r"\d+", value, re.ASCII)
            else ""
        )
        return f"{_shown(value)} is no whole number{remedy}"
    if kind == "tuple_type" and isinstance(value, dict):
        remedy = "; a space is missing behind the `-`" if any(key[:1] == "-" for key in value) else ""
        return f"a block of keys is no list; each row of one begins with `- `{remedy}"
    if kind == "tuple_type":
        return f"{_shown(value)} is no list; write [{value if isinstance(value, str) else '…'}], or one `- …` a line"
    if kind.startswith("model_"):
        return f"{_shown(value)} stands where `key: value` lines are wanted"
    return f"{_shown(value)}: {str(row['msg'])[:1].lower()}{str(row['msg'])[1:]}"


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return "a block of keys"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    text = str(value)
    return f"`{text if len(text) <= _SHOWN else text[: _SHOWN - 1] + '…'}`"


def _unknown(model: type[Model], place: Place) -> str:
    """Say where a key that is unknown here belongs, or which known key is near."""
    name = str(place[-1])
    if name.startswith(("SLACK_", "COMMUNIQUE_")):
        return f"`{name}` stands in the environment of the service, never in a file of the configuration"
    here = _keys(_model_at(model, place[:-1]))
    near = nearest(name, here, 70)
    if not near:
        for file, root in FILES.items():
            for where, keys in _all_keys(root):
                if name in keys:
                    inside = f"under `{where}`" if where else "at the top"
                    return f"unknown key `{name}`; it belongs {inside}" + (
                        f" of {file}" if root is not model else ""
                    )
        near = nearest(name, here, 55)
    return f"unknown key `{name}`" + (
        f"; did you mean `{near}`?" if near else f"; known here: {', '.join(here)}"
    )


def _keys(model: type[Model] | None) -> list[str]:
    return [f.alias or n for n, f in model.model_fields.items()] if model else []


def _model_at(model: type[Model] | None, place: Place) -> type[Model] | None:
    for part in place:
        if isinstance(part, str) and model is not None:
            info = next((f for n, f in model.model_fields.items() if part in (n, f.alias)), None)
            model = _model_in(info.annotation) if info else None
    return model


def _model_in(annotation: Any) -> type[Model] | None:
    if isinstance(annotation, type) and issubclass(annotation, Model):
        return annotation
    return next((m for a in getattr(annotation, "__args__", ()) if (m := _model_in(a))), None)


def _all_keys(model: type[Model], where: str = "") -> list[tuple[str, list[str]]]:
    out = [(where, _keys(model))]
    for name, info in model.model_fields.items():
        inner = _model_in(info.annotation)
        if inner:
            out.extend(_all_keys(inner, f"{where}.{info.alias or name}".lstrip(".")))
    return out
