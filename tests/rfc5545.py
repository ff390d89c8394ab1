"""A reader of iCalendar by the letter of RFC 5545, written apart from what writes ours: it refuses what the RFC refuses."""

import re
from dataclasses import dataclass, field

_NAME = re.compile(r"[A-Za-z0-9-]+")
_PARAM = re.compile(r';([A-Za-z0-9-]+)=("[^"\x00-\x08\x0a-\x1f\x7f]*"|[^";:,\x00-\x08\x0a-\x1f\x7f]*)')
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
#: Properties an event has at most once (section 3.6.1), and must have.
_ONCE = frozenset(
    "UID DTSTAMP DTSTART DTEND SEQUENCE STATUS SUMMARY DESCRIPTION LOCATION URL TRANSP LAST-MODIFIED CREATED".split()
)
_STATUS = frozenset(("TENTATIVE", "CONFIRMED", "CANCELLED"))
_TEXT = frozenset(("SUMMARY", "DESCRIPTION", "LOCATION", "NAME", "X-WR-CALNAME", "PRODID"))


@dataclass
class Component:
    """One component: its properties (value and parameters) and what is inside it."""

    name: str
    properties: dict[str, list[tuple[str, dict[str, str]]]] = field(default_factory=dict)
    inside: list["Component"] = field(default_factory=list)

    def value(self, name: str) -> str:
        """Return the value of a property that is there once."""
        [(value, _)] = self.properties[name]
        return value

    def parameters(self, name: str) -> dict[str, str]:
        [(_, parameters)] = self.properties[name]
        return parameters


def content_lines(data: bytes) -> list[str]:
    """Undo folding (section 3.1): lines end in CRLF, hold at most 75 octets, and no character is torn."""
    assert data.endswith(b"\r\n"), "the last line ends, too"
    out: list[str] = []
    for raw in data[:-2].split(b"\r\n"):
        assert b"\n" not in raw and b"\r" not in raw, f"a bare line end in {raw!r}"
        assert len(raw) <= 75, f"{len(raw)} octets: {raw!r}"
        text = raw.decode("utf-8", "strict")
        if text[:1] in (" ", "\t"):
            assert out, "nothing to go on with"
            out[-1] += text[1:]
        else:
            assert text, "an empty line"
            out.append(text)
    return out


def _property(line: str) -> tuple[str, dict[str, str], str]:
    name = _NAME.match(line)
    assert name, line
    at, parameters = name.end(), {}
    while at < len(line) and line[at] == ";":
        found = _PARAM.match(line, at)
        assert found, line
        parameters[found[1].upper()] = found[2].strip('"')
        at = found.end()
    assert line[at : at + 1] == ":", line
    value = line[at + 1 :]
    assert not re.search(r"[\x00-\x08\x0a-\x1f\x7f]", value), f"a control character in {line!r}"
    return name[0].upper(), parameters, value


def unescaped(value: str) -> str:
    """Undo the escapes of a TEXT (section 3.3.11)."""
    assert not re.search(r"(?<!\\)(?:\\\\)*[;,]", re.sub(r"\\[;,nN]", "", value)), f"unescaped: {value!r}"

    def plain(match: re.Match[str]) -> str:
        assert match[1] in "\\;,nN", f"no escape: {match[0]!r}"
        return "\n" if match[1] in "nN" else match[1]

    return _ESCAPE.sub(plain, value)


def read(data: bytes) -> Component:
    """Read one calendar, checked."""
    root = Component("")
    stack = [root]
    for line in content_lines(data):
        name, parameters, value = _property(line)
        if name == "BEGIN":
            stack.append(Component(value.upper()))
            stack[-2].inside.append(stack[-1])
        elif name == "END":
            assert stack.pop().name == value.upper()
        else:
            plain = unescaped(value) if name in _TEXT else value
            stack[-1].properties.setdefault(name, []).append((plain, parameters))
    assert stack == [root]
    [calendar] = root.inside
    _checked(calendar)
    return calendar


def _checked(calendar: Component) -> None:
    assert calendar.name == "VCALENDAR"
    assert calendar.value("VERSION") == "2.0"
    assert calendar.value("PRODID")
    assert not root_property_missing(calendar)
    uids = [event.value("UID") for event in calendar.inside]
    assert len(uids) == len(set(uids)), "a UID twice"
    for event in calendar.inside:
        assert event.name == "VEVENT"
        for name, values in event.properties.items():
            assert name not in _ONCE or len(values) == 1, f"{name} twice"
        assert re.fullmatch(r"\d{8}T\d{6}Z", event.value("DTSTAMP"))
        assert event.value("STATUS") in _STATUS
        assert re.fullmatch(r"\d+", event.value("SEQUENCE"))
        for name in ("DTSTART", "DTEND"):
            assert event.parameters(name) == {"VALUE": "DATE"}
            assert re.fullmatch(r"\d{8}", event.value(name))
        assert event.value("DTEND") > event.value("DTSTART"), "the end is not included"


def root_property_missing(calendar: Component) -> bool:
    return not {"VERSION", "PRODID"} <= set(calendar.properties)
