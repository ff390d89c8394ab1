"""Rendering: an edition as text, Markdown and JSON. Every form passes the quotation gate again."""

from digests.render.jsonform import to_json
from digests.render.markdown import markdown
from digests.render.text import text
from digests.render.why import why

__all__ = ["markdown", "text", "to_json", "why"]
