"""Why an edition holds what it holds: the parts of every score, and what was left out for which reason."""

from digests import gate
from digests.edition import Edition


def why(edition: Edition) -> str:
    """Return the scores of an edition's lines and of what was left out, as plain text."""
    passed, dropped = gate.passed(edition)
    out = ["Printed:"]
    out += [f"  {item.number} {_score(item.score)} · {gate.line(item.runs)}" for item in passed.items]
    out.append("Left out:")
    out += [f"  {d.number} quotation gate: {d.reason}" for d in dropped]
    out += [f"  {left.reason} · {left.text} · {left.url} · {_score(left.score)}" for left in passed.left_out]
    return "\n".join(out) + "\n"


def _score(parts: dict[str, float]) -> str:
    named = ", ".join(f"{name} {value:g}" for name, value in parts.items() if value)
    return f"{sum(parts.values()):.1f} ({named})" if parts else "no score"
